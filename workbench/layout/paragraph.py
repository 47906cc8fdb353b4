"""One paragraph: what is computed once for it, and its rows as cells.

The invariant: the cells of a row partition the row's text, `Cell.text` is safe to send, and the
widths of the cells add up to that of the row, which is never more than the columns given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from workbench.layout import bidi, tables
from workbench.layout.joining import LAM, isolated, ligature, shape, transparent
from workbench.layout.properties import cell_kinds, displays
from workbench.layout.safe import DOTTED_CIRCLE, REPLACEMENT, STAND_INS
from workbench.layout.wrapping import running_columns, without_blanks

if TYPE_CHECKING:
    from collections.abc import Sequence

Align: TypeAlias = Literal["start", "left", "right", "center"]

RTL = 1
MAX_MARKS = 16
"""More marks than this on one character are not sent: no script needs them."""

_CELL = re.compile("[012]c*+")
_MIRRORED = dict(zip(tables.MIRRORED_FROM, tables.MIRRORED_TO, strict=True))


@dataclass(frozen=True, slots=True)
class Cell:
    """One grapheme cluster as it is shown; a lam-alef ligature is one cell too.

    `start` and `end` are code points of the whole text. `x` is the first column, counted from the
    left edge of the layout's width; `width` is 1 or 2 columns, or 0 for what is hidden and for
    spaces that hang over the end of a row. `text` is safe to send: presentation forms, with marks
    on their base; empty when `width` is 0. `level` is the embedding level; odd is right-to-left.
    """

    start: int
    end: int
    x: int
    width: int
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class VisualLine:
    """One row.

    `start` and `end` delimit its text in the whole, trailing spaces included, newline excluded.
    `rtl` is the direction of its paragraph. `x` is the first used column and `width` the number of
    used columns. `cells` go from left to right. `text` is the row's text as it is stored.
    """

    start: int
    end: int
    rtl: bool
    x: int
    width: int
    cells: tuple[Cell, ...]
    text: str = ""


class Paragraph:
    """A text without newlines that starts at `offset` of the whole text.

    `level` is 0 or 1, or None to take it from the first strong character, right-to-left without
    one. Levels and shapes are computed when the first row is asked for.
    """

    def __init__(self, text: str, offset: int, *, reveal: bool, level: int | None = None) -> None:
        self.text = text
        self.offset = offset
        self.reveal = reveal
        self._given_level = level

    @cached_property
    def level(self) -> int:
        """The paragraph level: 0 is left-to-right, 1 is right-to-left."""
        if self._given_level is not None:
            return self._given_level
        level = bidi.paragraph_level(self._classes)
        return RTL if level is None else level

    def row(
        self,
        start: int,
        end: int,
        columns: int,
        cuts: Sequence[int] = (),
        *,
        soft: bool = False,
        align: Align = "start",
    ) -> VisualLine:
        """The row `[start, end)` of this paragraph in `columns` columns.

        All offsets are relative to the paragraph, those in the result to the whole text. `cuts` are
        sorted. After a `soft` end all trailing spaces hang, else those that do not fit.
        """
        levels = bidi.line_levels(self._levels[start:end], self._classes[start:end], self.level)
        spans = self._spans(start, end, levels, cuts)
        widths = [min(int(self._kinds[place]), columns) for place, _ in spans]
        blanks = start + without_blanks(self.text[start:end])
        used = sum(widths)
        for index in range(len(spans) - 1, -1, -1):
            if spans[index][0] < blanks or not (soft or used > columns):
                break
            used -= widths[index]
            widths[index] = 0
        x = left = self._left(columns - used, align)
        cells = []
        for index in bidi.visual_order(bytes([levels[place - start] for place, _ in spans])):
            (first, last), width = spans[index], widths[index]
            level = levels[first - start]
            text = self._shown(first, last, width, level) if width else ""
            cells.append(Cell(self.offset + first, self.offset + last, x, width, text, level))
            x += width
        whole = self.offset
        rtl = self.level == RTL
        text = self.text[start:end]
        return VisualLine(whole + start, whole + end, rtl, left, used, tuple(cells), text)

    def fitting(self, columns: int, width: int) -> int:
        """How much of the text takes at most `columns` columns, in a layout of `width`."""
        return bisect_right(running_columns(self._kinds, width), columns) - 1

    @cached_property
    def _classes(self) -> bytes:
        return bidi.classes_of(self.text)

    @cached_property
    def _levels(self) -> bytes:
        return bidi.levels(self.text, self._classes, self.level)

    @cached_property
    def _kinds(self) -> str:
        return cell_kinds(self.text, reveal=self.reveal)

    @cached_property
    def _glyphs(self) -> str:
        return shape(self.text)

    def _left(self, free: int, align: Align) -> int:
        """The first used column when `free` columns are not used."""
        if align == "center":
            return free // 2
        right = align == "right" or (align == "start" and self.level == RTL)
        return free if right else 0

    def _spans(
        self, start: int, end: int, levels: bytes, cuts: Sequence[int]
    ) -> list[tuple[int, int]]:
        """The cells of a row in logical order; a lam-alef that no cut divides is one."""
        spans = [match.span() for match in _CELL.finditer(self._kinds, start, end)]
        if self.text.find(LAM, start, end) < 0:
            return spans
        merged: list[tuple[int, int]] = []
        for span in spans:
            before = merged[-1][0] if merged else span[0]
            same_level = levels[before - start] == levels[span[0] - start]
            if same_level and self._ligates(before, span[0], cuts):
                merged[-1] = (before, span[1])
            else:
                merged.append(span)
        return merged

    def _ligates(self, lam: int, alef: int, cuts: Sequence[int]) -> bool:
        """Whether the cells at two places are a lam and an alef that no cut keeps apart."""
        if self.text[lam] != LAM or ligature(self._glyphs[lam], self.text[alef]) is None:
            return False
        cut = bisect_right(cuts, lam)
        undivided = cut == len(cuts) or cuts[cut] > alef
        right_to_left = self._levels[lam] & 1 == 1
        return undivided and right_to_left and transparent(self.text[lam + 1 : alef])

    def _shown(self, start: int, end: int, width: int, level: int) -> str:
        """What is sent for a visible cell: as much of its text as has room, marks on a base."""
        source = self._in_form(start, end, level)
        shown = ""
        room, marks = width, MAX_MARKS
        for char in source:
            display = displays[ord(char)]
            if display == "m":
                shown += char if marks > 0 else ""
                marks -= 1
                continue
            stand_in = STAND_INS[self.reveal][ord(char)]
            columns = 2 if display == "2" else len(stand_in)
            if columns <= room:
                shown += stand_in
                room -= columns
        if room == width:
            shown = (DOTTED_CIRCLE if shown else REPLACEMENT) + shown
        return shown

    def _in_form(self, start: int, end: int, level: int) -> str:
        """The text of a cell, shaped and mirrored where it runs right-to-left."""
        if level & 1 == 0:
            return isolated(self.text[start]) + self.text[start + 1 : end]
        first = self._glyphs[start]
        rest = self._glyphs[start + 1 : end]
        for place, char in enumerate(self.text[start + 1 : end]):
            if (joined := ligature(first, char)) is not None:
                return joined + rest[:place] + rest[place + 1 :]
        return _MIRRORED.get(first, first) + rest
