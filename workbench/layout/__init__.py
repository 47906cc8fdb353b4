"""Text and a width in, visual lines with an exact offset ↔ cell map out. Pure."""

from workbench.layout.emit import Piece, Profile, cell_at, emit, plain
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
    "is_replaced",
    "plain",
    "safe",
]
