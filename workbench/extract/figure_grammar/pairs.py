"""Dates in both calendars: «12 ربيع الأول 1445 هـ الموافق 27 سبتمبر 2023».

Invariant: countries see the moon on different days, so a Gregorian date beside a Hijri one tells
its day; two that lie further apart contradict each other, and the curator is told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.arabic.calendar import days_between, weekday_of
from workbench.extract.figure_grammar.days import THE_WEEKDAYS, date_after
from workbench.extract.figure_grammar.hijri import UNKNOWN_DAY
from workbench.extract.figure_grammar.lexicon import words
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story
    from workbench.extract.figure_grammar.years import When

CALENDARS_CONTRADICT = N_("the Hijri and the Gregorian date are not the same day")
_PAIRED = N_("a Hijri date, told by the Gregorian one beside it")
_MOST_DAYS_APART = 2
_PAIRING = words("الموافق الموافقة ل ( / ، : - = –")


def told_by_pair(line: Line, story: Story, when: When, first: int) -> When:
    """A Hijri date with the Gregorian one that stands after or before it."""
    here = when.stop
    while here < when.stop + 3 and line.keys[here] in _PAIRING:
        here += 1
    if here > when.stop:
        here += line.keys[here] == "يوم"
        here += line.keys[here] in THE_WEEKDAYS
        date = date_after(line, story, here)
        if date is not None and _is_known(date.timex):
            return _paired(when, date.timex)
    if first and line.keys[first - 1] in _PAIRING and _is_known(story.last_day):
        told = _paired(when, story.last_day)
        return told if not told.flags else when
    return when


def _is_known(timex: str | None) -> bool:
    return timex is not None and weekday_of(timex) is not None


def _paired(when: When, gregorian: str | None) -> When:
    """A Hijri day with the Gregorian one beside it, which tells it if they lie close together."""
    if gregorian is None or when.timex is None or "/" in when.timex:
        return when
    if when.timex == UNKNOWN_DAY:
        return replace(when, timex=gregorian, reason=_PAIRED, alternatives=())
    if when.timex == gregorian:
        return replace(when, score=0.97)
    if abs(days_between(when.timex, gregorian)) > _MOST_DAYS_APART:
        return replace(when, flags=(*when.flags, CALENDARS_CONTRADICT), score=0.6)
    return replace(when, timex=gregorian, reason=_PAIRED, alternatives=(when.timex,), flags=())
