"""The history of an adjudicated article, from the screen that tells what became of one's spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.trials import before_the_case, differing
from tests.workflow.casework import CAPITAL, decided
from workbench.tui.screens.adjudicate_differences import DifferencesScreen
from workbench.tui.screens.entry import HistoryDialog
from workbench.workflow import adjudicate, suggest
from workbench.workflow.session import session

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_the_differences_from_gold_lead_to_why(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    differing(path)
    with session(path, "lead") as lead:
        adjudicate.finish(lead, decided(lead))
    async with before_the_case(path, "a", curator="basma") as t:
        await t.press("enter")
        await t.settle()
        assert t.screen == "DifferencesScreen"
        await t.press("h")
        await t.settle()
        dialog = t.app.screen
        assert isinstance(dialog, HistoryDialog)
        drawn = t.drawn("choices", 12)
        assert "adjudic" in drawn
        assert "lead" not in drawn, "curators are not told whose decision it was"
        told = [dialog.foot.text]
        while "nobody is right" not in told[-1]:
            await t.press("j")
            assert dialog.foot.text != told[-1], told
            told.append(dialog.foot.text)
        assert "ambiguous" in told[-1]
        assert any("all agree" in line for line in told)
        await t.press("enter")
        await t.settle()
        screen = t.app.screen
        assert isinstance(screen, DifferencesScreen)
        assert screen.copied_by_default() == CAPITAL.surface, "the place that the row was about"
        assert "dropped" in t.line("current")
