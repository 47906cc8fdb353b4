"""The figures extractor: numbers, ranks, money, measures, ages, dates, times and durations.

Invariant: the same article and zones give the same candidates, in text order, none overlapping
another and none touching a zone. The grammar is in `figure_grammar`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract import extractor
from workbench.extract.figure_grammar.forced import value_as
from workbench.extract.figure_grammar.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.model import Article, Candidate, Span, Value, Zone


@extractor("figures", version="1")
def find_figures(article: Article, zones: Sequence[Zone]) -> Iterable[Candidate]:
    """Numbers, dates, times, durations, money and measures, by a hand-written grammar."""
    return scan(article, zones)


def read_value(article: Article, span: Span, label: str) -> Value | None:
    """The value of a span that a curator marked or relabelled; None where it cannot be read."""
    for candidate in scan(article, ()):
        annotation = candidate.annotation
        if annotation.span.start > span.start:
            break
        if annotation.span == span and annotation.label == label:
            return annotation.value
    return value_as(article, span, label)
