"""The article: right-to-left rows with its spans marked, its furniture dim, the current in sight.

A span shows its label's letter in the first blank behind it, so that marking never moves the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.curation import OPEN_STATES, State
from workbench.layout import Layout, cell_at
from workbench.tui.paint import paint

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from workbench.curation import Layer, Mark
    from workbench.layout import Cell, Profile
    from workbench.model import Article, Zone
    from workbench.scheme import LabelScheme
    from workbench.tui.palette import Look

_GUTTER = 1
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
        self._index(())

    # ---------------------------------------------------------------------------- what is shown

    def show(self, article: Article, layer: Layer, current: Mark | None) -> None:
        """Show a layer over an article, with `current` in the middle."""
        if article is not self._article:
            self._article = article
            self._lay_out()
        self._zones = layer.zones
        self._current = current.id if current else None
        shown = [
            mark
            for mark in layer.marks
            if mark.stands or mark.state in OPEN_STATES or mark.id == self._current
        ]
        self._index(shown)
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
        self._layout = Layout(text, max(1, width - 2 * _GUTTER))
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

    def on_click(self, event: events.Click) -> None:
        """Tell which character was clicked."""
        row = event.y + round(self.scroll_offset.y)
        if row < self._layout.rows:
            line = self._layout.line(row, self._cuts)
            cell = cell_at(line, event.x - _GUTTER, self._profile)
            if cell is not None:
                self.post_message(self.Clicked(cell.start))

    # ---------------------------------------------------------------------------------- painting

    def render_line(self, y: int) -> Strip:
        """The row at screen line `y`."""
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_offset.y)
        ground = self._look.plain()
        if row >= self._layout.rows or width <= 2 * _GUTTER:
            return Strip.blank(width, ground)
        line = self._layout.line(row, self._cuts)
        marks = self._between(line.start, line.end + 1)
        margin = self._margin(line.end, line.cells)

        def look(cell: Cell) -> tuple[str, Style]:
            tagged = self._tags.get(cell.start)
            if tagged is not None and cell.text == " ":
                return self._tag(tagged)
            return cell.text, self._style(cell.start, marks)

        inner = paint(line, width - 2 * _GUTTER, self._profile, ground, look, margin)
        gutter = Strip.blank(_GUTTER, ground)
        return Strip.join([gutter, inner, gutter])

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
        if any(zone.span.holds(offset) for zone in self._zones):
            return self._look.dim()
        return self._look.plain()
