"""One paragraph: what is computed once for it, and its rows as cells.

The invariant: the cells of a row partition the row's text, `Cell.text` is safe to send, and the
widths of the cells add up to that of the row, which is never more than the columns given.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

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

_MIRRORED = dict(zip(tables.MIRRORED_FROM, tables.MIRRORED_TO, strict=True))
_COLUMNS = bytes.maketrans(b"012", b"\0\1\2")
_ONE_COLUMN = bytes.maketrans(b"012", b"\0\1\1")
_STARTS = bytes.maketrans(b"c", b"\0")
_ODD = bytes(range(1, 256, 2))
_INSIDE = ord("c")
_NOT_SIMPLE = "\0"


class Cell(NamedTuple):
    """One grapheme cluster as it is shown; a lam-alef ligature is one cell too.

    `start` and `end` are code points of the whole text. `x` is the first column, counted from the
    left edge of the layout's width; `width` is 1 or 2 columns, or 0 for what is hidden and for
    spaces that hang over the end of a row. `text` is safe to send: presentation forms, with marks
    on their base; empty when `width` is 0. `level` is the embedding level; odd is right-to-left.
    `cut` is the offset where a cut goes through a ligature that was not to be divided, else None.
    """

    start: int
    end: int
    x: int
    width: int
    text: str
    level: int
    cut: int | None = None


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
    one. `divides` is that of `Layout`. Levels and shapes are computed for the first row.
    """

    def __init__(
        self,
        text: str,
        offset: int,
        *,
        reveal: bool,
        level: int | None = None,
        divides: bool = True,
    ) -> None:
        self.text = text
        self.offset = offset
        self.reveal = reveal
        self._divides = divides
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
        kinds = self._kinds[start:end]
        text = self.text[start:end]
        alefs, divided = self._ligatures(start, end, levels, cuts)
        firsts = list(compress(range(len(kinds)), kinds.translate(_STARTS)))
        if alefs:
            firsts = [first for first in firsts if first not in alefs]
        lasts = [*firsts[1:], len(kinds)]
        steps = kinds.translate(_COLUMNS if columns > 1 else _ONE_COLUMN)
        widths = [steps[first] for first in firsts]
        blanks = without_blanks(text, reveal=self.reveal)
        used = sum(widths)
        for index in range(len(firsts) - 1, -1, -1):
            if firsts[index] < blanks or not (soft or used > columns):
                break
            used -= widths[index]
            widths[index] = 0
        x = left = self._left(columns - used, align)
        simple = self._simple(start, end, levels)
        whole = self.offset + start
        cells = []
        for index in bidi.visual_order(bytes([levels[first] for first in firsts])):
            first, last, width = firsts[index], lasts[index], widths[index]
            level, shown = levels[first], simple[first]
            if shown == _NOT_SIMPLE or width != 1 or last - first != 1:
                shown = self._shown(start + first, start + last, width, level) if width else ""
            cut = divided.get(first) if divided else None
            cells.append(Cell(whole + first, whole + last, x, width, shown, level, cut))
            x += width
        rtl = self.level == RTL
        return VisualLine(whole, self.offset + end, rtl, left, used, tuple(cells), text)

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
    def _kinds(self) -> bytes:
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

    def _ligatures(
        self, start: int, end: int, levels: bytes, cuts: Sequence[int]
    ) -> tuple[set[int], dict[int, int]]:
        """The alefs of a row that share the cell of their lam, and the lams whose cell is cut.

        Places are relative to the row; a cut is an offset of the whole text.
        """
        alefs: set[int] = set()
        divided: dict[int, int] = {}
        lam = self.text.find(LAM, start, end)
        while lam >= 0:
            alef = lam + 1
            while alef < end and self._kinds[alef] == _INSIDE:
                alef += 1
            if alef < end and levels[lam - start] & 1 and self._ligates(lam, alef):
                cut = bisect_right(cuts, lam)
                undivided = cut == len(cuts) or cuts[cut] > alef
                if undivided or not self._divides:
                    alefs.add(alef - start)
                if not undivided and not self._divides:
                    divided[lam - start] = self.offset + cuts[cut]
            lam = self.text.find(LAM, alef, end)
        return alefs, divided

    def _ligates(self, lam: int, alef: int) -> bool:
        """Whether a lam and the first letter after it are one sign."""
        joined = ligature(self._glyphs[lam], self.text[alef])
        return joined is not None and transparent(self.text[lam + 1 : alef])

    def _simple(self, start: int, end: int, levels: bytes) -> str:
        """What a cell shows that one code point alone has; NUL where more has to be known."""
        rightwards, leftwards = _FACES[self.reveal]
        glyphs = self._glyphs[start:end]
        if not levels.translate(None, _ODD):
            return glyphs.translate(leftwards)
        both = zip(self.text[start:end], glyphs, levels, strict=True)
        return "".join(
            [
                leftwards[ord(glyph)] if level & 1 else rightwards[ord(char)]
                for char, glyph, level in both
            ]
        )

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


class _Faces(dict[int, str]):
    """What a cell of one column shows that one code point alone has, as far as that is simple."""

    def __init__(self, *, reveal: bool, rtl: bool) -> None:
        super().__init__()
        self._reveal = reveal
        self._rtl = rtl

    def __missing__(self, point: int) -> str:
        char = chr(point)
        form = _MIRRORED.get(char, char) if self._rtl else isolated(char)
        shown = STAND_INS[self._reveal][ord(form)]
        if displays[ord(form)] in "2m" or len(shown) != 1:
            shown = _NOT_SIMPLE
        self[point] = shown
        return shown


_FACES = {
    reveal: (_Faces(reveal=reveal, rtl=False), _Faces(reveal=reveal, rtl=True))
    for reveal in (False, True)
}
