"""The views of the agreement screen: what is measured for each, what it shows, what its signs mean.

Invariant: views stand in the order of their commands in `agreement_table`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.messages import N_
from workbench.tui.screens import agreement_conditions as conditions
from workbench.tui.screens import agreement_sections as sections
from workbench.tui.screens.agreement_matrices import CONFUSION_LEGEND, PAIR_LEGEND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.tui.screens.agreement_rows import Item
    from workbench.workflow.measure import Report

_LEGEND = N_("█▓░ low, value, high   ~ under 20 articles, unreliable   ° under 20 spans")


@dataclass(frozen=True, slots=True)
class View:
    """A view: what must be measured for it, by turns, its rows, and the legend of its signs.

    `squares` is the legend of its matrix; `armed` views are measured on those whom a filter by
    suggestions leaves.
    """

    needs: tuple[tuple[str, ...], ...]
    rows: Callable[[Report, int], Iterable[Item]]
    legend: str = _LEGEND
    squares: str = ""
    armed: bool = True


_SAME = ("span_f1",)
VIEWS: tuple[View, ...] = (
    View((("ladder",), ("acceptance", sections.ALPHA)), sections.overview),
    View((("self_agreement",),), sections.pairs, squares=PAIR_LEGEND),
    View((_SAME,), sections.labels),
    View((("classes",),), sections.articles,
         N_("in 100: spans in which two differ, in 100 tokens   █ F1")),
    View((("drift",),), conditions.time,
         N_("▲ new guidelines   ≠ more than chance   █▓░ low, value, high   ° under 20 spans")),
    View((("classes",),), sections.classes,
         N_("█ agree   ▓ value   ▒ label   ░ range   × range and label   · only one")),
    View((("confusion",),), sections.confusion, squares=CONFUSION_LEGEND),
    View((("value_agreement",),), sections.values),
    View((("self_agreement",),), conditions.again),
    View((("accuracy", "adjudicators"),), conditions.gold, armed=False),
    View((("assistance",), ("acceptance", "bias")), conditions.suggestions,
         N_("≠ more than chance   ~ under 20 articles, unreliable   ° under 20 spans"),
         armed=False),
)  # fmt: skip
"""The views, in the order of their keys."""
