"""What every view of rows shares, of which only those in sight are drawn.

Invariant: how many rows there are changes the bar beside them and nothing else on the screen, so
that nothing is laid out anew for it unless the bar comes or goes.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


class RowsView(ScrollView):
    """A view of rows as wide as itself."""

    ALLOW_SELECT = False
    FOCUS_ON_CLICK = False

    def __init__(self, *, name: str) -> None:
        super().__init__(id=name)
        self._laid_out: Size | None = None

    def hold(self, rows: int) -> None:
        """Have so many rows to scroll through."""
        size, bar = Size(self.scrollable_content_region.width, rows), self.vertical_scrollbar
        always = self.styles.overflow_y == "scroll"
        if self.show_vertical_scrollbar is not (always or rows > self.size.height):
            self.virtual_size = size
            return
        # Textual would lay the screen out, and then paint every bar on it once more.
        self.set_reactive(Widget.virtual_size, size)
        self._laid_out = size
        bar.window_virtual_size = rows
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        # Textual has this called with the size in sight, takes that for a change of the size of all
        # the rows, and paints the bar once more behind every layout of the screen.
        if self._laid_out == self.virtual_size:
            virtual_size = self.virtual_size
        self._laid_out = self.virtual_size
        return super()._size_updated(size, virtual_size, container_size, layout)
