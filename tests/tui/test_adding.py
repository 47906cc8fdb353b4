"""Spans that nothing suggested, added from the keyboard: each stands on disk afterwards."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import TEXT
from workbench.curation import State
from workbench.model import Number, Timex
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.rtl_input import RtlInput

if TYPE_CHECKING:
    from collections.abc import Callable

Open = Any


def view(table: Any) -> ArticleView:
    found: ArticleView = table.app.screen.query_one(ArticleView)
    return found


def choose(table: Any, surface: str) -> None:
    """Select the first place of some words, as the mouse does."""
    start = TEXT.index(surface)
    view(table).go(start, start + len(surface))


async def test_numbers_choose_among_the_labels_of_what_is_selected(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        choose(t, "ثلاثة ")
        await t.press("1")
        (added,) = t.stored().layer.standing
        assert (added.annotation.surface, added.annotation.label) == ("ثلاثة", "CARDINAL")
        assert added.annotation.value == Number(Decimal(3), item="أشخاص")
        assert added.state is State.ADDED
        choose(t, "أجانب")
        await t.press("l", "enter")
        choose(t, "سنة 2020، ")
        await t.press("7")
        assert ("DATE", "سنة 2020") in t.standing()
        await t.press("u")
        choose(t, "13:05")
        await t.press("l", "8")
        choose(t, "2020")
        await t.press("0", "7")
        assert t.standing() == [
            ("CARDINAL", "ثلاثة"), ("TIME", "13:05"), ("EVENT", "2020"), ("PER", "أجانب"),
        ]  # fmt: skip


async def test_w_takes_the_whole_figure_and_once_more_the_word(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        view(t).go(TEXT.index("21"))
        await t.press("w")
        assert view(t).selected_text == "الثلاثاء 21 ديسمبر 2021"
        assert "7 DATE" in t.line("bottom")
        await t.press("w")
        assert view(t).selected_text == "21"
        assert t.standing() == []
        await t.press("w", "7")
        assert t.standing() == [("DATE", "الثلاثاء 21 ديسمبر 2021")]
        assert t.stored().layer.standing[0].annotation.value == Timex("2021-12-21")
        view(t).go(TEXT.index("أجانب"))
        await t.press("w", "6")
        assert ("NORP", "أجانب") in t.standing()
        view(t).go(TEXT.index("الداخلية"))
        await t.press("w", "a")
        assert ("ORG", "وزارة الداخلية المغربية") in t.standing()


async def test_edges_of_a_selection_move_before_it_is_a_span(table: Callable[..., Open]) -> None:
    async with table() as t:
        seq = t.stored().layer.seq
        view(t).go(TEXT.index("أجانب"))
        for key, selected in (
            ("w", "أجانب"), ("apostrophe", "منهم أجانب"), ("full_stop", "منهم"), ("d", "منه"),
            ("e", "منهم"), ("comma", "منهم أجانب"), ("semicolon", "أجانب"), ("m", "جانب"),
            ("i", "أجانب"),
        ):  # fmt: skip
            await t.press(key)
            assert view(t).selected_text == selected
        choose(t, "بمدينة")
        await t.press("minus")
        assert view(t).selected_text == "مدينة"
        await t.press("semicolon")
        assert "cannot move" in t.line("bottom")
        assert t.stored().layer.seq == seq
        await t.press("4")
        assert t.standing() == [("LOC", "مدينة")]


async def test_who_adds_is_back_at_what_she_was_about_to_decide(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        choose(t, "ثلاثة")
        await t.press("1")
        assert "وزارة" in t.line("current")
        assert "= 3" in t.line("bottom")
        await t.press("k")
        assert "ثلاثة" in t.line("current")
        await t.press("tab", "j", "backspace")
        assert "ثلاثة" in t.line("current")
        await t.press("2")
        assert t.standing() == [("ORDINAL", "ثلاثة")]
        assert "وزارة" in t.line("current")
        await t.press("backspace", "x")
        assert t.standing() == []
        await t.press("backspace")
        assert "Nothing was decided" in t.line("bottom")


@pytest.mark.parametrize(("before", "after"), [(("comma",), "35"), (("a",) * 5, "أجانب")])
async def test_who_adds_after_a_decision_is_led_on(
    table: Callable[..., Open], before: tuple[str, ...], after: str
) -> None:
    async with table() as t:
        await t.press(*before)
        choose(t, "أجانب" if len(before) > 1 else "ثلاثة")
        await t.press("6" if len(before) > 1 else "1")
        assert len(t.standing()) == len(before) + 1
        assert after in t.line("current")


async def test_escape_lets_go_of_a_selection_before_it_leaves(table: Callable[..., Open]) -> None:
    async with table() as t:
        choose(t, "أجانب")
        await t.press("escape")
        assert t.screen == "CurateScreen"
        assert view(t).selected is None
        await t.press("escape")
        assert t.screen == "QueueScreen"


async def test_what_the_keys_select_tells_the_labels(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("ctrl+shift+left")
        assert t.line("bottom").startswith("1 PER 2 ORG")
        await t.press("ctrl+left")
        assert "a accept" in t.line("bottom")
        await t.press("shift+down")
        assert "@ furniture" not in t.line("bottom")
        await t.press("ctrl+home", "shift+down", "shift+down")
        assert "@ furniture" in t.line("bottom")


async def test_a_figure_that_cannot_be_read_waits_for_its_value(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        choose(t, "أجانب")
        await t.press("0", "1")
        (added,) = t.stored().layer.standing
        assert added.annotation.value is None
        assert "could not be read" in t.line("bottom")
        await t.press("underscore")
        assert "type it first" in t.line("bottom")
        await t.press("equals_sign")
        t.app.screen.query_one(RtlInput).value = "12"
        await t.press("enter")
        (added,) = t.stored().layer.standing
        assert added.annotation.value == Number(Decimal(12))
        assert "وزارة" in t.line("current")


async def test_a_letter_selects_the_nearest_unmarked_word(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("space", "ا")
        assert view(t).selected_text == "أعلنت"
        await t.press("space", "space")
        assert view(t).selected_text == "أشخاص"
        await t.press("space", "f")  # ب, where the layout is a Latin one
        assert view(t).selected_text == "مدينة"
        await t.press("space", "ى")
        assert "No other unmarked word" in t.line("bottom")
        seq = t.stored().layer.seq
        await t.press("space", "escape", "4")
        assert t.standing() == [("LOC", "مدينة")]
        assert t.stored().layer.seq == seq + 1
        await t.press("space", "2")
        assert view(t).selected_text == "الثلاثاء 21 ديسمبر 2021"
        await t.press("7")
        assert ("DATE", "الثلاثاء 21 ديسمبر 2021") in t.standing()
        await t.press("a", "space", "space")
        assert view(t).selected_text == "سنة 2020"


async def test_a_reading_gives_label_and_value_at_once(table: Callable[..., Open]) -> None:
    async with table() as t:
        choose(t, "2020")
        await t.press("backslash")
        assert t.screen == "ReadingQuestion"
        await t.press("escape")
        assert t.standing() == []
        await t.press("backslash", "1")
        assert t.stored().layer.standing[0].annotation.value == Timex("2020")
        assert t.standing() == [("DATE", "2020")]
        choose(t, "أجانب")
        await t.press("backslash")
        assert "cannot be read as a figure" in t.line("bottom")
