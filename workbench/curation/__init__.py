"""Layers folded from decisions, and gold resolved from layers. Pure: the heart.

A layer is what one curator's ledger says about one article; `acts` says what a verdict appends to
it, and `gold` what follows from several. A standing layer never holds two overlapping spans:
placing one clears or withdraws what it overlaps.
"""

from workbench.curation.acts import decide, place, reopen, repeat, restore, submit
from workbench.curation.gold import Contribution, Policy, resolve
from workbench.curation.layer import Furniture, Layer, fold
from workbench.curation.marks import OPEN_STATES, STANDING_STATES, Mark, Marks, State, text_order

__all__ = [
    "OPEN_STATES",
    "STANDING_STATES",
    "Contribution",
    "Furniture",
    "Layer",
    "Mark",
    "Marks",
    "Policy",
    "State",
    "decide",
    "fold",
    "place",
    "reopen",
    "repeat",
    "resolve",
    "restore",
    "submit",
    "text_order",
]
