"""Layers: what one curator's ledger says about one article.

The state of a mark is its last decision; a mark is settled when it is decided or when a standing
span overlaps it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.errors import UnknownName
from workbench.messages import _
from workbench.model import (
    STANDING,
    SUBMITTED,
    Annotation,
    Decision,
    Proposal,
    Tally,
    Verdict,
    Zone,
    ZoneKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.model import Span


class State(StrEnum):
    """Where a mark stands for its curator."""

    UNDECIDED = "undecided"
    SKIPPED = "skipped"
    COVERED = "covered"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    ADDED = "added"
    REJECTED = "rejected"


_STATES = {
    Verdict.ACCEPT: State.ACCEPTED,
    Verdict.AMEND: State.AMENDED,
    Verdict.ADD: State.ADDED,
    Verdict.REJECT: State.REJECTED,
    Verdict.SKIP: State.SKIPPED,
}
OPEN_STATES = frozenset({State.UNDECIDED, State.SKIPPED})
STANDING_STATES = frozenset({State.ACCEPTED, State.AMENDED, State.ADDED})


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to decide about: a suggestion, or a span that the curator added herself.

    `annotation` is what stands, or else what was suggested.
    """

    id: str
    annotation: Annotation
    state: State
    proposal: Proposal | None
    decision: Decision | None

    @property
    def stands(self) -> bool:
        """Whether its annotation is part of the layer."""
        return self.state in STANDING_STATES


@dataclass(frozen=True)
class Layer:
    """One curator's work on one article, after the decision numbered `seq`.

    `proposals` are those of the frozen suggestion set; `latest` holds each mark's last decision.
    """

    proposals: Mapping[str, Proposal]
    latest: Mapping[str, Decision]
    seq: int

    def after(self, decisions: Iterable[Decision]) -> Layer:
        """The layer once `decisions` are appended; those without a seq get the next ones."""
        latest, seq = dict(self.latest), self.seq
        for decision in decisions:
            seq = decision.seq or seq + 1
            latest[decision.mark] = replace(decision, seq=seq)
        return Layer(self.proposals, latest, seq)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of annotations in text order; suggestions inside zones are left out."""
        standing = _Spans(annotation.span for annotation in self._standing.values())
        furniture = _Spans(zone.span for zone in self.zones)
        marks = [
            Mark(mark, annotation, _STATES[self.latest[mark].verdict], self.proposals.get(mark),
                 self.latest[mark])
            for mark, annotation in self._standing.items()
        ]  # fmt: skip
        for mark, proposal in self.proposals.items():
            span = proposal.annotation.span
            if mark in self._standing or _is_zone(proposal.annotation) or furniture.meets(span):
                continue
            decision = self.latest.get(mark)
            state = _STATES.get(decision.verdict) if decision else None
            if state is None:
                state = State.COVERED if standing.meets(span) else State.UNDECIDED
            marks.append(Mark(mark, proposal.annotation, state, proposal, decision))
        return tuple(sorted(marks, key=_text_order))

    @cached_property
    def _standing(self) -> dict[str, Annotation]:
        return {
            mark: decision.annotation
            for mark, decision in self.latest.items()
            if decision.verdict in STANDING
            and decision.annotation is not None
            and not _is_zone(decision.annotation)
        }

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Site furniture: what was found and not rejected, and what the curator marked."""
        found = {
            mark: proposal.annotation
            for mark, proposal in self.proposals.items()
            if _is_zone(proposal.annotation)
        }
        for mark, decision in self.latest.items():
            if decision.annotation is not None and _is_zone(decision.annotation):
                found[mark] = decision.annotation
            elif mark in found and decision.verdict is Verdict.REJECT:
                del found[mark]
        return tuple(sorted(Zone(a.span, ZoneKind(a.label)) for a in found.values()))

    @cached_property
    def by_id(self) -> Mapping[str, Mark]:
        """The marks by id."""
        return {mark.id: mark for mark in self.marks}

    def __getitem__(self, mark: str) -> Mark:
        try:
            return self.by_id[mark]
        except KeyError:
            raise UnknownName(_("mark"), mark, ()) from None

    @cached_property
    def standing(self) -> tuple[Mark, ...]:
        """The marks that stand, in text order."""
        return tuple(mark for mark in self.marks if mark.stands)

    @cached_property
    def undecided(self) -> tuple[Mark, ...]:
        """The marks still to decide, skipped ones included, in text order."""
        return tuple(mark for mark in self.marks if mark.state in OPEN_STATES)

    @property
    def closed(self) -> bool:
        """Whether the layer is submitted and not reopened."""
        decision = self.latest.get(SUBMITTED)
        return decision is not None and decision.verdict is Verdict.ADD

    @property
    def tally(self) -> Tally:
        """The counts that the queue shows."""
        undecided = len(self.undecided)
        decided = sum(1 for m in self.marks if m.stands or m.state is State.REJECTED)
        return Tally(decided, undecided, len(self.standing), self.closed)

    def next_open(self, after: Mark | None) -> Mark | None:
        """The next mark to decide behind `after`, around the end; skipped ones come last."""
        fresh = [mark for mark in self.undecided if mark.state is State.UNDECIDED]
        waiting = fresh or list(self.undecided)
        if after is None or not waiting:
            return waiting[0] if waiting else None
        place = bisect_right([_text_order(mark) for mark in waiting], _text_order(after))
        return waiting[place % len(waiting)]


def fold(proposals: Iterable[Proposal], decisions: Iterable[Decision]) -> Layer:
    """The layer that `decisions`, in the order of their seq, make of `proposals`."""
    empty = Layer({proposal.suggestion: proposal for proposal in proposals}, {}, 0)
    return empty.after(decisions)


class _Spans:
    """Spans, merged where they overlap, asked which they meet."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def meets(self, span: Span) -> bool:
        """Whether any of them overlaps `span`."""
        place = bisect_right(self._ends, span.start)
        return place < bisect_left(self._starts, span.end)


_ZONE_LABELS = frozenset(ZoneKind)


def _is_zone(annotation: Annotation) -> bool:
    return annotation.label in _ZONE_LABELS


def _text_order(mark: Mark) -> tuple[int, int, str]:
    span = mark.annotation.span
    return span.start, -span.end, mark.id
