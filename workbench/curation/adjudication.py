"""Adjudication: what becomes gold where curators differ, and why.

What is decided is a place (`curation.places`): a cluster of what curators marked, or a span that
the adjudicator adds where nobody did. What her layer holds of them is told by `curation.findings`.

Invariant: what is decided about one place never changes what is gold of another, whether it is a
cluster or was added; but where furniture is decided on, what was decided inside of it is taken
back, and what a cluster has come to lie over is decided with that cluster. Gold never overlaps.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.curation.findings import (
    Finding,
    Outcome,
    added_mark,
    additions,
    cluster_spans,
    decided,
    finding,
    is_decided,
    span_mark,
)
from workbench.curation.layer import Furniture
from workbench.errors import BadSpan, Refused
from workbench.messages import _, ngettext
from workbench.model import SUBMITTED, Annotation, Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.curation.clusters import Cluster
    from workbench.curation.layer import Layer
    from workbench.curation.marks import Mark
    from workbench.model import Zone


_QUOTED = 60
"""Characters of a span that are quoted in a sentence."""


class Standing(StrEnum):
    """Where a place stands."""

    AGREED = "agreed"
    AUDIT = "audit"
    OPEN = "open"
    DEFERRED = "deferred"
    DECIDED = "decided"


def standing(layer: Layer, cluster: Cluster, seed: str) -> Standing:
    """Where a place stands in an adjudicator's layer."""
    decision = layer.latest.get(cluster.id)
    if decision is None or decision.verdict is Verdict.CLEAR:
        if not cluster.agreed:
            return Standing.OPEN
        return Standing.AUDIT if cluster.audited(seed) else Standing.AGREED
    return Standing.DEFERRED if decision.verdict is Verdict.SKIP else Standing.DECIDED


def settle(
    layer: Layer,
    cluster: Cluster,
    gold: Sequence[Annotation],
    said: Finding,
    found: Sequence[Cluster],
) -> tuple[Decision, ...]:
    """The decisions that make `gold`, which may be empty, the gold of a place of those `found`.

    What an earlier decision about it made is withdrawn, as is what was added there before; ()
    where nothing changes. BadSpan where the gold is not of this place, Refused where it overlaps
    itself or that of another. What was added stays an addition, and is gone where `gold` is empty.
    """
    refuse_closed(layer)
    if cluster.added:
        return _settle_added(layer, cluster, gold, said, found)
    _refuse_elsewhere(gold, cluster, found)
    put_off = said.outcome is Outcome.DEFERRED
    gone = [] if put_off or cluster.furniture else cluster.made
    if not gone and _stands_so(layer, cluster, gold, said):
        return ()
    decisions = _withdrawn(layer, cluster.id)
    decisions += tuple(Decision(mark.id, Verdict.WITHDRAW) for mark in gone)
    verdict = Verdict.SKIP if put_off else Verdict.ACCEPT
    decisions += (Decision(cluster.id, verdict, payload=said.payload()),)
    if not cluster.furniture:
        _refuse_overlap(gold, layer.after(decisions).standing)
    made = (
        Decision(span_mark(cluster.id, number), Verdict.ADD, annotation)
        for number, annotation in enumerate(gold)
    )
    return (*decisions, *made)


def add(
    layer: Layer,
    article: str,
    gold: Sequence[Annotation],
    said: Finding,
    found: Sequence[Cluster],
) -> tuple[Decision, ...]:
    """The decisions that make spans gold where nobody marked anything.

    BadSpan where that is a place of those `found`, Refused where gold would overlap.
    """
    refuse_closed(layer)
    for annotation in gold:
        for other in found:
            if other.span.overlaps(annotation.span) and not _is_text(layer, other):
                raise BadSpan(_another_place(other))
    _refuse_overlap(gold, layer.standing)
    payload = replace(said, outcome=Outcome.ADDED, source=None).payload()
    return tuple(
        Decision(added_mark(article, annotation), Verdict.ADD, annotation, payload)
        for annotation in gold
    )


def _is_text(layer: Layer, cluster: Cluster) -> bool:
    """Whether a place is one of zones that is decided, so that what is no furniture is text."""
    return cluster.furniture and is_decided(layer, cluster.id)


def _settle_added(
    layer: Layer,
    place: Cluster,
    gold: Sequence[Annotation],
    said: Finding,
    found: Sequence[Cluster],
) -> tuple[Decision, ...]:
    """The decisions that make other spans of one that was added, or none."""
    if said.outcome is Outcome.DEFERRED:
        raise Refused(_("You added this span yourself: change it, or take it away."))
    said = replace(said, outcome=Outcome.ADDED, source=None)
    if _stands_so(layer, place, gold, said):
        return ()
    gone = (Decision(place.id, Verdict.WITHDRAW),)
    others = [other for other in found if other.id != place.id]
    return (*gone, *add(layer.after(gone), place.article, gold, said, others))


def clear(layer: Layer, cluster: Cluster) -> tuple[Decision, ...]:
    """The decisions that take back what was said about a place, remarks included."""
    refuse_closed(layer)
    if finding(layer, cluster.id) is None:
        return ()
    return _taken_back(layer, cluster.id)


def remark(layer: Layer, cluster: Cluster, said: Finding) -> tuple[Decision, ...]:
    """The decision that gives a place other remarks; its gold and its outcome stay."""
    refuse_closed(layer)
    before = finding(layer, cluster.id) or Finding()
    after = replace(before, cause=said.cause, note=said.note, guideline=said.guideline,
                    own_work=said.own_work)  # fmt: skip
    if (after.cause, after.note, after.guideline) == (before.cause, before.note, before.guideline):
        return ()
    decision = layer.latest.get(cluster.id) or Decision(cluster.id, Verdict.CLEAR)
    return (Decision(cluster.id, decision.verdict, decision.annotation, after.payload()),)


def finish(
    layer: Layer, found: Sequence[Cluster], seed: str, *, own_work: bool
) -> tuple[Decision, ...]:
    """The decisions that an article needs before it is closed: what all agree on becomes gold.

    Refused while a place is open.
    """
    refuse_closed(layer)
    waiting = [c for c in found if standing(layer, c, seed) not in DONE]
    if waiting:
        text = ngettext(
            "{n} place is still to be decided.",
            "{n} places are still to be decided.",
            len(waiting),
        )
        raise Refused(text.format(n=len(waiting)))
    decisions: tuple[Decision, ...] = ()
    after = layer
    for cluster in found:
        if standing(layer, cluster, seed) is Standing.AGREED:
            held = next(iter(cluster.lanes.values()))
            agreed = replace(
                finding(layer, cluster.id) or Finding(), outcome=Outcome.AUTO, own_work=own_work
            )
            step = settle(after, cluster, [mark.annotation for mark in held], agreed, found)
            decisions += step
            after = after.after(step)
    return decisions


def stale(
    layer: Layer, found: Sequence[Cluster], zones: Iterable[Zone] = ()
) -> tuple[Decision, ...]:
    """The decisions that take back what does not hold any more.

    That is what was said about clusters that are not `found`, since a new submission changed them
    or they are furniture now, and all gold that lies in `zones`, which are furniture. What was
    added stands, unless it lies in furniture: a cluster that it overlaps is decided with it.
    """
    known = {place.id for place in found} | {mark.id for mark in additions(layer)}
    furniture = {place.id for place in found if place.furniture}
    settled = Furniture.of(zones)

    def holds(place: str) -> bool:
        if place in furniture:
            return True
        marks = cluster_spans(layer, place)
        return place in known and not any(settled.meets(mark.annotation.span) for mark in marks)

    return tuple(
        decision
        for place in decided(layer)
        if not holds(place)
        for decision in _taken_back(layer, place)
    )


def _taken_back(layer: Layer, place: str) -> tuple[Decision, ...]:
    """The decisions that take back what was said of a place, and its gold."""
    gone = (decision for decision in _withdrawn(layer, place) if decision.mark != place)
    return (*gone, Decision(place, Verdict.CLEAR))


DONE = (Standing.DECIDED, Standing.AGREED)
"""Where a cluster does not keep an article from being finished."""


def refuse_closed(layer: Layer) -> None:
    """Refused where an adjudicator's layer is finished."""
    decision = layer.latest.get(SUBMITTED)
    if decision is not None and decision.verdict is Verdict.ADD:
        raise Refused(_("This article is adjudicated; reopen it to change it."))


def _stands_so(layer: Layer, cluster: Cluster, gold: Sequence[Annotation], said: Finding) -> bool:
    stands = [mark.annotation for mark in cluster_spans(layer, cluster.id)]
    wanted = sorted(gold, key=lambda annotation: annotation.span)
    return finding(layer, cluster.id) == said and stands == wanted


def _withdrawn(layer: Layer, cluster: str) -> tuple[Decision, ...]:
    return tuple(Decision(mark.id, Verdict.WITHDRAW) for mark in cluster_spans(layer, cluster))


def _refuse_elsewhere(
    gold: Sequence[Annotation], cluster: Cluster, found: Sequence[Cluster]
) -> None:
    """BadSpan where gold does not touch its cluster, or touches another of spans, or of zones."""
    others = [o for o in found if o.id != cluster.id and o.furniture is cluster.furniture]
    for annotation in gold:
        span = annotation.span
        if cluster.span.start <= span.start and span.end <= cluster.span.end:
            continue  # the hulls of clusters do not overlap
        for other in others:
            if other.span.overlaps(span):
                raise BadSpan(_another_place(other))
        if not cluster.span.overlaps(span):
            text = _("“{text}” is outside of this place; its gold overlaps what curators marked.")
            raise BadSpan(text.format(text=_shortened(annotation.surface)))


def _another_place(place: Cluster) -> str:
    if place.furniture:
        text = _("It is still to be decided whether “{text}” is site furniture.")
    else:
        text = _("“{text}” is another place; decide it there.")
    return text.format(text=_shortened(place.first.surface))


def _shortened(surface: str) -> str:
    """A surface as it is quoted in a sentence."""
    return surface if len(surface) <= _QUOTED else f"{surface[:_QUOTED]}…"


def _refuse_overlap(gold: Sequence[Annotation], others: Sequence[Mark]) -> None:
    """Refused where gold spans overlap each other or what is gold already."""
    ordered = sorted(gold, key=lambda annotation: annotation.span)
    for one, other in pairwise(ordered):
        if one.span.overlaps(other.span):
            raise Refused(_("Gold spans do not overlap."))
    for annotation in ordered:
        for mark in others:
            if mark.annotation.span.overlaps(annotation.span):
                text = _("That overlaps the gold span “{text}”; change that one first.")
                raise Refused(text.format(text=_shortened(mark.annotation.surface)))
