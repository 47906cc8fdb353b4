"""One line of text to edit, right-to-left unless its first strong character says otherwise.

The invariant: the cursor and the ends of the selection are cluster boundaries of `value`, the value
has no control characters, and the cursor is in sight.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.arabic.clusters import cluster_at
from workbench.layout import Layout, cell_at, emit, navigate
from workbench.tui.paint import paint

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style
    from textual import events

    from workbench.layout import Cell, Profile, VisualLine
    from workbench.tui.palette import Look

_NEW_LINES = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class RtlInput(Widget, can_focus=True):
    """A text and a cursor in it; the keys are in `BINDINGS`.

    `validate` gives a sentence on what is wrong with a value, or None. The owner shows it.
    """

    DEFAULT_CSS = "RtlInput { height: 1; width: 1fr; }"
    ALLOW_SELECT = False
    BINDINGS = [  # noqa: RUF012 - Textual reads it from the class
        *(
            Binding(f"{shift}{key}", f"move('{move}', {select})", show=False)
            for shift, select in (("", False), ("shift+", True))
            for key, move in (
                ("left", "left"),
                ("right", "right"),
                ("home", "row_start"),
                ("end", "row_end"),
            )
        ),
        *(
            Binding(f"ctrl+{shift}{side}", f"move('word_{side}', {select})", show=False)
            for shift, select in (("", False), ("shift+", True))
            for side in ("left", "right")
        ),
        Binding("backspace", "backspace", show=False),
        Binding("delete", "delete", show=False),
        Binding("enter", "submit", show=False),
        Binding("escape", "cancel", show=False),
    ]

    class Edited(Message):
        """What the messages of an input have in common."""

        def __init__(self, sender: RtlInput) -> None:
            super().__init__()
            self.sender, self.value, self.problem = sender, sender.value, sender.problem

        @property
        def control(self) -> RtlInput:
            """The input, for `on` selectors."""
            return self.sender

    class Changed(Edited):
        """The value is another; `problem` is what `validate` says of it."""

    class Submitted(Edited):
        """Enter was pressed and the value is valid."""

    class Refused(Edited):
        """Enter was pressed, but there is a `problem`."""

    class Cancelled(Edited):
        """Escape was pressed."""

    def __init__(
        self,
        look: Look,
        profile: Profile,
        *,
        name: str,
        value: str = "",
        validate: Callable[[str], str | None] | None = None,
    ) -> None:
        super().__init__(id=name)
        self._look, self._profile, self._validate = look, profile, validate
        self._scroll = 0  # columns out of sight at the start, in reading direction
        self._set(clean(value))

    # ----------------------------------------------------------------------------- value and cursor

    @property
    def value(self) -> str:
        """The text, in logical order."""
        return self._value

    @value.setter
    def value(self, text: str) -> None:
        self._edit(0, len(self._value), clean(text))

    @property
    def problem(self) -> str | None:
        """What `validate` says of the value."""
        return self._validate(self._value) if self._validate else None

    @property
    def cursor(self) -> int:
        """The offset in the value that the cursor stands before."""
        return self._cursor

    @cursor.setter
    def cursor(self, offset: int) -> None:
        self._put(offset)

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected; equal when nothing is."""
        return min(self._anchor, self._cursor), max(self._anchor, self._cursor)

    def insert(self, text: str) -> None:
        """Put `text` in the place of the selection, on one line and without control characters."""
        self._edit(*self.selection, clean(text))

    def _set(self, value: str) -> None:
        self._value = value
        columns = 2 * len(value) + 1  # no code point has more than two
        self._layout = Layout(value, columns, divides=self._profile.divides)
        self._anchor = self._cursor = len(value)

    def _edit(self, start: int, end: int, text: str) -> None:
        """Put `text` in the place of `[start, end)`, with the cursor behind it."""
        changed = self._value[:start] + text + self._value[end:]
        differs = changed != self._value
        self._set(changed)
        place = start + len(text)
        before, after = cluster_at(changed, place)
        self._put(place if place == before else after)
        if differs and self.is_running:
            self.post_message(self.Changed(self))

    def _put(self, offset: int, *, select: bool = False) -> None:
        self._cursor = cluster_at(self._value, max(0, offset))[0]
        if not select:
            self._anchor = self._cursor
        self._follow()

    # ----------------------------------------------------------------------------------------- keys

    def check_consume_key(
        self,
        key: str,  # noqa: ARG002 - the signature is Textual's
        character: str | None,
    ) -> bool:
        """Whatever can be printed is typed here, and is no command of the screen."""
        return _can_be_typed(character)

    def on_key(self, event: events.Key) -> None:
        """Type a character."""
        if event.character is not None and _can_be_typed(event.character):
            event.stop()
            event.prevent_default()
            self.insert(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Insert what is pasted."""
        event.stop()
        event.prevent_default()
        self.insert(event.text)

    def action_move(self, move: str, select: bool) -> None:
        """Move the cursor, with the end of the selection if `select`."""
        start, end = self.selection
        if start < end and not select and move in {"left", "right"}:
            edges = sorted((start, end), key=self._column)
            self._put(edges[0] if move == "left" else edges[1])
            return
        self._put(_MOVES[move](self._layout, self._cursor, self._cuts()), select=select)

    def action_backspace(self) -> None:
        """Delete the selection, or the cluster before the cursor."""
        start, end = self.selection
        if start == end > 0:
            start = cluster_at(self._value, end - 1)[0]
        self._edit(start, end, "")

    def action_delete(self) -> None:
        """Delete the selection, or the cluster at the cursor."""
        start, end = self.selection
        self._edit(start, cluster_at(self._value, start)[1] if start == end else end, "")

    def action_submit(self) -> None:
        """Hand over the value if it is valid."""
        self.post_message(self.Refused(self) if self.problem else self.Submitted(self))

    def action_cancel(self) -> None:
        """Tell that nothing is wanted."""
        self.post_message(self.Cancelled(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        place = event.get_content_offset(self)
        if place is None:
            return
        event.stop()
        line = self._shown()
        cell = cell_at(line, place.x, self._profile)
        if cell is not None:
            self._put(cell.start)
        else:
            self._put(len(self._value) if (place.x < line.x) == line.rtl else 0)

    # -------------------------------------------------------------------------------------- drawing

    def on_focus(self) -> None:
        """Show the cursor."""
        self._follow()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow()

    def _cuts(self) -> list[int]:
        return sorted({self._anchor, self._cursor})

    def _column(self, offset: int) -> int:
        """The column of an offset in the whole line, with a column for its end."""
        cuts = self._cuts()
        line = self._layout.line(0, cuts)
        return self._layout.column_of(offset, cuts) - line.x + line.rtl

    def _first(self) -> int:
        """The column of the whole line that is the first in sight."""
        line = self._layout.line(0, self._cuts())
        hidden = line.width + 1 - self.size.width
        return hidden - self._scroll if line.rtl else self._scroll

    def _shown(self) -> VisualLine:
        """The line as far as it is in sight, in columns of the widget."""
        line = self._layout.line(0, self._cuts())
        shift = self._first() + line.x - line.rtl
        width = self.size.width
        cells = tuple(
            cell._replace(x=cell.x - shift)
            for cell in line.cells
            if cell.width and cell.x >= shift and cell.x + cell.width <= shift + width
        )
        x = cells[0].x if cells else (width if line.rtl else 0)
        used = sum(cell.width for cell in cells)
        return replace(line, x=x, width=used, cells=cells)

    def _follow(self) -> None:
        """Scroll until the cursor is in sight, and tell the terminal where it is."""
        self.refresh()
        width = self.size.width
        if width < 1:
            return
        cuts = self._cuts()
        line = self._layout.line(0, cuts)
        column = self._column(self._cursor)
        columns = max((c.width for c in line.cells if c.x == column + line.x - line.rtl), default=1)
        near = line.width + 1 - column - max(1, columns) if line.rtl else column
        self._scroll = min(self._scroll, near, max(0, line.width + 1 - width))
        self._scroll = max(self._scroll, near + max(1, columns) - width, 0)
        if self.has_focus:
            x, y = self.content_region.offset
            self.app.cursor_position = Offset(x + self._sent_column(), y)

    def _sent_column(self) -> int:
        """The column of the cursor as the terminal counts, in the order of what it is sent."""
        wanted = self._column(self._cursor) - self._first()
        column = 0
        for piece in emit(self._shown(), self._profile):
            if piece.cell is not None and piece.cell.x == wanted:
                return column
            column += piece.cell.width if piece.cell else len(piece.text)
        return wanted

    def render_line(self, y: int) -> Strip:
        """The value; what is below its row is blank."""
        width, plain = self.size.width, self._look.plain()
        if y > 0 or width < 1:
            return Strip.blank(width, plain)
        at = self._column(self._cursor) - self._first()
        start, end = self.selection
        line, has_focus = self._shown(), self.has_focus

        def look(cell: Cell) -> tuple[str, Style]:
            style = self._look.selected() if start <= cell.start < end else plain
            here = has_focus and cell.x == at
            return cell.text, self._look.cursor(style) if here else style

        at_end = has_focus and not line.x <= at < line.x + line.width
        margin = (" ", self._look.cursor(plain)) if at_end else None
        return paint(line, width, self._profile, plain, look, margin)


_MOVES = {
    "left": navigate.left,
    "right": navigate.right,
    "word_left": navigate.word_left,
    "word_right": navigate.word_right,
    "row_start": navigate.row_start,
    "row_end": navigate.row_end,
}


def _can_be_typed(character: str | None) -> bool:
    """Whether a key has a character that a value may hold; joiners count, which cannot be seen."""
    return character is not None and character != "" and character == clean(character)


def clean(text: str) -> str:
    """`text` on one line: line ends and tabs are spaces, other controls are dropped."""
    return _UNWANTED.sub("", _NEW_LINES.sub(" ", text))
