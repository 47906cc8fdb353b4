"""Gold resolved from layers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.model import (
    Annotation,
    Arm,
    GoldRecord,
    GoldSpan,
    Origin,
    Resolution,
    Status,
    SuggestedBy,
    Verdict,
    comparable,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation.layer import Layer, Mark
    from workbench.model import Article, SchemeRef, Value


_ORIGINS = {
    Verdict.ACCEPT: Origin.ACCEPTED,
    Verdict.AMEND: Origin.AMENDED,
    Verdict.ADD: Origin.ADDED,
}


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
