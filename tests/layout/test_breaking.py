"""The Unicode Consortium's own test of UAX #14, all of it: by itself, and through the rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts import unicode_tables
from tests.growth import stays_linear
from tests.layout.texts import ROOT, database, texts, ucd_lines, widths
from workbench.layout import Layout, break_table
from workbench.layout import breaking as tested
from workbench.layout.breaking import break_opportunities
from workbench.layout.properties import cell_kinds
from workbench.layout.wrapping import row_ends

CLAIMED = 7_654
"""How many lines of the file must pass: all, whatever their script, since the rules of UAX #14 and
its classes have no script of their own. It has no dictionary of Thai, Lao, Khmer or Burmese, nor
does its test: their letters are kept together."""

HELD_BACK = {0x0308, 0x200D, 0x1F3FB, 0x1F3FF}
"""Before these the algorithm allows a break within a grapheme cluster (after a space, and a skin
tone on anything), where no row ends, because a cell is never divided."""

words = [
    "ab",
    "ابج",
    "a-b",
    "اب-ج",
    "ب/ت",
    "(ab",
    "ab)",
    "«ب»",
    "ا.",
    "،",
    "12",
    "1-2",
    "-",
    "$",
    "بَ",
    "",
]
wordy = st.lists(st.sampled_from(words), max_size=16).map(" ".join)
BLANKS = " \t\u200b\u3000"
NAMED = re.compile(r"\((\w+?)\) [×÷]")
# The names in the file's comments, where they are not those of the property.
RESOLVED = {"AI_AL": "AL", "SA_AL": "AL", "XX_AL": "AL", "CJ_NS": "NS", "CM1_CM": "CM",
            "ZWJ_O_ZWJ_CM": "ZWJ", "CP_CP30": "CP", "OP_OP30": "OP", "Other": "ID"}  # fmt: skip


def _cases() -> list[tuple[str, list[int]]]:
    """Texts, and where in them a line may end."""
    cases = []
    for line in ucd_lines("LineBreakTest.txt"):
        text, breaks = "", []
        for part in line.partition("#")[0].split():
            if part == "÷":
                breaks.append(len(text))
            elif part != "×":
                text += chr(int(part, 16))
        if text:
            cases.append((text, breaks))
    return cases


def test_line_break_test() -> None:
    cases = _cases()
    failures = [text for text, breaks in cases if break_opportunities(text) != breaks]
    assert failures == []
    assert len(cases) == CLAIMED


def _greedy(text: str, kinds: bytes, width: int, breaks: list[int]) -> list[int]:
    """The ends of rows as the words of the rule have it: the last break whose text has room."""
    steps = [min(b"012".find(kind), width) if kind != ord("c") else 0 for kind in kinds]
    columns = list(accumulate(steps, initial=0))
    ends = [0]
    while ends[-1] < len(text):
        start = ends[-1]
        room = columns[start] + width
        fitting = [
            place
            for place in breaks
            if place > start and columns[start + len(text[start:place].rstrip(BLANKS))] <= room
        ]
        ends.append(max(fitting) if fitting else bisect_right(columns, room) - 1)
    return ends[1:]


def test_rows_end_where_the_line_break_test_allows() -> None:
    held_back = set()
    lines = 0
    for whole, breaks in _cases():
        start = 0
        for text in whole.split("\n"):
            kinds = cell_kinds(text, reveal=False)
            allowed = [b - start for b in breaks if start < b <= start + len(text)]
            inside = [place for place in allowed if kinds[place : place + 1] == b"c"]
            held_back |= {ord(text[place]) for place in inside}
            lines += bool(inside)
            taken = [*(place for place in allowed if place not in inside), len(text)]
            for width in range(1, len(text) + 1):
                layout = Layout(text, width)
                ends = [layout.line(row).end for row in range(layout.rows)]
                assert ends == (_greedy(text, kinds, width, taken) or [0]), (text, width)
            start += len(text) + 1
    assert held_back == HELD_BACK
    assert lines == 314


def test_classes_are_those_that_the_line_break_test_names() -> None:
    names = set()
    for line in ucd_lines("LineBreakTest.txt"):
        codes, _, comment = line.partition("#")
        points = re.findall(r"[0-9A-F]{4,}", codes)
        for point, name in zip(points, NAMED.findall(comment) if points else (), strict=True):
            letter = tested._classes.of(chr(int(point, 16))).decode()
            plain = {"[": "(", "]": ")", "x": "i"}.get(letter, letter)
            assert plain == unicode_tables.LINE_BREAK[RESOLVED.get(name, name)], (point, name)
            names.add(name)
    assert len(names) > 35


def test_the_table_is_what_the_script_writes() -> None:
    ucd_lines("LineBreak.txt")
    source = unicode_tables.break_module(database())
    assert (ROOT / "workbench/layout/break_table.py").read_text("utf-8") == source


def test_the_table_is_of_the_version_of_the_others() -> None:
    assert break_table.UNICODE_VERSION == "15.0.0"


@settings(max_examples=500)
@given(st.one_of(texts, wordy), widths)
def test_rows_are_those_of_the_whole_list_of_breaks(text: str, width: int) -> None:
    """The shortcut for a row that ends between two words gives what the whole list would."""
    for paragraph in text.split("\n"):
        kinds = cell_kinds(paragraph, reveal=False)
        breaks = [p for p in break_opportunities(paragraph) if kinds[p : p + 1] != b"c"]
        ends = _greedy(paragraph, kinds, width, breaks)
        assert row_ends(paragraph, width, kinds) == (ends or [0])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("قال، ثم", ["قال، ", "ثم"]),
        ("قال (بنت) ثم", ["قال ", "(بنت) ", "ثم"]),
        ("سنة 2023/11/03.", ["سنة ", "2023/11/03."]),
        ("نسبة 15٫5٪ منها", ["نسبة ", "15٫5٪ ", "منها"]),
        ("بين ٣-٤", ["بين ", "٣-٤"]),
        ("50.000 درهم", ["50.000 ", "درهم"]),
        ("شبه-رسمي", ["شبه-", "رسمي"]),
        ("هكذا… ثم…لا", ["هكذا… ", "ثم…", "لا"]),
        ("قال «لا» ثم", ["قال ", "«لا» ", "ثم"]),
        ("قال : لا", ["قال : ", "لا"]),
        ("a/b c", ["a/", "b ", "c"]),
        ("مِن\u00a0هنا", ["مِن\u00a0هنا"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("中文。中", ["中", "文。", "中"]),
        ("🇲🇦🇪🇸", ["🇲🇦", "🇪🇸"]),
    ],
)
def test_breaks_of_news(text: str, parts: list[str]) -> None:
    places = [0, *break_opportunities(text)]
    assert [text[start:end] for start, end in pairwise(places)] == parts


@pytest.mark.parametrize(
    "unit",
    ["a", " ", "(", "0,", "0,,", "$(\u0308", "🇲", "\u200d", "\u0308", "א-", ") ", "\u200b ", "ا ("],
)
def test_breaking_is_linear(unit: str) -> None:
    assert stays_linear(lambda n: break_opportunities(unit * n), small=5_000, large=100_000)
