"""Layers of documents in, counts of how they compare out.

Invariant: the counts of a document depend on its text and layers alone, so that they can be kept
and added to those of others. `RULE` names how they are made; it changes whenever a count would.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from workbench.agreement.alignment import Spans, align
from workbench.agreement.boundaries import boundary_kind
from workbench.agreement.fields import first_difference
from workbench.agreement.study import NONE, Array, Bools, Cells, Ints, Kind, add_up, no_cells
from workbench.arabic.tokens import TOKENISER, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.model import Value

RULE = f"pairs/1 {TOKENISER}"

PACKED = np.dtype([("start", "<u4"), ("end", "<u4"), ("label", "<u4"), ("value", "<u8")])
"""One span as it is stored: range, number of the label, hash of the value or 0."""

_TABLE = 4_000_000  # places of a table of tokens

Values: TypeAlias = "Callable[[int, frozenset[int]], Mapping[int, Value]]"
"""The values that have these hashes in the document of a number; asked only where two differ."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Documents to compare: their texts, and layers as arrays of PACKED with one set of labels.

    Layers of a document follow one another. `first` and `second` are numbers of layers of the same
    document, one row a comparison.
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


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Matched pairs and spans left over, as rows of `Flat`, with the comparison of each."""

    comparison: Ints
    p: Ints
    q: Ints
    kind: Ints
    only_p: Ints
    only_p_of: Ints
    only_q: Ints
    only_q_of: Ints


def flatten(layers: Sequence[Array]) -> Flat:
    """The spans of layers; of those with the same range and label the first by value counts."""
    packed = np.frombuffer(b"".join(layer.tobytes() for layer in layers), PACKED)
    layer = np.repeat(np.arange(len(layers)), [len(one) for one in layers])
    start, end = packed["start"].astype(np.int64), packed["end"].astype(np.int64)
    label, value = packed["label"].astype(np.int64), packed["value"]
    order = np.lexsort((value, label, end, start, layer))
    columns = [column[order] for column in (layer, start, end, label)]
    new = np.ones(len(order), np.bool_)
    if len(order):
        new[1:] = np.any([np.diff(column) != 0 for column in columns], axis=0)
    layer, start, end, label = (column[new] for column in columns)
    offsets = np.searchsorted(layer, np.arange(len(layers) + 1))
    return Flat(layer, start, end, label, value[order][new], offsets)


def match(batch: Batch, flat: Flat, values: Values) -> Matches:
    """Every span of every comparison, matched or left over."""
    sides, groups, spans = [], [], []
    for layers in (batch.first, batch.second):
        rows, group = _rows(flat, layers)
        sides.append(rows)
        groups.append(group)
        spans.append(Spans(group, flat.start[rows], flat.end[rows], flat.label[rows]))
    i, j = align(*spans)
    p, q = sides[0][i], sides[1][j]
    comparison = groups[0][i]
    left = [np.ones(len(rows), np.bool_) for rows in sides]
    left[0][i] = False
    left[1][j] = False
    kind = _kinds(batch, flat, p, q, values)
    return Matches(
        comparison, p, q, kind,
        sides[0][left[0]], groups[0][left[0]], sides[1][left[1]], groups[1][left[1]],
    )  # fmt: skip


def _rows(flat: Flat, layers: Ints) -> tuple[Ints, Ints]:
    """The rows of the spans of each layer one after another, and the number of each layer."""
    low = flat.offsets[layers]
    sizes = flat.offsets[layers + 1] - low
    return _ranges(low, sizes), np.repeat(np.arange(len(layers)), sizes)


def _kinds(batch: Batch, flat: Flat, p: Ints, q: Ints, values: Values) -> Ints:
    """How each matched pair of rows compares."""
    place = (flat.start[p] == flat.start[q]) & (flat.end[p] == flat.end[q])
    label = flat.label[p] == flat.label[q]
    kind = np.full(len(p), Kind.AGREE, np.int64)
    kind[place & ~label] = Kind.LABEL
    kind[~place & ~label] = Kind.BOTH
    _subdivide(kind, ~place & label, _edges(batch, flat, p, q))
    same = flat.value[p] == flat.value[q]
    kind[place & label & same & (flat.value[p] != 0)] = Kind.AGREE_VALUE
    differ = place & label & ~same
    _subdivide(kind, differ, _fields(batch, flat, p, q, values))
    return kind


def _subdivide(kind: Ints, mask: Bools, ask: Callable[[Ints], tuple[Array, list[int]]]) -> None:
    """Write what `ask` says of the rows of a mask, asking once about rows that are alike."""
    rows = np.flatnonzero(mask)
    if len(rows):
        inverse, answers = ask(rows)
        kind[rows] = np.array(answers, np.int64)[inverse]


def _edges(batch: Batch, flat: Flat, p: Ints, q: Ints) -> Callable[[Ints], tuple[Array, list[int]]]:
    def ask(rows: Ints) -> tuple[Array, list[int]]:
        one, other = p[rows], q[rows]
        document = batch.document[flat.layer[one]]
        columns = (document, flat.start[one], flat.end[one], flat.start[other], flat.end[other])
        at, inverse = _distinct(columns)
        answers = [
            int(boundary_kind(batch.texts[d], (a, b), (c, e)))
            for d, a, b, c, e in zip(*(column[at].tolist() for column in columns), strict=True)
        ]
        return inverse, answers

    return ask


def _fields(
    batch: Batch, flat: Flat, p: Ints, q: Ints, values: Values
) -> Callable[[Ints], tuple[Array, list[int]]]:
    def ask(rows: Ints) -> tuple[Array, list[int]]:
        pairs = np.sort(np.stack([flat.value[p[rows]], flat.value[q[rows]]]), axis=0)
        at, inverse = _distinct(tuple(pairs))
        distinct, documents = pairs[:, at], batch.document[flat.layer[p[rows[at]]]]
        known: dict[int, Value] = {}
        answers = []
        for (one, other), document in zip(distinct.T.tolist(), documents.tolist(), strict=True):
            if one and (unknown := {one, other} - known.keys()):
                known.update(values(document, frozenset(unknown)))
            values_of = (known[one], known[other]) if one else (None, None)
            answers.append(int(first_difference(*values_of)))
        return inverse, answers

    return ask


def _distinct(columns: tuple[Array, ...]) -> tuple[Ints, Ints]:
    """Where each distinct row of columns is, and for every row the number of the one like it."""
    order = np.lexsort(columns)
    new = np.ones(len(order), np.bool_)
    new[1:] = np.any([column[order[1:]] != column[order[:-1]] for column in columns], axis=0)
    inverse = np.empty(len(order), np.int64)
    inverse[order] = np.cumsum(new) - 1
    return order[new], inverse


def compare(batch: Batch, values: Values) -> tuple[Cells, Cells]:
    """Counts of spans, and counts of tokens, of every comparison of a batch."""
    flat = flatten(batch.layers)
    found = match(batch, flat, values)
    parts = (
        (found.comparison, flat.label[found.p] + 1, flat.label[found.q] + 1, found.kind),
        (found.only_p_of, flat.label[found.only_p] + 1, NONE, Kind.ONLY_P),
        (found.only_q_of, NONE, flat.label[found.only_q] + 1, Kind.ONLY_Q),
    )
    columns = [
        np.concatenate([np.broadcast_to(part[n], len(part[0])) for part in parts]) for n in range(4)
    ]
    return count(*columns), _count_tokens(batch, flat)


def count(comparison: Ints, p: Ints, q: Ints, kind: Ints) -> Cells:
    """Cells of rows that stand for one span, or one pair of spans, each."""
    if not len(comparison):
        return no_cells()
    width = int(max(p.max(), q.max())) + 1
    key = ((comparison * width + p) * width + q) * len(Kind) + kind
    key, sizes = np.unique(key, return_counts=True)
    key, kind = np.divmod(key, len(Kind))
    return _cells(key, width, kind, sizes)


def _cells(key: Ints, width: int, kind: Ints, sizes: Ints) -> Cells:
    key, q = np.divmod(key, width)
    comparison, p = np.divmod(key, width)
    return Cells(comparison, p, q, kind, sizes)


def _count_tokens(batch: Batch, flat: Flat) -> Cells:
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
    painted = np.zeros(int(offsets[-1]), np.int16)
    # What is painted last stays.
    order = np.lexsort((-flat.label, -flat.start, flat.start - flat.end))
    low, high, layer = place[low][order], place[high][order], flat.layer[order]
    at = low - firsts[batch.document[layer]] + offsets[layer]
    painted[_ranges(at, high - low)] = np.repeat(flat.label[order] + 1, high - low)

    spread = sizes[batch.document[batch.first]]
    comparison = np.repeat(np.arange(len(batch.first)), spread)
    p = painted[_ranges(offsets[batch.first], spread)].astype(np.int64)
    q = painted[_ranges(offsets[batch.second], spread)].astype(np.int64)
    outside = (totals - sizes)[batch.document[batch.first]]
    wide = int(painted.max(initial=0)) + 1
    return _sum_tokens((comparison * wide + p) * wide + q, outside, wide)


def _sum_tokens(key: Ints, outside: Ints, width: int) -> Cells:
    """Cells of pairs of labels, (comparison, p, q) as one number, and of what is outside of spans.

    A table of all that there could be is faster than sorting, but for very many labels.
    """
    places = len(outside) * width**2
    nowhere = np.arange(len(outside)) * width**2
    if places <= _TABLE:
        sizes = np.bincount(key, minlength=places)
        sizes[nowhere] += outside
        key = np.flatnonzero(sizes)
        sizes = sizes[key]
    else:
        key, at = np.unique(np.concatenate([nowhere, key]), return_inverse=True)
        ones = np.ones(len(at) - len(outside), np.int64)
        sizes = add_up(at.reshape(-1), np.concatenate([outside, ones]), 0).astype(np.int64)
        key, sizes = key[sizes > 0], sizes[sizes > 0]
    return _cells(key, width, np.zeros(len(key), np.int64), sizes)


def _ranges(low: Ints, sizes: Ints) -> Ints:
    """The numbers from each of `low`, as many as `sizes` says, one after another."""
    shifts: Ints = np.repeat(low - (np.cumsum(sizes) - sizes), sizes)
    return np.arange(len(shifts)) + shifts
