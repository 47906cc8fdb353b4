"""Why the ranges of two overlapping spans of one label differ: at the rim, by a clitic, or else.

Invariant: nothing is forgiven here; what is told apart is still a disagreement.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.agreement.study import Kind
from workbench.arabic.fold import MARKS
from workbench.arabic.proclitics import splits

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARTICLES = ("ال", "ٱل")
_REACH = 64  # code points at either rim that are looked at


def boundary_kind(text: str, one: tuple[int, int], other: tuple[int, int]) -> Kind:
    """Which of the three kinds of BOUNDARY two ranges of `text` are."""
    (start, end), (other_start, other_end) = _trimmed(text, one), _trimmed(text, other)
    if end != other_end:
        return Kind.BOUNDARY_OTHER
    if start == other_start:
        return Kind.BOUNDARY_EDGE
    early, late = sorted((start, other_start))
    word = text[early : min(end, early + _REACH)].split(maxsplit=1)[0]
    return Kind.BOUNDARY_CLITIC if late - early in set(_cuts(word)) else Kind.BOUNDARY_OTHER


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A range without what is neither letter nor digit at its rims; as it is if nothing is left."""
    start, end = span
    if not (_is_rim(text[start]) or _is_rim(text[end - 1])):
        return span
    first, last = start, end
    while first < min(end, start + _REACH) and _is_rim(text[first]):
        first += 1
    while last > max(first, end - _REACH) and _is_rim(text[last - 1]):
        last -= 1
    return (first, last) if first < last else span


@lru_cache(maxsize=4096)  # a text has few characters, which are asked for again and again
def _is_rim(char: str) -> bool:
    return not char.isalnum() or char in MARKS


def _cuts(word: str) -> Iterator[int]:
    """How many leading characters of a word may be proclitics, the article, or both."""
    for cut in splits(word):
        yield cut
        if word.startswith(_ARTICLES, cut):
            yield cut + 2
        elif cut and word.startswith("ل", cut) and word[cut - 1] == "ل":
            yield cut + 1  # «للمغرب» without its article, whose alef the proclitic took
