"""Days of a month: «فاتح نونبر 2023», «متم شتنبر», «3 إلى 7 مارس», «20 منه».

Invariant: a day that its month does not have is no date; where the year is not told, the day keeps
X for it, and the nearest such day is an alternative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic.calendar import day_timex, last_day, nearest_year, shifted_month
from workbench.arabic.numberwords import read_cardinal, read_ordinal
from workbench.extract.figure_grammar.amounts import small_integer
from workbench.extract.figure_grammar.hijri import NO_SUCH_DAY, hijri_day
from workbench.extract.figure_grammar.lexicon import words
from workbench.extract.figure_grammar.months import (
    AMBIGUOUS,
    EVERY,
    JOINTS,
    MONTH_HEADS,
    THE_MONTH,
    Tail,
    month_at,
    month_tail,
)
from workbench.extract.figure_grammar.years import DEICTIC, SAME, THAT, THIS, When, shift_of
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

FIRST_DAY = words("فاتح الفاتح غرة")
LAST_DAY = words("متم")
_THE_FIRST = frozenset(("اول",))
_DAY = N_("a day of a month")


def _month_after_day(line: Line, at: int, *, needs_of: bool) -> int | None:
    """The token at which the month of a day begins, over «من» and «شهر»."""
    here = at
    if line.keys[here] == "من":
        here += 1
    elif needs_of:
        return None
    return here + 1 if line.keys[here] in MONTH_HEADS else here


def day_of_month(
    line: Line, story: Story, at: int, days: tuple[int, ...], *, needs_of: bool = False
) -> When | None:
    """The first and the last of `days` in the month that follows at token `at`."""
    here = _month_after_day(line, at, needs_of=needs_of)
    if here is None:
        return None
    deictic = _deictic_month(line, story, at)
    if deictic is not None:
        month_value, stop = deictic
        values = [_day_in(month_value, days[i]) for i in (0, -1)]
        if None in values:
            return None
        return When("/".join(dict.fromkeys(map(str, values))), stop, DEICTIC)
    found = month_at(line, here)
    if found is None:
        return hijri_day(line, story, here, days)
    month, stop = found
    tail = month_tail(line, story, stop)
    if tail.stop == stop and not tail.each:
        tail = _later_year(line, story, stop) or tail
    year = tail.year_for(story, month, days[0])
    timexes = [day_timex(year, month, day or last_day(year, month)) for day in days]
    if None in timexes:  # «31 فبراير»
        return When(None, tail.stop, NO_SUCH_DAY, 0.5)
    value = "/".join(dict.fromkeys(str(timexes[i]) for i in (0, -1)))
    others: tuple[str, ...] = ()
    if tail.stop == stop and len(days) == 1 and year is None:
        nearest = nearest_year(story.published, month, days[0])
        guess = day_timex(nearest, month, days[0] or last_day(nearest, month))
        others = (guess,) if nearest is not None and guess is not None else ()
    return When(value, tail.stop, tail.reason or _DAY, 0.97, alternatives=others)


def _day_in(month_value: str, day: int) -> str | None:
    """The day of a month that is given as TIMEX3; 0 is its last."""
    year, month = month_value.split("-")
    if not month.isdecimal():
        return f"{month_value}-{day:02}" if day else None
    known = int(year) if year.isdecimal() else None
    return day_timex(known, int(month), day or last_day(known, int(month)))


def _deictic_month(line: Line, story: Story, at: int) -> tuple[str, int] | None:
    """«15 من الشهر الجاري», «15 الجاري», «15 من هذا الشهر», «15 منه»: the month, where it ends."""
    key = line.keys[at]
    if key == "منه" and story.last_month is not None:
        return story.last_month, at + 1
    is_of = key == "من"
    here = at + is_of
    word, following = line.keys[here], line.keys[here + 1]
    shift = shift_of(word)
    if shift is not None and not word.endswith("ه"):
        return _shifted(story, shift), here + 1
    if word in THIS and following in THE_MONTH:
        return _shifted(story, 0), here + 2
    if word in THE_MONTH and (shift_of(following) is not None or following in SAME):
        shift = shift_of(following)
        return (story.last_month or _UNKNOWN if shift is None else _shifted(story, shift)), here + 2
    if is_of and word in THAT and following in THE_MONTH:
        return story.last_month or _UNKNOWN, here + 2
    if is_of and word in EVERY and following == "شهر":
        return _UNKNOWN, here + 2
    return (_UNKNOWN, here + 1) if is_of and word in THE_MONTH else None


_UNKNOWN = "XXXX-XX"


def _shifted(story: Story, shift: int) -> str:
    return shifted_month(story.published, shift) or _UNKNOWN


def _later_year(line: Line, story: Story, at: int) -> Tail | None:
    """The year of «7 أبريل 2024» for the «28 مارس» that «إلى» or «و» joins to it."""
    here = at
    if line.keys[here] not in JOINTS:
        return None
    here += 1
    if line.keys[here] == "غايه":
        here += 1
    if small_integer(line.keys[here], 31) is None:
        return None
    found = month_at(line, here + 1)
    if found is None:
        return None
    tail = month_tail(line, story, found[1])
    return Tail(at, tail.year, tail.shift) if tail.stop > found[1] else None


def read_day(line: Line, story: Story, at: int, key: str) -> When | None:
    """«15 مارس», «الـ15 من ماي», «فاتح نونبر», «متم شتنبر», «الخامس من مارس»."""
    if key in FIRST_DAY:
        return day_of_month(line, story, at + 1, (1,))
    if key in LAST_DAY:
        return day_of_month(line, story, at + 1, (0,))
    if key in _THE_FIRST:  # «أول يناير», but not «أول شهر»
        is_month = month_at(line, at + 1) is not None
        return day_of_month(line, story, at + 1, (1,)) if is_month else None
    day = small_integer(key, 31)
    if day is not None:
        return day_of_month(line, story, at + 1, (day,))
    counted = read_ordinal(line.keys, at, key)
    if counted is None and key.startswith("ال"):
        counted = read_cardinal(line.keys, at, key)
    if counted is None or not 1 <= counted.value <= 31:
        return None
    if at and line.keys[at - 1].removeprefix("ب") in _COUNTED_IN_MONTH:
        return None
    is_month = key.startswith("ال") and line.keys[counted.stop] not in AMBIGUOUS  # «السابع أكتوبر»
    days = (int(counted.value),)
    return day_of_month(line, story, counted.stop, days, needs_of=not is_month)


_COUNTED_IN_MONTH = words(
    "الأسبوع النصف الربع الثلث الأيام السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة"
    " الشطر العشر والأسبوع للأسبوع أسبوعه العشرة الأسابيع"
)
