"""The palette, guidelines in the tool, speed, keys that are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from workbench.messages import said_in
from workbench.model import Verdict
from workbench.scheme import parse_scheme
from workbench.tui.commands import COMMANDS, commands_of
from workbench.tui.hints import hints
from workbench.tui.screens.finding import matching
from workbench.tui.widgets.prose_view import ProseView
from workbench.tui.widgets.row_list import RowList
from workbench.workflow import curate, insight, versions
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
        assert t.screen == "SubmitQuestion"
        keys = t.app.screen.question.offers.text
        await t.pilot.click("#question", offset=(1 + keys.index("Esc"), 2))
        await t.settle()
        assert t.screen == "CurateScreen"
        assert not t.stored().layer.closed
        await t.press("l")
        await t.pilot.click(offset=(0, 0))
        await t.settle()
        assert t.screen == "CurateScreen"
        assert t.standing() == []
        await t.press("l")
        await t.pilot.click("#question", offset=(3, 3))
        await t.settle()
        assert [label for label, _surface in t.standing()] == ["ORG"]
        await t.press("u")
        await t.press("?")
        await t.pilot.click(offset=(0, 0))
        await t.settle()
        assert t.screen == "CurateScreen"
        await t.press("f")
        await t.pilot.click("#question", offset=(3, 2))
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
