"""Layers and counts put together to a study.

Invariant: which layers are compared follows from the layers alone; two curators are compared on
the first round, in the order of their names, whichever of them came first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

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
    from collections.abc import Sequence


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
class Pairings:
    """Which layers are compared: their numbers, one row a comparison."""

    first: Ints
    second: Ints
    against: Ints

    def __len__(self) -> int:
        return len(self.first)


def pairings(layers: Sequence[Layer]) -> Pairings:
    """The comparisons of layers, of which those of one document follow one another."""
    if not layers:
        nothing = np.zeros(0, np.int64)
        return Pairings(nothing, nothing, nothing)
    document = _numbers([layer.document for layer in layers])
    curator = _numbers([layer.curator for layer in layers])
    rounds = np.array([layer.round for layer in layers])
    role = np.array([layer.role for layer in layers])
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
    columns = [np.concatenate([np.zeros(0, np.int64), *(part[n] for part in parts)])
               for n in range(3)]  # fmt: skip
    order = np.lexsort(columns[1::-1])
    return Pairings(*(column[order] for column in columns))


def _numbers(names: list[str]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)


def assemble(
    layers: Sequence[Layer],
    labels: Sequence[str],
    pairs: Pairings,
    cells: Cells,
    tokens: Cells | None,
) -> Study:
    """The study of pairings of layers, with counts that refer to the rows of `pairs`.

    `labels` are those of the counts; the study has those in use, sorted.
    """
    documents = list(dict.fromkeys(layer.document for layer in layers))
    row = {name: n for n, name in enumerate(documents)}
    dates, guidelines = [""] * len(documents), [set[str]() for _document in documents]
    for layer in layers:
        if layer.role is Against.CURATOR and layer.round == 1:
            n = row[layer.document]
            dates[n] = max(dates[n], layer.at)
            guidelines[n].add(layer.guideline)
    names = sorted({layer.curator for layer in layers if layer.role is Against.CURATOR})
    number = {name: n for n, name in enumerate(names)}
    document = np.array([row[layer.document] for layer in layers], np.int64)
    curator = np.array([number.get(layer.curator, -1) for layer in layers], np.int64)
    blind = np.array([layer.blind for layer in layers], np.bool_)

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
    kept, table = _used(labels, cells)
    return Study(
        tuple(documents), tuple(dates), tuple(map(frozenset, guidelines)), tuple(names), kept,
        comparisons, _renamed(cells, table),
        _renamed(tokens, table) if tokens is not None else None,
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


def _used(labels: Sequence[str], cells: Cells) -> tuple[tuple[str, ...], Array]:
    """The labels in use, sorted, and the new number of each old one."""
    seen = np.zeros(len(labels) + 1, np.bool_)
    seen[cells.p] = True
    seen[cells.q] = True
    used = sorted(label for label, there in zip(labels, seen[1:], strict=True) if there)
    table = np.zeros(len(labels) + 1, cells.p.dtype)
    for n, label in enumerate(labels, 1):
        table[n] = used.index(label) + 1 if label in used else 0
    return tuple(used), table


def _renamed(cells: Cells, table: Array) -> Cells:
    return replace(cells, p=table[cells.p], q=table[cells.q])
