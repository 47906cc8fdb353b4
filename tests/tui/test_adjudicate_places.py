"""What all missed, and site furniture, decided on the screen of a case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset

from tests.builders import TEXT, on
from tests.tui.trials import Trial, before_the_case, differing
from tests.workflow.casework import CAPITAL, CITY, PERSON, SHORT, WRONG
from tests.workflow.test_furniture import HEAD, TOWN, resubmit
from workbench.model import Number, Zone, ZoneKind
from workbench.tui.widgets.lanes import LanesView
from workbench.workflow import suggest
from workbench.workflow.adjudicate import Finding, Outcome, Standing
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    Court = Callable[..., AbstractAsyncContextManager["Trial"]]

PERCENT = on(TEXT, "4 في المائة", "PERCENT")


@pytest.fixture
def project(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three curators who differ."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    return differing(path)


@pytest.fixture
def court(project: Path) -> Court:
    """Open the application on the project."""
    return partial(before_the_case, project)


def select(t: Trial, start: int, end: int) -> None:
    t.app.screen.article_view.go(start, end)  # type: ignore[attr-defined]


async def test_selected_text_that_all_missed_becomes_gold(court: Court) -> None:
    async with court() as t:
        select(t, PERSON.span.start, PERSON.span.end)
        await t.press("i", "1", "enter")
        await t.settle()
        assert t.screen == "AdjudicateScreen"
        assert t.gold() == [("PER", PERSON.surface)]
        assert t.said(PERSON) == Finding(Outcome.ADDED)
        assert "1/5" in t.line("current"), "who was about to decide a place is back at it"
        assert "all missed" in t.line("bottom")
        assert "added" in t.drawn("marks", 5)
        await t.press("u")
        assert t.gold() == []
        assert "Undone: the decision on" in t.line("bottom")
        await t.press("r")
        assert t.gold() == [("PER", PERSON.surface)]


async def test_a_figure_gets_its_value_and_several_are_added_at_once(court: Court) -> None:
    async with court() as t:
        await t.press("ه")  # the twin of i
        assert t.screen == "GoldScreen"
        assert "missed" in t.line("head")
        await t.press("enter")
        assert "label first" in t.line("bottom"), "a draft that is refused stays"
        for each in (PERCENT, PERSON):
            select(t, each.span.start, each.span.end)
            await t.press("3" if each is PERCENT else "1")
        await t.press("enter")
        await t.settle()
        assert t.gold() == [("PER", PERSON.surface), ("PERCENT", PERCENT.surface)]
        value = t.case().layer.standing[1].annotation.value
        assert isinstance(value, Number)
        assert value.number == 4


async def test_what_was_added_is_edited_remarked_on_and_taken_away(court: Court) -> None:
    async with court() as t:
        select(t, PERSON.span.start, PERSON.span.end)
        await t.press("i", "1", "enter")
        await t.settle()
        await t.press("k", "m")
        assert "added this span yourself" in t.line("bottom")
        assert "5/5" in t.line("current")
        assert "nobody marked it" in t.line("current")
        await t.press("+", *"فات", "enter", "e", ".", "enter")
        await t.settle()
        ((label, surface),) = t.gold()
        assert (label, surface) == ("PER", "محمد")
        assert t.said(PERSON) == Finding(Outcome.ADDED, note="فات")
        await t.press("end", "k", "x")
        assert t.gold() == []
        assert len(t.case().clusters) == 4


async def test_what_somebody_marked_is_not_added(court: Court) -> None:
    async with court() as t:
        select(t, CAPITAL.span.start, CAPITAL.span.end)
        await t.press("i", "1", "enter")
        await t.settle()
        assert t.screen == "GoldScreen"
        assert "is another place" in t.line("bottom")
        await t.press("escape")
        await t.settle()
        assert t.case().assignment is None


async def test_a_submission_that_meets_it_is_shown_beside_it_and_a_digit_keeps_it(
    court: Court,
) -> None:
    async with court() as t:
        select(t, PERSON.span.start, PERSON.span.end)
        await t.press("i", "1", "enter")
        await t.settle()
        first = on(TEXT, "محمد", "PER")
        t.as_another("dalal", SHORT, WRONG, CITY, first)
        await t.press("x")  # anything
        await t.press("q")
        await t.settle()
        await t.press("enter")
        await t.settle()
        assert "changed 1 place" in t.line("bottom")
        while "5/5" not in t.line("current"):
            await t.press("j")
        assert t.standing(PERSON) is Standing.OPEN
        assert "yours" in t.drawn("lanes", 4)
        await t.press(t.lane(PERSON))
        assert t.said(PERSON).outcome is Outcome.EDITED
        assert ("PER", PERSON.surface) in t.gold()


async def test_furniture_is_a_place_and_what_is_in_it_goes_with_it(
    project: Path, court: Court
) -> None:
    for name, zone, added in (("basma", ZoneKind.MENU, ()), ("dalal", None, (TOWN,))):
        with session(project, name) as curator:
            resubmit(curator, zone=zone, add=added)
    async with court() as t:
        assert "1/6" in t.line("current")
        assert "site furniture: missing" in t.line("current")
        assert "@" in t.drawn("marks", 1)
        drawn = t.drawn("lanes", 4)
        assert "menu" in drawn
        assert "nothing here" in drawn
        number = next(
            line.lane.number for line in t.app.screen.query_one(LanesView).items if line.lane.marks
        )
        await t.pilot.click("#lanes", Offset(12, number - 1))
        await t.settle()
        assert t.case().zones == (Zone(HEAD.span, ZoneKind.MENU),)
        assert len(t.case().clusters) == 5, "what Dalal marked in it is no place any more"
        assert "2/5" in t.line("current")
        await t.press("k", "e", "9")
        await t.settle()
        assert [zone.kind for zone in t.case().zones] == [ZoneKind.CREDIT]
        await t.press("k", "x")
        assert t.case().zones == ()
        await t.press("u", "u", "u")
        assert t.case().zones == ()
        assert t.standing(TOWN) is Standing.OPEN
        view = t.app.screen.article_view  # type: ignore[attr-defined]
        await t.pilot.click("#article", view.place_of(TOWN.span.start + 1))
        await t.settle()
        assert "2/6" in t.line("current"), "a place in furniture is reached by a click"
        await t.press("g")
        assert t.screen != "AdjudicateScreen"
