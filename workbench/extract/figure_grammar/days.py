"""Weekdays, «اليوم», «أمس» and «غدا», weeks, and days that are listed under one noun.

Invariant: a weekday that contradicts its date is flagged, and the date stands as it is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.arabic.calendar import (
    WEEKDAYS,
    day_of_weekday,
    shifted_day,
    week_timex,
    weekday_of,
)
from workbench.arabic.fold import fold
from workbench.arabic.numberwords import joined_word
from workbench.extract.figure_grammar.amounts import plain_year, small_integer
from workbench.extract.figure_grammar.lexicon import stem_in, words
from workbench.extract.figure_grammar.literals import read_literal
from workbench.extract.figure_grammar.months import day_of_month, month_at, read_day, read_month
from workbench.extract.figure_grammar.reading import WEEKDAY_CONTRADICTS
from workbench.extract.figure_grammar.years import (
    DEICTIC,
    OTHER,
    SAME,
    THIS,
    When,
    shift_of,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

_WEEKDAYS = {fold(name): number for name, number in WEEKDAYS.items()}
THE_WEEKDAYS = frozenset(name for name in _WEEKDAYS if name.startswith("ال"))
DAY_HEADS = words("يوم يومه اليوم")
DAYS_HEADS = words("يومي يوما يومان أيام ليلتي الأيام يومين")
MONTHS_HEADS = words("شهري شهرا أشهر شهور")
WEEKS = words("الأسبوع الأسوع")
TODAY = words("اليوم")
YESTERDAY = words("أمس الأمس البارحة")
TOMORROW = words("غدا غد الغد")
EACH = frozenset(("كل",))
_UNKNOWN_DAY = "XXXX-XX-XX"
_NAMES_BEFORE_WEEKDAY = words("سوق صلاة خطبة بسوق خميس مركز منبر خطيب إمام")
_NAMES_BEFORE_TODAY = words(
    "المصري أخبار روسيا رأي صحيفة جريدة موقع قناة بوابة طوال طيلة يوميا صدى"
)
_WEEKDAY = N_("a weekday")
_LIST = N_("days under one noun")


def weekday_at(line: Line, at: int, *, bare: bool = False) -> int | None:
    """The weekday at token `at`; without its article only where `bare` allows it."""
    key = line.keys[at]
    return _WEEKDAYS.get(key) if bare or key in THE_WEEKDAYS else None


def read_weekday(line: Line, story: Story, at: int, key: str) -> When | None:
    """«الثلاثاء», «الجمعة الماضي», «الأربعاء فاتح نونبر 2023»; `key` is without proclitics."""
    number = _WEEKDAYS.get(key)
    if number is None or (at and stem_in(_NAMES_BEFORE_WEEKDAY, line.keys[at - 1]) is not None):
        return None
    stop = at + 1
    shift = shift_of(line.keys[stop])
    if shift is not None:
        stop += 1
    date = _date_after(line, story, stop)
    if date is not None:
        return _checked(date, number)
    if shift is None:
        return When(f"XXXX-WXX-{number}", stop, _WEEKDAY)
    day = day_of_weekday(story.published, number, shift)
    return When(day.isoformat() if day else f"XXXX-WXX-{number}", stop, DEICTIC)


def _date_after(line: Line, story: Story, at: int) -> When | None:
    """The date that a weekday or «يوم» at the token before `at` belongs to."""
    if line.keys[at] in ("،", ",", "الموافق", "ل") and line.keys[at + 1][:1].isdecimal():
        at += 1
    date = read_day(line, story, at, line.keys[at]) or read_literal(line, at)
    return date if date is not None and not date.silent else None


def _checked(date: When, weekday: int) -> When:
    actual = weekday_of(date.timex) if date.timex is not None else None
    if actual is None or actual == weekday:
        return date
    return replace(date, flags=(WEEKDAY_CONTRADICTS,), score=0.6)


def read_headed_day(line: Line, story: Story, at: int, key: str) -> When | None:
    """What «يوم» heads: a weekday, a day of a month, «غد», «أمس»; «يومه» is the article's day."""
    if key == "يومه":
        return _relative(line, story, at, 0) if _names_day(line, story, at + 1) else None
    if key != "يوم":
        return None
    following = line.keys[at + 1]
    if following in YESTERDAY or following in TOMORROW or following in ("اول", "بعد"):
        date = read_relative_day(line, story, at + 1, following, headed=True)
        if date is not None:
            return date
    return read_weekday(line, story, at + 1, following) or _date_after(line, story, at + 1)


def _names_day(line: Line, story: Story, at: int) -> bool:
    return weekday_at(line, at) is not None or _date_after(line, story, at) is not None


def read_relative_day(
    line: Line, story: Story, at: int, key: str, *, headed: bool = False
) -> When | None:
    """«اليوم», «أمس», «غدا», «بعد غد», «أول أمس», with the weekday and date that follow."""
    following = line.keys[at + 1]
    if key in TODAY:
        return _read_today(line, story, at)
    if key == "بعد" and following in TOMORROW:
        return _relative(line, story, at + 1, 2)
    if key == "اول":
        here = at + 2 if following == "من" else at + 1
        return _relative(line, story, here, -2) if line.keys[here] in YESTERDAY else None
    if key in YESTERDAY:
        if following == "الاول":
            return _relative(line, story, at + 1, -2)
        return _relative(line, story, at, -1)
    if key in TOMORROW and (headed or key == "غدا" or weekday_at(line, at + 1) is not None):
        return _relative(line, story, at, 1)
    return None


def _read_today(line: Line, story: Story, at: int) -> When | None:
    following, before = line.keys[at + 1], line.keys[at - 1] if at else ""
    if following in SAME or following in OTHER:
        return When(_UNKNOWN_DAY, at + 2, _WEEKDAY, 0.7)
    if weekday_at(line, at + 1) is None:
        is_named = following.startswith("ال") and len(following) > 4
        if is_named or following == "24" or before == "في":
            return None
        if stem_in(_NAMES_BEFORE_TODAY, before) is not None:
            return None
    return _relative(line, story, at, 0)


def _relative(line: Line, story: Story, at: int, days: int) -> When | None:
    """The day that the word at `at` means, with a weekday and a date that follow it."""
    day = shifted_day(story.published, days)
    weekday = weekday_at(line, at + 1)
    stop = at + 1 if weekday is None else at + 2
    date = _date_after(line, story, stop)
    if date is not None and date.timex is not None and date.alternatives:
        date = replace(date, timex=date.alternatives[0], alternatives=())  # the year is this one
    if date is not None:
        return _checked(date, weekday) if weekday is not None else date
    if day is not None:
        result = When(day.isoformat(), stop, DEICTIC)
        return _checked(result, weekday) if weekday is not None else result
    if weekday is not None:
        return When(f"XXXX-WXX-{weekday}", stop, DEICTIC)
    return When(_UNKNOWN_DAY, stop, DEICTIC, 0.85)


def read_week(line: Line, story: Story, at: int, key: str, *, bare: bool) -> When | None:
    """«الأسبوع الماضي», «هذا الأسبوع»; `bare` where «نهاية» or the like stands before it."""
    if key in THIS and line.keys[at + 1] in WEEKS:
        shift, stop = 0, at + 2
    elif key in WEEKS:
        following = shift_of(line.keys[at + 1])
        if following is None and line.keys[at + 1] in SAME | OTHER:
            return When("XXXX-WXX", at + 2, DEICTIC, 0.7)
        if following is None and not bare:
            return None
        shift, stop = following or 0, at + 1 + (following is not None)
    else:
        return None
    return When(week_timex(shifted_day(story.published, 7 * shift)), stop, DEICTIC)


def read_each(line: Line, at: int) -> When | None:
    """«كل خميس», «كل يوم جمعة»: a set of days."""
    here = at + 2 if line.keys[at + 1] == "يوم" else at + 1
    number = weekday_at(line, here, bare=True)
    if number is None or line.keys[here + 1] == "من":
        return None
    if here == at + 1 and line.keys[here] == "احد":
        return None
    return When(f"XXXX-WXX-{number}", here + 1, N_("a set of days"), 0.9)


# ----------------------------------------------------------------------------- under one noun


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
        weekday = _WEEKDAYS.get(key) if key in THE_WEEKDAYS else None
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
