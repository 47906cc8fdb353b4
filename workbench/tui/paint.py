"""Visual lines to strips: the one place where laid-out text becomes what Textual draws.

Cells of one style share a segment, except a letter that carries marks: it has one of its own, so
that Textual, which cuts segments between columns, never cuts the letter from them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.layout import Profile, cell_at, emit, fit, in_turns
from workbench.messages import counted, is_rtl

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
    return Strip(painted(line, width, profile, ground, look, margin), width)


def painted(
    line: VisualLine,
    width: int,
    profile: Profile,
    ground: Style,
    look: Callable[[Cell], tuple[str, Style]],
    margin: tuple[str, Style] | None = None,
) -> list[Segment]:
    """The segments of `paint`, for a strip that has more than them."""
    left, right = line.x, width - line.x - line.width
    before, after = [(" " * left, ground)], [(" " * right, ground)]
    if margin is not None:
        if line.rtl and left > 0:
            before = [(" " * (left - 1), ground), margin]
        elif not line.rtl and right > 0:
            after = [margin, (" " * (right - 1), ground)]
    pieces = [*before, *_pieces(line, profile, look), *after]
    if profile is Profile.KITTY:
        faces = in_turns(text for text, _style in pieces)
        pieces = [
            (text, style + _OTHER_FACE if other else style)
            for (text, style), other in zip(pieces, faces, strict=True)
        ]
    return list(_joined(pieces))


def _pieces(
    line: VisualLine, profile: Profile, look: Callable[[Cell], tuple[str, Style]]
) -> Iterator[tuple[str, Style]]:
    for piece in emit(line, profile):
        cell = piece.cell
        if cell is not None:
            text, style = look(cell)
            yield (piece.text if text == cell.text else piece.text.replace(cell.text, text)), style


def _joined(pieces: Iterable[tuple[str, Style]]) -> Iterator[Segment]:
    """Segments; pieces of one code point are put together where their styles are the same."""
    run, shared = "", None
    for text, style in pieces:
        plain = len(text) == 1 or text.isspace()
        if plain and style is shared:
            run += text
            continue
        if run:
            yield Segment(run, shared)
        run, shared = (text, style) if plain else ("", None)
        if not plain and text:
            yield Segment(text, style)
    if run:
        yield Segment(run, shared)


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
    align: Align | Literal["near", "far"] = "start",
    rtl: bool | None = None,
) -> Strip:
    """One line of text in exactly `width` columns.

    `near` and `far` are where a line of the interface begins and ends; a text that is put there has
    its direction and its digits, unless `rtl` gives another direction: then it is data.
    """
    mirrored = is_rtl()
    match align:
        case "near" | "far":
            side: Align = "left" if (align == "near") != mirrored else "right"
            if rtl is None:
                return _fitted(counted(text), width, profile, style, side, mirrored)
            return _fitted(text, width, profile, style, side, rtl)
        case _:
            return _fitted(text, width, profile, style, align, rtl)


@lru_cache(maxsize=4096)
def _fitted(
    text: str, width: int, profile: Profile, style: Style, align: Align, rtl: bool | None
) -> Strip:
    if width <= 0:
        return Strip([], 0)
    line = fit(text, width, align=align, rtl=rtl)
    return paint(line, width, profile, style, lambda cell: (cell.text, style))


def place_under(column: int, text: str, width: int, profile: Profile) -> int | None:
    """The offset in `text` of what stands in a column, where it is put near; None beside it."""
    mirrored = is_rtl()
    line = fit(text, width, align="right" if mirrored else "left", rtl=mirrored)
    cell = cell_at(line, column, profile)
    return cell.start if cell is not None else None


def beside(strips: Iterable[Strip]) -> Strip:
    """Strips joined in the reading order of the interface."""
    pieces = list(strips)
    return Strip.join(pieces[::-1] if is_rtl() else pieces)
