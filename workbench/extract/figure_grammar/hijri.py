"""Dates of the Hijri calendar: «12 ربيع الأول 1445 هـ», «شهر رمضان الماضي», «1445/3/12هـ».

Invariant: the value is Gregorian, by the Umm al-Qura calendar; a month has only the years that it
is in, and a day without its year is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.arabic.calendar import name_at, year_timex
from workbench.arabic.hijri import (
    FIRST_YEAR,
    HIJRI_NAMES,
    LAST_YEAR,
    gregorian_day,
    gregorian_years,
    hijri_year_in,
    month_length,
    nearest_day,
    year_of_hijri_month,
)
from workbench.extract.figure_grammar.amounts import plain_year
from workbench.extract.figure_grammar.lexicon import stem_in, words
from workbench.extract.figure_grammar.years import (
    HIJRI,
    HIJRI_ERA,
    HIJRI_UNKNOWN,
    THIS,
    When,
    shift_of,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

NO_SUCH_DAY = N_("a date that no calendar has")
UNKNOWN_DAY = "XXXX-XX-XX"
_YEAR_WORDS = words("عام سنة لعام لسنة العام السنة")
_MONTH_WORDS = words("شهر لشهر الشهر")
_ALONE = words("رمضان شوال شعبان ذي ذو ذا ذوالحجة ذوالقعدة المحرم")
"""Months that a preposition before them suffices to tell; the others are also other words."""

_BEFORE_MONTH = words(
    "في خلال من قبل بعد قبيل منذ حتى طيلة طوال إلى غاية لشهر هلال انتهى بداية نهاية حلول قدوم"
    " دخول انقضاء مع مطلع أواخر أوائل منتصف عشية غرة فاتح متم كل بين"
)
_NO_MONTH_AFTER = words("صبحي طيب قديروف عبد")
"""What follows a person's name «رمضان», «رجب»."""

_ZERO = frozenset(("صفر",))


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a Hijri month: its year, if it is told, and where the expression ends."""

    stop: int
    year: int | None = None
    gregorian: int | None = None
    is_said: bool = False


def _tail(line: Line, story: Story, at: int, month: int) -> _Tail:
    shift = shift_of(line.keys[at])
    if shift is not None:
        return _Tail(at + 1, year_of_hijri_month(story.published, month, shift), is_said=True)
    here = at + (line.keys[at] in ("من", "،", ","))
    if line.keys[here] in THIS and line.keys[here + 1] in _YEAR_WORDS:
        return _Tail(at)
    here += line.keys[here] in _YEAR_WORDS
    key = line.keys[here]
    has_era = line.keys[here + 1] in HIJRI_ERA
    if key.isdecimal() and (len(key) == 4 or (len(key) <= 3 and has_era)):
        year = int(key)
        if has_era or 1 <= year <= LAST_YEAR + 100:
            return _Tail(here + 1 + has_era, year, is_said=True)
        if plain_year(key) is not None:  # «رمضان 2024»
            return _Tail(here + 1, gregorian=year, is_said=True)
    return _Tail(at)


def hijri_day(line: Line, story: Story, at: int, days: tuple[int, ...]) -> When | None:
    """The first to the last of `days` in the Hijri month at token `at`; day 0 is its last."""
    found = name_at(HIJRI_NAMES, line.keys, at)
    if found is None:
        return None
    month, stop = found
    tail = _tail(line, story, stop, month)
    if line.keys[at] in _ZERO and not tail.is_said and line.keys[at - 1] not in _OF:
        return None  # «3 - صفر»
    year = tail.year
    if tail.gregorian is not None:
        year = hijri_year_in(tail.gregorian, month, days[0] or 1)
    if year is None:
        return _day_without_year(story, month, days, tail.stop)
    values = [_converted(year, month, day) for day in dict.fromkeys((days[0], days[-1]))]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        is_in_range = FIRST_YEAR <= year <= LAST_YEAR
        reason = NO_SUCH_DAY if is_in_range else HIJRI_UNKNOWN
        return When(None, tail.stop, reason, 0.6, is_hijri=True)
    return When("/".join(known), tail.stop, HIJRI, 0.9, is_hijri=True)


_OF = words("من شهر")


def _converted(year: int, month: int, day: int) -> str | None:
    length = month_length(year, month)
    if length is None:
        return None
    converted = gregorian_day(year, month, day or length)
    return converted.isoformat() if converted is not None else None


def _day_without_year(story: Story, month: int, days: tuple[int, ...], stop: int) -> When:
    others: tuple[str, ...] = ()
    nearest = nearest_day(story.published, month, days[0] or 29)
    if nearest is not None and len(days) == 1:
        others = (nearest.isoformat(),)
    return When(UNKNOWN_DAY, stop, HIJRI, 0.7, alternatives=others, is_hijri=True)


def read_hijri_month(
    line: Line, story: Story, at: int, key: str, *, expected: bool = False
) -> When | None:
    """«شهر رمضان», «رمضان الماضي», «في رمضان»; `key` is token `at` without its proclitics.

    `expected` says that a word before it asks for a date.
    """
    headed = key in _MONTH_WORDS
    name_starts = at + headed
    found = name_at(HIJRI_NAMES, line.keys, name_starts, None if headed else key)
    if found is None:
        return None
    month, stop = found
    tail = _tail(line, story, stop, month)
    is_told = headed or tail.is_said
    before = line.keys[at - 1] if at else ""
    may_stand = key in _ALONE and line.keys[stop] not in _NO_MONTH_AFTER
    if not is_told and not (may_stand and (expected or stem_in(_BEFORE_MONTH, before) is not None)):
        return None
    if tail.year is None:
        near = nearest_day(story.published, month, 1) if tail.gregorian is None else None
        year = near.year if near is not None else tail.gregorian
        return When(year_timex(year), tail.stop, _MONTH, 0.8)
    years = gregorian_years(tail.year, month)
    if years is None:
        return When(None, tail.stop, HIJRI_UNKNOWN, 0.8)
    timex = "/".join(dict.fromkeys(map(year_timex, years)))
    return When(timex, tail.stop, _MONTH, 0.8)


_MONTH = N_("a Hijri month, told by its Gregorian year")
