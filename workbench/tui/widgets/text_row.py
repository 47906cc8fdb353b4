"""A row of an article: its spans marked, its furniture grey, the cursor and the selection.

A span shows its label's letter in the first blank behind it, so that marking never moves the text.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.tui.paint import fitted, painted
from workbench.tui.telling import is_furniture, is_weak

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.curation import Mark
    from workbench.layout import Cell, Profile, VisualLine
    from workbench.scheme import LabelScheme
    from workbench.tui.palette import Look

TAG_REACH = 2  # a tag may stand behind one closing sign: «المغرب»،
GUTTER = 1
_UNDERLINED = Style(underline=True)
NUMBERS = 5  # columns that line numbers take


@dataclass(frozen=True, slots=True)
class Sight:
    """All that a row shows; two that are equal look the same.

    `marks` are those that touch the row or are tagged in it, the weightiest last, and `current` is
    one of them. `dimmed` are stretches of furniture. Cursor and selection are None outside.
    """

    line: VisualLine
    marks: tuple[Mark, ...]
    current: Mark | None
    dimmed: tuple[tuple[int, int], ...]
    cursor: int | None
    selected: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class TextRow:
    """Draws the rows of one layout of `text` in `width` columns, `left` of them before the text.

    `newlines` are their offsets where lines are numbered, and None where they are not.
    """

    look: Look
    profile: Profile
    scheme: LabelScheme
    text: str
    width: int
    columns: int
    left: int
    newlines: Sequence[int] | None

    def __call__(self, sight: Sight) -> Strip:
        """The row, exactly `width` columns."""
        line, cursor = sight.line, sight.cursor
        styles = self._styles(sight)
        tags = {
            self._tag_place(mark.annotation.span.end): mark
            for mark in sight.marks
            if not is_furniture(mark)
        }
        first, last = sight.selected or (line.end, line.end)

        def look(cell: Cell) -> tuple[str, Style]:
            text, style = cell.text, styles[cell.start - line.start]
            if cell.cut is not None:
                # A span or selection parts a ligature that the terminal draws: it is underlined.
                inner = styles[cell.cut - line.start]
                style = (inner if style == self.look.plain() else style) + _UNDERLINED
            if text == " " and cell.start in tags:
                text, style = self._tag(tags[cell.start], sight)
            if first < cell.end and cell.start < last:
                style = self.look.selected()
            if cursor is not None and cell.start <= cursor < cell.end:
                style = self.look.cursor(style)
            return text, style

        hidden = (cell.start for cell in line.cells if cell.width == 0)
        tagged = next((tags[at] for at in (line.end, *hidden) if at in tags), None)
        margin = self._tag(tagged, sight) if tagged is not None else None
        if cursor == line.end:
            text, style = margin or (" ", self.look.plain())
            margin = text, self.look.cursor(style)
        return self._framed(line, look, margin)

    def _framed(
        self,
        line: VisualLine,
        look: Callable[[Cell], tuple[str, Style]],
        margin: tuple[str, Style] | None,
    ) -> Strip:
        """A row behind its line number, with the sign behind its end."""
        ground = self.look.plain()
        inner = painted(line, self.columns, self.profile, ground, look, margin)
        full = margin is not None and line.rtl and line.x == 0
        number, dim = self._number(line.start), self.look.dim()
        left = fitted(number, self.left - full, self.profile, dim, align="left", rtl=False)
        edge = [Segment(*margin)] if full and margin is not None else []
        right = Strip.blank(max(0, self.width - self.left - self.columns), ground)
        return Strip([*left, *edge, *inner, *right], self.width)

    def _number(self, start: int) -> str:
        """The number of the line of the text that begins at `start`; empty within one."""
        if self.newlines is None or (start and self.text[start - 1] != "\n"):
            return ""
        return f"{bisect_left(self.newlines, start) + 1:>{NUMBERS}}"

    def _tag_place(self, end: int) -> int | None:
        """Where the tag of a span that ends at `end` stands."""
        text = self.text
        for place in range(end, min(end + TAG_REACH, len(text))):
            if text[place].isspace():
                return place
        return end if end == len(text) else None

    def _tag(self, mark: Mark, sight: Sight) -> tuple[str, Style]:
        label = self.scheme[mark.annotation.label]
        current = mark is sight.current
        return label.tag, self.look.tag(label.hue, mark.state, current=current)

    def _styles(self, sight: Sight) -> list[Style]:
        """The style of each code point of a row; later marks are painted over earlier ones."""
        begin, length = sight.line.start, sight.line.end - sight.line.start
        styles = [self.look.plain()] * length

        def put(start: int, end: int, style: Style) -> None:
            for place in range(max(0, start - begin), min(length, end - begin)):
                styles[place] = style

        for start, end in sight.dimmed:
            put(start, end, self.look.dim())
        for mark in filter(is_furniture, sight.marks):
            span = mark.annotation.span
            current = mark is sight.current
            put(span.start, span.end, self.look.chosen() if current else self.look.dim())
        for mark in sight.marks:
            if is_furniture(mark):
                continue
            span, hue = mark.annotation.span, self.scheme[mark.annotation.label].hue
            look = self.look.span(
                hue, mark.state, current=mark is sight.current, weak=is_weak(mark)
            )
            put(span.start, span.end, look)
        return styles
