"""Adjudication from the screen: what keys and clicks leave in the ledger, and what is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset

from tests.builders import incoming
from tests.tui.trials import FES, Trial, before_the_case, differing
from tests.workflow.casework import (
    CAPITAL,
    CITY,
    COUNT,
    MINISTRY,
    OLD,
    SHORT,
    WRONG,
    place,
    submit,
)
from workbench.layout import Profile
from workbench.model import Role
from workbench.tui.app import Workbench
from workbench.tui.widgets.lanes import LanesView
from workbench.tui.widgets.row_list import RowList
from workbench.workflow import adjudicate, suggest, team
from workbench.workflow.adjudicate import Cause, Finding, Outcome, Standing
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    Court = Callable[..., AbstractAsyncContextManager["Trial"]]


@pytest.fixture
def project(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three curators who differ; no place on which they agree is drawn to be looked at."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    return differing(path)


@pytest.fixture
def court(project: Path) -> Court:
    """Open the application on the project."""
    return partial(before_the_case, project)


# --------------------------------------------------------------------------------------- the list


async def test_the_list_tells_what_is_ready_and_whose_turn_it_is(court: Court) -> None:
    async with court("a") as t:
        assert t.screen == "DocketScreen"
        row = t.drawn("rows", 1)
        assert "waiting" in row
        assert "10.8" in row, "disagreements in a hundred words"
        assert " 3 " in row, "three places differ"
        await t.press("enter")
        await t.settle()
        assert t.screen == "AdjudicateScreen"
        await t.press("x", "q")
        await t.settle()
        assert t.screen == "DocketScreen"
        assert "begun" in t.drawn("rows", 1)
        assert "yours" in t.drawn("rows", 1)
        await t.press("u")
        await t.settle()
        assert t.screen == "AdjudicateScreen", "undo leads to the case"
        assert t.standing(MINISTRY) is Standing.OPEN


async def test_an_empty_list_says_how_articles_come_there(path: Path) -> None:
    open_session(path, "lead", create=True).store.close()
    with session(path, "lead") as lead:
        list(ingest(lead, iter([incoming()])))
        team.enrol(lead, "lead", [Role.ADJUDICATOR])
    app = Workbench(lambda: open_session(path, "lead"), Profile.VISUAL)
    async with app.run_test() as pilot:
        t = Trial(pilot, path)
        await t.settle()
        await t.settle()
        await t.press("q")
        await t.press("a")
        await t.settle()
        assert "2 curators have to submit" in t.line("bottom")
        await t.press("enter", "up", "end", "pagedown")
        assert t.screen == "DocketScreen"


async def test_who_does_not_adjudicate_sees_what_became_of_hers(court: Court) -> None:
    async with court("a", curator="basma") as t:
        assert t.screen == "OutcomesScreen"
        assert "is adjudicated yet" in t.line("bottom")
        await t.press("enter")
        assert t.screen == "OutcomesScreen"


async def test_own_work_is_not_opened_and_says_why(project: Path, court: Court) -> None:
    with session(project, "lead") as lead:
        submit(lead, CITY)
    async with court("a", "enter") as t:
        assert t.screen == "DocketScreen"
        assert "annotated this article" in t.line("bottom")
        assert "another's" in t.drawn("rows", 1)


# -------------------------------------------------------------------------------------- decisions


async def test_one_key_takes_a_lane_and_goes_to_the_next_place(court: Court) -> None:
    async with court() as t:
        assert "1/4" in t.line("current")
        await t.press(t.lane(MINISTRY))
        assert t.said(MINISTRY).outcome is Outcome.PICKED
        assert t.gold() == [("ORG", MINISTRY.surface)]
        assert "2/4" in t.line("current")
        await t.press("٩")
        assert "2 proposals" in t.line("bottom")
        assert t.standing(COUNT) is Standing.OPEN
        await t.press("ة")  # the twin of m
        assert t.said(COUNT).outcome is Outcome.MAJORITY
        assert "4/4" in t.line("current"), "the place on which all agree is passed over"
        await t.press(t.lane())
        assert t.said(CAPITAL) == Finding(Outcome.PICKED, t.said(CAPITAL).source)
        assert t.gold() == [("ORG", MINISTRY.surface), ("CARDINAL", "35")]
        assert "f finishes" in t.line("bottom")


async def test_names_are_hidden_and_same_proposals_are_one(court: Court) -> None:
    async with court(size=(140, 40)) as t:
        shown = t.drawn("lanes", 4)
        assert not any(name in shown for name in ("basma", "chadia", "dalal"))
        assert shown.count("2/3") == 1
        assert shown.count("⏎") == 1
        assert [len(line.lane.names.split()) for line in t.app.screen.query_one(LanesView).items
                ] in ([1, 2], [2, 1])  # fmt: skip


async def test_where_there_is_no_majority_none_is_taken(court: Court) -> None:
    async with court() as t:
        await t.press("end", "k", "m")
        assert "4/4" in t.line("current")
        assert "half" in t.line("bottom")
        assert t.case().assignment is None, "nothing was written"


async def test_nobody_is_right_defer_and_clear_are_kept(court: Court) -> None:
    async with court() as t:
        await t.press("x")
        assert t.said(MINISTRY).outcome is Outcome.REJECTED
        await t.press("s")
        assert t.standing(COUNT) is Standing.DEFERRED
        await t.press("s")
        assert "put off" in t.line("bottom")
        await t.press("k", "c")
        assert "1/4" in t.line("current")
        assert t.standing(MINISTRY) is Standing.OPEN
        assert t.said(MINISTRY) == Finding()
        assert t.gold() == []


async def test_cause_note_and_flag_stay_with_the_place(court: Court) -> None:
    async with court() as t:
        await t.press("w", "4")
        await t.press("+", *"قاعدة", "enter")
        await t.press("!")
        said = Finding(None, None, Cause.BOUNDARY, "قاعدة", guideline=True)
        assert t.said(MINISTRY) == said
        assert "for the guidelines" in t.line("why")
        await t.press("x")
        assert t.said(MINISTRY).cause is Cause.BOUNDARY
        await t.press("k", "+", *["backspace"] * 5, "enter", "!")
        assert t.said(MINISTRY).note is None
        assert not t.said(MINISTRY).guideline
        await t.press("w", "down", "down", "enter")
        assert t.said(MINISTRY).cause is Cause.TEXT
        await t.press("w", "escape")
        assert t.said(MINISTRY).cause is Cause.TEXT


async def test_undo_and_redo_go_to_the_place(court: Court) -> None:
    async with court() as t:
        await t.press("x", "m", "u")
        assert t.standing(COUNT) is Standing.OPEN
        assert "Undone: the decision on" in t.line("bottom")
        assert "2/4" in t.line("current")
        await t.press("u", "u")
        assert "nothing to undo" in t.line("bottom")
        await t.press("r", "r")
        assert t.said(COUNT).outcome is Outcome.MAJORITY
        assert "Done again" in t.line("bottom")


# ---------------------------------------------------------------------- finishing and what follows


async def _decide_all(t: Trial) -> None:
    await t.press(t.lane(MINISTRY), "m", "x")


async def test_finish_asks_for_what_is_open_and_opens_the_next(project: Path, court: Court) -> None:
    for name in ("basma", "chadia"):
        with session(project, name) as curator:
            submit(curator, *([FES] if name == "basma" else []), article=1)
    async with court("a", "enter") as t:
        await t.press("k", "f")
        assert "3 places are still to be decided" in t.line("bottom")
        assert "1/4" in t.line("current")
        await _decide_all(t)
        await t.press("f")
        assert t.case().closed
        assert t.gold() == [("ORG", MINISTRY.surface), ("CARDINAL", "35"), ("GPE", "طنجة")]
        assert "3 gold spans. This is the next article" in t.line("bottom")
        assert "خبر ثان" in t.line("head")
        await t.press("x", "f")
        await t.settle()
        assert t.screen == "DocketScreen"
        assert "is adjudicated" in t.line("bottom")


async def test_where_nobody_marked_anything_there_is_only_finishing(
    project: Path, court: Court
) -> None:
    for name in ("basma", "chadia"):
        with session(project, name) as curator:
            submit(curator, article=1)
    async with court("a", "down", "enter") as t:
        assert "خبر ثان" in t.line("head")
        assert "f finishes" in t.line("bottom")
        await t.press("x", "e", "j", "tab", "w", "y")
        assert t.case(1).assignment is None
        await t.press("f")
        assert t.case(1).closed
        assert "0 gold spans" in t.line("bottom")


async def test_the_audit_comes_before_finishing(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 1)
    async with court() as t:
        await t.press("j", "j")
        assert "3/4" in t.line("current")
        assert "drawn to be looked at" in t.aside("current")
        await t.press("tab", "x", "x", "x")
        assert "3/4" in t.line("current"), "a draw is one of the places to decide"
        await t.press("k", "f")
        assert "1 place on which all agree" in t.line("bottom")
        assert "3/4" in t.line("current")
        await t.press("m", "f")
        assert t.case().closed
        assert t.gold() == [("GPE", CITY.surface)]


async def test_a_finished_article_is_closed_until_it_is_reopened(court: Court) -> None:
    async with court() as t:
        await _decide_all(t)
        await t.press("f")
        await t.settle()
        await t.press("enter")
        await t.settle()
        assert "o reopens" in t.line("bottom")
        await t.press("x")
        assert "reopen it" in t.line("bottom")
        await t.press("e")
        assert t.screen == "AdjudicateScreen"
        await t.press("o", "x")
        assert not t.case().closed
        assert t.said(MINISTRY).outcome is Outcome.REJECTED
        await t.press("u", "u")
        assert t.case().closed
        assert "is finished" in t.line("bottom")


async def test_a_new_submission_is_shown_and_reopens_what_it_changed(court: Court) -> None:
    async with court() as t:
        await t.press(t.lane(MINISTRY), "m")
        await t.press("m")
        await t.press(t.lane(CAPITAL), "f")
        await t.settle()
        t.as_another("dalal", SHORT, WRONG, CITY, OLD)
        await t.press("enter")
        await t.settle()
        assert "changed 1 place" in t.line("bottom")
        assert "o reopens" in t.line("bottom")
        assert "changed" in t.drawn("marks", 4)
        await t.press("o", "m", "f")
        await t.settle()
        assert t.case().closed
        assert ("LOC", OLD.surface) in t.gold()


async def test_a_place_that_changes_meanwhile_is_shown_anew(court: Court) -> None:
    async with court() as t:
        await t.press("k", "x")
        assert t.said(CAPITAL).outcome is Outcome.REJECTED
        await t.press("k")
        t.as_another("dalal", SHORT, WRONG, CITY, OLD)
        await t.press("x")
        assert "look at it again" in t.line("bottom")
        assert t.standing(CAPITAL) is Standing.OPEN
        await t.press("m")
        assert t.gold() == [("LOC", OLD.surface)]


async def test_another_adjudicator_takes_over(project: Path, court: Court) -> None:
    with session(project, "lead") as lead:
        team.enrol(lead, "hoda", [Role.ADJUDICATOR])
    with session(project, "hoda") as hoda:
        case = adjudicate.open_case(hoda, hoda.store.article_ids()[0])
        adjudicate.reject_all(hoda, case, place(case, CAPITAL))
    async with court() as t:
        assert "hoda" in t.line("bottom")
        await t.press("x")
        assert "take it over" in t.line("bottom")
        assert t.said(MINISTRY).outcome is None
        await t.press("o", "x")
        assert t.said(MINISTRY).outcome is Outcome.REJECTED
        assert t.said(CAPITAL).outcome is Outcome.REJECTED


# ------------------------------------------------------------------------------------------ mouse


async def test_a_click_takes_a_lane_or_goes_to_a_place(court: Court) -> None:
    async with court() as t:
        await t.pilot.click("#marks", Offset(5, 1))
        await t.settle()
        assert "2/4" in t.line("current")
        place_ = t.lane(WRONG)
        await t.pilot.click("#lanes", Offset(12, int(place_) - 1), times=2)
        await t.settle()
        assert t.said(COUNT).outcome is Outcome.PICKED
        assert t.standing(CAPITAL) is Standing.OPEN, "a double click decides one place"
        view = t.app.screen.article_view  # type: ignore[attr-defined]
        await t.pilot.click("#article", view.place_of(MINISTRY.span.start + 2))
        await t.settle()
        assert "1/4" in t.line("current")


# ------------------------------------------------------------------------- what became of my spans


async def test_a_curator_sees_what_became_of_each_span(project: Path, court: Court) -> None:
    async with court() as t:
        await t.press("w", "4", t.lane(MINISTRY), "m")
        await t.press(t.lane(CAPITAL), "f")
    async with court("a", curator="dalal") as t:
        assert t.screen == "OutcomesScreen"
        assert t.drawn("rows", 1).split()[1:5] == ["1", "2", "0", "1"]
        await t.press("enter")
        await t.settle()
        assert t.screen == "DifferencesScreen"
        assert "1/4" in t.line("current")
        assert "such spans begin" in t.line("why")
        await t.press("tab", "tab")
        assert "missed" in t.line("current")
        rows = t.app.screen.query_one("#marks", RowList)
        assert [row.agrees for row in rows.items] == [False, False, True, False]
        lanes = t.app.screen.query_one(LanesView).items
        assert [[m.annotation for m in line.lane.marks] for line in lanes] == [[], [CAPITAL]]
        await t.press("up", "q", "q")
        assert t.screen == "QueueScreen"


async def test_small_and_large_terminals_show_every_lane(court: Court) -> None:
    for size in ((80, 24), (160, 50)):
        async with court(size=size) as t:
            await t.press("k")
            lanes = t.app.screen.query_one(LanesView)
            assert lanes.size.height >= len(lanes.items) == 3
            drawn = t.drawn("lanes", 3)
            assert drawn.count("1/3") == 3
            assert "nothing here" in drawn
