"""Gold that is edited on the screen: edges, labels, values, and what is left as it was."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.tui.trials import Trial, before_the_case, differing
from tests.workflow.casework import CAPITAL, COUNT, MINISTRY, SHORT, place
from workbench.model import Number
from workbench.workflow import suggest
from workbench.workflow.adjudicate import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    Court = Callable[..., AbstractAsyncContextManager["Trial"]]


@pytest.fixture
def court(path: Path, monkeypatch: pytest.MonkeyPatch) -> Court:
    """Open the application on a project of three curators who differ."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    return partial(before_the_case, differing(path))


async def test_edges_and_labels_are_edited_and_become_gold(court: Court) -> None:
    async with court() as t:
        await t.press("e")
        assert t.screen == "GoldScreen"
        await t.press(".", "6", "enter")
        await t.settle()
        assert t.screen == "AdjudicateScreen"
        assert t.said(MINISTRY).outcome is Outcome.EDITED
        ((label, surface),) = t.gold()
        assert surface == "وزارة"
        assert label != "ORG"
        assert "2/4" in t.line("current")


async def test_a_value_is_typed_and_a_span_is_added_or_taken_away(court: Court) -> None:
    async with court() as t:
        await t.press("j", "e", "=", *["backspace"] * 20, *"36", "enter")
        await t.press("j")
        await t.press("enter")
        await t.settle()
        case = t.case()
        (made,) = case.gold(case[place(case, COUNT)])
        assert isinstance(made.annotation.value, Number)
        assert made.annotation.value.number == Decimal(36)
        await t.press("k", "k", "k", "e", "x")
        await t.press("enter")
        assert t.screen == "GoldScreen", "a draft that is refused stays"
        assert "reject all" in t.line("bottom")
        await t.press("u", "x", "w", "1", "enter")
        await t.settle()
        assert t.screen == "AdjudicateScreen"
        assert len(t.gold()) == 2


async def test_a_draft_that_is_left_writes_nothing(court: Court) -> None:
    async with court() as t:
        await t.press("e", ".", ".", "escape")
        await t.settle()
        assert t.screen == "AdjudicateScreen"
        assert t.case().assignment is None
        assert "1/4" in t.line("current")


async def test_what_is_selected_in_the_text_is_labelled(court: Court) -> None:
    async with court() as t:
        await t.press("e", "x")
        t.app.screen.article_view.go(SHORT.span.start, SHORT.span.end)  # type: ignore[attr-defined]
        await t.press("1", "enter")
        await t.settle()
        assert ("PER", SHORT.surface) in t.gold()


async def test_gold_at_another_place_is_refused_and_the_draft_stays(court: Court) -> None:
    async with court() as t:
        await t.press("e")
        t.app.screen.article_view.go(CAPITAL.span.start, CAPITAL.span.end)  # type: ignore[attr-defined]
        await t.press("1", "enter")
        await t.settle()
        assert t.screen == "GoldScreen"
        assert "is another place; decide it there" in t.line("bottom")
        assert t.case().assignment is None
        await t.press("x", "enter")
        await t.settle()
        assert t.screen == "AdjudicateScreen"
