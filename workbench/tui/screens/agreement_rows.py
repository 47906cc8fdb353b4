"""Rows of the agreement screen: titles, sentences, figures with a bar, rows of a matrix.

Invariant: beside a number stand the articles and spans that it rests on; where there is no number
a sentence says why; and what weakens a number is told by a sign, which the legend explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from workbench.messages import _, counted, is_rtl, ngettext
from workbench.tui.paint import beside, fitted
from workbench.tui.plots import SHADES, bar, shares, whiskered

if TYPE_CHECKING:
    from rich.style import Style
    from textual.strip import Strip

    from workbench.layout import Profile
    from workbench.tui.palette import Look
    from workbench.workflow.measure import Cell, Figure

F1, SIGNED, SHARE, DENSITY = "{:z.2f}", "{:+z.2f}", "{:.1%}", "{:.1f}"
"""How numbers are written."""

FEW_ARTICLES, FEW_SPANS = "~", "°"
"""The signs of an interval, and of a figure, that is not to be relied on."""

FEW = 20  # spans below which a figure rests on few

_NAME, _SHARE_OF_NAME, _LONGEST_NAME = 32, 0.3, 48
_VALUE, _INTERVAL, _ARTICLES, _SPANS, _LONGEST_BAR = 7, 13, 8, 10, 60
_HEAD, _SQUARE = 9, 7  # columns of a matrix: names, and a square
_DASH = "—"


@dataclass(frozen=True, slots=True)
class Title:
    """What the rows below are of, with the titles of their columns."""

    text: str
    value: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with its name and the cell that leads to its spans.

    `parts` are counts by sign, drawn in place of the bar; `sign` stands before the name. `noted`
    asks for a sign where there are few spans; `paired` ones count pairs of them. `beside` is F1
    that is told, and drawn, beside another figure.
    """

    name: str
    figure: Figure
    cell: Cell | None = None
    form: str = F1
    inner: bool = False
    sign: str = " "
    parts: tuple[tuple[str, int], ...] = ()
    noted: bool = True
    paired: bool = False
    beside: Figure | None = None

    @property
    def told(self) -> str:
        """The whole row in words."""
        if self.beside is None:
            return told(self.name, self.figure, self.form, paired=self.paired)
        text = _("{name} · {n} differ in 100 tokens · F1")
        said = text.format(name=self.name, n=written(self.figure, self.form))
        return told(said, self.beside)


@dataclass(frozen=True, slots=True)
class Square:
    """One place of a matrix: its text, its shade, and in words what it is.

    `weak` ones rest on few articles.
    """

    text: str
    about: str = ""
    level: int = 0
    cell: Cell | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Squares:
    """A row of a matrix; the head of a matrix is a row whose squares lead nowhere."""

    name: str
    squares: tuple[Square, ...]
    head: bool = False


Item: TypeAlias = "Title | Words | Entry | Squares"


def leads(item: Item) -> bool:
    """Whether a row can be chosen."""
    return isinstance(item, Entry) or (isinstance(item, Squares) and not item.head)


def isolate(number: str) -> str:
    """A number whose signs keep their places in a line from right to left (UAX #9)."""
    return f"\u2066{number}\u2069"


def written(figure: Figure, form: str = F1) -> str:
    """The number, or a dash."""
    return isolate(form.format(figure.value)) if figure.value is not None else _DASH


def interval(figure: Figure, form: str = F1) -> str:
    """Its interval, with a sign where it is not to be relied on; empty where there is none."""
    found = figure.interval
    if found is None:
        return ""
    sign = "" if found.reliable else FEW_ARTICLES
    return isolate(f"{form.format(found.low)}–{form.format(found.high)}") + sign


def told(name: str, figure: Figure, form: str = F1, *, paired: bool = False) -> str:
    """A figure in words, with all that must be known of it."""
    parts = [name, figure.undefined or written(figure, form)]
    if figure.interval is not None:
        parts.append(_("95 %: {interval}").format(interval=interval(figure, form)))
    articles = ngettext("{n} article", "{n} articles", figure.documents)
    spans = ngettext("{n} span", "{n} spans", figure.spans)
    if paired:
        spans = ngettext("{n} case", "{n} cases", figure.spans)
    parts += [articles.format(n=f"{figure.documents:,}"), spans.format(n=f"{figure.spans:,}")]
    return " · ".join(parts)


class Rows:
    """Draws rows; of a matrix, from the column `left` on, and `column` is the chosen one."""

    def __init__(self, look: Look, profile: Profile) -> None:
        self._look, self._profile = look, profile
        self.column = self.left = 0

    def __call__(self, item: Item, width: int, chosen: bool) -> Strip:
        """A row, exactly `width` columns."""
        match item:
            case Title():
                return self._title(item, width)
            case Words():
                return self._near(f" {item.text}", width, self._look.dim())
            case Entry():
                return self._entry(item, width, chosen)
            case Squares():
                return self._squares(item, width, chosen)

    def _near(self, text: str, width: int, style: Style) -> Strip:
        return fitted(text, width, self._profile, style, align="near")

    def _number(self, text: str, width: int, style: Style) -> Strip:
        """A number behind a blank; units stand below units."""
        return beside([self._near("", 1, style), self._ending(text, width - 1, style)])

    def _ending(self, text: str, width: int, style: Style) -> Strip:
        return fitted(counted(text), width, self._profile, style, align="right")

    def _fields(self, width: int) -> tuple[int, int]:
        """Columns of the name, and of the bar."""
        name = max(_NAME, min(int(width * _SHARE_OF_NAME), _LONGEST_NAME))
        rest = width - name - _VALUE - _INTERVAL - _ARTICLES - _SPANS
        return name, max(1, min(rest, _LONGEST_BAR))

    def _title(self, item: Title, width: int) -> Strip:
        style = self._look.strong()
        if not item.value:
            return self._near(f" {item.text}", width, style)
        name, middle = self._fields(width)
        pieces = [
            self._near(f" {item.text}", name, style),
            self._ending(item.value, _VALUE, style),
            self._near("", middle, style),
            self._near("  95 %", _INTERVAL, style),
            self._ending(_("articles"), _ARTICLES, style),
            self._ending(item.counted, _SPANS, style),
        ]
        return self._filled(pieces, width, style)

    def _filled(self, pieces: list[Strip], width: int, style: Style) -> Strip:
        rest = width - sum(piece.cell_length for piece in pieces)
        if rest >= 0:
            return beside([*pieces, self._near("", rest, style)])
        start = -rest if is_rtl() else 0
        return beside(pieces).crop(start, start + width)

    def _entry(self, item: Entry, width: int, chosen: bool) -> Strip:
        style = self._look.chosen() if chosen else self._look.plain()
        name, middle = self._fields(width)
        figure = item.figure
        few = item.noted and figure.value is not None and figure.spans < FEW
        indent = "  " if item.inner else ""
        pieces = [
            self._near(f"{item.sign}{indent}{item.name}", name, style),
            self._number(written(figure, item.form), _VALUE, style),
            self._near(f" {_picture(item, middle - 1)}", middle, style),
            self._near(f"  {interval(figure, item.form)}", _INTERVAL, style),
            self._number(f"{figure.documents:,}", _ARTICLES, style),
            self._number(f"{figure.spans:,}{FEW_SPANS if few else ''}", _SPANS, style),
        ]
        return self._filled(pieces, width, style)

    # ---------------------------------------------------------------------------------- matrices

    def shown(self, width: int) -> int:
        """How many columns of a matrix there is room for."""
        return max(1, (width - _HEAD) // _SQUARE)

    def column_at(self, x: int, width: int, *, mirrored: bool) -> int | None:
        """The column of a matrix under a column of the screen."""
        inside = (width - 1 - x if mirrored else x) - _HEAD
        place = inside // _SQUARE
        return self.left + place if 0 <= place < self.shown(width) else None

    def bring(self, columns: int, width: int) -> None:
        """Keep the chosen one of `columns` in sight."""
        self.column = min(max(0, self.column), max(0, columns - 1))
        room = self.shown(width)
        self.left = min(self.left, self.column, max(0, columns - room))
        self.left = max(self.left, self.column - room + 1)

    def _squares(self, item: Squares, width: int, chosen: bool) -> Strip:
        look = self._look
        room = self.shown(width)
        style = look.strong() if chosen or item.head else look.plain()
        pieces = [self._near(f" {item.name}", _HEAD, style)]
        seen = item.squares[self.left : self.left + room]
        for place, square in enumerate(seen, self.left):
            here = chosen and place == self.column
            if item.head:
                under = look.strong() if place == self.column else look.dim()
                pieces.append(self._near(f" {square.text}", _SQUARE, under))
                continue
            shade = look.chosen() if here else look.shade(square.level / (len(SHADES) - 1))
            sign = "▸" if here else SHADES[square.level]
            pieces.append(self._near(sign, 1, shade))
            pieces.append(self._ending(square.text, _SQUARE - 2, shade))
            pieces.append(self._near(FEW_ARTICLES if square.weak else "", 1, shade))
        return self._filled(pieces, width, look.plain())


def _picture(item: Entry, columns: int) -> str:
    if item.beside is not None:
        value = item.beside.value
        return f"{written(item.beside)} {bar(value or 0.0, columns - _VALUE)}"
    value, found = item.figure.value, item.figure.interval
    if item.parts:
        return shares(dict(item.parts), columns)
    if value is None or item.form == SIGNED:
        return ""
    if found is None:
        return bar(value, columns)
    return whiskered(found.low, value, found.high, columns)
