"""Folding, its way back, and the key of a surface."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic.fold import MARKS, core_form, fold, fold_with_map
from workbench.arabic.tokens import tokens

ARABIC = st.text(
    st.sampled_from("اأإآىيةهوبلكفمنرطعAbÉ 12٣۴ـ\u064e\u0651\u200f\u202b\ufeff«»،\nﻻﷲ")
    | st.characters(codec="utf-8"),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("مصطفى", "مصطفي"),
        ("فى مدينة", "في مدينه"),
        ("مُحَمَّدٌ", "محمد"),
        ("الـــرباط", "الرباط"),
        ("١٢٣ ۴۵", "123 45"),
        ("FIFA Ünal", "fifa ünal"),
        ("\u202bطنجة\u202c\u200f", "طنجه"),
        ("أگادير ڤيينا پاريس", "اكادير فيينا باريس"),
        ("ﻻﷲ", "لاالله"),
        ("شؤون بيئة ماء", "شؤون بيئه ماء"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ARABIC)
def test_fold_is_idempotent_and_context_free(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert "".join(map(fold, text)) == fold(text)


@given(ARABIC)
def test_the_map_agrees_with_fold(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(ARABIC, st.data())
def test_ranges_of_whole_tokens_map_back_to_what_folds_to_them(
    text: str, data: st.DataObject
) -> None:
    folded = fold_with_map(text)
    ranges = tokens(folded.text)
    if not ranges:
        return
    first = data.draw(st.integers(0, len(ranges) - 1))
    last = data.draw(st.integers(first, len(ranges) - 1))
    start, end = ranges[first][0], ranges[last][1]
    source = folded.to_source(start, end)
    assert fold(text[slice(*source)]) == folded.text[start:end]


def test_the_range_of_a_word_runs_over_its_last_marks_only() -> None:
    text = "\u200fمحمدٌ\u200f كاتبـ"
    folded = fold_with_map(text)
    assert text[slice(*folded.to_source(0, 4))] == "محمدٌ"
    assert text[slice(*folded.to_source(5, 9))] == "كاتبـ"


def test_an_empty_or_outer_range_has_no_source() -> None:
    folded = fold_with_map("طنجة")
    for start, end in [(0, 0), (2, 1), (-1, 2), (0, 5)]:
        with pytest.raises(IndexError):
            folded.to_source(start, end)


@pytest.mark.parametrize(
    "surface",
    ["المغرب", "والمغرب", "بالمغرب", "وبالمغرب", "للمغرب", "وللمغرب", "لمغرب", "اَلْمَغرب", "فالمغرب"],
)
def test_surfaces_of_one_name_share_a_key(surface: str) -> None:
    assert core_form(surface) == core_form("المغرب")


@pytest.mark.parametrize(
    ("one", "other"),
    [("وجدة", "جدة"), ("فاس", "اس"), ("كندا", "ندا"), ("باريس", "اريس"), ("وزارة", "زارة")],
)
def test_a_first_letter_that_may_be_the_name_s_own_is_kept(one: str, other: str) -> None:
    assert core_form(one) != core_form(other)


def test_spaces_and_spelling_do_not_part_surfaces() -> None:
    assert core_form("وزارة  الداخليّة\nالإسبانية") == core_form("وزارة الداخلية الاسبانيه")


@given(ARABIC)
def test_a_key_is_its_own_key(text: str) -> None:
    key = core_form(text)
    assert core_form(key) == key or key.startswith(("وال", "بال", "فال", "كال", "ولل", "فلل", "لل"))


def test_marks_are_what_folding_drops_from_words() -> None:
    assert fold("".join(sorted(MARKS))) == ""
