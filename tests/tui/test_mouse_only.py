"""The mouse alone: what a curator does, by clicks and the wheel; keys only where she types."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from textual import events

from tests.builders import TEXT
from tests.tui.conftest import Table
from tests.tui.hand import Hand
from workbench import messages
from workbench.config import Settings
from workbench.curation import State
from workbench.layout import Profile
from workbench.model import Number
from workbench.tui.app import Workbench
from workbench.workflow.session import open_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    Open = Callable[..., AbstractAsyncContextManager[Table]]


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
