"""What a verdict appends to a layer. A layer never comes to hold two overlapping spans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import Refused
from workbench.messages import _, ngettext
from workbench.model import (
    SUBMITTED,
    Annotation,
    Decision,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation.layer import Layer


def decide(layer: Layer, mark_id: str, verdict: Verdict) -> tuple[Decision, ...]:
    """The decisions of accepting, rejecting, skipping or clearing a mark; () where nothing changes.

    Rejecting a span that the curator added withdraws it.
    """
    refuse_closed(layer)
    mark = layer[mark_id]
    if mark.proposal is None:
        if verdict is Verdict.REJECT:
            return (Decision(mark.id, Verdict.WITHDRAW),)
        if verdict is Verdict.ACCEPT:
            return ()
        raise Refused(_("A span that you added can be changed or rejected, nothing else."))
    if verdict is Verdict.ACCEPT:
        return place(layer, mark.id, noted(mark.proposal.annotation, mark.note))
    if verdict not in (Verdict.REJECT, Verdict.SKIP, Verdict.CLEAR):
        raise Refused(_("A suggestion is accepted, rejected, skipped, cleared or amended."))
    stood = mark.decision.verdict if mark.decision else Verdict.CLEAR
    if stood is verdict:
        return ()
    return (Decision(mark.id, verdict, payload={"note": mark.note} if mark.note else None),)


def noted(annotation: Annotation, note: str | None) -> Annotation:
    """An annotation with another note."""
    return replace(annotation, note=note)


def place(layer: Layer, mark_id: str, annotation: Annotation) -> tuple[Decision, ...]:
    """The decisions that make `annotation` stand under a mark, clearing what it overlaps.

    A mark that is not in the layer yet is a span that the curator adds.
    """
    refuse_closed(layer)
    span = annotation.span
    if layer.furniture.meets(span):
        raise Refused(_("Site furniture is not annotated; unmark the zone first."))
    mark = layer.by_id.get(mark_id)
    if mark is not None and mark.stands and mark.annotation == annotation:
        return ()
    if mark is None or mark.proposal is None:
        verdict = Verdict.ADD
    elif noted(annotation, None) == mark.proposal.annotation:
        verdict = Verdict.ACCEPT
    else:
        verdict = Verdict.AMEND
    displaced = tuple(
        Decision(other.id, Verdict.CLEAR if other.proposal else Verdict.WITHDRAW)
        for other in layer.marks.touching(span.start, span.end)
        if other.stands and other.id != mark_id
    )
    return (*displaced, Decision(mark_id, verdict, annotation))


def submit(layer: Layer, *, reject_undecided: bool) -> tuple[Decision, ...]:
    """The decisions that close a layer; undecided marks are rejected or stand in the way."""
    refuse_closed(layer)
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
    """The decisions that put back what stood before `action`, for the marks that it touched.

    `history` may leave out decisions on other marks.
    """
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


def refuse_closed(layer: Layer) -> None:
    """Refused where the layer is submitted."""
    if layer.closed:
        raise Refused(_("This article is submitted; reopen it to change it."))
