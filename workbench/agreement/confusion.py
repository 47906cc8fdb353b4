"""Which labels stand against which, ∅ standing for no span.

Invariant: between curators there is no first and second, so a place and its mirror are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Figure, Part, Row, measure
from workbench.agreement.study import NONE, add_cells
from workbench.agreement.tally import NOT_SHARED, NOTHING_AT_ALL
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.agreement import Cells, Study
    from workbench.agreement.study import Array

NAME = "confusion"
EMPTY = "∅"


@measure(NAME)
def confusion(study: Study) -> Agreement:
    """How often each pair of labels was given to two matched spans, or one label to one alone.

    `spans` counts pairings, over all pairs of curators; a value is the share of all pairings, and
    that of the first row the share with one label. Names: two labels in order, ∅ last.
    """
    study = study.against(Against.CURATOR)
    size = len(study.labels) + 1
    number = np.arange(size, dtype=np.int32)
    number[NONE] = size

    def places(cells: Cells) -> tuple[Array, Array]:
        p, q = number[cells.p], number[cells.q]
        return np.minimum(p, q) * (size + 1) + np.maximum(p, q), cells.n

    table = add_cells(study.cells, places, (size + 1) ** 2)
    whole, documents = float(table.sum()), len(np.unique(study.comparisons.document))
    if not whole:
        reason = _(NOTHING_AT_ALL if documents else NOT_SHARED)
        return Agreement(NAME, (Row(Part.ALL, (), Figure(None, reason, documents, 0), Cell()),))
    names = [*study.labels, EMPTY]
    alike = sum(table[n * (size + 1) + n] for n in range(1, size))
    first = Figure(float(alike) / whole, None, documents, int(whole))
    rows = [Row(Part.ALL, (), first, Cell())]
    for place in np.flatnonzero(table).tolist():
        one, other = (names[n - 1] for n in divmod(place, size + 1))
        figure = Figure(float(table[place]) / whole, None, documents, int(table[place]))
        cell = Cell(labels=(one, None if other == EMPTY else other))
        rows.append(Row(Part.CONFUSION, (one, other), figure, cell))
    return Agreement(NAME, tuple(rows))
