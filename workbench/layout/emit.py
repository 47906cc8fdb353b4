"""What is sent to the terminal for a visual line: its cells, in the order that its kind needs.

The invariant: a terminal of the profile shows the cells from left to right as they stand in
`VisualLine.cells` (in logical order with `OFF`), and the pieces take exactly the columns of the
line, including those to its left. With `KITTY` that takes the faces of `in_turns` besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from workbench.layout.joining import LAM, transparent
from workbench.layout.properties import bidi_classes, displays

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.layout.paragraph import Cell, VisualLine

LEFT_TO_RIGHT_MARK = "\u200e"

# The blocks of the right-to-left scripts, with their signs and digits.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Profile(StrEnum):
    """How a terminal treats right-to-left text.

    VISUAL shows what it gets from left to right. BIDI reorders it by UAX #9. KITTY mirrors what
    stands in one face between two blanks when its first letter is right-to-left. OFF gets the
    letters of the text in logical order, neither shaped nor mirrored; a line that was made with
    every offset for a cut has no ligatures either.
    """

    VISUAL = "visual"
    BIDI = "bidi"
    KITTY = "kitty"
    OFF = "off"

    @property
    def divides(self) -> bool:
        """What `Layout` has to be told: whether lam and alef stay apart where a cut is between.

        A terminal that joins letters by itself would put them together again, over two columns.
        """
        return self is not Profile.BIDI


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of output, in the columns of `cell`; None is padding."""

    text: str
    cell: Cell | None


def emit(line: VisualLine, profile: Profile) -> tuple[Piece, ...]:
    """The pieces of `line` in the order that goes to the terminal; joined, they are what is sent.

    The style of a piece is that of its cell, underlined where the cell is cut. Only the left side
    is padded.
    """
    shown = [cell for cell in line.cells if cell.width]
    padding = (Piece(" " * line.x, None),) if line.x else ()
    if profile is Profile.OFF:
        logical = sorted(shown, key=lambda cell: cell.start)
        return (*padding, *(Piece(_as_stored(cell, line), cell) for cell in logical))
    return (*padding, *(_bidi(shown) if profile is Profile.BIDI else _visual(shown)))


def in_turns(texts: Iterable[str]) -> list[bool]:
    """Which of the texts that are shown side by side are in the other face, in profile KITTY.

    The other face is italic. No cell of a right-to-left script is in the face of a neighbour, so
    that none is in a run of several; a run of one is the same from either side.
    """
    faces: list[bool] = []
    other, turned = False, None
    for text in texts:
        turns = None if text.isspace() else _RIGHT_TO_LEFT.search(text) is not None
        if turned is None or turns is None:
            other = False
        elif turned or turns:
            other = not other
        faces.append(other)
        turned = turns
    return faces


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
    if profile in {Profile.VISUAL, Profile.KITTY}:
        texts = [cell.text for cell in line.cells]
    else:
        texts = [piece.text for piece in emit(line, profile) if piece.cell]
    return (" " * line.x + "".join(texts)).rstrip(" ")


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


def _direction(cell: Cell) -> str:
    """R for what a terminal lays out from right to left, N for Arabic digits, else nothing."""
    return {"R": "R", "A": "R", "N": "N"}.get(bidi_classes[ord(cell.text[0])], "")


def _as_stored(cell: Cell, line: VisualLine) -> str:
    """The text of a cell with its own first letter, where that letter has the cell's columns."""
    stored = line.text[cell.start - line.start : cell.end - line.start]
    if not stored or displays[ord(stored[0])] != str(cell.width):
        return cell.text
    is_ligature = stored[0] == LAM and not transparent(stored[1:])
    return cell.text if is_ligature else stored[0] + cell.text[1:]
