"""Names of people in one spelling."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import example, given

from workbench.arabic.names import plain_name


@given(st.text())
@example("e\u200d\u0301")
@example("\u1100\u200b\u1161")
@example(" \u0301")
@example("\u2000")
def test_a_spelling_is_the_spelling_of_itself(typed: str) -> None:
    once = plain_name(typed)
    assert plain_name(once) == once


@given(st.text(st.sampled_from("اأبa \u0640\u200f\u200b\u0654\u00a0")))
def test_what_is_invisible_makes_no_difference(typed: str) -> None:
    between = "\u200f\u0640".join(typed)
    assert plain_name(f" {between} ") == plain_name(typed)
