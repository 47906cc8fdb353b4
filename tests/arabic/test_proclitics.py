"""Where a word may be cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic.fold import fold
from workbench.arabic.proclitics import splits


@pytest.mark.parametrize(
    ("word", "rests"),
    [
        ("المغرب", ["المغرب"]),
        ("والعراق", ["والعراق", "العراق"]),
        ("وبالمغرب", ["وبالمغرب", "بالمغرب", "المغرب"]),
        ("فللمغرب", ["فللمغرب", "للمغرب", "لمغرب"]),
        ("للمغرب", ["للمغرب", "لمغرب"]),
        ("كطنجة", ["كطنجة", "طنجة"]),
        ("وزارة", ["وزارة", "زارة"]),
        ("بـتطوان", ["بـتطوان", "تطوان"]),
        ("وَالعراق", ["وَالعراق", "العراق"]),
        ("في", ["في"]),
        ("بها", ["بها", "ها"]),
        ("", [""]),
        ("Rabat", ["Rabat"]),
    ],
)
def test_splits(word: str, rests: list[str]) -> None:
    assert [word[cut:] for cut in splits(word)] == rests


@given(st.text(st.sampled_from("وفبلكامنـ\u064e\u0651xy"), max_size=12))
def test_cuts_grow_and_take_only_proclitics(word: str) -> None:
    cuts = splits(word)
    assert cuts[0] == 0
    assert cuts == sorted(set(cuts))
    assert all(len(word) - cut >= 2 for cut in cuts[1:])
    assert all(set(fold(word[:cut])) <= set("وفبلك") and len(fold(word[:cut])) <= 2 for cut in cuts)
