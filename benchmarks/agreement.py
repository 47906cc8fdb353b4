"""Agreement from the database: 10 curators, 1,000 articles, 40 spans each, beside two libraries.

`python -m benchmarks.agreement 10` takes ten times as many articles, without the libraries.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from nervaluate import Evaluator
from sklearn.metrics import cohen_kappa_score

from benchmarks.figures import seconds, table
from workbench.arabic.tokens import TOKENISER, tokens
from workbench.model import (
    SUBMITTED,
    ActionKind,
    Annotation,
    Article,
    Curator,
    Decision,
    Number,
    Span,
    Tally,
    Verdict,
    article_id,
)
from workbench.store import Entry
from workbench.store.pairs import SPAN
from workbench.workflow import measure
from workbench.workflow.session import open_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session

ARTICLES, CURATORS, SPANS, TOKENS = 1000, 10, 40, 400
LABELS = ("PER", "ORG", "GPE", "LOC", "NORP", "EVENT", "CARDINAL", "MONEY")
PAIRS = CURATORS * (CURATORS - 1) // 2
_WORD = "كلمة"

Marked = list[tuple[int, int, str, int]]
"""First and last token + 1, label, amount of a figure."""


def run(times: int = 1) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        session = open_session(Path(folder, "workbench.db"), "curator 0", create=True)
        try:
            work = _Work(np.random.default_rng(1))
            filled = seconds(lambda: work.fill(session))
            for copy in range(1, times):
                _copy(session, copy)
            before = _megabytes()
            rows = _measured(session, work)
            if times == 1:
                rows += _peers(session, work)
        finally:
            session.store.close()
    table(f"Agreement: {CURATORS} curators, {ARTICLES * times} articles, {SPANS} spans each.",
          ("from the database", "s", "s of processor", "MB at most till then"), rows)  # fmt: skip
    print(f"filled in {filled:.0f} s, with {before:.0f} MB")
    if times == 1:
        first, _all, _details, kappa, _new, nervaluate, scikit, reading = (
            float(row[1]) for row in rows
        )
        print(
            f"nervaluate takes {nervaluate / first:.0f} times as long as the first time here, "
            f"scikit-learn {scikit / kappa:.1f} times as long as kappa from the database; where it "
            f"reads the database, too, {reading / first:.1f} times as long as the first time"
        )


def _megabytes() -> float:
    """The most memory that the process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measured(session: Session, work: _Work) -> list[tuple[str, str, str, str]]:
    screen = partial(measure.agreement, session, only=("ladder", "classes"))
    everything = partial(measure.agreement, session)
    rows = [
        _row("first time: all layers compared, counts stored; F1, ladder, classes", screen),
        _row("all measures", everything),
        _row("with alpha, Cohen's and Fleiss' kappa", partial(everything, details=True)),
        _row("Cohen's kappa alone", partial(measure.agreement, session, only=["cohen_kappa"])),
    ]
    work.submit_last(session)
    return [*rows, _row("F1, ladder, classes after one new submission", screen)]


def _peers(session: Session, work: _Work) -> list[tuple[str, str, str, str]]:
    name, wall, processor, memory = _row("nervaluate", work.nervaluate)
    wall, processor = (f"{float(each) * PAIRS:.2f}" for each in (wall, processor))
    tokens = [work.tokens(curator) for curator in range(CURATORS)]
    return [
        (f"{name}, {PAIRS} pairs ({PAIRS} times one)", wall, processor, memory),
        _row(f"scikit-learn's kappa, {PAIRS} pairs", partial(_scikit_learn, tokens)),
        _row(f"scikit-learn's kappa, {PAIRS} pairs, from the database",
             lambda: _scikit_learn(_painted(session))),
    ]  # fmt: skip


def _row(name: str, work: Callable[[], object]) -> tuple[str, str, str, str]:
    start = time.process_time()
    wall = seconds(work)
    return name, f"{wall:.2f}", f"{time.process_time() - start:.2f}", f"{_megabytes():.0f}"


def _painted(session: Session) -> list[np.ndarray]:
    """The labels of all tokens by curator, as the library needs them, read and put together."""
    read = session.store.connection.rows
    number_of = {label: n for n, label in enumerate(LABELS, 1)}
    labels = np.array([number_of.get(label.name, 0) for label in session.scheme])
    texts = [tokens(row["text"]) for row in read("SELECT text FROM article ORDER BY n")]
    edges = [np.array(found, "<u4").T.copy() for found in texts]
    ends = np.cumsum([len(found) for found in texts])
    found = [np.zeros(int(ends[-1]), np.int8) for _curator in range(CURATORS)]
    submitted = read(
        "SELECT a.n, g.curator, s.spans FROM submission s JOIN assignment g ON g.id = s.assignment "
        "JOIN article a ON a.id = g.article ORDER BY a.n, g.n"
    )
    number: dict[str, int] = {}
    for row in submitted:
        document, spans = row["n"] - 1, np.frombuffer(row["spans"], SPAN)
        painted = found[number.setdefault(row["curator"], len(number))]
        starts, behind = edges[document]
        shift = int(ends[document]) - len(starts)
        low = np.searchsorted(behind, spans["start"], "right") + shift
        high = np.searchsorted(starts, spans["end"], "left") + shift
        sizes = high - low
        places = np.arange(sizes.sum()) + np.repeat(low - np.cumsum(sizes) + sizes, sizes)
        painted[places] = np.repeat(labels[spans["label"]], sizes)
    return found


def _scikit_learn(tokens: list[np.ndarray]) -> list[float]:
    return [cohen_kappa_score(p, q) for p, q in combinations(tokens, 2)]


def _copy(session: Session, n: int) -> None:
    """Store the first articles with their submissions once more, under other ids."""
    first = f"(SELECT id FROM article ORDER BY n LIMIT {ARTICLES})"
    new = f"'{n:04}'"
    statements = (
        f"""INSERT INTO article (id, source, text, tokeniser, digest, encoding)
        SELECT substr(id, 1, 60) || {new}, source, text, tokeniser, digest, encoding
        FROM article WHERE id IN {first} ORDER BY n""",
        f"""INSERT INTO suggestion_set SELECT id || {new}, substr(article, 1, 60) || {new}
        FROM suggestion_set WHERE article IN {first}""",
        f"""INSERT INTO assignment (id, article, curator, task, round, arm, asked, suggestion_set)
        SELECT id || {new}, substr(article, 1, 60) || {new}, curator, task, round, arm, asked,
          suggestion_set || {new} FROM assignment WHERE article IN {first} ORDER BY n""",
        f"""INSERT INTO submission SELECT s.id || {new}, s.assignment || {new}, s.n, s.at,
          s.through_seq, s.scheme, s.guideline, s.tokeniser, s.spans
        FROM submission s JOIN assignment g ON g.id = s.assignment WHERE g.article IN {first}""",
        f"""INSERT INTO decision
          (action, assignment, seq, mark, verdict, annotation, scheme, guideline)
        SELECT d.action, d.assignment || {new}, d.seq, d.mark, d.verdict, d.annotation, d.scheme,
          d.guideline FROM decision d JOIN assignment g ON g.id = d.assignment
        WHERE g.article IN {first}""",
    )
    with session.store.writing():
        for statement in statements:
            session.store.connection.execute(statement)


@dataclass
class _Work:
    """What curators mark: slightly different versions of one truth, drawn with a fixed seed."""

    random: np.random.Generator

    def __post_init__(self) -> None:
        self.marked: list[list[Marked]] = [
            [self._seen(truth) for _curator in range(CURATORS)]
            for truth in (self._truth() for _article in range(ARTICLES))
        ]

    def _truth(self) -> Marked:
        starts = np.sort(self.random.choice(TOKENS // 4 - 1, SPANS, replace=False)) * 4
        sizes, labels = (self.random.integers(0, top, SPANS) for top in (3, len(LABELS)))
        return [(int(s), int(s + n + 1), LABELS[k], 3)
                for s, n, k in zip(starts, sizes, labels, strict=True)]  # fmt: skip

    def _seen(self, truth: Marked) -> Marked:
        found = []
        for (start, end, label, amount), chance in zip(
            truth, self.random.random(SPANS), strict=True
        ):
            if chance < 0.05:
                continue
            if chance < 0.1:
                found.append((start, end + 1, label, amount))
            elif chance < 0.15:
                found.append((start, end, LABELS[int(chance * 1e6) % len(LABELS)], amount))
            elif chance < 0.18:
                found.append((start, end, label, 3000))
            else:
                found.append((start, end, label, amount))
        return found

    def fill(self, session: Session) -> None:
        """Store all layers but the last."""
        curators = [session.curator, *(Curator(f"{n}", f"curator {n}") for n in range(1, CURATORS))]
        with session.store.writing():
            for n, layers in enumerate(self.marked):
                article = self._article(n)
                session.store.add_article(article, "", "")
                for curator, marked in zip(curators, layers, strict=True):
                    if n < ARTICLES - 1 or curator is not curators[-1]:
                        self._submit(session, article, curator, marked)
        self._last = curators[-1]

    def submit_last(self, session: Session) -> None:
        """Store the one that was left out."""
        self._submit(session, self._article(ARTICLES - 1), self._last, self.marked[-1][-1])

    def _article(self, n: int) -> Article:
        words = (f"{_WORD}{'ا' * (k % 4)}" for k in range(TOKENS - 1))
        text = " ".join([str(n), *words])
        digest = article_id(text)
        return Article(digest, f"{n}.txt", text, None, None, TOKENISER, digest, "utf-8")

    def _submit(self, session: Session, article: Article, who: Curator, marked: Marked) -> None:
        edges = tokens(article.text)
        standing = []
        for start, end, label, amount in marked:
            span = Span(edges[start][0], edges[end - 1][1])
            value = Number(Decimal(amount)) if label in LABELS[-2:] else None
            standing.append(Annotation(span, article.text[span.start : span.end], label, value))
        store = session.store
        assignment = store.assign(article.id, who)
        # Figures are decided on, because values are looked up there; others need no decision here.
        decisions = [Decision(store.new_id(), Verdict.ADD, each) for each in standing if each.value]
        decisions.append(Decision(SUBMITTED, Verdict.ADD))
        tally = Tally(len(standing), 0, len(standing), closed=True)
        entry = Entry(assignment, 0, decisions, tally, standing)
        store.append(ActionKind.SUBMIT, who, session.id, [entry], action_id=store.new_id())

    def nervaluate(self) -> object:
        """What it says of the first pair."""
        sides = [
            [
                [
                    {"label": label, "start": start, "end": end - 1}
                    for start, end, label, _amount in layers[curator]
                ]
                for layers in self.marked
            ]
            for curator in range(2)
        ]
        return Evaluator(*sides, tags=list(LABELS), loader="dict").evaluate()

    def tokens(self, curator: int) -> np.ndarray:
        """The labels of all tokens."""
        painted = np.zeros((ARTICLES, TOKENS), np.int8)
        for row, layers in enumerate(self.marked):
            for start, end, label, _amount in layers[curator]:
                painted[row, start:end] = 1 + LABELS.index(label)
        return painted.reshape(-1)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
