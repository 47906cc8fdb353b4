"""Where rows end: greedy filling of a given number of columns.

The invariant: rows partition the paragraph, each of them has at least one cell and at most `width`
columns, not counting the blanks that hang over its end. A row ends at the last place that UAX #14
allows, never within a cell; a word that is longer than a row is cut between cells. Lam and alef
count as the two letters that they are, so that no ligature moves a break.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from workbench.layout.breaking import break_opportunities

if TYPE_CHECKING:
    from collections.abc import Sequence

# What may hang over the end of a row: blanks, as far as they are not shown as marks.
_SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_BLANKS = {False: f"{_SPACES}\t\u200b", True: _SPACES}
_BLANK_RUN = {reveal: re.compile(f"[{blanks}]+") for reveal, blanks in _BLANKS.items()}
_COLUMNS = bytes.maketrans(b"012c", b"\x00\x01\x02\x00")

# A space between words, where a row may end whatever else the paragraph holds: after a letter or a
# sign that closes, before letters and digits alone.
_LETTER = "A-Za-z\u0620-\u064a\u0671-\u06d3"
_BETWEEN_WORDS = re.compile(f"[{_LETTER}0-9.:!?)»،؛؟] [{_LETTER}][{_LETTER}0-9]*+")


def row_ends(text: str, width: int, cells: bytes | None, *, reveal: bool = False) -> list[int]:
    """The end of each row of the paragraph `text`, at least one.

    `cells` are its `cell_kinds`, or None where every code point is a cell of one column. A cell of
    two columns counts as one where a row has only one.
    """
    if len(text) <= width and cells is None:
        return [len(text)]
    columns = range(len(text) + 1) if cells is None else running_columns(cells, width)
    if columns[-1] <= width:
        return [len(text)]
    breaks = _Breaks(text, cells)
    ends = []
    start = 0
    while start < len(text):
        limit = bisect_right(columns, columns[start] + width) - 1
        if limit == len(text):
            end = limit
        else:
            blanks = _BLANK_RUN[reveal].match(text, limit)
            end = breaks.last(start, blanks.end() if blanks else limit) or limit
        ends.append(end)
        start = end
    return ends


def running_columns(cells: bytes, width: int) -> Sequence[int]:
    """The columns before each code point of a paragraph, and after the last one."""
    steps = cells.translate(_COLUMNS)
    if width == 1:
        steps = steps.replace(b"\x02", b"\x01")
    return list(accumulate(steps, initial=0))


def without_blanks(text: str, *, reveal: bool = False) -> int:
    """The length of `text` without the blanks at its end, which may hang over the edge."""
    return len(text.rstrip(_BLANKS[reveal]))


class _Breaks:
    """The break opportunities of a paragraph between its cells, found when a row asks for them.

    Most rows end between two words, where only the place itself is looked at.
    """

    def __init__(self, text: str, cells: bytes | None) -> None:
        self._text = text
        self._cells = cells
        self._known: list[int] | None = None

    def last(self, start: int, end: int) -> int | None:
        """The last opportunity in `(start, end]`; `end` is before the end of the text."""
        if self._known is None:
            space = self._text.rfind(" ", start + 1, end)
            if space > 0 and _BETWEEN_WORDS.fullmatch(self._text, space - 1, end + 1):
                return space + 1
            self._known = self._all()
        index = bisect_right(self._known, end) - 1
        return self._known[index] if index >= 0 and self._known[index] > start else None

    def _all(self) -> list[int]:
        places = break_opportunities(self._text)
        if self._cells is None:
            return places
        return [place for place in places if self._cells[place : place + 1] != b"c"]
