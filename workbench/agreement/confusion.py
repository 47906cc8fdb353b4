"""Which labels stand against which, ∅ standing for no span.

Invariant: between curators there is no first and second, so a place and its mirror are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Figure, Part, Row, measure
from workbench.agreement.study import add_up
from workbench.agreement.tally import NOT_SHARED, NOTHING_AT_ALL
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.agreement import Study

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
    cells = study.cells
    p, q = (np.where(side == 0, size, side).astype(np.int32) for side in (cells.p, cells.q))
    key = np.minimum(p, q) * (size + 1) + np.maximum(p, q)
    table = add_up(key, cells.n, (size + 1) ** 2)
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
