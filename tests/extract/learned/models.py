"""Lessons from the shipped corpus, and a small model of them, made once."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path

from workbench.exchange.gold import read_gold
from workbench.extract.learned.calibration import FIXED
from workbench.extract.learned.model_file import Model
from workbench.extract.learned.taggers import Learnt, Lesson, StoredModel, Taggers, stored
from workbench.scheme import default_scheme

SHOWN = 8
CORPUS = Path(__file__).parents[3] / "workbench" / "data" / "corpus" / "train.jsonl"


@cache
def lessons(count: int, skip: int = 0) -> list[Lesson]:
    """The first articles of the corpus that are trained on."""
    names = {label.name for label in default_scheme() if label.takes is None}
    with CORPUS.open(encoding="utf-8") as stream:
        return [
            Lesson(
                line.text,
                line.zones,
                [(a.span.start, a.span.end, a.label) for a in line.annotations if a.label in names],
            )
            for line in islice(read_gold(stream), skip, skip + count)
        ]


@cache
def learnt(count: int = SHOWN) -> Learnt:
    """What training on a few articles gives."""
    with Taggers() as taggers:
        return taggers.train(lessons(count), {"iterations": 20})


@cache
def model() -> StoredModel:
    """A small model that stands on no other."""
    return stored(Model(learnt().crf, FIXED).to_bytes())
