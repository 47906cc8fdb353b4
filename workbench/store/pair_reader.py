"""Counts of comparisons as they are stored, put together for one viewer.

Invariant: a count of a layer that is not visible is dropped as it is read, and every column has the
smallest type that holds what is in it, since there are millions of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.canonical import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from workbench.store.connection import Row

Array: TypeAlias = NDArray[Any]

CELL = np.dtype(
    [("first", "<u2"), ("second", "<u2"), ("p", "<u2"), ("q", "<u2"), ("kind", "u1"), ("n", "<u4")]
)
"""One count: numbers of two layers, 1 + the numbers of two labels or 0, a kind of comparison."""


class FirstLayer(NamedTuple):
    """A first submission that the viewer may see; `curator` is None for what was suggested."""

    article: str
    curator: str | None
    at: str
    guideline: str
    blind: bool
    round: int


class Pairing(Protocol):
    """Which layers are compared.

    Counts of comparisons with numbers below `front` are read to the front of all, so that whoever
    wants no others has them without a copy.
    """

    front: int

    def __call__(self, first: Array, second: Array, /) -> Array:
        """The numbers of the comparisons of two layers each."""


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Columns of counts, for all articles: the number of a comparison, labels, kind, how many."""

    comparison: Array
    p: Array
    q: Array
    kind: Array
    n: Array


class Facts(NamedTuple):
    """What is known of the counts of an article before they are read; sizes are in bytes."""

    layers: int
    suggested: int
    labels: str
    spans: int
    tokens: int


class Reader:
    """Reads counts of articles, in the order of their numbers."""

    def __init__(
        self, seen: Sequence[Row], facts: Mapping[int, Facts],
        pair: Callable[[Sequence[FirstLayer]], Pairing], *, tokens: bool,
    ) -> None:  # fmt: skip
        self.articles: list[int] = []
        self.layers: list[FirstLayer] = []
        self._bases: dict[int, int] = {}
        self._numbers = self._take(seen, facts)
        self.pairing = pair(self.layers)
        texts = dict.fromkeys(facts[article].labels for article in self.articles)
        names = {text: read_json(text) for text in texts}
        self.labels = tuple(dict.fromkeys(name for each in names.values() for name in each))
        place = {name: n for n, name in enumerate(self.labels, 1)}
        small = np.uint8 if len(self.labels) < 255 else np.uint16
        self._tables = {
            text: np.array([0, *(place[name] for name in each)], small)
            for text, each in names.items()
        }
        wanted = [facts[article] for article in self.articles]
        front, spans = self.pairing.front, sum(each.spans for each in wanted)
        self._spans = _Columns(spans, front, small, kinds=True)
        size = sum(each.tokens for each in wanted)
        self._tokens = _Columns(size, front, small, kinds=False) if tokens else None

    def _take(self, seen: Sequence[Row], facts: Mapping[int, Facts]) -> Array:
        """Take in the layers of all articles: their numbers among those that may be seen, or -1.

        What was suggested in an article comes behind its layers, and is seen by who sees any.
        """
        if not seen:
            return np.zeros(0, np.int32)
        of, article, name, rounds, blind, at, guideline, visible = zip(*seen, strict=True)
        column, sees = np.array(of, np.int64), np.array(visible, np.bool_)
        first = np.flatnonzero(np.diff(column, prepend=-1))
        self.articles = column[first].tolist()
        suggested = np.array([bool(facts[n].suggested) for n in self.articles])
        bases = first + np.cumsum(suggested) - suggested
        self._bases = dict(zip(self.articles, bases.tolist(), strict=True))
        size = len(seen) + int(np.count_nonzero(suggested))
        behind = np.zeros(size, np.bool_)
        behind[np.append(bases[1:], size)[suggested] - 1] = True
        there = np.zeros(size, np.bool_)
        there[~behind], there[behind] = sees, np.logical_or.reduceat(sees, first)[suggested]
        # The same names come again and again; once in memory is enough.
        made = list(map(FirstLayer, map(intern, article), map(intern, name), at,
                        map(intern, guideline), map(bool, blind), rounds))  # fmt: skip
        if not there.all() or behind.any():
            made = list(_those(made, there.tolist(), behind.tolist()))
        self.layers = made
        return np.where(there, np.cumsum(there) - 1, -1).astype(np.int32)

    def read(self, numbers: Sequence[int], stored: Sequence[Sequence[Any]]) -> None:
        """Take in the counts of some articles; a row is one of `pair_count`."""
        base = np.array([self._bases[n] for n in numbers], np.int64)
        labels = [row[4] for row in stored]
        self._add(self._spans, base, labels, [row[5] for row in stored])
        if self._tokens is not None:
            self._add(self._tokens, base, labels, [row[6] for row in stored])

    def _add(
        self, columns: _Columns, base: Array, labels: Sequence[str], blobs: Sequence[bytes]
    ) -> None:
        cells = np.frombuffer(b"".join(blobs), CELL)
        sizes = [len(blob) // CELL.itemsize for blob in blobs]
        of = np.repeat(base, sizes)
        first, second = (self._numbers[of + cells[side]] for side in ("first", "second"))
        p, q = (self._labels(cells[side], labels, sizes) for side in ("p", "q"))
        kind, n = cells["kind"], cells["n"]
        visible = (first >= 0) & (second >= 0)
        if not visible.all():
            first, second, p, q, kind, n = (
                column[visible] for column in (first, second, p, q, kind, n)
            )
        columns.add(self.pairing(first, second), p, q, kind, n)

    def _labels(self, side: Array, labels: Sequence[str], sizes: Sequence[int]) -> Array:
        """Numbers of labels of all articles, from those of each."""
        if len(self._tables) == 1:
            return np.asarray(self._tables[labels[0]][side])
        edges = np.cumsum([0, *sizes])
        pairs = zip(labels, edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        return np.concatenate([self._tables[text][side[low:high]] for text, low, high in pairs])

    @property
    def spans(self) -> Counts:
        """All counts of spans that were read."""
        return self._spans.counts()

    @property
    def tokens(self) -> Counts | None:
        """All counts of tokens, if they were wanted."""
        return self._tokens.counts() if self._tokens is not None else None


def _those(
    layers: Sequence[FirstLayer], there: Sequence[bool], behind: Sequence[bool]
) -> Iterator[FirstLayer]:
    """The layers that are there, with what was suggested `behind` those of its article."""
    rest = iter(layers)
    article = ""
    for shown, suggested in zip(there, behind, strict=True):
        layer = FirstLayer(article, None, "", "", blind=False, round=1) if suggested else next(rest)
        article = layer.article
        if shown:
            yield layer


class _Columns:
    """Columns with room for as many rows as there can be, which are filled from both ends."""

    def __init__(
        self, size: int, front: int, small: type[np.unsignedinteger[Any]], *, kinds: bool
    ) -> None:
        rows = size // CELL.itemsize
        self._front = front
        self._comparison = np.empty(rows, np.int32)
        self._p, self._q = np.empty(rows, small), np.empty(rows, small)
        # Tokens are of one kind, which takes no room.
        self._kind = np.empty(rows, np.uint8) if kinds else None
        self._n: Array = np.empty(rows, np.uint16)
        self._begin, self._end = 0, rows

    def add(self, comparison: Array, p: Array, q: Array, kind: Array, n: Array) -> None:
        if int(n.max(initial=0)) > np.iinfo(self._n.dtype).max:
            self._n = self._n.astype(np.uint32)
        front = comparison < self._front
        for mask in (front, ~front):
            size = int(np.count_nonzero(mask))
            begin = self._begin if mask is front else self._end - size
            rows = slice(begin, begin + size)
            self._comparison[rows], self._n[rows] = comparison[mask], n[mask]
            self._p[rows], self._q[rows] = p[mask], q[mask]
            if self._kind is not None:
                self._kind[rows] = kind[mask]
            if mask is front:
                self._begin += size
            else:
                self._end -= size

    def counts(self) -> Counts:
        """All rows, without the gap that is left between both ends."""
        size = self._begin + len(self._n) - self._end
        self._comparison, self._n = self._closed(self._comparison), self._closed(self._n)
        self._p, self._q = self._closed(self._p), self._closed(self._q)
        self._kind = self._closed(self._kind) if self._kind is not None else None
        self._begin = self._end = size
        kind = np.broadcast_to(np.uint8(0), size) if self._kind is None else self._kind
        return Counts(self._comparison, self._p, self._q, kind, self._n)

    def _closed(self, column: Array) -> Array:
        """A column whose gap is closed; nothing is copied where there is none."""
        size = self._begin + len(column) - self._end
        if self._begin < self._end:
            column[self._begin : size] = column[self._end :]
        return column[:size]
