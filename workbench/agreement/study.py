"""What agreement is measured on: comparisons of two layers, and counts of how their spans compare.

Invariant: every span of both sides of a comparison is counted in exactly one cell of it, so that
all figures about spans are sums over cells, and a total of totals is never counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Array: TypeAlias = NDArray[Any]
Pair: TypeAlias = tuple[str, str]

_BLOCK = 500_000

NONE = 0
"""The number of no label: ∅ in the confusion matrix, a token outside spans. Labels follow."""


class Class(StrEnum):
    """How two spans compare, or what has no partner: `only_p` is of the first side."""

    AGREE = "agree"
    VALUE = "value"
    LABEL = "label"
    BOUNDARY = "boundary"
    BOTH = "both"
    ONLY_P = "only_p"
    ONLY_Q = "only_q"


class Kind(IntEnum):
    """A class with its subdivision. The numbers are stored: one is given once and for all."""

    AGREE = 0  # neither has a value
    LABEL = 1
    BOTH = 2
    ONLY_P = 3
    ONLY_Q = 4
    BOUNDARY_EDGE = 5  # equal but for punctuation, quotes, spaces, tatweel, vowel signs
    BOUNDARY_CLITIC = 6  # equal but for a proclitic or the article
    BOUNDARY_OTHER = 7
    VALUE_MISSING = 8  # the first field that differs, from here on
    VALUE_FORM = 9  # a number, a time
    VALUE_RANGE = 10  # a number, a range
    VALUE_MAGNITUDE = 11  # ten, a hundred, a thousand … times the other
    VALUE_DIGIT = 12  # one digit other, more or less
    VALUE_AMOUNT = 13
    VALUE_UNIT = 14
    VALUE_MODIFIER = 15
    VALUE_TIME = 16
    AGREE_VALUE = 17  # on the value, too


KINDS = {
    Class.AGREE: (Kind.AGREE, Kind.AGREE_VALUE),
    Class.VALUE: (
        Kind.VALUE_MISSING,
        Kind.VALUE_FORM,
        Kind.VALUE_RANGE,
        Kind.VALUE_MAGNITUDE,
        Kind.VALUE_DIGIT,
        Kind.VALUE_AMOUNT,
        Kind.VALUE_UNIT,
        Kind.VALUE_MODIFIER,
        Kind.VALUE_TIME,
    ),
    Class.LABEL: (Kind.LABEL,),
    Class.BOUNDARY: (Kind.BOUNDARY_EDGE, Kind.BOUNDARY_CLITIC, Kind.BOUNDARY_OTHER),
    Class.BOTH: (Kind.BOTH,),
    Class.ONLY_P: (Kind.ONLY_P,),
    Class.ONLY_Q: (Kind.ONLY_Q,),
}
"""The kinds of each class."""


class Against(IntEnum):
    """What a layer is compared with."""

    CURATOR = 0  # another curator's, same article
    SELF = 1  # the same curator's, a later round
    GOLD = 2
    SUGGESTIONS = 3  # what those who see suggestions were shown
    ADJUDICATORS = 4  # the gold of one adjudicator with that of a second


class Arms(IntEnum):
    """Who of the two saw suggestions; of one curator and a reference, whether she did."""

    ASSISTED = 0
    MIXED = 1
    BLIND = 2


class Judged(IntEnum):
    """What gold makes of a suggestion that it lacks, or of a span of its own that none suggests.

    Two are the same here if range, label and value are.
    """

    WRONG_KEPT = 0  # a suggestion that gold lacks, and that stands in the layer unchanged
    WRONG_DROPPED = 1
    UNSUGGESTED_MISSED = 2  # a span of gold that nobody suggested, and that the layer lacks
    UNSUGGESTED_FOUND = 3


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """One row a comparison: numbers of its document and of its curators, in the order of names.

    `second` is -1 where the other side is gold or a suggestion set. Arrays are int64.
    """

    document: Ints
    first: Ints
    second: Ints
    against: Ints
    arms: Ints

    def __len__(self) -> int:
        return len(self.document)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """One row a count: `n` spans (or pairs of spans) of a comparison with labels `p` and `q`.

    `p` and `q` are 1 + the number of a label, or NONE; `kind` is a `Kind`. In counts of tokens,
    `kind` is 0 throughout; in counts of what gold judges it is a `Judged`, and `q` is NONE. Any
    integer type serves.
    """

    comparison: Array
    p: Array
    q: Array
    kind: Array
    n: Array

    def __len__(self) -> int:
        return len(self.n)

    def blocks(self) -> Iterator[Cells]:
        """All rows, as many at a time as there is room to compute with."""
        for begin in range(0, len(self), _BLOCK):
            yield self.where(slice(begin, begin + _BLOCK))

    def where(self, mask: Array | slice) -> Cells:
        """The rows of a mask, of an index or of a slice."""
        return Cells(
            self.comparison[mask], self.p[mask], self.q[mask], self.kind[mask], self.n[mask]
        )


def no_cells() -> Cells:
    """Counts of nothing."""
    nothing = np.zeros(0, np.int64)
    return Cells(nothing, nothing, nothing, nothing, nothing)


@dataclass(frozen=True, eq=False)
class Study:
    """Comparisons of first submissions, with counts of spans and, where asked for, of tokens.

    `dates` says for each document when its last curator submitted it (ISO 8601), `guidelines`
    under which guidelines its layers were made, `sizes` how many tokens it has, where that is
    known. `judged` counts what gold says of suggestions, in comparisons with it. Labels and
    curators are sorted by name.
    """

    documents: tuple[str, ...]
    dates: tuple[str, ...]
    guidelines: tuple[frozenset[str], ...]
    curators: tuple[str, ...]
    labels: tuple[str, ...]
    comparisons: Comparisons
    cells: Cells
    tokens: Cells | None = None
    sizes: Ints | None = None
    judged: Cells | None = None
    memo: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    """What was computed of this study, so that measures compute it once."""

    @cached_property
    def shares(self) -> tuple[Floats, Floats]:
        """For each comparison, the share of the spans of its first and second side that count.

        A layer that is compared with n others is there n times, but its spans are there once.
        """
        c = self.comparisons
        between = c.against == Against.CURATOR
        first, second = (
            np.where(between, 1 / np.maximum(self._times[c.document, side], 1), 1.0)
            for side in (c.first, c.second)
        )
        return first, second

    @cached_property
    def raters(self) -> Ints:
        """For each document, how many curators are compared with others."""
        return np.asarray((self._times > 0).sum(axis=1), np.int64)

    @cached_property
    def complete(self) -> bool:
        """Whether in each document all its curators are compared with one another.

        Not so where only those are compared of whom one saw suggestions and the other did not.
        """
        pairs = self._times.sum(axis=1)  # each from both sides
        return bool((pairs == self.raters * np.maximum(self.raters - 1, 0)).all())

    @cached_property
    def _times(self) -> Ints:
        """For each document and curator, how many others her layer of it is compared with."""
        c, width = self.comparisons, len(self.curators)
        between = np.flatnonzero(c.against == Against.CURATOR)
        rows = c.document[between] * width
        layers = np.concatenate([rows + c.first[between], rows + c.second[between]])
        times = np.bincount(layers, minlength=len(self.documents) * width)
        return cast(Ints, times.reshape(len(self.documents), width))

    def where(self, mask: Bools) -> Study:
        """The study of the comparisons in a mask."""
        if mask.all():
            return self
        c = self.comparisons
        columns = (c.document, c.first, c.second, c.against, c.arms)
        number = (np.cumsum(mask) - 1).astype(self.cells.comparison.dtype)
        size = int(np.count_nonzero(mask))
        are_first = bool(mask[:size].all())

        def kept(cells: Cells) -> Cells:
            if are_first:
                rows = int(np.count_nonzero(cells.comparison < size))
                if int(cells.comparison[:rows].max(initial=0)) < size:
                    return cells.where(slice(rows))  # which takes no copy
            cells = cells.where(mask[cells.comparison])
            return replace(cells, comparison=number[cells.comparison])

        tokens, judged = (kept(each) if each is not None else None
                          for each in (self.tokens, self.judged))  # fmt: skip
        comparisons = Comparisons(*(column[mask] for column in columns))
        return replace(self, comparisons=comparisons, cells=kept(self.cells), tokens=tokens,
                       judged=judged)  # fmt: skip

    def against(self, what: Against) -> Study:
        """The comparisons of one sort."""
        mask = self.comparisons.against == what
        if mask.all():
            return self
        if what not in self.memo:
            self.memo[what] = self.where(mask)
        return cast(Study, self.memo[what])

    def arm(self, arms: Arms) -> Study:
        """The comparisons in which both sides, or only one, saw suggestions."""
        return self.where(self.comparisons.arms == arms)

    def curator(self, name: str) -> Study:
        """The comparisons of one curator: with others, with herself, with gold or suggestions."""
        number = self.curators.index(name) if name in self.curators else len(self.curators)
        c = self.comparisons
        return self.where((c.first == number) | (c.second == number))

    def of(self, documents: Bools) -> Study:
        """The comparisons of the documents in a mask."""
        return self.where(documents[self.comparisons.document])

    def between(self, since: str, until: str) -> Study:
        """The documents that were finished on a day from `since` to `until` (both YYYY-MM-DD)."""
        days = [date[:10] for date in self.dates]
        return self.of(np.array([since <= day <= until for day in days], np.bool_))

    def under(self, guideline: str) -> Study:
        """The documents whose layers were all made under these guidelines, and no others."""
        return self.of(np.array([each == {guideline} for each in self.guidelines], np.bool_))

    def label(self, name: str) -> Study:
        """The study of what would be left if nobody had marked anything but this label.

        Tokens of other labels count as outside of spans.
        """
        number = self.labels.index(name) + 1 if name in self.labels else -1

        def kept(cells: Cells) -> Cells:
            return replace(cells, p=cells.p * (cells.p == number), q=cells.q * (cells.q == number))

        cells = self.cells.where((self.cells.p == number) | (self.cells.q == number))
        cells = kept(cells)
        kind = cells.kind.copy()
        kind[cells.q == NONE] = Kind.ONLY_P
        kind[cells.p == NONE] = Kind.ONLY_Q
        tokens = kept(self.tokens) if self.tokens is not None else None
        judged = self.judged
        if judged is not None:
            judged = judged.where(judged.p == number)
        return replace(self, cells=replace(cells, kind=kind), tokens=tokens, judged=judged)

    def pairs(self) -> tuple[list[tuple[int, int]], Ints]:
        """The pairs of curators that are compared, and for each comparison the number of its pair.

        Pairs that share no document are not there.
        """
        size = len(self.curators) + 1
        key = self.comparisons.first * size + self.comparisons.second + 1
        found, number = np.unique(key, return_inverse=True)
        return [(int(k) // size, int(k) % size - 1) for k in found], number.reshape(-1)

    def name(self, pair: tuple[int, int]) -> Pair:
        """The names of a pair; of a curator alone, hers and nothing."""
        first, second = pair
        return self.curators[first], self.curators[second] if second >= 0 else ""


def add_up(places: Array, weights: Array, size: int) -> Floats:
    """For each place below `size`, the sum of the weights that go there."""
    return np.asarray(np.bincount(places, weights=weights, minlength=size), np.float64)


def add_cells(cells: Cells, place: Callable[[Cells], tuple[Array, Array]], size: int) -> Floats:
    """The same for cells, of which there may be very many: `place` gives places and weights."""
    sums = np.zeros(size)
    for block in cells.blocks():
        places, weights = place(block)
        if len(places):
            low = int(places.min())  # mostly, cells that follow one another have places that do
            found = np.bincount(places - low, weights=weights)
            sums[low : low + len(found)] += found
    return sums
