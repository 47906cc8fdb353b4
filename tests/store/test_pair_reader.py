"""Counts put together: what is invisible is dropped, what is large fits, the front is in front."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from workbench.canonical import canonical_json
from workbench.store.pair_reader import CELL, Facts, FirstLayer, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.store.connection import Row
    from workbench.store.pair_reader import Array, Counts

LABELS = ("ORG", "PER"), ("PER", "GPE")
"""Two schemes number their labels in other orders."""


class Pairs:
    """Numbers for pairs of layers; those of even first layers come first."""

    def __init__(self, layers: Sequence[FirstLayer]) -> None:
        pairs = [(p, q) for p in range(len(layers)) for q in range(p + 1, len(layers))
                 if layers[p].article == layers[q].article]  # fmt: skip
        pairs.sort(key=lambda pair: pair[0] % 2)
        self.pairs = pairs
        self.front = sum(p % 2 == 0 for p, _q in pairs)

    def __call__(self, first: Array, second: Array, /) -> Array:
        number = {pair: n for n, pair in enumerate(self.pairs)}
        pairs = zip(first.tolist(), second.tolist(), strict=True)
        return np.array([number[pair] for pair in pairs], np.int64)


def project(draw: random.Random, most: int) -> tuple[list[Any], list[Any], Counter[Any]]:
    """Rows of layers, rows of counts, and what a viewer is to get of them."""
    seen, stored, expected = [], [], Counter[Any]()
    for article in range(1, 30):
        visible = [draw.random() < 0.7 for _layer in range(draw.randint(1, 4))]
        labels = LABELS[article % 2]
        for n, shown in enumerate(visible):
            seen.append((article, f"a{article}", f"c{n}", 1, 0, "2026", "g", int(shown)))
        cells = []
        for p in range(len(visible)):
            for q in range(p + 1, len(visible)):
                count = draw.randint(1, most)
                cells.append((p, q, 1, 2, article % 18, count))
                if visible[p] and visible[q]:
                    who = (f"a{article}", f"c{p}", f"c{q}")
                    expected[(*who, *labels, article % 18)] += count
        blob = np.array(cells, CELL).tobytes()
        stored.append((article, "rule", len(visible), 0, canonical_json(labels), blob, blob))
    return seen, stored, expected


@pytest.mark.parametrize("most", [5, 100_000])
@pytest.mark.parametrize("seed", range(5))
def test_a_viewer_gets_what_is_visible_in_the_order_that_is_wanted(seed: int, most: int) -> None:
    seen, stored, expected = project(random.Random(seed), most)
    facts = {row[0]: Facts(row[2], row[3], row[4], len(row[5]), len(row[6])) for row in stored}
    reader = Reader(cast("list[Row]", seen), facts, Pairs, tokens=True)
    for begin in range(0, len(stored), 7):
        rows = stored[begin : begin + 7]
        reader.read([row[0] for row in rows], rows)
    pairing = cast(Pairs, reader.pairing)
    assert told(reader, pairing, reader.spans) == expected
    assert reader.tokens is not None
    assert set(reader.tokens.kind.tolist()) == {0}
    assert reader.tokens.n.tolist() == reader.spans.n.tolist()
    are_first = reader.spans.comparison < pairing.front
    assert are_first.tolist() == sorted(are_first.tolist(), reverse=True)


def told(reader: Reader, pairing: Pairs, counts: Counts) -> Counter[Any]:
    found = Counter[Any]()
    columns = (counts.comparison, counts.p, counts.q, counts.kind, counts.n)
    for n, p, q, kind, count in zip(*(column.tolist() for column in columns), strict=True):
        one, other = (reader.layers[each] for each in pairing.pairs[n])
        labels = reader.labels[p - 1], reader.labels[q - 1]
        found[one.article, one.curator, other.curator, *labels, kind] += count
    return found
