"""A list of rows of which only those on the screen are drawn; one row is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from textual.message import Message
from textual.strip import Strip

from workbench.tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.widget import Widget

T = TypeVar("T")


DrawRow: TypeAlias = Callable[[T, int, bool], Strip]


class RowList(RowsView, Generic[T], can_focus=False):
    """Rows of `T`, each drawn by `draw(item, width, chosen)`; the chosen one stays in sight."""

    DEFAULT_CSS = "RowList { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }"

    class Chosen(Message):
        """A row was clicked; `again` on a double click."""

        def __init__(self, sender: Widget, index: int, *, again: bool) -> None:
            super().__init__()
            self.sender, self.index, self.again = sender, index, again

        @property
        def control(self) -> Widget:
            """The list, for `on` selectors."""
            return self.sender

    def __init__(self, draw: DrawRow[T], ground: Style, *, name: str) -> None:
        super().__init__(name=name)
        self._draw, self._ground = draw, ground
        self.items: Sequence[T] = ()
        self.chosen = 0

    def show(self, items: Sequence[T], chosen: int | None) -> None:
        """Show `items`, with the row numbered `chosen` marked and in sight."""
        before, was = self.items, self.chosen
        self.items, self.chosen = items, -1 if chosen is None else chosen
        self.hold(len(items))
        top, height = round(self.scroll_offset.y), self.size.height
        for row in range(top, top + height):
            if (row == was) != (row == self.chosen) or _at(before, row) != _at(items, row):
                self.refresh_line(row)
        if self.chosen >= 0 and not top <= self.chosen < top + height:
            self.scroll_to(y=max(0, self.chosen - height // 2), animate=False, force=True)

    def restyle(self, change: Callable[[Style], Style]) -> None:
        """Take the style of another theme."""
        self._ground = change(self._ground)

    def render_line(self, y: int) -> Strip:
        """The row at screen line `y`."""
        width = self.scrollable_content_region.width
        index = y + round(self.scroll_offset.y)
        if index >= len(self.items):
            return Strip.blank(width, self._ground)
        return self._draw(self.items[index], width, index == self.chosen)

    def on_resize(self) -> None:
        """Keep the chosen row in sight."""
        self.show(self.items, self.chosen if self.chosen >= 0 else None)

    def on_click(self, event: events.Click) -> None:
        """A click chooses a row."""
        index = event.y + round(self.scroll_offset.y)
        if index < len(self.items):
            self.post_message(self.Chosen(self, index, again=event.chain > 1))


def _at(items: Sequence[T], row: int) -> T | None:
    return items[row] if row < len(items) else None
