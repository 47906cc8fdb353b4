"""One line of text, drawn through the layout engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from workbench.layout import fit
from workbench.tui.paint import beside, fitted

if TYPE_CHECKING:
    from rich.style import Style

    from workbench.layout import Profile


class TextLine(Widget):
    """`text` at the left and `aside` at the right, in one row that never wraps."""

    DEFAULT_CSS = "TextLine { height: 1; width: 1fr; }"
    ALLOW_SELECT = False

    text: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")

    def __init__(self, style: Style, profile: Profile, *, name: str) -> None:
        super().__init__(id=name)
        self._style, self._profile = style, profile

    def render_line(self, y: int) -> Strip:
        """The row; anything below it is blank."""
        width = self.size.width
        if y > 0:
            return Strip.blank(width, self._style)
        aside = fit(self.aside, width).width
        return beside(
            [
                fitted(self.text, width - aside, self._profile, self._style, align="left"),
                fitted(self.aside, aside, self._profile, self._style, align="left"),
            ]
        )
