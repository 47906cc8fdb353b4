"""Where rows end: greedy filling of a given number of columns.

The invariant: rows partition the paragraph, each of them has at least one cell and at most `width`
columns, not counting the spaces at its end. A row ends after a space, a zero width space or an em
dash, or between letters after a hyphen or slash; a word that is longer than a row is cut between
cells. Lam and alef count as the two letters that they are, so that no ligature moves a break.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from workbench.layout.properties import bidi_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

# Spaces that a row may end after, and zero width space.
_BLANKS = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
_BLANK_RUN = re.compile(f"[{_BLANKS}]+")
# After spaces (not before a word joiner), and after dashes unless something closes there.
_BREAK = re.compile(
    f"[{_BLANKS}]++(?![\u2060\ufeff])"
    f"|\u2014++(?![{_BLANKS}\u00a0\u202f\u2060\ufeff\u00bb\u201d\u2019)\\]}}.,:;!?\u060c\u061b\u061f])"
)
_COLUMNS = str.maketrans("012c", "\x00\x01\x02\x00")
_BETWEEN_LETTERS = re.compile("[-/\u2010\u2013]")
_LETTERS = frozenset("LRA")
_LETTERS_AND_MARKS = frozenset("LRAM")


def row_ends(text: str, width: int, cells: str | None) -> list[int]:
    """The end of each row of the paragraph `text`, at least one.

    `cells` are its `cell_kinds`, or None where every code point is a cell of one column. A cell of
    two columns counts as one where a row has only one.
    """
    if len(text) <= width and cells is None:
        return [len(text)]
    columns = range(len(text) + 1) if cells is None else running_columns(cells, width)
    if columns[-1] <= width:
        return [len(text)]
    breaks = break_opportunities(text)
    if cells is not None:
        breaks = [place for place in breaks if cells[place : place + 1] != "c"]
    return _fill(text, width, columns, breaks)


def running_columns(cells: str, width: int) -> Sequence[int]:
    """The columns before each code point of a paragraph, and after the last one."""
    steps = cells.translate(_COLUMNS).encode("ascii")
    if width == 1:
        steps = steps.replace(b"\x02", b"\x01")
    return list(accumulate(steps, initial=0))


def _fill(text: str, width: int, columns: Sequence[int], breaks: Sequence[int]) -> list[int]:
    """Greedy rows; `columns` are the columns before each code point and after the last one."""
    ends = []
    start = 0
    while start < len(text):
        limit = bisect_right(columns, columns[start] + width) - 1
        known = bisect_right(breaks, limit)
        end = breaks[known - 1] if known else 0
        spaces = _BLANK_RUN.match(text, limit)
        if limit == len(text):
            end = limit
        elif spaces and known < len(breaks) and breaks[known] == spaces.end():
            end = breaks[known]
        elif end <= start:
            end = limit
        ends.append(end)
        start = end
    return ends


def break_opportunities(text: str) -> list[int]:
    """The places after which a row may end, in order; len(text) may be among them."""
    breaks = [match.end() for match in _BREAK.finditer(text)]
    joints = [m.end() for m in _BETWEEN_LETTERS.finditer(text) if _joins_letters(text, m.start())]
    return sorted(breaks + joints) if joints else breaks


def _joins_letters(text: str, place: int) -> bool:
    """Whether letters stand on both sides of the hyphen or slash at `place`."""
    if not 0 < place < len(text) - 1:
        return False
    before, after = bidi_classes[ord(text[place - 1])], bidi_classes[ord(text[place + 1])]
    return before in _LETTERS_AND_MARKS and after in _LETTERS


def without_blanks(text: str) -> int:
    """The length of `text` without the spaces at its end, which may hang over the edge."""
    return len(text.rstrip(_BLANKS))
