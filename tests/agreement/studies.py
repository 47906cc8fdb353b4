"""Studies made of layers that tests write down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import PACKED, Against, Batch, Layer, assemble, compare, pairings
from workbench.agreement.bias import judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.agreement import Study
    from workbench.model import Value

Mark = tuple[int, int, str, object]
"""Start, end, label, and a value: a `Value`, or anything else that stands for one, or None."""


@dataclass(frozen=True)
class Submitted:
    """One layer of a document."""

    layer: Layer
    marks: Sequence[Mark]


def value_number(value: object) -> int:
    """A hash of a value as the store has one."""
    if value is None:
        return 0
    return int.from_bytes(hashlib.sha256(repr(value).encode()).digest()[:8], "little") or 1


def packed(marks: Sequence[Mark], labels: Sequence[str]) -> np.ndarray:
    """Marks as the store packs them."""
    rows = [(s, e, labels.index(label), value_number(value)) for s, e, label, value in marks]
    return np.array(rows, PACKED)


def study_of(
    submitted: Sequence[Submitted],
    texts: Mapping[str, str] | None = None,
    *,
    sizes: Mapping[str, int] | None = None,
    shown: Mapping[str, Sequence[Mark]] | None = None,
) -> Study:
    """The study of layers, of which those of one document follow one another.

    `sizes` are tokens of documents, `shown` what was suggested in those in which gold may judge it.
    """
    everything = [*(one.marks for one in submitted), *(shown or {}).values()]
    labels = sorted({label for marks in everything for _s, _e, label, _v in marks})
    layers = [one.layer for one in submitted]
    documents = list(dict.fromkeys(layer.document for layer in layers))
    values: dict[int, Value] = {
        value_number(v): v  # type: ignore[misc]
        for one in submitted
        for *_mark, v in one.marks
        if v is not None
    }
    longest = max((e for one in submitted for _s, e, _l, _v in one.marks), default=0)
    plain = "س" * longest
    pairs = pairings(layers)
    batch = Batch(
        [(texts or {}).get(name, plain) for name in documents],
        np.array([documents.index(layer.document) for layer in layers], np.int64),
        [packed(one.marks, labels) for one in submitted],
        pairs.first,
        pairs.second,
    )
    cells, tokens = compare(batch, lambda _document, _wanted: values)
    judgement = None
    if shown is not None:
        held = [frozenset(one.marks) for one in submitted]
        known = {name: frozenset(marks) for name, marks in shown.items()}
        judgement = judged(layers, pairs, held, known, labels)
    return assemble(layers, labels, pairs, cells, tokens, sizes=sizes, judged=judgement)


def documents(*layers: Mapping[str, Sequence[Mark]], **facts: object) -> list[Submitted]:
    """Documents 0, 1, 2 …, each a mapping from curators to their marks."""
    return [
        Submitted(Layer(f"{n:05}", curator, **facts), marks)  # type: ignore[arg-type]
        for n, document in enumerate(layers)
        for curator, marks in document.items()
    ]


__all__ = ["Against", "Mark", "Submitted", "documents", "packed", "study_of"]
