"""Reports as pages for a browser. Pure: parts go in, one self-contained HTML page comes out."""

from workbench.report.page import render
from workbench.report.parts import (
    Block,
    Digits,
    Group,
    Headline,
    Line,
    Matrix,
    Number,
    Page,
    Place,
    Point,
    Section,
    Side,
    Square,
    Table,
    Trend,
)
from workbench.report.pictures import LEVELS

__all__ = [
    "LEVELS",
    "Block",
    "Digits",
    "Group",
    "Headline",
    "Line",
    "Matrix",
    "Number",
    "Page",
    "Place",
    "Point",
    "Section",
    "Side",
    "Square",
    "Table",
    "Trend",
    "render",
]
