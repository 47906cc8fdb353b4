"""Layers of documents in, counts of how they compare out.

Invariant: the counts of a document depend on its text and layers alone, so that they can be kept
and added to those of others. `RULE` names how they are made; it changes whenever a count would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from workbench.agreement.alignment import Spans, align, ranks
from workbench.agreement.batch import NO_ROWS, Batch, Flat, count, flatten
from workbench.agreement.boundaries import boundary_kind
from workbench.agreement.fields import first_difference
from workbench.agreement.study import NONE, Array, Bools, Cells, Ints, Kind
from workbench.agreement.token_counts import count_tokens
from workbench.arabic.tokens import TOKENISER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model import Value

RULE = f"pairs/1 {TOKENISER}"

Values: TypeAlias = "Callable[[int, frozenset[int]], Mapping[int, Value]]"
"""The values that have these hashes in the document of a number; asked only where two differ."""


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


def match(batch: Batch, flat: Flat, values: Values) -> Matches:
    """Every span of every comparison, matched or left over.

    Same range and label is the best match there can be, and nothing competes for it; so these
    pairs are taken at once, by sorting, and only what is left is aligned.
    """
    comparison, p, q = _identical(batch, flat)
    rows_p, of_p = _left(flat, batch.first, comparison, p)
    rows_q, of_q = _left(flat, batch.second, comparison, q)
    i, j = align(_spans(flat, rows_p, of_p), _spans(flat, rows_q, of_q))
    kind = np.concatenate([
        _same_kinds(batch, flat, p, q, values), _other_kinds(batch, flat, rows_p[i], rows_q[j]),
    ])  # fmt: skip
    alone = [np.ones(len(rows), np.bool_) for rows in (rows_p, rows_q)]
    alone[0][i] = False
    alone[1][j] = False
    return Matches(
        np.concatenate([comparison, of_p[i]]), np.concatenate([p, rows_p[i]]),
        np.concatenate([q, rows_q[j]]), kind,
        rows_p[alone[0]], of_p[alone[0]], rows_q[alone[1]], of_q[alone[1]],
    )  # fmt: skip


def _identical(batch: Batch, flat: Flat) -> tuple[Ints, Ints, Ints]:
    """All pairs of rows of one range and label, and the comparison of each."""
    if not len(batch.first) or not len(flat.layer):
        return NO_ROWS, NO_ROWS, NO_ROWS
    places = ranks([batch.document[flat.layer], flat.start, flat.end, flat.label])
    order = np.argsort(places, kind="stable")  # so that layers keep their order
    places, layer = places[order], flat.layer[order]
    far = batch.second - batch.first
    number = np.full((len(batch.document), int(far.max()) + 1), -1, np.int64)
    number[batch.first, far] = np.arange(len(far))
    found = []
    for shift in range(1, len(order)):
        same = np.flatnonzero(places[shift:] == places[:-shift])
        if not len(same):
            break
        apart = layer[same + shift] - layer[same]
        near = apart < number.shape[1]
        same, apart = same[near], apart[near]
        comparison = number[layer[same], apart]
        real = comparison >= 0
        found.append((comparison[real], order[same[real]], order[same[real] + shift]))
    if not found:
        return NO_ROWS, NO_ROWS, NO_ROWS
    comparison, p, q = (np.concatenate(column) for column in zip(*found, strict=True))
    return comparison, p, q


def _left(flat: Flat, layers: Ints, comparison: Ints, taken: Ints) -> tuple[Ints, Ints]:
    """The rows of one side of each comparison that are not taken, and their comparisons."""
    low = flat.offsets[layers]
    sizes = flat.offsets[layers + 1] - low
    shifts = low - (np.cumsum(sizes) - sizes)
    free = np.ones(int(sizes.sum()), np.bool_)
    free[taken - shifts[comparison]] = False
    places = np.flatnonzero(free)
    of = np.repeat(np.arange(len(layers)), sizes)[places]
    return places + shifts[of], of


def _spans(flat: Flat, rows: Ints, group: Ints) -> Spans:
    return Spans(group, flat.start[rows], flat.end[rows], flat.label[rows])


def _same_kinds(batch: Batch, flat: Flat, p: Ints, q: Ints, values: Values) -> Ints:
    """How matched pairs of rows of one range and label compare: by their values."""
    one, same = flat.value[p], flat.value[p] == flat.value[q]
    kind = np.where(one != 0, np.int64(Kind.AGREE_VALUE), np.int64(Kind.AGREE))
    _subdivide(kind, ~same, _fields(batch, flat, p, q, values))
    return kind


def _other_kinds(batch: Batch, flat: Flat, p: Ints, q: Ints) -> Ints:
    """How other matched pairs of rows compare."""
    place = (flat.start[p] == flat.start[q]) & (flat.end[p] == flat.end[q])
    kind = np.where(place, np.int64(Kind.LABEL), np.int64(Kind.BOTH))
    _subdivide(kind, ~place & (flat.label[p] == flat.label[q]), _edges(batch, flat, p, q))
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
    return count(*columns), count_tokens(batch, flat)
