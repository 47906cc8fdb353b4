"""What the queue lists: filters, search, orders, counts, pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from tests.builders import incoming
from workbench.model import Arm, Progress, QueueRow, Sort, View
from workbench.store import browse
from workbench.tui.screens.filtering import read_day
from workbench.tui.screens.queue import progress_bar
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.tui.widgets.window import Window
from workbench.workflow import queue, team
from workbench.workflow.ingest import ingest
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def listed(t: Any) -> list[str]:
    """The sources that the queue shows."""
    return [row.source for row in t.app.screen.query_one("#rows", RowList).items if row]


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


async def test_of_keys_that_change_the_view_only_the_last_is_read(
    table: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    read, listing = [], queue.listing

    def noted(s: Any, view: View | None = None) -> queue.Listing:
        read.append(view)
        return listing(s, view)

    async with table() as t:
        await t.press("q")
        monkeypatch.setattr(queue, "listing", noted)
        for key in "sssd":  # no wait between them
            t.app.post_message(events.Key(key, key))
        await t.settle()
        last = View(sort=Sort.UNDECIDED, backwards=True)
        assert read[-1] == last == t.app.listing.view
        assert len(read) < 4
        for key in ("d", "enter", "d"):  # what is opened is of the view between them
            t.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await t.settle()
        await t.settle()
        assert t.screen == "CurateScreen"
        assert replace(last, backwards=False) in read


async def test_what_too_many_articles_match_is_listed_by_import(
    table: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse, "_RANKED", 1)
    async with table() as t:
        await t.press("q", "/", *"مدينه", "enter")
        assert listed(t) == ["one.txt", "two.txt"]
        assert "by import" in t.app.screen.query_one("#view", TextLine).aside
        await t.press("/", *["backspace"] * 6, *"فاس", "enter")
        assert "by match" in t.app.screen.query_one("#view", TextLine).aside
