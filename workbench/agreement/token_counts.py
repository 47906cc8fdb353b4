"""Which tokens the spans of layers cover, compared pair by pair.

Invariant: every token of a document is counted once in each of its comparisons, those outside of
all spans, too.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement.batch import NO_ROWS, TABLE, cells_of
from workbench.agreement.study import add_up
from workbench.arabic.tokens import tokens

if TYPE_CHECKING:
    from workbench.agreement.batch import Batch, Flat
    from workbench.agreement.study import Array, Cells, Ints


def count_tokens(batch: Batch, flat: Flat) -> Cells:
    """How many tokens each pair of labels covers.

    A token belongs to a span if they share a code point; to the shortest, then the first, where a
    layer has several such. Only tokens that some layer covers are looked at one by one.
    """
    width = int(max((len(text) for text in batch.texts), default=0)) + 1
    width = max(width, int(flat.end.max(initial=0)) + 1)
    edges = [tokens(text) for text in batch.texts]
    totals = np.array([len(found) for found in edges], np.int64)
    document = np.repeat(np.arange(len(edges)), totals)
    table = np.fromiter(chain.from_iterable(chain.from_iterable(edges)), np.int64)
    starts, ends = table[::2] + document * width, table[1::2] + document * width
    shift = batch.document[flat.layer] * width
    low = np.searchsorted(ends, flat.start + shift, "right")
    high = np.maximum(np.searchsorted(starts, flat.end + shift, "left"), low)

    step = np.zeros(len(starts) + 1, np.int64)
    np.add.at(step, low, 1)
    np.add.at(step, high, -1)
    covered = np.cumsum(step)[:-1] > 0
    place = np.concatenate([[0], np.cumsum(covered)])
    firsts = place[np.concatenate([[0], np.cumsum(totals)])]
    sizes = np.diff(firsts)

    layer_sizes = sizes[batch.document]
    offsets = np.concatenate([[0], np.cumsum(layer_sizes)])
    painted = np.zeros(int(offsets[-1]), np.int32)
    # What is painted last stays.
    order = np.lexsort((-flat.label, -flat.start, flat.start - flat.end))
    low, high, layer = place[low][order], place[high][order], flat.layer[order]
    at = low - firsts[batch.document[layer]] + offsets[layer]
    painted[_ranges(at, high - low)] = np.repeat(flat.label[order] + 1, high - low)
    return _compared(batch, painted, offsets, totals - sizes)


def _compared(batch: Batch, painted: Array, offsets: Ints, outside: Ints) -> Cells:
    """Cells of pairs of labels of the tokens of layers, and of those outside of all spans."""
    wide = int(painted.max(initial=0)) + 1
    numbers = np.arange(len(batch.texts) + 1)
    layers = np.searchsorted(batch.document, numbers)
    rows = np.searchsorted(batch.document[batch.first], numbers)
    found = [NO_ROWS], [NO_ROWS]
    for n in range(len(batch.texts)):
        low, high, begin, end = layers[n], layers[n + 1], rows[n], rows[n + 1]
        if begin == end:
            continue
        block = painted[offsets[low] : offsets[high]].reshape(high - low, -1)
        first, second = batch.first[begin:end] - low, batch.second[begin:end] - low
        key, sizes = _counted_tokens(block[first] * wide + block[second], int(outside[n]), wide**2)
        found[0].append(key + begin * wide**2)
        found[1].append(sizes)
    key, sizes = map(np.concatenate, found)
    return cells_of(key, wide, np.zeros(len(key), np.int64), sizes)


def _counted_tokens(pairs: Array, outside: int, size: int) -> tuple[Ints, Ints]:
    """Each row * size + pair of labels of the rows of `pairs`, in order, and how often.

    Pair 0 is no label twice, of which there are as many `outside` of what is painted.
    """
    if len(pairs) * size <= TABLE:
        pairs += (np.arange(len(pairs), dtype=pairs.dtype) * size)[:, None]
        sizes = np.bincount(pairs.reshape(-1), minlength=len(pairs) * size)
        sizes[::size] += outside
        found = np.flatnonzero(sizes)
        return found, sizes[found]
    key = np.arange(len(pairs))[:, None] * size + pairs
    nowhere = np.arange(len(pairs)) * size
    key, at = np.unique(np.concatenate([nowhere, key.reshape(-1)]), return_inverse=True)
    weights = np.ones(len(at), np.int64)
    weights[: len(pairs)] = outside
    sizes = add_up(at.reshape(-1), weights, 0).astype(np.int64)
    return key[sizes > 0], sizes[sizes > 0]


def _ranges(low: Ints, sizes: Ints) -> Ints:
    """The numbers from each of `low`, as many as `sizes` says, one after another."""
    shifts: Ints = np.repeat(low - (np.cumsum(sizes) - sizes), sizes)
    return np.arange(len(shifts)) + shifts
