"""Cohen's kappa on tokens, pair by pair."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Figure, Part, Row, measure
from workbench.agreement.chance import Chance, cohen
from workbench.agreement.study import add_up
from workbench.agreement.tally import Tally
from workbench.agreement.token_tables import figure, tables

if TYPE_CHECKING:
    from workbench.agreement import Study

NAME = "cohen_kappa"


@measure(NAME)
def cohen_kappa(study: Study) -> Agreement:
    """Cohen's kappa of the labels of tokens, for two curators each.

    The first row is the mean of the pairs (Light 1971); it mostly shows how much nobody marked.
    """
    study = study.against(Against.CURATOR)
    pairs, number = study.pairs()
    found = [cohen(table) for table in tables(study, number, len(pairs))]
    defined = [chance.value for chance in found if chance.value is not None]
    tally = Tally.of(study)
    n = len(tally.present), float(tally.spans_once.sum())
    mean = figure(found[0] if found else Chance(np.nan, np.nan), *n)
    if defined:
        mean = Figure(fmean(defined), None, n[0], round(n[1]))
    documents = np.bincount(number, minlength=len(pairs))
    spans = add_up(number, tally.spans, len(pairs))
    rows = [Row(Part.ALL, (), mean, Cell())]
    for k, pair in enumerate(pairs):
        names = study.name(pair)
        one = figure(found[k], int(documents[k]), float(spans[k]))
        rows.append(Row(Part.PAIR, names, one, Cell(pair=names)))
    return Agreement(NAME, tuple(rows))
