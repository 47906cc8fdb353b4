"""Adjudication: what becomes gold where curators differ, and why.

The unit is a cluster. An adjudicator's layer holds, for each cluster, a decision whose mark is the
cluster's id and whose payload says how it came about, and the spans that it makes gold, marked by
that id.

Invariant: what is decided about one cluster never changes what is gold of another.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbench.curation.acts import place
from workbench.errors import BadSpan, Refused
from workbench.messages import _, ngettext
from workbench.model import SUBMITTED, Annotation, Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation.clusters import Cluster
    from workbench.curation.layer import Layer
    from workbench.curation.marks import Mark


_QUOTED = 60
"""Characters of a span that are quoted in a sentence."""


class Outcome(StrEnum):
    """How a cluster came to its gold."""

    AUTO = "auto"
    PICKED = "picked"
    MAJORITY = "majority"
    EDITED = "edited"
    REJECTED = "rejected"
    DEFERRED = "deferred"


class Cause(StrEnum):
    """Why curators differed, as the adjudicator sees it."""

    SLIP = "slip"
    GUIDELINE = "guideline"
    AMBIGUOUS = "ambiguous"
    BOUNDARY = "boundary"
    VALUE = "value"
    TEXT = "text"
    OTHER = "other"


class Standing(StrEnum):
    """Where a cluster stands."""

    AGREED = "agreed"
    AUDIT = "audit"
    OPEN = "open"
    DEFERRED = "deferred"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Finding:
    """What an adjudicator says about a cluster beside its gold; without outcome it is undecided."""

    outcome: Outcome | None = None
    lane: str | None = None
    cause: Cause | None = None
    note: str | None = None
    guideline: bool = False
    own_work: bool = False

    def payload(self) -> dict[str, Any]:
        """What the ledger keeps; what is not said is left out."""
        said = {
            "outcome": self.outcome.value if self.outcome else None,
            "lane": self.lane,
            "cause": self.cause.value if self.cause else None,
            "note": self.note,
            "guideline": self.guideline or None,
            "own_work": self.own_work or None,
        }
        return {name: value for name, value in said.items() if value is not None}


def standing(layer: Layer, cluster: Cluster, seed: str) -> Standing:
    """Where a cluster stands in an adjudicator's layer."""
    decision = layer.latest.get(cluster.id)
    if decision is None or decision.verdict is Verdict.CLEAR:
        if not cluster.agreed:
            return Standing.OPEN
        return Standing.AUDIT if cluster.audited(seed) else Standing.AGREED
    return Standing.DEFERRED if decision.verdict is Verdict.SKIP else Standing.DECIDED


def finding(layer: Layer, cluster: str) -> Finding | None:
    """What an adjudicator's layer says of a cluster; None where it says nothing."""
    decision = layer.latest.get(cluster)
    if decision is None or not decision.payload:
        return None
    said = decision.payload
    return Finding(
        Outcome(said["outcome"]) if said.get("outcome") else None,
        said.get("lane"),
        Cause(said["cause"]) if said.get("cause") else None,
        said.get("note"),
        bool(said.get("guideline")),
        bool(said.get("own_work")),
    )


def settle(
    layer: Layer,
    cluster: Cluster,
    gold: Sequence[Annotation],
    said: Finding,
    found: Sequence[Cluster],
) -> tuple[Decision, ...]:
    """The decisions that make `gold`, which may be empty, the gold of a cluster of those `found`.

    Spans that an earlier decision about it made are withdrawn; () where nothing changes. BadSpan
    where the gold is not of this cluster, Refused where it overlaps itself or that of another.
    """
    refuse_closed(layer)
    _refuse_elsewhere(gold, cluster, found)
    if _stands_so(layer, cluster, gold, said):
        return ()
    decisions = _withdrawn(layer, cluster.id)
    verdict = Verdict.SKIP if said.outcome is Outcome.DEFERRED else Verdict.ACCEPT
    decisions += (Decision(cluster.id, verdict, payload=said.payload()),)
    after = layer.after(decisions)
    _refuse_overlap(gold, after.standing)
    for number, annotation in enumerate(gold):
        step = place(after, span_mark(cluster.id, number), annotation)
        decisions += step
        after = after.after(step)
    return decisions


def clear(layer: Layer, cluster: Cluster) -> tuple[Decision, ...]:
    """The decisions that take back what was said about a cluster, remarks included."""
    refuse_closed(layer)
    if finding(layer, cluster.id) is None:
        return ()
    return (*_withdrawn(layer, cluster.id), Decision(cluster.id, Verdict.CLEAR))


def remark(layer: Layer, cluster: Cluster, said: Finding) -> tuple[Decision, ...]:
    """The decision that gives a cluster other remarks; its gold and its outcome stay."""
    refuse_closed(layer)
    before = finding(layer, cluster.id) or Finding()
    after = replace(before, cause=said.cause, note=said.note, guideline=said.guideline,
                    own_work=said.own_work)  # fmt: skip
    if (after.cause, after.note, after.guideline) == (before.cause, before.note, before.guideline):
        return ()
    decision = layer.latest.get(cluster.id)
    verdict = decision.verdict if decision is not None else Verdict.CLEAR
    return (Decision(cluster.id, verdict, payload=after.payload()),)


def finish(
    layer: Layer, found: Sequence[Cluster], seed: str, *, own_work: bool
) -> tuple[Decision, ...]:
    """The decisions that an article needs before it is closed: what all agree on becomes gold.

    What was decided about clusters that are no more is withdrawn. Refused while one is open.
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
    decisions = stale(layer, found)
    after = layer.after(decisions)
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


def stale(layer: Layer, found: Sequence[Cluster]) -> tuple[Decision, ...]:
    """The decisions that take back what was said about clusters that a new submission changed."""
    known = {cluster.id for cluster in found}
    return tuple(
        decision
        for cluster in decided(layer)
        if cluster not in known
        for decision in (*_withdrawn(layer, cluster), Decision(cluster, Verdict.CLEAR))
    )


def decided(layer: Layer) -> list[str]:
    """The clusters that have an outcome, sorted, so that the same ledger gives the same order."""
    return sorted(
        mark
        for mark, decision in layer.latest.items()
        if decision.payload
        and "outcome" in decision.payload
        and decision.verdict is not Verdict.CLEAR
    )


def span_mark(cluster: str, number: int) -> str:
    """The mark of the `number`-th gold span of a cluster."""
    return hashlib.sha256(f"{cluster}\0{number}".encode()).hexdigest()[:32]


def cluster_spans(layer: Layer, cluster: str) -> list[Mark]:
    """The spans that a layer makes gold for a cluster, in text order."""
    found, number = [], 0
    while (mark := span_mark(cluster, number)) in layer.latest:
        if mark in layer.by_id and layer.by_id[mark].stands:
            found.append(layer.by_id[mark])
        number += 1
    return sorted(found, key=lambda mark: mark.annotation.span)


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
    """BadSpan where a gold span does not touch its cluster, or touches another."""
    for annotation in gold:
        span = annotation.span
        if cluster.span.start <= span.start and span.end <= cluster.span.end:
            continue  # the hulls of clusters do not overlap
        for other in found:
            if other.id != cluster.id and other.span.overlaps(span):
                text = _("“{text}” is another place; decide it there.")
                raise BadSpan(text.format(text=_shortened(other.first.surface)))
        if not cluster.span.overlaps(span):
            text = _("“{text}” is outside of this place; its gold overlaps what curators marked.")
            raise BadSpan(text.format(text=_shortened(annotation.surface)))


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
