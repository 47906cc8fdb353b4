"""Measures of agreement between curators.

A measure is one file of this package with a function under `@measure`; the first line of its
docstring is its help text. Invariants that all measures keep: swapping or reordering curators,
documents or annotations changes nothing, and where there is nothing to divide by, the value is
undefined and says why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from workbench.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from workbench.model import Annotation

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """An article with the layers that were submitted for it, by curator.

    A curator without a layer did not submit; an empty layer says that there is nothing to mark.
    """

    id: str
    layers: Mapping[str, tuple[Annotation, ...]]


@dataclass(frozen=True, slots=True)
class Study:
    """The documents that agreement is measured on."""

    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One figure of a measure.

    Either `value`, or `undefined` with the reason. `n_documents` and `n_spans` count what was
    compared: documents with layers of two curators or more, and the spans of those layers.
    `per_label` has the same figure for each label alone. `pair` names two curators in order, and
    is None for the figure of the whole project, whose `pairs` these are.
    """

    measure: str
    value: float | Decimal | None
    undefined: str | None
    n_documents: int
    n_spans: int
    per_label: Mapping[str, Agreement] = field(default_factory=dict)
    pair: Pair | None = None
    pairs: tuple[Agreement, ...] = ()


class Measure(Protocol):
    """The work of a measure."""

    def __call__(self, study: Study, /) -> Agreement:
        """The figure of the project, with those of its pairs and labels."""


measures: Registry[Measure] = Registry("measure", __name__)


def measure(name: str) -> Callable[[Measure], Measure]:
    """Register a function as the measure `name`."""

    def register(function: Measure) -> Measure:
        return measures.add(name, function)

    return register
