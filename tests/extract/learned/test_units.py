"""Units and tags: cuts that lists bear out, and spans that come back as they were."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic.fold import fold
from workbench.arabic.tokens import tokens
from workbench.extract.learned.tags import OUTSIDE, decode, encode, place
from workbench.extract.learned.units import LONGEST, lines
from workbench.model import Span, Zone, ZoneKind

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "units.toml").read_text("utf-8"))
LETTERS = "وفبلكالمغربسةىنم ،.؟!“”\n\r\t1٣F-\u200f\u0640\u064b\ud800\x00"


def units_of(text: str) -> list[str]:
    return [text[a:b] for line in lines(text) for a, b in zip(line.starts, line.ends, strict=True)]


@pytest.mark.parametrize("marked", CASES["cut"])
def test_a_proclitic_that_is_borne_out_stands_apart(marked: str) -> None:
    head, _bar, rest = marked.rpartition("|")
    assert units_of(marked.replace("|", "")) == [head.replace("|", ""), rest]


@pytest.mark.parametrize("word", CASES["whole"])
def test_a_first_letter_of_its_own_stays(word: str) -> None:
    assert units_of(word) == [word]


def test_what_somebody_else_bore_out_is_cut() -> None:
    text = "زار بكنتاكي"
    assert units_of(text) == ["زار", "بكنتاكي"]
    (line,) = lines(text, (), {5})
    assert [text[a:b] for a, b in zip(line.starts, line.ends, strict=True)] == [
        "زار",
        "ب",
        "كنتاكي",
    ]


@given(st.text(LETTERS, max_size=80))
def test_units_are_the_tokens_in_order_with_cuts_inside(text: str) -> None:
    edges = set()
    done = 0
    for line in lines(text):
        assert len(line) <= LONGEST
        assert len(line.starts) == len(line.ends) == len(line.forms) == len(line.parts)
        assert all(line.forms)
        for start, end in zip(line.starts, line.ends, strict=True):
            assert done <= start < end
            done = end
            edges |= {start, end}
        assert "\n" not in text[line.starts[0] : line.ends[-1]]
    # A token without any visible character is no unit; all others begin and end one.
    assert all({start, end} <= edges for start, end in tokens(text) if fold(text[start:end]))


@given(st.text("ا ب\n", max_size=60), st.integers(0, 59), st.integers(1, 30))
def test_no_unit_touches_a_zone(text: str, start: int, size: int) -> None:
    zone = Zone(Span(start, start + size), ZoneKind.MENU)
    for line in lines(text, [zone]):
        pairs = zip(line.starts, line.ends, strict=True)
        assert all(end <= start or start + size <= begin for begin, end in pairs)


def test_a_long_line_is_cut_behind_a_full_stop() -> None:
    text = ("كلمة " * 99 + ". ") * 3
    assert [len(line) for line in lines(text)] == [100, 100, 100]
    assert [len(line) for line in lines("كلمة " * 300)] == [120, 120, 60]


@given(
    st.text("اب ،", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4), st.sampled_from(["PER", "ORG"]))),
)
def test_spans_of_whole_units_come_back(text: str, drawn: list[tuple[int, int, str]]) -> None:
    found = lines(text)
    if not found:
        return
    (line,) = found
    places, free = [], 0
    for start, size, label in sorted(drawn):
        if free <= start and start + size <= len(line):
            places.append(place(line, start, start + size, label))
            free = start + size
    tags = encode(line, places)
    assert [place(line, *each) for each in decode(tags)] == places


@given(st.lists(st.sampled_from([OUTSIDE, "B-PER", "I-PER", "B-ORG", "I-ORG"])))
def test_any_tags_give_spans_in_order(tags: list[str]) -> None:
    done = 0
    for start, stop, label in decode(tags):
        assert done <= start < stop <= len(tags)
        assert {tag[2:] for tag in tags[start:stop]} == {label}
        done = stop
