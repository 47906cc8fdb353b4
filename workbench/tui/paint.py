"""Visual lines to strips: the one place where laid-out text becomes what Textual draws.

Cells of one style share a segment, except a letter that carries marks: it has one of its own, so
that Textual, which cuts segments between columns, never cuts the letter from them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.layout import Profile, emit, fit, in_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workbench.layout import Align, Cell, VisualLine

_OTHER_FACE = Style(italic=True)


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
        segments.append(Segment(shown, style))
    segments += after
    if profile is Profile.KITTY:
        faces = in_turns(segment.text for segment in segments)
        segments = [
            Segment(text, style + _OTHER_FACE if style and other else style)
            for (text, style, _), other in zip(segments, faces, strict=True)
        ]
    return Strip(list(_joined(segments)), width)


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Segments of one code point a cell put together where their styles are the same."""
    text, style = "", None
    for segment in segments:
        plain = len(segment.text) == 1 or segment.text.isspace()
        if plain and segment.style is style:
            text += segment.text
            continue
        if text:
            yield Segment(text, style)
        text, style = (segment.text, segment.style) if plain else ("", None)
        if not plain and segment.text:
            yield segment
    if text:
        yield Segment(text, style)


def isolated(text: str) -> str:
    """Data inside a sentence: on one line, and without pull on the order of what stands beside it.

    U+2068 and U+2069 are the isolates of UAX #9, which the layout engine obeys and never emits.
    """
    return f"\u2068{' '.join(text.split())}\u2069"


@lru_cache(maxsize=4096)
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
