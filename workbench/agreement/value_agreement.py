"""Whether figures that were found alike also say the same.

Percent agreement is enough here: two curators hardly ever give the same value by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
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
from workbench.agreement.study import add_cells
from workbench.messages import N_, _

if TYPE_CHECKING:
    from workbench.agreement import Cells, Interval, Study
    from workbench.agreement.study import Array, Floats

NAME = "value_agreement"
NO_FIGURE = N_("Undefined, because no figure was marked by two curators with one range and label.")


@measure(NAME)
def value_agreement(study: Study) -> Agreement:
    """How many figures with one range and label have one value, and which field differs first.

    Figures are matched spans of which one has a value at least; the counted noun is not compared.
    `spans` counts matched pairs. Rows: all, by label, and by kind the share that differs in it.
    """
    study = study.against(Against.CURATOR)
    documents, width = len(study.documents), len(study.labels) + 1
    number = np.full(len(Kind), -1)
    number[list(_KINDS)] = np.arange(len(_KINDS))

    def places(cells: Cells) -> tuple[Array, Array]:
        kinds = number[cells.kind]
        rows = np.flatnonzero(kinds >= 0)
        cells, kinds = cells.where(rows), kinds[rows]
        document = study.comparisons.document[cells.comparison]
        return (document * width + cells.p) * len(_KINDS) + kinds, cells.n

    table = add_cells(study.cells, places, documents * width * len(_KINDS))
    table = table.reshape(documents, width, len(_KINDS))
    by_kind, by_label = table.sum(axis=1), table.sum(axis=2)
    whole = by_kind.sum(axis=1)
    plans = [_Plan(Part.ALL, (), Cell(kinds=KINDS[Class.VALUE]), by_kind[:, 0], whole)]
    for n, label in enumerate(study.labels, 1):
        if by_label[:, n].any():
            cell = Cell(label=label, kinds=KINDS[Class.VALUE])
            plans.append(_Plan(Part.LABEL, (label,), cell, table[:, n, 0], by_label[:, n]))
    for n, kind in enumerate(_KINDS[1:], 1):
        if by_kind[:, n].any():
            name = kind.name.lower().removeprefix("value_")
            plans.append(_Plan(Part.KIND, (name,), Cell(kinds=(kind,)), by_kind[:, n], whole))
    found = intervals([plan.sample for plan in plans])
    return Agreement(NAME, tuple(plan.row(one) for plan, one in zip(plans, found, strict=True)))


_KINDS = (Kind.AGREE_VALUE, *KINDS[Class.VALUE])


@dataclass(frozen=True, slots=True)
class _Plan:
    """A row to be: by document, how many figures are counted, and how many there are."""

    part: Part
    names: tuple[str, ...]
    cell: Cell
    counted: Floats
    whole: Floats

    @property
    def sample(self) -> Sample:
        """The documents that have such figures."""
        present = self.whole > 0
        return Sample(np.stack([self.counted[present], self.whole[present]], axis=1), ratio)

    def row(self, interval: Interval | None) -> Row:
        """The figure with its interval."""
        n, documents = int(self.whole.sum()), int((self.whole > 0).sum())
        if not n:
            return Row(self.part, self.names, Figure(None, _(NO_FIGURE), 0, 0), self.cell)
        value = float(self.counted.sum()) / n
        return Row(self.part, self.names, Figure(value, None, documents, n, interval), self.cell)
