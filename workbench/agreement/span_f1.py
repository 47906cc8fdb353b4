"""Exact span F1: how often two curators mark the same range with the same label.

Pairwise F1 is the positive specific agreement of Hripcsak and Rothschild (JAMIA 12:296, 2005): it
needs no count of what nobody marked, which for spans nobody could give.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Part, measure
from workbench.agreement.tally import Plan, Step, Tally, label_plans, plan_all, rows_of

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
    plans += _document_plans(tally, cell)
    return Agreement(NAME, rows_of(plans))


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


def _document_plans(tally: Tally, cell: Cell) -> Iterator[Plan]:
    study = tally.study
    matched, spans = (tally.by_document(of) for of in (tally.matched(), tally.spans))
    shown = tally.by_document(tally.spans * study.share)
    for n, row in enumerate(tally.present.tolist()):
        name = study.documents[row]
        one, both = 2 * matched[n : n + 1], spans[n : n + 1]
        of = replace(cell, documents=(name,))
        yield Plan(Part.DOCUMENT, (name,), of, one, both, float(shown[n]), drawn=False)
