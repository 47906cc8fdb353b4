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
from workbench.agreement.study import add_cells, add_up
from workbench.agreement.tally import (
    CLASS_OF,
    CLASSES,
    NOT_SHARED,
    NOTHING_AT_ALL,
    SIDES,
    Tally,
)
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.agreement import Study
    from workbench.agreement.study import Floats

NAME = "classes"


@measure(NAME)
def classes(study: Study) -> Agreement:
    """How many spans agree, and in what the others differ.

    A value is the share of all spans of both sides, over all pairs; `spans` counts them, so that a
    matched pair counts twice and a span once for each pair of curators. Rows: what agrees, then
    the classes, their kinds, and the classes of each pair (names: class, curators) and document.
    """
    study = study.against(Against.CURATOR)
    tally = Tally.of(study)
    counts = add_cells(study.cells, lambda cells: (cells.kind, cells.n), len(Kind))
    counts *= SIDES[CLASS_OF]
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
    rows += _by_pair(tally)
    rows += _by_document(tally)
    return Agreement(NAME, tuple(rows))


def _by_pair(tally: Tally) -> Iterator[Row]:
    study = tally.study
    pairs, number = study.pairs()
    columns = [add_up(number, column, len(pairs)) for column in tally.by_class.T]
    table = np.stack(columns, axis=1) * SIDES
    documents = np.bincount(number, minlength=len(pairs))
    for n, pair in enumerate(pairs):
        names, whole = study.name(pair), float(table[n].sum())
        for k, name in enumerate(CLASSES):
            count = int(table[n, k])
            one = Figure(count / whole if whole else None, None if whole else _(NOTHING_AT_ALL),
                         int(documents[n]), count)  # fmt: skip
            yield Row(Part.PAIR, (name, *names), one, Cell(pair=names, kinds=KINDS[name]))


def _by_document(tally: Tally) -> Iterator[Row]:
    """The share of spans that do not agree, by which documents can be sorted."""
    study = tally.study
    whole = tally.by_document(tally.spans)
    differ = whole - 2 * tally.by_document(tally.by_class[:, CLASSES.index(Class.AGREE)])
    failing = tuple(kind for kind in Kind if kind not in KINDS[Class.AGREE])
    columns = (tally.present.tolist(), whole.tolist(), differ.tolist())
    for n, spans, wrong in zip(*columns, strict=True):
        name = study.documents[n]
        one = Figure(wrong / spans if spans else None, None if spans else _(NOTHING_AT_ALL), 1,
                     int(wrong))  # fmt: skip
        yield Row(Part.DOCUMENT, (name,), one, Cell(documents=(name,), kinds=failing))
