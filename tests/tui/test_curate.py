"""The curating screen: every key leaves its decision on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import TEXT
from workbench.curation import State
from workbench.layout import Layout, Profile, plain
from workbench.model import Verdict
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.widgets.article_view import ArticleView
from workbench.workflow import curate
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable

Open = Any
ORG = ("ORG", "وزارة الداخلية المغربية")
COUNT = ("CARDINAL", "35")
CITY = ("GPE", "طنجة")


def states(table: Any) -> list[State]:
    return [mark.state for mark in table.stored().layer.marks]


async def test_it_begins_with_the_first_article_right_to_left(table: Callable[..., Open]) -> None:
    async with table() as t:
        assert t.screen == "CurateScreen"
        view = t.app.screen.query_one(ArticleView)
        shown = "\n".join(view.render_line(y).text for y in range(view.size.height))
        width = view.scrollable_content_region.width - 2
        for word in plain(Layout(TEXT, width).line(0), Profile.VISUAL).split():
            assert word in shown
        assert "ORG" in t.line("current")
        assert "a accept" in t.line("bottom")


async def test_accept_reject_skip_and_advance(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("a")
        assert t.standing() == [ORG]
        await t.press("x", "s")
        assert states(t) == [
            State.ACCEPTED, State.REJECTED, State.SKIPPED, State.UNDECIDED, State.UNDECIDED,
        ]  # fmt: skip
        assert "الرباط" in t.line("current")


async def test_keys_typed_ahead_act_in_order(table: Callable[..., Open]) -> None:
    async with table() as t:
        for key in "axasa":
            await t.pilot.press(key)
        await t.settle()
        assert [s.value for s in states(t)] == [
            "accepted", "rejected", "accepted", "skipped", "accepted",
        ]  # fmt: skip


@pytest.mark.parametrize(("latin", "arabic"), [("a", "ش"), ("x", "ء"), ("s", "س"), ("j", "ت"),
                                               ("k", "ن"), ("c", "ؤ"), ("4", "٤")])  # fmt: skip
async def test_letters_work_under_an_arabic_layout(
    table: Callable[..., Open], latin: str, arabic: str
) -> None:
    seen = []
    for key in (latin, arabic):
        async with table() as t:
            await t.press("tab", key)
            seen.append((states(t), t.standing(), t.line("current")))
            await t.press("u") if t.stored().layer.seq else None
    assert seen[0] == seen[1]


async def test_relabel_by_digit_stays_within_the_kind(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("1")
        assert t.standing() == [("PER", ORG[1])]
        assert states(t)[0] is State.AMENDED
        await t.press("2")
        assert t.standing()[1] == ("ORDINAL", "35")


async def test_zero_switches_between_entities_and_figures(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("0")
        assert "CARDINAL" in t.line("bottom")
        await t.press("7")
        assert t.standing() == [("DATE", ORG[1])]


async def test_relabel_from_the_picker(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.pilot.press("l")
        await t.pilot.pause()
        assert t.screen == "LabelQuestion"
        await t.pilot.press("down", "enter")
        await t.settle()
        assert t.standing() == [("GPE", ORG[1])]
        await t.pilot.press("l")
        await t.pilot.pause()
        await t.pilot.press("escape")
        await t.settle()
        assert t.standing() == [("GPE", ORG[1])]


async def test_a_relabelled_figure_keeps_no_value_of_another_sort(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press("j", "0", "1")
        (mark,) = t.stored().layer.standing
        assert (mark.annotation.label, mark.annotation.value) == ("PER", None)


async def test_undo_and_redo_survive_a_restart_and_lead_to_the_article(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press("a", "x")
        await t.press("right_square_bracket")
        await t.press("a")
    async with table() as t:
        await t.press("u")
        assert "فاس" in t.line("bottom")
        assert t.standing(1) == []
        await t.press("u")
        assert states(t)[:2] == [State.ACCEPTED, State.UNDECIDED]
        assert "35" in t.line("bottom")
        await t.press("u", "r", "r")
        assert states(t)[:2] == [State.ACCEPTED, State.REJECTED]
        await t.press("u", "u", "u")
        assert "nothing to undo" in t.line("bottom")


async def test_submitting_asks_about_what_is_undecided(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("a")
        await t.pilot.press("f")
        await t.pilot.pause()
        assert t.screen == "SubmitQuestion"
        await t.pilot.press("escape")
        await t.settle()
        assert not t.stored().layer.closed
        await t.pilot.press("f")
        await t.pilot.pause()
        await t.pilot.press("r")
        await t.settle()
        assert t.stored().layer.closed
        assert t.standing() == [ORG]
        assert "فاس" in t.line("head")


async def test_after_the_last_article_comes_the_queue(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("a", "a", "a", "a", "a")
        assert "f submits" in t.line("bottom")
        await t.press("f")
        await t.press("x", "x", "f")
        await t.settle()
        assert t.screen == "SummaryScreen"
        await t.press("q")
        assert t.screen == "QueueScreen"
        assert "2 submitted" in t.line("head")
        assert "Everything is submitted" in t.line("bottom")


async def test_a_submitted_article_refuses_until_reopened(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("a", "a", "a", "a", "a", "f", "left_square_bracket")
        await t.press("x")
        assert "reopen" in t.line("bottom")
        assert len(t.standing()) == 5
        await t.press("o", "x")
        assert len(t.standing()) == 4


async def test_clicking_a_row_or_the_text_chooses_a_mark(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.pilot.click("#marks", offset=(5, 3))
        await t.settle()
        assert "الرباط" in t.line("current")
        view = t.app.screen.query_one(ArticleView)
        await t.pilot.click("#article", offset=view.place_of(TEXT.index("35")))
        await t.settle()
        assert "35" in t.line("current")


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 12), (20, 6)])
async def test_every_size_draws(table: Callable[..., Open], size: tuple[int, int]) -> None:
    async with table(size=size) as t:
        await t.press("a", "j", "k")
        assert t.standing() == [ORG]
        await t.pilot.resize_terminal(100, 30)
        await t.settle()
        view = t.app.screen.query_one(ArticleView)
        assert view.render_line(1).cell_length == view.scrollable_content_region.width


async def test_a_resize_keeps_the_current_mark_in_sight(table: Callable[..., Open]) -> None:
    async with table(size=(60, 8)) as t:
        await t.press("k")
        await t.pilot.resize_terminal(46, 9)
        await t.settle()
        view = t.app.screen.query_one(ArticleView)
        assert 0 <= view.place_of(TEXT.index("محمد حصاد"))[1] < view.size.height


async def test_help_lists_every_command(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.pilot.press("question_mark")
        await t.pilot.pause()
        assert t.screen == "HelpDialog"
        await t.pilot.press("down")
        await t.pilot.press("escape")
        await t.pilot.pause()
        assert t.screen == "CurateScreen"


async def test_spans_carry_their_label_s_letter_and_never_move_the_text(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        view = t.app.screen.query_one(ArticleView)

        def picture() -> str:
            return "\n".join(view.render_line(y).text for y in range(view.size.height))

        before = picture()
        assert before.count("G") == 2
        await t.press("x", "x", "x", "x")
        after = picture()
        assert after.count("G") == 0
        assert len(after) == len(before)
        assert after.replace("P", " ").split() != before.split()


async def test_two_windows_on_one_layer_do_not_lose_a_decision(
    table: Callable[..., Open],
) -> None:
    async with table() as t, table() as other:
        await t.press("a")
        await other.press("tab", "tab", "x")
        assert t.standing() == [ORG]
        assert states(t).count(State.REJECTED) == 1


async def test_a_digit_typed_ahead_of_the_picker_is_meant_for_it(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        screen = t.app.screen
        assert isinstance(screen, CurateScreen)
        screen.action_relabel()
        screen.action_label(1)
        await t.settle()
        assert t.standing() == [("PER", ORG[1])]
        assert len(t.standing()) == 1


async def test_what_is_typed_behind_such_a_digit_acts_too(table: Callable[..., Open]) -> None:
    async with table() as t:
        screen = t.app.screen
        assert isinstance(screen, CurateScreen)
        screen.action_relabel()
        screen.action_label(1)
        screen.action_accept()
        screen.action_reject()
        await t.settle()
        assert t.standing() == [("PER", ORG[1]), ("CARDINAL", "35")]
        assert states(t).count(State.REJECTED) == 1


async def test_a_digit_that_answers_nothing_is_taken_back(table: Callable[..., Open]) -> None:
    async with table() as t:
        screen = t.app.screen
        assert isinstance(screen, CurateScreen)
        await t.press("j")
        screen.action_alternative()
        screen.action_label(9)
        screen.action_accept()
        await t.settle()
        assert t.screen == "ReadingQuestion"
        await t.press("escape")
        assert t.standing() == []


async def test_keys_typed_ahead_of_a_question_decide_nothing(table: Callable[..., Open]) -> None:
    async with table() as t:
        screen = t.app.screen
        assert isinstance(screen, CurateScreen)
        screen.action_submit()
        screen.action_accept()
        await t.pilot.pause()
        await t.pilot.pause()
        assert t.screen == "SubmitQuestion"
        await t.pilot.press("escape")
        await t.settle()
        assert t.standing() == []


@pytest.mark.parametrize("ask", ["submit", "relabel", "help", "history", "note"])
async def test_leaving_is_taken_back_with_what_is_typed_ahead_of_a_question(
    table: Callable[..., Open], ask: str
) -> None:
    async with table() as t:
        screen = t.app.screen
        assert isinstance(screen, CurateScreen)
        getattr(screen, f"action_{ask}")()
        screen.action_back()
        await t.pilot.press("x")
        await t.pilot.pause()
        assert t.screen != "CurateScreen"
        await t.press("escape")
        assert (t.screen, t.standing()) == ("CurateScreen", [])
        await t.press("a")
        assert t.standing() == [ORG]
        await t.press("q")
        assert t.screen == "QueueScreen"


async def test_zero_lasts_for_one_decision(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("0", "a", "tab", "1")
        labels = [label for label, _surface in t.standing()]
        assert labels == ["ORG", "PER"]


async def test_values_are_shown_in_their_own_order(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("j")
        shown = t.app.screen.query_one("#current").render_line(0).text
        assert "35 = 35" in shown


async def test_a_stale_window_does_not_show_what_is_not_on_disk(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press("a")
        with session(t.path, "amal") as elsewhere:
            sheet = curate.open_article(elsewhere, elsewhere.store.article_ids()[0])
            curate.decide(elsewhere, sheet, sheet.layer.marks[0].id, Verdict.REJECT)
        await t.press("k", "a")
        assert t.standing()[0] == ORG


async def test_the_terminal_cursor_stands_on_the_current_mark(table: Callable[..., Open]) -> None:
    async with table() as t:
        view = t.app.screen.query_one(ArticleView)
        for key in ("j", "a", "k"):
            await t.press(key)
            await t.pilot.pause()
            place = t.app.cursor_position - view.content_region.offset
            assert place == view.place_of(view.at)
            mark = t.app.screen.mark
            assert view.at == mark.annotation.span.start
