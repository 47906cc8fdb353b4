"""The article: right-to-left rows with its spans marked, its furniture grey, the current in sight.

A text cursor moves as it is seen: left is left, also inside Latin words.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from textual import work
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from workbench.curation import Furniture
from workbench.layout import Layout, cell_at
from workbench.layout.find import find_all, next_match, previous_match
from workbench.layout.navigate import word_at
from workbench.tui.widgets.painted import Painted
from workbench.tui.widgets.rows_view import RowsView
from workbench.tui.widgets.shown import Shown
from workbench.tui.widgets.text_cursor import TextCursor
from workbench.tui.widgets.text_row import GUTTER, NUMBERS, TAG_REACH, Sight, TextRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style
    from textual import events

    from workbench.curation import Layer, Mark
    from workbench.layout import Profile
    from workbench.model import Article
    from workbench.scheme import LabelScheme
    from workbench.tui.palette import Look

_PAUSE = 0.03  # seconds after which a key that was to come soon would have come
_NEWLINE = re.compile("\n")


class ArticleView(RowsView):
    """One article under one layer, with one current mark."""

    DEFAULT_CSS = """
    ArticleView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    class Clicked(Message):
        """The text was clicked at `offset`."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class Selected(Message):
        """Text was selected by the mouse."""

    def __init__(self, look: Look, profile: Profile, scheme: LabelScheme, *, name: str) -> None:
        super().__init__(name=name)
        self._look, self._profile, self._scheme = look, profile, scheme
        self._article: Article | None = None
        self._layout = Layout("", 1)
        self._row = TextRow(look, profile, scheme, "", 0, 1, GUTTER, None)
        self._shown = Shown()
        self._furniture = Furniture({})
        self._cursor = TextCursor()
        self._pressed: tuple[int, int] | None = None  # what the button went down on
        self._painted: Painted[Sight] = Painted()
        self._turned = asyncio.Event()  # other rows are in sight
        self._found: list[tuple[int, int]] = []
        self._numbered = self._revealing = False

    # ---------------------------------------------------------------------------- what is shown

    def show(self, article: Article, layer: Layer, current: Mark | None) -> None:
        """Show a layer over an article, with `current` in sight."""
        before, self._furniture = self._shown.current, layer.furniture
        anew = self._article is None or article.id != self._article.id
        if anew:
            self._article, self._cursor, self._found = article, TextCursor(), []
            self._pressed = None
            self._lay_out()
        if current is not None and (before is None or before.id != current.id):
            self._cursor.go(current.annotation.span.start)
        self._shown.show(layer.marks, current)
        self._shown.select(self._cursor.selection)
        if current is not None:
            self._bring(current.annotation.span.start)
        elif not layer.marks:
            self.scroll_to(y=0, animate=False)
        if not anew:  # then all of it is painted
            self._refresh_changed()
        self._place_cursor()

    # ---------------------------------------------------------------------------------- geometry

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        text = self._article.text if self._article else ""
        room = max(1, width - self._left - GUTTER)
        divides = self._profile.divides
        self._layout = Layout(text, room, reveal=self._revealing, divides=divides)
        newlines = [m.start() for m in _NEWLINE.finditer(text)] if self._numbered else None
        self._row = TextRow(
            self._look, self._profile, self._scheme, text, width, room, self._left, newlines
        )
        self._painted.forget()
        self._turned.set()
        self.hold(self._layout.rows)
        self.refresh()

    def _bring(self, offset: int) -> None:
        """Bring a row into the middle unless it is well in sight."""
        row, height = self._layout.row_of(offset), self.size.height
        margin = height // 4
        if not margin <= row - round(self.scroll_offset.y) < height - margin:
            self._centre(row)

    def _centre(self, row: int) -> None:
        self.scroll_to(y=max(0, row - self.size.height // 2), animate=False, force=True)

    def on_resize(self) -> None:
        """Wrap anew and keep the current mark in sight."""
        self._lay_out()
        if self._shown.current is not None:
            self._bring(self._shown.current.annotation.span.start)

    @property
    def _left(self) -> int:
        """The column where rows begin."""
        return GUTTER + (NUMBERS if self._numbered else 0)

    def _under(self, x: int, y: int) -> tuple[int, int] | None:
        """The range of text in a cell of the view: empty beside a row, None below the last one."""
        row = y + round(self.scroll_offset.y)
        if row >= self._layout.rows:
            return None
        line = self._layout.line(row, self._shown.cuts)
        cell = cell_at(line, x - self._left, self._profile)
        if cell is not None:
            return cell.start, cell.end
        offset = self._layout.offset_at(row, x - self._left, self._shown.cuts)
        return offset, offset

    # ------------------------------------------------------------------------------- the cursor

    @property
    def selected(self) -> tuple[int, int] | None:
        """The selected range of the text."""
        return self._cursor.selection

    @property
    def selected_text(self) -> str:
        """The selected text in the order in which it is read."""
        return self._layout.text[slice(*self.selected)] if self.selected else ""

    @property
    def at(self) -> int:
        """The offset of the cursor."""
        return self._cursor.offset

    @property
    def in_sight(self) -> tuple[int, int]:
        """The range of the text whose rows are seen."""
        top, cuts = round(self.scroll_offset.y), self._shown.cuts
        last = min(top + self.size.height, self._layout.rows) - 1
        if last < top:
            return self.at, self.at
        return self._layout.line(top, cuts).start, self._layout.line(last, cuts).end

    def move(self, name: str, *, extend: bool = False) -> None:
        """Move the cursor by one of the names of `text_cursor.MOVES`, selecting when extending."""
        self._cursor.move(name, self._layout, self._shown.cuts, extend=extend)
        self._follow()

    def move_rows(self, rows: int, *, extend: bool = False) -> None:
        """Move the cursor up (negative) or down."""
        self._cursor.move_rows(rows, self._layout, self._shown.cuts, extend=extend)
        self._follow()

    def page(self, by: int, *, extend: bool = False) -> None:
        """Move the cursor by the height of the view less one row."""
        self.move_rows(by * max(1, self.size.height - 1), extend=extend)

    def go(self, start: int, end: int | None = None) -> None:
        """Stand at an offset, or select a range."""
        if end is None:
            self._cursor.go(start)
        else:
            self._cursor.select(start, end)
        self._follow()

    def select_word(self) -> None:
        """Select the word at the cursor."""
        self.go(*word_at(self._layout.text, self.at))

    def find(self, query: str) -> tuple[int, int]:
        """Select the next place that matches, alef forms and vowel signs aside; (number, count)."""
        self._found = find_all(self._layout.text, query)
        return self.find_again(forward=True)

    def find_again(self, *, forward: bool) -> tuple[int, int]:
        """Select the next or the last match of the last search; (0, 0) where there is none."""
        step = next_match if forward else previous_match
        here = self._cursor.selection or (self.at - 1 if forward else self.at,)
        match = step(self._found, here[0])
        if match is None:
            return 0, 0
        self.go(*match)
        return self._found.index(match) + 1, len(self._found)

    def toggle_reveal(self) -> bool:
        """Show or hide the marks of unseen characters; whether they are shown now."""
        self._revealing = not self._revealing
        self._again()
        return self._revealing

    def toggle_numbers(self) -> None:
        """Show or hide line numbers."""
        self._numbered = not self._numbered
        self._again()

    def _again(self) -> None:
        self._lay_out()
        self._follow()

    def _follow(self) -> None:
        """Keep the cursor in sight, and the terminal's own cursor on it."""
        self._shown.select(self._cursor.selection)
        row = self._layout.row_of(self.at)
        top, height = round(self.scroll_offset.y), max(1, self.size.height)
        if top <= row < top + height:
            self._refresh_changed()
        else:
            self._centre(row)
        self._place_cursor()

    def _place_cursor(self) -> None:
        """Put the terminal's own cursor on the text cursor, where screen readers look."""
        self.app.cursor_position = self.content_region.offset + self.place_of(self.at)

    def place_of(self, offset: int) -> Offset:
        """Where in the view a character stands; outside its size when it is scrolled away."""
        column = max(0, self._layout.column_of(offset, self._shown.cuts))
        row = self._layout.row_of(offset) - round(self.scroll_offset.y)
        return Offset(column + self._left, row)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Stand where the button went down; Shift selects from where the cursor was."""
        self._pressed = self._under(event.x, event.y)
        if self._pressed is not None:
            self._cursor.go(self._pressed[0], extend=event.shift)
            self.capture_mouse()
            self._follow()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is down, what is under the mouse too; beyond the edge, scroll."""
        if self._pressed is None:
            return
        top, last = round(self.scroll_offset.y), self.size.height - 1
        y = min(max(0, event.y), last)
        if event.y != y:
            further = top + (1 if event.y > y else -1)
            self.scroll_to(y=max(0, further), animate=False, force=True, immediate=True)
        under = self._under(event.x, y)
        if under is None or (under == self._pressed and self.selected is None):
            return
        if under[0] >= self._pressed[0]:
            self._cursor.select(self._pressed[0], under[1])
        else:
            self._cursor.select(self._pressed[1], under[0])
        self._follow()

    def on_mouse_up(self) -> None:
        """End a selection."""
        if self._pressed is not None and self.selected is not None:
            self.post_message(self.Selected())
        self._pressed = None
        self.release_mouse()

    def on_mouse_release(self) -> None:
        """What is asked meanwhile has the mouse; what is selected remains so."""
        self._pressed = None

    def on_click(self, event: events.Click) -> None:
        """A click tells its place; a second one selects the word."""
        under = self._under(event.x, event.y)
        if under is None:
            return
        if event.chain > 1:
            self.go(*word_at(self._layout.text, under[0]))
            self.post_message(self.Selected())
        elif self.selected is None:
            self.post_message(self.Clicked(under[0]))

    # ---------------------------------------------------------------------------------- painting

    def render_line(self, y: int) -> Strip:
        """The row at screen line `y`."""
        row = y + round(self.scroll_offset.y)
        if row >= self._layout.rows or self._row.width <= self._left + GUTTER:
            return Strip.blank(self.scrollable_content_region.width, self._look.plain())
        return self._painted.strip(row, self._sight(row), self._row)

    def restyle(self, _change: Callable[[Style], Style]) -> None:
        """Paint every row anew."""
        self._painted.forget()
        self._turned.set()

    def _refresh_changed(self) -> None:
        """Paint again the rows in sight that look different now."""
        top = round(self.scroll_offset.y)
        for row in range(top, min(top + self.size.height, self._layout.rows)):
            if self._painted.outdated(row, self._sight(row)):
                self.refresh_line(row)

    def _sight(self, row: int) -> Sight:
        """What a row shows now."""
        line = self._layout.line(row, self._shown.cuts)
        start, end = line.start, line.end
        marks = self._shown.near(start - TAG_REACH, end + 1)
        current = next(filter(self._shown.is_current, marks), None)
        dimmed = tuple(self._furniture.within(start, end))
        here = self.at if self.has_focus and self._layout.row_of(self.at) == row else None
        first, last = self._cursor.selection or (end, end)
        selected = (max(start, first), min(end, last)) if first < end and start < last else None
        return Sight(line, marks, current, dimmed, here, selected)

    def on_mount(self) -> None:
        """Begin to paint ahead."""
        self._paint_ahead()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and then paint ahead."""
        super().watch_scroll_y(old_value, new_value)
        self._turned.set()

    @work
    async def _paint_ahead(self) -> None:
        """Paint the page behind and the page before those in sight, a row whenever nobody waits."""
        while True:
            await self._turned.wait()
            self._turned.clear()
            await asyncio.sleep(_PAUSE)
            top, height = round(self.scroll_offset.y), self.size.height
            behind, before = range(top + height, top + 2 * height), range(top - 1, top - height, -1)
            for row in (*behind, *before):
                if self._turned.is_set():
                    break
                if 0 <= row < self._layout.rows:
                    self._painted.strip(row, self._sight(row), self._row)
                    await asyncio.sleep(0)
