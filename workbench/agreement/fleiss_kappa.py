"""Fleiss' kappa on tokens."""

from __future__ import annotations

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
    where two are as frequent. Other documents are left out.
    """
    study = study.against(Against.CURATOR)
    counted = np.bincount(study.raters[study.raters > 0], minlength=1)
    usual = len(counted) - 1 - int(np.argmax(counted[::-1]))
    study = study.of(study.raters == usual) if usual else study
    matrix, tally = coincidences(*by_raters(study)), Tally.of(study)
    documents, spans = len(tally.present), tally.label_spans_once
    rows = [Row(Part.ALL, (), figure(fleiss(matrix), documents, float(spans.sum())), Cell())]
    for n, label in enumerate(study.labels, 1):
        one = figure(fleiss(collapsed(matrix, n)), documents, float(spans[n - 1]))
        rows.append(Row(Part.LABEL, (label,), one, Cell(label=label)))
    return Agreement(NAME, tuple(rows))
