"""Adjudication: what curators made of one place of an article, and what becomes gold there.

The unit is a cluster: spans of all curators that hang together by overlapping, whatever their
labels. An adjudicator's layer holds, for each cluster, a decision whose mark is the cluster's id
and whose payload says how it came about, and the spans that it makes gold, marked by that id.

Invariant: a cluster's id is the hash of what its curators say there, so that a later submission
reopens what it changed and nothing else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbench.canonical import canonical_json
from workbench.curation.acts import place
from workbench.errors import Refused
from workbench.messages import _, ngettext
from workbench.model import (
    Annotation,
    Arm,
    Decision,
    Span,
    Verdict,
    comparable,
    value_to_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.curation.layer import Layer, Mark

AUDIT_SHARE, AUDIT_SHARE_SUGGESTED = 0.05, 0.10
"""Shares of agreed clusters that are looked at all the same; the second where all copies are one
suggestion accepted as it was (research: agreement, §5.6)."""


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
class Voice:
    """One curator's submitted layer; `lane` hides her name: A, B, C in the article's own order."""

    curator: str
    lane: str
    arm: Arm
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Overlapping spans of all curators: `lanes` holds those of each lane, also of an empty one."""

    id: str
    span: Span
    lanes: Mapping[str, tuple[Mark, ...]]
    suggested: bool
    """Whether all say the same, and all by accepting one suggestion unchanged."""

    @property
    def agreed(self) -> bool:
        """Whether all curators hold the same spans with the same labels and values."""
        return len({_said(marks) for marks in self.lanes.values()}) == 1

    @property
    def majority(self) -> str | None:
        """A lane that says what more than half of all lanes say."""
        said: dict[tuple[Any, ...], list[str]] = {}
        for lane, marks in self.lanes.items():
            said.setdefault(_said(marks), []).append(lane)
        largest = max(said.values(), key=len)
        return largest[0] if 2 * len(largest) > len(self.lanes) else None

    def audited(self, seed: str) -> bool:
        """Whether an agreed cluster is drawn to be looked at."""
        digest = hashlib.sha256(f"{seed}\0audit\0{self.id}".encode()).digest()
        share = AUDIT_SHARE_SUGGESTED if self.suggested else AUDIT_SHARE
        return int.from_bytes(digest[:8], "big") / 2**64 < share


@dataclass(frozen=True, slots=True)
class Finding:
    """What an adjudicator says about a cluster beside its gold."""

    outcome: Outcome
    lane: str | None = None
    cause: Cause | None = None
    note: str | None = None
    guideline: bool = False
    own_work: bool = False

    def payload(self) -> dict[str, Any]:
        """What the ledger keeps; what is not said is left out."""
        said = {
            "outcome": self.outcome.value,
            "lane": self.lane,
            "cause": self.cause.value if self.cause else None,
            "note": self.note,
            "guideline": self.guideline or None,
            "own_work": self.own_work or None,
        }
        return {name: value for name, value in said.items() if value is not None}


def lanes(article: str, curators: Iterable[str], seed: str) -> dict[str, str]:
    """The lane of each curator in an article: an order that tells nothing of who they are."""
    drawn = sorted(
        curators, key=lambda c: hashlib.sha256(f"{seed}\0{article}\0{c}".encode()).digest()
    )
    return {curator: chr(ord("A") + place) for place, curator in enumerate(drawn)}


def clusters(article: str, voices: Sequence[Voice]) -> list[Cluster]:
    """The clusters of an article in text order."""
    spoken = sorted(
        ((mark.annotation.span, voice.lane, mark) for voice in voices for mark in voice.marks),
        key=lambda one: (one[0], one[1]),
    )
    groups: list[list[tuple[Span, str, Mark]]] = []
    end = 0
    for one in spoken:
        if not groups or one[0].start >= end:
            groups.append([])
            end = one[0].end
        groups[-1].append(one)
        end = max(end, one[0].end)
    return [_cluster(article, voices, group) for group in groups]


def _cluster(
    article: str, voices: Sequence[Voice], group: Sequence[tuple[Span, str, Mark]]
) -> Cluster:
    held = {
        voice.lane: tuple(mark for _span, lane, mark in group if lane == voice.lane)
        for voice in voices
    }
    names = {voice.lane: voice.curator for voice in voices}
    said = sorted((names[lane], _said(marks)) for lane, marks in held.items())
    digest = hashlib.sha256(canonical_json([article, said]).encode()).hexdigest()[:32]
    hull = Span(min(s.start for s, _l, _m in group), max(s.end for s, _l, _m in group))
    ids = {tuple(mark.id for mark in marks) for marks in held.values()}
    unchanged = all(
        mark.decision is not None and mark.decision.verdict is Verdict.ACCEPT
        for _span, _lane, mark in group
    )
    return Cluster(digest, hull, held, suggested=len(ids) == 1 and unchanged)


def _said(marks: Iterable[Mark]) -> tuple[Any, ...]:
    """What somebody says at a place, as curators are compared."""
    return tuple(
        (a.span.start, a.span.end, a.label, _value(a)) for a in (mark.annotation for mark in marks)
    )


def _value(annotation: Annotation) -> str:
    compared = comparable(annotation.value)
    return canonical_json(value_to_json(compared)) if compared is not None else ""


def standing(layer: Layer, cluster: Cluster, seed: str) -> Standing:
    """Where a cluster stands in an adjudicator's layer."""
    decision = layer.latest.get(cluster.id)
    if decision is None or decision.verdict is Verdict.CLEAR:
        if not cluster.agreed:
            return Standing.OPEN
        return Standing.AUDIT if cluster.audited(seed) else Standing.AGREED
    return Standing.DEFERRED if decision.verdict is Verdict.SKIP else Standing.DECIDED


def finding(layer: Layer, cluster: str) -> Finding | None:
    """What an adjudicator's layer says of a cluster."""
    decision = layer.latest.get(cluster)
    if decision is None or not decision.payload or "outcome" not in decision.payload:
        return None
    said = decision.payload
    return Finding(
        Outcome(said["outcome"]),
        said.get("lane"),
        Cause(said["cause"]) if said.get("cause") else None,
        said.get("note"),
        bool(said.get("guideline")),
        bool(said.get("own_work")),
    )


def settle(
    layer: Layer, cluster: Cluster, gold: Sequence[Annotation], said: Finding
) -> tuple[Decision, ...]:
    """The decisions that make `gold`, which may be empty, the gold of a cluster.

    Spans that an earlier decision about it made are withdrawn.
    """
    _refuse_overlap(gold)
    decisions = _withdrawn(layer, cluster.id)
    verdict = Verdict.SKIP if said.outcome is Outcome.DEFERRED else Verdict.ACCEPT
    decisions += (Decision(cluster.id, verdict, payload=said.payload()),)
    after = layer.after(decisions)
    for number, annotation in enumerate(gold):
        step = place(after, span_mark(cluster.id, number), annotation)
        decisions += step
        after = after.after(step)
    return decisions


def finish(
    layer: Layer, found: Sequence[Cluster], seed: str, *, own_work: bool
) -> tuple[Decision, ...]:
    """The decisions that an article needs before it is closed: what all agree on becomes gold.

    What was decided about clusters that are no more is withdrawn. Refused while one is open.
    """
    waiting = [c for c in found if standing(layer, c, seed) not in _DONE]
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
            agreed = Finding(Outcome.AUTO, own_work=own_work)
            step = settle(after, cluster, [mark.annotation for mark in held], agreed)
            decisions += step
            after = after.after(step)
    return decisions


def stale(layer: Layer, found: Sequence[Cluster]) -> tuple[Decision, ...]:
    """The decisions that take back what was said about clusters that a new submission changed."""
    known = {cluster.id for cluster in found}
    gone = [
        mark
        for mark, decision in layer.latest.items()
        if decision.payload
        and "outcome" in decision.payload
        and decision.verdict is not Verdict.CLEAR
        and mark not in known
    ]
    return tuple(
        decision
        for cluster in gone
        for decision in (*_withdrawn(layer, cluster), Decision(cluster, Verdict.CLEAR))
    )


def span_mark(cluster: str, number: int) -> str:
    """The mark of the `number`-th gold span of a cluster."""
    return hashlib.sha256(f"{cluster}\0{number}".encode()).hexdigest()[:32]


def cluster_spans(layer: Layer, cluster: str) -> list[Mark]:
    """The spans that a layer makes gold for a cluster, in text order."""
    ids = _span_marks(layer, cluster)
    return [mark for mark in layer.standing if mark.id in ids]


_DONE = (Standing.DECIDED, Standing.AGREED)


def _span_marks(layer: Layer, cluster: str) -> set[str]:
    found, number = set(), 0
    while (mark := span_mark(cluster, number)) in layer.latest:
        found.add(mark)
        number += 1
    return found


def _withdrawn(layer: Layer, cluster: str) -> tuple[Decision, ...]:
    marks = sorted(_span_marks(layer, cluster) & {mark.id for mark in layer.standing})
    return tuple(Decision(mark, Verdict.WITHDRAW) for mark in marks)


def _refuse_overlap(gold: Sequence[Annotation]) -> None:
    ordered = sorted(gold, key=lambda annotation: annotation.span)
    for one, other in pairwise(ordered):
        if one.span.overlaps(other.span):
            raise Refused(_("Gold spans do not overlap."))
