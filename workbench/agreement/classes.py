"""The classes of agreement and disagreement, each span of each comparison in exactly one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import (
    KINDS,
    Against,
    Agreement,
    Cell,
    Class,
    Figure,
    Kind,
    Part,
    Row,
    measure,
)
from workbench.agreement.study import add_up
from workbench.agreement.tally import NOT_SHARED, NOTHING_AT_ALL, is_one_of, sides_of
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.agreement import Study
    from workbench.agreement.study import Array, Floats

NAME = "classes"


@measure(NAME)
def classes(study: Study) -> Agreement:
    """How many spans agree, and in what the others differ.

    A value is the share of all spans of both sides, over all pairs; `spans` counts them, so that a
    matched pair counts twice and a span once for each pair of curators. Rows: what agrees, then
    the classes, their kinds, and the classes of each pair (names: class, curators) and document.
    """
    study = study.against(Against.CURATOR)
    counts = _counts(study)
    whole, n_documents = counts.sum(), len(np.unique(study.comparisons.document))
    reason = None if whole else _(NOTHING_AT_ALL if n_documents else NOT_SHARED)

    def figure(part: Floats, of: float, documents: int) -> Figure:
        n = int(part.sum())
        return Figure(n / of if of else None, reason if not of else None, documents, n)

    agreeing = counts[list(KINDS[Class.AGREE])]
    rows = [Row(Part.ALL, (), figure(agreeing, float(whole), n_documents), Cell())]
    for name, kinds in KINDS.items():
        cell = Cell(kinds=kinds)
        one = figure(counts[list(kinds)], float(whole), n_documents)
        rows.append(Row(Part.CLASS, (name,), one, cell))
    for kind in Kind:
        one = figure(counts[[kind]], float(whole), n_documents)
        rows.append(Row(Part.KIND, (kind.name.lower(),), one, Cell(kinds=(kind,))))
    rows += _by_pair(study)
    rows += _by_document(study)
    return Agreement(NAME, tuple(rows))


def _sides(study: Study) -> Array:
    return study.cells.n * sides_of(study.cells)


def _counts(study: Study) -> Floats:
    return add_up(study.cells.kind, _sides(study), len(Kind))


def _by_pair(study: Study) -> Iterator[Row]:
    pairs, number = study.pairs()
    key = number[study.cells.comparison] * len(Kind) + study.cells.kind
    table = add_up(key, _sides(study), len(pairs) * len(Kind))
    table = table.reshape(-1, len(Kind))
    documents = np.bincount(number, minlength=len(pairs))
    for n, pair in enumerate(pairs):
        names, whole = study.name(pair), float(table[n].sum())
        for name, kinds in KINDS.items():
            count = int(table[n][list(kinds)].sum())
            one = Figure(count / whole if whole else None, None if whole else _(NOTHING_AT_ALL),
                         int(documents[n]), count)  # fmt: skip
            yield Row(Part.PAIR, (name, *names), one, Cell(pair=names, kinds=kinds))


def _by_document(study: Study) -> Iterator[Row]:
    """The share of spans that do not agree, by which documents can be sorted."""
    of = study.comparisons.document[study.cells.comparison]
    size, sides = len(study.documents), _sides(study)
    wrong = ~is_one_of(study.cells.kind, KINDS[Class.AGREE])
    whole = add_up(of, sides, size)
    differ = add_up(of[wrong], sides[wrong], size)
    failing = tuple(kind for kind in Kind if kind not in KINDS[Class.AGREE])
    for n in np.unique(study.comparisons.document).tolist():
        name, spans = study.documents[n], float(whole[n])
        one = Figure(float(differ[n]) / spans if spans else None,
                     None if spans else _(NOTHING_AT_ALL), 1, int(differ[n]))  # fmt: skip
        yield Row(Part.DOCUMENT, (name,), one, Cell(documents=(name,), kinds=failing))
