"""Fleiss' kappa on tokens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Part, Row, measure
from workbench.agreement.chance import coincidences, collapsed, fleiss
from workbench.agreement.tally import Tally
from workbench.agreement.token_tables import by_raters, figure

if TYPE_CHECKING:
    from workbench.agreement import Study

NAME = "fleiss_kappa"


@measure(NAME)
def fleiss_kappa(study: Study) -> Agreement:
    """Fleiss' kappa of the labels of tokens, overall and for each label against all else.

    It needs as many curators on each document: those that most documents have, the larger number
    where two are as frequent. Other documents are left out; all of a document are compared with one
    another.
    """
    study = study.against(Against.CURATOR)
    counted = np.bincount(study.raters[study.raters > 0], minlength=1)
    usual = len(counted) - 1 - int(np.argmax(counted[::-1]))
    tables, raters = by_raters(study)
    matrix = coincidences(tables[raters == usual], raters[raters == usual])
    tally = Tally.of(study)
    those = study.raters[tally.present] == usual
    documents = int(np.count_nonzero(those))
    spans = tally.label_spans_once[those].sum(axis=0)
    found = partial(figure, documents=documents, complete=study.complete)
    rows = [Row(Part.ALL, (), found(fleiss(matrix), spans=float(spans.sum())), Cell())]
    for n, label in enumerate(study.labels, 1):
        one = found(fleiss(collapsed(matrix, n)), spans=float(spans[n - 1]))
        rows.append(Row(Part.LABEL, (label,), one, Cell(label=label)))
    return Agreement(NAME, tuple(rows))
