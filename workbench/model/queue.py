"""The queue: articles as they are listed for one curator, which of them, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from workbench.model.ledger import Tally


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An article as the queue lists it, for one curator; `tally` is None until she opens it."""

    article: str
    source: str
    headline: str
    published: date | None
    suggestions: int
    tally: Tally | None


class Progress(StrEnum):
    """How far a curator is with an article."""

    NEW = "new"
    OPEN = "open"
    DECIDED = "decided"
    SUBMITTED = "submitted"


class Sort(StrEnum):
    """What the queue is sorted by; ties are in the order of ingestion."""

    INGESTED = "ingested"
    PUBLISHED = "published"
    SOURCE = "source"
    UNDECIDED = "undecided"
    MATCH = "match"


@dataclass(frozen=True, slots=True)
class View:
    """Which articles the queue lists; everything that is given must hold.

    `search` is words that the folded text contains, each with or without proclitics; `label` and
    `extractor` are of a suggestion that the curator is shown, or of a span that stands in her
    layer; `noted` asks for a note of hers, `mine` for an assignment of hers; `curator` is the id of
    one who takes part.
    """

    search: str = ""
    progress: Progress | None = None
    curator: str | None = None
    since: date | None = None
    until: date | None = None
    label: str | None = None
    extractor: str | None = None
    noted: bool = False
    mine: bool = False
    sort: Sort = Sort.INGESTED
    backwards: bool = False
