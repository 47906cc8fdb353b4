"""Grapheme clusters against the Unicode Consortium's test, which passes without exceptions."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic.clusters import boundaries, cluster_at, clusters

UCD = Path(__file__).resolve().parents[3] / "shared" / "ucd"

OFTEN = "ab\r\n\u0628\u064e\u200d\u200c\u0600🇲🇦👩🏽\u0903\u1100\u1161\u11a8가각"
texts = st.text(st.one_of(st.sampled_from(OFTEN), st.integers(0, sys.maxunicode).map(chr)))


def test_grapheme_break_test() -> None:
    path = UCD / "GraphemeBreakTest.txt"
    if not path.is_file():
        pytest.skip("../shared/ucd has no GraphemeBreakTest.txt")
    done = 0
    for line in path.read_text("utf-8").splitlines():
        codes = line.partition("#")[0].split("÷")[1:-1]
        if not codes:
            continue
        parts = ["".join(chr(int(code, 16)) for code in part.split("×")) for part in codes]
        ends = [sum(map(len, parts[:count])) for count in range(len(parts) + 1)]
        assert boundaries("".join(parts)) == ends, line
        done += 1
    assert done > 600


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("قال", ["ق", "ا", "ل"]),
        ("مُحَمَّد", ["مُ", "حَ", "مَّ", "د"]),
        ("می\u200cخواهم", ["م", "ی\u200c", "خ", "و", "ا", "ه", "م"]),
        ("\u064eب", ["\u064e", "ب"]),
        ("ا\r\nب", ["ا", "\r\n", "ب"]),
        ("👩🏽\u200d🚀🇲🇦🇪", ["👩🏽\u200d🚀", "🇲🇦", "🇪"]),
        ("\x1b\u0301", ["\x1b", "\u0301"]),
        ("\ud800\u0301", ["\ud800\u0301"]),
    ],
)
def test_clusters(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in clusters(text)] == expected


@given(texts)
def test_clusters_partition_every_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in clusters(text)) == text
    assert all(start < end for start, end in clusters(text))


@given(texts, st.data())
def test_one_cluster_is_found_from_its_neighbourhood(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    start, end = cluster_at(text, offset)
    if offset == len(text):
        assert (start, end) == (offset, offset)
    else:
        assert (start, end) in list(clusters(text))
        assert start <= offset < end
