"""What a report is made of: tables, pictures, and the places behind the numbers.

Invariant: nothing here is markup. Texts may be of articles or of people; they are escaped when the
page is made. A link is the `key` of a group of places on the same page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown, and as it is; `gauge` asks for a bar from 0 to 1 beside it.

    `low` and `high` are its interval, if it has one.
    """

    text: str
    value: float | None
    low: float | None = None
    high: float | None = None
    link: str | None = None
    gauge: bool = False


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits and signs, which read from left to right everywhere, and stay on one line."""

    text: str


Field: TypeAlias = "Number | Digits | str"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its names, and a field for each column behind the first."""

    names: tuple[str, ...]
    fields: tuple[Field, ...]
    inner: bool = False
    """Whether it is a part of the row before."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the titles of their columns."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """One place of a matrix; `level` from 0 to 9 is how dark it is, None for no colour."""

    text: str
    value: float | None
    level: int | None
    about: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Squares in named rows and columns; None where there is nothing to say.

    `lightest` and `darkest` say what the ends of the scale of colours mean.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Square | None, ...]], ...]
    lightest: str
    darkest: str


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a time, with its interval; `changed` marks that rules changed."""

    names: tuple[str, ...]
    value: float
    low: float
    high: float
    changed: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Figures over time, the earliest first."""

    points: tuple[Point, ...]
    about: str


Block: TypeAlias = "Table | Matrix | Trend"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with a title, what it means, and notes below."""

    key: str
    title: str
    about: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What some people marked at a place: text before, in and behind their span.

    `marked` is None where they marked nothing; then all of the text is in `before`.
    """

    names: tuple[str, ...]
    before: str
    marked: str | None = None
    after: str = ""
    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an article where two sides differ; `key` is its anchor."""

    key: str
    article: str
    kind: str
    one: Side
    other: Side


@dataclass(frozen=True, slots=True)
class Group:
    """The places behind one number; `more` of them are on the page, but not in this list."""

    key: str
    names: tuple[str, ...]
    places: tuple[Place, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Headline:
    """The one number, in what unit it is, and what must be known of it."""

    number: Number
    unit: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report in one language."""

    language: str
    rtl: bool
    title: str
    headline: Headline
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    sections: tuple[Section, ...]
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    note: str
    """What part of all places is shown."""
