"""Finished articles as a measure: how far each source is right, and what its probabilities mean.

Invariant: no article speaks for what was learnt from it. Models and memory are judged by what they
found without knowing the article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.extract.learned.calibration import Calibration, fit
from workbench.extract.learned.conflicts import Conflicts
from workbench.extract.learned.merge import Heard, Record, fit_shifts, place_of
from workbench.extract.learned.taggers import BASE, shipped_record
from workbench.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.extract.learned.merge import Place
    from workbench.extract.learned.taggers import Learnt, Lesson
    from workbench.model import Candidate

RULES, LEARNED, MEMORY = "entities", "learned", "memory"
GRADED = frozenset({BASE, LEARNED, MEMORY})
"""The sources whose scores are probabilities."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The record of all sources with its shifts, and the calibration of the new model."""

    record: Record
    calibration: Calibration


def judge(
    lessons: Sequence[Lesson], learnt: Learnt, tools: Sequence[Mapping[str, Sequence[Candidate]]]
) -> Judgement:
    """Judge what was found in each lesson, by other tools too, against its gold."""
    golds = [{(Span(start, end), label) for start, end, label in x.gold} for x in lessons]
    calibration = fit(
        [
            (candidate.score, place_of(candidate) in gold)
            for found, gold in zip(learnt.held_out, golds, strict=True)
            for candidate in found
        ]
    )
    record = Record(graded=GRADED)
    heard = []
    for at, gold in enumerate(golds):
        own = [replace(c, score=calibration(c.score)) for c in learnt.held_out[at]]
        base, recalled = learnt.base[at], learnt.recalled[at]
        found = {**tools[at], RULES: learnt.rules[at], BASE: base, LEARNED: own}
        record.judge({**found, MEMORY: _added(recalled, (*base, *own), gold)}, gold)
        found[MEMORY] = recalled
        heard.append(Heard(found, Conflicts(recalled, (base, own)), gold))
    record.shifts = fit_shifts(shipped_record(GRADED) + record, heard)
    return Judgement(record, calibration)


def _added(
    recalled: Sequence[Candidate], modelled: Sequence[Candidate], gold: set[Place]
) -> list[Candidate]:
    """What memory adds to the models: neither found by them nor part of what they rightly found."""
    places = {place_of(candidate) for candidate in modelled}
    right = [span for span, _label in places & gold]
    return [
        candidate
        for candidate in recalled
        if place_of(candidate) not in places
        and not any(candidate.annotation.span.overlaps(span) for span in right)
    ]
