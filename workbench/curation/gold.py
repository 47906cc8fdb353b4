"""Gold resolved from layers: curators' own, and that of an adjudicator.

Invariant: gold follows from the layers alone, so that the same submissions and decisions give the
same gold; an undo or redo counts as the act that it brings back.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.curation.clusters import said
from workbench.curation.findings import Outcome, cluster_spans, finding, is_decided
from workbench.curation.layer import Furniture
from workbench.curation.places import settled_zones, span_places, voice, zone_places, zones_of
from workbench.model import (
    Arm,
    GoldRecord,
    GoldSpan,
    Origin,
    Resolution,
    Status,
    SuggestedBy,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.curation.clusters import Cluster, Said
    from workbench.curation.layer import Layer
    from workbench.curation.marks import Mark
    from workbench.model import Article, Decision, SchemeRef, Zone

_ORIGINS = {
    Verdict.ACCEPT: Origin.ACCEPTED,
    Verdict.AMEND: Origin.AMENDED,
    Verdict.ADD: Origin.ADDED,
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """One curator's layer as gold sees it, under the pseudonym that exports use.

    `curator` is her id, which clusters are named by.
    """

    pseudonym: str
    arm: Arm
    layer: Layer
    curator: str


class Policy(StrEnum):
    """How gold follows from layers.

    By default an article's gold is what was adjudicated, else what all its curators hold alike,
    else what its only curator holds. The others leave unresolved what does not come about in their
    own way; `unanimous` and `majority` ask for several curators, and `single` for only one, or for
    the one that is named; none of the three looks at an adjudication.
    """

    DEFAULT = "default"
    SINGLE = "single"
    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    ADJUDICATED = "adjudicated"


def resolve(
    article: Article,
    contributions: Sequence[Contribution],
    *,
    scheme: SchemeRef,
    guideline: str,
    policy: Policy = Policy.DEFAULT,
    adjudication: Layer | None = None,
    of: str | None = None,
) -> GoldRecord:
    """The gold of an article; `adjudication` is an adjudicator's layer as it was last finished.

    `of` is the id of the curator whose layer is gold by the policy of a single one, whatever others
    hold; an article that she has no layer in is unresolved.

    Two spans are alike when position, label and value agree; the counted noun need not. Nothing
    in what is site furniture is gold. The article is unresolved where a place is; then only spans,
    or zones, that all hold are given there.
    """
    if not contributions:
        raise ValueError("gold needs at least one layer")
    if policy in (Policy.SINGLE, Policy.UNANIMOUS, Policy.MAJORITY):
        adjudication = None
    spoken = [{said(m.annotation): m for m in c.layer.standing} for c in contributions]
    resolver = _Resolver(contributions, policy, adjudication, spoken)
    for each in contributions:
        if each.curator == of:
            status = Status.FINISHED if each.layer.closed else Status.UNFINISHED
            hers = resolver.of(each)
            return GoldRecord(article, status, policy, each.layer.zones, scheme, guideline, hers)
    voices = [voice(article, c.curator, c.pseudonym, c.arm, c.layer) for c in contributions]
    resolved = resolver.may_resolve and of is None
    zones: list[Zone] = []
    for cluster in zone_places(article.id, voices, adjudication):
        settled = resolver.zones(cluster)
        resolved = resolved and settled is not None
        zones += settled if settled is not None else _shared_zones(cluster)
    furniture = Furniture.of(zones)
    spans: list[GoldSpan] = []
    for cluster in span_places(article.id, voices, furniture, adjudication):
        found = resolver.resolved(cluster, furniture)
        resolved = resolved and found is not None
        spans += found if found is not None else resolver.shared(cluster)
    status = Status.FINISHED if resolved else Status.UNRESOLVED
    if not all(c.layer.closed for c in contributions):
        status = Status.UNFINISHED
    return GoldRecord(article, status, policy, furniture.zones, scheme, guideline, tuple(spans))


@dataclass(frozen=True, slots=True)
class _Resolver:
    contributions: Sequence[Contribution]
    policy: Policy
    adjudication: Layer | None
    spoken: Sequence[Mapping[Said, Mark]]
    """For each contribution, the marks by which it holds what it says, wherever that is."""

    @property
    def may_resolve(self) -> bool:
        """Whether the policy can make gold of these layers at all."""
        several = len(self.contributions) > 1
        return {
            Policy.DEFAULT: True,
            Policy.SINGLE: not several,
            Policy.UNANIMOUS: several,
            Policy.MAJORITY: several,
            Policy.ADJUDICATED: self.adjudication is not None,
        }[self.policy]

    def of(self, one: Contribution) -> tuple[GoldSpan, ...]:
        """What one curator holds, with those who hold it, too."""
        furniture = Furniture.of(one.layer.zones)
        return tuple(
            self._held(mark, Resolution.SINGLE, one)
            for mark in one.layer.standing
            if not furniture.meets(mark.annotation.span)
        )

    def zones(self, cluster: Cluster) -> tuple[Zone, ...] | None:
        """What of a cluster of zones is site furniture; None where that is unresolved."""
        found = settled_zones(cluster, self.adjudication)
        if found is None and self.policy is Policy.MAJORITY and cluster.majority is not None:
            return zones_of(cluster.lanes[cluster.majority])
        return found

    def resolved(self, cluster: Cluster, furniture: Furniture) -> list[GoldSpan] | None:
        """The gold of a cluster, which does not lie in furniture; None where it is unresolved."""
        if self.adjudication is not None:
            found = self._adjudicated(self.adjudication, cluster)
            inside = found is not None and any(furniture.meets(s.annotation.span) for s in found)
            return None if inside else found
        if cluster.agreed:
            return self.shared(cluster)
        if self.policy is Policy.MAJORITY and cluster.majority is not None:
            marks = cluster.lanes[cluster.majority]
            return [self._held(mark, Resolution.MAJORITY) for mark in marks]
        return None

    def _adjudicated(self, layer: Layer, cluster: Cluster) -> list[GoldSpan] | None:
        found = finding(layer, cluster.id)
        if found is None or not (cluster.added or is_decided(layer, cluster.id)):
            return None
        if found.outcome is Outcome.AUTO and cluster.agreed:
            return self.shared(cluster)
        spans = []
        for mark in cluster_spans(layer, cluster.id):
            held = self._held(mark, Resolution.ADJUDICATED)
            spans.append(replace(held, id=mark.id, annotation=mark.annotation, decision=_act(mark)))
        return spans

    def shared(self, cluster: Cluster) -> list[GoldSpan]:
        """The spans of a cluster that all curators hold."""
        first, *others = cluster.lanes.values()
        keys = [{said(mark.annotation) for mark in marks} for marks in others]
        several = len(self.contributions) > 1
        how = Resolution.UNANIMOUS if several else Resolution.SINGLE
        return [
            self._held(mark, how)
            for mark in first
            if all(said(mark.annotation) in key for key in keys)
        ]

    def _held(self, mark: Mark, resolution: Resolution, by: Contribution | None = None) -> GoldSpan:
        """What a mark says, with those who hold it; as `by`, or the first of them, came to it."""
        key = said(mark.annotation)
        holders = [
            (c, its[key])
            for c, its in zip(self.contributions, self.spoken, strict=True)
            if key in its
        ]
        votes = f"{len(holders)}/{len(self.contributions)}"
        names = tuple(c.pseudonym for c, _held in holders)
        if not holders:
            return GoldSpan(mark.id, mark.annotation, Origin.ADDED, resolution, votes, names,
                            Arm.BLIND, _act(mark))  # fmt: skip
        contribution, first = next((held for held in holders if held[0] is by), holders[0])
        if first.decision is None:
            raise ValueError(f"the mark {first.id} stands without a decision")
        if resolution is Resolution.MAJORITY and len(holders) == len(self.contributions):
            resolution = Resolution.UNANIMOUS
        proposal = first.proposal
        return GoldSpan(
            first.id,
            first.annotation,
            _ORIGINS[first.decision.verdict],
            resolution,
            votes,
            names,
            contribution.arm,
            _act(first),
            SuggestedBy(proposal.extractor, proposal.version, proposal.candidate.score)
            if proposal
            else None,
        )


def _act(mark: Mark) -> str:
    if mark.decision is None:
        raise ValueError(f"the mark {mark.id} stands without a decision")
    return mark.decision.action


def _shared_zones(cluster: Cluster) -> tuple[Zone, ...]:
    """The zones of a cluster that all curators hold."""
    first, *others = (set(zones_of(marks)) for marks in cluster.lanes.values())
    return tuple(first.intersection(*others))


def originals(
    history: Sequence[Decision], reversals: Mapping[str, tuple[bool, str]]
) -> tuple[Decision, ...]:
    """A ledger in which each decision names the act that first said it.

    `reversals` tells of each undo (True) and redo (False) which act it takes back or does again.
    """
    if not reversals:
        return tuple(history)
    begins: dict[str, int] = {}
    for place, decision in enumerate(history):
        begins.setdefault(decision.action, place)
    stood: dict[str, tuple[list[int], list[str]]] = {}
    named = []
    for place, decision in enumerate(history):
        places, acts = stood.setdefault(decision.mark, ([], []))
        undoes, act = reversals.get(decision.action, (False, decision.action))
        if undoes:
            before = bisect_left(places, begins.get(act, 0))
            act = acts[before - 1] if before else decision.action
        places.append(place)
        acts.append(act)
        named.append(replace(decision, action=act))
    return tuple(named)
