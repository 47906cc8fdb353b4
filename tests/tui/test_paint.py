"""The chrome of the screen: mirrored under an Arabic interface, with the digits that are chosen."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.theme import BUILTIN_THEMES

from workbench import messages
from workbench.curation import State
from workbench.layout import Profile
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.palette import Look

PLAIN = Style()


def line(text: str, width: int, **options: object) -> str:
    return fitted(text, width, Profile.VISUAL, PLAIN, **options).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "near", "far"), [("en", "ab   ", "   ab"), ("ar", "   ab", "ab   ")]
)
def test_near_is_where_reading_begins(language: str, near: str, far: str) -> None:
    messages.use_language(language)
    assert line("ab", 5, align="near") == near
    assert line("ab", 5, align="far") == far
    assert line("ab", 5, align="left") == "ab   "


@pytest.mark.parametrize(("language", "row"), [("en", "1 2 3 "), ("ar", " 3 2 1")])
def test_columns_follow_the_reading_order(language: str, row: str) -> None:
    messages.use_language(language)
    pieces = [fitted(n, 2, Profile.VISUAL, PLAIN, align="near") for n in "123"]
    assert beside(pieces).text == row


def test_digits_of_the_chrome_are_chosen_and_those_of_data_are_not() -> None:
    messages.use_numerals(messages.ARABIC_INDIC)
    assert line("a 12", 4, align="near") == "a ١٢"
    assert line(f"a {isolated('12')}", 4, align="near") == "a 12"
    assert line("a 12", 4, align="near", rtl=False) == "a 12"


def test_a_weak_suggestion_is_dimmed_until_it_is_decided() -> None:
    look = Look.of(BUILTIN_THEMES["textual-dark"])
    weak, sure = (look.span("blue", State.UNDECIDED, current=False, weak=w) for w in (True, False))
    assert weak.underline and sure.underline  # noqa: PT018
    assert weak.color == look.dim().color != sure.color
