"""Visual lines to strips: the one place where laid-out text becomes what Textual draws.

A strip has one segment for each cell, so that Textual never cuts a letter from its marks, and each
segment carries the offset of its cell in `meta["at"]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.layout import emit, fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.layout import Align, Cell, Profile, VisualLine


def paint(
    line: VisualLine,
    width: int,
    profile: Profile,
    ground: Style,
    look: Callable[[Cell], tuple[str, Style]],
    margin: tuple[str, Style] | None = None,
) -> Strip:
    """A strip of `width` columns; `look` gives the text and style in which a cell appears.

    `margin` is a sign for the first free column behind the end of the line, in reading order.
    """
    segments: list[Segment] = []
    left, right = line.x, width - line.x - line.width
    before, after = [Segment(" " * left, ground)], [Segment(" " * right, ground)]
    if margin is not None:
        text, style = margin
        if line.rtl and left > 0:
            before = [Segment(" " * (left - 1), ground), Segment(text, style)]
        elif not line.rtl and right > 0:
            after = [Segment(text, style), Segment(" " * (right - 1), ground)]
    segments += before
    for piece in emit(line, profile):
        if piece.cell is None:
            continue
        text, style = look(piece.cell)
        shown = piece.text if text == piece.cell.text else piece.text.replace(piece.cell.text, text)
        segments.append(Segment(shown, style + Style(meta={"at": piece.cell.start})))
    segments += after
    return Strip([segment for segment in segments if segment.text], width)


def isolated(text: str) -> str:
    """Data inside a sentence: on one line, and without pull on the order of what stands beside it.

    U+2068 and U+2069 are the isolates of UAX #9, which the layout engine obeys and never emits.
    """
    return f"\u2068{' '.join(text.split())}\u2069"


def fitted(
    text: str,
    width: int,
    profile: Profile,
    style: Style,
    *,
    align: Align = "start",
    rtl: bool | None = None,
) -> Strip:
    """One line of text in exactly `width` columns."""
    if width <= 0:
        return Strip([], 0)
    line = fit(text, width, align=align, rtl=rtl)
    return paint(line, width, profile, style, lambda cell: (cell.text, style))


def beside(strips: Iterable[Strip]) -> Strip:
    """Strips joined from left to right."""
    return Strip.join(list(strips))
