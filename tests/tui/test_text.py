"""The text cursor of the article: it moves as it is seen, selects, copies and finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import TEXT
from workbench.tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import Callable

Open = Any
START = TEXT.index("وزارة")


def view(table: Any) -> ArticleView:
    found = table.app.screen.query_one(ArticleView)
    assert isinstance(found, ArticleView)
    return found


async def test_the_cursor_stands_on_the_current_span(table: Callable[..., Open]) -> None:
    async with table() as t:
        assert view(t).at == START
        await t.press("j")
        assert view(t).at == TEXT.index("35")


@pytest.mark.parametrize(
    ("keys", "offset"),
    [
        (["left"], START + 1),
        (["right"], START - 1),
        (["left", "left", "right"], START + 1),
        (["ctrl+left"], START + len("وزارة ")),
        (["ctrl+right"], TEXT.index("أعلنت")),
        (["ctrl+home"], 0),
        (["ctrl+end"], len(TEXT)),
        (["ctrl+home", "ctrl+down", "ctrl+down"], TEXT.index("أعلنت")),
        (["down", "up"], START),
        (["pagedown", "pageup"], None),
    ],
)
async def test_moves(table: Callable[..., Open], keys: list[str], offset: int | None) -> None:
    async with table() as t:
        await t.press(*keys)
        if offset is not None:
            assert view(t).at == offset
        assert t.stored().layer.seq == 0


async def test_selecting_and_copying_in_reading_order(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("ctrl+shift+left", "ctrl+shift+left")
        assert view(t).selected == (START, START + len("وزارة الداخلية "))
        await t.press("y")
        assert t.app.clipboard == "وزارة الداخلية "
        await t.press("left")
        assert view(t).selected is None
        await t.press("غ")
        assert t.app.clipboard == "وزارة الداخلية المغربية"


async def test_the_mouse_points_drags_and_takes_words(table: Callable[..., Open]) -> None:
    async with table() as t:
        v = view(t)
        at = TEXT.index("35")
        x, y = v.place_of(at)
        await t.pilot.click("#article", offset=(x, y), times=2)
        await t.settle()
        assert v.selected == (at, at + 2)
        await t.pilot.mouse_down("#article", offset=(x, y))
        await t.pilot.hover("#article", offset=(x - 4, y))
        await t.pilot.mouse_up("#article", offset=(x - 4, y))
        await t.settle()
        dragged = view(t).selected
        assert dragged is not None
        assert dragged[0] == at
        assert dragged[1] > at


async def test_the_span_under_the_cursor_becomes_current(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("j", "j", "j", "k", "k")
        v = view(t)
        v.go(TEXT.index("محمد حصاد"))
        await t.press("w")
        assert "محمد حصاد" in t.line("current")


async def test_unseen_characters_and_line_numbers_are_shown_on_demand(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        v = view(t)
        plain = v.render_line(0).text
        await t.press("z")
        assert v.render_line(0).text.strip().startswith("1")
        await t.press("z")
        assert v.render_line(0).text == plain
        await t.press("v")
        assert "marks" in t.line("bottom")
        await t.press("v")
        assert v.render_line(0).text == plain


async def test_search_folds_and_goes_around(table: Callable[..., Open]) -> None:
    async with table() as t:
        v = view(t)
        assert v.find("طَنجه") == (2, 2)
        assert v.selected == (TEXT.rindex("طنجة"), TEXT.rindex("طنجة") + 4)
        await t.press("n")
        assert v.at == TEXT.index("طنجة") + 4
        await t.press("p")
        assert v.at == TEXT.rindex("طنجة") + 4
        assert v.find("غير موجود") == (0, 0)
        await t.press("n")
        assert "Nothing matches" in t.line("bottom")


async def test_a_selection_that_parts_lam_alef_moves_nothing(table: Callable[..., Open]) -> None:
    async with table() as t:
        v = view(t)
        rows = [v.render_line(y).text for y in range(v.size.height)]
        v.go(TEXT.index("الثلاثاء"), TEXT.index("الثلاثاء") + 4)
        after = [v.render_line(y).text for y in range(v.size.height)]
        assert [len(row) for row in rows] == [len(row) for row in after]


async def test_the_question_for_a_search_takes_every_letter(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.pilot.press("slash")
        await t.pilot.pause()
        assert t.screen == "FindDialog"
        await t.pilot.press("ا", "ل", "ر", "ب", "ا", "ط")
        await t.pilot.press("enter")
        await t.settle()
        assert "Match 1 of 1" in t.line("bottom")
        at = TEXT.index("الرباط")
        assert view(t).selected == (at, at + 6)
        await t.pilot.press("ظ")
        await t.pilot.pause()
        await t.pilot.press("q")
        assert t.screen == "FindDialog"
        await t.pilot.press("escape")
        await t.settle()
        assert t.screen == "CurateScreen"


async def test_only_the_row_of_the_cursor_is_reversed(table: Callable[..., Open]) -> None:
    async with table() as t:
        v = view(t)
        for keys in (["down"], ["shift+down", "shift+down"], ["up"], ["j"], ["left"]):
            await t.press(*keys)
            # What the compositor holds is what was painted, row by row.
            shown = [t.app.screen._compositor.render_strips()[v.region.y + y] for y in
                     range(v.size.height)]  # fmt: skip
            rows = {y for y, strip in enumerate(shown)
                    if any(s.style and s.style.reverse for s in strip)}  # fmt: skip
            assert rows == {v.place_of(v.at).y}


async def test_a_span_that_ends_a_full_row_has_its_letter_in_the_gutter(
    table: Callable[..., Open],
) -> None:
    seen = 0
    for width in range(60, 100, 3):
        async with table(size=(width, 24)) as t:
            v = view(t)
            rows = [v.render_line(y).text for y in range(v.size.height)]
            assert sum(row.count("G") for row in rows) == 2
            assert all(row[0] in " GOCP" for row in rows)
            seen += any(row[0] != " " for row in rows)
    assert seen
