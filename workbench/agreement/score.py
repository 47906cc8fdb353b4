"""Gold against prediction: precision, recall and F1, exact and by overlap, and values.

Invariant: scores of documents and labels add up as counts and are divided last. Labels must be
equal for any match; values are compared only where range and label agree.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.agreement.counts import Counts, Ratio
from workbench.agreement.overlap import count_overlaps
from workbench.messages import N_
from workbench.model import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.model import Annotation, Span

NO_FIGURE = N_("Undefined, because no figure was found with its exact range and label.")


@dataclass(frozen=True, slots=True)
class Score:
    """The gold side is the first. `exact` needs the same range, `overlap` one shared character.

    `figures` counts exact matches that have a value on either side, and `values` those of them
    whose values are equal but for the counted noun.
    """

    exact: Counts = field(default_factory=Counts)
    overlap: Counts = field(default_factory=Counts)
    figures: int = 0
    values: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.exact + other.exact,
            self.overlap + other.overlap,
            self.figures + other.figures,
            self.values + other.values,
        )

    @property
    def value_accuracy(self) -> Ratio:
        """The share of exactly matched figures whose value is right."""
        return Ratio(self.values, self.figures, NO_FIGURE)


@dataclass(frozen=True, slots=True)
class Scores:
    """The score of a prediction, in all and by label.

    `missing` gold documents have no prediction and count as predicted empty; `unknown` predicted
    documents have no gold and are not scored.
    """

    total: Score
    per_label: Mapping[str, Score] = field(default_factory=dict)
    n_documents: int = 0
    missing: int = 0
    unknown: int = 0


def score(
    gold: Mapping[str, Sequence[Annotation]], predicted: Mapping[str, Sequence[Annotation]]
) -> Scores:
    """Score the annotations of `predicted` documents, by id, against those of `gold`.

    A range with a label counts once in a document; of repetitions the first is taken.
    """
    per_label: defaultdict[str, Score] = defaultdict(Score)
    for document, layer in gold.items():
        for label, found in _score(layer, predicted.get(document, ())).items():
            per_label[label] += found
    return Scores(
        total=sum(per_label.values(), Score()),
        per_label=dict(sorted(per_label.items())),
        n_documents=len(gold),
        missing=len(gold.keys() - predicted.keys()),
        unknown=len(predicted.keys() - gold.keys()),
    )


def _score(gold: Iterable[Annotation], predicted: Iterable[Annotation]) -> dict[str, Score]:
    firsts, seconds = _by_label(gold), _by_label(predicted)
    return {
        label: _score_label(firsts[label], seconds[label])
        for label in firsts.keys() | seconds.keys()
    }


def _by_label(annotations: Iterable[Annotation]) -> defaultdict[str, dict[Span, Annotation]]:
    found: defaultdict[str, dict[Span, Annotation]] = defaultdict(dict)
    for annotation in annotations:
        found[annotation.label].setdefault(annotation.span, annotation)
    return found


def _score_label(gold: Mapping[Span, Annotation], predicted: Mapping[Span, Annotation]) -> Score:
    pairs = [
        (comparable(gold[span].value), comparable(predicted[span].value))
        for span in gold.keys() & predicted.keys()
    ]
    figures = [pair for pair in pairs if pair != (None, None)]
    sizes = len(gold), len(predicted)
    return Score(
        exact=Counts(len(pairs), *sizes),
        overlap=Counts(count_overlaps(gold, predicted), *sizes),
        figures=len(figures),
        values=sum(right == guess for right, guess in figures),
    )
