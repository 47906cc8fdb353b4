"""One list of suggestions from what every source proposes.

Invariant: what comes out is in text order and does not overlap. Equal spans are votes for one
suggestion; of overlapping ones the likelier stays, then the longer. How far a source is believed
is measured on this project's decisions, by source, rule and label.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.learned.calibration import fit_shift, shifted
from workbench.model import Candidate, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

HIDDEN, DIMMED = 0.3, 0.5
"""Below the first a suggestion is not shown, below the second it is shown dimmed."""

WEIGHT = 4.0
"""How many decisions a source's own score counts for."""

_AGREEMENT = 0.5  # sources that agree have read the same words, so that each counts half

_EXPECTED = {
    "learned": -0.9, "base+learned": -1.1, "entities+learned": -2.0, "base+entities": -0.6,
    "base+entities+learned": -1.3, "base+entities+learned+memory": -0.5,
}  # fmt: skip
"""Shifts before a project has measured its own: voters have read the same words, and say together
more than they know. Measured on groups of the corpus with models of ten articles."""

Place = tuple[Span, str]
"""A range of the text and a label."""

Rule = tuple[str, str, str]
"""Source, rule and label."""


@dataclass(slots=True)
class Record:
    """How often each rule of each source was right and wrong where it stood alone.

    `graded` sources state probabilities of their own, which calibration keeps true; of the others
    each rule is believed as far as it was right. What a graded source proposes too rests on that
    one, so that it says nothing of the rule. `shifts` say how far the log-odds of what just these
    sources propose, joined by "+", lie from what was right.
    """

    right: Counter[Rule] = field(default_factory=Counter)
    wrong: Counter[Rule] = field(default_factory=Counter)
    graded: frozenset[str] = frozenset()
    shifts: dict[str, float] = field(default_factory=dict)

    def add(self, source: str, candidate: Candidate, *, right: bool, times: int = 1) -> None:
        """Count what became of one candidate; -1 takes it back."""
        rule = source, candidate.reason, candidate.annotation.label
        (self.right if right else self.wrong)[rule] += times

    def __add__(self, other: Record) -> Record:
        return Record(
            self.right + other.right,
            self.wrong + other.wrong,
            self.graded | other.graded,
            self.shifts | other.shifts,
        )

    def confidence(self, source: str, candidate: Candidate) -> float:
        """The chance that a candidate is right: a Beta mean whose prior is its own score."""
        if source in self.graded:
            return candidate.score
        return self.trust(source, candidate.reason, candidate.annotation.label, candidate.score)

    def trust(self, source: str, reason: str, label: str, expected: float) -> float:
        """How often a rule is right for a label: a Beta mean whose prior is what is expected."""
        rule = source, reason, label
        right, wrong = self.right[rule], self.wrong[rule]
        return (WEIGHT * expected + right) / (WEIGHT + right + wrong)

    def judge(self, found: Mapping[str, Sequence[Candidate]], gold: Collection[Place]) -> None:
        """Count what became of all candidates in a finished article."""
        backed = {
            place_of(candidate)
            for source in self.graded & found.keys()
            for candidate in found[source]
        }
        for source, candidates in found.items():
            for candidate in candidates:
                place = place_of(candidate)
                if source in self.graded or place not in backed:
                    self.add(source, candidate, right=place in gold)

    def precision(self, source: str) -> tuple[int, int]:
        """How often a source was right, and of how many."""
        right = sum(n for rule, n in self.right.items() if rule[0] == source)
        wrong = sum(n for rule, n in self.wrong.items() if rule[0] == source)
        return right, right + wrong

    def at_most(self, count: int) -> Record:
        """The same shares, each resting on no more than so many decisions."""
        capped = Record(graded=self.graded)
        for rule in self.right.keys() | self.wrong.keys():
            right, wrong = self.right[rule], self.wrong[rule]
            share = min(1.0, count / (right + wrong)) if right + wrong else 0.0
            capped.right[rule], capped.wrong[rule] = round(right * share), round(wrong * share)
        return capped

    def to_json(self) -> list[list[object]]:
        """The counters, to be stored with a model."""
        rules = sorted(self.right.keys() | self.wrong.keys())
        return [[*rule, self.right[rule], self.wrong[rule]] for rule in rules]

    @classmethod
    def from_json(cls, rows: Iterable[Sequence[object]], graded: Iterable[str] = ()) -> Record:
        """The counters that `to_json` gave."""
        record = cls(graded=frozenset(graded))
        for source, rule, label, right, wrong in rows:
            key = str(source), str(rule), str(label)
            record.right[key] = int(str(right))
            record.wrong[key] = int(str(wrong))
        return record


class Vote(NamedTuple):
    """That a source proposes a suggestion too: how sure it is, and by which rule."""

    source: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A suggestion: what is proposed, by which source, and all who propose it, the surest first."""

    source: str
    candidate: Candidate
    votes: tuple[Vote, ...] = ()

    @property
    def dimmed(self) -> bool:
        """Whether it is to be shown as a weak one."""
        return self.candidate.score < DIMMED


Doubt = Callable[[Candidate], float]
"""What share is left of the confidence in a candidate; of 0 it does not take part."""


def _undoubted(_candidate: Candidate) -> float:
    return 1.0


def merge(
    found: Mapping[str, Sequence[Candidate]], record: Record, doubt: Doubt = _undoubted
) -> list[Merged]:
    """What to suggest of the candidates of all sources.

    A suggestion's score is its confidence; its source and reason are those of its surest voter.
    """
    elected = (
        _elect(votes, record.shifts.get(_voters(votes), 0.0))
        for votes in _ballots(found, record, doubt)
    )
    return _apart(merged for merged in elected if merged.candidate.score >= HIDDEN)


Ballot = list[tuple[float, str, Candidate]]
"""Confidence, source and candidate of each who votes for one place and label."""


def _ballots(
    found: Mapping[str, Sequence[Candidate]], record: Record, doubt: Doubt
) -> Iterable[Ballot]:
    ballots: defaultdict[Place, Ballot] = defaultdict(list)
    for source in sorted(found):
        for candidate in found[source]:
            left = doubt(candidate)
            if left > 0:
                confidence = left * record.confidence(source, candidate)
                ballots[place_of(candidate)].append((confidence, source, candidate))
    return ballots.values()


def _voters(votes: Ballot) -> str:
    return "+".join(sorted({source for _confidence, source, _candidate in votes}))


def _elect(votes: Ballot, shift: float = 0.0) -> Merged:
    votes.sort(key=lambda vote: (-vote[0], vote[1]))
    confidence, source, candidate = votes[0]
    doubt = 1 - confidence
    for other, _source, _candidate in votes[1:]:
        doubt *= 1 - _AGREEMENT * other
    score = round(shifted(1 - doubt, shift), 4)
    told = tuple(Vote(name, round(sure, 4), c.reason) for sure, name, c in votes)
    return Merged(source, replace(candidate, score=score), told)


class Heard(NamedTuple):
    """A finished article: what sources that had not seen it found there, doubts, and its gold."""

    found: Mapping[str, Sequence[Candidate]]
    doubt: Doubt
    gold: Collection[Place]


def fit_shifts(record: Record, heard: Iterable[Heard]) -> dict[str, float]:
    """How far to move the confidence where just these sources agree and the others are silent.

    What is wrong and gives way to something surer in the same place counts for nothing.
    """
    outcomes: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for found, doubt, gold in heard:
        ballots = [*_ballots(found, record, doubt)]
        elected = [_elect(votes) for votes in ballots]
        kept = {place_of(merged.candidate) for merged in _apart(elected)}
        for votes, merged in zip(ballots, elected, strict=True):
            place = place_of(merged.candidate)
            if place in gold or place in kept:
                outcomes[_voters(votes)].append((merged.candidate.score, place in gold))
    return {
        voters: fit_shift(outcomes[voters], _EXPECTED.get(voters, 0.0))
        for voters in sorted({*_EXPECTED, *outcomes})
    }


def _apart(elected: Iterable[Merged]) -> list[Merged]:
    """The surest that do not overlap, in text order."""
    kept: list[tuple[int, int, Merged]] = []
    for merged in sorted(elected, key=_surest_first):
        span = merged.candidate.annotation.span
        at = bisect_left(kept, (span.start,))
        clear_before = at == 0 or kept[at - 1][1] <= span.start
        if clear_before and (at == len(kept) or kept[at][0] >= span.end):
            insort(kept, (span.start, span.end, merged), key=lambda item: item[0])
    return [merged for _start, _end, merged in kept]


def _surest_first(merged: Merged) -> tuple[float, int, int, str]:
    annotation = merged.candidate.annotation
    length = annotation.span.end - annotation.span.start
    return -merged.candidate.score, -length, annotation.span.start, annotation.label


def place_of(candidate: Candidate) -> Place:
    """Where a candidate lies, and its label."""
    return candidate.annotation.span, candidate.annotation.label


def outside(figures: Iterable[Candidate], names: Sequence[Merged]) -> list[Candidate]:
    """The figures that are no part of a suggested name: «كأس العالم 2022» holds no year."""
    spans = [m.candidate.annotation.span for m in names if not m.dimmed]
    starts = [span.start for span in spans]
    kept = []
    for figure in figures:
        inner = figure.annotation.span
        at = bisect_left(starts, inner.start + 1) - 1
        held = at >= 0 and spans[at].end >= inner.end and spans[at] != inner
        if not held:
            kept.append(figure)
    return kept
