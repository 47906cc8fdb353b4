"""The queue, agreement and export from the screen; commands and keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from workbench import messages
from workbench.layout import Profile, fit
from workbench.tui.app import Workbench
from workbench.tui.commands import COMMANDS, keymap, twinned
from workbench.tui.hints import hint_pages, hints
from workbench.tui.screens.adjudicate import AdjudicateScreen
from workbench.tui.screens.adjudicate_dialogs import CauseDialog
from workbench.tui.screens.adjudicate_differences import DifferencesScreen
from workbench.tui.screens.adjudicate_docket import DocketScreen, OutcomesScreen
from workbench.tui.screens.adjudicate_gold import GoldScreen
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.agreement_cases import CasesScreen
from workbench.tui.screens.calibrate import Calibration
from workbench.tui.screens.choosing import ReadingQuestion
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.screens.dialogs import HelpDialog
from workbench.tui.screens.entry import HistoryDialog, InputDialog, PlacesDialog, ZoneDialog
from workbench.tui.screens.filtering import FilterDialog
from workbench.tui.screens.finding import NoticeDialog, PaletteDialog
from workbench.tui.screens.guidelines import GuidelinesScreen
from workbench.tui.screens.meaning import MeaningDialog
from workbench.tui.screens.questions import LabelQuestion, SubmitQuestion
from workbench.tui.screens.queue import QueueScreen
from workbench.tui.screens.settings import SettingsScreen
from workbench.tui.screens.speed import SpeedScreen
from workbench.tui.screens.summary import SummaryScreen
from workbench.tui.widgets.row_list import RowList
from workbench.workflow import curate
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def test_the_queue_opens_articles_and_shows_how_far_they_are(
    table: Callable[..., Any],
) -> None:
    async with table() as t:
        await t.press("a", "q")
        assert t.screen == "QueueScreen"
        rows = t.app.screen.query_one("#rows", RowList)
        assert [(r.tally.undecided, r.tally.accepted) if r.tally else r.suggestions
                for r in rows.items] == [(4, 1), 2]  # fmt: skip
        await t.press("down", "enter")
        await t.settle()
        assert t.screen == "CurateScreen"
        assert "فاس" in t.line("head")
        await t.press("q")
        assert t.app.screen.query_one("#rows", RowList).chosen == 1


async def test_the_queue_stands_at_the_article_that_was_left(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("q")
        rows = t.app.screen.query_one("#rows", RowList)
        await t.press("enter", "]", "q")
        assert rows.chosen == 1
        await t.press("enter", "[", "q")
        assert rows.chosen == 0


async def test_export_from_the_queue(table: Callable[..., Any], tmp_path: Path) -> None:
    async with table() as t:
        await t.press("a", "a", "a", "a", "a", "f", "q", "e")
        assert "1 article, 5 spans" in t.line("bottom")
    (line,) = (tmp_path / "exports" / "gold.jsonl").read_text("utf-8").splitlines()
    assert [s["label"] for s in json.loads(line)["spans"]] == [
        "ORG", "CARDINAL", "GPE", "GPE", "PER",
    ]  # fmt: skip


async def test_undo_from_the_queue_leads_to_the_article(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("a", "q", "u")
        await t.settle()
        assert t.screen == "CurateScreen"
        assert t.standing() == []
        assert "Undone" in t.line("bottom")


async def test_agreement_shows_pairs_and_labels_once_both_submitted(
    table: Callable[..., Any], small: Path
) -> None:
    for name in ("amal", "badr"):
        with session(small, name) as s:
            sheet = curate.open_article(s, s.store.article_ids()[0])
            for mark in sheet.layer.marks[: 3 if name == "amal" else 2]:
                sheet = curate.relabel(s, sheet, mark.id, mark.annotation.label)
            curate.submit(s, sheet, reject_undecided=True)
    async with table() as t:
        await t.press("q", "i")
        await t.settle()
        assert t.screen == "AgreementScreen"
        shown = "\n".join(t.app.screen.query_one("#rows").render_line(y).text for y in range(12))
        assert "0.80" in shown
        assert "amal" in shown
        await t.press("q")
        assert t.screen == "QueueScreen"


async def test_an_empty_database_says_what_to_do(path: Path, tmp_path: Path) -> None:
    open_session(path, "amal", create=True).store.close()
    app = Workbench(lambda: open_session(path, "amal"), Profile.VISUAL)
    async with app.run_test() as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, QueueScreen)
        await screen.idle()
        assert "workbench import" in screen.bottom.text
        await pilot.press("enter", "up", "down", "end", "pagedown", "u")
        await screen.idle()
        assert "nothing to undo" in screen.bottom.text


async def test_the_chosen_keys_replace_the_usual_ones(table: Callable[..., Any]) -> None:
    async with table(keymap={"curate.accept": "ö"}) as t:
        await t.press("a")
        assert t.standing() == []
        await t.press("ö")
        assert len(t.standing()) == 1
    async with table(keymap={"curate.accept": "s", "curate.skip": "a"}) as t:
        await t.press("س")
        assert len(t.standing()) == 2
        await t.press("ش")
        assert "skipped" in [mark.state for mark in t.stored().layer.undecided]


def test_every_command_has_an_action_and_every_key_one_command() -> None:
    screens: dict[str, type] = {
        "queue": QueueScreen, "curate": CurateScreen, "agreement": AgreementScreen,
        "cases": CasesScreen,
        "guidelines": GuidelinesScreen, "speed": SpeedScreen, "terminal": Calibration,
        "label": LabelQuestion, "submit": SubmitQuestion, "help": HelpDialog, "dialog": HelpDialog,
        "filter": FilterDialog, "palette": PaletteDialog, "notice": NoticeDialog,
        "meaning": MeaningDialog, "entry": InputDialog, "zone": ZoneDialog, "places": PlacesDialog,
        "line": InputDialog, "reading": ReadingQuestion,
        "history": HistoryDialog, "docket": DocketScreen, "outcomes": OutcomesScreen,
        "adjudicate": AdjudicateScreen, "gold": GoldScreen, "cause": CauseDialog,
        "differences": DifferencesScreen, "settings": SettingsScreen, "summary": SummaryScreen,
    }  # fmt: skip
    taken = set()
    for command in COMMANDS:
        assert hasattr(screens[command.screen], f"action_{command.call.split('(')[0]}"), command
        for key in twinned(command.keys).split(","):
            assert (command.screen, key) not in taken
            taken.add((command.screen, key))
    assert not any(key.split(".")[-1] in ("b", "ctrl+b", "ctrl+a") for _s, key in taken)
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("language", messages.languages())
def test_hints_fit_eighty_columns(language: str) -> None:
    messages.use_language(language)
    long = {c.screen: h for c in COMMANDS if fit(h := hints(c.screen), 200).width > 79}
    assert long == {}


@pytest.mark.parametrize("columns", [59, 79])
@pytest.mark.parametrize("screen", ["curate", "queue"])
def test_every_page_of_hints_fits_and_leads_to_the_next(screen: str, columns: int) -> None:
    long = keymap({f"{screen}.help": "shift+f11,?"})
    wide, *narrow = (hint_pages(screen, long, room) for room in (300, columns))
    for pages in narrow:
        assert all(fit(page.text, 300).width <= columns for page in pages)
        assert all(page.pieces[-1][1] == "more" for page in pages)
        assert {call for page in pages for _text, call in page.pieces} == {
            call for page in wide for _text, call in page.pieces
        }


def test_what_is_wrong_in_a_keymap_is_told_all_together_and_leaves_the_usual_keys() -> None:
    assert keymap({"curate.accept": "ö, enter"}).bound() == {"curate.accept": "ö,enter"}
    assert keymap({"queue.quit": "y"}).bound() == {"queue.quit": "y,غ"}
    made = keymap(
        {"curate.acept": "ö", "curate.reject": "a", "curate.skip": "no key", "curate.back": "ä"}
    )
    assert made.bound() == {"curate.back": "ä"}
    unknown, no_key, clash = made.problems
    assert "did you mean “curate.accept”" in unknown
    assert "“no key”" in no_key
    assert "both curate.accept and curate.reject" in clash
    both = keymap({"curate.accept": "ö", "curate.reject": "ö"})
    assert both.bound() == {}
    assert len(both.problems) == 1


async def test_keys_typed_behind_the_one_that_leaves_are_for_the_queue(
    table: Callable[..., Any],
) -> None:
    async with table() as t:
        for key in ("q", "down", "f"):  # no wait between them
            t.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await t.settle()
        await t.settle()
        assert t.screen == "FilterDialog"
        assert t.standing() == []
        assert not t.stored().layer.closed
