"""A text with faces, to be read: right-to-left where it is, scrolled by rows, searched."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.layout import Layout
from workbench.layout.find import find_all, next_match, previous_match
from workbench.tui.markdown import Face, Prose
from workbench.tui.paint import paint

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

    from workbench.layout import Cell, Profile
    from workbench.tui.palette import Look

_EMPTY = Prose("", (), (), {})


class ProseView(ScrollView, can_focus=True):
    """Shows `Prose`; `place` is the first row in sight."""

    DEFAULT_CSS = """
    ProseView { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """
    ALLOW_SELECT = False

    def __init__(self, look: Look, profile: Profile, *, name: str) -> None:
        super().__init__(id=name)
        self._look, self._profile = look, profile
        self._prose, self._layout = _EMPTY, Layout("", 1)
        self._starts: list[int] = []
        self._found: list[tuple[int, int]] = []
        self._match: tuple[int, int] | None = None
        self._styles: dict[Face, Callable[[], Style]] = {
            Face.HEADING: look.heading,
            Face.STRONG: look.strong,
            Face.CODE: look.strong,
            Face.ASIDE: look.dim,
        }

    def show(self, prose: Prose, at: int = 0) -> None:
        """Show another text, from an offset on."""
        self._prose, self._found, self._match = prose, [], None
        self._starts = [start for start, _end, _face in prose.faces]
        self._lay_out()
        self.go(at)

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._prose.text

    @property
    def rows(self) -> int:
        """How many rows the text takes."""
        return self._layout.rows

    @property
    def place(self) -> int:
        """The first row in sight."""
        return round(self.scroll_offset.y)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._layout = Layout(self._prose.text, max(1, width - 2), divides=self._profile.divides)
        self.virtual_size = Size(width, self._layout.rows)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew and keep the same text in sight."""
        at = self._layout.line(min(self.place, self._layout.rows - 1)).start
        self._lay_out()
        self.go(at)

    def go(self, offset: int) -> None:
        """Bring the row of an offset to the top."""
        self.scroll_to(y=self._layout.row_of(offset), animate=False, force=True)

    def scroll_rows(self, by: int) -> None:
        """Scroll down, or up."""
        self.scroll_to(y=max(0, self.place + by), animate=False, force=True)

    def section(self, by: int) -> None:
        """Go to the next heading (1), or the one before (-1)."""
        rows = [self._layout.row_of(offset) for offset in self._prose.sections]
        if by > 0:
            later = rows[bisect_right(rows, self.place) :]
            self.scroll_to(y=later[0] if later else self.place, animate=False, force=True)
        else:
            before = rows[: bisect_left(rows, self.place)]
            self.scroll_to(y=before[-1] if before else 0, animate=False, force=True)

    def find(self, query: str) -> tuple[int, int]:
        """Go to the first match in sight or behind it; (number, count)."""
        self._found, self._match = find_all(self._prose.text, query), None
        return self.find_again(forward=True)

    def find_again(self, *, forward: bool) -> tuple[int, int]:
        """Go to the next match or the one before; (0, 0) where there is none."""
        here = self._match[0] if self._match else self._layout.line(self.place).start - 1
        self._match = (next_match if forward else previous_match)(self._found, here)
        self.refresh()
        if self._match is None:
            return 0, 0
        row = self._layout.row_of(self._match[0])
        if not self.place <= row < self.place + self.size.height:
            self.scroll_to(y=max(0, row - self.size.height // 2), animate=False, force=True)
        return self._found.index(self._match) + 1, len(self._found)

    def render_line(self, y: int) -> Strip:
        """The row at screen line `y`, one blank column before and behind it."""
        width, plain = self.scrollable_content_region.width, self._look.plain()
        row = y + self.place
        if row >= self._layout.rows or width < 3:
            return Strip.blank(max(0, width), plain)
        line = self._layout.line(row, self._match or ())
        inner = paint(line, width - 2, self._profile, plain, self._cell)
        return Strip.join([Strip.blank(1, plain), inner, Strip.blank(1, plain)])

    def _cell(self, cell: Cell) -> tuple[str, Style]:
        if self._match is not None and self._match[0] <= cell.start < self._match[1]:
            return cell.text, self._look.selected()
        place = bisect_right(self._starts, cell.start) - 1
        if place >= 0:
            _start, end, face = self._prose.faces[place]
            if cell.start < end:
                return cell.text, self._styles[face]()
        return cell.text, self._look.plain()
