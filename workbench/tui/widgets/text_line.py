"""One line of text, drawn through the layout engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from workbench.layout import fit
from workbench.messages import is_rtl
from workbench.tui.paint import beside, fitted, place_under

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style
    from textual import events

    from workbench.layout import Profile


class TextLine(Widget):
    """`text` where reading begins and `aside` where it ends, in one row that never wraps.

    A `badge` stands before what is aside.
    """

    DEFAULT_CSS = "TextLine { height: 1; width: 1fr; }"
    ALLOW_SELECT = False

    class Clicked(Message):
        """The text was clicked at `offset`, or what is `aside`; beside them the offset is -1."""

        def __init__(self, sender: TextLine, offset: int, *, aside: bool) -> None:
            super().__init__()
            self.sender, self.offset, self.aside = sender, offset, aside

    text: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    badge: reactive[str] = reactive("")

    def __init__(self, style: Style, profile: Profile, *, name: str) -> None:
        super().__init__(id=name)
        self._style, self._profile = style, profile

    def render_line(self, y: int) -> Strip:
        """The row; anything below it is blank."""
        width = self.size.width
        if y > 0:
            return Strip.blank(width, self._style)
        aside = self._aside_width
        return beside(
            [
                fitted(self.text, width - aside, self._profile, self._style, align="near"),
                fitted(self._far, aside, self._profile, self._style, align="near"),
            ]
        )

    def restyle(self, change: Callable[[Style], Style]) -> None:
        """Take the style of another theme."""
        self._style = change(self._style)

    @property
    def _far(self) -> str:
        if not self.badge:
            return f" {self.aside}" if self.aside else ""
        return f"  {self.badge}  {self.aside.lstrip() or ' '}"

    @property
    def _aside_width(self) -> int:
        return fit(self._far, self.size.width).width

    def on_click(self, event: events.Click) -> None:
        """Tell where the text was clicked."""
        mirrored, far = is_rtl(), self._aside_width
        room = self.size.width - far
        aside = event.x < far if mirrored else event.x >= room
        text, columns = (self._far, far) if aside else (self.text, room)
        left = 0 if aside == mirrored else (far if mirrored else room)
        place = place_under(event.x - left, text, columns, self._profile)
        offset = -1 if place is None else place
        self.post_message(self.Clicked(self, offset, aside=aside))
