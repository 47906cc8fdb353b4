"""From the store to a study: first submissions compared, and put together for a viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench import agreement
from workbench.agreement import Against, Batch, Cells, Layer, Study, assemble, compare, pairings
from workbench.store import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.agreement import Pairings
    from workbench.agreement.study import Array
    from workbench.workflow.session import Session


def study(session: Session, *, tokens: bool) -> Study:
    """All that the session's curator may see of first submissions, with counts of tokens or not."""
    found = pairs.counted(session.store, session.curator, RULE, tokens=tokens)
    layers = [
        Layer(
            layer.article, layer.curator or "", layer.at, layer.guideline, layer.blind, layer.round,
            Against.CURATOR if layer.curator is not None else Against.SUGGESTIONS,
        )
        for layer in found.layers
    ]  # fmt: skip
    compared = pairings(layers)
    spans = _cells(found.spans, compared, len(layers))
    counts = _cells(found.tokens, compared, len(layers)) if found.tokens is not None else None
    return assemble(layers, found.labels, compared, spans, counts)


_BLOCK = 1_000_000  # counts that are looked up at once


def _cells(counts: pairs.Counts, compared: Pairings, size: int) -> Cells:
    """Stored counts as counts of the comparisons, which are sorted by their layers."""
    keys = compared.first * size + compared.second
    comparison = np.empty(len(counts.n), np.int32)
    for begin in range(0, len(comparison), _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        wanted = counts.first[rows].astype(np.int64) * size + counts.second[rows]
        comparison[rows] = np.searchsorted(keys, wanted)
    return Cells(comparison, counts.p, counts.q, counts.kind, counts.n)


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


RULE = pairs.Rule(agreement.RULE, derive)
"""How the store's counts of agreement are made."""
