"""Months and days of a month: «فاتح نونبر 2023», «آذار/مارس الماضي», «من 3 إلى 7 مارس».

Invariant: a year is taken from the words beside the month or from the article's day, never
guessed; where neither tells it, it is X.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.arabic.calendar import (
    HIJRI_NAMES,
    MONTH_NAMES,
    day_timex,
    last_day,
    month_timex,
    name_at,
    nearest_year,
    shifted_month,
    year_of_month,
    year_timex,
)
from workbench.arabic.numberwords import read_cardinal, read_ordinal
from workbench.extract.figure_grammar.amounts import plain_year, small_integer
from workbench.extract.figure_grammar.items import is_noun
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.years import (
    COMMON_ERA,
    DEICTIC,
    HIJRI,
    HIJRI_ERA,
    NEXT,
    NOW,
    PAST,
    SAME,
    THIS,
    YEAR_HEADS,
    When,
    read_year,
    shift_of,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

_MONTH_HEADS = words("شهر لشهر")
_THE_MONTH = frozenset(("الشهر",))
_EACH = frozenset(("كل",))
_AMBIGUOUS = words("مارس ماي آب أوت جوان نيسان أيار تموز شباط مايه حزيران")
"""Months that are also other words or names: alone, they need a word that expects a month."""

FIRST_DAY = words("فاتح الفاتح")
LAST_DAY = words("متم")
_DAY = N_("a day of a month")
_MONTH = N_("a month")


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a month: its year, or the way to it from the article's day."""

    stop: int
    year: int | None = None
    shift: int | None = None
    each: bool = False
    reason: str | None = None

    def year_for(self, story: Story, month: int, day: int | None = None) -> int | None:
        if self.shift is None:
            return self.year
        return year_of_month(story.published, month, self.shift, day)


def month_at(line: Line, at: int, key: str | None = None) -> tuple[int, int] | None:
    """The month named at `at`, also in two calendars: «آذار/مارس», «مارس (آذار)».

    `key` is token `at` without its proclitics.
    """
    key = line.keys[at] if key is None else key
    found = name_at(MONTH_NAMES, line.keys, at, key)
    if found is None or (key == "اب" and "آ" not in line.written(at)):
        return None
    month, stop = found
    if line.keys[stop] in ("/", "(", "-"):
        again = name_at(MONTH_NAMES, line.keys, stop + 1)
        if again is not None and again[0] == month:
            closed = line.keys[stop] == "(" and line.keys[again[1]] == ")"
            if line.keys[stop] != "(" or closed:
                return month, again[1] + closed
    return found


def _tail(line: Line, story: Story, at: int) -> _Tail:
    key = line.keys[at]
    shift = shift_of(key)
    if shift is not None:
        year = plain_year(line.keys[at + 1])
        if year is not None:
            return _Tail(at + 2, year)
        return _Tail(at + 1, shift=shift, reason=DEICTIC)
    if key in SAME:
        return _Tail(at + 1, story.last_year)
    if plain_year(key) is not None:
        return _Tail(at + 1 + (line.keys[at + 1] in COMMON_ERA), plain_year(key))
    year = plain_year(line.keys[at + 1]) if key in ("،", ",") else None
    if year is not None and not is_noun(line.keys[at + 2]):
        return _Tail(at + 2, year)
    here = at
    if key == "من":
        here += 1
        if line.keys[here] in _EACH and line.keys[here + 1] in YEAR_HEADS:
            return _Tail(here + 2, each=True)
    found = stem_in(YEAR_HEADS | THIS | {"نفس"}, line.keys[here])
    if found is not None or here > at:
        year_read = read_year(line, story, here, found[1] if found else line.keys[here])
        if year_read is not None and year_read.timex is not None and len(year_read.timex) == 4:
            known = int(year_read.timex) if year_read.timex.isdecimal() else None
            return _Tail(year_read.stop, known, reason=year_read.reason)
    return _Tail(at)


def read_month(line: Line, story: Story, at: int, key: str, *, alone: bool) -> When | None:
    """A month with or without «شهر» and its year; `alone` says that no preposition expects it."""
    if key in THIS and line.keys[at + 1] == "الشهر":
        return When(shifted_month(story.published, 0) or "XXXX-XX", at + 2, DEICTIC)
    if key in _THE_MONTH:
        shift = shift_of(line.keys[at + 1])
        if shift is not None:
            return When(shifted_month(story.published, shift) or "XXXX-XX", at + 2, DEICTIC)
        return _same_month(line, story, at) if line.keys[at + 1] in SAME else None
    headed = key in _MONTH_HEADS
    found = month_at(line, at + 1) if headed else month_at(line, at, key)
    if found is None:
        return _hijri_month(line, at + headed) if headed else None
    month, stop = found
    tail = _tail(line, story, stop)
    is_bare = tail.stop == stop == at + 1
    if alone and is_bare and key in _AMBIGUOUS:
        return None
    year = tail.year_for(story, month)
    return When(month_timex(year, month), tail.stop, tail.reason or _MONTH)


def _same_month(line: Line, story: Story, at: int) -> When:
    """«الشهر نفسه», «الشهر نفسه من العام الموالي»."""
    month = (story.last_month or "XXXX-XX")[5:]
    tail = _tail(line, story, at + 2)
    if tail.stop == at + 2:
        return When(story.last_month or "XXXX-XX", at + 2, _MONTH, 0.8)
    return When(f"{year_timex(tail.year)}-{month}", tail.stop, _MONTH, 0.8)


def _hijri_month(line: Line, at: int) -> When | None:
    """«شهر رمضان»: recognised, so that nothing in it is read as something else."""
    found = name_at(HIJRI_NAMES, line.keys, at)
    return When(None, found[1], HIJRI, silent=True) if found is not None else None


def _month_after_day(line: Line, at: int, *, needs_of: bool) -> int | None:
    """The token at which the month of a day begins, over «من» and «شهر»."""
    here = at
    if line.keys[here] == "من":
        here += 1
    elif needs_of:
        return None
    return here + 1 if line.keys[here] in _MONTH_HEADS else here


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
        return _hijri_day(line, here)
    month, stop = found
    tail = _tail(line, story, stop)
    if tail.stop == stop and not tail.each:
        tail = _later_year(line, story, stop) or tail
    year = tail.year_for(story, month, days[0])
    timexes = [day_timex(year, month, day or last_day(year, month)) for day in days]
    if None in timexes:
        return None
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
    """«15 من الشهر الجاري», «15 الجاري», «15 من هذا الشهر»."""
    key = line.keys[at]
    if key == "منه" and story.last_month is not None:
        return story.last_month, at + 1
    if key in PAST | NOW | NEXT and not key.endswith("ه"):
        shift = shift_of(key)
        return shifted_month(story.published, shift or 0) or "XXXX-XX", at + 1
    here = at + 1 if key == "من" else at
    if line.keys[here] in THIS and line.keys[here + 1] in _THE_MONTH:
        return shifted_month(story.published, 0) or "XXXX-XX", here + 2
    if line.keys[here] in _THE_MONTH:
        shift = shift_of(line.keys[here + 1])
        if shift is not None:
            return shifted_month(story.published, shift) or "XXXX-XX", here + 2
        if line.keys[here + 1] in SAME:
            return story.last_month or "XXXX-XX", here + 2
    if key == "من" and shift_of(line.keys[here]) is not None:
        return shifted_month(story.published, shift_of(line.keys[here]) or 0) or "XXXX-XX", here + 1
    if key == "من" and line.keys[here] == "نفس" and line.keys[here + 1] in _THE_MONTH:
        return story.last_month or "XXXX-XX", here + 2
    return None


def _later_year(line: Line, story: Story, at: int) -> _Tail | None:
    """The year of «7 أبريل 2024» for the «28 مارس» that «إلى» or «و» joins to it."""
    here = at
    if line.keys[here] not in _JOINTS:
        return None
    here += 1
    if line.keys[here] == "غايه":
        here += 1
    if small_integer(line.keys[here], 31) is None:
        return None
    found = month_at(line, here + 1)
    if found is None:
        return None
    tail = _tail(line, story, found[1])
    return _Tail(at, tail.year, tail.shift) if tail.stop > found[1] else None


_JOINTS = words("و إلى حتى - – —")


def _hijri_day(line: Line, at: int) -> When | None:
    """A day of a Hijri month: a date where its year stands there, else nothing."""
    found = name_at(HIJRI_NAMES, line.keys, at)
    if found is None:
        return None
    stop = found[1]
    if line.keys[stop] in ("عام", "سنه", "لعام"):
        stop += 1
    year = line.keys[stop]
    if year.isdecimal() and len(year) == 4 and 1 <= int(year) <= 1600:
        return When(None, stop + 1 + (line.keys[stop + 1] in HIJRI_ERA), HIJRI, 0.8)
    return When(None, found[1], HIJRI, silent=True)


def read_day(line: Line, story: Story, at: int, key: str) -> When | None:
    """«15 مارس», «الـ15 من ماي», «فاتح نونبر», «متم شتنبر», «الخامس من مارس»."""
    if key in FIRST_DAY:
        return day_of_month(line, story, at + 1, (1,))
    if key in LAST_DAY:
        return day_of_month(line, story, at + 1, (0,))
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
    return day_of_month(line, story, counted.stop, (int(counted.value),), needs_of=True)


_COUNTED_IN_MONTH = words(
    "الأسبوع النصف الربع الثلث الأيام السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة"
    " الشطر العشر والأسبوع للأسبوع أسبوعه العشرة الأسابيع"
)


def expects_month(line: Line, at: int, cut: int) -> bool:
    """Whether the word before token `at`, or a preposition on it, expects a date."""
    if cut and line.text[line.starts[at] + cut - 1] in "بلك":
        return True
    before = line.keys[at - 1] if at else ""
    return stem_in(_BEFORE_MONTH, before) is not None or stem_in(MONTH_NAMES, before) is not None


_BEFORE_MONTH = (PREPOSITIONS & words("في منذ خلال من بين إلى حتى قبل بعد")) | words(
    "أوائل أواخر مطلع نهاية بداية منتصف غاية شهري شهرا متم فاتح"
)
