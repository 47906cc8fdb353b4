"""Memory and the models where they disagree: what is left of the confidence of each.

Invariant: of a remembered name of several words and what a model cuts out of it, or calls by
another label, the name is believed; of one remembered word and a longer name that a model sees
around it, the longer name. The shares were measured on the corpus, each group of its articles read
by a model made without it: the first held in 98 of 100 places, the second in three of four or more.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.extract.learned.memory import REASONS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.extract.learned.memory import Memory
    from workbench.model import Annotation, Candidate, Span

_CUT_OUT, _WORD_INSIDE, _NAME_INSIDE = 0.3, 0.2, 0.6


@dataclass(frozen=True, slots=True)
class _Apart:
    """Annotations that do not overlap, by their starts."""

    annotations: list[Annotation]
    starts: list[int]

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> _Apart:
        found = [candidate.annotation for candidate in candidates]
        return cls(found, [annotation.span.start for annotation in found])

    def touching(self, span: Span) -> Sequence[Annotation]:
        """Those that overlap a span."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        last = bisect_right(self.starts, span.end - 1)
        near = self.annotations[first:last]
        return [annotation for annotation in near if annotation.span.overlaps(span)]


class Conflicts:
    """What is left of a candidate's confidence in one article.

    `recalled` is what memory found there and `modelled` what each model did; the candidates of
    each lie apart, in text order. Without `memory` nothing is known of rejections.
    """

    def __init__(
        self,
        recalled: Sequence[Candidate],
        modelled: Iterable[Sequence[Candidate]],
        memory: Memory | None = None,
    ) -> None:
        self._memory = memory
        self._whole = _Apart.of(c for c in recalled if c.reason == WHOLE)
        self._modelled = [_Apart.of(candidates) for candidates in modelled]

    def __call__(self, candidate: Candidate) -> float:
        """A share of 0 to 1."""
        annotation = candidate.annotation
        if candidate.reason in REASONS:
            left = self._beside_models(candidate)
        else:
            left = _CUT_OUT if self._is_cut_out(annotation) else 1.0
        if self._memory is not None:
            left *= self._memory.left(annotation.surface, annotation.label)
        return left

    def _beside_models(self, candidate: Candidate) -> float:
        span = candidate.annotation.span
        inside = any(
            _holds(other.span, span) for model in self._modelled for other in model.touching(span)
        )
        if not inside:
            return 1.0
        return _NAME_INSIDE if candidate.reason == WHOLE else _WORD_INSIDE

    def _is_cut_out(self, annotation: Annotation) -> bool:
        """Whether a remembered name says otherwise of the same words or of more."""
        for name in self._whole.touching(annotation.span):
            if name.span == annotation.span:
                return name.label != annotation.label
            if not _holds(annotation.span, name.span):
                return True
        return False


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end
