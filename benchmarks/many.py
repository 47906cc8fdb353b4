"""A project of 100,000 articles with years of work in it, made in about a minute.

Articles are lines of the seeds in ever new orders, 1 to 6 KB each, with a number and a day of their
own. Every one was read by all extractors; what is kept of that is what they find in its first line,
since the dozens of marks of a whole reading would take an hour to store. One curator has opened
half of the articles, and decided and submitted some of those; another did some of the same. All is
one transaction: articles by the store's verb, and what has a million rows by its statements.

Before them stand an article of 1 MB and ordinary ones of 4 to 20 KB, which were imported and read
as any article is, and which nobody has opened.
"""

from __future__ import annotations

import atexit
import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.texts import SIZES, seed_text, seeds
from workbench.arabic.fold import fold
from workbench.arabic.tokens import TOKENISER
from workbench.canonical import canonical_json
from workbench.exchange import Incoming
from workbench.extract.learned.judging import RULES
from workbench.model import (
    ActionKind,
    Annotation,
    Arm,
    Article,
    Curator,
    Decision,
    Span,
    Task,
    Verdict,
    article_id,
    set_id,
    suggestion_id,
)
from workbench.model.ledger import SUBMITTED
from workbench.store import rows, sql
from workbench.workflow import curate
from workbench.workflow.ingest import ingest
from workbench.workflow.session import session as opened
from workbench.workflow.suggest import read, suggest, versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.workflow.session import Session

ARTICLES, ORDINARY = 100_000, 60
CURATOR = "bench"
BEGUN, FINISHED, OTHERS = 0.5, 0.02, 0.01
"""Shares of the articles: what the curator has opened, what she and another have submitted."""

_SEED = 20261121
_FIRST_DAY, _DAYS = date(2015, 1, 1), 4000
_LONG = 40  # characters of a line that is text rather than furniture
_FEWEST, _MOST = 4, 13  # lines of an article
_MARKS = 4


@dataclass(frozen=True, slots=True)
class _Made:
    """An article, what is proposed in it, by suggestion, and the run that did so."""

    article: Article
    marks: dict[str, Annotation]
    run: str


@cache
def project() -> Path:
    """The file of the project, made once in a run and gone with it; to be copied, not changed."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "many.db"
    with opened(path, CURATOR, create=True) as session:
        list(ingest(session, map(_incoming, [seed_text(SIZES["1 MB"]), *_ordinary()])))
        list(suggest(session, session.store.article_ids()))
        _fill(session)
    return path


def _incoming(text: str) -> Incoming:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Incoming(f"{digest[:8]}.txt", text, "utf-8", digest)


def _ordinary() -> Iterator[str]:
    """Articles of all sizes from 4 to 20 KB of UTF-8."""
    random = Random(_SEED)
    lines = _lines()
    for number in range(ORDINARY):
        text = f"{random.choice(lines)}\n{_FIRST_DAY}\n\n{number}\n"
        while len(text.encode()) < 4000 + 16000 * number // ORDINARY:
            text += f"{random.choice(lines)}\n"
        yield text


def _fill(session: Session) -> None:
    """Add the many articles; the curator of `session` did most of the work."""
    store = session.store
    other = replace(session, curator=Curator(store.new_id(), "other"))
    with store.writing():
        store.enrol(other.curator)
        made = list(_articles(session))
        _record(session, made)
        finished = int(ARTICLES * FINISHED)
        _finish(session, made[:finished])
        _open(session, made[finished : int(ARTICLES * BEGUN)])
        _finish(other, made[: int(ARTICLES * OTHERS)])


def _lines() -> list[str]:
    """The lines of the seeds that are text."""
    return [line for text in seeds() for line in text.split("\n") if len(line) > _LONG]


def _articles(session: Session) -> Iterator[_Made]:
    """Store the articles."""
    random = Random(_SEED)
    lines = _lines()
    folded = {line: fold(line) for line in lines}
    found = {line: _found(line) for line in lines}
    for number in range(ARTICLES):
        head, *body = random.sample(lines, random.randint(_FEWEST, _MOST))
        text = "\n".join((head, str(number), *body))
        source = f"{random.randrange(ARTICLES):06}-{number}.txt"
        day = _FIRST_DAY + timedelta(days=random.randrange(_DAYS))
        digest = hashlib.sha256(text.encode()).hexdigest()
        article = Article(
            article_id(text), source, text, Span(0, len(head)), day, TOKENISER, digest, "utf-8"
        )
        words = "\n".join((folded[head], str(number), *(folded[line] for line in body)))
        session.store.add_article(article, folded[head], words)
        marks = {suggestion_id(article.id, mark): mark for mark in found[head]}
        yield _Made(article, marks, session.store.new_id())


def _found(line: str) -> list[Annotation]:
    """What the extractors find in a line."""
    article = Article(article_id(line), "", line, None, None, TOKENISER, "", "utf-8")
    return [candidate.annotation for _name, candidate in read(article).spans][:_MARKS]


def _record(session: Session, made: Sequence[_Made]) -> None:
    """A run of each extractor on each article, as reading one after another makes them."""
    store, scheme, at = session.store, session.scheme.fingerprint, session.store.now()
    write = store.connection.execute_many
    for name, version in versions().items():
        runs = [(one.article.id, one.run if name == RULES else store.new_id()) for one in made]
        write(sql.ADD_RUN, ((run, name, version, None, scheme, at) for _article, run in runs))
        write(sql.ADD_RUN_ARTICLE, runs)
    found = [(one, name, mark) for one in made for name, mark in one.marks.items()]
    write(
        sql.ADD_SUGGESTION,
        (
            (
                name,
                one.article.id,
                mark.span.start,
                mark.span.end,
                mark.surface,
                mark.label,
                rows.value_text(mark.value),
            )
            for one, name, mark in found
        ),
    )
    write(sql.ADD_PROPOSAL, ((one.run, name, 0.9, "a rule", "[]", "[]") for one, name, _m in found))
    shown = ((one, Counter(f"{RULES} {mark.label}" for mark in one.marks.values())) for one in made)
    write(sql.SET_READING, ((one.article.id, canonical_json(labels)) for one, labels in shown))


def _finish(session: Session, made: Sequence[_Made]) -> None:
    """Accept and submit all that is proposed in some articles, each in one act."""
    for one in made:
        layer = session.store.assign(one.article.id, session.curator)
        sheet = curate.load(session, one.article, layer)
        accepted = [Decision(name, Verdict.ACCEPT, mark) for name, mark in one.marks.items()]
        decisions = [*accepted, Decision(SUBMITTED, Verdict.ADD)]
        curate.write(session, ActionKind.SUBMIT, [(sheet, decisions)])


def _open(session: Session, made: Sequence[_Made]) -> None:
    """Open some articles and decide nothing."""
    store, curator, at = session.store, session.curator.id, session.store.now()
    write = store.connection.execute_many
    opened = [
        (one, store.new_id(), set_id(one.article.id, [(name, one.run) for name in one.marks]))
        for one in made
    ]
    acts = ((store.new_id(), curator, session.id, ActionKind.OPEN, at, None, 0) for _ in made)
    members = ((shown, name, one.run) for one, _layer, shown in opened for name in one.marks)
    layers = (
        (layer, one.article.id, curator, Task.ANNOTATE, 1, Arm.ASSISTED, 0, shown)
        for one, layer, shown in opened
    )
    write(sql.ADD_SET, ((shown, one.article.id) for one, _layer, shown in opened))
    write(sql.ADD_MEMBER, members)
    write(sql.ADD_ASSIGNMENT, layers)
    write(sql.ADD_ACTION, acts)
    write(sql.SET_TALLY, ((layer, 0, len(one.marks), 0, 0) for one, layer, _shown in opened))
