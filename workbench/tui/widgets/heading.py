"""The names of columns over a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.paint import beside, fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.style import Style

    from workbench.layout import Profile


class Heading(Widget):
    """Names of columns, each with the columns of the screen that its column has.

    The last one takes the rest, and is put at the right where `headline` says that what stands
    below is Arabic text.
    """

    DEFAULT_CSS = "Heading { height: 1; width: 1fr; }"
    ALLOW_SELECT = False

    def __init__(
        self,
        columns: Iterable[tuple[str, int]],
        last: str,
        style: Style,
        profile: Profile,
        *,
        headline: bool = False,
    ) -> None:
        super().__init__(id="columns")
        self._columns, self._last = tuple(columns), last
        self._style, self._profile = style, profile
        self._headline = headline

    def restyle(self, change: Callable[[Style], Style]) -> None:
        """Take the style of another theme."""
        self._style = change(self._style)

    def render_line(self, y: int) -> Strip:
        """The row; anything below it is blank."""
        width, style, profile = self.size.width, self._style, self._profile
        if y > 0:
            return Strip.blank(width, style)
        rest = max(0, width - sum(room for _name, room in self._columns))
        names = [fitted(name, room, profile, style, align="near") for name, room in self._columns]
        last = f"{self._last} "
        if self._headline:
            return beside([*names, fitted(last, rest, profile, style, align="right")])
        return beside([*names, fitted(last, rest, profile, style, align="near")])
