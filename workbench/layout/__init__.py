"""Text and a width in, visual lines with an exact offset ↔ cell map out. Pure.

`Layout` wraps an article into rows and maps offsets to rows and columns and back; `fit` lays out a
single line. `emit` orders the cells of a row for a kind of terminal, with two faces by turns where
`in_turns` says so, `cell_at` leads the mouse back to its cell, and `plain` makes a string of the
row. `safe` is for texts that are not laid out.

`navigate` moves a text cursor through a layout, `find` searches in a text.

From the text to a row: `properties` (Unicode tables, columns), `wrapping` (where rows end), `bidi`
and `resolve` (UAX #9), `joining` (Arabic shapes), `safe` (stand-ins), `paragraph` (cells).
"""

from workbench.layout.emit import Piece, Profile, cell_at, emit, in_turns, plain
from workbench.layout.lines import Align, Cell, Layout, VisualLine, fit
from workbench.layout.safe import is_replaced, safe

__all__ = [
    "Align",
    "Cell",
    "Layout",
    "Piece",
    "Profile",
    "VisualLine",
    "cell_at",
    "emit",
    "fit",
    "in_turns",
    "is_replaced",
    "plain",
    "safe",
]
