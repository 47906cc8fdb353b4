"""Tokens and sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic.tokens import TOKENISER, sentences, tokens

TEXT = st.text(
    st.sampled_from("ابتثجحـ\u064e\u0651aZé09٣۴.,٫٬-/'&_«»\"؟!… \n\r\u2028\u200f\x00\x1c")
    | st.characters(),
    max_size=60,
)


def surfaces(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال المغرب.", ["قال", "المغرب", "."]),
        ("مُحَمَّدٌ الـــرباط", ["مُحَمَّدٌ", "الـــرباط"]),
        ("F/A-18E Tiger-2 AT&T", ["F/A-18E", "Tiger-2", "AT&T"]),
        ("6.037 و2,720 و١٫٥", ["6.037", "و", "2,720", "و", "١٫٥"]),
        ("2023/11/01 20:30", ["2023", "/", "11", "/", "01", "20", ":", "30"]),
        ("الـ15 45%", ["الـ", "15", "45", "%"]),
        ('&"داعش&"', ["&", '"', "داعش", "&", '"']),
        ("3.", ["3", "."]),
        ("ڤيينا أگادير", ["ڤيينا", "أگادير"]),
        (" \n\t", []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert surfaces(text) == words


def test_the_universe_has_a_name() -> None:
    assert TOKENISER == "words/1"


@given(TEXT)
def test_every_character_but_spaces_lies_in_exactly_one_token(text: str) -> None:
    found = tokens(text)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    inside = {at for start, end in found for at in range(start, end)}
    assert inside == {at for at, character in enumerate(text) if not character.isspace()}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("قال ذلك. ثم مضى.", ["قال ذلك.", "ثم مضى."]),
        ("أحقا؟ نعم!", ["أحقا؟", "نعم!"]),
        ("قال “نعم.” ومضى", ["قال “نعم.”", "ومضى"]),
        ("عنوان بلا نقطة\nسطر ثان", ["عنوان بلا نقطة", "سطر ثان"]),
        ("بلغ 6.037 مذكرة", ["بلغ 6.037 مذكرة"]),
        ("استقبل د. محمد أ. ف. ب. الوفد", ["استقبل د. محمد أ. ف. ب. الوفد"]),
        ("مصر.. حاتم عمور", ["مصر..", "حاتم عمور"]),
        ("سطر\r\n\r\nآخر", ["سطر", "آخر"]),
        ("", []),
    ],
)
def test_sentences(text: str, lines: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == lines


@given(TEXT)
def test_sentences_are_trimmed_and_leave_out_only_spaces(text: str) -> None:
    found = sentences(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    inside = {at for start, end in found for at in range(start, end)}
    assert all(character.isspace() for at, character in enumerate(text) if at not in inside)
