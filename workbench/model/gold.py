"""Gold: what an export holds, and why each span is in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.ledger import Arm
    from workbench.model.text import Annotation, Article, Zone


class Status(StrEnum):
    """How far an article's gold is: closed by all its curators, and free of open disagreement."""

    FINISHED = "finished"
    UNRESOLVED = "unresolved"
    UNFINISHED = "unfinished"


class Resolution(StrEnum):
    """Why a span is gold."""

    SINGLE = "single"
    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    ADJUDICATED = "adjudicated"


class Origin(StrEnum):
    """How a span came to stand in the layer that gold took it from."""

    ACCEPTED = "accepted"
    AMENDED = "amended"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class SchemeRef:
    """The label scheme that a record was made under."""

    name: str
    version: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SuggestedBy:
    """The proposal that a gold span goes back to."""

    extractor: str
    version: str
    score: float


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """One gold annotation and where it comes from.

    `id` is its mark; `votes` counts the curators that hold it, as in "2/2"; `curators` are their
    pseudonyms; `decision` is the action that settled it.
    """

    id: str
    annotation: Annotation
    origin: Origin
    resolution: Resolution
    votes: str
    curators: tuple[str, ...]
    arm: Arm
    decision: str
    suggestion: SuggestedBy | None = None


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One article with its gold: a line of an export."""

    article: Article
    status: Status
    policy: str
    zones: tuple[Zone, ...]
    scheme: SchemeRef
    guideline: str
    spans: tuple[GoldSpan, ...]
