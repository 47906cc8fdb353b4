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
from workbench.agreement.study import KINDS, Class, Kind, add_cells, add_up
from workbench.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.agreement.results import Cell
    from workbench.agreement.study import Array, Cells, Floats, Study

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

    def figure(self, unshared: str) -> Figure:
        """The figure without an interval; `unshared` says why there are no documents."""
        whole = float(self.denominators.sum())
        n = len(self.denominators), round(self.n_spans)
        if not whole:
            return Figure(None, _(NOTHING_AT_ALL if n[0] else unshared), *n)
        return Figure(float(self.numerators.sum()) / whole, None, *n)


def rows_of(plans: Sequence[Plan], unshared: str = NOT_SHARED) -> tuple[Row, ...]:
    """The rows of plans, with intervals."""
    found = intervals(
        [Sample(np.stack([plan.numerators, plan.denominators], axis=1), ratio) for plan in plans]
    )
    return tuple(
        Row(plan.part, plan.names, replace(plan.figure(unshared), interval=interval), plan.cell)
        for plan, interval in zip(plans, found, strict=True)
    )


CLASSES = tuple(Class)
SIDES = np.array([1 if name in (Class.ONLY_P, Class.ONLY_Q) else 2 for name in CLASSES])
"""How many spans stand behind one count of each class: two that are matched, or one alone."""

CLASS_OF = np.zeros(len(Kind), np.uint8)
for _place, _name in enumerate(CLASSES):
    CLASS_OF[list(KINDS[_name])] = _place

_SAME = (Class.AGREE, Class.VALUE, Class.BOUNDARY)  # of two spans with one label
_SAME_OF = np.zeros(len(Kind), np.uint8)
for _place, _name in enumerate(_SAME):
    _SAME_OF[list(KINDS[_name])] = _place


class Tally:
    """Sums over the cells of a study, by comparison, by document and by label."""

    def __init__(self, study: Study) -> None:
        self.study = replace(study)  # the study keeps its tally; a cycle would be freed late
        self.present = np.unique(study.comparisons.document)
        """The numbers of the documents that are compared."""
        size = len(study.comparisons) * len(CLASSES)
        table = add_cells(study.cells, _class_places, size)
        self.by_class = table.reshape(-1, len(CLASSES))
        """Counts by comparison and class."""
        self.spans = self.by_class @ SIDES
        """By comparison, the spans of both sides."""

    @classmethod
    def of(cls, study: Study) -> Tally:
        """The tally of a study, made once."""
        found = study.memo.setdefault(cls, None) or cls(study)
        study.memo[cls] = found
        return found

    def matched(self, step: Step = Step.LABEL) -> Floats:
        """By comparison, how many pairs of spans match."""
        columns = [CLASSES.index(name) for name in _STEP_CLASSES[step]]
        return np.asarray(self.by_class[:, columns].sum(axis=1), np.float64)

    def by_document(self, values: Floats) -> Floats:
        """Sums over the comparisons of each document that is compared, in their order."""
        return self.of_all(values)[self.present]

    def of_all(self, values: Floats) -> Floats:
        """Sums over the comparisons of each document of the study."""
        return add_up(self.study.comparisons.document, values, len(self.study.documents))

    @cached_property
    def spans_once(self) -> Floats:
        """By comparison, the spans of both sides, of which one in several pairs counts once."""
        first, second = self.study.shares
        whole = self.by_class.sum(axis=1)
        only_p, only_q = (self.by_class[:, CLASSES.index(c)] for c in (Class.ONLY_P, Class.ONLY_Q))
        return np.asarray((whole - only_q) * first + (whole - only_p) * second, np.float64)

    @cached_property
    def _base(self) -> Array:
        """By comparison, where the labels of its document begin in a table of the two."""
        place = np.zeros(len(self.study.documents), np.int32)
        place[self.present] = np.arange(len(self.present)) * self._width
        return np.asarray(place[self.study.comparisons.document])

    @property
    def _width(self) -> int:
        return len(self.study.labels) + 1

    @cached_property
    def _same(self) -> Floats:
        """Matched pairs of one label by document that is compared, label, and class of _SAME."""

        def places(cells: Cells) -> tuple[Array, Array]:
            cells = cells.where(np.flatnonzero(cells.p == cells.q))
            labels = self._base[cells.comparison] + cells.p
            return labels * len(_SAME) + _SAME_OF[cells.kind], cells.n

        size = len(self.present) * self._width
        return add_cells(self.study.cells, places, size * len(_SAME)).reshape(size, len(_SAME))

    def by_label(self, step: Step = Step.LABEL) -> Floats:
        """Matched pairs by document that is compared and label.

        Only spans of the same label match here; of steps, SPAN is LABEL.
        """
        columns = [n for n, name in enumerate(_SAME) if name in _STEP_CLASSES[step]]
        return self._table(self._same[:, columns].sum(axis=1))

    @cached_property
    def label_spans(self) -> Floats:
        """Spans of both sides by document that is compared and label."""

        def places(cells: Cells) -> tuple[Array, Array]:
            cells = cells.where(np.flatnonzero(cells.p != cells.q))
            base = self._base[cells.comparison]
            both = np.concatenate([base + cells.p, base + cells.q])
            return both, np.concatenate([cells.n, cells.n])

        alike = 2 * self._same.sum(axis=1)
        return self._table(alike + add_cells(self.study.cells, places, len(alike)))

    def _table(self, sums: Floats) -> Floats:
        return sums.reshape(-1, self._width)[:, 1:]

    @cached_property
    def label_spans_once(self) -> Floats:
        """Spans by document that is compared and label; one in several pairs counts once."""
        first, second = self.study.shares
        if self.study.complete:  # then all layers of a document are compared equally often
            share = np.zeros(len(self.study.documents))
            share[self.study.comparisons.document] = first
            return np.asarray(share[self.present, np.newaxis] * self.label_spans, np.float64)

        def places(cells: Cells) -> tuple[Array, Array]:
            of, base = cells.comparison, self._base[cells.comparison]
            both = np.concatenate([base + cells.p, base + cells.q])
            return both, np.concatenate([cells.n * first[of], cells.n * second[of]])

        return self._table(add_cells(self.study.cells, places, len(self.present) * self._width))


def _class_places(cells: Cells) -> tuple[Array, Array]:
    return cells.comparison * len(CLASSES) + CLASS_OF[cells.kind], cells.n


def plan_all(tally: Tally, part: Part, names: tuple[str, ...], cell: Cell, step: Step) -> Plan:
    """F1 of all comparisons of a study."""
    matched, spans = (tally.by_document(values) for values in (tally.matched(step), tally.spans))
    return Plan(part, names, cell, 2 * matched, spans, float(tally.spans_once.sum()))


def label_plans(tally: Tally, cell: Cell, step: Step = Step.LABEL) -> Iterator[Plan]:
    """F1 of each label alone, over all comparisons."""
    matched, spans, shown = (
        tally.by_label(step),
        tally.label_spans,
        tally.label_spans_once.sum(axis=0),
    )
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
