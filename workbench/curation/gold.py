"""Gold resolved from layers: curators' own, and that of an adjudicator.

Invariant: gold follows from the layers alone, so that the same submissions and decisions give the
same gold; an undo or redo counts as the act that it brings back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.curation.adjudication import Outcome, cluster_spans, finding
from workbench.curation.clusters import Voice, clusters, said
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
    own way; `unanimous` and `majority` ask for several curators, and look at no adjudication.
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
) -> GoldRecord:
    """The gold of an article; `adjudication` is an adjudicator's layer as it was last finished.

    Two spans are alike when position, label and value agree; the counted noun need not. The
    article is unresolved where a cluster is; then only spans that all hold are given there.
    """
    if not contributions:
        raise ValueError("gold needs at least one layer")
    if policy in (Policy.SINGLE, Policy.UNANIMOUS, Policy.MAJORITY):
        adjudication = None
    spoken = [{said(m.annotation): m for m in c.layer.standing} for c in contributions]
    resolver = _Resolver(contributions, policy, adjudication, spoken)
    spans: list[GoldSpan] = []
    resolved = resolver.may_resolve
    for cluster in clusters(article.id, resolver.voices):
        found = resolver.resolved(cluster)
        resolved = resolved and found is not None
        spans += found if found is not None else resolver.shared(cluster)
    status = Status.FINISHED if resolved else Status.UNRESOLVED
    if not all(c.layer.closed for c in contributions):
        status = Status.UNFINISHED
    zones = agreed_zones([c.layer for c in contributions])
    return GoldRecord(article, status, policy, zones, scheme, guideline, tuple(spans))


@dataclass(frozen=True, slots=True)
class _Resolver:
    contributions: Sequence[Contribution]
    policy: Policy
    adjudication: Layer | None
    spoken: Sequence[Mapping[Said, Mark]]
    """For each contribution, the marks by which it holds what it says, wherever that is."""

    @property
    def voices(self) -> list[Voice]:
        return [Voice(c.curator, c.pseudonym, c.arm, c.layer.standing) for c in self.contributions]

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

    def resolved(self, cluster: Cluster) -> list[GoldSpan] | None:
        """The gold of a cluster; None where it is unresolved."""
        if self.adjudication is not None:
            return self._adjudicated(self.adjudication, cluster)
        if cluster.agreed:
            return self.shared(cluster)
        if self.policy is Policy.MAJORITY and cluster.majority is not None:
            marks = cluster.lanes[cluster.majority]
            return [self._held(mark, Resolution.MAJORITY) for mark in marks]
        return None

    def _adjudicated(self, layer: Layer, cluster: Cluster) -> list[GoldSpan] | None:
        found, decision = finding(layer, cluster.id), layer.latest.get(cluster.id)
        if found is None or decision is None or decision.verdict is not Verdict.ACCEPT:
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

    def _held(self, mark: Mark, resolution: Resolution) -> GoldSpan:
        """What a mark says, with those who hold it; as the first of them came to it."""
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
        contribution, first = holders[0]
        if first.decision is None:
            raise ValueError(f"the mark {first.id} stands without a decision")
        if resolution is Resolution.MAJORITY and len(holders) == len(self.contributions):
            resolution = Resolution.UNANIMOUS
        by = first.proposal
        return GoldSpan(
            first.id,
            first.annotation,
            _ORIGINS[first.decision.verdict],
            resolution,
            votes,
            names,
            contribution.arm,
            _act(first),
            SuggestedBy(by.extractor, by.version, by.candidate.score) if by else None,
        )


def _act(mark: Mark) -> str:
    if mark.decision is None:
        raise ValueError(f"the mark {mark.id} stands without a decision")
    return mark.decision.action


def agreed_zones(layers: Sequence[Layer]) -> tuple[Zone, ...]:
    """The site furniture that more than half of the layers hold; at a tie, as the first has it."""
    votes = Counter(zone for layer in layers for zone in set(layer.zones))
    first = set(layers[0].zones)
    kept = (
        zone
        for zone, n in votes.items()
        if 2 * n > len(layers) or (2 * n == len(layers) and zone in first)
    )
    return tuple(sorted(kept))


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
