"""The widgets of the agreement screen: the names of its views, and rows that know the column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.layout import fit
from workbench.messages import is_rtl
from workbench.tui.paint import beside, fitted
from workbench.tui.screens.agreement_rows import Item
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

    from workbench.layout import Profile
    from workbench.tui.palette import Look


class ViewBar(Widget):
    """Titles beside one another, in as many rows as they need; a click chooses one."""

    DEFAULT_CSS = "ViewBar { height: auto; width: 1fr; }"
    ALLOW_SELECT = False

    class Chosen(Message):
        """A title was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, look: Look, profile: Profile, titles: Sequence[str], *, name: str) -> None:
        super().__init__(id=name)
        self._look, self._profile = look, profile
        self._titles = [f" {title} " for title in titles]
        self.chosen = 0

    def choose(self, place: int) -> None:
        """Choose a title."""
        self.chosen = place
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many rows as the titles need."""
        return len(self._rows(width))

    def _rows(self, width: int) -> list[list[tuple[int, int, int]]]:
        """Row by row the number of each title, its first column in reading order, its columns."""
        rows: list[list[tuple[int, int, int]]] = [[]]
        at = 0
        for place, title in enumerate(self._titles):
            columns = fit(title, max(1, width)).width
            if at and at + columns > width:
                rows.append([])
                at = 0
            rows[-1].append((place, at, columns))
            at += columns
        return rows

    def render_line(self, y: int) -> Strip:
        """A row of titles."""
        width, rows = self.size.width, self._rows(self.size.width)
        if y >= len(rows):
            return Strip.blank(width, self._look.plain())
        pieces = []
        for place, _at, columns in rows[y]:
            style = self._look.chosen() if place == self.chosen else self._look.plain()
            pieces.append(fitted(self._titles[place], columns, self._profile, style, align="near"))
        rest = max(0, width - sum(columns for _place, _at, columns in rows[y]))
        return beside([*pieces, fitted("", rest, self._profile, self._look.plain())])

    def on_click(self, event: events.Click) -> None:
        """Tell which title was clicked."""
        width, rows = self.size.width, self._rows(self.size.width)
        x = width - 1 - event.x if is_rtl() else event.x
        if event.y < len(rows):
            for place, at, columns in rows[event.y]:
                if at <= x < at + columns:
                    self.post_message(self.Chosen(place))


class CellList(RowList[Item]):
    """Rows of which some are rows of a matrix; `pressed` is the column that was clicked last."""

    DEFAULT_CSS = "CellList { height: 1fr; }"
    pressed = 0

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember the column."""
        self.pressed = event.x
