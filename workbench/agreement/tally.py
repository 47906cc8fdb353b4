"""Sums of cells, and F1 from them.

Invariant: figures of several documents, pairs or labels are Σ numerators / Σ denominators (micro
average), never means of ratios.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement.bootstrap import Sample, intervals, ratio
from workbench.agreement.results import Figure, Part, Row
from workbench.agreement.study import KINDS, NONE, Class, Kind, add_up
from workbench.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.agreement.results import Cell
    from workbench.agreement.study import Array, Bools, Cells, Floats, Study

NOTHING_AT_ALL = N_("Undefined, because neither side has any spans.")
NOT_SHARED = N_("Undefined, because no document was submitted by two curators.")


class Step(StrEnum):
    """What must be the same for two spans to match: each step asks for more."""

    OVERLAP = "overlap"
    SPAN = "span"
    LABEL = "label"
    VALUE = "value"


_STEP_CLASSES = {
    Step.OVERLAP: (Class.AGREE, Class.VALUE, Class.BOUNDARY),
    Step.SPAN: (Class.AGREE, Class.VALUE, Class.LABEL),
    Step.LABEL: (Class.AGREE, Class.VALUE),
    Step.VALUE: (Class.AGREE,),
}
STEP_KINDS = {
    step: tuple(kind for one in classes for kind in KINDS[one])
    for step, classes in _STEP_CLASSES.items()
}


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A row to be: a ratio of sums over documents, and the spans that are behind it.

    Numerators and denominators have one place a document.
    """

    part: Part
    names: tuple[str, ...]
    cell: Cell
    numerators: Floats
    denominators: Floats
    n_spans: float
    drawn: bool = True  # whether it gets an interval

    def figure(self, unshared: str) -> Figure:
        """The figure without an interval; `unshared` says why there are no documents."""
        whole = float(self.denominators.sum())
        n = len(self.denominators), round(self.n_spans)
        if not whole:
            return Figure(None, _(NOTHING_AT_ALL if n[0] else unshared), *n)
        return Figure(float(self.numerators.sum()) / whole, None, *n)


def rows_of(plans: Sequence[Plan], unshared: str = NOT_SHARED) -> tuple[Row, ...]:
    """The rows of plans, with intervals."""
    drawn = [n for n, plan in enumerate(plans) if plan.drawn]
    samples = [
        Sample(np.stack([plans[n].numerators, plans[n].denominators], axis=1), ratio) for n in drawn
    ]
    found = dict(zip(drawn, intervals(samples), strict=True))
    return tuple(
        Row(plan.part, plan.names, replace(plan.figure(unshared), interval=found.get(n)), plan.cell)
        for n, plan in enumerate(plans)
    )


class Tally:
    """Sums over the cells of a study, by comparison, by document and by label."""

    def __init__(self, study: Study) -> None:
        self.study = replace(study)  # the study keeps its tally; a cycle would be freed late
        c, cells = study.comparisons, study.cells
        self.spans = add_up(cells.comparison, cells.n * sides_of(cells), len(c))
        """By comparison, the spans of both sides."""
        self.present = np.unique(c.document)
        """The numbers of the documents that are compared."""
        self._matched: dict[Step, Floats] = {}

    @classmethod
    def of(cls, study: Study) -> Tally:
        """The tally of a study, made once."""
        found = study.memo.setdefault(cls, None) or cls(study)
        study.memo[cls] = found
        return found

    def matched(self, step: Step = Step.LABEL) -> Floats:
        """By comparison, how many pairs of spans match."""
        if step not in self._matched:
            cells = self.study.cells
            fits = cells.n * is_one_of(cells.kind, STEP_KINDS[step])
            self._matched[step] = add_up(cells.comparison, fits, len(self.spans))
        return self._matched[step]

    def by_document(self, values: Floats) -> Floats:
        """Sums over the comparisons of each document that is compared, in their order."""
        return self.of_all(values)[self.present]

    def of_all(self, values: Floats) -> Floats:
        """Sums over the comparisons of each document of the study."""
        return add_up(self.study.comparisons.document, values, len(self.study.documents))

    def once(self, values: Floats) -> float:
        """Sum over comparisons in which a span of several pairs counts once."""
        return float((values * self.study.share).sum())

    @cached_property
    def _rows(self) -> tuple[Array, int]:
        """The place of each cell in a table of documents and labels, but for its label."""
        width = len(self.study.labels) + 1
        place = np.zeros(len(self.study.documents), np.int32)
        place[self.present] = np.arange(len(self.present)) * width
        of = place[self.study.comparisons.document]
        return of[self.study.cells.comparison], len(self.present) * width

    def by_label(self, step: Step = Step.LABEL) -> Floats:
        """Matched pairs by document that is compared and label.

        Only spans of the same label match here; of steps, SPAN is LABEL.
        """
        cells, (rows, size) = self.study.cells, self._rows
        same = np.flatnonzero((cells.p == cells.q) & is_one_of(cells.kind, STEP_KINDS[step]))
        return self._table(add_up(rows[same] + cells.p[same], cells.n[same], size))

    @cached_property
    def label_spans(self) -> Floats:
        """Spans of both sides by document that is compared and label."""
        cells, (rows, size) = self.study.cells, self._rows
        spans = add_up(rows + cells.p, cells.n, size)
        return self._table(spans + add_up(rows + cells.q, cells.n, size))

    def _table(self, sums: Floats) -> Floats:
        return sums.reshape(-1, len(self.study.labels) + 1)[:, 1:]

    @cached_property
    def label_spans_once(self) -> Floats:
        """Spans by label, in which a span of several pairs counts once."""
        cells, width = self.study.cells, len(self.study.labels) + 1
        once = cells.n * self.study.share[cells.comparison]
        return (add_up(cells.p, once, width) + add_up(cells.q, once, width))[1:]


def is_one_of(kinds: Array, wanted: Iterable[Kind]) -> Bools:
    """Which rows are of some kinds."""
    table = np.zeros(len(Kind), np.bool_)
    table[list(wanted)] = True
    return np.asarray(table[kinds], np.bool_)


def sides_of(cells: Cells) -> Array:
    """How many spans stand behind one of each cell: two that are matched, or one alone."""
    return np.asarray(np.add(cells.p != NONE, cells.q != NONE, dtype=np.uint8))


def plan_all(tally: Tally, part: Part, names: tuple[str, ...], cell: Cell, step: Step) -> Plan:
    """F1 of all comparisons of a study."""
    matched, spans = (tally.by_document(values) for values in (tally.matched(step), tally.spans))
    return Plan(part, names, cell, 2 * matched, spans, tally.once(tally.spans))


def label_plans(tally: Tally, cell: Cell, step: Step = Step.LABEL) -> Iterator[Plan]:
    """F1 of each label alone, over all comparisons."""
    matched, spans, shown = tally.by_label(step), tally.label_spans, tally.label_spans_once
    for n, label in enumerate(tally.study.labels):
        if spans[:, n].any():
            of = replace(cell, label=label)
            yield Plan(Part.LABEL, (label,), of, 2 * matched[:, n], spans[:, n], float(shown[n]))


def curator_plans(tally: Tally, cell: Cell, part: Part = Part.CURATOR) -> Iterator[Plan]:
    """F1 of the comparisons whose first side is each curator's."""
    study, exact = tally.study, tally.matched()
    for n in np.unique(study.comparisons.first).tolist():
        mine = np.flatnonzero(study.comparisons.first == n)
        _documents, place = np.unique(study.comparisons.document[mine], return_inverse=True)
        name = study.curators[n]
        matched, spans = (add_up(place, of[mine], 0) for of in (exact, tally.spans))
        of = replace(cell, curator=name)
        yield Plan(part, (name,), of, 2 * matched, spans, float(spans.sum()))
