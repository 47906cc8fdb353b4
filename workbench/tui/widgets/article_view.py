"""The article: right-to-left rows with its spans marked, its furniture grey, the current in sight.

A span shows its label's letter in the first blank behind it, so that marking never moves the text.
A text cursor moves as it is seen: left is left, also inside Latin words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.curation import OPEN_STATES, State
from workbench.layout import Layout, cell_at
from workbench.layout.find import find_all, next_match, previous_match
from workbench.layout.navigate import word_at
from workbench.tui.paint import fitted, paint
from workbench.tui.widgets.text_cursor import TextCursor

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from workbench.curation import Layer, Mark
    from workbench.layout import Cell, Profile
    from workbench.model import Article, Zone
    from workbench.scheme import LabelScheme
    from workbench.tui.palette import Look

_GUTTER = 1
_NUMBERS = 5  # columns that line numbers take
_TAG_REACH = 2  # a tag may stand behind one closing sign: «المغرب»،


class ArticleView(ScrollView, can_focus=True):
    """One article under one layer, with one current mark."""

    DEFAULT_CSS = """
    ArticleView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """
    ALLOW_SELECT = False

    class Clicked(Message):
        """The text was clicked at `offset`."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self, look: Look, profile: Profile, scheme: LabelScheme, *, name: str) -> None:
        super().__init__(id=name)
        self._look, self._profile, self._scheme = look, profile, scheme
        self._article: Article | None = None
        self._layout = Layout("", 1)
        self._current: str | None = None
        self._zones: tuple[Zone, ...] = ()
        self._zone_starts: list[int] = []
        self._cursor = TextCursor()
        self._dragging = False
        self._painted = (0, 0)  # rows that showed the cursor when it last moved
        self._found: list[tuple[int, int]] = []
        self._numbered = self._revealing = False
        self._index(())

    # ---------------------------------------------------------------------------- what is shown

    def show(self, article: Article, layer: Layer, current: Mark | None) -> None:
        """Show a layer over an article, with `current` in the middle."""
        if article is not self._article:
            self._article, self._cursor, self._found = article, TextCursor(), []
            self._lay_out()
        self._zones = layer.zones
        self._zone_starts = [zone.span.start for zone in layer.zones]
        if current is not None and current.id != self._current:
            self._cursor.go(current.annotation.span.start)
        self._current = current.id if current else None
        shown = [
            mark
            for mark in layer.marks
            if mark.stands or mark.state in OPEN_STATES or mark.id == self._current
        ]
        self._index(shown)
        self._painted = self._cursor_rows()
        self.refresh()
        if current is not None:
            self._centre(current.annotation.span.start)
        elif not layer.marks:
            self.scroll_to(y=0, animate=False)

    def _index(self, marks: list[Mark] | tuple[()]) -> None:
        """Marks by position; the current one is painted last, over what it overlaps."""
        self._marks = marks
        self._starts = [mark.annotation.span.start for mark in marks]
        self._reach = list(accumulate((m.annotation.span.end for m in marks), max))
        edges = {edge for m in marks for edge in (m.annotation.span.start, m.annotation.span.end)}
        self._cuts = sorted(edges)
        self._tags: dict[int, Mark] = {}
        for mark in sorted(marks, key=self._weight):
            place = self._tag_place(mark.annotation.span.end)
            if place is not None:
                self._tags[place] = mark

    def _weight(self, mark: Mark) -> int:
        return 2 if mark.id == self._current else int(mark.stands)

    def _tag_place(self, end: int) -> int | None:
        text = self._layout.text
        for place in range(end, min(end + _TAG_REACH, len(text))):
            if text[place].isspace():
                return place
        return end if end == len(text) else None

    # ---------------------------------------------------------------------------------- geometry

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        text = self._article.text if self._article else ""
        room = max(1, width - self._left - _GUTTER)
        self._layout = Layout(text, room, reveal=self._revealing)
        self._painted = self._cursor_rows()
        self.virtual_size = Size(width, self._layout.rows)

    def _centre(self, offset: int) -> None:
        row = self._layout.row_of(offset)
        self.scroll_to(y=max(0, row - self.size.height // 2), animate=False, force=True)

    def on_resize(self) -> None:
        """Wrap anew and keep the current mark in the middle."""
        self._lay_out()
        current = next((mark for mark in self._marks if mark.id == self._current), None)
        if current is not None:
            self._centre(current.annotation.span.start)
        self.refresh()

    @property
    def _left(self) -> int:
        """The column where rows begin."""
        return _GUTTER + (_NUMBERS if self._numbered else 0)

    @property
    def _all_cuts(self) -> list[int]:
        """Where a ligature is taken apart: the edges of spans and of the selection."""
        selection = self._cursor.selection
        return sorted({*self._cuts, *selection}) if selection else self._cuts

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        row = event.y + round(self.scroll_offset.y)
        if row >= self._layout.rows:
            return None
        line = self._layout.line(row, self._all_cuts)
        cell = cell_at(line, event.x - self._left, self._profile)
        if cell is not None:
            return cell.start
        return self._layout.offset_at(row, event.x - self._left, self._all_cuts)

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

    def move(self, name: str, *, extend: bool = False) -> None:
        """Move the cursor by one of the names of `text_cursor.MOVES`, selecting when extending."""
        self._cursor.move(name, self._layout, self._all_cuts, extend=extend)
        self._follow()

    def move_rows(self, rows: int, *, extend: bool = False) -> None:
        """Move the cursor up (negative) or down."""
        self._cursor.move_rows(rows, self._layout, self._all_cuts, extend=extend)
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
        self.refresh()

    def _follow(self) -> None:
        """Keep the cursor in sight, and the terminal's own cursor on it."""
        row = self._layout.row_of(self.at)
        top, height = round(self.scroll_offset.y), max(1, self.size.height)
        if not top <= row < top + height:
            self.scroll_to(y=max(0, row - height // 2), animate=False, force=True)
        self.app.cursor_position = self.content_region.offset + self.place_of(self.at)
        first, last = self._cursor_rows()
        before, self._painted = self._painted, (first, last)
        top = min(first, before[0])
        self.refresh_lines(top, max(last, before[1]) - top + 1)

    def _cursor_rows(self) -> tuple[int, int]:
        """The first and the last row that show the cursor or the selection."""
        start, end = self._cursor.selection or (self.at, self.at)
        return self._layout.row_of(start), self._layout.row_of(end)

    def place_of(self, offset: int) -> Offset:
        """Where in the view a character stands; outside its size when it is scrolled away."""
        column = max(0, self._layout.column_of(offset, self._all_cuts))
        row = self._layout.row_of(offset) - round(self.scroll_offset.y)
        return Offset(column + self._left, row)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Stand where the button went down; Shift selects from where the cursor was."""
        offset = self._offset_under(event)
        if offset is not None:
            self._cursor.go(offset, extend=event.shift)
            self._dragging = True
            self.capture_mouse()
            self._follow()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is down."""
        offset = self._offset_under(event) if self._dragging else None
        if offset is not None:
            self._cursor.go(offset, extend=True)
            self._follow()

    def on_mouse_up(self) -> None:
        """End a selection."""
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A click tells its place; a second one selects the word."""
        offset = self._offset_under(event)
        if offset is None:
            return
        if event.chain > 1:
            self.go(*word_at(self._layout.text, offset))
        elif self.selected is None:
            self.post_message(self.Clicked(offset))

    # ---------------------------------------------------------------------------------- painting

    def render_line(self, y: int) -> Strip:
        """The row at screen line `y`."""
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_offset.y)
        ground = self._look.plain()
        if row >= self._layout.rows or width <= self._left + _GUTTER:
            return Strip.blank(width, ground)
        line = self._layout.line(row, self._all_cuts)
        marks = self._between(line.start, line.end + 1)
        here = self._cursor.offset if self.has_focus else -1
        start, end = self._cursor.selection or (-1, -1)

        def look(cell: Cell) -> tuple[str, Style]:
            tagged = self._tags.get(cell.start)
            text, style = cell.text, self._style(cell.start, marks)
            if tagged is not None and cell.text == " ":
                text, style = self._tag(tagged)
            if start <= cell.start < end:
                style = self._look.selected()
            if cell.start <= here < cell.end:
                style = self._look.cursor(style)
            return text, style

        margin = self._margin(line.end, line.cells)
        if here == line.end and self._layout.row_of(here) == row:
            text, style = margin or (" ", ground)
            margin = text, self._look.cursor(style)
        inner = paint(line, self._layout.width, self._profile, ground, look, margin)
        full = margin is not None and line.rtl and line.x == 0
        number, dim = self._number(line.start), self._look.dim()
        left = fitted(number, self._left - full, self._profile, dim, align="left", rtl=False)
        edge = Strip([Segment(*margin)]) if full and margin is not None else Strip([])
        right = width - self._left - self._layout.width
        return Strip.join([left, edge, inner, Strip.blank(max(0, right), ground)])

    def _number(self, start: int) -> str:
        """The number of the line of the text that begins at `start`; empty within one."""
        text = self._layout.text
        if not self._numbered or (start and text[start - 1] != "\n"):
            return ""
        return f"{text.count(chr(10), 0, start) + 1:>{_NUMBERS}}"

    def _between(self, start: int, end: int) -> list[Mark]:
        """The marks that touch a range, the weightiest last."""
        low = bisect_right(self._reach, start)
        high = bisect_left(self._starts, end)
        return sorted(self._marks[low:high], key=self._weight)

    def _margin(self, end: int, cells: tuple[Cell, ...]) -> tuple[str, Style] | None:
        """The tag of a span that ends with its row."""
        tagged = self._tags.get(end)
        if tagged is None and cells:
            hidden = [c.start for c in cells if c.width == 0 and c.start in self._tags]
            tagged = self._tags[hidden[0]] if hidden else None
        return self._tag(tagged) if tagged is not None else None

    def _tag(self, mark: Mark) -> tuple[str, Style]:
        label = self._scheme[mark.annotation.label]
        current = mark.id == self._current
        return label.tag, self._look.tag(label.hue, mark.state, current=current)

    def _style(self, offset: int, marks: list[Mark]) -> Style:
        for mark in reversed(marks):
            if mark.annotation.span.holds(offset):
                current = mark.id == self._current
                if mark.state is State.REJECTED and not current:
                    continue
                label = self._scheme[mark.annotation.label]
                return self._look.span(label.hue, mark.state, current=current)
        place = bisect_right(self._zone_starts, offset) - 1
        if place >= 0 and self._zones[place].span.holds(offset):
            return self._look.dim()
        return self._look.plain()
