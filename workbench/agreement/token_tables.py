"""Tables of tokens: which labels cover them, for two curators each.

Invariant: the universe is every token of a document; a token outside spans is of the category ∅.
Such measures are ruled by what nobody marked, and by long names: they are details.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement.chance import NO_TOKENS, NOT_ALL_PAIRS, ONE_CATEGORY
from workbench.agreement.results import Figure
from workbench.agreement.study import add_cells
from workbench.agreement.tally import NOT_SHARED
from workbench.messages import _

if TYPE_CHECKING:
    from workbench.agreement.chance import Chance
    from workbench.agreement.study import Array, Cells, Floats, Ints, Study


def tables(study: Study, group: Ints, size: int) -> Floats:
    """Tables (size, K, K) of the comparisons of each group; K is ∅ and the labels."""
    width = len(study.labels) + 1
    if study.tokens is None:
        return np.zeros((size, width, width))

    def places(cells: Cells) -> tuple[Array, Array]:
        return (group[cells.comparison] * width + cells.p) * width + cells.q, cells.n

    return add_cells(study.tokens, places, size * width**2).reshape(size, width, width)


def by_raters(study: Study) -> tuple[Floats, Ints]:
    """Tables of the documents that have equally many curators, and how many those are."""
    raters, group = np.unique(study.raters[study.comparisons.document], return_inverse=True)
    return tables(study, group.reshape(-1), len(raters)), raters


def figure(chance: Chance, documents: int, spans: float, *, complete: bool = True) -> Figure:
    """A coefficient with what it rests on; `complete` as it is needed by one of all ratings."""
    if complete and chance.value is not None:
        return Figure(chance.value, None, documents, round(spans))
    if not documents:
        reason = NOT_SHARED
    elif not complete:
        reason = NOT_ALL_PAIRS
    else:
        reason = NO_TOKENS if np.isnan(chance.expected) else ONE_CATEGORY
    return Figure(None, _(reason), documents, round(spans))
