"""Search in an article as its reader would: in whatever spelling the press chose. Pure.

The invariant: what is found is a range of the text as stored, ranges are in order and do not
overlap, and searching takes time in proportion to the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold, fold_with_map

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANKS = "\t\n\v\f\r\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
_TO_SPACE = dict.fromkeys([*map(ord, _BLANKS), *range(0x2000, 0x200B)], " ")


def find_all(text: str, query: str) -> list[tuple[int, int]]:
    """Where `query` occurs in `text`, both folded; a blank finds any other blank.

    A query that folds to nothing, such as one of vowel signs alone, finds nothing.
    """
    wanted = fold(query).translate(_TO_SPACE)
    if not wanted:
        return []
    folded = fold_with_map(text)
    searched = folded.text.translate(_TO_SPACE)
    found: list[tuple[int, int]] = []
    at = searched.find(wanted)
    while at >= 0:
        start, end = folded.to_source(at, at + len(wanted))
        # A ligature of the text is several folded letters, which may each be found.
        if not found or start >= found[-1][1]:
            found.append((start, end))
        at = searched.find(wanted, at + len(wanted))
    return found


def next_match(found: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The first of the ranges that starts after `offset`, else the first of all."""
    if not found:
        return None
    return found[bisect_right(found, offset, key=_start) % len(found)]


def previous_match(found: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The last of the ranges that starts before `offset`, else the last of all."""
    return found[bisect_left(found, offset, key=_start) - 1] if found else None


def _start(match: tuple[int, int]) -> int:
    return match[0]
