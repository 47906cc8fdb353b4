"""Search in whatever spelling."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import stays_linear
from tests.layout.texts import texts
from workbench.arabic.fold import fold
from workbench.layout.find import find_all, next_match, previous_match


@pytest.mark.parametrize(("text", "query", "found"), [
    ("قال أحمد وأحمد", "احمد", ["أحمد", "أحمد"]),
    ("مدرسة المدرسه", "مدرسه", ["مدرسة", "مدرسه"]),
    ("كِتَابٌ", "كتاب", ["كِتَابٌ"]),
    ("كتاب", "كِتَاب", ["كتاب"]),
    ("مدرســة", "مدرسة", ["مدرســة"]),
    ("عام ٢٠٢٤", "2024", ["٢٠٢٤"]),
    ("عام 2024", "٢٠", ["20"]),
    ("وزارة\u00a0الداخلية", "وزارة الداخلية", ["وزارة\u00a0الداخلية"]),
    ("ببب", "بب", ["بب"]),
    ("\ufefb", "لا", ["\ufefb"]),
    ("\ufdf2", "ل", ["\ufdf2"]),
    ("BBC", "bbc", ["BBC"]),
    ("كتاب", "", []),
    ("كِتاب", "\u064e", []),
    ("", "ب", []),
])  # fmt: skip
def test_found(text: str, query: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_all(text, query)] == found


@given(texts, st.integers(0, 100), st.integers(1, 8))
def test_every_part_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    query = text[start : start + length]
    found = find_all(text, query)
    assert bool(found) == bool(fold(query))
    assert all(0 <= first < last <= len(text) for first, last in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_next_and_previous_go_around_the_end() -> None:
    found = [(2, 4), (6, 8)]
    assert [next_match(found, at) for at in (0, 2, 5, 6, 9)] == [
        (2, 4), (6, 8), (6, 8), (2, 4), (2, 4),
    ]  # fmt: skip
    assert [previous_match(found, at) for at in (0, 2, 3, 6, 9)] == [
        (6, 8), (6, 8), (2, 4), (2, 4), (6, 8),
    ]  # fmt: skip
    assert next_match([], 0) is previous_match([], 0) is None


@pytest.mark.parametrize("query", ["ا", "ا" * 99 + "ب", "ب" + "ا" * 99, "اب" * 200 + "ت"])
def test_search_is_linear(query: str) -> None:
    assert stays_linear(lambda n: find_all("ا" * n, query), small=20_000, large=200_000)
    assert stays_linear(lambda n: find_all("اب" * n, query), small=20_000, large=200_000)
