"""Measures of agreement between curators.

A measure is one file of this package with a function under `@measure`; the first line of its
docstring is its help text. Invariants that all measures keep: swapping or reordering curators,
documents or annotations changes nothing, and where there is nothing to divide by, the value is
undefined and says why. All of it is pure: a `Study` goes in, an `Agreement` comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from workbench.agreement.assemble import Columns, Layer, Pairings, assemble, pairings
from workbench.agreement.batch import PACKED, Batch
from workbench.agreement.compare import RULE, compare
from workbench.agreement.results import Agreement, Cell, Figure, Interval, Part, Row
from workbench.agreement.study import (
    KINDS,
    Against,
    Arms,
    Cells,
    Class,
    Comparisons,
    Judged,
    Kind,
    Pair,
    Study,
)
from workbench.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "KINDS",
    "PACKED",
    "RULE",
    "Against",
    "Agreement",
    "Arms",
    "Batch",
    "Cell",
    "Cells",
    "Class",
    "Columns",
    "Comparisons",
    "Figure",
    "Interval",
    "Judged",
    "Kind",
    "Layer",
    "Measure",
    "Pair",
    "Pairings",
    "Part",
    "Row",
    "Study",
    "assemble",
    "compare",
    "measure",
    "measures",
    "pairings",
]


class Measure(Protocol):
    """The work of a measure."""

    def __call__(self, study: Study, /) -> Agreement:
        """Its figures; the first row is that of the whole project."""


measures: Registry[Measure] = Registry("measure", __name__)


def measure(name: str) -> Callable[[Measure], Measure]:
    """Register a function as the measure `name`."""

    def register(function: Measure) -> Measure:
        return measures.add(name, function)

    return register
