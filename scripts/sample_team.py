"""A project of several curators who differ as people do, for pictures: made anew, always the same.

Articles, and what is right in them, come from the corpus that the program is trained on; what each
curator gets wrong is drawn by a seed.
"""

from __future__ import annotations

import json
import random
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import combinations, count, cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.model import Arm, Role, Span
from workbench.workflow import curate, suggest, team
from workbench.workflow.ingest import ingest, read_paths
from workbench.workflow.session import open_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from workbench.workflow.session import Session

CORPUS = Path(__file__).parents[1] / "workbench" / "data" / "corpus" / "train.jsonl"
FIRST_DAY = datetime(2026, 10, 5, 9, tzinfo=UTC)
PACE = timedelta(seconds=4)  # an act
ARTICLES, SEVERAL, BLIND, SEED = 24, 3, 0.25, 8
SHORTEST, LONGEST = 500, 2200  # code points of an article
OTHERS = {"GPE": "LOC", "LOC": "GPE", "ORG": "NORP", "NORP": "ORG", "FAC": "LOC",
          "EVENT": "ORG", "CARDINAL": "QUANTITY", "DATE": "DURATION"}  # fmt: skip
"""Which label a label is taken for."""

Found = tuple[int, int, str]
"""Where a span starts and ends, and its label."""


def make(path: Path, lead: str, curators: Mapping[str, float]) -> None:
    """A project at `path`: `lead` adjudicates, and each of `curators` errs in that share of spans.

    `SEVERAL` curators submitted each article, a `BLIND` share of them without suggestions.
    """
    records = chosen()
    articles = path.with_suffix(".jsonl")
    lines = (json.dumps(each, ensure_ascii=False) for each in records)
    articles.write_text("\n".join(lines) + "\n", "utf-8")
    drawn = random.Random(SEED)  # noqa: S311 - nothing secret is drawn
    groups = cycle(combinations(curators, SEVERAL))
    ids = count()
    leading = open_session(path, lead, create=True, new_id=lambda: f"{SEED:04x}{next(ids):028x}")
    with closing(leading.store):
        leading.store.seed()  # what is drawn later is drawn by the first id
        list(ingest(leading, read_paths([articles])))
        list(suggest.suggest(leading, leading.store.article_ids()))
        for name in curators:
            team.enrol(leading, name, [Role.CURATOR])
        for number, (record, group) in enumerate(zip(records, groups, strict=False)):
            for name in group:
                arm = Arm.BLIND if drawn.random() < BLIND else Arm.ASSISTED
                list(team.assign(leading, [record["id"]], [name], arm))
                working = open_session(path, name, clock=clock(number))
                with closing(working.store):
                    annotate(working, record["id"], held(drawn, curators[name], record["spans"]))


def clock(number: int) -> Callable[[], str]:
    """A clock for the work on an article: a few articles a day, and a pace that never changes."""
    ticks = count()
    began = FIRST_DAY + timedelta(days=int(number**0.7), hours=number % 3)
    return lambda: f"{began + next(ticks) * PACE:%Y-%m-%dT%H:%M:%S.000Z}"


def chosen() -> list[dict[str, Any]]:
    """Some articles of the corpus that have a headline and are neither very short nor long."""
    records = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    fit = [r for r in records if r["title"] and SHORTEST < len(r["text"]) < LONGEST]
    drawn = random.Random(SEED).sample(fit, ARTICLES)  # noqa: S311 - nor here
    return sorted(drawn, key=lambda record: (record["source"], record["id"]))


def held(drawn: random.Random, errs: float, spans: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    """What somebody makes of what is right: she overlooks, takes for another, ends too early."""
    for span in spans:
        start, end, label = span["start"], span["end"], span["label"]
        if drawn.random() >= errs:
            yield start, end, label
            continue
        match drawn.choice(("overlooks", "takes for another", "ends early", "ends early")):
            case "takes for another":
                yield start, end, OTHERS.get(label, label)
            case "ends early" if " " in span["text"]:
                yield start, start + span["text"].rindex(" "), label
            case "ends early":
                yield start, end, label


def annotate(working: Session, article: str, spans: Iterator[Found]) -> None:
    """Give an article these spans, reject all else, and submit it."""
    with working.store.writing():
        sheet = curate.open_article(working, article)
        for start, end, label in spans:
            sheet = curate.add(working, sheet, Span(start, end), label)
        curate.submit(working, sheet, reject_undecided=True)
