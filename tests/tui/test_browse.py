"""The queue's filters, the palette, guidelines in the tool, speed, keys that are counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import incoming
from workbench.messages import said_in
from workbench.model import Arm, Progress, QueueRow, Sort, Verdict, View
from workbench.scheme import parse_scheme
from workbench.tui.commands import COMMANDS, commands_of, hints
from workbench.tui.screens.filtering import read_day
from workbench.tui.screens.finding import matching
from workbench.tui.screens.queue import progress_bar
from workbench.tui.widgets.prose_view import ProseView
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.window import Window
from workbench.workflow import curate, insight, team, versions
from workbench.workflow.ingest import ingest
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def listed(t: Any) -> list[str]:
    """The sources that the queue shows."""
    return [row.source for row in t.app.screen.query_one("#rows", RowList).items if row]


def drawn(t: Any, name: str, rows: int = 20) -> str:
    widget = t.app.screen.query_one(f"#{name}")
    return "\n".join(widget.render_line(y).text for y in range(rows))


# ------------------------------------------------------------------------------------------ queue


async def test_the_queue_is_filtered_field_by_field_and_says_so(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q")
        assert listed(t) == ["one.txt", "two.txt"]
        await t.press("f", "right", "enter")
        assert listed(t) == ["two.txt"]
        assert "2: " not in t.line("view")
        assert "new" in t.line("view")
        await t.press("f", "c", "down", "right", "enter")
        assert t.app.listing.view.label == "PER"
        await t.press("f", "left", "ؤ", "down", *["right"] * 2, "enter")
        assert t.app.listing.view.label == "ORG"
        assert listed(t) == ["one.txt"]
        await t.press("c")
        assert listed(t) == ["one.txt", "two.txt"]
        assert "all articles" in t.line("view")


async def test_days_are_typed_with_any_digits(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q", "f", "down", "down", "down", *"2021-13", "enter")
        assert "no day" in t.line("foot")
        await t.press("backspace", "backspace", "٠", "٣", "down", "2", "0", "2", "1", "enter")
        assert t.screen == "QueueScreen"
        view = t.app.listing.view
        assert (view.since, view.until) == (date(2021, 3, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [("", True, None), ("2021", False, date(2021, 1, 1)), ("2021", True, date(2021, 12, 31)),
     ("2024-02", True, date(2024, 2, 29)), ("2021-03-15", True, date(2021, 3, 15))],
)  # fmt: skip
def test_a_typed_day(text: str, last: bool, day: date | None) -> None:
    assert read_day(text, last=last) == day


@pytest.mark.parametrize("text", ["20", "2021-", "2021-02-30", "0000", "2021-3-1-1"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text, last=False)


async def test_search_finds_folded_words_and_sorts_by_match(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q", "/", *"مدينه", "enter")
        assert listed(t) == ["one.txt", "two.txt"] or listed(t) == ["two.txt", "one.txt"]
        await t.press("ظ", *["backspace"] * 6, *"فَاس", "enter")
        assert listed(t) == ["two.txt"]
        assert t.app.listing.view.sort is Sort.MATCH
        await t.press("enter")
        await t.settle()
        assert "فاس" in t.line("head")
        await t.press("q", "/", *["backspace"] * 6, "enter")
        assert t.app.listing.view == View()


async def test_orders_follow_one_another_and_turn_round(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q", "d")
        assert listed(t) == ["two.txt", "one.txt"]
        seen = []
        for _press in range(4):
            await t.press("س")
            seen.append(t.app.listing.view.sort)
        assert seen == [Sort.PUBLISHED, Sort.SOURCE, Sort.UNDECIDED, Sort.INGESTED]


async def test_curating_follows_the_listing(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q", "d", "home", "enter")
        await t.settle()
        assert "فاس" in t.line("head")
        await t.press("a", "a", "f")
        assert "طنجة" in t.line("head")


async def test_who_was_asked_for_articles_sees_these_first(
    table: Callable[..., Any], small: Path
) -> None:
    with session(small, "amal") as s:
        second = s.store.article_ids()[1]
        team.enrol(s, "badr", [])
        list(team.assign(s, [second], ["badr"], Arm.ASSISTED))
    async with table(curator="badr") as t:
        await t.press("q")
        assert listed(t) == ["two.txt"]
        assert "assigned to me" in t.line("view")
        await t.press("c")
        assert listed(t) == ["one.txt", "two.txt"]
    async with table() as t:
        await t.press("q")
        assert listed(t) == ["one.txt", "two.txt"]


async def test_an_empty_listing_says_what_to_do(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q", "/", *"عنقاء", "enter")
        assert listed(t) == []
        assert "c lists all again" in t.line("bottom")
        await t.press("enter", "down", "end", "n", "c")
        assert len(listed(t)) == 2


async def test_counts_and_bar_of_the_listing(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("a", "a", "a", "a", "a", "f", "q")
        assert "█████" in t.line("head")
        assert "1 submitted · 0 decided · 1 begun · 0 new" in t.line("head")


def test_a_bar_is_full_only_when_all_is_done() -> None:
    def of(submitted: int, decided: int, begun: int, new: int) -> str:
        counts = {Progress.SUBMITTED: submitted, Progress.DECIDED: decided,
                  Progress.OPEN: begun, Progress.NEW: new}  # fmt: skip
        return progress_bar(counts, 10)

    assert of(99, 0, 0, 1) == "█████████░"
    assert of(5, 2, 2, 1) == "█████▓▓▒▒░"
    assert of(1, 0, 0, 0) == "█" * 10
    assert of(0, 0, 0, 0) == " " * 10


async def test_an_article_is_noted_from_the_queue(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q", "down", "n", *"راجع", "enter")
        assert t.stored(1).layer.note == "راجع"
        await t.press("f", "up", "up", "up", "right", "enter")
        assert listed(t) == ["two.txt"]
        await t.press("ى", *["backspace"] * 4, "enter")
        assert t.stored(1).layer.note is None


# ---------------------------------------------------------------------------------------- palette


async def test_a_command_is_found_by_its_name_and_carried_out(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press(":", *"قبول", "enter")
        assert t.standing() == [("ORG", "وزارة الداخلية المغربية")]
        await t.press("ctrl+p", *"undo", "enter")
        assert t.standing() == []
        await t.press(":", "escape")
        assert t.screen == "CurateScreen"


def test_every_command_has_an_arabic_name() -> None:
    assert [c.title for c in COMMANDS if said_in("ar", c.title) == c.title] == []


@pytest.mark.parametrize(
    ("query", "first"),
    [("accept", "accept"), ("ACC", "accept"), ("قبول", "accept"), ("next und", "next_open"),
     ("الغاء", None), ("تسليم", "submit"), ("zzz", None)],
)  # fmt: skip
def test_names_are_searched_in_both_languages(query: str, first: str | None) -> None:
    found = matching(commands_of("curate"), query)
    assert (found[0].id.partition(".")[2] if found else None) == first


# ------------------------------------------------------------------------------------- guidelines


async def test_the_help_of_the_current_label_is_one_key_away(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("g")
        assert t.screen == "MeaningDialog"
        assert "ORG" in t.line("title")
        shown = drawn(t, "meaning", 14)
        assert "a named body" in shown
        await t.press("ى")  # the twin of n
        assert "GPE" in t.line("title")
        await t.press("g")
        await t.settle()
        assert t.screen == "GuidelinesScreen"
        assert drawn(t, "prose", 1).strip() == "GPE"
        await t.press("q")
        assert t.screen == "CurateScreen"


async def test_guidelines_are_read_searched_and_left(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q", "g")
        await t.settle()
        view = t.app.screen.query_one("#prose", ProseView)
        assert view.place == 0
        await t.press("]")
        assert view.place > 0
        await t.press("/", *"ألف وستمائة", "enter")
        assert "Match 1 of" in t.line("bottom")
        await t.press("ى")
        assert "Match 2 of" in t.line("bottom")
        await t.press("end", "home", "pagedown", "k", "[", "[")
        assert view.place == 0
        await t.press("escape")
        assert t.screen == "QueueScreen"


# ------------------------------------------------------------------------------------------ speed


async def test_keys_are_counted_for_the_act_that_they_led_to(
    table: Callable[..., Any], small: Path
) -> None:
    async with table() as t:
        await t.press("a", "x", "l", "3", "down", "up", "a")
        await t.press("q", "t")
        await t.settle()
        assert t.screen == "SpeedScreen"
        assert "keys a span" in t.line("columns")
        assert "GPE" in drawn(t, "rows")
        await t.press("end", "home", "q")
        assert t.screen == "QueueScreen"
    with session(small, "amal") as s:
        sheet = curate.open_article(s, s.store.article_ids()[0])
        acts = s.store.acts(sheet.assignment, s.curator)
        assert [act.keys for act, _decision in reversed(acts)] == [1, 1, 2, 3]
        speed = insight.insight(s)["curators"]["amal"]
        assert speed.keys_per_span == pytest.approx(7 / 4)


async def test_keys_typed_ahead_count_where_they_belong(
    table: Callable[..., Any], small: Path
) -> None:
    async with table() as t:
        await t.pilot.press("a", "a", "x", "a")
        await t.settle()
    with session(small, "amal") as s:
        sheet = curate.open_article(s, s.store.article_ids()[0])
        acts = s.store.acts(sheet.assignment, s.curator)
        assert [act.keys for act, _decision in acts] == [1, 1, 1, 1]


# ------------------------------------------------------------------------------------------ mouse


async def test_a_click_on_a_hint_is_its_key(table: Callable[..., Any]) -> None:
    async with table() as t:
        line = hints("curate")
        await t.pilot.click("#bottom", offset=(line.index("reject"), 0))
        await t.settle()
        assert t.stored().layer.marks[0].state == "rejected"
        await t.pilot.click("#bottom", offset=(line.index("queue"), 0))
        await t.settle()
        assert t.screen == "QueueScreen"
        await t.pilot.click("#bottom", offset=(hints("queue").index("filter"), 0))
        await t.settle()
        assert t.screen == "FilterDialog"
        await t.pilot.click("#choices", offset=(3, 0))
        await t.pilot.click("#choices", offset=(3, 8))
        await t.settle()
        assert listed(t) == ["two.txt"]


async def test_dialogs_are_answered_and_left_by_the_mouse(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("f")
        assert t.screen == "SubmitDialog"
        await t.pilot.click("#foot", offset=(t.line("foot").index("Esc"), 0))
        await t.settle()
        assert t.screen == "CurateScreen"
        assert not t.stored().layer.closed
        await t.press("?")
        await t.pilot.click(offset=(0, 0))
        await t.settle()
        assert t.screen == "CurateScreen"
        await t.press("f")
        await t.pilot.click("#foot", offset=(3, 0))
        await t.settle()
        assert t.stored().layer.closed


async def test_what_is_shown_of_keys_follows_the_keymap(table: Callable[..., Any]) -> None:
    async with table(keymap={"curate.accept": "ö", "curate.help": "f3, ?"}) as t:
        assert t.line("bottom").startswith("ö accept")
        await t.press("?")
        assert " ö " in drawn(t, "choices")


async def test_wrong_keys_are_told_once_at_the_start(table: Callable[..., Any]) -> None:
    async with table(keymap={"curate.acept": "ö", "curate.reject": "a"}) as t:
        await t.settle()
        assert t.screen == "NoticeDialog"
        told = drawn(t, "told", 4)
        assert "curate.acept" in told
        assert "curate.reject" in told
        await t.press("enter", "a")
        assert t.standing() == [("ORG", "وزارة الداخلية المغربية")]


async def test_what_stands_under_a_retired_label_is_shown_and_changed(
    table: Callable[..., Any], small: Path
) -> None:
    with session(small, "amal") as s:
        head, *tables = s.scheme.text.split("[[label]]")
        kept = [each for each in tables if 'name = "ORG"' not in each]
        sheet = curate.open_article(s, s.store.article_ids()[0])
        curate.decide(s, sheet, sheet.layer.marks[0].id, Verdict.ACCEPT)
        text = "[[label]]".join([head.replace("version = 1", "version = 2"), *kept])
        versions.apply_scheme(s, parse_scheme(text))
    async with table() as t:
        await t.press("k", "c")
        assert "ORG" in t.line("current")
        await t.press("a")
        assert "no label of the scheme any more" in t.line("bottom")
        await t.press("g")
        assert "The scheme has it no more" in drawn(t, "meaning")
        await t.press("escape", "1")
        assert t.standing() == [("PER", "وزارة الداخلية المغربية")]


async def test_what_was_pressed_in_the_queue_counts_for_no_span(
    table: Callable[..., Any], small: Path
) -> None:
    async with table() as t:
        await t.press("q", "down", "up", "?", "escape", "enter")
        await t.settle()
        await t.press("a")
    with session(small, "amal") as s:
        sheet = curate.open_article(s, s.store.article_ids()[0])
        assert [act.keys for act, _decision in s.store.acts(sheet.assignment, s.curator)] == [1]


def test_pages_that_adjoin_are_kept_and_others_forgotten() -> None:
    def page(*numbers: int) -> list[QueueRow]:
        return [QueueRow(str(n), "", "", None, 0, None) for n in numbers]

    def read(window: Window) -> list[int]:
        return [place for place, row in enumerate(window) if row and row.article == str(place)]

    window = Window(9, 0, []).joined(3, page(3, 4))
    assert read(window.joined(5, page(5, 6))) == [3, 4, 5, 6]
    assert read(window.joined(1, page(1, 2))) == [1, 2, 3, 4]
    assert read(window.joined(7, page(7, 8))) == [7, 8]
    long = Window(2000, 0, []).joined(0, page(*range(1000))).joined(1000, page(1000))
    assert read(long) == list(range(600, 1001))
    assert read(long.joined(590, page(*range(590, 600)))) == list(range(590, 1000))


async def test_a_long_queue_is_read_page_by_page(table: Callable[..., Any], small: Path) -> None:
    with session(small, "amal") as s:
        texts = (incoming(f"خبر {n} عن سلا\n", f"{n:04}.txt") for n in range(900))
        list(ingest(s, texts))
    async with table() as t:
        await t.press("q", "end")
        assert "خبر 899" in " ".join(row.headline for row in t.app.screen._rows._page)
        await t.press("home", "pagedown", "up")
        rows = t.app.screen.query_one("#rows", RowList)
        assert rows.items[rows.chosen] is not None
        listing = t.app.listing
        await t.press("enter")
        await t.settle()
        await t.press("q")
        assert t.app.listing is listing
        with session(small, "amal") as s:
            list(ingest(s, iter([incoming("خبر جديد عن سلا\n", "new.txt")])))
        await t.press("enter")
        await t.settle()
        await t.press("q")
        assert len(t.app.listing) == len(listing) + 1
