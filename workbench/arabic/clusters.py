"""Grapheme clusters: what a reader takes for one character (UAX #29, extended clusters).

The invariant: boundaries depend on the text and on our tables alone, not on the Unicode version of
the running Python, and every text is partitioned without a remainder.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from workbench.arabic import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SYLLABLES = 0xAC00
_SYLLABLES_PER_PAIR = 28

# Letters of the break classes: r CR, n LF, c Control, e Extend, z ZWJ, i Regional_Indicator,
# p Prepend, s SpacingMark, L V T jamo, A LV, B LVT, x Extended_Pictographic, o anything else.
_CORE = "(?:L*(?:[AV]V*T*|BT*|L)|T+|ii?|x(?:e*zx)*|o)"
_CLUSTER = re.compile(f"rn|[rnc]|p*{_CORE}[ezs]*|p+[ezs]*|[ezs]+")


class PropertyMap(dict[int, str]):
    """A property by code point, for `str.translate`: looked up in ranges, then remembered."""

    def __init__(self, starts: Sequence[int], letters: str) -> None:
        super().__init__()
        self._starts = starts
        self._letters = letters

    def __missing__(self, point: int) -> str:
        letter = self._letters[bisect_right(self._starts, point) - 1]
        self[point] = letter
        return letter


class _BreakClasses(PropertyMap):
    """Break classes; the table leaves open which Hangul syllables end in a consonant."""

    def __missing__(self, point: int) -> str:
        letter = super().__missing__(point)
        if letter == "H":
            letter = "B" if (point - _SYLLABLES) % _SYLLABLES_PER_PAIR else "A"
            self[point] = letter
        return letter


break_classes: PropertyMap = _BreakClasses(tables.GRAPHEME_STARTS, tables.GRAPHEME_LETTERS)
"""The letter of the break class of each code point."""


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each grapheme cluster of `text`, in order."""
    return (match.span() for match in _CLUSTER.finditer(text.translate(break_classes)))


def boundaries(text: str) -> list[int]:
    """Where clusters start and end: 0, …, len(text)."""
    return [0, *(end for _, end in clusters(text))]


def cluster_at(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the cluster that contains `offset`; both `len(text)` at the end.

    Reads no more of the text than the neighbourhood that decides.
    """
    if offset >= len(text):
        return len(text), len(text)
    start = offset
    while start > 0 and not _surely_between(text, start):
        start -= 1
    stop = offset + 1
    while stop < len(text) and not _surely_between(text, stop):
        stop += 1
    points = boundaries(text[start:stop])
    index = bisect_right(points, offset - start)
    return start + points[index - 1], start + points[index]


def _surely_between(text: str, offset: int) -> bool:
    """Whether a cluster starts at `offset`, as the two code points around it already tell."""
    before, after = (break_classes[ord(char)] for char in text[offset - 1 : offset + 1])
    return after == "c" or (after == "o" and before != "p")
