"""What goes to each kind of terminal, judged by what such a terminal then shows."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.layout.texts import texts, usual_texts, widths
from workbench.layout import (
    Layout,
    Piece,
    Profile,
    VisualLine,
    bidi,
    cell_at,
    emit,
    fit,
    in_turns,
    plain,
    tables,
)
from workbench.layout.properties import displays

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT_TO_RIGHT_MARK = "\u200e"
MIRRORED = dict(zip(tables.MIRRORED_FROM, tables.MIRRORED_TO, strict=True))
UNSHAPED = {
    form: unicodedata.normalize("NFKC", form)
    for form in map(chr, (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)))
}


cut_lists = st.lists(st.integers(0, 120), max_size=12).map(lambda places: sorted(set(places)))


def _lines(
    text: str, width: int, cuts: Sequence[int], profile: Profile | None = None
) -> list[VisualLine]:
    layout = Layout(text, width, divides=profile is None or profile.divides)
    return [layout.line(row, cuts) for row in range(layout.rows)]


def _sent(line: VisualLine, profile: Profile) -> str:
    return "".join(piece.text for piece in emit(line, profile))


def _seen(line: VisualLine) -> str:
    """The row as the curator is meant to see it."""
    return " " * line.x + "".join(cell.text for cell in line.cells)


def _terminal(sent: str, *, keeps_controls: bool) -> str:
    """What a terminal shows that reorders by UAX #9, from left to right, marks on their base.

    Some forget characters without columns before they reorder, others after that.
    """
    classes = bidi.classes_of(sent)
    assert bidi.paragraph_level(classes) in {0, None}
    levels = bidi.line_levels(bidi.levels(sent, classes, 0), classes, 0)
    places: list[int] = []
    shown: list[str] = []
    for place, char in enumerate(sent):
        if shown and displays[ord(char)] == "m":
            shown[-1] += char
        elif keeps_controls or char != LEFT_TO_RIGHT_MARK:
            places.append(place)
            shown.append(char)
    order = bidi.visual_order(bytes([levels[place] for place in places]))
    return "".join(shown[index] for index in order).replace(LEFT_TO_RIGHT_MARK, "")


@given(texts, widths, cut_lists, st.booleans())
def test_a_terminal_that_reorders_shows_the_row(
    text: str, width: int, cuts: list[int], keeps: bool
) -> None:
    for line in _lines(text, width, cuts, Profile.BIDI):
        assert _terminal(_sent(line, Profile.BIDI), keeps_controls=keeps) == _seen(line)


@given(texts, widths, cut_lists)
def test_a_terminal_that_does_nothing_shows_the_row(text: str, width: int, cuts: list[int]) -> None:
    for line in _lines(text, width, cuts, Profile.VISUAL):
        assert _sent(line, Profile.VISUAL) == _seen(line)


def _by_definition(paragraph: str, start: int, end: int, width: int) -> str:
    """The letters of a row as UAX #9 words L1, L2 and L4, and as many blanks at its end as fit.

    No letter is joined, no ligature made. `paragraph` has nothing that is hidden.
    """
    classes = bidi.classes_of(paragraph)
    first = bidi.paragraph_level(classes)
    levels = bidi.levels(paragraph, classes, 1 if first is None else first)
    written = start + len(paragraph[start:end].rstrip(" "))
    units: list[tuple[str, int]] = []
    for place in range(start, end):
        char, level = paragraph[place], levels[place] if place < written else first
        level = 1 if level is None else level  # L1
        if displays[ord(char)] == "m":
            before, level = units.pop() if units else ("\u25cc", level)
            units.append((before + char, level))
        else:
            units.append((MIRRORED.get(char, char) if level & 1 else char, level))  # L4
    hanging = end - written if end < len(paragraph) else max(0, len(units) - width)
    units = units[: len(units) - min(hanging, end - written)]
    for lowest in range(max((level for _, level in units), default=0), 0, -1):  # L2
        at = 0
        for deep, run in groupby([level >= lowest for _, level in units]):
            size = len(list(run))
            if deep:
                units[at : at + size] = units[at : at + size][::-1]
            at += size
    return "".join(text for text, _ in units)


@given(usual_texts, widths)
def test_a_row_is_the_visual_row_of_the_algorithm(text: str, width: int) -> None:
    layout = Layout(text, width)
    for row in range(layout.rows):
        line = layout.line(row, range(len(text)))
        start = text.rfind("\n", 0, line.start) + 1
        paragraph = text[start:].partition("\n")[0]
        expected = _by_definition(paragraph, line.start - start, line.end - start, width)
        sent = _sent(line, Profile.VISUAL)[line.x :]
        assert "".join(UNSHAPED.get(char, char) for char in sent) == expected


@given(texts, widths, cut_lists)
def test_pieces_take_the_columns_of_their_cells(text: str, width: int, cuts: list[int]) -> None:
    for profile in Profile:
        for line in (*_lines(text, width, cuts, profile), fit(text, width)):
            pieces = emit(line, profile)
            columns = sum(p.cell.width if p.cell else len(p.text) for p in pieces)
            assert columns == line.x + line.width
            assert {p.cell for p in pieces if p.cell} == {c for c in line.cells if c.width}
            for piece in pieces:
                expected = piece.cell.width if piece.cell else line.x
                assert cell_len(piece.text, "15.0.0") == expected
            assert cell_len(_sent(line, profile), "15.0.0") == columns


@given(texts, widths, cut_lists)
def test_the_mouse_finds_what_was_sent_in_its_column(
    text: str, width: int, cuts: list[int]
) -> None:
    for profile in Profile:
        for line in _lines(text, width, cuts, profile):
            found = [cell_at(line, column, profile) for column in range(-1, width + 1)]
            visible = {cell for cell in line.cells if cell.width}
            assert {cell for cell in found if cell} == visible
            assert all(found.count(cell) == cell.width for cell in visible)
            assert found[: line.x + 1] == [None] * (line.x + 1)
            assert found[line.x + line.width + 1 :] == [None] * (width - line.x - line.width + 1)


@pytest.mark.parametrize(
    ("profile", "sent"),
    [
        (Profile.VISUAL, "(12 ﺖﻨﺑ) ﻝﺎﻗ"),
        (Profile.BIDI, "(12 \u200eﺑﻨﺖ\u200e) \u200eﻗﺎﻝ\u200e"),
        (Profile.KITTY, "(12 ﺖﻨﺑ) ﻝﺎﻗ"),
        (Profile.OFF, "قال (بنت 12)"),
    ],
)
def test_profiles(profile: Profile, sent: str) -> None:
    assert plain(fit("قال (بنت 12)", 40, align="left"), profile) == sent


@pytest.mark.parametrize(
    ("profile", "sent"),
    [
        (Profile.VISUAL, "٦-٥ ٣٫٤ ﺏ"),
        (Profile.BIDI, "\u200e٦\u200e-\u200e٥\u200e \u200e٣٫٤\u200e \u200eﺏ\u200e"),
        (Profile.KITTY, "٦-٥ ٣٫٤ ﺏ"),
        (Profile.OFF, "ب ٣٫٤ ٥-٦"),
    ],
)
def test_arabic_digits_are_never_turned_around(profile: Profile, sent: str) -> None:
    assert plain(fit("ب ٣٫٤ ٥-٦", 40, align="left"), profile) == sent


def _kitty(texts: list[str], faces: list[bool]) -> list[str]:
    """What kitty shows: between blanks, what stands in one face is a run.

    A run is mirrored where HarfBuzz guesses it right-to-left, which depends on the font; here any
    run is that has anything right-to-left in it.
    """
    shown: list[str] = []
    pairs = list(zip(texts, faces, strict=True))
    for _run, group in groupby(pairs, key=lambda pair: (pair[0].isspace(), pair[1])):
        run = [text for text, _face in group]
        turned = any(unicodedata.bidirectional(c) in {"R", "AL", "AN"} for c in "".join(run))
        shown += reversed(run) if turned else run
    return shown


@given(texts, widths, cut_lists)
def test_kitty_shows_the_row_for_the_faces_that_it_gets(
    text: str, width: int, cuts: list[int]
) -> None:
    for line in _lines(text, width, cuts, Profile.KITTY):
        sent = [piece.text for piece in emit(line, Profile.KITTY)]
        assert "".join(_kitty(sent, in_turns(sent))) == _seen(line)


def test_kitty_would_mirror_a_word_in_one_face() -> None:
    sent = ["ﻢ", "ﻠ", "ﺳ"]
    assert _kitty(sent, [False] * 3) == ["ﺳ", "ﻠ", "ﻢ"]
    assert in_turns(sent) == [False, True, False]


def test_the_halves_of_a_divided_lam_alef_are_in_different_faces() -> None:
    """So kitty shapes each alone, and cannot put them together over two columns."""
    line = Layout("بلاد", 40, divides=Profile.KITTY.divides).line(0, (2,))
    texts = [piece.text for piece in emit(line, Profile.KITTY) if piece.cell]
    assert texts == ["ﺩ", "ﺎ", "ﻠ", "ﺑ"]
    assert in_turns(texts) == [False, True, False, True]


def test_faces_change_only_at_right_to_left_cells() -> None:
    assert in_turns("ab, (12) c") == [False] * 10
    assert in_turns(["a", "b", "ﺏ", "1", "2", " ", "ﺏ", "٣", "٤", "."]) == [
        False, False, True, False, False, False, False, True, False, True,
    ]  # fmt: skip
    assert in_turns([]) == []


@pytest.mark.parametrize(
    ("profile", "texts", "cuts"),
    [
        (Profile.VISUAL, ["ﺏ", "ﺎ", "ﻟ"], [None] * 3),
        (Profile.BIDI, ["\u200eﻻ", "ﺏ\u200e"], [1, None]),
        (Profile.KITTY, ["ﺏ", "ﺎ", "ﻟ"], [None] * 3),
        (Profile.OFF, ["ل", "ا", "ب"], [None] * 3),
    ],
)
def test_a_boundary_within_lam_alef(
    profile: Profile, texts: list[str], cuts: list[int | None]
) -> None:
    layout = Layout("لاب\nلاب", 40, divides=profile.divides)
    for row, start in enumerate((0, 4)):
        pieces = emit(layout.line(row, (1, 5)), profile)
        assert [piece.text for piece in pieces if piece.cell] == texts
        found = [piece.cell.cut for piece in pieces if piece.cell]
        assert found == [cut and start + cut for cut in cuts]


def test_off_sends_the_letters_of_the_text() -> None:
    text = "سلامٌ [abc] لا"
    layout = Layout(text, 40)
    assert plain(layout.line(0, range(len(text))), Profile.OFF).lstrip() == text
    assert plain(layout.line(0), Profile.OFF).lstrip() == "سﻼمٌ [abc] ﻻ"


def test_off_is_as_safe_as_the_others() -> None:
    line = fit("a\x1b[31mب\u202eت\u064e", 40, rtl=True)
    assert plain(line, Profile.OFF).lstrip() == "a␛[31mبت\u064e"


def test_padding_is_at_the_left_and_spaces_at_the_right_are_dropped() -> None:
    line = Layout("ب", 5).line(0)
    assert [piece.cell for piece in emit(line, Profile.VISUAL)] == [None, line.cells[0]]
    assert plain(line, Profile.VISUAL) == "    ﺏ"
    assert plain(Layout("ab  ", 9).line(0), Profile.VISUAL) == "ab"
    assert emit(Layout("", 5).line(0), Profile.BIDI) == (Piece(" " * 5, None),)
