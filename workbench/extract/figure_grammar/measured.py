"""Numbers read together with their units: alone, as a range, in a list, or in two units.

Invariant: a unit that is said once for several numbers is the unit of each, and in the span of the
last.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import joined_word
from workbench.arabic.units import currency_at, parts_of
from workbench.extract.figure_grammar.amounts import (
    Amount,
    in_brackets,
    is_between,
    read_amount,
)
from workbench.extract.figure_grammar.measures import (
    PERCENT_SIGNS,
    Measure,
    measure_after,
    spoken_range,
    value_of,
)
from workbench.extract.figure_grammar.modifiers import modifier_of
from workbench.extract.figure_grammar.reading import MONEY, PERCENT, QUANTITY, Found, Reading
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
    wider = in_brackets(line, amount) if measure is None else None
    if wider is not None:
        amount, measure = wider, measure_after(line, story, wider)
    if measure is not None:
        both = _both_measured(line, story, amount, measure)
        both = both or _with_smaller(line, story, amount, measure)
        if both is not None:
            amount, measure = both
        return Reading((_found(line, amount, measure),), measure.stop)
    span = spoken_range(line, amount)
    if span is not None:
        measure = measure_after(line, story, span)
        if measure is not None:
            return Reading((_found(line, span, measure),), measure.stop)
    return None


def _both_measured(
    line: Line, story: Story, amount: Amount, measure: Measure
) -> tuple[Amount, Measure] | None:
    """«بين 7% و10%», «بين ألفي درهم وعشرة آلاف درهم»: a range that names its unit twice."""
    if amount.high is not None or not is_between(line, amount.first):
        return None
    joined = joined_word(line.keys, measure.stop)
    high = read_amount(line, joined[0]) if joined is not None else None
    if high is None or high.high is not None or high.low <= amount.low:
        return None
    again = measure_after(line, story, high)
    if again is None or (again.label, again.unit) != (measure.label, measure.unit):
        return None
    both = replace(amount, high=high.low, stop=high.stop, bare_stop=high.bare_stop, other=None)
    return both, again


def _with_smaller(
    line: Line, story: Story, amount: Amount, measure: Measure
) -> tuple[Amount, Measure] | None:
    """«6 أطنان و720 كيلوغراما», «10 دراهم و50 سنتيما»: one figure, in its smaller unit."""
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
    low = amount.low * times + rest.low
    both = replace(amount, low=low, stop=rest.stop, bare_stop=rest.bare_stop, other=None)
    return both, replace(smaller, at=rest.stop)


BARE_UNITS = {
    word: (count, unit)
    for unit, singles, duals in (
        ("t", "طن طنا", "طنين طنان"),
        ("kg", "كيلوغرام كيلوغراما كيلوجراما", "كيلوغرامين كيلوغرامان"),
        ("km", "كيلومتر كيلومترا", "كيلومترين كيلومتران"),
        ("m", "متر مترا", "مترين متران"),
    )
    for count, names in ((1, singles), (2, duals))
    for word in names.split()
}
"""Units that mean one or two of them where a smaller one follows: «طنا و260 كيلوغراما»."""


def read_unit_first(line: Line, story: Story, at: int, cut: int, key: str) -> Reading | None:
    """«طنا و260 كيلوغراما», «مترين و10 سنتيمترات»."""
    count, unit = BARE_UNITS[key]
    amount = Amount(line.starts[at] + cut, at, at + 1, Decimal(count), spelt=True)
    reason = N_("a number with a unit of measure")
    both = _with_smaller(line, story, amount, Measure(QUANTITY, unit, at, at + 1, reason))
    return Reading((_found(line, *both),), both[1].stop) if both is not None else None


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
                tuple(_found(line, each, measure, modifier) for each in amounts), measure.stop
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


def _found(line: Line, amount: Amount, measure: Measure, modifier: Modifier | None = None) -> Found:
    """`amount` measured; its span ends with its unit, or with itself where it shares one."""
    stop = measure.stop if measure.at == amount.stop else amount.stop
    modifier = modifier_of(line, amount.first, stop) or modifier
    value = value_of(amount, measure, modifier)
    others = [
        value_of(amount, replace(measure, unit=unit), modifier) for unit in measure.others[:3]
    ]
    if amount.other is not None:
        others.insert(0, value_of(replace(amount, low=amount.other), measure, modifier))
    alternatives = tuple(other for other in others if other is not None)
    end = line.end(stop)
    reason, score = measure.reason, measure.score
    return Found(amount.start, end, measure.label, value, reason, score, alternatives)
