"""Layers: what one curator's ledger says about one article.

The state of a mark is its last decision; a mark is settled when it is decided or when a standing
span overlaps it. Appended decisions change the marks that they are about, and suggestions that
share text with what they place or take away; no other mark is looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.curation.marks import OPEN_STATES, STANDING_STATES, Mark, Marks, State
from workbench.curation.overlay import Overlay
from workbench.errors import UnknownName
from workbench.messages import _
from workbench.model import NOTE, SUBMITTED, Tally, Verdict, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbench.model import Annotation, Decision, Proposal, Span

_PLACED = {
    Verdict.ACCEPT: State.ACCEPTED,
    Verdict.AMEND: State.AMENDED,
    Verdict.ADD: State.ADDED,
}
_DECLINED = {Verdict.REJECT: State.REJECTED, Verdict.SKIP: State.SKIPPED}


@dataclass(frozen=True)
class Layer:
    """One curator's work on one article, after the decision numbered `seq`; `fold` makes one.

    `proposals` are those of the frozen suggestion set; `latest` holds each mark's last decision.
    `marks` are those of annotations, in text order; suggestions inside of zones are left out.
    """

    proposals: Mapping[str, Proposal]
    latest: Overlay[str, Decision]
    seq: int
    marks: Marks
    by_id: Overlay[str, Mark]
    furniture: Furniture
    suggested: Marks
    """The suggestions of annotations as they are before any decision, also those inside zones."""

    def after(self, decisions: Iterable[Decision]) -> Layer:
        """The layer once `decisions` are appended; those without a seq get the next ones."""
        new, seq = {}, self.seq
        for decision in decisions:
            seq = decision.seq or seq + 1
            new[decision.mark] = replace(decision, seq=seq)
        furniture = self.furniture.after(
            {name: _zone(self.proposals.get(name), decision) for name, decision in new.items()}
        )
        placed = [mark for name, decision in new.items() if (mark := self._placed(name, decision))]
        old = [self.by_id[name] for name in new if name in self.by_id]
        moved = [mark.annotation.span for mark in (*old, *placed) if mark.stands]
        moved += self.furniture.differing(furniture)
        near = (m.id for span in moved for m in self.suggested.touching(span.start, span.end))
        draft: Layer = replace(
            self, latest=self.latest.changed(new), seq=seq, furniture=furniture,
            marks=self.marks.changed(old, placed),
            by_id=self.by_id.changed(
                dict.fromkeys(mark.id for mark in old) | {mark.id: mark for mark in placed}
            ),
        )  # fmt: skip
        return draft._settled(dict.fromkeys((*new, *near)))

    def _settled(self, names: Iterable[str]) -> Layer:
        """This layer with the suggestions `names` as decisions and standing spans leave them."""
        changes: dict[str, Mark | None] = {}
        for name in names:
            before = self.by_id.get(name)
            after = before if before is not None and before.stands else self._suggestion(name)
            if after != before:
                changes[name] = after
        gone = [self.by_id[name] for name in changes if name in self.by_id]
        come = [mark for mark in changes.values() if mark is not None]
        return replace(
            self, marks=self.marks.changed(gone, come), by_id=self.by_id.changed(changes)
        )

    def _placed(self, name: str, decision: Decision) -> Mark | None:
        """The mark whose annotation a decision makes stand, if it does."""
        state, annotation = _PLACED.get(decision.verdict), decision.annotation
        if state is None or annotation is None or _is_zone(annotation):
            return None
        return Mark(name, annotation, state, self.proposals.get(name), decision)

    def _suggestion(self, name: str) -> Mark | None:
        """A suggestion that does not stand; None where there is none or a zone hides it."""
        proposal, decision = self.proposals.get(name), self.latest.get(name)
        if proposal is None or _is_zone(proposal.annotation):
            return None
        span = proposal.annotation.span
        if self.furniture.meets(span):
            return None
        state = _DECLINED.get(decision.verdict) if decision else None
        if state is None:
            covered = any(mark.stands for mark in self.marks.touching(span.start, span.end))
            state = State.COVERED if covered else State.UNDECIDED
        return Mark(name, proposal.annotation, state, proposal, decision)

    def __getitem__(self, mark: str) -> Mark:
        try:
            return self.by_id[mark]
        except KeyError:
            raise UnknownName(_("mark"), mark, ()) from None

    @property
    def zones(self) -> tuple[Zone, ...]:
        """Site furniture: what was found and not rejected, and what the curator marked."""
        return self.furniture.zones

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
    def note(self) -> str | None:
        """The curator's note on the article."""
        decision = self.latest.get(NOTE)
        return (decision.payload or {}).get("note") if decision is not None else None

    @property
    def tally(self) -> Tally:
        """The counts that the queue shows."""
        counts = self.marks.counts
        standing = sum(counts[state] for state in STANDING_STATES)
        undecided = sum(counts[state] for state in OPEN_STATES)
        return Tally(standing + counts[State.REJECTED], undecided, standing, self.closed)

    def next_open(self, after: Mark | None) -> Mark | None:
        """The next mark to decide behind `after`, around the end; skipped ones come last."""
        for states in (frozenset({State.UNDECIDED}), OPEN_STATES):
            found = self.marks.following(after, states) or self.marks.following(None, states)
            if found is not None:
                return found
        return None


def fold(proposals: Iterable[Proposal], decisions: Iterable[Decision]) -> Layer:
    """The layer that `decisions`, in the order of their seq, make of `proposals`."""
    known = {proposal.suggestion: proposal for proposal in proposals}
    furniture = Furniture({}).after({name: _zone(p, None) for name, p in known.items()})
    suggested = [
        Mark(name, proposal.annotation, State.UNDECIDED, proposal, None)
        for name, proposal in known.items()
        if not _is_zone(proposal.annotation)
    ]
    shown = [mark for mark in suggested if not furniture.meets(mark.annotation.span)]
    by_id = {mark.id: mark for mark in shown}
    begun = Layer(
        known, Overlay({}), 0, Marks.of(shown), Overlay(by_id), furniture, Marks.of(suggested)
    )
    return begun.after(decisions)


@dataclass(frozen=True)
class Furniture:
    """The zones of a layer, by the marks that say so."""

    by_mark: Mapping[str, Zone]

    @classmethod
    def of(cls, zones: Iterable[Zone]) -> Furniture:
        """Zones that no marks are known of."""
        return cls({f"zone {n}": zone for n, zone in enumerate(zones)})

    def after(self, changes: Mapping[str, Zone | None]) -> Furniture:
        """These zones once some marks are other zones, or none; itself where they are already."""
        if all(self.by_mark.get(mark) == zone for mark, zone in changes.items()):
            return self
        kept = {mark: zone for mark, zone in self.by_mark.items() if mark not in changes}
        new = {mark: zone for mark, zone in changes.items() if zone is not None}
        return Furniture(kept | new)

    def differing(self, other: Furniture) -> Iterator[Span]:
        """The spans of the zones that only one of the two has."""
        if other is not self:
            yield from (zone.span for zone in {*self.zones} ^ {*other.zones})

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """The zones in text order."""
        return tuple(sorted(self.by_mark.values()))

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Start and end of the stretches of furniture that reach into `[start, end)`."""
        starts, ends = self._merged
        reached = slice(bisect_right(ends, start), bisect_left(starts, end))
        return list(zip(starts[reached], ends[reached], strict=True))

    def meets(self, span: Span) -> bool:
        """Whether any zone overlaps `span`."""
        return bool(self.within(span.start, span.end))

    @cached_property
    def _merged(self) -> tuple[list[int], list[int]]:
        """Starts and ends of the zones, merged where they overlap."""
        starts: list[int] = []
        ends: list[int] = []
        for zone in self.zones:
            if ends and zone.span.start < ends[-1]:
                ends[-1] = max(ends[-1], zone.span.end)
            else:
                starts.append(zone.span.start)
                ends.append(zone.span.end)
        return starts, ends


_ZONE_LABELS = frozenset(ZoneKind)


def _is_zone(annotation: Annotation) -> bool:
    return annotation.label in _ZONE_LABELS


def _zone(proposal: Proposal | None, decision: Decision | None) -> Zone | None:
    """The zone that a mark is: what is decided, or what was found and not rejected."""
    annotation = decision.annotation if decision else None
    if (annotation is None or not _is_zone(annotation)) and proposal is not None:
        rejected = decision is not None and decision.verdict is Verdict.REJECT
        annotation = None if rejected else proposal.annotation
    if annotation is None or not _is_zone(annotation):
        return None
    return Zone(annotation.span, ZoneKind(annotation.label))
