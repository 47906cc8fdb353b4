"""Only what looks different is painted again, and then the screen is as if all of it were."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from textual._compositor import ChopsUpdate

from workbench.curation import OPEN_STATES, Mark
from workbench.tui.app import Workbench
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.cuts import Cuts
from workbench.tui.widgets.question import QuestionBox
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget

    from workbench.tui.widgets.text_row import Sight

Open = Any
KEYS = ["a", "x", "s", "c", "u", "r", "j", "k", "tab", "1", "up", "down", "left", "right",
        "shift+down", "shift+up", "shift+left", "ctrl+home", "ctrl+end", "pagedown", "pageup",
        "z", "v", "f", "o"]  # fmt: skip


def span(mark: Mark | None) -> tuple[int, ...]:
    return (mark.annotation.span.start, mark.annotation.span.end) if mark else ()


def shown(table: Any, widget: Widget) -> list[Strip]:
    """What the compositor holds for a widget: what was painted, row by row."""
    rows = table.app.screen._compositor.render_strips()
    area = widget.region
    return [rows[y].crop(area.x, area.right).simplify() for y in range(area.y, area.bottom)]


@pytest.mark.parametrize("seed", range(4))
async def test_the_screen_is_what_painting_all_of_it_gives(
    table: Callable[..., Open], seed: int
) -> None:
    random = Random(seed)
    async with table(size=(50, 9)) as t:
        for _turn in range(40):
            key = random.choice(KEYS)
            await t.press(key)
            if t.screen != "CurateScreen":
                await t.press("escape")
                await t.press("left_square_bracket")
            view, rows = t.app.screen.query_one(ArticleView), t.app.screen.query_one(RowList)
            edges = {
                e for m in view._shown._marks if m.stands or m.state in OPEN_STATES for e in span(m)
            }
            edges |= set(span(view._shown.current)) | set(view.selected or ())
            assert view._shown.cuts == sorted(edges)
            before = shown(t, view), shown(t, rows)
            view._painted.forget()
            view.refresh()
            rows.refresh()
            assert (shown(t, view), shown(t, rows)) == before, key


async def test_a_key_paints_no_more_rows_than_look_different(
    table: Callable[..., Open], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with table() as t:
        view, rows = t.app.screen.query_one(ArticleView), t.app.screen.query_one(RowList)
        painted: list[int] = []
        for widget in (view, rows):
            refresh = widget.refresh

            def noted(*regions: Region, refresh: Any = refresh, **options: Any) -> Widget:
                painted.extend([region.height for region in regions] or [view.size.height])
                return refresh(*regions, **options)  # type: ignore[no-any-return]

            monkeypatch.setattr(widget, "refresh", noted)
        for key, most in (("down", 2), ("left", 1), ("shift+left", 1), ("j", 4), ("a", 4)):
            painted.clear()
            await t.press(key)
            assert 1 <= sum(painted) <= most, key


@given(st.lists(st.tuples(st.booleans(), st.lists(st.integers(0, 9), max_size=3))))
def test_cuts_are_the_edges_that_are_there(steps: list[tuple[bool, list[int]]]) -> None:
    cuts, plain = Cuts([1, 1, 2]), [1, 1, 2]
    for add, edges in steps:
        if add:
            cuts.add(edges)
            plain += edges
        else:
            held = list((Counter(plain) & Counter(edges)).elements())
            cuts.remove(held)
            for edge in held:
                plain.remove(edge)
        assert cuts.offsets == sorted(set(plain))


@pytest.fixture
def updates(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cells each update takes that reaches the terminal."""
    sizes: list[int] = []
    display = Workbench._display

    def noted(app: Workbench, screen: Any, update: Any) -> None:
        if isinstance(update, ChopsUpdate) and not app._batch_count:
            sizes.append(sum(end - start for _y, start, end in update.spans))
        elif update is not None and not app._batch_count:
            sizes.append(app.size.area)
        display(app, screen, update)

    monkeypatch.setattr(Workbench, "_display", noted)
    return sizes


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_question_is_painted_once_and_nothing_else(
    table: Callable[..., Open], updates: list[int], size: tuple[int, int]
) -> None:
    async with table(size=size) as t:
        box = t.app.screen.query_one(QuestionBox)
        for keys in (("l", "escape"), ("l", "down", "escape"), ("f", "escape"), ("l", "escape")):
            for key in keys:
                before = box.outer_size.area
                updates.clear()
                await t.press(key)
                assert len(updates) == 1, (keys, key)
                assert updates[0] <= max(before, box.outer_size.area), (keys, key)


async def test_what_is_asked_for_is_shown_as_the_question_goes(
    table: Callable[..., Open], updates: list[int]
) -> None:
    async with table() as t:
        for key in ("4", "enter"):
            await t.press("l")
            updates.clear()
            await t.press(key)
            assert len(updates) == 1
            assert updates[0] < t.app.size.area


async def test_an_article_is_painted_once_and_so_is_the_queue(
    table: Callable[..., Open], updates: list[int]
) -> None:
    async with table() as t:
        for key, most in (("right_square_bracket", 1), ("left_square_bracket", 1), ("q", 2)):
            updates.clear()
            await t.press(key)
            await t.settle()
            assert 1 <= len(updates) <= most, key


async def test_an_article_that_is_opened_is_looked_through_once(
    table: Callable[..., Open], monkeypatch: pytest.MonkeyPatch
) -> None:
    sights: list[int] = []
    sight = ArticleView._sight

    def noted(view: ArticleView, row: int) -> Sight:
        sights.append(row)
        return sight(view, row)

    monkeypatch.setattr(ArticleView, "_sight", noted)
    async with table() as t:
        sights.clear()
        await t.press("right_square_bracket")
        rows = t.app.screen.query_one(ArticleView)._layout.rows
        assert sorted(sights) == list(range(rows))
