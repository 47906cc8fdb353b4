"""Documents with their layers, laid out so that many are compared at once, and counts of them.

Invariant: rows of one document follow one another everywhere, and documents keep their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement.alignment import ranks
from workbench.agreement.study import Array, Cells, Ints, Kind, no_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKED = np.dtype([("start", "<u4"), ("end", "<u4"), ("label", "<u4"), ("value", "<u8")])
"""One span as it is stored: range, number of the label, hash of the value or 0."""

TABLE = 4_000_000
"""Places of a table that is faster than sorting."""

NO_ROWS = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Documents to compare: their texts, and layers as arrays of PACKED with one set of labels.

    Layers of a document follow one another. `first` and `second` are numbers of layers of the same
    document, one row a comparison; `first` is the lower, and rows are sorted by the two.
    """

    texts: Sequence[str]
    document: Ints
    layers: Sequence[Array]
    first: Ints
    second: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """All spans of a batch, sorted by (layer, start, end, label); `offsets` has one more row."""

    layer: Ints
    start: Ints
    end: Ints
    label: Ints
    value: Array
    offsets: Ints


def flatten(layers: Sequence[Array]) -> Flat:
    """The spans of layers; of those with the same range and label the first by value counts."""
    packed = np.frombuffer(b"".join(layer.tobytes() for layer in layers), PACKED)
    layer = np.repeat(np.arange(len(layers)), [len(one) for one in layers])
    columns = [layer, *(packed[name].astype(np.int64) for name in ("start", "end", "label"))]
    value = packed["value"]
    places = ranks(columns)
    if not (np.diff(places) > 0).all():
        order = np.lexsort((value, places))
        order = order[np.flatnonzero(np.diff(places[order], prepend=-1))]
        columns, value = [column[order] for column in columns], value[order]
    layer, start, end, label = columns
    offsets = np.searchsorted(layer, np.arange(len(layers) + 1))
    return Flat(layer, start, end, label, value, offsets)


def count(comparison: Ints, p: Ints, q: Ints, kind: Ints) -> Cells:
    """Cells of rows that stand for one span, or one pair of spans, each."""
    if not len(comparison):
        return no_cells()
    width = int(max(p.max(), q.max())) + 1
    key, sizes = _counted(comparison, (p * width + q) * len(Kind) + kind, width**2 * len(Kind))
    key, kind = np.divmod(key, len(Kind))
    return cells_of(key, width, kind, sizes)


def _counted(comparison: Ints, code: Ints, size: int) -> tuple[Ints, Ints]:
    """Each comparison * size + code that there is, in order, and how often.

    A table of all that there could be is faster than sorting, but where it gets too large.
    """
    if size > TABLE:
        return np.unique(comparison * size + code, return_counts=True)
    used = np.flatnonzero(np.bincount(code, minlength=size))
    places = (int(comparison.max()) + 1) * len(used)
    if places > TABLE:
        return np.unique(comparison * size + code, return_counts=True)
    number = np.zeros(size, np.int64)
    number[used] = np.arange(len(used))
    sizes = np.bincount(comparison * len(used) + number[code], minlength=places)
    found = np.flatnonzero(sizes)
    of, at = np.divmod(found, len(used))
    return of * size + used[at], sizes[found]


def cells_of(key: Ints, width: int, kind: Ints, sizes: Ints) -> Cells:
    """Cells of (comparison, p, q) as one number, with labels below `width`."""
    key, q = np.divmod(key, width)
    comparison, p = np.divmod(key, width)
    return Cells(comparison, p, q, kind, sizes)
