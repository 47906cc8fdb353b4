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
    found, raters = by_raters(study)
    matrix = coincidences(found[raters == usual], raters[raters == usual])
    tally = Tally.of(study)
    those = study.raters[tally.present] == usual
    documents = int(np.count_nonzero(those))
    # Of so many curators each is compared with all others, and her spans are there once.
    spans = tally.label_spans[those].sum(axis=0) / max(usual - 1, 1)
    rows = [Row(Part.ALL, (), figure(fleiss(matrix), documents, float(spans.sum())), Cell())]
    for n, label in enumerate(study.labels, 1):
        one = figure(fleiss(collapsed(matrix, n)), documents, float(spans[n - 1]))
        rows.append(Row(Part.LABEL, (label,), one, Cell(label=label)))
    return Agreement(NAME, tuple(rows))
