"""One line for lists and titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.layout.texts import texts
from workbench.layout import Align, Profile, fit, plain


def _shown(text: str, width: int, *, align: Align = "start", reveal: bool = False) -> str:
    line = fit(text, width, align=align, reveal=reveal)
    return " " * line.x + "".join(cell.text for cell in line.cells)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("", 5, ""),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("abcd", 1, "…"),
        ("سلم", 3, "ﻢﻠﺳ"),
        ("سلام", 3, "ﻡﻼﺳ"),
        ("سلامة", 3, "…ﻞﺳ"),
        ("سلم (ابن)", 7, "…ﺍ) ﻢﻠﺳ"),
        ("ab\ncd", 9, "ab cd"),
        ("ab\r\ncd", 9, "ab cd"),
        ("abc عربي", 6, "abc ﻉ…"),
        ("عربي abc", 7, "…a ﻲﺑﺮﻋ"),
        ("中文中文", 4, "中…"),
        ("中文", 4, "中文"),
        ("abc   ", 3, "abc"),
        ("abc" + "\u200b" * 9, 3, "abc"),
    ],
)
def test_text_that_fits_and_text_that_does_not(text: str, width: int, shown: str) -> None:
    assert _shown(text, width).strip() == shown


@pytest.mark.parametrize(
    ("align", "shown"),
    [("start", "   ﺏ"), ("left", "ﺏ"), ("right", "   ﺏ"), ("center", " ﺏ")],
)
def test_alignment(align: Align, shown: str) -> None:
    assert _shown("ب", 4, align=align) == shown


@pytest.mark.parametrize(("align", "x"), [("start", 0), ("left", 0), ("right", 3), ("center", 1)])
def test_alignment_of_latin(align: Align, x: int) -> None:
    assert fit("a", 4, align=align).x == x


def test_direction_can_be_given() -> None:
    assert _shown("ب 1", 3) == "1 ﺏ"
    assert [cell.text for cell in fit("ب!", 3, rtl=False).cells] == ["ﺏ", "!"]
    assert [cell.text for cell in fit("a!", 3, rtl=True).cells] == ["!", "a"]


def test_the_whole_text_decides_the_direction_not_what_is_left_of_it() -> None:
    assert not fit("123 abc", 3).rtl


def test_revealed_newlines_are_marks() -> None:
    assert _shown("a\r\nb", 9, reveal=True) == "a␍␤b"


def test_the_ellipsis_is_an_empty_cell_at_the_cut() -> None:
    line = fit("سلام عليكم", 6)
    (dots,) = (cell for cell in line.cells if cell.text == "…")
    assert (dots.start, dots.end, dots.x) == (5, 5, line.x)
    assert (line.start, line.end, line.text) == (0, 5, "سلام ")


@pytest.mark.parametrize("width", [0, -1])
def test_no_room_is_an_empty_line(width: int) -> None:
    line = fit("abc", width)
    assert (line.width, line.cells, line.end) == (0, (), 0)


@given(texts, st.integers(0, 60), st.sampled_from(["start", "left", "right", "center"]))
def test_the_width_is_never_exceeded(text: str, width: int, align: Align) -> None:
    line = fit(text, width, align=align)
    for profile in Profile:
        assert cell_len(plain(line, profile), "15.0.0") <= line.x + line.width <= width
    logical = sorted(line.cells, key=lambda cell: (cell.start, cell.end))
    assert "".join(text[cell.start : cell.end] for cell in logical) == text[: line.end]
    assert line.text == text[: line.end]
    assert line.end == len(text) or width == 0 or "…" in [cell.text for cell in line.cells]


def test_only_the_head_of_a_long_text_is_read() -> None:
    line = fit("\u200b" * 10_000 + "a", 5)
    assert line.end < 100
    assert [cell.text for cell in line.cells if cell.width] == ["…"]
