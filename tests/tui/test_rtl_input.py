"""The right-to-left input, driven as a curator would."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App
from textual.theme import BUILTIN_THEMES

from tests.layout.texts import texts
from workbench.arabic.clusters import boundaries
from workbench.layout import Profile
from workbench.tui.palette import Look
from workbench.tui.widgets.rtl_input import RtlInput, clean

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.app import ComposeResult
    from textual.message import Message
    from textual.pilot import Pilot

WIDTH = 20
LOOK = Look.of(BUILTIN_THEMES["textual-dark"])


class Form(App[None]):
    """One input, and what it said."""

    def __init__(
        self, value: str, profile: Profile, validate: Callable[[str], str | None] | None
    ) -> None:
        super().__init__()
        self.input = RtlInput(LOOK, profile, name="it", value=value, validate=validate)
        self.said: list[tuple[str, str, str | None]] = []

    def compose(self) -> ComposeResult:
        yield self.input

    def on_rtl_input_changed(self, message: RtlInput.Changed) -> None:
        self.note(message)

    def on_rtl_input_submitted(self, message: RtlInput.Submitted) -> None:
        self.note(message)

    def on_rtl_input_refused(self, message: RtlInput.Refused) -> None:
        self.note(message)

    def on_rtl_input_cancelled(self, message: RtlInput.Cancelled) -> None:
        self.note(message)

    def note(self, message: RtlInput.Edited) -> None:
        assert message.control is self.input
        self.said.append((type(message).__name__, message.value, message.problem))


class Driven:
    """A pilot and the input under its hands."""

    def __init__(self, pilot: Pilot[None], form: Form) -> None:
        self.pilot, self.form, self.input = pilot, form, form.input

    async def press(self, *keys: str) -> tuple[str, int]:
        await self.pilot.press(*keys)
        return self.input.value, self.input.cursor

    async def post(self, message: Message) -> tuple[str, int]:
        self.input.post_message(message)
        await self.pilot.pause()
        return self.input.value, self.input.cursor

    def row(self) -> str:
        strip = self.input.render_line(0)
        assert strip.cell_length == WIDTH
        return strip.text

    def row_has_cursor(self) -> bool:
        """Whether exactly one cell is drawn as the cursor."""
        turned = [s.style.reverse for s in self.input.render_line(0) if s.style]
        return turned.count(True) == 1


@asynccontextmanager
async def opened(
    value: str = "",
    profile: Profile = Profile.VISUAL,
    validate: Callable[[str], str | None] | None = None,
) -> AsyncIterator[Driven]:
    form = Form(value, profile, validate)
    async with form.run_test(size=(WIDTH, 3)) as pilot:
        form.input.focus()
        await pilot.pause()
        yield Driven(pilot, form)


async def test_arabic_is_typed_on_an_arabic_keyboard() -> None:
    async with opened() as d:
        assert await d.press(*"سلام") == ("سلام", 4)
        assert d.row().endswith("\ufee1\ufefc\ufeb3"), "joined, lam-alef too, from the right"
        assert d.form.cursor_position.x == WIDTH - 4, "one column left of three cells"
        assert [value for _, value, _ in d.form.said] == ["س", "سل", "سلا", "سلام"]


async def test_arrows_are_those_of_the_screen() -> None:
    async with opened("قال BBC هنا") as d:
        places = [(await d.press("right"))[1] for _ in range(12)]
        assert places == [10, 9, 8, 7, 4, 5, 6, 3, 2, 1, 0, 0]
        assert d.form.cursor_position.x == WIDTH - 1
        assert (await d.press("end"))[1] == 11
        assert (await d.press("home"))[1] == 0
        assert [(await d.press("ctrl+left"))[1] for _ in range(3)] == [4, 8, 11]
        assert (await d.press("ctrl+right"))[1] == 8


async def test_marks_go_with_their_letters() -> None:
    async with opened("كَتَبَ") as d:
        assert (await d.press("right"))[1] == 4
        assert await d.press("backspace") == ("كَبَ", 2)
        assert await d.press("delete") == ("كَ", 2)
        assert await d.press("delete") == ("كَ", 2)
        assert await d.press("backspace", "backspace") == ("", 0)
        await d.press("ك")
        assert await d.post(events.Key("arabic_fatha", "\u064e")) == ("ك\u064e", 2)
        joiner = events.Key("zero_width_non_joiner", "\u200c")
        assert await d.post(joiner) == ("ك\u064e\u200c", 3)
        assert await d.post(events.Key("tab", "\t")) == ("ك\u064e\u200c", 3)


async def test_shift_selects_and_typing_replaces() -> None:
    async with opened("من هنا") as d:
        await d.press("shift+right", "shift+right", "shift+right")
        assert d.input.selection == (3, 6)
        shown = [s for s in d.input.render_line(0) if s.style == LOOK.selected()]
        assert sum(s.cell_length for s in shown) == 2, "the third has the cursor"
        assert await d.press("ب") == ("من ب", 4)
        await d.press("shift+home")
        assert d.input.selection == (0, 4)
        assert (await d.press("left"))[1] == 4
        assert d.input.selection == (4, 4)
        await d.press("ctrl+shift+right", "ctrl+shift+right")
        assert await d.press("backspace") == ("", 0)


async def test_direction_follows_the_first_strong_character() -> None:
    async with opened() as d:
        assert d.form.cursor_position.x == WIDTH - 1
        await d.press(*"abc")
        assert d.row().rstrip() == "abc"
        assert d.form.cursor_position.x == 3
        assert (await d.press("left"))[1] == 2
        assert d.form.cursor_position.x == 2


async def test_a_paste_is_one_safe_line() -> None:
    async with opened("ab") as d:
        await d.press("left")
        value, cursor = await d.post(events.Paste("س\r\nص\tض\x1b[2J\x00\u2028\ud800"))
        assert value == "aس ص ض[2J b"
        assert cursor == len(value) - 1
        assert d.form.said[-1][:2] == ("Changed", value)


@pytest.mark.parametrize("letters", ["عربي ", "latin ", "كَتَبَ\u200f"])
async def test_a_long_paste_scrolls_with_the_cursor_in_sight(letters: str) -> None:
    text = (letters * 5000)[:5000]
    async with opened() as d:
        assert await d.post(events.Paste(text)) == (text, 5000)
        ahead, back = ("left", "right") if letters != "latin " else ("right", "left")
        for key in (back,) * 30 + ("home",) + (ahead,) * 30 + ("end",):
            await d.press(key)
            assert d.row_has_cursor()
            assert 0 <= d.form.cursor_position.x < WIDTH
        assert (await d.press("home"))[1] == 0
        assert d.row().strip() != ""


@pytest.mark.parametrize("profile", list(Profile))
async def test_a_click_puts_the_cursor_where_it_is_seen(profile: Profile) -> None:
    async with opened("من 12 هنا", profile) as d:
        for offset in range(9):
            d.input.cursor = offset
            x = d.form.cursor_position.x
            await d.press("home")
            await d.pilot.click(RtlInput, offset=(x, 0))
            assert d.input.cursor == offset
        await d.pilot.click(RtlInput, offset=(0, 0))
        assert d.input.cursor == 9


async def test_enter_and_escape() -> None:
    async with opened("1", validate=lambda value: None if value.isdigit() else "bad") as d:
        await d.press("enter", "x", "enter", "escape")
        assert d.form.said == [
            ("Submitted", "1", None), ("Changed", "1x", "bad"), ("Refused", "1x", "bad"),
            ("Cancelled", "1x", "bad"),
        ]  # fmt: skip
        assert d.input.problem == "bad"


async def test_an_assigned_value_is_cleaned_and_told() -> None:
    async with opened("a\nb") as d:
        assert d.input.value == "a b"
        d.input.value = "ج\x07د"
        await d.pilot.pause()
        assert (d.input.value, d.input.cursor) == ("جد", 2)
        assert [said[:2] for said in d.form.said] == [("Changed", "جد")]


@given(texts, texts, st.integers(0, 120), st.integers(0, 120), st.booleans())
def test_edits_leave_the_cursor_on_a_boundary(
    value: str, typed: str, start: int, end: int, back: bool
) -> None:
    field = RtlInput(LOOK, Profile.VISUAL, name="it", value=value)
    field.cursor = start
    field.insert(typed)
    assert {field.cursor, *field.selection} <= set(boundaries(field.value))
    field.cursor = end
    (field.action_backspace if back else field.action_delete)()
    assert {field.cursor, *field.selection} <= set(boundaries(field.value))
    assert field.value == clean(field.value)
