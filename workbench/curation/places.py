"""The places of an article: what is to be decided there before its gold is known.

First where curators differ on what is site furniture; then the clusters of what they marked outside
of it, and what an adjudicator added where nobody had marked anything.

Invariants: a place is listed before all that it decides about, and places of spans do not overlap.
Nothing is annotated in furniture, so a span inside of it is part of no place. A span that was added
is a place of its own until a curator marks something there: then it waits in that place's `made`,
as one more opinion, for the adjudicator to decide again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.curation.clusters import Cluster, Voice, clusters
from workbench.curation.findings import additions, cluster_spans, decided, is_decided
from workbench.curation.layer import Furniture
from workbench.curation.marks import Mark, State
from workbench.model import Annotation, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.curation.layer import Layer
    from workbench.model import Arm, Article


@dataclass(frozen=True, slots=True)
class Places:
    """What an adjudicator has before her, in text order; zones on which all agree are no place.

    `zones` is the site furniture, as far as it is settled.
    """

    clusters: tuple[Cluster, ...]
    zones: tuple[Zone, ...]


def voice(article: Article, curator: str, lane: str, arm: Arm, layer: Layer) -> Voice:
    """One curator's layer, with her site furniture as marks."""
    zones = [
        Mark(
            name,
            Annotation(zone.span, article.text[zone.span.start : zone.span.end], zone.kind.value),
            State.ACCEPTED,
            layer.proposals.get(name),
            layer.latest.get(name),
        )
        for name, zone in layer.furniture.by_mark.items()
    ]
    zones.sort(key=lambda mark: (mark.annotation.span, mark.id))
    return Voice(curator, lane, arm, layer.standing, tuple(zones))


def places(article: str, voices: Sequence[Voice], layer: Layer) -> Places:
    """The places of an article that an adjudicator's layer is about, and its furniture so far."""
    zoned = zone_places(article, voices, layer)
    known = set(decided(layer))
    furniture = Furniture.of(
        zone for cluster in zoned for zone in settled_zones(cluster, layer) or ()
    )
    listed = [cluster for cluster in zoned if not cluster.agreed or cluster.id in known]
    listed += span_places(article, voices, furniture, layer)
    listed.sort(key=text_order)
    return Places(tuple(listed), furniture.zones)


def text_order(place: Cluster) -> tuple[int, bool]:
    """What places are listed by: where they begin, furniture first."""
    return place.span.start, not place.furniture


def zone_places(article: str, voices: Sequence[Voice], layer: Layer | None) -> list[Cluster]:
    """The clusters of what curators hold to be site furniture, also where all agree."""
    furnished = [replace(voice, marks=voice.zones) for voice in voices]
    made = additions(layer) if layer is not None else ()
    return [
        replace(cluster, furniture=True, made=_within(made, cluster))
        for cluster in clusters(article, furnished)
    ]


def span_places(
    article: str, voices: Sequence[Voice], furniture: Furniture, layer: Layer | None
) -> list[Cluster]:
    """The clusters of what curators marked outside of furniture, and what was added beside them."""
    outside = [
        replace(
            voice, marks=tuple(m for m in voice.marks if not furniture.meets(m.annotation.span))
        )
        for voice in voices
    ]
    made = additions(layer) if layer is not None else ()
    found = [
        replace(cluster, made=_within(made, cluster)) for cluster in clusters(article, outside)
    ]
    taken = {mark.id for cluster in found for mark in cluster.made}
    empty: dict[str, tuple[Mark, ...]] = {voice.lane: () for voice in voices}
    alone = [
        Cluster(mark.id, article, mark.annotation.span, empty, suggested=False, made=(mark,))
        for mark in made
        if mark.id not in taken and not furniture.meets(mark.annotation.span)
    ]
    return sorted([*found, *alone], key=lambda cluster: cluster.span)


def settled_zones(cluster: Cluster, layer: Layer | None) -> tuple[Zone, ...] | None:
    """What of a cluster of zones is site furniture; None where that is to be decided."""
    if layer is not None and is_decided(layer, cluster.id):
        return zones_of(cluster_spans(layer, cluster.id))
    return zones_of(next(iter(cluster.lanes.values()))) if cluster.agreed else None


def zones_of(marks: Iterable[Mark]) -> tuple[Zone, ...]:
    """Marks of site furniture as zones."""
    return tuple(Zone(m.annotation.span, ZoneKind(m.annotation.label)) for m in marks)


def _within(made: Sequence[Mark], cluster: Cluster) -> tuple[Mark, ...]:
    return tuple(mark for mark in made if mark.annotation.span.overlaps(cluster.span))
