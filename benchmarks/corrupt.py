"""Gold made worse, as an extractor would: what the scripted curator has to put right.

Invariant: the same gold and seed give the same candidates, each of them one that the scheme allows,
and no two alike. Of the gold spans `MISSING` get no candidate, `BOUNDARY` one with a wrong edge,
`LABEL` one with another label of the same kind, and of the figures `VALUE` one with another value;
`SPURIOUS` counts candidates that no gold span overlaps, in proportion to the gold.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.boundaries import Edge, Unit, move, turn_proclitic
from workbench.arabic.tokens import tokens
from workbench.errors import BadSpan, BadValue
from workbench.model import Annotation, Candidate, Number, Range, Span, Timex
from workbench.scheme import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from workbench.model import Article, Value, Zone
    from workbench.scheme import LabelScheme

BOUNDARY, LABEL, VALUE, MISSING, SPURIOUS = 0.12, 0.06, 0.05, 0.08, 0.12

BY_WORD = 0.8
"""The share of wrong edges that are wrong by a word; the others are so by a proclitic or letter."""

OFFERED = 1 / 3
"""The share of wrong values whose candidate has the right one among its other readings."""

_SCORE, _REASON = 0.9, "gold, corrupted"
_SHORTEST = 3  # letters of a word that is taken for a name


def corrupted(
    article: Article,
    gold: Sequence[Annotation],
    zones: Sequence[Zone],
    scheme: LabelScheme,
    random: Random,
) -> list[Candidate]:
    """The candidates that stand for the gold of an article, in text order."""
    found: dict[tuple[Span, str], Candidate] = {}
    for annotation in gold:
        candidate = _worse(article, annotation, zones, scheme, random)
        if candidate is not None:
            found.setdefault((candidate.annotation.span, candidate.annotation.label), candidate)
    for annotation in _spurious(article, gold, zones, scheme, random):
        found.setdefault((annotation.span, annotation.label), _candidate(annotation))
    return sorted(found.values(), key=lambda each: each.annotation.span)


def _worse(
    article: Article,
    right: Annotation,
    zones: Sequence[Zone],
    scheme: LabelScheme,
    random: Random,
) -> Candidate | None:
    """What is suggested for a gold span, if anything: mostly the span itself."""
    right = replace(right, note=None)
    drawn = random.random()
    if drawn < MISSING:
        return None
    if drawn < MISSING + BOUNDARY:
        return _candidate(_moved(article, right, zones, random))
    if drawn < MISSING + BOUNDARY + LABEL:
        label = scheme[right.label]
        others = [o.name for o in scheme if (o.kind, o.takes) == (label.kind, label.takes)]
        others.remove(label.name)
        return _candidate(replace(right, label=random.choice(others)))
    if right.value is not None and drawn < MISSING + BOUNDARY + LABEL + VALUE:
        worse = replace(right, value=_misread(right.value, random))
        alternatives = (right.value,) if random.random() < OFFERED else ()
        return Candidate(worse, _SCORE, _REASON, alternatives)
    return _candidate(right)


def _candidate(annotation: Annotation) -> Candidate:
    return Candidate(annotation, _SCORE, _REASON)


# ---------------------------------------------------------------------------------------- edges


def _moved(
    article: Article, right: Annotation, zones: Sequence[Zone], random: Random
) -> Annotation:
    """The same with one edge elsewhere; as it was where no edge can be."""
    text, span = article.text, (right.span.start, right.span.end)
    by_word = random.random() < BY_WORD
    ways = [
        move(text, span, edge, Unit.WORD if by_word else Unit.CLUSTER, by)
        for edge in Edge
        for by in (1, -1)
    ]
    if not by_word:
        ways += [turn_proclitic(text, span)] * 2
    random.shuffle(ways)
    for start, end in ways:
        if (start, end) == span or "\n" in text[start:end]:
            continue
        if any(zone.span.overlaps(Span(start, end)) for zone in zones):
            continue
        with suppress(BadSpan):
            return article.annotate(start, end, right.label, right.value)
    return right


# --------------------------------------------------------------------------------------- values


def _misread(value: Value, random: Random) -> Value:
    """Another value of the same sort: a digit more, one off, another day, month or length."""
    if isinstance(value, Number):
        wrong = (value.number * 10, value.number + 1, value.number + 100, value.number / 10)
        return replace(value, number=Decimal(random.choice(wrong)))
    if isinstance(value, Range):
        return replace(value, max=value.max + random.choice((1, 5, 10)))
    for change in random.sample(_TIMES, len(_TIMES)):
        with suppress(BadValue, ValueError):
            timex = change(value.timex)
            if timex != value.timex and _exists(timex):
                return replace(value, timex=timex)
    return Timex("P7D" if value.timex != "P7D" else "P1W", value.modifier)


def _is_day(timex: str) -> bool:
    return len(timex) == len("2023-11-01") and timex[:4].isdecimal() and timex[8:].isdecimal()


def _exists(timex: str) -> bool:
    """Whether a day is one of the calendar, or ValueError; what is no day counts as one."""
    return not _is_day(timex) or bool(date.fromisoformat(timex))


def _next_digit(timex: str) -> str:
    """The last digit one higher."""
    at = max(place for place, sign in enumerate(timex) if sign.isdecimal())
    return f"{timex[:at]}{(int(timex[at]) + 1) % 10}{timex[at + 1 :]}"


def _without_year(timex: str) -> str:
    return f"XXXX{timex[4:]}" if timex[:4].isdecimal() and len(timex) > 4 else timex


def _without_day(timex: str) -> str:
    return timex[:7] if _is_day(timex) else timex


_TIMES = (_next_digit, _without_year, _without_day)


# ------------------------------------------------------------------------------------- spurious


def _spurious(
    article: Article,
    gold: Sequence[Annotation],
    zones: Sequence[Zone],
    scheme: LabelScheme,
    random: Random,
) -> Iterator[Annotation]:
    """Words that are no name, under labels of names."""
    taken = [each.span for each in gold] + [zone.span for zone in zones]
    words = [
        Span(start, end)
        for start, end in tokens(article.text)
        if end - start >= _SHORTEST
        and article.text[start:end].isalpha()
        and not any(span.overlaps(Span(start, end)) for span in taken)
    ]
    names = [label.name for label in scheme if label.kind is Kind.ENTITY]
    count = sum(random.random() < SPURIOUS for _span in gold)
    for span in random.sample(words, min(count, len(words))):
        yield article.annotate(span.start, span.end, random.choice(names))
