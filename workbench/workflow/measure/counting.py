"""From the store to a study: first submissions compared, and put together for a viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from workbench import agreement
from workbench.agreement import (
    Against,
    Batch,
    Cells,
    Columns,
    Layer,
    Pairings,
    Study,
    assemble,
    compare,
    pairings,
)
from workbench.store import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.agreement.study import Array
    from workbench.workflow.session import Session


class Numbered:
    """Which first submissions are compared, and the numbers of their comparisons.

    Those between curators, which nearly all measures are of, come first.
    """

    def __init__(self, found: Sequence[pairs.FirstLayer]) -> None:
        fields: list[tuple[Any, ...]] = list(zip(*found, strict=True)) or [()] * 6
        articles, curators, at, guidelines, blind, rounds = fields
        roles = [Against.CURATOR if name is not None else Against.SUGGESTIONS for name in curators]
        names = [name or "" for name in curators]
        self.layers = Columns.put(articles, names, at, guidelines, blind, rounds, roles)
        every = pairings(self.layers)
        beside = every.against != Against.CURATOR
        order = np.argsort(beside, kind="stable")
        self.compared = Pairings(every.first[order], every.second[order], every.against[order])
        self.front = int(np.count_nonzero(~beside))
        # Of two layers of one document, the second is behind the first by little.
        far = self.compared.second - self.compared.first
        self._number = np.full((len(found), int(far.max(initial=0)) + 1), -1, np.int32)
        self._number[self.compared.first, far] = np.arange(len(far))

    def __call__(self, first: Array, second: Array) -> Array:
        """The numbers of the comparisons of two layers each."""
        return np.asarray(self._number[first, second - first])


def study(session: Session, *, tokens: bool, sizes: bool = False) -> Study:
    """All that the session's curator may see of first submissions, with counts of tokens or not.

    `sizes` asks for how many tokens articles have.
    """
    found = pairs.counted(session.store, session.curator, RULE, tokens=tokens)
    spans, counted = _cells(found.spans), _cells(found.tokens) if found.tokens is not None else None
    numbered = cast(Numbered, found.pairing)  # what RULE made
    known = None
    if sizes:
        known = pairs.sizes(session.store, RULE, numbered.layers.documents)
    return assemble(numbered.layers, found.labels, numbered.compared, spans, counted, sizes=known)


def _cells(counts: pairs.Counts) -> Cells:
    return Cells(counts.comparison, counts.p, counts.q, counts.kind, counts.n)


def derive(sources: Sequence[pairs.Source], values: pairs.Values) -> Iterator[tuple[Array, Array]]:
    """The counts of articles as the store keeps them."""
    layers: list[Layer] = []
    packed: list[Array] = []
    document, bases = [], [0]
    for n, source in enumerate(sources):
        layers += [Layer(str(n), curator, round=at) for curator, at in source.whose]
        packed += source.layers
        if source.suggested is not None:
            layers.append(Layer(str(n), "", role=Against.SUGGESTIONS))
            packed.append(source.suggested)
        document += [n] * (len(packed) - bases[-1])
        bases.append(len(packed))
    compared = pairings(layers)
    of = np.array(document, np.int64)
    texts = [source.text for source in sources]
    found = compare(Batch(texts, of, packed, compared.first, compared.second), values)
    parts = [_packed(cells, compared, of, np.array(bases)) for cells in found]
    return zip(*parts, strict=True)


def _packed(cells: Cells, compared: Pairings, of: Array, bases: Array) -> list[Array]:
    """Counts of each document, with numbers of its own layers."""
    first, second = compared.first[cells.comparison], compared.second[cells.comparison]
    document = of[first] if len(of) else first
    table = np.empty(len(cells), pairs.CELL)
    table["first"], table["second"] = first - bases[document], second - bases[document]
    for name in ("p", "q", "kind", "n"):
        table[name] = getattr(cells, name)
    edges = np.searchsorted(document, np.arange(1, len(bases) - 1))
    return np.split(table, edges)


RULE = pairs.Rule(agreement.RULE, derive, Numbered)
"""How the store's counts of agreement are made."""
