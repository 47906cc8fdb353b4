"""Text and a width in, visual lines with an exact offset ↔ cell map out.

The invariant: rows partition the text at its newlines and breaks, whatever cuts are asked for, and
every offset has one row and one column, every column of a row one offset.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from workbench.layout.paragraph import Align, Cell, Paragraph, VisualLine
from workbench.layout.properties import cell_kinds, displays, is_plain
from workbench.layout.wrapping import row_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Align", "Cell", "Layout", "VisualLine", "fit"]

ELLIPSIS = "…"

_PARAGRAPHS_KEPT = 256
_ROWS_KEPT = 2048
_HEAD = 8  # code points a column that `fit` looks at


class _Revealed(dict[int, int]):
    """Hidden code points as NUL, all others as they are."""

    def __missing__(self, point: int) -> int:
        self[point] = found = 0 if displays[point] == "h" else point
        return found


_REVEALED = _Revealed()


class Layout:
    """`text` in rows of at most `width` columns; paragraphs end at newlines and nowhere else.

    Opening one measures and wraps; levels and shapes are computed for the rows that are asked for.
    `reveal` shows what is hidden as marks of one column. Where a cut goes through a lam-alef, it
    becomes two cells; without `divides` it stays one, with the cut in its `Cell.cut`. No row is
    another for it. A `width` below 1 counts as 1.
    """

    def __init__(
        self, text: str, width: int, *, reveal: bool = False, divides: bool = True
    ) -> None:
        self.text = text
        self.width = max(1, width)
        self.reveal = reveal
        self._divides = divides
        self._paragraphs: list[int] = []
        self._rows: list[int] = []
        self._wrap()
        self._paragraph = lru_cache(_PARAGRAPHS_KEPT)(self._make_paragraph)
        self._line = lru_cache(_ROWS_KEPT)(self._make_line)

    @cached_property
    def units(self) -> str:
        """A text of the same length, whose grapheme clusters are what a cursor goes by.

        It is the text, but with `reveal` each hidden code point is a control, which is a cluster.
        """
        return self.text.translate(_REVEALED) if self.reveal else self.text

    @property
    def rows(self) -> int:
        """How many rows there are, at least one."""
        return len(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def line(self, row: int, cuts: Sequence[int] = ()) -> VisualLine:
        """Row `row`, or IndexError.

        `cuts` are sorted offsets, such as the boundaries of spans, that no lam-alef ligature stands
        over unseen. With `range(len(text))` for cuts there are no ligatures, if it `divides`.
        """
        start, end, _ = self._bounds(row)
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        return self._line(row, tuple(inside))

    def row_of(self, offset: int) -> int:
        """The row that shows `offset`, clamped to the text; a newline is on the row it ends."""
        return max(0, bisect_right(self._rows, offset) - 1)

    def column_of(self, offset: int, cuts: Sequence[int] = ()) -> int:
        """The first column of the cell at `offset`.

        What has no columns is where the next visible cell of its row is, else at the end of the
        row: one column beyond the last one in reading direction, which is -1 or `width` where the
        row is full.
        """
        line = self.line(self.row_of(offset), cuts)
        later = [cell for cell in line.cells if cell.width and cell.end > offset]
        if later:
            return min(later, key=lambda cell: cell.start).x
        return line.x - 1 if line.rtl else line.x + line.width

    def offset_at(self, row: int, column: int, cuts: Sequence[int] = ()) -> int:
        """The start of the cell at a column of a row.

        Beyond the row in reading direction, it is the end of the row, which at a soft end is its
        last cell; before it, the start of the row.
        """
        line = self.line(row, cuts)
        for cell in line.cells:
            if cell.x <= column < cell.x + cell.width:
                return cell.start
        if (column < line.x) != line.rtl:
            return line.start
        _, end, soft = self._bounds(row)
        return max(cell.start for cell in line.cells) if soft else end

    def _wrap(self) -> None:
        text, start = self.text, 0
        while True:
            newline = text.find("\n", start)
            end = len(text) if newline < 0 else newline
            self._paragraphs.append(start)
            self._rows.append(start)
            plain = is_plain(text, start, end)
            if not plain or end - start > self.width:
                paragraph = text[start:end]
                kinds = None if plain else cell_kinds(paragraph, reveal=self.reveal)
                ends = row_ends(paragraph, self.width, kinds, reveal=self.reveal)
                self._rows.extend([start + place for place in ends[:-1]])
            if newline < 0:
                return
            start = newline + 1

    def _bounds(self, row: int) -> tuple[int, int, bool]:
        """Start and end of a row, and whether its paragraph goes on after it."""
        if not 0 <= row < len(self._rows):
            raise IndexError(row)
        start = self._rows[row]
        if row + 1 == len(self._rows):
            return start, len(self.text), False
        end = self._rows[row + 1]
        if self.text[end - 1] == "\n":
            return start, end - 1, False
        return start, end, True

    def _make_paragraph(self, index: int) -> Paragraph:
        start = self._paragraphs[index]
        last = index + 1 == len(self._paragraphs)
        end = len(self.text) if last else self._paragraphs[index + 1] - 1
        text = self.text[start:end]
        return Paragraph(text, start, reveal=self.reveal, divides=self._divides)

    def _make_line(self, row: int, cuts: tuple[int, ...]) -> VisualLine:
        start, end, soft = self._bounds(row)
        paragraph = self._paragraph(bisect_right(self._paragraphs, start) - 1)
        offset = paragraph.offset
        inside = [cut - offset for cut in cuts]
        return paragraph.row(start - offset, end - offset, self.width, inside, soft=soft)


def fit(
    text: str,
    width: int,
    *,
    rtl: bool | None = None,
    align: Align = "start",
    reveal: bool = False,
) -> VisualLine:
    """One line of at most `width` columns for a list or a title, with offsets into `text`.

    Newlines are spaces, or marks with `reveal`. Where the text is too long, “…” stands at its
    logical end, as an empty cell. `rtl` None takes the direction of the first strong character.
    """
    level = None if rtl is None else int(rtl)
    if width < 1:
        return Paragraph("", 0, reveal=reveal, level=level).row(0, 0, 0)
    head = text[: width * _HEAD]
    joined = head.replace("\n", "\u2028") if reveal else head.replace("\r\n", "\u200b ")
    paragraph = Paragraph(joined.replace("\n", " "), 0, reveal=reveal, level=level)
    # Ligatures save at most every second column.
    if len(head) == len(text) and paragraph.fitting(2 * width, width) == len(text):
        line = paragraph.row(0, len(text), width, align=align)
        if line.width <= width:
            return replace(line, text=text)
    end = paragraph.fitting(width - 1, width)
    cut = Paragraph(paragraph.text[:end] + ELLIPSIS, 0, reveal=reveal, level=paragraph.level)
    line = cut.row(0, end + 1, width, align=align)
    cells = tuple(cell._replace(end=min(cell.end, end)) for cell in line.cells)
    return replace(line, end=end, cells=cells, text=text[:end])
