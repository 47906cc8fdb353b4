"""The figures extractor: numbers, ranks, money, measures, ages, dates, times and durations.

Invariant: the same article and zones give the same candidates, in text order, none overlapping
another and none touching a zone. The grammar is in `figure_grammar`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from workbench.arabic.values import parse_value
from workbench.errors import BadValue
from workbench.extract import extractor
from workbench.extract.figure_grammar.forced import value_as
from workbench.extract.figure_grammar.scan import scan
from workbench.model import Number, Range, value_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from workbench.model import Article, Candidate, Span, Value, Zone


@extractor("figures", version="3")
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
    in_context, alone = value_as(article, span, label), _typed(article, span, label)
    if in_context is None or (alone is not None and _numbers(alone) != _numbers(in_context)):
        return alone  # the words of the whole span decide: «3/4» is not 3
    return in_context


def _numbers(value: Value) -> tuple[Decimal, ...]:
    """The numbers of a value; none of a time, which its context may know better."""
    if isinstance(value, Number):
        return (value.number,)
    return (value.min, value.max) if isinstance(value, Range) else ()


def _typed(article: Article, span: Span, label: str) -> Value | None:
    """The value that the words of the span say by themselves, as if they had been typed."""
    with suppress(BadValue):
        surface = article.text[span.start : span.end]
        return value_from_json(parse_value(surface, label, article.published))
    return None
