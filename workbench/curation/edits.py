"""What corrections append to a layer: spans moved, split and joined, notes, furniture.

Invariant: as everything of `acts`, the decisions leave no two spans that overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.curation.acts import decide, noted, place, refuse_closed
from workbench.curation.marks import State
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import NOTE, Annotation, Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation.layer import Layer


def split(
    layer: Layer, mark_id: str, parts: tuple[Annotation, Annotation], new_mark: str
) -> tuple[Decision, ...]:
    """The mark keeps the first part; the second is a span of its own under `new_mark`."""
    first = place(layer, mark_id, parts[0])
    return first + place(layer.after(first), new_mark, parts[1])


def note(layer: Layer, mark_id: str, text: str | None) -> tuple[Decision, ...]:
    """The decision that gives a mark a note, or takes it away; its verdict stays as it is.

    The note of a mark that stands belongs to its annotation, and to gold.
    """
    refuse_closed(layer)
    mark = layer[mark_id]
    if mark.note == text:
        return ()
    if mark.decision is not None and mark.stands:
        return (Decision(mark.id, mark.decision.verdict, noted(mark.annotation, text)),)
    verdict = mark.decision.verdict if mark.decision is not None else Verdict.CLEAR
    return (Decision(mark.id, verdict, payload=_payload(text)),)


def note_article(layer: Layer, text: str | None) -> tuple[Decision, ...]:
    """The decision that gives the article a note, or takes it away."""
    refuse_closed(layer)
    if layer.note == text:
        return ()
    verdict = Verdict.ADD if text else Verdict.WITHDRAW
    return (Decision(NOTE, verdict, payload=_payload(text)),)


def _payload(text: str | None) -> dict[str, str] | None:
    return {"note": text} if text else None


def furnish(layer: Layer, new_mark: str, zone: Annotation) -> tuple[Decision, ...]:
    """Mark a range as site furniture; what stood in it is cleared, what was suggested goes.

    A zone that it overlaps becomes part of it.
    """
    refuse_closed(layer)
    span = zone.span
    absorbed = [
        mark for mark, known in layer.furniture.by_mark.items() if known.span.overlaps(span)
    ]
    cleared = [
        Decision(mark.id, Verdict.CLEAR if mark.proposal else Verdict.WITHDRAW)
        for mark in layer.marks.touching(span.start, span.end)
        if mark.stands
    ]
    gone = [decision for mark in absorbed for decision in unfurnish(layer, mark)]
    return (*cleared, *gone, Decision(new_mark, Verdict.ADD, zone))


def unfurnish(layer: Layer, mark_id: str) -> tuple[Decision, ...]:
    """Take a zone of site furniture away; what is suggested inside comes back."""
    refuse_closed(layer)
    if mark_id not in layer.furniture.by_mark:
        raise Refused(_("There is no site furniture here."))
    verdict = Verdict.REJECT if mark_id in layer.proposals else Verdict.WITHDRAW
    return (Decision(mark_id, verdict),)


def propagate(
    layer: Layer, steps: Sequence[tuple[str, Verdict | Annotation]]
) -> tuple[Decision, ...]:
    """Several marks at once, each with its verdict or the annotation that is to stand there.

    A step is passed over where an earlier one of them has taken the place.
    """
    decisions: tuple[Decision, ...] = ()
    after = layer
    for mark_id, act in steps:
        if isinstance(act, Annotation):
            beside = after.marks.touching(act.span.start, act.span.end)
            taken = any(mark.stands and mark.id != mark_id for mark in beside)
            step = () if taken else place(after, mark_id, act)
        else:
            covered = mark_id not in after.by_id or after[mark_id].state is State.COVERED
            step = () if covered else decide(after, mark_id, act)
        decisions += step
        after = after.after(step)
    return decisions
