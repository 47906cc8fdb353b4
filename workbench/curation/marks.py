"""Marks, and many of them in text order.

The invariant: a `Marks` never changes. A change gives another one that shares all chunks but those
that it touches, so that its cost hardly depends on how many marks there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from workbench.model import Annotation, Decision, Proposal


class State(StrEnum):
    """Where a mark stands for its curator."""

    UNDECIDED = "undecided"
    SKIPPED = "skipped"
    COVERED = "covered"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    ADDED = "added"
    REJECTED = "rejected"


OPEN_STATES = frozenset({State.UNDECIDED, State.SKIPPED})
STANDING_STATES = frozenset({State.ACCEPTED, State.AMENDED, State.ADDED})


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to decide about: a suggestion, or a span that the curator added herself.

    `annotation` is what stands, or else what was suggested.
    """

    id: str
    annotation: Annotation
    state: State
    proposal: Proposal | None
    decision: Decision | None

    @property
    def stands(self) -> bool:
        """Whether its annotation is part of the layer."""
        return self.state in STANDING_STATES

    @property
    def note(self) -> str | None:
        """What its curator noted: gold keeps it where the mark stands."""
        if self.annotation.note is not None or self.decision is None or self.stands:
            return self.annotation.note
        return (self.decision.payload or {}).get("note")


Order = tuple[int, int, str]


def text_order(mark: Mark) -> Order:
    """What marks are sorted by: the earlier first, of two that begin together the longer."""
    span = mark.annotation.span
    return span.start, -span.end, mark.id


_CHUNK = 128  # marks that a new chunk holds; twice as many are split


@dataclass(frozen=True)
class _Chunk:
    """Neighbouring marks, at least one."""

    marks: tuple[Mark, ...]

    @cached_property
    def first(self) -> Order:
        """The order of the first mark."""
        return text_order(self.marks[0])

    @cached_property
    def end(self) -> int:
        """How far the furthest of them reaches."""
        return max(mark.annotation.span.end for mark in self.marks)

    @cached_property
    def counts(self) -> Counter[State]:
        """How many are in each state."""
        return Counter(mark.state for mark in self.marks)


class Marks(Sequence[Mark]):
    """Marks sorted by `text_order`, no two with the same order."""

    def __init__(self, chunks: Sequence[_Chunk] = ()) -> None:
        self._chunks = chunks
        self._firsts = [chunk.first for chunk in chunks]
        self._reach = list(accumulate((chunk.end for chunk in chunks), max))
        self._places = list(accumulate((len(chunk.marks) for chunk in chunks), initial=0))

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> Marks:
        """Marks that come in any order."""
        return cls(_cut(sorted(marks, key=text_order)))

    def changed(self, gone: Iterable[Mark], come: Iterable[Mark]) -> Marks:
        """These marks without those that are `gone` and with those that have `come`."""
        removed: defaultdict[int, set[Order]] = defaultdict(set)
        added: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in gone:
            order = text_order(mark)
            removed[self._chunk_of(order)].add(order)
        for mark in come:
            added[self._chunk_of(text_order(mark))].append(mark)
        chunks: list[_Chunk] = []
        before = 0
        for place in sorted(removed.keys() | added.keys()):
            chunks += self._chunks[before:place]
            before = place + 1
            old = self._chunks[place].marks if self._chunks else ()
            kept = [mark for mark in old if text_order(mark) not in removed[place]]
            chunks += _cut(sorted([*kept, *added[place]], key=text_order))
        chunks += self._chunks[before:]
        return Marks(chunks)

    def since(self, before: Marks) -> tuple[list[Mark], list[Mark]]:
        """The marks that `before` had and these have not, and the other way round."""
        mine, theirs = set(map(id, self._chunks)), set(map(id, before._chunks))
        gone = [m for c in before._chunks if id(c) not in mine for m in c.marks]
        come = [m for c in self._chunks if id(c) not in theirs for m in c.marks]
        went, came = set(map(id, gone)), set(map(id, come))
        return [m for m in gone if id(m) not in came], [m for m in come if id(m) not in went]

    def place_of(self, mark: Mark) -> int:
        """How many marks stand before the place of a mark, be it among these or not."""
        if not self._chunks:
            return 0
        order = text_order(mark)
        chunk = self._chunk_of(order)
        return self._places[chunk] + bisect_left(self._chunks[chunk].marks, order, key=text_order)

    def touching(self, start: int, end: int) -> list[Mark]:
        """The marks that share a code point with `[start, end)`, in text order."""
        found: list[Mark] = []
        for chunk in self._chunks[bisect_right(self._reach, start) :]:
            if chunk.first[0] >= end:
                break
            if chunk.end > start:
                until = bisect_left(chunk.marks, end, key=_start)
                found += [m for m in chunk.marks[:until] if m.annotation.span.end > start]
        return found

    def following(self, mark: Mark | None, states: AbstractSet[State]) -> Mark | None:
        """The first mark behind another (None: the first of all) that is in one of the states."""
        order = None if mark is None else text_order(mark)
        for chunk in self._chunks[0 if order is None else self._chunk_of(order) :]:
            if not states.isdisjoint(chunk.counts):
                for other in chunk.marks:
                    if other.state in states and (order is None or text_order(other) > order):
                        return other
        return None

    @property
    def counts(self) -> Counter[State]:
        """How many marks are in each state."""
        total: Counter[State] = Counter()
        for chunk in self._chunks:
            total.update(chunk.counts)
        return total

    def _chunk_of(self, order: Order) -> int:
        """The chunk that a mark of this order is in, or would be."""
        return max(0, bisect_right(self._firsts, order) - 1)

    def __len__(self) -> int:
        return self._places[-1]

    @overload
    def __getitem__(self, place: int) -> Mark: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Mark, ...]: ...
    def __getitem__(self, place: int | slice) -> Mark | tuple[Mark, ...]:
        if isinstance(place, slice):
            return tuple(self)[place]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        chunk = bisect_right(self._places, at) - 1
        return self._chunks[chunk].marks[at - self._places[chunk]]

    def __iter__(self) -> Iterator[Mark]:
        return chain.from_iterable(chunk.marks for chunk in self._chunks)

    def __contains__(self, mark: object) -> bool:
        if not isinstance(mark, Mark):
            return False
        place = self.place_of(mark)
        return place < len(self) and self[place] == mark

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # nobody needs it, and it would read every mark


def _cut(marks: Sequence[Mark]) -> list[_Chunk]:
    """Sorted marks in chunks."""
    size = _CHUNK if len(marks) >= 2 * _CHUNK else 2 * _CHUNK
    return [_Chunk(tuple(marks[i : i + size])) for i in range(0, len(marks), size)]


def _start(mark: Mark) -> int:
    return mark.annotation.span.start
