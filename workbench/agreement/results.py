"""What measures give: figures, each with what it rests on and where its spans are.

Invariant: a figure has a value or says why it has none, and always its numbers of documents and
spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.agreement.study import Against, Arms, Judged, Kind, Pair

FEW_DOCUMENTS = 20
"""Below this many documents an interval is not to be relied on."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % percentile interval from `resamples` resamples of whole documents."""

    low: float
    high: float
    documents: int
    resamples: int
    seed: int

    @property
    def reliable(self) -> bool:
        """Whether enough documents were resampled."""
        return self.documents >= FEW_DOCUMENTS

    @property
    def excludes_zero(self) -> bool:
        """Whether a difference is one, as far as can be told from this many documents."""
        return self.reliable and not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: `value`, or `undefined` with the reason.

    `documents` and `spans` count what it rests on; a span that several pairs compare counts once.
    """

    value: float | None
    undefined: str | None
    documents: int
    spans: int
    interval: Interval | None = None


class Part(StrEnum):
    """What a row of a result is the figure of."""

    ALL = "all"
    LABEL = "label"
    PAIR = "pair"
    CURATOR = "curator"
    DOCUMENT = "document"
    CLASS = "class"
    KIND = "kind"
    CONFUSION = "confusion"
    STEP = "step"
    ARM = "arm"
    GAP = "gap"
    WINDOW = "window"
    KEPT = "kept"
    NOT_IN_GOLD = "not_in_gold"
    GOLD_MISSED = "gold_missed"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    REJECTED = "rejected"
    ADDED = "added"
    COMMISSION = "commission"
    OMISSION = "omission"
    MISSED = "missed"
    DENSITY = "density"


@dataclass(frozen=True, slots=True)
class Cell:
    """Which spans are behind a figure; None leaves a question open.

    `labels` is a place of the confusion matrix, None standing for ∅, in both directions: between
    curators there is no first and second. `curator` is one of either side, `label` that of either
    span, `second` that of the second. `judged` is what gold makes of a suggestion, or has beside.
    """

    against: Against = Against.CURATOR
    pair: Pair | None = None
    curator: str | None = None
    documents: tuple[str, ...] | None = None
    label: str | None = None
    labels: tuple[str | None, str | None] | None = None
    kinds: tuple[Kind, ...] | None = None
    arms: Arms | None = None
    second: str | None = None
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with what it is the figure of: a part, and the names that tell it from others."""

    part: Part
    names: tuple[str, ...]
    figure: Figure
    cell: Cell
    changed: bool = False
    """In a series over time: whether guidelines are in force that were not before."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The result of a measure; the first row is the figure of the whole project."""

    measure: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> Figure:
        """The figure of the whole project."""
        return self.rows[0].figure

    def of(self, part: Part) -> tuple[Row, ...]:
        """The rows of one part."""
        return tuple(row for row in self.rows if row.part is part)
