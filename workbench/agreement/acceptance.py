"""What became of suggestions in the layers of those who saw them.

Invariant: of a layer, every suggestion is unchanged, edited or rejected, and every span is
unchanged, edited or added, so that shares of suggestions add up to one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import KINDS, Against, Agreement, Arms, Cell, Class, Kind, Part, measure
from workbench.agreement.study import add_cells
from workbench.agreement.tally import Plan, rows_of
from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.agreement import Cells, Study
    from workbench.agreement.study import Array, Floats

NAME = "acceptance"
NOBODY_SAW = N_("Undefined, because nobody who saw suggestions has submitted an article.")

OUTCOMES = {
    Part.UNCHANGED: KINDS[Class.AGREE],
    Part.EDITED: tuple(
        kind
        for name in (Class.VALUE, Class.LABEL, Class.BOUNDARY, Class.BOTH)
        for kind in KINDS[name]
    ),
    Part.REJECTED: KINDS[Class.ONLY_Q],
    Part.ADDED: KINDS[Class.ONLY_P],
}
"""What a layer, which is the first side, makes of the set that was suggested."""

_OUTCOME_OF = np.zeros(len(Kind), np.int64)
for _place, _kinds in enumerate(OUTCOMES.values()):
    _OUTCOME_OF[list(_kinds)] = _place
_OF_SUGGESTIONS, _OF_SPANS = [0, 1, 2], [0, 1, 3]


@measure(NAME)
def acceptance(study: Study) -> Agreement:
    """How many suggestions stand unchanged, were edited, or were rejected, and what was added.

    Shares are of the suggestions shown to those who submitted; those of added spans are of the
    spans that they submitted. Rows: what is unchanged, then each outcome in all (no names), by
    curator, and by label (that of the suggestion; of an added span its own).
    """
    study = study.against(Against.SUGGESTIONS).arm(Arms.ASSISTED)
    found = _Counted(study)
    cell = Cell(against=Against.SUGGESTIONS, arms=Arms.ASSISTED)
    plans = list(_plans(found, cell))
    first = replace(plans[0], part=Part.ALL)
    return Agreement(NAME, rows_of([first, *plans], NOBODY_SAW))


class _Counted:
    """Counts by outcome, in the documents of a study that are compared."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._present = np.unique(study.comparisons.document)
        self._row = np.zeros(len(study.documents), np.int64)
        self._row[self._present] = np.arange(len(self._present))

    def by_curator(self) -> tuple[Floats, Array]:
        """Counts (documents, curators, outcomes), and which curator has which document."""
        c, study = self.study.comparisons, self.study
        there = np.zeros((len(self._present), len(study.curators)), np.bool_)
        row = self._row[c.document]
        there[row, c.first] = True
        base = row * len(study.curators) + c.first
        return self._table(lambda cells: base[cells.comparison], there.shape), there

    def by_label(self) -> tuple[Floats, Floats]:
        """Counts (documents, labels, outcomes) by label of the suggestion, and of the span."""
        row = self._row[self.study.comparisons.document] * (len(self.study.labels) + 1)
        shape = len(self._present), len(self.study.labels) + 1
        sides = (
            self._table(lambda cells: row[cells.comparison] + cells.q, shape),
            self._table(lambda cells: row[cells.comparison] + cells.p, shape),
        )
        return sides[0][:, 1:], sides[1][:, 1:]

    def _table(self, place: Callable[[Cells], Array], shape: tuple[int, int]) -> Floats:
        size = shape[0] * shape[1] * len(OUTCOMES)

        def places(cells: Cells) -> tuple[Array, Array]:
            return place(cells) * len(OUTCOMES) + _OUTCOME_OF[cells.kind], cells.n

        return add_cells(self.study.cells, places, size).reshape(*shape, len(OUTCOMES))


def _plans(found: _Counted, cell: Cell) -> Iterator[Plan]:
    by_curator, there = found.by_curator()
    shown, marked = found.by_label()
    for place, (part, kinds) in enumerate(OUTCOMES.items()):
        added = part is Part.ADDED
        of = _OF_SPANS if added else _OF_SUGGESTIONS
        such = replace(cell, kinds=kinds)
        every = by_curator.sum(axis=1)
        yield _plan(part, (), such, every[:, place], every[:, of].sum(axis=1))
        for n, name in enumerate(found.study.curators):
            mine = by_curator[there[:, n], n]
            if len(mine):
                names = ("curator", name)
                hers = replace(such, curator=name)
                yield _plan(part, names, hers, mine[:, place], mine[:, of].sum(axis=1))
        for n, label in enumerate(found.study.labels):
            counts = (marked if added else shown)[:, n]
            whole = counts[:, of].sum(axis=1)
            if whole.any():
                its = replace(such, label=label) if added else replace(such, second=label)
                yield _plan(part, ("label", label), its,
                            counts[whole > 0, place], whole[whole > 0])  # fmt: skip


def _plan(part: Part, names: tuple[str, ...], cell: Cell, count: Floats, whole: Floats) -> Plan:
    return Plan(part, names, cell, count, whole, float(whole.sum()))
