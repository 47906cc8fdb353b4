"""What is sent to the terminal for a visual line: its cells, in the order that its kind needs.

The invariant: a terminal of the profile shows the cells from left to right as they stand in
`VisualLine.cells` (in logical order with `OFF`), and the pieces take exactly the columns of the
line, including those to its left.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from workbench.layout.joining import LAM, transparent
from workbench.layout.properties import bidi_classes, displays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.layout.paragraph import Cell, VisualLine

LEFT_TO_RIGHT_MARK = "\u200e"
ARABIC_COMMA = "\u060c"


class Profile(StrEnum):
    """How a terminal treats right-to-left text.

    VISUAL shows what it gets from left to right. BIDI reorders it by UAX #9. KITTY mirrors the
    glyphs of each right-to-left run, but keeps its cells in place. OFF gets the letters of the text
    in logical order, neither shaped nor mirrored; a line that was made with every offset for a cut
    has no ligatures either.
    """

    VISUAL = "visual"
    BIDI = "bidi"
    KITTY = "kitty"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of output, in the columns of `cell`; None is padding."""

    text: str
    cell: Cell | None


def emit(line: VisualLine, profile: Profile) -> tuple[Piece, ...]:
    """The pieces of `line` in the order that goes to the terminal; joined, they are what is sent.

    The style of a piece is that of its cell. Only the left side is padded.
    """
    shown = [cell for cell in line.cells if cell.width]
    padding = (Piece(" " * line.x, None),) if line.x else ()
    if profile is Profile.OFF:
        logical = sorted(shown, key=lambda cell: cell.start)
        return (*padding, *(Piece(_as_stored(cell, line), cell) for cell in logical))
    return (*padding, *_ORDERS[profile](shown))


def cell_at(line: VisualLine, column: int, profile: Profile) -> Cell | None:
    """The cell that a terminal means when it reports the mouse in `column`; None outside of all.

    Terminals that reorder report the column in what was sent, not where it is shown.
    """
    end = 0
    for piece in emit(line, profile):
        end += piece.cell.width if piece.cell else len(piece.text)
        if column < end:
            return piece.cell if column >= 0 else None
    return None


def plain(line: VisualLine, profile: Profile) -> str:
    """The row as one string, with its left padding and without spaces at the right."""
    return "".join(piece.text for piece in emit(line, profile)).rstrip(" ")


def _visual(cells: Sequence[Cell]) -> Iterable[Piece]:
    return (Piece(cell.text, cell) for cell in cells)


def _bidi(cells: Sequence[Cell]) -> Iterable[Piece]:
    """Each run of right-to-left letters and Arabic digits in logical order, between marks.

    The marks make everything outside of the runs left-to-right, so that it stays where it is.
    """
    for turned, run in groupby(cells, lambda cell: _direction(cell) != ""):
        if not turned:
            yield from _visual(list(run))
            continue
        logical: list[Cell] = []
        for direction, part in groupby(reversed(list(run)), _direction):
            backwards = list(part)
            logical += reversed(backwards) if direction == "N" else backwards
        last = len(logical) - 1
        for index, cell in enumerate(logical):
            before = LEFT_TO_RIGHT_MARK if index == 0 else ""
            after = LEFT_TO_RIGHT_MARK if index == last else ""
            yield Piece(before + cell.text + after, cell)


def _kitty(cells: Sequence[Cell]) -> Iterable[Piece]:
    """Each right-to-left run backwards; columns, and with them styles, stay where they are."""
    for mirrored, group in groupby(cells, _in_mirrored_run):
        run = list(group)
        texts = [cell.text for cell in run]
        if mirrored:
            texts.reverse()
        yield from (Piece(text, cell) for text, cell in zip(texts, run, strict=True))


_ORDERS: dict[Profile, Callable[[Sequence[Cell]], Iterable[Piece]]] = {
    Profile.VISUAL: _visual,
    Profile.BIDI: _bidi,
    Profile.KITTY: _kitty,
}


def _direction(cell: Cell) -> str:
    """R for what a terminal lays out from right to left, N for Arabic digits, else nothing."""
    return {"R": "R", "A": "R", "N": "N"}.get(bidi_classes[ord(cell.text[0])], "")


def _in_mirrored_run(cell: Cell) -> bool:
    return _direction(cell) == "R" or cell.text[0] == ARABIC_COMMA


def _as_stored(cell: Cell, line: VisualLine) -> str:
    """The text of a cell with its own first letter, where that letter has the cell's columns."""
    stored = line.text[cell.start - line.start : cell.end - line.start]
    if not stored or displays[ord(stored[0])] != str(cell.width):
        return cell.text
    is_ligature = stored[0] == LAM and not transparent(stored[1:])
    return cell.text if is_ligature else stored[0] + cell.text[1:]
