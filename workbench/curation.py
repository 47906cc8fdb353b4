"""Layers folded from decisions, and gold resolved from layers. Pure: the heart.

A layer is what one curator's ledger says about one article. The state of a mark is its last
decision; a mark is settled when it is decided or when a standing span overlaps it. A standing
layer never holds two overlapping spans: placing one clears or withdraws what it overlaps.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.errors import Refused, UnknownName
from workbench.messages import _, ngettext
from workbench.model import (
    STANDING,
    SUBMITTED,
    Annotation,
    Arm,
    Decision,
    GoldRecord,
    GoldSpan,
    Origin,
    Proposal,
    Resolution,
    Status,
    SuggestedBy,
    Tally,
    Verdict,
    Zone,
    ZoneKind,
    comparable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.model import Article, SchemeRef, Span, Value


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
_ORIGINS = {
    Verdict.ACCEPT: Origin.ACCEPTED,
    Verdict.AMEND: Origin.AMENDED,
    Verdict.ADD: Origin.ADDED,
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


# ------------------------------------------------------------- acts: what a verdict appends


def decide(layer: Layer, mark_id: str, verdict: Verdict) -> tuple[Decision, ...]:
    """The decisions of accepting, rejecting, skipping or clearing a mark; () where nothing changes.

    Rejecting a span that the curator added withdraws it.
    """
    _refuse_closed(layer)
    mark = layer[mark_id]
    if mark.proposal is None:
        if verdict is Verdict.REJECT:
            return (Decision(mark.id, Verdict.WITHDRAW),)
        if verdict is Verdict.ACCEPT:
            return ()
        raise Refused(_("A span that you added can be changed or rejected, nothing else."))
    if verdict is Verdict.ACCEPT:
        return place(layer, mark.id, mark.proposal.annotation)
    if verdict not in (Verdict.REJECT, Verdict.SKIP, Verdict.CLEAR):
        raise Refused(_("A suggestion is accepted, rejected, skipped, cleared or amended."))
    stood = mark.decision.verdict if mark.decision else Verdict.CLEAR
    return () if stood is verdict else (Decision(mark.id, verdict),)


def place(layer: Layer, mark_id: str, annotation: Annotation) -> tuple[Decision, ...]:
    """The decisions that make `annotation` stand under a mark, clearing what it overlaps.

    A mark that is not in the layer yet is a span that the curator adds.
    """
    _refuse_closed(layer)
    for zone in layer.zones:
        if zone.span.overlaps(annotation.span):
            raise Refused(_("Site furniture is not annotated; unmark the zone first."))
    mark = layer.by_id.get(mark_id)
    if mark is not None and mark.stands and mark.annotation == annotation:
        return ()
    if mark is None or mark.proposal is None:
        verdict = Verdict.ADD
    elif annotation == mark.proposal.annotation:
        verdict = Verdict.ACCEPT
    else:
        verdict = Verdict.AMEND
    displaced = tuple(
        Decision(other.id, Verdict.CLEAR if other.proposal else Verdict.WITHDRAW)
        for other in layer.standing
        if other.id != mark_id and other.annotation.span.overlaps(annotation.span)
    )
    return (*displaced, Decision(mark_id, verdict, annotation))


def submit(layer: Layer, *, reject_undecided: bool) -> tuple[Decision, ...]:
    """The decisions that close a layer; undecided marks are rejected or stand in the way."""
    _refuse_closed(layer)
    count = len(layer.undecided)
    if count and not reject_undecided:
        text = ngettext(
            "{n} suggestion is undecided: decide it, or submit and reject it.",
            "{n} suggestions are undecided: decide them, or submit and reject them.",
            count,
        )
        raise Refused(text.format(n=count))
    rejected = tuple(Decision(mark.id, Verdict.REJECT) for mark in layer.undecided)
    return (*rejected, Decision(SUBMITTED, Verdict.ADD))


def reopen(layer: Layer) -> tuple[Decision, ...]:
    """The decision that opens a submitted layer again."""
    if not layer.closed:
        raise Refused(_("This article is open already."))
    return (Decision(SUBMITTED, Verdict.WITHDRAW),)


def restore(history: Sequence[Decision], action: str) -> tuple[Decision, ...]:
    """The decisions that put back what stood before `action`, for the marks that it touched."""
    before: dict[str, Decision] = {}
    touched: dict[str, None] = {}
    for decision in history:
        if decision.action == action:
            touched[decision.mark] = None
        elif not touched:
            before[decision.mark] = decision
    clear = {mark: Decision(mark, Verdict.CLEAR) for mark in touched}
    return tuple(before.get(mark, clear[mark]).again() for mark in touched)


def repeat(history: Sequence[Decision], action: str) -> tuple[Decision, ...]:
    """The decisions of `action`, to be appended once more."""
    return tuple(decision.again() for decision in history if decision.action == action)


def _refuse_closed(layer: Layer) -> None:
    if layer.closed:
        raise Refused(_("This article is submitted; reopen it to change it."))


# ------------------------------------------------------------------------------------------- gold


@dataclass(frozen=True, slots=True)
class Contribution:
    """One curator's layer as gold sees it, under the pseudonym that exports use."""

    pseudonym: str
    arm: Arm
    layer: Layer


class Policy(StrEnum):
    """How gold follows from layers."""

    DEFAULT = "default"


def resolve(
    article: Article,
    contributions: Sequence[Contribution],
    *,
    scheme: SchemeRef,
    guideline: str,
    policy: Policy = Policy.DEFAULT,
) -> GoldRecord:
    """Gold by design: the only curator's layer, or what all of several curators hold alike.

    Two spans are alike when position, label and value agree; the counted noun need not.
    The article is unresolved where any span is not held by all.
    """
    if not contributions:
        raise ValueError("gold needs at least one layer")
    layers = [{_key(m.annotation): m for m in c.layer.standing} for c in contributions]
    shared = [key for key in layers[0] if all(key in layer for layer in layers)]
    if not all(c.layer.closed for c in contributions):
        status = Status.UNFINISHED
    elif any(len(layer) > len(shared) for layer in layers):
        status = Status.UNRESOLVED
    else:
        status = Status.FINISHED
    several = len(contributions) > 1
    names = tuple(c.pseudonym for c in contributions)
    votes = f"{len(contributions)}/{len(contributions)}"
    resolution = Resolution.UNANIMOUS if several else Resolution.SINGLE
    spans = tuple(
        _gold_span(layers[0][key], contributions[0].arm, names, votes, resolution) for key in shared
    )
    zones = contributions[0].layer.zones
    return GoldRecord(article, status, policy, zones, scheme, guideline, spans)


def _gold_span(
    mark: Mark, arm: Arm, names: tuple[str, ...], votes: str, resolution: Resolution
) -> GoldSpan:
    if mark.decision is None:
        raise ValueError(f"the mark {mark.id} stands without a decision")
    by = mark.proposal
    return GoldSpan(
        id=mark.id,
        annotation=mark.annotation,
        origin=_ORIGINS[mark.decision.verdict],
        resolution=resolution,
        votes=votes,
        curators=names,
        arm=arm,
        decision=mark.decision.action,
        suggestion=SuggestedBy(by.extractor, by.version, by.candidate.score) if by else None,
    )


_Key = tuple[int, int, str, "Value | None"]


def _key(annotation: Annotation) -> _Key:
    span = annotation.span
    return span.start, span.end, annotation.label, comparable(annotation.value)


# --------------------------------------------------------------------------------------- geometry


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
