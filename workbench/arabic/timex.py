"""What a TIMEX3 value looks like, and which of them name days that exist.

Invariant: this is the one place that knows the form of TIMEX3 values.
"""

from __future__ import annotations

import re

from workbench.arabic.calendar import last_day

_DAY = (
    r"[0-9X]{4}(?:-(?:[0-9X]{2}(?:-[0-9X]{2})?|W[0-9X]{2}(?:-[1-7])?|SP|SU|FA|WI|Q[1-4X]|H[12X]))?"
    r"|[0-9X]{2,3}"
)
_CLOCK = r"T(?:[01][0-9]|2[0-4])(?::[0-5][0-9](?::[0-5][0-9])?)?"
_PERIOD = r"P(?:(?=[0-9XT])(?:[0-9.X]+[YMWD])*(?:T(?:[0-9.X]+[HMS])+)?|[0-9.X]+(?:D[ET]|C))"
_POINT = rf"(?:(?:{_DAY})(?:{_CLOCK})?|{_CLOCK})"
TIMEX = re.compile(rf"{_POINT}(?:/{_POINT})?|{_PERIOD}(?:/{_PERIOD})?|(?:PAST|PRESENT|FUTURE)_REF")
"""ISO 8601 with X for what is unknown and `a/b` for a range."""

_OF_LABEL = {
    "DATE": re.compile(rf"(?:{_DAY})(?:{_CLOCK})?(?:/.*)?|.*_REF"),
    "TIME": re.compile(rf"(?:{_DAY})?{_CLOCK}(?:/.*)?"),
    "DURATION": re.compile(rf"{_PERIOD}(?:/.*)?"),
}
_MONTH = re.compile("([0-9X]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_WEEK = re.compile("W([0-9]{2})")
_YEARS = re.compile("([0-9]{4})(?:-.*)?/([0-9]{4})(?:-.*)?")


def is_timex(text: str, label: str) -> bool:
    """Whether `text` is a TIMEX3 value for a DATE, a TIME or a DURATION."""
    return TIMEX.fullmatch(text) is not None and _OF_LABEL[label].fullmatch(text) is not None


def exists(timex: str) -> bool:
    """Whether the months, weeks and days of a TIMEX3 value are on the calendar, in their order."""
    years = _YEARS.fullmatch(timex)
    if years and years[2] < years[1]:
        return False
    if any(not 1 <= int(week) <= 53 for week in _WEEK.findall(timex)):
        return False
    return all(_has_day(*parts) for parts in _MONTH.findall(timex))


def _has_day(year: str, month: str, day: str) -> bool:
    if not 1 <= int(month) <= 12:
        return False
    leap = 2000  # some year has the day, if this one has
    known = int(year) if year.isdecimal() and int(year) else leap
    return not day or 1 <= int(day) <= last_day(known, int(month))
