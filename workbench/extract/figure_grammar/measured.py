"""Numbers read together with their units: alone, as a range, in a list, or in two units.

Invariant: a unit that is said once for several numbers is the unit of each, and in the span of the
last.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import joined_word
from workbench.arabic.units import TIME_DUALS, currency_at, duration, durations, parts_of
from workbench.extract.figure_grammar.amounts import (
    Amount,
    in_brackets,
    is_between,
    read_amount,
)
from workbench.extract.figure_grammar.items import item_of
from workbench.extract.figure_grammar.lengths import smaller_after
from workbench.extract.figure_grammar.measures import (
    PERCENT_SIGNS,
    Measure,
    is_bounds,
    is_change,
    measure_after,
    spoken_range,
    value_of,
)
from workbench.extract.figure_grammar.modifiers import modifier_of
from workbench.extract.figure_grammar.reading import (
    DURATION,
    MONEY,
    PERCENT,
    QUANTITY,
    Found,
    Reading,
    one,
    timex_value,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story
    from workbench.model import Modifier


def read_measured(line: Line, story: Story, amount: Amount) -> Reading | None:
    """The figures of `amount` with its unit; a list «5 و10 سنوات» shares the last unit."""
    measure = measure_after(line, story, amount)
    if measure is not None and measure.label == PERCENT and amount.other and amount.low >= 1000:
        amount = replace(amount, low=amount.other, other=amount.low)  # «12,345%» has a fraction
    is_length = measure is not None and measure.unit in _LENGTHS
    if is_length and amount.other and amount.low > _ROUND_THE_EARTH:  # «42,195 كيلومترا»
        amount = replace(amount, low=amount.other, other=amount.low)
    wider = in_brackets(line, amount) if measure is None else None
    if wider is not None:
        amount, measure = wider, measure_after(line, story, wider)
    if measure is not None:
        spell = _compound(line, amount, measure) or _to_other_spell(line, story, amount, measure)
        if spell is not None:
            return spell
        both = _both_measured(line, story, amount, measure)
        both = both or with_smaller(line, story, amount, measure)
        if both is not None:
            amount, measure = both
        return Reading((found_of(line, amount, measure),), measure.stop)
    span = spoken_range(line, amount)
    if span is not None:
        measure = measure_after(line, story, span)
        if measure is not None:
            return Reading((found_of(line, span, measure),), measure.stop)
    return None


_LENGTHS = frozenset(("km", "[mi_i]"))
_ROUND_THE_EARTH = 40_000


def _both_measured(
    line: Line, story: Story, amount: Amount, measure: Measure
) -> tuple[Amount, Measure] | None:
    """«بين 7% و10%», «بين ألفي درهم وعشرة آلاف درهم»: a range that names its unit twice."""
    high = _upper(line, amount, measure)
    if high is None or high.high is not None or high.low <= amount.low:
        return None
    again = measure_after(line, story, high)
    if again is None or (again.label, again.unit) != (measure.label, measure.unit):
        return None
    both = replace(amount, high=high.low, stop=high.stop, bare_stop=high.bare_stop, other=None)
    return both, again


def _upper(line: Line, amount: Amount, measure: Measure) -> Amount | None:
    """The upper bound of a range whose lower one has its own unit."""
    if amount.high is not None:
        return None
    if is_between(line, amount.first):
        joined = joined_word(line.keys, measure.stop)
        return read_amount(line, joined[0]) if joined is not None else None
    here = measure.stop
    if line.keys[here] != "الي" or is_change(line, amount.first):
        return None
    before = line.keys[amount.first - 1] if amount.first else ""
    if before == "من" and not is_bounds(line, amount.first):
        return None
    return read_amount(line, here + 1)


def _compound(line: Line, amount: Amount, measure: Measure) -> Reading | None:
    """«19 ساعة و9 دقائق»: one duration."""
    if measure.label != DURATION or amount.high is not None or is_between(line, amount.first):
        return None
    rest = smaller_after(line, measure.stop, measure.unit)
    if rest is None or measure.extra or amount.low % 1:
        return None
    parts, stop = rest
    timex = durations(((amount.low, measure.unit), *parts))
    return _spell(line, amount, stop, timex, N_("a number with units of time"))


def _to_other_spell(line: Line, story: Story, amount: Amount, measure: Measure) -> Reading | None:
    """«بين ستة أشهر وثلاث سنوات»: a range whose bounds have different units."""
    if measure.label == DURATION and amount.high is None and is_between(line, amount.first):
        dual = joined_word(line.keys, measure.stop)
        unit = TIME_DUALS.get(dual[1]) if dual is not None else None
        if dual is not None and unit is not None:  # «بين ثمانية أشهر وسنتين»
            timex = f"{duration(amount.low, measure.unit)}/{duration(Decimal(2), unit)}"
            return _spell(line, amount, dual[0] + 1, timex, N_("a number with units of time"))
    high = _upper(line, amount, measure) if measure.label == DURATION else None
    again = measure_after(line, story, high) if high is not None else None
    if high is None or high.high is not None or again is None or again.label != DURATION:
        return None
    if again.unit == measure.unit or measure.extra or again.extra:
        return None
    timex = f"{duration(amount.low, measure.unit)}/{duration(high.low, again.unit)}"
    return _spell(line, amount, again.stop, timex, N_("a number with units of time"))


def _spell(line: Line, amount: Amount, stop: int, timex: str, reason: str) -> Reading | None:
    value = timex_value(timex, modifier_of(line, amount.first, stop))
    return one(Found(amount.start, line.end(stop), DURATION, value, reason, 0.93), stop)


def with_smaller(
    line: Line, story: Story, amount: Amount, measure: Measure
) -> tuple[Amount, Measure] | None:
    """«6 أطنان و720 كيلوغراما», «10 دراهم و50 سنتيما»: one figure, in its larger unit."""
    joined = joined_word(line.keys, measure.stop)
    if joined is None or amount.high is not None or measure.label not in (QUANTITY, MONEY):
        return None
    rest = read_amount(line, joined[0])
    if rest is None or rest.high is not None:
        return None
    smaller = measure_after(line, story, rest)
    if smaller is None or smaller.label != measure.label:
        return None
    if measure.label == MONEY and smaller.unit == measure.unit:
        times = measure.worth / smaller.worth
    else:
        times = Decimal(parts_of(measure.unit, smaller.unit) or 0)
    if times <= 1 or rest.low >= times or measure.extra:
        return None
    if measure.unit == "dt":  # a quintal is told in kilograms
        measure, amount = smaller, replace(amount, low=amount.low * times)
        times = Decimal(1)
    low = amount.low + rest.low / times
    both = replace(amount, low=low, stop=rest.stop, bare_stop=rest.bare_stop, other=None)
    return both, replace(measure, at=rest.stop, stop=smaller.stop)


def read_shared(line: Line, story: Story, amount: Amount) -> Reading | None:
    """A number without a unit and those listed after it, which share the unit of the last.

    «أقل من 15 و19 سنة» are two classes of age, and «5 و10 سنوات» two durations; what rose «من 12
    إلى 15 مليون درهم» was twelve million.
    """
    amounts = [amount]
    while len(amounts) < _LONGEST_LIST:
        at = _next_in_list(line, amounts[-1].stop)
        is_change = at is None and len(amounts) == 1 and _changes(line, amount)
        following = read_amount(line, amount.stop + 1) if is_change else None
        if at is not None:
            following = read_amount(line, at)
        if following is None or following.high is not None:
            return None
        if following.scale > amount.scale:
            if not is_change:
                return None
            amounts[0] = replace(amount, low=amount.low * following.scale)
        amounts.append(following)
        measure = measure_after(line, story, following)
        if measure is not None:
            modifier = modifier_of(line, amount.first, measure.stop)
            return Reading(
                tuple(found_of(line, each, measure, modifier) for each in amounts), measure.stop
            )
    return None


_LONGEST_LIST = 6
_LISTED = frozenset(("،", ",", "او"))


def _next_in_list(line: Line, at: int) -> int | None:
    joined = joined_word(line.keys, at)
    if joined is not None:
        return joined[0]
    return at + 1 if line.keys[at] in _LISTED else None


def _changes(line: Line, amount: Amount) -> bool:
    """Whether «من 12 إلى» tells the value from which something changed."""
    return line.keys[amount.stop] == "الي" and line.keys[amount.first - 1] == "من"


def read_understood(line: Line, amount: Amount) -> Reading | None:
    """«من 25 ألف جنيه إلى 270 ألفا», «صارت بـ45»: money or a measure that was named before it.

    A large round number goes on in the unit of the last one, and a price in its currency.
    """
    if line.measured is None or amount.definite:
        return None
    measure, last, stop = line.measured
    away = amount.first - stop
    if not 0 <= away <= _UNDERSTOOD or item_of(line, amount) is not None:
        return None
    if not (_goes_on(line, amount, last, away) or _is_price(line, amount, measure, away)):
        return None
    reason = N_("a number whose unit was named before it")
    understood = replace(measure, at=amount.bare_stop + 1, reason=reason, score=0.7)
    return Reading((found_of(line, amount, replace(understood, extra=Decimal(0))),), amount.stop)


_UNDERSTOOD = 30
_BECAME = frozenset(("صار", "صارت", "كان", "كانت", "اصبح", "اصبحت", "بات", "باتت", "مقابل"))


def _goes_on(line: Line, amount: Amount, last: Amount, away: int) -> bool:
    """Whether a number of thousands or more follows one of its size, or what became of it."""
    if away == 0 or line.keys[amount.stop] == "من":
        return False
    return amount.scale >= 1000 and last.low >= 1000


def _is_price(line: Line, amount: Amount, measure: Measure, away: int) -> bool:
    """«بـ45», and what a price became: «صارت 70»."""
    if measure.label != MONEY or amount.high is not None:
        return False
    if amount.start and line.text[amount.start - 1] == "ب":
        return True
    before = line.keys[amount.first - 1] if amount.first else ""
    if before == "الي":
        return away == 1
    return before in _BECAME and away <= _SOON and (amount.is_digits or amount.scale > 1)


_SOON = 8


def read_prefixed(line: Line, at: int) -> Reading | None:
    """«%15» and «$450 مليون»: the sign before the number."""
    amount = read_amount(line, at + 1)
    if amount is None or amount.first != at + 1:
        return None
    sign = line.keys[at]
    start = line.starts[at]
    reason = N_("a number with a percent sign or words")
    if sign in PERCENT_SIGNS:
        measure = Measure(PERCENT, "", at, at + 1, reason)
    else:
        named = currency_at(line.keys, at)
        if named is None:
            return None
        measure = Measure(MONEY, named[0], at, at + 1, N_("a number with a currency"))
    modifier = modifier_of(line, at, amount.stop)
    value = value_of(amount, measure, modifier)
    end = line.end(amount.stop)
    return Reading((Found(start, end, measure.label, value, measure.reason, 0.97),), amount.stop)


def found_of(
    line: Line, amount: Amount, measure: Measure, modifier: Modifier | None = None
) -> Found:
    """`amount` measured; its span ends with its unit, or with itself where it shares one."""
    stop = measure.stop if measure.at == amount.stop else amount.stop
    modifier = modifier_of(line, amount.first, stop) or modifier
    value = value_of(amount, measure, modifier)
    line.measured = measure, amount, stop
    others = [
        value_of(amount, replace(measure, unit=unit), modifier) for unit in measure.others[:3]
    ]
    if amount.other is not None:
        others.insert(0, value_of(replace(amount, low=amount.other), measure, modifier))
    alternatives = tuple(other for other in others if other is not None)
    end = line.end(stop)
    reason, score = measure.reason, measure.score
    return Found(amount.start, end, measure.label, value, reason, score, alternatives)
