"""Moves of a text cursor: always to a place of the screen, and back again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import stays_linear
from tests.layout.texts import texts, usual_texts, widths
from workbench.arabic.clusters import boundaries
from workbench.layout import Layout
from workbench.layout import navigate as go
from workbench.layout.properties import displays

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Move = Callable[[Layout, int, Sequence[int]], int]

LEFT_AND_RIGHT: list[tuple[Move, Move]] = [
    (go.left, go.right), (go.right, go.left),
    (go.word_left, go.word_right), (go.word_right, go.word_left),
]  # fmt: skip
FORWARD: list[Move] = [go.next_sentence, go.paragraph_down, go.document_end]
BACKWARD: list[Move] = [go.previous_sentence, go.paragraph_up, go.document_start]
IN_ROW: list[Move] = [go.row_start, go.row_end, go.place_at]
VERTICAL: list[Move] = [
    lambda layout, offset, cuts: go.by_rows(layout, offset, -1, cuts)[0],
    lambda layout, offset, cuts: go.by_rows(layout, offset, 1, cuts)[0],
]
MOVES = [left for left, _ in LEFT_AND_RIGHT] + FORWARD + BACKWARD + IN_ROW + VERTICAL
offsets = st.integers(0, 220)
cut_lists = st.lists(st.integers(0, 120), max_size=12).map(lambda places: sorted(set(places)))
# One paragraph, in which every row has the same direction.
paragraphs = usual_texts.map(lambda text: text.replace("\n", " "))


def _walk(move: Move, layout: Layout, offset: int, cuts: Sequence[int] = ()) -> list[int]:
    """The places that a key leads to when it is held, until it comes to one of them again."""
    seen = [go.place_at(layout, offset, cuts)]
    while (place := move(layout, seen[-1], cuts)) not in seen:
        seen.append(place)
    return seen


def _visible_starts(layout: Layout, row: int, cuts: Sequence[int] = ()) -> set[int]:
    line = layout.line(row, cuts)
    shown = {o for cell in line.cells if cell.width for o in range(cell.start, cell.end)}
    return shown & set(boundaries(layout.units)[:-1])


@given(texts, widths, st.booleans(), offsets, cut_lists)
def test_every_move_gives_a_boundary_where_the_cursor_stays(
    text: str, width: int, reveal: bool, offset: int, cuts: list[int]
) -> None:
    layout = Layout(text, width, reveal=reveal)
    whole = set(boundaries(layout.units))
    for move in MOVES:
        place = move(layout, offset, cuts)
        assert place in whole
        assert go.place_at(layout, place, cuts) == place


@given(texts, widths, st.booleans(), offsets, cut_lists)
def test_hidden_places_are_those_of_no_visible_cell(
    text: str, width: int, reveal: bool, offset: int, cuts: list[int]
) -> None:
    layout = Layout(text, width, reveal=reveal)
    place = go.left(layout, offset, cuts)
    row = layout.row_of(place)
    line = layout.line(row, cuts)
    if place not in _visible_starts(layout, row, cuts):
        assert not text[place : line.end].strip(), "only blanks hang over the end"
        last = max((c.end for c in line.cells if c.width), default=line.start)
        assert place >= last


@given(paragraphs, widths, offsets, cut_lists)
def test_left_then_right_returns(text: str, width: int, offset: int, cuts: list[int]) -> None:
    layout = Layout(text, width)
    for move, back in LEFT_AND_RIGHT:
        held = _walk(move, layout, offset, cuts)[1:-1]  # words: from one on; the end has no beyond
        for one, other in pairwise(held):
            assert back(layout, other, cuts) == one


@given(texts, widths, st.booleans(), offsets)
def test_left_and_right_reach_every_cluster_of_the_row(
    text: str, width: int, reveal: bool, offset: int
) -> None:
    layout = Layout(text, width, reveal=reveal)
    place = go.place_at(layout, offset)
    row = layout.row_of(place)
    reached = {*_walk(go.left, layout, place), *_walk(go.right, layout, place)}
    assert _visible_starts(layout, row) <= reached


@given(texts, widths)
def test_the_cursor_stands_on_each_code_point_that_is_revealed(text: str, width: int) -> None:
    layout = Layout(text, width, reveal=True)
    hidden = {offset for offset, char in enumerate(text) if displays[ord(char)] == "h"}
    for offset in hidden:
        row = layout.row_of(offset)
        (cell,) = (c for c in layout.line(row).cells if c.start <= offset < c.end)
        assert (cell.start, cell.end, cell.width) == (offset, offset + 1, 1)
        assert layout.offset_at(row, layout.column_of(offset)) == offset
        assert go.place_at(layout, offset) == offset
    for row in {layout.row_of(offset) for offset in hidden}:
        line = layout.line(row)
        first = go.place_at(layout, line.cells[0].start)
        reached = {*_walk(go.left, layout, first), *_walk(go.right, layout, first)}
        assert {offset for offset in hidden if line.start <= offset < line.end} <= reached


@given(texts)
def test_what_is_revealed_is_the_only_new_place(text: str) -> None:
    plain, revealed = Layout(text, 40), Layout(text, 40, reveal=True)
    assert plain.units == text
    hidden = {offset for offset, char in enumerate(text) if displays[ord(char)] == "h"}
    beside = hidden | {offset + 1 for offset in hidden}
    assert set(boundaries(revealed.units)) ^ set(boundaries(text)) <= beside


@given(paragraphs, widths)
def test_a_held_key_goes_through_the_whole_paragraph(text: str, width: int) -> None:
    layout = Layout(text, width)
    forward = go.left if layout.line(0).rtl else go.right
    visible = [cell for cell in layout.line(0).cells if cell.width]
    start = visible[-1 if layout.line(0).rtl else 0].start if visible else 0
    everywhere = set().union(*(_visible_starts(layout, row) for row in range(layout.rows)))
    held = _walk(forward, layout, start)
    assert everywhere <= set(held)
    assert held[-1] == len(text)


@given(usual_texts, widths, offsets)
def test_a_move_in_a_row_goes_to_the_side_it_names(text: str, width: int, offset: int) -> None:
    cuts = range(len(text))
    layout = Layout(text, width)
    here = go.place_at(layout, offset, cuts)
    for move, side in ((go.left, -1), (go.right, 1)):
        place = move(layout, here, cuts)
        columns = layout.column_of(place, cuts), layout.column_of(here, cuts)
        if place != here and layout.row_of(place) == layout.row_of(here):
            assert (columns[0] - columns[1]) * side >= 0


@given(usual_texts, widths, offsets)
def test_up_then_down_returns_where_the_rows_are_long_enough(
    text: str, width: int, offset: int
) -> None:
    cuts = range(len(text))
    layout = Layout(text, width)
    here = go.place_at(layout, offset, cuts)
    for by in (-1, 1):
        place, goal = go.by_rows(layout, here, by, cuts)
        assert goal == layout.column_of(here, cuts)
        line = layout.line(layout.row_of(here), cuts)
        moved = layout.row_of(place) != layout.row_of(here)
        if moved and line.x <= goal < line.x + line.width:
            assert go.by_rows(layout, place, -by, cuts, goal) == (here, goal)


@given(texts, widths, offsets, st.integers(-300, 300))
def test_rows_are_counted_and_the_ends_stop(text: str, width: int, offset: int, rows: int) -> None:
    layout = Layout(text, width)
    here = go.place_at(layout, offset)
    place, _ = go.by_rows(layout, here, rows)
    moved = layout.row_of(place) - layout.row_of(here)
    assert moved == 0 or (moved > 0) == (rows > 0)
    last = go.by_rows(layout, here, layout.rows)[0]
    assert go.by_rows(layout, last, 1)[0] == go.place_at(layout, last)
    assert layout.row_of(last) == layout.row_of(len(text))


@given(texts, widths, offsets)
def test_forward_and_backward_get_on_or_are_at_the_end(text: str, width: int, offset: int) -> None:
    layout = Layout(text, width)
    here = go.place_at(layout, offset)
    for move in FORWARD:
        assert move(layout, here, ()) > here or here == len(text)
    for move in BACKWARD:
        assert move(layout, here, ()) < here or here == go.document_start(layout)


@given(texts, offsets)
def test_a_word_is_whole_clusters_around_its_offset(text: str, offset: int) -> None:
    start, end = go.word_at(text, offset)
    assert {start, end} <= set(boundaries(text))
    assert start <= offset < end or (offset >= len(text) and start == end == len(text))


def _held(
    move: Move, text: str, offset: int, *, width: int = 40, reveal: bool = False
) -> list[int]:
    return _walk(move, Layout(text, width, reveal=reveal), offset)


def test_left_is_left_in_a_latin_run_too() -> None:
    #       0123456789012
    text = "قال BBC هنا"
    assert _held(go.left, text, 0) == [0, 1, 2, 3, 6, 5, 4, 7, 8, 9, 10, 11]
    assert _held(go.right, text, 11) == [11, 10, 9, 8, 7, 4, 5, 6, 3, 2, 1, 0]


def test_the_edge_of_a_row_leads_on_in_reading_order() -> None:
    arabic = Layout("من هنا", 5)  # two rows; the space hangs over the end of the first
    assert _walk(go.left, arabic, 0) == [0, 1, 2, 3, 4, 5, 6]
    assert go.right(arabic, 3) == 2
    latin = Layout("ab\ncd", 5)
    assert _walk(go.right, latin, 0) == [0, 1, 2, 3, 4, 5]
    assert go.left(latin, 0) == 0
    mixed = Layout("عرب\nabc", 5)
    assert go.left(mixed, 3) == 4, "the paragraph below begins at its left"
    assert go.left(mixed, 4) == 3, "where left leads back"


def test_lam_alef_marks_and_hidden_signs() -> None:
    assert _held(go.left, "بلاد", 0) == [0, 1, 2, 3, 4]
    assert _held(go.left, "كَتَبَ", 0) == [0, 2, 4, 6]
    assert _held(go.left, "أ\u200fب\u200f", 0) == [0, 2, 4]
    assert _held(go.left, "أ\u200fب\u200f", 0, reveal=True) == [0, 1, 2, 3, 4]
    assert _held(go.left, "أ\r\nب", 0) == [0, 1, 3, 4]
    joined = "می\u200cرو\u064e\u200d"
    assert _held(go.left, joined, 0) == [0, 1, 3, 4, 7]
    assert _held(go.left, joined, 0, reveal=True) == [0, 1, 2, 3, 4, 6, 7]


def test_words() -> None:
    #       0123456789012345678901
    text = "قال «وزير» لوكالة AFP أمس.\n\nثم"
    assert _held(go.word_left, text, 0) == [0, 5, 11, 18, 22, 26, 28, 30]
    assert _held(go.word_right, text, 30) == [30, 28, 26, 22, 18, 11, 5, 0]
    assert _held(go.word_left, "الدارالبيضاء", 0, width=5) == [0, 12], "a word in pieces is one"
    assert _held(go.word_left, "... ...", 0) == [0, 7]


@pytest.mark.parametrize(("offset", "word"), [
    (0, "قال"), (3, " "), (4, "«"), (6, "وَزير"), (10, "»"), (13, "3.5"), (16, "F/A-18"), (22, ""),
])  # fmt: skip
def test_word_at(offset: int, word: str) -> None:
    text = "قال «وَزير» 3.5 F/A-18"
    start, end = go.word_at(text, offset)
    assert text[start:end] == word


def test_sentences_and_paragraphs() -> None:
    text = "  جملة. ثانية!\n \nثالثة؟ رابعة"
    assert _held(go.next_sentence, text, 0) == [0, 2, 8, 17, 24, 29]
    assert _held(go.previous_sentence, text, 29) == [29, 24, 17, 8, 2, 0]
    assert _held(go.paragraph_down, text, 3) == [3, 17, 29]
    assert _held(go.paragraph_up, text, 29) == [29, 17, 0]


def test_rows_and_goal_column() -> None:
    layout = Layout("abcdef\nab\nabcdef", 10)
    place, goal = go.by_rows(layout, 5, 1)
    assert (place, goal) == (9, 5)
    assert go.by_rows(layout, place, 1, (), goal) == (15, 5)
    assert go.by_rows(layout, 15, 1, (), goal) == (15, 5)
    assert go.by_rows(layout, 5, 9) == (15, 5)
    assert go.row_end(layout, 0) == 6
    assert go.row_start(layout, 5) == 0
    wrapped = Layout("BBC من هنا", 7)
    assert (go.row_start(wrapped, 5), go.row_end(wrapped, 0)) == (0, 6)


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_linear_in_a_hostile_text(move: Move) -> None:
    for unit in ("\u200b", "\n", "\u0300", ". ", "\u0600", "🇲", "اللا"):

        def work(size: int, unit: str = unit) -> None:
            layout = Layout(unit * size, 80)
            for offset in (0, size // 2, size):
                move(layout, offset, ())

        assert stays_linear(work, small=1_000, large=8_000)
