"""Curators against gold. Gold was made from their layers, so this is accuracy, not agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Part, measure
from workbench.agreement.study import NONE, add_up
from workbench.agreement.tally import (
    Plan,
    Step,
    Tally,
    curator_plans,
    label_plans,
    plan_all,
    rows_of,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.agreement import Study

NAME = "accuracy"
NO_GOLD = N_("Undefined, because no article that several curators submitted was adjudicated.")


@measure(NAME)
def accuracy(study: Study) -> Agreement:
    """Exact F1 of first submissions with gold, and how much of each curator's work gold kept.

    Only adjudicated articles take part. Rows: all, by curator, by label, and `kept`: the share of a
    curator's spans that gold has with their range and label.
    """
    tally, cell = Tally.of(study.against(Against.GOLD)), Cell(against=Against.GOLD)
    plans = [plan_all(tally, Part.ALL, (), cell, Step.LABEL)]
    plans += curator_plans(tally, cell)
    plans += label_plans(tally, cell)
    plans += _kept(tally, cell)
    return Agreement(NAME, rows_of(plans, NO_GOLD))


def _kept(tally: Tally, cell: Cell) -> Iterator[Plan]:
    study = tally.study
    cells, exact = study.cells, tally.matched()
    hers = np.where(cells.p != NONE, cells.n, 0).astype(np.float64)
    of = cells.comparison.astype(np.int64)
    marked = add_up(of, hers, len(study.comparisons))
    for n in np.unique(study.comparisons.first).tolist():
        mine = study.comparisons.first == n
        name = study.curators[n]
        yield Plan(Part.KEPT, (name,), replace(cell, curator=name), exact[mine], marked[mine],
                   float(marked[mine].sum()))  # fmt: skip
