"""The settings: changed from the keyboard, written to the file, seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import messages
from workbench.config import SETTINGS, load_settings, settings_file
from workbench.tui.screens.settings import CHOICES
from workbench.tui.widgets.question import QuestionBox
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    import pytest

    from tests.tui.conftest import Table

    Open = AbstractAsyncContextManager[Table]

PLACES = {setting.name: place for place, setting in enumerate(SETTINGS)}


async def go(t: Table, name: str) -> None:
    """To a setting."""
    await t.press("q", "comma", "home", *["down"] * PLACES[name])


async def test_the_language_changes_at_once_and_for_good(table: Callable[..., Open]) -> None:
    async with table(lang="en") as t:
        await go(t, "lang")
        await t.press("right")
        assert messages.language() == "ar"
        assert t.screen == "SettingsScreen"
        assert messages._("Settings") in t.line("head")
        assert all(screen.query(QuestionBox) for screen in t.app.screen_stack[1:])
        assert load_settings().lang == "ar"
        await t.press("q")
        assert t.screen == "QueueScreen"
        await t.press("enter")
        assert next(child.id for child in t.app.screen.query_one("#body").children) == "article"


async def test_digits_and_the_side_of_the_article_are_chosen(table: Callable[..., Open]) -> None:
    async with table() as t:
        await go(t, "numerals")
        await t.press("right")
        assert messages.counted("1") == "١"
        await t.press("down", "right", "q", "enter")
        assert load_settings().article == "left"
        assert next(child.id for child in t.app.screen.query_one("#body").children) == "article"


async def test_a_text_is_typed_and_a_default_comes_back(table: Callable[..., Open]) -> None:
    async with table() as t:
        await go(t, "curator")
        await t.press("enter", *"amal", "enter")
        assert load_settings().curator == "amal"
        assert "anew" in t.line("bottom")
        await t.press("c")
        assert load_settings().curator is None


async def test_what_the_environment_says_cannot_be_changed_here(
    table: Callable[..., Open], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_ANIMATIONS", "no")
    async with table(animations="no") as t:
        assert t.app.animation_level == "none"
        await go(t, "animations")
        await t.press("right")
        assert "WORKBENCH_ANIMATIONS" in t.line("bottom")
        assert not settings_file().exists()


async def test_a_file_that_cannot_be_written_is_told(table: Callable[..., Open]) -> None:
    settings_file().mkdir(parents=True)
    async with table(hints="yes") as t:
        await go(t, "hints")
        await t.press("right")
        assert "cannot be" in t.line("bottom")
        assert t.app.settings.hints == "yes"


async def test_the_mouse_is_enough(table: Callable[..., Open]) -> None:
    async with table(hints="yes") as t:
        await t.press("q", "comma")
        rows = t.app.screen.query_one("#rows", RowList)
        offset = (4, PLACES["hints"])
        await t.pilot.click(rows, offset=offset, times=2)
        await t.settle()
        assert load_settings().hints == "no"


def test_every_choice_has_a_name_in_words() -> None:
    choices = {choice for setting in SETTINGS for choice in setting.choices}
    assert choices <= set(CHOICES)
