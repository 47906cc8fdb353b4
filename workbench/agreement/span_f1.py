"""Exact span F1: how often two curators mark the same range with the same label.

Pairwise F1 is the positive specific agreement of Hripcsak and Rothschild (JAMIA 12:296, 2005): it
needs no count of what nobody marked, which for spans nobody could give.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Figure, Part, Row, measure
from workbench.agreement.tally import (
    NOTHING_AT_ALL,
    Plan,
    Step,
    Tally,
    label_plans,
    plan_all,
    rows_of,
)
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.agreement import Study

NAME = "span_f1"


@measure(NAME)
def span_f1(study: Study) -> Agreement:
    """Exact F1 of spans with their labels, over all pairs of curators.

    A pair is compared on the documents that both submitted. Rows: all, labels, pairs, documents;
    all but the documents have intervals.
    """
    tally, cell = Tally.of(study.against(Against.CURATOR)), Cell()
    plans = [plan_all(tally, Part.ALL, (), cell, Step.LABEL), *label_plans(tally, cell)]
    plans += _pair_plans(tally, cell)
    return Agreement(NAME, (*rows_of(plans), *_document_rows(tally)))


def _pair_plans(tally: Tally, cell: Cell) -> Iterator[Plan]:
    study, exact = tally.study, tally.matched()
    pairs, number = study.pairs()
    order = np.argsort(number, kind="stable")
    edges = np.searchsorted(number[order], np.arange(len(pairs) + 1))
    for n, pair in enumerate(pairs):
        rows = order[edges[n] : edges[n + 1]]
        names, spans = study.name(pair), tally.spans[rows]
        of = replace(cell, pair=names)
        yield Plan(Part.PAIR, names, of, 2 * exact[rows], spans, float(spans.sum()))


def _document_rows(tally: Tally) -> Iterator[Row]:
    """F1 of each document alone; there may be very many."""
    matched, spans, shown = (
        tally.by_document(of).tolist() for of in (tally.matched(), tally.spans, tally.spans_once)
    )
    nothing = _(NOTHING_AT_ALL)
    for n, row in enumerate(tally.present.tolist()):
        name = tally.study.documents[row]
        whole = spans[n]
        value, reason = (2 * matched[n] / whole, None) if whole else (None, nothing)
        figure = Figure(value, reason, 1, round(shown[n]))
        yield Row(Part.DOCUMENT, (name,), figure, Cell(documents=(name,)))
