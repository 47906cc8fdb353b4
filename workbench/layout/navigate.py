"""Where a text cursor goes from an offset: by cluster, word, sentence, row and paragraph. Pure.

The invariant: every result is a cluster boundary of the layout's `units` that has a place on the
screen, and a move that can go no further gives the place where the cursor is shown already.

The cursor stands before a character. In a row it can stand on every visible cluster, also on the
alef of a lam-alef; before the spaces that hang over the end of the row, so that a word at the end
can be taken without them; and at the end of its paragraph. What is hidden is shown where the next
place is; where it is revealed, each code point of it is a place. Left and right are those of the
screen, also in a Latin run of a right-to-left row; beyond the edge of a row they follow its reading
direction into the next row or the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from workbench.arabic.clusters import boundaries, break_classes, cluster_at, clusters
from workbench.arabic.tokens import sentences, tokens
from workbench.layout.properties import displays

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.layout.lines import Layout
    from workbench.layout.paragraph import VisualLine

_LEFT, _RIGHT = -1, 1
_WORD = re.compile(r"[^\W_]")
_VISIBLE = re.compile(r"\S")
_boundaries = lru_cache(2)(boundaries)


def place_at(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The place where a cursor at `offset` is shown: its cluster, or what follows if hidden."""
    return _stand(layout, offset, cuts)[2]


# ---------------------------------------------------------------------------------- on the screen


def left(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """One cluster to the left."""
    return _step(layout, offset, cuts, _LEFT)


def right(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """One cluster to the right."""
    return _step(layout, offset, cuts, _RIGHT)


def word_left(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The nearest start of a word, or end of a paragraph with words, to the left."""
    return _word_step(layout, offset, cuts, _LEFT)


def word_right(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The nearest start of a word, or end of a paragraph with words, to the right."""
    return _word_step(layout, offset, cuts, _RIGHT)


def row_start(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The first place of the row in the order of the text."""
    return min(_stand(layout, offset, cuts)[1])


def row_end(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The last place of the row in the order of the text, before spaces that hang over its end."""
    return max(_stand(layout, offset, cuts)[1])


def by_rows(
    layout: Layout, offset: int, rows: int, cuts: Sequence[int] = (), goal: int | None = None
) -> tuple[int, int]:
    """The place `rows` below (above, when negative), as far as there are rows, and the goal column.

    `goal` is what the last such move gave, or None when another move came between: then the column
    of `offset` is the goal.
    """
    row, _, place = _stand(layout, offset, cuts)
    column = layout.column_of(place, cuts) if goal is None else goal
    by = 1 if rows > 0 else -1
    target = min(max(0, row + rows), layout.rows - 1)
    beyond = range(target, layout.rows if rows > 0 else -1, by)
    for other in chain(beyond, range(target, row, -by)):
        places = _places(layout, other, cuts)
        if places and other != row:
            return _under(layout.line(other, cuts), places, column), column
    return place, column


# ------------------------------------------------------------------------------------ in the text


def next_sentence(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The start of the next sentence, or the end of the text."""
    text, here = layout.text, place_at(layout, offset, cuts)
    start = _paragraph_start(text, here)
    while start < len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        for first, _ in sentences(text[start:end]):
            if start + first > here and (place := place_at(layout, start + first, cuts)) > here:
                return place
        start = end + 1
    return len(text)


def previous_sentence(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The start of the sentence, or of the one before when the cursor is there already."""
    text, here = layout.text, place_at(layout, offset, cuts)
    end = here
    while end >= 0:
        start = _paragraph_start(text, end)
        newline = text.find("\n", start)
        whole = text[start : len(text) if newline < 0 else newline]
        for first, _ in reversed(sentences(whole)):
            if start + first < here and (place := place_at(layout, start + first, cuts)) < here:
                return place
        end = start - 1
    return document_start(layout, offset, cuts)


def paragraph_up(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The start of the paragraph, or of the one before when the cursor is there already.

    Paragraphs of blanks are passed over.
    """
    text, here = layout.text, place_at(layout, offset, cuts)
    start = here
    while written := len(text[:start].rstrip()):
        start = _paragraph_start(text, written - 1)
        if (place := place_at(layout, start, cuts)) < here:
            return place
    return document_start(layout, offset, cuts)


def paragraph_down(layout: Layout, offset: int, cuts: Sequence[int] = ()) -> int:
    """The start of the next paragraph that is not blank, or the end of the text."""
    text, here = layout.text, place_at(layout, offset, cuts)
    newline = text.find("\n", here)
    while newline >= 0 and (visible := _VISIBLE.search(text, newline)):
        start = _paragraph_start(text, visible.start())
        if (place := place_at(layout, start, cuts)) > here:
            return place
        newline = text.find("\n", visible.start())
    return len(text)


def document_start(layout: Layout, _offset: int = 0, cuts: Sequence[int] = ()) -> int:
    """The first place of the text."""
    return place_at(layout, 0, cuts)


def document_end(layout: Layout, _offset: int = 0, _cuts: Sequence[int] = ()) -> int:
    """The end of the text."""
    return len(layout.text)


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the token at `offset`, in whole clusters; of the cluster if it is a blank.

    Both are `len(text)` at the end. Reads no further than the blanks around.
    """
    start, end = cluster_at(text, offset)
    if offset >= len(text) or text[offset].isspace():
        return start, end
    first, last = offset, offset + 1
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    for begin, stop in tokens(text[first:last]):
        if first + stop > offset:
            start = cluster_at(text, first + begin)[0]
            return start, _cluster_end(text, first + stop)
    return start, end


# ----------------------------------------------------------------------------- places of the cursor


def _stand(layout: Layout, offset: int, cuts: Sequence[int]) -> tuple[int, list[int], int]:
    """Row, places of the row and place of a cursor at `offset`."""
    text = layout.units
    start, _ = cluster_at(text, min(max(0, offset), len(text)))
    row = layout.row_of(start)
    while True:
        places = _places(layout, row, cuts)
        later = [place for place in places if place >= start]
        if later:  # as in the last row, where the end of the text is a place
            return row, places, min(later)
        row += 1


def _places(layout: Layout, row: int, cuts: Sequence[int]) -> list[int]:
    """Where the cursor can stand in a row, from left to right.

    None where a row holds only what is hidden, or the rest of a cluster.
    """
    line = layout.line(row, cuts)
    starts = _cluster_starts(layout.units, line)
    shown: dict[int, None] = {}
    for cell in line.cells:
        if cell.width:
            inside = starts[bisect_left(starts, cell.start) : bisect_left(starts, cell.end)]
            shown.update(dict.fromkeys(reversed(inside) if cell.level & 1 else inside))
    tail = [place for place in _end_places(layout, line, starts) if place not in shown]
    return [*reversed(tail), *shown] if line.rtl else [*shown, *tail]


def _cluster_starts(text: str, line: VisualLine) -> list[int]:
    """The clusters that start in a row; its first cells can be the rest of one."""
    first = _cluster_end(text, line.start)
    return [first + start for start, _ in clusters(text[first : line.end])]


def _cluster_end(text: str, offset: int) -> int:
    """`offset` if it is a cluster boundary, else the next one."""
    before, after = (break_classes[ord(char)] for char in _around(text, offset))
    beside_control = (before in "rnc" or after in "rnc") and before + after != "rn"
    if beside_control or (after in "ox" and before not in "pz"):
        return offset
    points = _boundaries(text)  # how far back one must read is not bounded
    return points[bisect_left(points, offset)]


def _around(text: str, offset: int) -> str:
    """The code points before and after an offset; spaces beyond the ends."""
    return f"{text[offset - 1] if offset else ' '}{text[offset] if offset < len(text) else ' '}"


def _end_places(layout: Layout, line: VisualLine, starts: Sequence[int]) -> list[int]:
    """The places behind the visible cells: before hanging spaces, at the end of the paragraph."""
    text = layout.text
    shown = max((cell.end for cell in line.cells if cell.width), default=line.start)
    hanging = (
        start
        for start in starts[bisect_left(starts, shown) :]
        if layout.reveal or displays[ord(text[start])] != "h"
    )
    ends = [start for start in (next(hanging, None),) if start is not None]
    if _ends_paragraph(text, line):
        ends.append(_paragraph_end(text, line))
    return list(dict.fromkeys(ends))


def _ends_paragraph(text: str, line: VisualLine) -> bool:
    return line.end == len(text) or text[line.end] == "\n"


def _paragraph_end(text: str, line: VisualLine) -> int:
    """The cluster of the newline that ends a row."""
    return line.end - (text[max(0, line.end - 1) : line.end + 1] == "\r\n")


def _paragraph_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


# ------------------------------------------------------------------------------------------- moves


def _step(layout: Layout, offset: int, cuts: Sequence[int], by: int) -> int:
    row, places, place = _stand(layout, offset, cuts)
    index = places.index(place) + by
    if 0 <= index < len(places):
        return places[index]
    forward = (by == _LEFT) == layout.line(row, cuts).rtl
    for other in _rows_after(layout, row, forward=forward):
        reading = _in_reading_order(layout, other, cuts, forward=forward)
        if reading:
            return reading[0]
    return place


def _word_step(layout: Layout, offset: int, cuts: Sequence[int], by: int) -> int:
    row, places, place = _stand(layout, offset, cuts)
    index = places.index(place)
    ahead = places[index + 1 :] if by == _RIGHT else places[:index][::-1]
    forward = (by == _LEFT) == layout.line(row, cuts).rtl
    found = _first_word(layout, row, cuts, ahead)
    if found is not None:
        return found
    for other in _rows_after(layout, row, forward=forward):
        reading = _in_reading_order(layout, other, cuts, forward=forward)
        found = _first_word(layout, other, cuts, reading)
        if found is not None:
            return found
    return document_end(layout) if forward else document_start(layout, 0, cuts)


def _rows_after(layout: Layout, row: int, *, forward: bool) -> Iterable[int]:
    return range(row + 1, layout.rows) if forward else range(row - 1, -1, -1)


def _in_reading_order(
    layout: Layout, row: int, cuts: Sequence[int], *, forward: bool
) -> Sequence[int]:
    """The places of a row as the eye meets them, from its end when not `forward`."""
    places = _places(layout, row, cuts)
    return places[::-1] if forward == layout.line(row, cuts).rtl else places


def _first_word(layout: Layout, row: int, cuts: Sequence[int], places: Sequence[int]) -> int | None:
    """The first of `places` that starts a word of the row or ends its paragraph after words."""
    text, line = layout.text, layout.line(row, cuts)
    before = max(0, line.start - 1)  # tells whether the row starts inside of a word
    found = [
        (before + start, before + end)
        for start, end in tokens(text[before : line.end])
        if _WORD.search(text, before + start, before + end)
    ]
    stops = {start for start, _ in found if start >= line.start}
    if found and _ends_paragraph(text, line):
        stops.add(_paragraph_end(text, line))
    return next((place for place in places if place in stops), None)


def _under(line: VisualLine, places: Sequence[int], column: int) -> int:
    """The place that is shown at a column, or nearest to it."""
    for cell in line.cells:
        if cell.x <= column < cell.x + cell.width:
            before = [place for place in places if place <= cell.start]
            return max(before, default=places[0])
    return places[0] if column < line.x else places[-1]
