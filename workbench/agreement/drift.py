"""Whether agreement changes as a project goes on.

The documents that two curators or more submitted stand in the order in which they were finished.
Invariant: a window is compared only with documents that all came before it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Figure, Part, Row, measure
from workbench.agreement.bootstrap import SEED, draws, intervals_of
from workbench.agreement.tally import NOTHING_AT_ALL, Step, Tally, plan_all, rows_of
from workbench.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.agreement import Study
    from workbench.agreement.study import Floats, Ints

NAME = "drift"
WINDOW = 20  # documents
STEP = 10  # documents from the start of one window to that of the next
BASE = 3  # windows that the others are compared with
TOO_FEW = N_("Undefined, because {n} documents are too few; {needed} are needed.")


@measure(NAME)
def drift(study: Study) -> Agreement:
    """Exact F1 in windows of documents over time, and how it differs from the beginning.

    Windows of 20 documents begin every ten; those behind the first 60 documents are compared with
    these. Rows: all, the windows (names: first and last day), and behind each its GAP (names: days,
    then the label where it is that of one) with the interval of the difference.
    """
    study = study.against(Against.CURATOR)
    tally = Tally.of(study)
    everything = plan_all(tally, Part.ALL, (), Cell(), Step.LABEL)
    dates = np.array([study.dates[n] for n in tally.present.tolist()])
    order = np.lexsort((np.array([study.documents[n] for n in tally.present.tolist()]), dates))
    if len(order) < (BASE + 1) * WINDOW:
        text = _(TOO_FEW).format(n=len(order), needed=(BASE + 1) * WINDOW)
        few = Figure(None, text, len(order), round(everything.n_spans))
        return Agreement(NAME, (Row(Part.ALL, (), few, Cell()),))
    columns = np.empty((len(order), len(study.labels) + 1, 2))
    columns[:, 0, 0], columns[:, 0, 1] = everything.numerators, everything.denominators
    columns[:, 1:, 0], columns[:, 1:, 1] = 2 * tally.by_label(), tally.label_spans
    rows = list(rows_of([everything]))
    rows += _windows(study, tally.present[order], columns[order])
    return Agreement(NAME, tuple(rows))


def _windows(study: Study, documents: Ints, columns: Floats) -> Iterator[Row]:
    names = ("", *study.labels)
    base = columns[: BASE * WINDOW]
    first, at_first = base.sum(axis=0), _drawn(base, np.vstack(list(draws(len(base), SEED))))
    again = np.vstack(list(draws(WINDOW, SEED + 1)))
    known = frozenset[str]()
    for start in range(0, len(documents) - WINDOW + 1, STEP):
        inside = documents[start : start + WINDOW].tolist()
        rules = frozenset[str]().union(*(study.guidelines[n] for n in inside))
        changed, known = bool(known) and not rules <= known, known | rules
        days = study.dates[inside[0]][:10], study.dates[inside[-1]][:10]
        cell = Cell(documents=tuple(study.documents[n] for n in inside))
        here = columns[start : start + WINDOW]
        sums, now = here.sum(axis=0), _drawn(here, again)
        if not sums[0, 1]:
            yield Row(Part.WINDOW, days, Figure(None, _(NOTHING_AT_ALL), WINDOW, 0), cell, changed)
            continue
        value, spans = float(sums[0, 0] / sums[0, 1]), int(sums[0, 1])
        (interval,) = intervals_of(now[:, :1], WINDOW, SEED)
        yield Row(Part.WINDOW, days, Figure(value, None, WINDOW, spans, interval), cell, changed)
        if start < BASE * WINDOW:
            continue
        both = np.flatnonzero((sums[:, 1] > 0) & (first[:, 1] > 0))
        found = intervals_of(now[:, both] - at_first[:, both], WINDOW, SEED)
        for n, interval in zip(both.tolist(), found, strict=True):
            gap = float(sums[n, 0] / sums[n, 1] - first[n, 0] / first[n, 1])
            figure = Figure(gap, None, WINDOW, int(sums[n, 1]), interval)
            of = replace(cell, label=names[n] or None)
            yield Row(Part.GAP, (*days, names[n]) if n else days, figure, of)


def _drawn(columns: Floats, counts: Floats) -> Floats:
    """F1 of resampled documents, (resamples, labels), NaN where there are no spans."""
    documents, width, _two = columns.shape
    sums = (counts @ columns.reshape(documents, -1)).reshape(len(counts), width, 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(sums[:, :, 0] / sums[:, :, 1], np.float64)
