"""Where rows end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from tests.layout.texts import texts, widths
from workbench.arabic.clusters import cluster_at
from workbench.layout import Layout, VisualLine, fit
from workbench.layout.breaking import break_opportunities
from workbench.layout.properties import cell_kinds
from workbench.layout.wrapping import without_blanks


def _lines(text: str, width: int, *, reveal: bool = False) -> list[VisualLine]:
    layout = Layout(text, width, reveal=reveal)
    return [layout.line(row) for row in range(layout.rows)]


def _rows(text: str, width: int) -> list[str]:
    return [line.text for line in _lines(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 5, [""]),
        ("\n", 5, ["", ""]),
        ("ab\n\ncd", 5, ["ab", "", "cd"]),
        ("من هنا", 6, ["من هنا"]),
        ("من هنا", 5, ["من ", "هنا"]),
        ("من هنا إلى هناك", 7, ["من هنا ", "إلى ", "هناك"]),
        ("من    هنا", 4, ["من    ", "هنا"]),
        ("abc ", 3, ["abc "]),
        ("abc     ", 3, ["abc     "]),
        ("   abc", 3, ["   ", "abc"]),
        ("الدارالبيضاء", 5, ["الدار", "البيض", "اء"]),
        ("مُحَمَّد", 2, ["مُحَ", "مَّد"]),
        ("لا لا", 3, ["لا ", "لا"]),
        ("سلام", 3, ["سلا", "م"]),
        ("ab\u00a0cd ef", 5, ["ab\u00a0cd ", "ef"]),
        ("ab\u202fcd ef", 5, ["ab\u202fcd ", "ef"]),
        ("ab\u2060cd ef", 4, ["ab\u2060cd ", "ef"]),
        ("ab \u2060cd", 4, ["ab \u2060c", "d"]),
        ("ab\u200bcd", 3, ["ab\u200b", "cd"]),
        ("قال—هو", 5, ["قال—", "هو"]),
        ("قال — هو", 5, ["قال — ", "هو"]),
        ("(قال—)", 5, ["(قال", "—)"]),
        ("غير-حكومي", 6, ["غير-", "حكومي"]),
        ("غيرٌ-حكومي", 6, ["غيرٌ-", "حكومي"]),
        ("2020-2021", 6, ["2020-2", "021"]),
        ("ab a-b cd", 5, ["ab a-", "b cd"]),
        ("F/A-18E", 4, ["F/", "A-18", "E"]),
        ("عربي/دولي", 6, ["عربي/", "دولي"]),
        ("-ابجد", 3, ["-", "ابج", "د"]),
        ("中文中文", 3, ["中", "文", "中", "文"]),
        ("中文", 1, ["中", "文"]),
        ("👩\u200d🚀👩\u200d🚀", 2, ["👩\u200d🚀", "👩\u200d🚀"]),
        ("a\u2028b", 9, ["a\u2028b"]),
    ],
)
def test_rows(text: str, width: int, rows: list[str]) -> None:
    assert _rows(text, width) == rows


def test_spaces_hang_at_a_soft_end_and_only_as_needed_at_a_hard_one() -> None:
    first, second = _lines("abc   def  ", 4)
    assert [cell.width for cell in first.cells] == [1, 1, 1, 0, 0, 0]
    assert [cell.width for cell in second.cells] == [1, 1, 1, 1, 0]


def test_hanging_spaces_of_a_right_to_left_row_are_at_its_left() -> None:
    first, _ = _lines("من  هنا", 4)
    assert (first.x, first.width) == (2, 2)
    assert [(cell.start, cell.x, cell.width) for cell in first.cells] == [
        (3, 2, 0),
        (2, 2, 0),
        (1, 2, 1),
        (0, 3, 1),
    ]


def test_what_is_too_wide_for_any_row_is_replaced() -> None:
    assert [(cell.width, cell.text) for line in _lines("中", 1) for cell in line.cells] == [
        (1, "�")
    ]


def test_a_width_below_one_is_one() -> None:
    assert [line.text for line in _lines("ab", 0)] == ["a", "b"]


@given(texts, widths)
def test_rows_partition_the_text_at_newlines_and_clusters(text: str, width: int) -> None:
    lines = _lines(text, width)
    assert lines[0].start == 0
    assert lines[-1].end == len(text)
    for one, following in pairwise(lines):
        between = text[one.end : following.start]
        assert between in {"", "\n"}
        assert between or _may_divide(text, following.start)
    assert all("\n" not in line.text for line in lines)
    assert all(line.text == text[line.start : line.end] for line in lines)


def _may_divide(text: str, place: int) -> bool:
    """Whether no cluster goes over `place`, or one that is several cells."""
    start, end = cluster_at(text, place)
    return start == place or len(fit(text[start:end], 100).cells) > 1


@given(texts.map(lambda text: text.replace("\r", "")), widths)
def test_rows_are_as_full_as_they_can_be(text: str, width: int) -> None:
    """The word after a row, up to the next break, would not have fitted there."""
    layout = Layout(text, width)
    for row in range(1, layout.rows):
        before, line = layout.line(row - 1), layout.line(row)
        if before.end != line.start:
            continue
        paragraph = text[before.start :].partition("\n")[0]
        kinds = cell_kinds(paragraph, reveal=False)
        breaks = [p for p in break_opportunities(paragraph) if kinds[p : p + 1] != b"c"]
        places = [*breaks, len(paragraph)]
        end = next(place for place in places if before.start + place > line.start)
        taken = paragraph[: without_blanks(paragraph[:end])]
        wider = Layout(taken, 10_000).line(0, range(10_000))
        assert wider.width > width or before.start + len(taken) <= line.start
