"""The bar that shows how far a list or a text is scrolled: a thin line, the part in sight heavy."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

_TRACK, _THUMB = "│", "┃"
_DIM = Style(dim=True)
_BAR, _BACK = Color.parse("white"), Color.parse("black")


class ThinBar(ScrollBarRender):
    """Draws a bar by the weight of its line, so that it is told without colours too."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = _BACK,
        bar_color: Color = _BAR,
    ) -> Segments:
        """One sign a row; a press on it grabs the bar or scrolls, as Textual has it."""
        first, last = _thumb(size, virtual_size, window_size, position)
        line = Style(color=bar_color, bgcolor=back_color)
        thumb = Segment(_THUMB * thickness, line + _press("grab"))
        before = Segment(_TRACK * thickness, line + _DIM + _press("scroll_up"))
        behind = Segment(_TRACK * thickness, line + _DIM + _press("scroll_down"))
        rows = [before] * first + [thumb] * (last - first) + [behind] * (size - last)
        return Segments(rows, new_lines=vertical)


def _press(action: str) -> Style:
    """What a press of the mouse does."""
    return Style(meta={"@mouse.down": action})


def _thumb(size: int, total: float, window: float, position: float) -> tuple[int, int]:
    """The rows of the part in sight: of all where all is in sight, none of them."""
    if not 0 < window < total:
        return 0, 0
    length = max(1, round(size * window / total))
    first = round((size - length) * position / (total - window))
    return first, first + length
