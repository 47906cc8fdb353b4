"""What stands on a terminal that is too small for any screen: one sentence in the middle.

Invariant: it is drawn over a screen and changes nothing of it, so that all is as it was once there
is room again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from workbench.layout import Layout
from workbench.messages import _
from workbench.tui.paint import fitted

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.screen import Screen

    from workbench.tui.app import Workbench

LEAST = (60, 15)
"""Columns and rows that a screen takes."""

_WIDEST = 40  # columns of the sentence


class TooSmall(Widget):
    """The sentence, on everything else."""

    DEFAULT_CSS = """
    TooSmall { layer: cover; position: absolute; width: 100%; height: 100%; }
    """
    ALLOW_SELECT = False

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench

    def render_line(self, y: int) -> Strip:
        """The rows of the sentence in the middle, and blanks around them."""
        width, height = self.size
        look, profile = self._workbench.look, self._workbench.profile
        columns, rows = self._workbench.LEAST
        text = _("Too small: make the window {columns} columns wide and {rows} rows high.")
        sentence = text.format(columns=columns, rows=rows)
        layout = Layout(sentence, min(width, _WIDEST))
        shown = min(layout.rows, height)
        row = y - (height - shown) // 2
        if not 0 <= row < shown:
            return Strip.blank(width, look.plain())
        line = layout.line(row)
        part = sentence[line.start : line.end].strip()
        return fitted(part, width, profile, look.plain(), align="center")


def cover(screen: Screen[object], workbench: Workbench, *, small: bool) -> None:
    """Put the sentence on a screen where there is no room for it, and take it away where there is.

    A screen that is no longer there, or not yet, is left alone.
    """
    if not screen.is_running:
        return
    present = screen.query_children(TooSmall)
    if small:
        if not present:
            screen.mount(TooSmall(workbench))
    elif present:
        present.remove()


def is_below(size: Size, least: tuple[int, int]) -> bool:
    """Whether a terminal has less than it takes."""
    return size.width < least[0] or size.height < least[1]
