"""Nothing that a terminal could obey, hide or misplace ever comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from rich.cells import cell_len

from tests.layout.texts import database, texts
from workbench.layout import Layout, Profile, emit, fit, is_replaced, safe

if TYPE_CHECKING:
    from workbench.layout import VisualLine

LEFT_TO_RIGHT_MARK = "\u200e"
PREPENDED = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x180E), 0x180F}
FILLERS = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
LAST_PLANE_WITH_TEXT = 0x30000
TAGS = range(0xE0000, 0xE1000)


@pytest.fixture(scope="module")
def unsafe() -> set[int]:
    """What must not be sent, by the database itself rather than by our tables."""
    categories = database().categories
    bad = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    points = {point for point, category in enumerate(categories) if category in bad}
    return (points - PREPENDED) | SELECTORS | FILLERS


@pytest.mark.parametrize("reveal", [False, True])
def test_no_code_point_is_sent_that_a_terminal_obeys_or_hides(
    unsafe: set[int], reveal: bool
) -> None:
    """Beside letters, marks and its like, and beside the code points next to it."""
    every = [*range(LAST_PLANE_WITH_TEXT), *TAGS]
    for first in range(0, len(every), 64):
        chars = "".join(map(chr, every[first : first + 64]))
        text = chars + "".join(f"ب{char}\u064e" for char in chars)
        layout = Layout(text, 60, reveal=reveal)
        lines = [layout.line(row) for row in range(layout.rows)]
        assert "".join(line.text for line in lines) == text.replace("\n", "")
        for line in lines:
            shown = "".join(cell.text for cell in line.cells)
            assert cell_len(shown, "15.0.0") == line.width <= 60
            assert sum(cell.width for cell in line.cells) == line.width
            for profile in Profile:
                sent = "".join(piece.text for piece in emit(line, profile))
                if profile is Profile.BIDI:
                    sent = sent.replace(LEFT_TO_RIGHT_MARK, "")
                assert unsafe.isdisjoint(map(ord, sent)), sent


@given(texts)
def test_every_profile_sends_marks_of_direction_only(text: str) -> None:
    layout = Layout(text, 30)
    lines = [layout.line(row) for row in range(layout.rows)]
    for line in (*lines, fit(text, 30)):
        for profile in Profile:
            sent = "".join(piece.text for piece in emit(line, profile))
            if profile is Profile.BIDI:
                sent = sent.replace(LEFT_TO_RIGHT_MARK, "")
            assert safe(sent) == sent
            assert not set(sent) & set("\n\r\t\x1b\u200e\u200f\u202e")


@given(texts)
def test_safe_is_safe_and_leaves_the_rest(text: str) -> None:
    once = safe(text)
    assert safe(once) == once
    harmless = [char for char in text if not is_replaced(char)]
    remaining = iter(once)
    assert all(char in remaining for char in harmless)


@pytest.mark.parametrize(
    ("char", "shown", "revealed"),
    [
        ("\x1b", "␛", "␛"),
        ("\n", "␊", "␊"),
        ("\x7f", "␡", "␡"),
        ("\x9b", "�", "�"),
        ("\t", " ", "→"),
        ("\u00a0", " ", "⍽"),
        ("\u2029", "␤", "␤"),
        ("\ud834", "�", "�"),
        ("\ue000", "�", "�"),
        ("\U0001fff0", "�", "�"),
        ("\u202e", "", "◂"),
        ("\u2066", "", "▸"),
        ("\u200d", "", "+"),
        ("\ufeff", "", "¤"),
        ("\u0600", "\u0600", "\u0600"),
        ("ب", "ب", "ب"),
    ],
)
def test_stand_ins(char: str, shown: str, revealed: str) -> None:
    assert safe(char) == shown
    assert safe(char, reveal=True) == revealed
    assert is_replaced(char) == (shown != char)


def _row(text: str, *, reveal: bool = False) -> VisualLine:
    return Layout(text, 40, reveal=reveal).line(0)


def test_hidden_code_points_are_cells_without_columns() -> None:
    line = _row("ب\u200fت")
    assert [(cell.start, cell.width, cell.text) for cell in line.cells] == [
        (2, 1, "ﺖ"),
        (1, 0, ""),
        (0, 1, "ﺑ"),
    ]
    assert [cell.text for cell in _row("ب\u200fت", reveal=True).cells] == ["ﺖ", "◂", "ﺑ"]


def test_marks_without_a_base_stand_on_a_circle() -> None:
    assert [cell.text for cell in _row("\u064eب").cells] == ["ﺏ", "◌\u064e"]
    assert [cell.text for cell in _row("a\u200f\u064e").cells if cell.width] == ["a", "◌\u064e"]


def test_marks_are_sent_with_their_base_but_not_without_end() -> None:
    (cell,) = _row("ب" + "\u064e" * 500).cells
    assert cell.text == "ﺏ" + "\u064e" * 16
    assert (cell.start, cell.end, cell.width) == (0, 501, 1)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("👩\u200d🚀x", ["👩", "x"]),
        ("👍🏽x", ["👍", "x"]),
        ("❤\ufe0f\u200d🔥", ["❤"]),
        ("🇲🇦🇪", ["🇲🇦", "🇪"]),
        ("가\u11a8a", ["가\u11a8", "a"]),
        ("\u1161a", ["◌\u1161", "a"]),
        ("\u1100\u1100\u1161", ["\u1100", "\u1100\u1161"]),
        ("ｶﾞ", ["ｶ", "ﾞ"]),
        ("กำ", ["ก", "ำ"]),
        ("a\u06dd1", ["a", "\u06dd", "1"]),
        ("🏽x", ["", "x"]),
        ("©\u200dx", ["©", "x"]),
    ],
)
def test_cells_of_clusters(text: str, cells: list[str]) -> None:
    assert [cell.text for cell in fit(text, 40, rtl=False).cells] == cells


def test_reveal_gives_each_hidden_code_point_a_cell() -> None:
    line = _row("👩\u200d🚀 می\u200cخ\u064e", reveal=True)
    assert [cell.text for cell in sorted(line.cells, key=lambda cell: cell.start)] == [
        "👩", "+", "🚀", " ", "ﻣ", "ﯽ", "¦", "ﺥ\u064e",
    ]  # fmt: skip


def test_a_carriage_return_before_a_newline_is_hidden() -> None:
    layout = Layout("ab\r\ncd\r", 2)
    assert layout.rows == 2
    assert [cell.text for cell in layout.line(0).cells] == ["a", "b", ""]
    assert [cell.text for cell in Layout("a\rb", 9).line(0).cells] == ["a", "␍", "b"]
    assert [cell.text for cell in Layout("a\r\n", 9, reveal=True).line(0).cells] == ["a", "␍"]
