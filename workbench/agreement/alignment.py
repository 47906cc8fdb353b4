"""One-to-one matching of the spans of two sides, many comparisons at once.

A span is matched with the best free one that it overlaps: the same range before another, then the
same label before another, then the larger share of common characters (intersection over union);
touching is not overlapping. Invariant: pairs are taken best first, and what is taken does not
depend on the order of the spans or of the sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.agreement.study import Array, Bools, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """One row a span, sorted by (group, start, end, label), each of which is there once.

    Only spans of the same group are matched. Ranges are half-open code points.
    """

    group: Ints
    start: Ints
    end: Ints
    label: Ints

    def __len__(self) -> int:
        return len(self.group)

    def where(self, rows: Array) -> Spans:
        """The rows of a mask or of an index, in the order given."""
        return Spans(self.group[rows], self.start[rows], self.end[rows], self.label[rows])


def ranks(columns: Sequence[Ints]) -> Ints:
    """Numbers in the order of rows of columns, none of them negative; equal rows share one."""
    tops = [int(column.max(initial=0)) + 1 for column in columns]
    if np.prod([float(top) for top in tops]) < 2**62:
        key = columns[0]
        for column, top in zip(columns[1:], tops[1:], strict=True):
            key = key * top + column
        return key
    order = np.lexsort(columns[::-1])
    new = np.zeros(len(order), np.bool_)
    for column in columns:
        new[1:] |= np.diff(column[order]) != 0
    found = np.empty(len(order), np.int64)
    found[order] = np.cumsum(new)
    return found


_DOMINO = 16
"""Where fewer than one in so many pairs are chosen in a round, each waits for the one before."""


def align(first: Spans, second: Spans) -> tuple[Ints, Ints]:
    """The matched rows of both sides, by rounds in which each other's best free choice is taken.

    This takes what going through all pairs in their order one by one would take; which is what is
    done with chains, where the rounds would be as many as the pairs.
    """
    i, j = _ranked(first, second)
    taken = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    best_i, best_j = (np.zeros(len(side), np.int64) for side in (first, second))
    while len(i):
        rank = np.arange(len(i))
        # Rows come in the order of their rank, so the first to be written from behind stays.
        best_i[i[::-1]] = rank[::-1]
        best_j[j[::-1]] = rank[::-1]
        chosen = (best_i[i] == rank) & (best_j[j] == rank)
        if _DOMINO * int(chosen.sum()) < len(i):
            taken.append(_one_by_one(i, j))
            break
        taken.append((i[chosen], j[chosen]))
        busy_i, busy_j = (np.zeros(len(side), np.bool_) for side in (first, second))
        busy_i[i[chosen]] = True
        busy_j[j[chosen]] = True
        free = ~(busy_i[i] | busy_j[j])
        i, j = i[free], j[free]
    return np.concatenate([p for p, _q in taken]), np.concatenate([q for _p, q in taken])


def _one_by_one(i: Ints, j: Ints) -> tuple[Ints, Ints]:
    """Pairs in their order, if both sides are still free."""
    busy_i: set[int] = set()
    busy_j: set[int] = set()
    taken = []
    for p, q in zip(i.tolist(), j.tolist(), strict=True):
        if p not in busy_i and q not in busy_j:
            busy_i.add(p)
            busy_j.add(q)
            taken.append((p, q))
    rows = np.array(taken, np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]


def _ranked(first: Spans, second: Spans) -> tuple[Ints, Ints]:
    """All overlapping pairs, the best first."""
    i, j, common = _overlapping(first, second)
    a, b = first.where(i), second.where(j)
    share = common / (np.maximum(a.end, b.end) - np.minimum(a.start, b.start))
    score = np.where(share == 1, 4.0, 0.0) + np.where(a.label == b.label, 2.0, 0.0) + share
    # Ties go by the spans themselves, the earlier of the two first, whichever side it is on.
    columns = [
        np.concatenate([getattr(first, name), getattr(second, name)])
        for name in ("group", "start", "end", "label")
    ]
    places = ranks(columns)
    one, other = places[i], places[len(first) + j]
    order = np.lexsort((np.maximum(one, other), np.minimum(one, other), -score))
    return i[order], j[order]


def _overlapping(first: Spans, second: Spans) -> tuple[Ints, Ints, Ints]:
    """All pairs that share code points, and how many."""
    width = int(max(first.end.max(initial=0), second.end.max(initial=0))) + 1
    p_start, p_end = (first.group * width + edge for edge in (first.start, first.end))
    q_start, q_end = (second.group * width + edge for edge in (second.start, second.end))
    reach = np.maximum.accumulate(q_end) if len(q_end) else q_end
    low = np.searchsorted(reach, p_start, "right")
    high = np.searchsorted(q_start, p_end, "left")
    sizes = np.maximum(high - low, 0)
    i = np.repeat(np.arange(len(first)), sizes)
    j = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes - low, sizes)
    common = np.minimum(p_end[i], q_end[j]) - np.maximum(p_start[i], q_start[j])
    real: Bools = common > 0
    return i[real], j[real], common[real]
