"""Krippendorff's alpha for nominal data, on tokens: the one chance-corrected number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Part, Row, measure
from workbench.agreement.bootstrap import Sample, intervals
from workbench.agreement.chance import coincidences, collapsed, krippendorff
from workbench.agreement.study import add_cells
from workbench.agreement.tally import Tally
from workbench.agreement.token_tables import by_raters, figure

if TYPE_CHECKING:
    from workbench.agreement import Study
    from workbench.agreement.study import Array, Cells, Floats

NAME = "krippendorff_alpha"


@measure(NAME)
def krippendorff_alpha(study: Study) -> Agreement:
    """Krippendorff's alpha of the labels of tokens, overall and covered or not for each label.

    Any number of curators, who need not have done the same documents, but all of a document are
    compared with one another. Above .80 the data can be
    relied on, above .667 tentatively (Krippendorff 2004).
    """
    study = study.against(Against.CURATOR)
    matrix = coincidences(*by_raters(study))
    coefficients = [krippendorff(matrix)]
    coefficients += [krippendorff(collapsed(matrix, n + 1)) for n in range(len(study.labels))]
    agreeing, totals = _by_document(study)
    samples = [Sample(np.hstack([agreeing, totals]), _alpha)]
    for n in range(1, len(study.labels) + 1):
        columns = (agreeing[:, n], totals[:, n], totals.sum(axis=1))
        samples.append(Sample(np.stack(columns, axis=1), _alpha_of_one))
    tally = Tally.of(study)
    shown = tally.label_spans_once.sum(axis=0)
    rows = []
    for n, (chance, interval) in enumerate(zip(coefficients, intervals(samples), strict=True)):
        spans = float(shown[n - 1] if n else shown.sum())
        bare = figure(chance, len(tally.present), spans, complete=study.complete)
        cell = Cell(label=study.labels[n - 1]) if n else Cell()
        found = replace(bare, interval=interval if bare.value is not None else None)
        names = (study.labels[n - 1],) if n else ()
        rows.append(Row(Part.LABEL if n else Part.ALL, names, found, cell))
    return Agreement(NAME, tuple(rows))


def _by_document(study: Study) -> tuple[Floats, Floats]:
    """Agreeing and all ratings by document and category, as the coincidence matrix counts them."""
    width, size = len(study.labels) + 1, len(study.documents)
    present = np.unique(study.comparisons.document)
    if study.tokens is None:
        return np.zeros((0, width)), np.zeros((0, width))
    weight = 1 / np.maximum(study.raters - 1, 1)

    def agreeing_places(cells: Cells) -> tuple[Array, Array]:
        cells = cells.where(np.flatnonzero(cells.p == cells.q))
        document = study.comparisons.document[cells.comparison]
        return document * width + cells.p, cells.n * weight[document]

    def places(cells: Cells) -> tuple[Array, Array]:
        document = study.comparisons.document[cells.comparison]
        both = np.concatenate([document * width + cells.p, document * width + cells.q])
        weights = cells.n * weight[document]
        return both, np.concatenate([weights, weights])

    agreeing = 2 * add_cells(study.tokens, agreeing_places, size * width)
    totals = add_cells(study.tokens, places, size * width)
    shape = (size, width)
    return agreeing.reshape(shape)[present], totals.reshape(shape)[present]


def _alpha(sums: Floats) -> Floats:
    """Alpha from sums of agreeing and of all ratings by category."""
    agreeing, totals = np.split(sums, 2, axis=1)
    n = totals.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (totals * (totals - 1)).sum(axis=1) / (n * (n - 1))
        value = (agreeing.sum(axis=1) / n - expected) / (1 - expected)
    return np.where(expected < 1, value, np.nan)


def _alpha_of_one(sums: Floats) -> Floats:
    """Alpha of one category against the rest: its agreeing ratings, all its ratings, all ratings.

    Two ratings that differ are one of the category and one of the rest.
    """
    own, mine, n = sums.T
    rest = n - mine
    agreeing = np.stack([own, rest - (mine - own)], axis=1)
    return _alpha(np.hstack([agreeing, np.stack([mine, rest], axis=1)]))
