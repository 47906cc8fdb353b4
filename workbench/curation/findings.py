"""What an adjudicator's layer says of places: how each came to its gold, and why.

A place is a cluster of what curators marked, or a span that the adjudicator added where nobody had
marked anything. Of a cluster the layer holds a decision whose mark is the cluster's id and whose
payload is a finding, and its gold under marks made from that id. What is added is one mark with
both: its annotation, and a finding whose outcome is `added`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from workbench.canonical import canonical_json
from workbench.curation.clusters import said
from workbench.curation.marks import Mark, State
from workbench.model import Verdict
from workbench.model.ledger import STANDING

if TYPE_CHECKING:
    from workbench.curation.layer import Layer
    from workbench.model import Annotation


class Outcome(StrEnum):
    """How a place came to its gold."""

    AUTO = "auto"
    PICKED = "picked"
    MAJORITY = "majority"
    EDITED = "edited"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    ADDED = "added"
    """Nobody had marked anything there."""


class Cause(StrEnum):
    """Why curators differed, as the adjudicator sees it."""

    SLIP = "slip"
    GUIDELINE = "guideline"
    AMBIGUOUS = "ambiguous"
    BOUNDARY = "boundary"
    VALUE = "value"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Finding:
    """What an adjudicator says about a place beside its gold; without outcome it is undecided.

    `source` is the hash of what the lane held that she took, as `Cluster.source` gives it: letters
    of lanes are dealt anew in every file. Ledgers once kept the letter alone, which is not read.
    """

    outcome: Outcome | None = None
    source: str | None = None
    cause: Cause | None = None
    note: str | None = None
    guideline: bool = False
    own_work: bool = False

    def payload(self) -> dict[str, Any]:
        """What the ledger keeps; what is not said is left out."""
        found = {
            "outcome": self.outcome.value if self.outcome else None,
            "source": self.source,
            "cause": self.cause.value if self.cause else None,
            "note": self.note,
            "guideline": self.guideline or None,
            "own_work": self.own_work or None,
        }
        return {name: value for name, value in found.items() if value is not None}


def finding(layer: Layer, place: str) -> Finding | None:
    """What an adjudicator's layer says of a place; None where it says nothing."""
    decision = layer.latest.get(place)
    if decision is None or not decision.payload:
        return None
    kept = decision.payload
    return Finding(
        Outcome(kept["outcome"]) if kept.get("outcome") else None,
        kept.get("source"),
        Cause(kept["cause"]) if kept.get("cause") else None,
        kept.get("note"),
        bool(kept.get("guideline")),
        bool(kept.get("own_work")),
    )


def decided(layer: Layer) -> list[str]:
    """The places that have an outcome, sorted, so that the same ledger gives the same order."""
    return sorted(
        mark
        for mark, decision in layer.latest.items()
        if decision.payload
        and "outcome" in decision.payload
        and decision.verdict is not Verdict.CLEAR
    )


def is_decided(layer: Layer, cluster: str) -> bool:
    """Whether a layer settles a cluster; what is put off is not settled."""
    decision = layer.latest.get(cluster)
    return decision is not None and decision.verdict is Verdict.ACCEPT


def additions(layer: Layer) -> tuple[Mark, ...]:
    """The spans that an adjudicator added where nobody had marked anything, in text order."""
    return tuple(mark for mark in layer.standing if is_addition(mark))


def is_addition(mark: Mark) -> bool:
    """Whether an adjudicator added a span where nobody had marked anything."""
    payload = mark.decision.payload if mark.decision is not None else None
    return payload is not None and payload.get("outcome") == Outcome.ADDED


def span_mark(cluster: str, number: int) -> str:
    """The mark of the `number`-th gold span of a cluster."""
    return hashlib.sha256(f"{cluster}\0{number}".encode()).hexdigest()[:32]


def added_mark(article: str, annotation: Annotation) -> str:
    """The mark of a span that is added to an article: the same in every file."""
    content = canonical_json([article, Outcome.ADDED, *said(annotation)])
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def cluster_spans(layer: Layer, place: str) -> list[Mark]:
    """What a layer makes gold for a place, spans or zones, in text order."""
    found, number = [], 0
    while (mark := span_mark(place, number)) in layer.latest:
        found += _standing(layer, mark)
        number += 1
    return sorted(found or _standing(layer, place), key=lambda mark: mark.annotation.span)


def _standing(layer: Layer, mark: str) -> list[Mark]:
    """A mark, if its last decision lets an annotation stand."""
    decision = layer.latest.get(mark)
    if decision is None or decision.verdict not in STANDING or decision.annotation is None:
        return []
    return [Mark(mark, decision.annotation, State.ADDED, None, decision)]
