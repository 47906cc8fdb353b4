"""Dates, clock times and durations as a person types them for a value.

Invariant: the result is a TIMEX3 value of days that exist; X stands for what is not known, and
only the day of the article, never today, resolves «أمس».
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.calendar import (
    MONTH_NAMES,
    SEASONS,
    WEEKDAYS,
    day_of_weekday,
    day_timex,
    month_timex,
    name_at,
    shifted_day,
    year_timex,
)
from workbench.arabic.fold import fold
from workbench.arabic.hijri import HIJRI_NAMES, gregorian_day
from workbench.arabic.numberwords import FRACTIONS, joined_word, read_cardinal, read_ordinal
from workbench.arabic.timex import exists, is_timex
from workbench.arabic.units import TIME_DUALS, TIMES, duration
from workbench.errors import BadValue
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_TOKEN = re.compile(r"[0-9]+(?:[.,٫][0-9]+)?|[^\W\d_]+|\S")
_DMY = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YMD = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_DM = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_MONTH_OF_YEAR = re.compile(r"([0-9]{4})/([0-9]{1,2})|([0-9]{1,2})[/.-]([0-9]{4})")
_PARTS = re.compile(r"[0-9]{2,3}/.*")  # no range begins with a century that stands in digits alone
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:h.]([0-5][0-9]))?(?::([0-5][0-9]))?")
_HIJRI_ERA = re.compile(" ?(?:ه|هجري|هجريه)$")
_HIJRI_YEARS = range(1343, 1501)  # a year of these in figures is of the Hijri calendar
_YEAR_DIGITS = 4
_HEADS = frozenset(map(fold, ("يوم", "عام", "سنة", "شهر", "العام", "السنة", "تاريخ", "الموافق")))
_DAYS_AWAY = {fold(word): days for word, days in (("أمس", -1), ("اليوم", 0), ("غدا", 1))}
_MORNING = frozenset(map(fold, ("صباحا", "ص", "فجرا", "am")))
_EVENING = frozenset(map(fold, ("مساء", "م", "عصرا", "زوالا", "pm")))
_NIGHT, _NOON = "ليلا", "ظهرا"
_MINUTES = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "الثلث": 20, "ثلث": 20}
_SHORT_OF = {"ربعا": 15, "الربع": 15, "ربع": 15, "ثلثا": 20, "الثلث": 20, "ثلث": 20}
_TO = frozenset(("الي", "حتي", "-", "–", "—"))
_CENTURY = 2000
_PADDING = ("",) * 4


def read_timex(text: str, label: str, today: date | None) -> str | None:
    """The TIMEX3 value that the folded `text` says for DATE, TIME or DURATION, or None."""
    text = text.strip()
    month = _MONTH_OF_YEAR.fullmatch(text) if label == "DATE" else None
    if month:
        year, number = (month[1], month[2]) if month[1] else (month[4], month[3])
        return _existing(month_timex(int(year), int(number)), text)
    if is_timex(text.upper(), label) and not _PARTS.fullmatch(text):
        return _existing(text.upper(), text)
    if label == "DATE":
        return _date(text, today) or _dates(text, today)
    return _clock(text) if label == "TIME" else _durations(text)


def _existing(timex: str | None, text: str) -> str:
    if timex is None or not exists(timex):
        raise BadValue(_("There is no day “{text}” in the calendar.").format(text=text))
    return timex


# ------------------------------------------------------------------------------------------ dates


def _date(text: str, today: date | None) -> str | None:
    """One date; the day stands before the month, unless the year comes first."""
    hijri = _HIJRI_ERA.search(text)
    match = _DMY.fullmatch(text[: hijri.start()] if hijri else text)
    if match and hijri:
        return _converted(int(match[4]), int(match[3]), int(match[1]), text)
    if match:
        year = int(match[4]) + (_CENTURY if len(match[4]) == 2 else 0)
        if year in _HIJRI_YEARS:
            return _converted(year, int(match[3]), int(match[1]), text)
        return _existing(day_timex(year, int(match[3]), int(match[1])), text)
    match = _YMD.fullmatch(text)
    if match:
        return _existing(day_timex(int(match[1]), int(match[3]), int(match[4])), text)
    match = _DM.fullmatch(text)
    if match:
        return _existing(day_timex(None, int(match[2]), int(match[1])), text)
    words = [*_TOKEN.findall(text), *_PADDING]
    at, weekday = 0, None
    while words[at] in _HEADS or words[at] in WEEKDAYS:
        weekday = WEEKDAYS.get(words[at], weekday)
        at += 1
    if words[at] in _DAYS_AWAY:
        named = shifted_day(today, _DAYS_AWAY[words[at]])
        at += 1
        return _alone(words, at, named.isoformat() if named is not None else "XXXX-XX-XX")
    if words[at] == "" and weekday is not None:
        near = day_of_weekday(today, weekday, -1)
        return near.isoformat() if near is not None else f"XXXX-WXX-{weekday}"
    return _named(words, at, text)


def _named(words: Sequence[str], at: int, text: str) -> str | None:
    """«فاتح نونبر 2023», «مارس 2021», «صيف 2012», «2019»."""
    day = None
    if words[at] in ("فاتح", "الفاتح"):
        day, at = 1, at + 1
    elif words[at].isdecimal() and len(words[at]) <= 2:
        day, at = int(words[at]), at + 1
    at += words[at] == "من"
    at += words[at] in _HEADS
    season = SEASONS.get(words[at].removeprefix("ال"))
    if season is not None and day is None:
        at = at + 1 + (words[at + 1] in _HEADS)
        year = _year(words[at])
        return _alone(words, at + 1, f"{year}-{season}") if year is not None else None
    month = name_at(MONTH_NAMES, words, at)
    hijri = name_at(HIJRI_NAMES, words, at) if month is None and day is not None else None
    if hijri is not None and day is not None and words[hijri[1]].isdecimal():
        end = hijri[1] + 1 + (words[hijri[1] + 1] in ("ه", "هجريه", "هجري"))
        hijri_year = int(words[hijri[1]][:_YEAR_DIGITS])
        return _alone(words, end, _converted(hijri_year, hijri[0], day, text))
    if month is None:
        year = _year(words[at]) if day is None else None
        return _alone(words, at + 1, year) if year is not None else None
    number, at = month
    if words[at] == "/":  # «يناير/كانون الثاني»
        again = name_at(MONTH_NAMES, words, at + 1)
        if again is None or again[0] != number:
            return None
        at = again[1]
    at += words[at] in _HEADS or words[at] == ","
    year = _year(words[at])
    at += year is not None
    known = int(year) if year is not None else None
    if day is None:
        return _alone(words, at, month_timex(known, number))
    return _alone(words, at, _existing(day_timex(known, number, day), text))


def _converted(year: int, month: int, day: int, text: str) -> str:
    """The Gregorian day of a Hijri one."""
    known = gregorian_day(year, month, day)
    return _existing(known.isoformat() if known is not None else None, text)


def _year(word: str) -> str | None:
    return year_timex(int(word)) if word.isdecimal() and 3 <= len(word) <= 4 and int(word) else None


def _alone(words: Sequence[str], at: int, timex: str) -> str | None:
    """`timex` if nothing follows but the mark of the common era."""
    return timex if words[at + (words[at] in ("م", "ميلاديه"))] == "" else None


def _dates(text: str, today: date | None) -> str | None:
    """«من 3 إلى 7 مارس 2024», «2015-2019»: a range, whose first date may share the month."""
    for sign in re.finditer(r"\s+(?:الي|حتي|-|–|—)\s+|(?<=[0-9]{4})[-–—](?=[0-9]{4})", text):
        first, last = text[: sign.start()].removeprefix("من "), text[sign.end() :]
        end = _date(last, today)
        if end is None:
            return None
        start = _date(first, today)
        if start is None and first.isdecimal() and len(first) <= 2 and len(end) == 10:
            start = _existing(f"{end[:8]}{int(first):02}", text)
        return f"{start}/{end}" if start is not None else None
    return None


# ------------------------------------------------------------------------------- times, durations


def _clock(text: str) -> str | None:
    """«20:30», «8:30 م», «20h30», «الثامنة والنصف مساء»."""
    words = [*text.removeprefix("الساعه").split(), *_PADDING]
    match = _CLOCK.fullmatch(words[0])
    if match:
        hour, minute, second, at = int(match[1]), int(match[2] or 0), match[3], 1
    else:
        rank = read_ordinal(words, 0)
        if words[0] == "الواحده":
            hour, at = 1, 1
        elif rank is not None and rank.value <= 12:
            hour, at = int(rank.value), rank.stop
        else:
            return None
        minute, second = 0, None
    joined = joined_word(words, at)
    if minute == 0 and joined is not None and joined[1] in _MINUTES:
        minute, at = _MINUTES[joined[1]], joined[0] + 1
    elif words[at] == "الا" and words[at + 1] in _SHORT_OF:
        minute, at = -_SHORT_OF[words[at + 1]], at + 2
    part = words[at]
    if part in _EVENING or (part == _NOON and hour < 11) or (part == _NIGHT and 5 <= hour < 12):
        hour = hour % 12 + 12 if hour <= 12 else hour
    elif part in _MORNING or part == _NIGHT:
        hour = hour % 12 if hour <= 12 else hour
    elif part not in ("", _NOON):
        return None
    total = hour * 60 + minute
    if words[at + (part != "")] != "" or not 0 <= total <= 24 * 60:
        return None
    return f"T{total // 60:02}:{total % 60:02}" + (f":{second}" if second else "")


def _durations(text: str) -> str | None:
    """«5 سنوات», «سنتين», «شهرا ونصف», «3-5 سنوات»."""
    words = [*_TOKEN.findall(text), *_PADDING]
    low = read_cardinal(words, 0)
    if low is not None and words[low.stop] in _TO:
        high = read_cardinal(words, low.stop + 1)
        unit = TIMES.get(words[high.stop]) if high is not None else None
        if high is None or unit is None or words[high.stop + 1] or low.value > high.value:
            return None
        return f"{duration(low.value, unit)}/{duration(high.value, unit)}"
    number, at = (low.value, low.stop) if low is not None else (Decimal(1), 0)
    if low is None and words[0] in FRACTIONS:
        number, at = FRACTIONS[words[0]], 1
    unit = TIMES.get(words[at])
    if unit is None and low is None and words[at].removeprefix("ال") in TIME_DUALS:
        number, unit = Decimal(2), TIME_DUALS[words[at].removeprefix("ال")]
    if unit is None:
        return None
    joined = joined_word(words, at + 1)
    if joined is not None and joined[1] in FRACTIONS:
        number, at = number + FRACTIONS[joined[1]], joined[0]
    return duration(number, unit) if words[at + 1] == "" else None
