"""Whether figures that were found alike also say the same.

Percent agreement is enough here: two curators hardly ever give the same value by chance.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import (
    KINDS,
    Against,
    Agreement,
    Cell,
    Class,
    Figure,
    Kind,
    Part,
    Row,
    measure,
)
from workbench.agreement.bootstrap import Sample, intervals, ratio
from workbench.agreement.study import add_up
from workbench.agreement.tally import is_one_of
from workbench.messages import N_, _

if TYPE_CHECKING:
    from workbench.agreement import Study
    from workbench.agreement.study import Bools

NAME = "value_agreement"
NO_FIGURE = N_("Undefined, because no figure was marked by two curators with one range and label.")


@measure(NAME)
def value_agreement(study: Study) -> Agreement:
    """How many figures with one range and label have one value, and which field differs first.

    Figures are matched spans of which one has a value at least; the counted noun is not compared.
    `spans` counts matched pairs. Rows: all, by label, and by kind the share that differs in it.
    """
    study = study.against(Against.CURATOR)
    figures = is_one_of(study.cells.kind, (Kind.AGREE_VALUE, *KINDS[Class.VALUE]))
    study = replace(study, cells=study.cells.where(figures))
    kinds, figures = study.cells.kind, np.ones(len(study.cells), np.bool_)
    rows = [_row(study, Part.ALL, (), figures, (Kind.AGREE_VALUE,), Cell(kinds=KINDS[Class.VALUE]))]
    for n, label in enumerate(study.labels, 1):
        mask = study.cells.p == n
        if mask.any():
            cell = Cell(label=label, kinds=KINDS[Class.VALUE])
            rows.append(_row(study, Part.LABEL, (label,), mask, (Kind.AGREE_VALUE,), cell))
    for kind in KINDS[Class.VALUE]:
        if (kinds == kind).any():
            cell = Cell(kinds=(kind,))
            name = kind.name.lower().removeprefix("value_")
            rows.append(_row(study, Part.KIND, (name,), figures, (kind,), cell))
    return Agreement(NAME, tuple(rows))


def _row(
    study: Study, part: Part, names: tuple[str, ...], mask: Bools, counted: tuple[Kind, ...],
    cell: Cell,
) -> Row:  # fmt: skip
    """The share of some kinds among the cells of a mask."""
    cells = study.cells.where(mask)
    document = study.comparisons.document[cells.comparison]
    present, place = np.unique(document, return_inverse=True)
    weights = cells.n.astype(np.float64)
    whole = add_up(place, weights, len(present))
    right = add_up(place, weights * np.isin(cells.kind, counted), len(present))
    if not len(present):
        return Row(part, names, Figure(None, _(NO_FIGURE), 0, 0), cell)
    sample = Sample(np.stack([right, whole], axis=1), ratio)
    n = int(whole.sum())
    value = float(right.sum()) / n
    return Row(part, names, Figure(value, None, len(present), n, *intervals([sample])), cell)
