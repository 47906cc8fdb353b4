"""Layers and counts put together to a study.

Invariant: which layers are compared follows from the layers alone; two curators are compared on
the first round, in the order of their names, whichever of them came first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from workbench.agreement.study import (
    Against,
    Arms,
    Array,
    Bools,
    Cells,
    Comparisons,
    Ints,
    Kind,
    Study,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Layer(NamedTuple):
    """A first submission; or a reference, whose `role` is GOLD or SUGGESTIONS.

    A reference has no curator, and is the last of its document.
    """

    document: str
    curator: str
    at: str = ""
    guideline: str = ""
    blind: bool = False
    round: int = 1
    role: Against = Against.CURATOR


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Layers as columns, of which there may be very many; those of a document follow one another.

    `document` has numbers of documents in their order, `curator` those of the sorted names, or -1
    for a reference.
    """

    documents: tuple[str, ...]
    curators: tuple[str, ...]
    document: Ints
    curator: Ints
    at: Sequence[str]
    guideline: Sequence[str]
    blind: Bools
    round: Ints
    role: Ints

    def __len__(self) -> int:
        return len(self.document)

    @classmethod
    def of(cls, layers: Sequence[Layer] | Columns) -> Columns:
        """Layers as columns."""
        if isinstance(layers, Columns):
            return layers
        fields: list[tuple[Any, ...]] = list(zip(*layers, strict=True))
        return cls.put(*(fields or [()] * len(Layer._fields)))

    @classmethod
    def put(
        cls, document: Sequence[str], curator: Sequence[str], at: Sequence[str],
        guideline: Sequence[str], blind: Sequence[bool], rounds: Sequence[int],
        role: Sequence[Against],
    ) -> Columns:  # fmt: skip
        """The fields of layers as columns."""
        roles = np.array(role, np.int64)
        own = roles == Against.CURATOR
        documents, curators = dict.fromkeys(document), sorted(set(compress(curator, own.tolist())))
        place, number = ({name: n for n, name in enumerate(names)}
                         for names in (documents, curators))  # fmt: skip
        numbers = np.array([number.get(name, -1) for name in curator], np.int64)
        return cls(
            tuple(documents), tuple(curators),
            np.array([place[name] for name in document], np.int64), np.where(own, numbers, -1),
            at, guideline, np.array(blind, np.bool_), np.array(rounds, np.int64), roles,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Pairings:
    """Which layers are compared: their numbers, one row a comparison."""

    first: Ints
    second: Ints
    against: Ints

    def __len__(self) -> int:
        return len(self.first)


def pairings(layers: Sequence[Layer] | Columns) -> Pairings:
    """The comparisons of layers, of which those of one document follow one another."""
    if not layers:
        nothing = np.zeros(0, np.int64)
        return Pairings(nothing, nothing, nothing)
    columns = Columns.of(layers)
    document, curator, rounds = columns.document, columns.curator, columns.round
    role = columns.role
    parts: list[tuple[Ints, Ints, Ints]] = []
    for shift in range(1, int(np.bincount(document).max())):
        first = np.arange(len(layers) - shift)
        second = first + shift
        same = document[first] == document[second]
        her = curator[first] == curator[second]
        between = (role[second] == Against.CURATOR) & ~her
        against = np.where(between, Against.CURATOR, role[second])
        against[her] = Against.SELF
        keep = same & (role[first] == Against.CURATOR)
        keep &= (against == Against.SELF) | (rounds[first] == 1) & (rounds[second] == 1)
        parts.append((first[keep], second[keep], against[keep].astype(np.int64)))
    found = [np.concatenate([np.zeros(0, np.int64), *(part[n] for part in parts)])
             for n in range(3)]  # fmt: skip
    order = np.lexsort(found[1::-1])
    return Pairings(*(column[order] for column in found))


def assemble(
    layers: Sequence[Layer] | Columns,
    labels: Sequence[str],
    pairs: Pairings,
    cells: Cells,
    tokens: Cells | None,
    *,
    sizes: Mapping[str, int] | None = None,
    judged: Cells | None = None,
) -> Study:
    """The study of pairings of layers, with counts that refer to the rows of `pairs`.

    `labels` are those of the counts; the study has those in use, sorted. `sizes` are the tokens of
    documents.
    """
    columns = Columns.of(layers)
    documents, document = columns.documents, columns.document
    curator, blind = columns.curator, columns.blind
    dates, guidelines = [""] * len(documents), [set[str]() for _document in documents]
    counting = np.flatnonzero((columns.role == Against.CURATOR) & (columns.round == 1))
    for n, place in zip(counting.tolist(), document[counting].tolist(), strict=True):
        dates[place] = max(dates[place], columns.at[n])
        guidelines[place].add(columns.guideline[n])

    first, second = curator[pairs.first], curator[pairs.second]
    turned = (second >= 0) & (first > second)
    # A reference is of the arm of whom it is compared with.
    other = np.where(second < 0, pairs.first, pairs.second)
    arms = blind[pairs.first].astype(np.int64) + blind[other]
    comparisons = Comparisons(
        document[pairs.first],
        np.where(turned, second, first),
        np.where(turned, first, second),
        pairs.against,
        arms,
    )
    cells, tokens = _turn(cells, turned), _turn(tokens, turned) if tokens is not None else None
    kept, table = _used(labels, [each for each in (cells, judged) if each is not None])
    return Study(
        documents, tuple(dates), tuple(map(frozenset, guidelines)), columns.curators, kept,
        comparisons, _renamed(cells, table),
        _renamed(tokens, table) if tokens is not None else None,
        np.array([sizes[name] for name in documents], np.int64) if sizes is not None else None,
        _renamed(judged, table) if judged is not None else None,
    )  # fmt: skip


def arms_of(one: Layer, other: Layer) -> Arms:
    """Who of two saw suggestions; a reference is of the arm of whom it is compared with."""
    reference = other.role is not Against.CURATOR
    return Arms(one.blind + (one.blind if reference else other.blind))


def _turn(cells: Cells, turned: Bools) -> Cells:
    """Cells in which the sides of some comparisons have changed places."""
    mask = turned[cells.comparison]
    if not mask.any():
        return cells
    swap = np.arange(len(Kind), dtype=np.uint8)
    swap[[Kind.ONLY_P, Kind.ONLY_Q]] = Kind.ONLY_Q, Kind.ONLY_P
    return replace(
        cells,
        p=np.where(mask, cells.q, cells.p),
        q=np.where(mask, cells.p, cells.q),
        kind=np.where(mask, swap[cells.kind], cells.kind),
    )


def _used(labels: Sequence[str], counts: Sequence[Cells]) -> tuple[tuple[str, ...], Array]:
    """The labels in use, sorted, and the new number of each old one."""
    seen = np.zeros(len(labels) + 1, np.bool_)
    for cells in counts:
        seen[cells.p] = True
        seen[cells.q] = True
    used = sorted(label for label, there in zip(labels, seen[1:], strict=True) if there)
    table = np.zeros(len(labels) + 1, counts[0].p.dtype)
    for n, label in enumerate(labels, 1):
        table[n] = used.index(label) + 1 if label in used else 0
    return tuple(used), table


def _renamed(cells: Cells, table: Array) -> Cells:
    if (table == np.arange(len(table))).all():  # as where all of a scheme's labels are in use
        return cells
    return replace(cells, p=table[cells.p], q=table[cells.q])
