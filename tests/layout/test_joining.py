"""Shapes against another implementation, and the cases that it does not know."""

from __future__ import annotations

import re
from itertools import product

import pytest
from arabic_reshaper import ArabicReshaper
from hypothesis import given
from hypothesis import strategies as st

from tests.layout.texts import ARABIC, MARKS, ROOT
from workbench.layout import Layout, fit
from workbench.layout.joining import shape

LETTERS = ARABIC + "ثخدذرزشصضطظغةآژکہھےٱـ"
HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"

oracle = ArabicReshaper({"delete_harakat": False, "support_ligatures": False})


WORD = re.compile(f"[\\w{HARAKAT}]+")
VOCABULARY = ("seeds/*.txt", "tests/cases/*.toml", "workbench/data/gazetteers/*")


def _words(*patterns: str) -> set[str]:
    """The words of some files of ours, harakat and all."""
    paths = [path for pattern in patterns for path in ROOT.glob(pattern)]
    return {word for path in paths for word in WORD.findall(path.read_text("utf-8"))}


def test_words_of_the_seeds_are_shaped_like_the_reshaper_does() -> None:
    words = _words("seeds/*.txt")
    assert len(words) > 1000
    assert sorted(word for word in words if shape(word) != oracle.reshape(word)) == []


def test_a_varied_vocabulary_is_shaped_like_the_reshaper_does() -> None:
    """Other articles' words, names of people and places of all countries, numbers in words."""
    words = _words(*VOCABULARY) | {word + sign for word in _words(*VOCABULARY) for sign in "ِـ1"}
    assert len(words) > 30_000
    assert sorted(word for word in words if shape(word) != oracle.reshape(word)) == []


def test_the_oracle_joins_and_knows_no_ligature() -> None:
    assert oracle.reshape("الله لا مُحمّد") == "ﺍﻟﻠﻪ ﻟﺎ ﻣُﺤﻤّﺪ"


def test_every_pair_and_many_triples_are_shaped_like_the_reshaper_does() -> None:
    words = ["".join(letters) for letters in product(LETTERS, repeat=2)]
    words += ["".join(letters) for letters in product(LETTERS[::2], repeat=3)]
    assert [word for word in words if shape(word) != oracle.reshape(word)] == []


@given(st.text(st.sampled_from(LETTERS * 3 + HARAKAT + " 1a-.،")))
def test_any_text_is_shaped_like_the_reshaper_does(text: str) -> None:
    assert shape(text) == oracle.reshape(text)


@pytest.mark.parametrize(
    ("text", "shaped"),
    [
        ("ه\u200d", "ﻫ\u200d"),
        ("\u200dه", "\u200dﻪ"),
        ("می\u200cخواهم", "ﻣﯽ\u200cﺧﻮﺍﻫﻢ"),
        ("ب\u200fت", "ﺑ\u200fﺖ"),
        ("بـت", "ﺑـﺖ"),
        ("ءب", "ﺀﺏ"),
        ("لا", "ﻟﺎ"),
        ("الله", "ﺍﻟﻠﻪ"),
        ("ڭب", "ﯕﺐ"),
        ("ࢠب", "ࢠﺐ"),
        ("abc", "abc"),
        ("", ""),
    ],
)
def test_shapes(text: str, shaped: str) -> None:
    assert shape(text) == shaped


def _cells(text: str, cuts: tuple[int, ...] = ()) -> list[str]:
    """The cells of a row in logical order."""
    line = Layout(text, 40).line(0, cuts)
    return [cell.text for cell in sorted(line.cells, key=lambda cell: cell.start)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("لا", ["ﻻ"]),
        ("بلا", ["ﺑ", "ﻼ"]),
        ("لأن", ["ﻷ", "ﻥ"]),
        ("للإ", ["ﻟ", "ﻺ"]),
        ("لآ", ["ﻵ"]),
        ("لَا", ["ﻻ\u064e"]),
        ("لِلَّا\u064b", ["ﻟ\u0650", "ﻼ\u064e\u0651\u064b"]),
        ("لٱ", ["ﻟ", "ﭑ"]),
        ("ل\u200cا", ["ﻝ", "ﺍ"]),
        ("ل\u200dا", ["ﻟ", "ﺎ"]),
        ("لـا", ["ﻟ", "ـ", "ﺎ"]),
        ("لاا", ["ﻻ", "ﺍ"]),
        ("الله", ["ﺍ", "ﻟ", "ﻠ", "ﻪ"]),
    ],
)
def test_lam_alef_is_the_only_ligature(text: str, cells: list[str]) -> None:
    assert [cell for cell in _cells(text) if cell] == cells


@pytest.mark.parametrize("cut", [1, 2])
def test_a_cut_keeps_lam_and_alef_apart(cut: int) -> None:
    assert _cells("لَا", (cut,)) == ["ﻟ\u064e", "ﺎ"]


@pytest.mark.parametrize("cut", [0, 3, 7])
def test_a_cut_elsewhere_does_not(cut: int) -> None:
    assert _cells("لَا", (cut,)) == ["ﻻ\u064e"]


def test_letters_that_run_left_to_right_stand_alone() -> None:
    cells = fit("\u202dسلا\u202c", 40, rtl=False).cells
    assert [cell.text for cell in cells if cell.width] == ["ﺱ", "ﻝ", "ﺍ"]


@given(st.text(st.sampled_from(LETTERS + MARKS + " ")))
def test_shaping_keeps_offsets(text: str) -> None:
    assert len(shape(text)) == len(text)
