"""Curators against gold. Gold was made from their layers, so this is accuracy, not agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Kind, Part, measure
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
    from workbench.agreement.study import Bools, Floats

NAME = "accuracy"
NO_GOLD = N_("Undefined, because no article that several curators submitted was adjudicated.")


@measure(NAME)
def accuracy(study: Study) -> Agreement:
    """Exact F1 of first submissions with gold, and how much of each curator's work gold kept.

    Only adjudicated articles take part. Rows: all, by curator, by label; and of each curator
    `kept`, the share of her spans that gold has with their range and label, `not_in_gold`, the
    share of hers where gold has none at all, `gold_missed`, the share of gold's where she has none.
    What suggestions had to do with either is told by commission and omission.
    """
    tally, cell = Tally.of(study.against(Against.GOLD)), Cell(against=Against.GOLD)
    plans = [plan_all(tally, Part.ALL, (), cell, Step.LABEL)]
    plans += curator_plans(tally, cell)
    plans += label_plans(tally, cell)
    plans += _sided(tally, cell)
    return Agreement(NAME, rows_of(plans, NO_GOLD))


def _sided(tally: Tally, cell: Cell) -> Iterator[Plan]:
    """Shares of what each curator marked, and of what gold has."""
    study, cells = tally.study, tally.study.cells

    def counted(mask: Bools) -> Floats:
        return add_up(cells.comparison, cells.n * mask, len(study.comparisons))

    hers, golds = counted(cells.p != NONE), counted(cells.q != NONE)
    shares = (
        (Part.KEPT, tally.matched(), hers, None),
        (Part.NOT_IN_GOLD, counted(cells.kind == Kind.ONLY_P), hers, (Kind.ONLY_P,)),
        (Part.GOLD_MISSED, counted(cells.kind == Kind.ONLY_Q), golds, (Kind.ONLY_Q,)),
    )
    for part, counts, of, kinds in shares:
        for n in np.unique(study.comparisons.first).tolist():
            mine = study.comparisons.first == n
            name = study.curators[n]
            behind = replace(cell, curator=name, kinds=kinds)
            yield Plan(part, (name,), behind, counts[mine], of[mine], float(of[mine].sum()))
