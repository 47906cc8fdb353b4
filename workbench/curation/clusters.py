"""Clusters: spans, or zones, of all curators of an article that hang together by overlapping.

Invariant: a cluster's id is the hash of what is said there, whoever says it, so that a later
submission gives other ids to what it changes and to nothing else, and another file the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.canonical import canonical_json
from workbench.model import Annotation, Arm, Span, Verdict, comparable, value_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.curation.marks import Mark

AUDIT_SHARE, AUDIT_SHARE_SUGGESTED = 0.05, 0.10
"""Shares of agreed clusters that are looked at all the same; the second where all copies are one
suggestion accepted as it was (research: agreement, §5.6)."""

Said = tuple[int, int, str, str]
"""A span as curators are compared: start, end, label, value as JSON."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One curator's submitted layer; `lane` hides her name: A, B, C in the article's own order.

    `marks` are her spans, `zones` what she holds to be site furniture.
    """

    curator: str
    lane: str
    arm: Arm
    marks: tuple[Mark, ...]
    zones: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Overlapping spans of all curators: `lanes` holds those of each lane, also of an empty one.

    `furniture` tells that these are zones. `made` are spans that the adjudicator had added there
    before anybody marked the place; where nobody has, `lanes` are empty and this is hers alone.
    """

    id: str
    article: str
    span: Span
    lanes: Mapping[str, tuple[Mark, ...]]
    suggested: bool
    """Whether all say the same, and all by accepting one suggestion unchanged."""
    furniture: bool = False
    made: tuple[Mark, ...] = ()

    @property
    def first(self) -> Annotation:
        """Of what is said there, a span that begins first."""
        spoken = [mark.annotation for marks in self.lanes.values() for mark in marks]
        return min(
            spoken or [mark.annotation for mark in self.made],
            key=lambda annotation: annotation.span,
        )

    @property
    def added(self) -> bool:
        """Whether no curator marked anything there."""
        return not any(self.lanes.values())

    @property
    def agreed(self) -> bool:
        """Whether all hold the same spans with the same labels and values.

        So does what the adjudicator had added, if she had.
        """
        spoken = {_all_said(marks) for marks in self.lanes.values()}
        return len(spoken | {_all_said(self.made)} if self.made else spoken) == 1

    @property
    def majority(self) -> str | None:
        """A lane that says what more than half of all lanes say."""
        held: dict[tuple[Said, ...], list[str]] = {}
        for lane, marks in self.lanes.items():
            held.setdefault(_all_said(marks), []).append(lane)
        largest = max(held.values(), key=len)
        return largest[0] if 2 * len(largest) > len(self.lanes) else None

    def source(self, lane: str) -> str:
        """The hash of what a lane says here: it names the lane in every file, as letters do not."""
        content = canonical_json([self.id, _all_said(self.lanes[lane])])
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    def lane_of(self, source: str | None) -> str | None:
        """The first lane that says what `source` is the hash of; None where none does."""
        return next((lane for lane in self.lanes if self.source(lane) == source), None)

    def audited(self, seed: str) -> bool:
        """Whether an agreed cluster is drawn to be looked at."""
        digest = hashlib.sha256(f"{seed}\0audit\0{self.id}".encode()).digest()
        share = AUDIT_SHARE_SUGGESTED if self.suggested else AUDIT_SHARE
        return int.from_bytes(digest[:8], "big") / 2**64 < share


def said(annotation: Annotation) -> Said:
    """What an annotation says; the counted noun and the note do not count."""
    compared = comparable(annotation.value)
    value = canonical_json(value_to_json(compared)) if compared is not None else ""
    return annotation.span.start, annotation.span.end, annotation.label, value


def lanes(article: str, curators: Iterable[str], seed: str) -> dict[str, str]:
    """The lane of each curator in an article: an order that tells nothing of who they are."""
    drawn = sorted(
        curators, key=lambda c: hashlib.sha256(f"{seed}\0{article}\0{c}".encode()).digest()
    )
    return {curator: lane_name(place) for place, curator in enumerate(drawn)}


def lane_name(place: int) -> str:
    """A, B … Z, AA, AB …"""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


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
    spoken: list[Any] = sorted(map(_all_said, held.values()))
    digest = hashlib.sha256(canonical_json([article, spoken]).encode()).hexdigest()[:32]
    hull = Span(min(s.start for s, _l, _m in group), max(s.end for s, _l, _m in group))
    ids = {tuple(mark.id for mark in marks) for marks in held.values()}
    unchanged = all(
        mark.decision is not None and mark.decision.verdict is Verdict.ACCEPT
        for _span, _lane, mark in group
    )
    return Cluster(digest, article, hull, held, suggested=len(ids) == 1 and unchanged)


def _all_said(marks: Iterable[Mark]) -> tuple[Said, ...]:
    return tuple(said(mark.annotation) for mark in marks)
