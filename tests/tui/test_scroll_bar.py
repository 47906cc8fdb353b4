"""The scroll bar: a line that is heavy where the part in sight is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
from hypothesis import given

from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.scroll_bar import ThinBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.segment import Segment


def drawn(size: int, total: int, window: int, position: float) -> list[Segment]:
    return list(ThinBar.render_bar(size, total, window, position).segments)


@given(st.integers(1, 60), st.integers(1, 5000), st.integers(0, 5000), st.floats(0, 1))
def test_the_heavy_part_is_where_the_text_in_sight_is(
    size: int, total: int, window: int, share: float
) -> None:
    bar = drawn(size, total, window, share * max(0, total - window))
    text = "".join(segment.text for segment in bar)
    assert len(text) == size
    assert text.strip("│") == "┃" * text.count("┃")
    if 0 < window < total:
        assert abs(text.count("┃") - max(1, size * window / total)) <= 0.5
        assert share > 0 or text.startswith("┃")
        assert share < 1 or text.endswith("┃")
    else:
        assert text == "│" * size
    acts = [segment.style.meta["@mouse.down"] for segment in bar if segment.style]
    places = {act: place for place, act in enumerate(acts)}
    assert sorted(places, key=lambda act: places[act]) == [
        act for act in ("scroll_up", "grab", "scroll_down") if act in places
    ]


async def test_the_mouse_scrolls_with_it(table: Callable[..., Any]) -> None:
    async with table() as t:
        await t.press("question_mark")
        rows = t.app.screen.query_one(RowList)
        assert rows.scroll_offset.y == 0
        bar = rows.vertical_scrollbar
        await t.pilot.mouse_down(bar, offset=(0, bar.size.height - 1))
        await t.pilot.mouse_up(bar)
        await t.settle()
        await t.pilot.wait_for_animation()
        assert rows.scroll_offset.y > 0
