"""The dates, clock times and durations that words may mean, as far as they do not decide it.

Invariant: what is given back are TIMEX3 values of days that exist, the likelier first; the day on
which the program runs plays no part.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from workbench.arabic.calendar import (
    SEASONS,
    WEEKDAYS,
    day_after,
    day_of_weekday,
    shifted_day,
    shifted_month,
    shifted_year,
    week_timex,
    weekday_of,
    year_of_season,
    year_timex,
)
from workbench.arabic.fold import fold
from workbench.arabic.timex import exists, is_timex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile("([0-9X]{4})-([0-9]{2})-([0-9]{2})")
_DAY_OF_MONTH = re.compile("[0-9X]{4}-XX-([0-9]{2})")
_MONTH = re.compile("[0-9X]{4}-[0-9]{2}(?=$|-)")
_YEAR = re.compile("[0-9]{4}(?=$|-)")
_CLOCK = re.compile("T([0-9]{2})(.*)")
_LENGTH = re.compile("PT?([0-9.]+)[YMWDHS]")
_UNITS = ("P{}Y", "P{}M", "P{}W", "P{}D", "PT{}H", "PT{}M")
_PARTS = {"ربع": "Q", "فصل": "Q", "نصف": "H", "اسدس": "H", "سداسي": "H"}
_DAYS_AWAY = {"يوم": 0, "ليله": 0, "امس": -1, "بارحه": -1, "غد": 1, "غدا": 1}
_HALF, _WHOLE = 12, 24


def days(
    surface: str, present: str | None, today: date | None, named: Iterable[str]
) -> Iterator[str]:
    """The days, months, years … that the words of a DATE may mean.

    `present` is what it is read as, `today` the day of the article, and `named` are other dates in
    it, the nearest first.
    """
    named = list(named)
    found = (
        *told(surface, today),
        *_other_precision(present),
        *_in_another_year(present, today, named),
        *named,
        *_around(today),
    )
    for timex in dict.fromkeys(found):
        if timex != present and is_timex(timex, "DATE") and exists(timex):
            yield timex


def told(surface: str, today: date | None) -> Iterator[str]:
    """What «اليوم», a weekday, season, part of the year or short year among the words says."""
    words = [word.removeprefix("ال") for word in _WORD.findall(fold(surface))]
    if len(words) == 1 and words[0] in _DAYS_AWAY:
        day = shifted_day(today, _DAYS_AWAY[words[0]])
        yield from ("XXXX-XX-XX",) if day is None else (day.isoformat(), "XXXX-XX-XX")
    weekdays = dict.fromkeys(n for word in words if (n := WEEKDAYS.get(word)) is not None)
    for weekday in weekdays:
        for shift in (-1, 1, 0):
            near = day_of_weekday(today, weekday, shift)
            if near is not None:
                yield near.isoformat()
        yield f"XXXX-WXX-{weekday}"
    for season in (SEASONS[word] for word in words if word in SEASONS):
        yield from (f"{year_timex(year_of_season(today, season, n))}-{season}" for n in (0, -1, 1))
        yield f"XXXX-{season}"
    for part in (_PARTS[word] for word in words if word in _PARTS):
        if today is not None:
            length = 3 if part == "Q" else 6
            yield f"{year_timex(today.year)}-{part}{(today.month - 1) // length + 1}"
    for word in words:
        if len(word) == 2 and word.isdecimal():
            yield from (f"19{int(word):02}", f"20{int(word):02}")


def _other_precision(present: str | None) -> Iterator[str]:
    """A day without its year, as a weekday, as its month; a month or season without its year."""
    if present is None or "/" in present:
        return
    day = _DAY.fullmatch(present)
    if day is not None:
        yield f"XXXX-{day[2]}-{day[3]}"
        weekday = weekday_of(present)
        if weekday is not None:
            yield f"XXXX-WXX-{weekday}"
        yield present[:7]
    elif _YEAR.match(present) and len(present) > len("2020"):
        yield f"XXXX{present[4:]}"
    if present != "XXXX-XX-XX":
        yield "XXXX-XX-XX"


def _in_another_year(present: str | None, today: date | None, named: list[str]) -> Iterator[str]:
    """The same with the year, or the month, of the article's day or of another date in it."""
    if present is None or "/" in present:
        return
    month = _DAY_OF_MONTH.fullmatch(present)
    if month is not None:
        found = [shifted_month(today, shift) for shift in (0, -1, 1)]
        found += [match[0] for each in named if (match := _MONTH.match(each))]
        yield from (f"{each}-{month[1]}" for each in dict.fromkeys(filter(None, found)))
        return
    if present[4:] in ("", "-XX", "-XX-XX") or present.startswith("XXXX-W"):
        near = [present[:4]]
    else:
        near = [match[0] for each in named if (match := _YEAR.match(each))]
    years = [int(year) for year in near if year.isdecimal()]
    years += [] if today is None else [today.year]
    for shift in (0, -1, 1):
        for year in dict.fromkeys(years):
            yield f"{year + shift:04}{present[4:]}"
    with suppress(ValueError):  # there is no such day
        yield from filter(None, (day_after(present, away) for away in (-7, 7)))


def _around(today: date | None) -> Iterator[str]:
    """The day of the article and those beside it, its week, month, quarter and years."""
    if today is None:
        return
    here = today.isoformat()
    yield from filter(None, (here, day_after(here, -1), day_after(here, 1)))
    years = [year_timex(shifted_year(today, shift)) for shift in (0, -1, 1)]
    yield from (here[:7], *years[:2], week_timex(today), f"{years[0]}-Q{(today.month + 2) // 3}")
    yield from filter(None, (years[2], shifted_month(today, -1)))


def hours(present: str | None) -> Iterator[str]:
    """A clock time in the other half of the day."""
    match = _CLOCK.fullmatch(present) if present is not None else None
    if match is not None:
        hour = int(match[1])
        other = hour + _HALF if hour < _HALF else hour - _HALF
        if other < _WHOLE:
            yield f"T{other:02}{match[2]}"


def lengths(present: str | None, number: Decimal | None) -> Iterator[str]:
    """A duration of as many years, months, weeks, days, hours or minutes."""
    match = _LENGTH.fullmatch(present) if present is not None else None
    if match is not None or number is not None:
        count = match[1] if match is not None else f"{number:f}"
        yield from (unit.format(count) for unit in _UNITS)
