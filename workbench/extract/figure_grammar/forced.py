"""The value of a span whose label a curator already chose: no trigger and no context is asked for.

Invariant: only words of the span give the value; words around it give at most a modifier, an item
or the unit that a list shares.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import read_ordinal
from workbench.arabic.units import AGE_UNITS, TIME_DUALS, TIMES, duration
from workbench.extract.figure_grammar import clock, dates, ranks, spells
from workbench.extract.figure_grammar.amounts import Amount, plain_year, read_amount, small_integer
from workbench.extract.figure_grammar.items import item_of
from workbench.extract.figure_grammar.lexicon import stem_in, stem_or_whole
from workbench.extract.figure_grammar.lifetimes import STARTS as LIFE_STARTS
from workbench.extract.figure_grammar.lifetimes import read_lifetime
from workbench.extract.figure_grammar.line import Line, lines
from workbench.extract.figure_grammar.measured import read_measured, read_prefixed, read_shared
from workbench.extract.figure_grammar.measures import (
    COINS,
    PERCENT_SIGNS,
    measure_after,
    spoken_range,
    value_of,
)
from workbench.extract.figure_grammar.modifiers import modifier_of
from workbench.extract.figure_grammar.reading import (
    AGE,
    CARDINAL,
    DATE,
    DURATION,
    MONEY,
    ORDINAL,
    PERCENT,
    QUANTITY,
    TIME,
    number_value,
    timex_value,
)
from workbench.extract.figure_grammar.story import Story

if TYPE_CHECKING:
    from workbench.model import Article, Span, Value

_NUMBERS = frozenset((CARDINAL, ORDINAL, PERCENT))
_MEASURED = frozenset((MONEY, QUANTITY, AGE))


def value_as(article: Article, span: Span, label: str) -> Value | None:
    """The value of `span` under `label`, or None where its words tell none."""
    located = _locate(article, span)
    if located is None:
        return None
    line, first, stop = located
    story = Story(article.text, article.published)
    if label == DATE:
        return _date(line, story, first, stop)
    if label == TIME:
        return _time(line, first, stop)
    if label == DURATION:
        return _duration(line, story, first, stop)
    if label in _MEASURED:
        return _measured(line, story, first, stop, label)
    return _number(line, first, stop, label) if label in _NUMBERS else None


def _locate(article: Article, span: Span) -> tuple[Line, int, int] | None:
    """The line of `span`, and its first and last token."""
    for start, end in lines(article.text, ()):
        if start <= span.start and span.end <= end:
            line = Line(article.text[start:end], start)
            line.locate()
            inside = [
                at
                for at in range(len(line))
                if line.span(line.starts[at], line.ends[at]).overlaps(span)
            ]
            return (line, inside[0], inside[-1] + 1) if inside else None
    return None


def _amount(line: Line, first: int, stop: int) -> Amount | None:
    """The first number that lies in tokens `first` to `stop`."""
    for at in range(first, stop):
        amount = read_amount(line, at)
        if amount is not None and amount.stop <= stop:
            span = spoken_range(line, amount)
            return span if span is not None and span.stop <= stop else amount
    return None


def _rank(line: Line, first: int, stop: int) -> Decimal | None:
    for at in range(first, stop):
        counted = read_ordinal(line.keys, at, stem_or_whole(ranks.STARTS, line.keys[at])[1])
        if counted is not None and counted.stop <= stop:
            return counted.value
    return None


def _number(line: Line, first: int, stop: int, label: str) -> Value | None:
    if label == ORDINAL:
        rank = _rank(line, first, stop)
        if rank is not None:
            return number_value(rank, None, None)
    amount = _amount(line, first, stop)
    if amount is None:
        rank = _rank(line, first, stop)
        return number_value(rank, None, None) if rank is not None else None
    if label == ORDINAL:
        return number_value(amount.low, amount.high, None)
    modifier = modifier_of(line, amount.first, max(stop, amount.stop))
    item = item_of(line, amount) if label == CARDINAL else None
    return number_value(amount.low, amount.high, modifier, None, item)


def _measured(line: Line, story: Story, first: int, stop: int, label: str) -> Value | None:
    if label == MONEY and line.keys[first] in COINS | PERCENT_SIGNS:
        prefixed = read_prefixed(line, first)
        return prefixed.found[0].value if prefixed is not None else None
    for spelt in (
        spells.read_spell(line, first, *stem_or_whole(spells.STARTS, line.keys[first])),
        read_lifetime(line, first, *stem_or_whole(LIFE_STARTS, line.keys[first])),
    ):
        if spelt is not None and spelt.found[0].label == label and spelt.stop <= stop:
            return spelt.found[0].value
    amount = _amount(line, first, stop)
    if amount is None:
        return _dual_age(line, first) if label == AGE else None
    modifier = modifier_of(line, amount.first, max(stop, amount.stop))
    if label == AGE:
        unit = AGE_UNITS.get(TIMES.get(line.keys[amount.stop], "Y"), "a")
        return number_value(amount.low, amount.high, modifier, unit)
    measure = measure_after(line, story, amount)
    if measure is None:
        shared = read_shared(line, story, amount)
        if shared is not None and shared.found[0].label == label:
            return shared.found[0].value
        return number_value(amount.low, amount.high, modifier)
    if measure.label != label:
        return number_value(amount.low, amount.high, modifier)
    return value_of(amount, measure, modifier)


def _dual_age(line: Line, first: int) -> Value | None:
    found = stem_in(TIME_DUALS, line.keys[first])
    if found is None or TIME_DUALS[found[1]] not in AGE_UNITS:
        return None
    modifier = modifier_of(line, first, first + 1)
    return number_value(Decimal(2), None, modifier, AGE_UNITS[TIME_DUALS[found[1]]])


def _duration(line: Line, story: Story, first: int, stop: int) -> Value | None:
    amount = _amount(line, first, stop)
    unit = TIMES.get(line.keys[amount.stop]) if amount is not None else None
    if amount is not None and unit is not None and amount.stop < stop:
        reading = read_measured(line, story, amount)
        if reading is not None and reading.found[0].label == DURATION:
            return reading.found[0].value
        modifier = modifier_of(line, amount.first, stop)
        return timex_value(duration(amount.low, unit), modifier)
    spelt = spells.read_spell(line, first, *stem_or_whole(spells.STARTS, line.keys[first]))
    if spelt is not None and spelt.found[0].label == DURATION:
        return spelt.found[0].value
    for at in range(first, stop):
        found = stem_in(TIMES, line.keys[at].removeprefix("ال"))
        if found is not None:
            number = amount.low if amount is not None else Decimal(1)
            modifier = modifier_of(line, first, stop)
            return timex_value(duration(number, TIMES[found[1]]), modifier)
        dual = stem_in(TIME_DUALS, line.keys[at].removeprefix("ال"))
        if dual is not None:
            return timex_value(duration(Decimal(2), TIME_DUALS[dual[1]]))
    return None


def _date(line: Line, story: Story, first: int, stop: int) -> Value | None:
    longest, value = 0, None
    for at in range(first, stop):
        reading = dates.read_date(line, story, at, *stem_or_whole(dates.STARTS, line.keys[at]))
        if reading is not None and reading.found and longest < reading.stop - at:
            longest, value = reading.stop - at, reading.found[0].value
    if longest:
        return value
    year = plain_year(line.keys[first])
    if year is not None:
        return timex_value(f"{year:04}")
    day = small_integer(line.keys[first], 31)
    return timex_value(f"XXXX-XX-{day:02}") if day is not None else None


def _time(line: Line, first: int, stop: int) -> Value | None:
    for at in range(first, stop):
        reading = clock.read_time(line, at, *stem_or_whole(clock.STARTS, line.keys[at]))
        if reading is not None and reading.found:
            return reading.found[0].value
    hour = small_integer(line.keys[first], 24)
    return timex_value(f"T{hour:02}:00") if hour is not None else None
