"""The tour, taken as its guide says, and tips that retire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import Table
from workbench.layout import Profile
from workbench.tui.commands import USUAL
from workbench.tui.habits import Habits
from workbench.tui.tips import TIPS, tip_text
from workbench.tui.tour import Tour
from workbench.tui.widgets.prose_view import ProseView
from workbench.workflow import curate, tour
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    Open = AbstractAsyncContextManager[Table]


def guide(t: Table) -> str:
    return t.app.screen.query_one("#guide", ProseView).text


async def test_the_tour_is_done_in_five_steps(tmp_path: Path) -> None:
    path = tmp_path / "tour.db"
    app = Tour(lambda: tour.open_tour(path), Profile.VISUAL)
    async with app.run_test(size=(80, 24)) as pilot:
        t = Table(pilot, path)
        await t.settle()
        steps = (
            ["a", "a"],
            ["comma", "a"],
            ["equals_sign", *"6037", "enter"],
            ["a", "x"],
            ["slash", *"سعيد", "enter", "ctrl+shift+left", "ctrl+shift+left", "1"],
        )
        for number, keys in enumerate(steps):
            assert f"Step {number + 1} of 5" in guide(t)
            await t.press(*keys)
        assert "the tour is over" in guide(t)
        await t.press("f")
    with session(path, tour.CURATOR) as reader:
        layer = curate.open_article(reader, reader.store.article_ids()[0]).layer
        assert layer.closed
        assert tour.next_step(layer, None) == len(tour.STEPS)
        assert {m.annotation.surface for m in layer.standing} >= {"سعيد بنعلي", "طنجة"}


async def test_a_step_is_not_done_by_other_keys(tmp_path: Path) -> None:
    path = tmp_path / "tour.db"
    app = Tour(lambda: tour.open_tour(path), Profile.VISUAL)
    async with app.run_test(size=(80, 24)) as pilot:
        t = Table(pilot, path)
        await t.settle()
        await t.press("x", "a", "j", "k")
        assert "Step 1 of 5" in guide(t)
        await t.press("q")
    assert app.return_code == 0


async def test_who_went_too_far_is_led_back(tmp_path: Path) -> None:
    path = tmp_path / "tour.db"
    app = Tour(lambda: tour.open_tour(path), Profile.VISUAL)
    async with app.run_test(size=(80, 24)) as pilot:
        t = Table(pilot, path)
        await t.settle()
        await t.press("a", "a", "a")
        assert "Step 2 of 5" in guide(t)
        assert "k (ن) goes back" in guide(t)
        await t.press("k")
        assert "goes back" not in guide(t)
        await t.press("comma", "a")
        assert "Step 3 of 5" in guide(t)


async def test_the_queue_leads_to_the_tour(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("q", "v")
        assert t.app.return_value is True


async def test_a_tip_is_shown_until_it_served(table: Callable[..., Open]) -> None:
    async with table(hints="yes") as t:
        first = tip_text(TIPS[0], t.app.keys)
        assert t.line("bottom") == first
        await t.press("q", "enter")
        assert t.line("bottom") == first
        await t.press("comma", "q", "enter")
        assert t.line("bottom") == tip_text(TIPS[1], t.app.keys)


async def test_no_tip_is_shown_to_who_wants_none(table: Callable[..., Open]) -> None:
    async with table() as t:
        assert "Tip" not in t.line("bottom")


def test_habits_are_kept_and_a_tip_is_not_shown_for_ever() -> None:
    habits = Habits.load()
    assert habits.is_new
    shown = [habits.tip("curate", True) for _ in range(4)]
    assert shown == [TIPS[0]] * 3 + [TIPS[1]]
    habits.offered_tour()
    habits.use("curate", "undo")
    habits.save()
    again = Habits.load()
    assert not again.is_new
    rest = [again.tip("curate", True) for _ in range(100)]
    assert "curate.undo" not in {tip.id for tip in rest if tip}
    assert rest[-1] is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"used": 3}', '{"used": [3], "shown": [null]}'])
def test_damaged_habits_are_forgotten(tmp_path: Path, text: str) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "habits.json").write_text(text, "utf-8")
    assert Habits.load().is_new


def test_every_tip_names_commands_and_says_their_keys() -> None:
    for tip in TIPS:
        assert tip_text(tip, USUAL) != tip.text
        assert len(tip_text(tip, USUAL)) <= 79
