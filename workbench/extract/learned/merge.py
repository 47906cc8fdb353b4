"""One list of suggestions from what every source proposes.

Invariant: what comes out is in text order and does not overlap. Equal spans are votes for one
suggestion; of overlapping ones the likelier stays, then the longer. How far a source is believed
is measured on this project's decisions, by source, rule and label.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.model import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from workbench.model import Span

HIDDEN, DIMMED = 0.3, 0.5
"""Below the first a suggestion is not shown, below the second it is shown dimmed."""

WEIGHT = 4.0
"""How many decisions a source's own score counts for."""

_AGREEMENT = 0.5  # sources that agree have read the same words, so that each counts half

Rule = tuple[str, str, str]
"""Source, rule and label."""


@dataclass(slots=True)
class Record:
    """How often each rule of each source was right and wrong where it stood alone.

    `graded` sources state probabilities of their own, which calibration keeps true; of the others
    each rule is believed as far as it was right. What a graded source proposes too rests on that
    one, so that it says nothing of the rule.
    """

    right: Counter[Rule] = field(default_factory=Counter)
    wrong: Counter[Rule] = field(default_factory=Counter)
    graded: frozenset[str] = frozenset()

    def add(self, source: str, candidate: Candidate, *, right: bool, times: int = 1) -> None:
        """Count what became of one candidate; -1 takes it back."""
        rule = source, candidate.reason, candidate.annotation.label
        (self.right if right else self.wrong)[rule] += times

    def __add__(self, other: Record) -> Record:
        return Record(
            self.right + other.right, self.wrong + other.wrong, self.graded | other.graded
        )

    def confidence(self, source: str, candidate: Candidate) -> float:
        """The chance that a candidate is right: a Beta mean whose prior is its own score."""
        if source in self.graded:
            return candidate.score
        rule = source, candidate.reason, candidate.annotation.label
        right, wrong = self.right[rule], self.wrong[rule]
        return (WEIGHT * candidate.score + right) / (WEIGHT + right + wrong)

    def judge(
        self, found: Mapping[str, Sequence[Candidate]], gold: Collection[tuple[Span, str]]
    ) -> None:
        """Count what became of all candidates in a finished article."""
        backed = {
            (candidate.annotation.span, candidate.annotation.label)
            for source in self.graded & found.keys()
            for candidate in found[source]
        }
        for source, candidates in found.items():
            for candidate in candidates:
                place = candidate.annotation.span, candidate.annotation.label
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


@dataclass(frozen=True, slots=True)
class Merged:
    """A suggestion: what is proposed, by which source, and which others propose it too."""

    source: str
    candidate: Candidate
    votes: tuple[str, ...] = ()

    @property
    def dimmed(self) -> bool:
        """Whether it is to be shown as a weak one."""
        return self.candidate.score < DIMMED


def merge(
    found: Mapping[str, Sequence[Candidate]],
    record: Record,
    mutes: Callable[[str, str], bool] = lambda _surface, _label: False,
) -> list[Merged]:
    """What to suggest of the candidates of all sources; those that `mutes` names are left out.

    A suggestion's score is its confidence; its source and reason are those of its surest voter.
    """
    ballots: defaultdict[tuple[Span, str], list[tuple[float, str, Candidate]]] = defaultdict(list)
    for source in sorted(found):
        for candidate in found[source]:
            annotation = candidate.annotation
            if not mutes(annotation.surface, annotation.label):
                confidence = record.confidence(source, candidate)
                ballots[annotation.span, annotation.label].append((confidence, source, candidate))
    elected = [_elect(votes) for votes in ballots.values()]
    return _apart(merged for merged in elected if merged.candidate.score >= HIDDEN)


def _elect(votes: list[tuple[float, str, Candidate]]) -> Merged:
    votes.sort(key=lambda vote: (-vote[0], vote[1]))
    confidence, source, candidate = votes[0]
    doubt = 1 - confidence
    for other, _source, _candidate in votes[1:]:
        doubt *= 1 - _AGREEMENT * other
    agreed = Candidate(
        candidate.annotation, round(1 - doubt, 4), candidate.reason, candidate.alternatives,
        candidate.flags,
    )  # fmt: skip
    return Merged(source, agreed, tuple(name for _c, name, _candidate in votes[1:]))


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
