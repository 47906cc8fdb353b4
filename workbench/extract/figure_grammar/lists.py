"""Dates that one noun heads: «يومي 3 و4 مارس», «شهري ماي ويونيو 2022», «عامي 2002 و2015».

Invariant: dates under one plural or dual noun are one date, from the first to the last.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import joined_word
from workbench.extract.figure_grammar.amounts import plain_year, small_integer
from workbench.extract.figure_grammar.days import THE_WEEKDAYS, WEEKDAY_NUMBERS
from workbench.extract.figure_grammar.lexicon import words
from workbench.extract.figure_grammar.month_days import day_of_month
from workbench.extract.figure_grammar.months import month_at, read_month
from workbench.extract.figure_grammar.years import When
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

DAYS_HEADS = words("يومي يوما يومان أيام ليلتي الأيام يومين ليالي")
MONTHS_HEADS = words("شهري شهرا أشهر شهور")
_LIST = N_("days under one noun")


def read_days_list(line: Line, story: Story, at: int) -> When | None:
    """«يومي 3 و4 مارس», «يومي السبت والأحد», «أيام 3 إلى 7 مارس»: from the first to the last."""
    here, days, weekdays = at + 1, list[int](), list[int]()
    while len(days) + len(weekdays) < 20:
        word_at = here
        joined = joined_word(line.keys, here) if days or weekdays else None
        if joined is not None:
            word_at = joined[0]
        elif (days or weekdays) and line.keys[here] in _LIST_SIGNS:
            word_at = here + 1
        elif days or weekdays:
            break
        key = joined[1] if joined is not None else line.keys[word_at]
        weekday = WEEKDAY_NUMBERS.get(key) if key in THE_WEEKDAYS else None
        if weekday is not None:
            weekdays.append(weekday)
            word_at += 1
            key = line.keys[word_at]
        day = small_integer(key, 31)
        if day is not None:
            days.append(day)
            word_at += 1
        elif weekday is None:
            break
        here = word_at
    if len(days) >= 2:
        date = day_of_month(line, story, here, tuple(days))
        if date is not None and not date.silent:
            return replace(date, reason=_LIST)
    if len(weekdays) >= 2 and not days:
        return When(f"XXXX-WXX-{weekdays[0]}/XXXX-WXX-{weekdays[-1]}", here, _LIST)
    return None


_LIST_SIGNS = words("، , إلى - – حتى")


def read_months_list(line: Line, story: Story, at: int) -> When | None:
    """«شهري ماي ويونيو 2022», «أشهر يناير وفبراير ومارس»."""
    first = month_at(line, at + 1)
    if first is None:
        return None
    (month, here), last_at, last_key = first, at + 1, ""
    for _ in range(11):
        joined = joined_word(line.keys, here)
        if joined is None and line.keys[here] in _LIST_SIGNS:
            joined = here + 1, line.keys[here + 1]
        following = month_at(line, *joined) if joined is not None else None
        if joined is None or following is None:
            break
        last_at, last_key = joined
        here = following[1]
    last = read_month(line, story, last_at, last_key, alone=False) if last_key else None
    if last is None or last.timex is None:
        return None
    # The first month takes the year of the last.
    return When(f"{last.timex[:4]}-{month:02}/{last.timex}", last.stop, N_("months under one noun"))


def read_years_list(line: Line, at: int) -> When | None:
    """«عامي 2002 و2015», «سنوات 2010 و2011 و2012», «سنوات 2010-2015»."""
    years, here = [plain_year(line.keys[at + 1])], at + 2
    while years[-1] is not None and len(years) < 12:
        joined = joined_word(line.keys, here)
        if joined is None and line.keys[here] in _LIST_SIGNS:
            joined = here + 1, line.keys[here + 1]
        year = plain_year(joined[1]) if joined is not None else None
        if joined is None or year is None:
            break
        years.append(year)
        here = joined[0] + 1
    first, last = years[0], years[-1]
    if first is None or last is None or not first < last:
        return None
    return When(f"{first:04}/{last:04}", here, N_("years under one noun"), 0.98)
