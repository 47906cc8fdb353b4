"""Exact span F1: how often two curators mark the same range with the same label.

Figures of several documents, pairs or labels are Σ numerators / Σ denominators (micro average).
Pairwise F1 is the positive specific agreement of Hripcsak and Rothschild (JAMIA 12:296, 2005).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from workbench.agreement import Agreement, measure
from workbench.agreement.counts import NOTHING_AT_ALL, Counts, Ratio
from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from workbench.agreement import Pair, Study

NAME = "span_f1"

NOT_SHARED = N_("Undefined, because no document was submitted by two curators.")

Key = tuple[int, int, str]


@dataclass(slots=True)
class _Tally:
    """What was compared so far: documents, and spans by label."""

    documents: int = 0
    matched: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    second: Counter[str] = field(default_factory=Counter)

    def add(self, first: AbstractSet[Key], second: AbstractSet[Key]) -> None:
        """Compare two layers of one document."""
        self.documents += 1
        self.matched.update(_labels(first & second))
        self.first.update(_labels(first))
        self.second.update(_labels(second))

    def counts(self) -> dict[str, Counts]:
        """The counts of every label that either side has."""
        return {
            label: Counts(self.matched[label], self.first[label], self.second[label])
            for label in sorted(self.first.keys() | self.second.keys())
        }


@measure(NAME)
def span_f1(study: Study) -> Agreement:
    """Exact F1 of spans with their labels, over all pairs of curators.

    A pair is compared on the documents that both submitted. A layer holds a range with a label
    once, however often it repeats it.
    """
    curators = sorted({curator for document in study.documents for curator in document.layers})
    tallies: dict[Pair, _Tally] = {pair: _Tally() for pair in combinations(curators, 2)}
    n_documents, n_spans = 0, Counter[str]()
    for document in study.documents:
        layers = {
            curator: {(a.span.start, a.span.end, a.label) for a in document.layers[curator]}
            for curator in sorted(document.layers)
        }
        if len(layers) < 2:
            continue
        n_documents += 1
        for layer in layers.values():
            n_spans.update(_labels(layer))
        for pair in combinations(layers, 2):
            tallies[pair].add(layers[pair[0]], layers[pair[1]])
    pairs, total = [], dict.fromkeys(sorted(n_spans), Counts())
    for pair, tally in tallies.items():
        counts = tally.counts()
        total |= {label: total[label] + counted for label, counted in counts.items()}
        pairs.append(_agreement(counts, tally.documents, tally.first + tally.second, pair))
    return _agreement(total, n_documents, n_spans, pairs=tuple(pairs))


def _labels(keys: AbstractSet[Key]) -> list[str]:
    return [label for _start, _end, label in keys]


def _agreement(
    counts: Mapping[str, Counts],
    n_documents: int,
    n_spans: Counter[str],
    pair: Pair | None = None,
    pairs: tuple[Agreement, ...] = (),
) -> Agreement:
    """The figure of all labels together, with that of each."""
    per_label = {}
    for label, counted in counts.items():
        f1 = counted.f1
        per_label[label] = Agreement(
            NAME, f1.value, f1.undefined, n_documents, n_spans[label], pair=pair
        )
    total = sum(counts.values(), Counts()).f1
    ratio = Ratio(total.part, total.whole, NOTHING_AT_ALL if n_documents else NOT_SHARED)
    return Agreement(
        NAME,
        ratio.value,
        ratio.undefined,
        n_documents,
        n_spans.total(),
        per_label,
        pair,
        pairs,
    )
