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
from workbench.agreement.chance import NO_TOKENS
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
    the classes, their kinds, the classes of each pair (names: class, curators), of each document
    the share that does not agree, and its DENSITY: how many such spans a pair of curators has in a
    hundred tokens.
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
    """The share of spans that do not agree, and how many do not in a hundred tokens."""
    study = tally.study
    whole = tally.by_document(tally.spans)
    differ = whole - 2 * tally.by_document(tally.by_class[:, CLASSES.index(Class.AGREE)])
    pairs = np.bincount(study.comparisons.document, minlength=len(study.documents))[tally.present]
    sizes = study.sizes[tally.present] if study.sizes is not None else np.zeros_like(pairs)
    failing = tuple(kind for kind in Kind if kind not in KINDS[Class.AGREE])
    nothing, no_tokens = _(NOTHING_AT_ALL), _(NO_TOKENS)
    columns = (tally.present, whole, differ, pairs, sizes)
    for n, spans, wrong, times, size in zip(*(c.tolist() for c in columns), strict=True):
        name = study.documents[n]
        cell = Cell(documents=(name,), kinds=failing)
        one = Figure(wrong / spans if spans else None, None if spans else nothing, 1, int(wrong))
        yield Row(Part.DOCUMENT, (name,), one, cell)
        value = per_hundred(wrong, times, size)
        reason = no_tokens if value is None else None
        yield Row(Part.DENSITY, (name,), Figure(value, reason, 1, int(wrong)), cell)


def per_hundred(differing: float, pairs: int, tokens: int) -> float | None:
    """Spans that differ between two curators, in a hundred tokens; None where there are none.

    `differing` counts, over all `pairs`, the spans of both sides that the other has not alike.
    """
    return 100 * differing / (pairs * tokens) if pairs and tokens else None
