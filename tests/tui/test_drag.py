"""Dragging over the article: what is selected, what becomes of it, and what ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.builders import TEXT
from tests.tui.hand import Hand
from workbench.model import Timex

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Table

    Open = Callable[..., AbstractAsyncContextManager[Table]]

Held = Any


async def test_what_is_missing_is_dragged_over_and_its_label_clicked(hand: Held) -> None:
    async with hand() as h:
        await h.over("سنة 2020")
        await h.on("bottom", "DATE")
        (date,) = h.table.stored().layer.standing
        assert (date.annotation.label, date.annotation.surface) == ("DATE", "سنة 2020")
        assert date.annotation.value == Timex("2020")
        await h.on("bottom", "Added")
        assert "سنة 2020" in h.table.line("current")
        await h.point(TEXT.index("أجانب") + 2, times=2)
        await h.on("bottom", "0 figures")
        assert "CARDINAL" in h.table.line("bottom")
        await h.on("current", "DATE")
        await h.key("other kind")
        await h.on("choices", "NORP")
        assert h.standing()[-1] == ("NORP", "أجانب")
        await h.over("أعلنت")
        await h.hint("end further")
        await h.on("current", h.table.line("current").split()[0])
        await h.on("choices", "EVENT")
        assert h.standing()[0][0] == "EVENT"
        await h.hint("undo")
        assert h.standing() == [("DATE", "سنة 2020"), ("NORP", "أجانب")]


async def test_a_drag_backwards_takes_the_same_letters(hand: Held) -> None:
    async with hand() as h:
        start = TEXT.index("أعلنت")
        pilot, end = h.table.pilot, start + len("أعلنت")
        await pilot.mouse_down("#article", offset=h.view.place_of(end - 1))
        await pilot.hover("#article", offset=h.view.place_of(start))
        await pilot.mouse_up("#article", offset=h.view.place_of(start))
        assert h.view.selected_text == "أعلنت"
        await h.point(start)
        assert h.view.selected is None


async def test_a_question_in_the_middle_of_a_drag_ends_it(hand: Held) -> None:
    async with hand() as h:
        start, pilot = TEXT.rindex("محمد حصاد"), h.table.pilot
        await pilot.mouse_down("#article", offset=h.view.place_of(start))
        await pilot.hover("#article", offset=h.view.place_of(start + 3))
        await pilot.press("l")
        await pilot.mouse_up("#article", offset=h.view.place_of(start + 3))
        await pilot.press("1")
        await h.settle()
        await pilot.hover("#article", offset=h.view.place_of(start + 8))
        await h.settle()
        assert h.view.selected is None
        assert h.standing() == [("PER", "محمد")]


async def test_a_drag_ends_with_its_article(hand: Held) -> None:
    async with hand() as h:
        start = TEXT.rindex("محمد حصاد")
        await h.table.pilot.mouse_down("#article", offset=h.view.place_of(start))
        await h.table.press("]")
        await h.table.pilot.hover("#article", offset=(40, 0))
        await h.settle()
        assert h.view.selected is None


async def test_a_drag_beyond_the_edge_scrolls(table: Open) -> None:
    async with table(size=(40, 12)) as t:
        h = Hand(t)
        h.view.go(0)
        await t.settle()
        top = h.view.scroll_offset.y
        await t.pilot.mouse_down("#article", offset=h.view.place_of(0))
        for _move in range(4):
            await t.pilot.hover("#current", offset=(20, 0))
        assert h.view.scroll_offset.y > top
        assert h.view.selected is not None
        assert h.view.selected[0] == 0
        await t.pilot.mouse_up("#current", offset=(20, 0))
