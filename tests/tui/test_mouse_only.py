"""The mouse alone: what a curator does, by clicks, drags and the wheel; keys only where she types.

A click lands on a text as it is drawn, so that a text that is hidden or cut cannot be clicked.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from rich.style import Style
from textual import events
from textual.geometry import Offset

from tests.builders import TEXT
from tests.tui.conftest import Table
from workbench import messages
from workbench.config import Settings
from workbench.curation import State
from workbench.layout import Profile
from workbench.messages import _
from workbench.model import Number, Timex
from workbench.tui.app import Workbench
from workbench.tui.paint import fitted
from workbench.tui.screens.base import CommandScreen
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.question import QuestionBox
from workbench.workflow.session import open_session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    Open = Callable[..., AbstractAsyncContextManager[Table]]

_PAGES = 12  # more than a screen has pages of hints


class Hand:
    """A hand on the mouse of an application, and what the application then holds."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def view(self) -> ArticleView:
        return self.table.app.screen.query_one(ArticleView)

    def widget(self, name: str) -> Any:
        """A widget by its id; where the screen asks something in its box, that is all there is."""
        screen = self.table.app.screen
        asks = isinstance(screen, CommandScreen) and screen.question is not None
        return screen.query_one(QuestionBox if asks else f"#{name}")

    def place(self, name: str, text: str) -> Offset | None:
        """Where a widget shows a text; the middle of it."""
        line = fitted(text, len(text) + 2, Profile.VISUAL, Style(), align="near")
        shaped = line.text.strip()
        widget = self.widget(name)
        for y in range(widget.content_size.height):
            x = widget.render_line(y).text.find(shaped)
            if x >= 0:
                found: Offset = Offset(x + len(shaped) // 2, y) + widget.gutter.top_left
                return found
        return None

    async def settle(self) -> None:
        """Wait until what was clicked is done, or asks something."""
        for _turn in range(2):
            await self.table.pilot.pause()
            screen = self.table.app.screen
            if isinstance(screen, CommandScreen):
                await screen.ready()
        await self.table.pilot.pause()

    def shown(self) -> list[str]:
        """What is on the screen, for who looks for something else there."""
        screen = self.table.app.screen
        return [strip.text for strip in screen._compositor.render_strips()][-4:]

    async def on(self, name: str, text: str, times: int = 1) -> None:
        """Click on a text of a widget."""
        place = self.place(name, text)
        assert place is not None, (text, self.shown())
        await self.table.pilot.click(self.widget(name), offset=place, times=times)
        await self.settle()

    async def hint(self, text: str) -> None:
        """Click on a hint, turning to the page that has it."""
        for _page in range(_PAGES):
            if self.place("bottom", text) is not None:
                await self.on("bottom", text)
                return
            if self.place("bottom", _("more")) is not None:
                await self.on("bottom", _("more"))
            else:  # a message that leaves no room for it
                await self.table.pilot.click("#bottom", offset=(79, 0))
            await self.settle()
        raise AssertionError(f"no page of hints has {text}")

    async def key(self, text: str) -> None:
        """Click on one of the keys at the foot of a dialog."""
        await self.on("keys", text)

    async def point(self, offset: int, times: int = 1) -> None:
        """Click on a letter of the article."""
        place = self.view.place_of(offset)
        await self.table.pilot.click("#article", offset=place, times=times)
        await self.settle()

    async def drag(self, start: int, end: int) -> None:
        """Select from the first letter of a range to its last one."""
        pilot = self.table.pilot
        await pilot.mouse_down("#article", offset=self.view.place_of(start))
        await pilot.hover("#article", offset=self.view.place_of(end - 1))
        await pilot.mouse_up("#article", offset=self.view.place_of(end - 1))
        await self.settle()

    async def over(self, words: str) -> None:
        """Select some words of the article."""
        start = TEXT.rindex(words)
        await self.drag(start, start + len(words))

    async def type(self, text: str) -> None:
        """Type a text, which is all that keys are for."""
        await self.table.pilot.press(*text)
        await self.settle()

    def standing(self) -> list[tuple[str, str]]:
        return self.table.standing()


@pytest.fixture
def hand(table: Open) -> Callable[..., AbstractAsyncContextManager[Hand]]:
    @asynccontextmanager
    async def opened(**settings: Any) -> AsyncIterator[Hand]:
        async with table(**settings) as t:
            yield Hand(t)

    return opened


Held = Any


async def test_decisions(hand: Held) -> None:
    async with hand() as h:
        await h.hint("accept")
        await h.hint("reject")
        await h.hint("skip")
        assert "الرباط" in h.table.line("current")
        marks = h.table.stored().layer.marks
        assert [m.state for m in marks[:3]] == [State.ACCEPTED, State.REJECTED, State.SKIPPED]
        await h.hint("label")
        await h.key("other kind")
        await h.key("other kind")
        await h.on("choices", "LOC")
        assert h.standing()[-1] == ("LOC", "الرباط")
        await h.hint("undo")
        await h.hint("redo")
        assert h.standing()[-1] == ("LOC", "الرباط")
        await h.on("marks", "35")
        await h.hint("clear")
        assert h.table.stored().layer.marks[1].state is State.UNDECIDED
        await h.hint("last decided")
        assert "الرباط" in h.table.line("current")


async def test_edges_split_and_join(hand: Held) -> None:
    async with hand() as h:
        for hint, surface in (
            ("end back", "وزارة الداخلية"),
            ("end further", "وزارة الداخلية المغربية"),
            ("start on", "الداخلية المغربية"),
            ("start back", "وزارة الداخلية المغربية"),
            ("proclitic", "زارة الداخلية المغربية"),
            ("proclitic", "وزارة الداخلية المغربية"),
        ):
            await h.hint(hint)
            assert h.standing() == [("ORG", surface)]
        await h.point(TEXT.index("حصاد"))
        assert "محمد حصاد" in h.table.line("current")
        await h.hint("split")
        assert h.standing()[1:] == [("PER", "محمد"), ("PER", "حصاد")]
        await h.hint("join")
        assert h.standing()[1:] == [("PER", "محمد حصاد")]


async def test_letters_at_an_edge_are_reached_by_the_list_of_keys(hand: Held) -> None:
    async with hand() as h:
        await h.hint("keys")
        widget: Any = h.table.app.screen.query_one("#choices")
        for _turn in range(3):
            widget.post_message(_wheel(widget))
            await h.settle()
        await h.on("choices", "a letter less")
        assert h.table.line("foot") == "Let the span end a letter earlier."
        await h.on("choices", "a letter less", times=2)
        assert h.standing() == [("ORG", "وزارة الداخلية المغربي")]
        await h.hint("commands")
        await h.type("letter more")
        await h.on("choices", "a letter more")
        assert h.standing() == [("ORG", "وزارة الداخلية المغربية")]


def _wheel(widget: Any) -> events.MouseScrollDown:
    return events.MouseScrollDown(widget, 1, 1, 0, 1, 0, False, False, False)


async def test_a_value_is_typed_refused_and_taken(hand: Held) -> None:
    async with hand() as h:
        await h.on("marks", "35")
        await h.on("current", "= 35")
        await h.type("nothing")
        await h.key("take it")
        assert h.table.screen == "InputDialog"
        assert "no value" in h.table.line("foot")
        assert h.standing() == []
        await h.key("cancel")
        assert h.table.screen == "CurateScreen"
        await h.on("current", "= 35")
        await h.type("40")
        await h.key("take it")
        (figure,) = h.table.stored().layer.standing
        assert isinstance(figure.annotation.value, Number)
        assert figure.annotation.value.number == 40
        await h.on("marks", "35")
        await h.on("current", "= 40")
        await h.key("other reading")
        await h.key("take it")
        (figure,) = h.table.stored().layer.standing
        assert figure.annotation.value == Number(Decimal(35), item="شخصا")


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


async def test_the_same_words_notes_and_history(hand: Held) -> None:
    async with hand() as h:
        await h.on("marks", "طنجة")
        await h.hint("accept")
        await h.on("marks", "طنجة")
        await h.hint("same words")
        await h.on("choices", "unmarked")
        assert "0 places" in h.table.line("foot")
        await h.on("choices", "unmarked")
        await h.key("carry")
        assert h.standing() == [("GPE", "طنجة"), ("GPE", "طنجة")]
        await h.on("bottom", "u takes it back")
        assert h.standing() == [("GPE", "طنجة")]
        assert "carried to all" in h.table.line("bottom")
        await h.on("marks", "حصاد")
        await h.hint("+ note")
        await h.type("?")
        await h.key("take it")
        assert h.table.stored().layer.marks[-1].note == "?"
        await h.hint("article note")
        await h.type("!")
        await h.key("take it")
        assert h.table.stored().layer.note == "!"
        await h.hint("undo")
        assert h.table.line("bottom") == "Undone: the note"
        await h.hint("history")
        await h.on("choices", "decision · accepted")
        await h.key("go there")
        assert "طنجة" in h.table.line("current")


async def test_furniture_is_marked_and_taken_back(hand: Held) -> None:
    async with hand() as h:
        await h.drag(TEXT.index("أعلنت"), TEXT.index("أعلنت") + 1)
        await h.drag(TEXT.index("الثلاثاء"), TEXT.index("أعلنت") + 1)
        await h.on("bottom", "furniture")
        await h.on("choices", "menu")
        (zone,) = h.table.stored().layer.zones
        assert zone.span.holds(TEXT.index("الثلاثاء"))
        await h.hint("@ furniture")
        assert h.table.stored().layer.zones == ()
        await h.hint("undo")
        assert "what is site furniture" in h.table.line("bottom")
        assert len(h.table.stored().layer.zones) == 1


async def test_help_with_labels_and_guidelines(hand: Held) -> None:
    async with hand() as h:
        await h.hint("label help")
        assert "ORG" in h.table.line("title")
        await h.key("next")
        assert "ORG" not in h.table.line("title")
        await h.key("guidelines")
        assert h.table.screen == "GuidelinesScreen"
        await h.on("bottom", "find")
        await h.type("PER")
        await h.key("take it")
        assert "of 11." in h.table.line("bottom")
        await h.hint("back")
        await h.hint("queue")
        assert h.table.screen == "QueueScreen"


async def test_the_queue_from_search_to_submission(hand: Held) -> None:
    async with hand() as h:
        await h.hint("queue")
        await h.hint("search")
        await h.type("فاس")
        await h.key("take it")
        assert h.table.app.listing.view.search == "فاس"
        await h.hint("all")
        await h.hint("filter")
        await h.on("choices", "how far I am")
        await h.key("before")
        await h.key("next")
        await h.key("show these")
        assert h.table.app.listing.view.progress == "new"
        assert len(h.table.app.listing) == 1
        await h.hint("all")
        await h.hint("settings")
        await h.on("rows", "Digits", times=2)
        assert h.table.app.settings.numerals == "arabic"
        await h.hint("back")
        await h.on("rows", _shown_headline(), times=2)
        assert h.table.screen == "CurateScreen"
        await h.hint("submit")
        await h.key("cancel")
        assert not h.table.stored().layer.closed
        for _mark in range(5):
            await h.hint("accept")
        await h.on("bottom", "Nothing is left")
        assert h.table.stored().layer.closed
        assert "فاس" in h.table.line("head")
        await h.hint("undo")
        assert not h.table.stored().layer.closed
        assert "the submission" in h.table.line("bottom")
        await h.hint("redo")
        assert h.table.stored().layer.closed
        assert len(h.standing()) == 5


def _shown_headline() -> str:
    return TEXT.splitlines()[0].split()[1]


async def test_the_mirrored_lines_are_clicked_where_they_are_seen(small: Any) -> None:
    settings = Settings(hints="no", lang="ar")
    messages.use_language("ar")
    app = Workbench(lambda: open_session(small, "amal"), Profile.VISUAL, settings=settings)
    async with app.run_test(size=(80, 24)) as pilot:
        h = Hand(Table(pilot, small))
        await h.settle()
        await h.settle()
        await h.hint("رفض")
        assert h.table.stored().layer.marks[0].state is State.REJECTED
        await h.hint("تراجع")
        assert h.table.stored().layer.marks[0].state is State.UNDECIDED
        await h.on("bottom", "تراجع") if h.place("bottom", "تراجع") else None
        await h.hint("تصنيف")
        await h.on("choices", "LOC")
        assert h.standing() == [("LOC", "وزارة الداخلية المغربية")]
        await h.on("marks", "35")
        await h.on("current", "= 35")
        await h.key("إلغاء")
        assert h.table.screen == "CurateScreen"
        await h.over("سنة 2020")
        await h.on("bottom", "DATE")
        assert h.standing()[-1] == ("DATE", "سنة 2020")
