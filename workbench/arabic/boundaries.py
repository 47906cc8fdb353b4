"""Where the edges of a span may go: by word, by grapheme cluster, by proclitic.

Invariant: what is returned is a range of the same text that is not empty, has no space at either
edge, and parts no letter from its marks. Where an edge cannot move, the range is returned as it is.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise

from workbench.arabic.clusters import cluster_at
from workbench.arabic.proclitics import splits
from workbench.arabic.tokens import tokens

_REACH = 2000  # code points looked at on either side of an edge
_ARTICLE = re.compile("[اٱ]ل")
_SHORTEST_NAME = 2


class Edge(StrEnum):
    """Which edge of a span: in right-to-left text the start is on the right."""

    START = "start"
    END = "end"


class Unit(StrEnum):
    """By what an edge moves."""

    WORD = "word"
    CLUSTER = "cluster"


def move(text: str, span: tuple[int, int], edge: Edge, unit: Unit, by: int) -> tuple[int, int]:
    """`span` with one edge one `unit` forward (1) or backward (-1) in the text.

    By words an edge goes to the nearest beginning (of the start) or end (of the end) of a token.
    """
    start, end = span
    if edge is Edge.START:
        places = [p for p in _stops(text, start, unit, Edge.START) if p < end]
        start = _next(places, start, by)
    else:
        places = [p for p in _stops(text, end, unit, Edge.END) if p > start]
        end = _next(places, end, by)
    return start, end


def _next(places: list[int], at: int, by: int) -> int:
    beyond = [place for place in places if (place > at if by > 0 else place < at)]
    if not beyond:
        return at
    return min(beyond) if by > 0 else max(beyond)


def _stops(text: str, at: int, unit: Unit, edge: Edge) -> list[int]:
    """The places near `at` where an edge may stand."""
    first, last = max(0, at - _REACH), min(len(text), at + _REACH)
    side = 0 if edge is Edge.START else 1
    if unit is Unit.WORD:
        # The tokens at the rim of the window may be cut, unless the text ends there too.
        found = tokens(text[first:last])
        inner = found[first > 0 : len(found) - (last < len(text))]
        stops = [first + token[side] for token in inner]
    else:
        stops, place = [], first
        while place < last:
            cluster = cluster_at(text, place)
            stops.append(cluster[side])
            place = cluster[1]
    return [stop for stop in stops if _may_stand(text, stop, side)]


def _may_stand(text: str, stop: int, side: int) -> bool:
    """Whether an edge at `stop` has no space inside it and parts no letter from its marks."""
    whole = stop == len(text) or cluster_at(text, stop)[0] == stop
    return whole and not text[stop - side : stop - side + 1].isspace()


def turn_proclitic(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """`span` with the next beginning of its first word: one proclitic less, or all of them again.

    «وبالمغرب» goes to «بالمغرب», «المغرب», «مغرب» and back to «وبالمغرب».
    """
    start, end = span
    word = _word_at(text, start)
    if word is None:
        return span
    found = _beginnings(text[slice(*word)], word[0])
    places = sorted({start, *(p for p in found if p < end and _may_stand(text, p, 0))})
    return places[(places.index(start) + 1) % len(places)], end


def _word_at(text: str, at: int) -> tuple[int, int] | None:
    first = max(0, at - _REACH)
    for start, end in tokens(text[first : at + _REACH]):
        if first + start <= at < first + end:
            return first + start, first + end
    return None


def _beginnings(word: str, offset: int) -> list[int]:
    cuts = splits(word)
    bare = [cut + 2 for cut in cuts if _ARTICLE.match(word, cut)]
    whole = {cut for cut in (*cuts, *bare) if cut + _SHORTEST_NAME <= len(word)}
    return [offset + cut for cut in whole]


def divide(text: str, span: tuple[int, int], at: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two ranges that `at`, inside `span`, divides it into, without the spaces around them.

    ValueError where one of them would be empty, or a letter would lose its marks.
    """
    parts = [_trimmed(text, *part) for part in pairwise((span[0], at, span[1]))]
    if not span[0] < at < span[1] or cluster_at(text, at)[0] != at:
        raise ValueError("a span is divided between two of its letters")
    if any(start >= end for start, end in parts):
        raise ValueError("one part would be empty")
    return parts[0], parts[1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
