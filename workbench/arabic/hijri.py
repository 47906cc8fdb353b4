"""The Hijri calendar of the news: its months by name, and its days as Gregorian ones.

Invariant: a day is converted by the Umm al-Qura calendar (the `hijridate` package, 1343 to 1500 AH)
or not at all; a day that the calendar does not have is none. The Maghreb goes by the sighting of
the moon and may be a day later.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from hijridate import Gregorian, Hijri

from workbench.arabic.calendar import names_by_first_word

FIRST_YEAR, LAST_YEAR = 1343, 1500
"""The years that can be converted."""

_MONTHS: tuple[str, ...] = (
    "محرم, المحرم, محرم الحرام",
    "صفر, صفر الخير",
    "ربيع الأول, ربيع أول",
    "ربيع الثاني, ربيع الآخر, ربيع ثاني, ربيع الثانى",
    "جمادى الأولى, جمادى الأول, جمادى أولى",
    "جمادى الثانية, جمادى الآخرة, جمادى الثاني, جمادى الآخر",
    "رجب, رجب الفرد",
    "شعبان, شعبان المعظم",
    "رمضان, رمضان المبارك, رمضان الكريم, رمضان الأبرك, رمضان المعظم, رمضان الفضيل",
    "شوال",
    "ذو القعدة, ذي القعدة, ذا القعدة, ذوالقعدة, ذيالقعدة",
    "ذو الحجة, ذي الحجة, ذا الحجة, ذوالحجة, ذيالحجة",
)

HIJRI_NAMES = names_by_first_word(
    {name.strip(): number for number, names in enumerate(_MONTHS, 1) for name in names.split(",")}
)
"""The months by the folded first word of their names."""


@lru_cache(maxsize=512)
def gregorian_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one, or None where it cannot be told or does not exist."""
    try:
        converted = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date.fromordinal(converted.toordinal())


def month_length(year: int, month: int) -> int | None:
    """29 or 30, or None outside the calendar."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return Hijri(year, month, 1).month_length()


def gregorian_years(year: int, month: int | None = None) -> tuple[int, int] | None:
    """The Gregorian years in which a Hijri year, or one of its months, begins and ends."""
    first = gregorian_day(year, month or 1, 1)
    last_month = month or 12
    length = month_length(year, last_month)
    last = gregorian_day(year, last_month, length) if length is not None else None
    return (first.year, last.year) if first is not None and last is not None else None


def hijri_month_of(day: date) -> tuple[int, int] | None:
    """The Hijri year and month of a Gregorian day, or None outside the calendar."""
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return hijri.year, hijri.month


def nearest_day(today: date | None, month: int, day: int) -> date | None:
    """That day of a Hijri month which lies nearest to `today`."""
    here = hijri_month_of(today) if today is not None else None
    if today is None or here is None:
        return None
    around = [gregorian_day(here[0] + shift, month, day) for shift in (-1, 0, 1)]
    known = [found for found in around if found is not None]
    return min(known, key=lambda found: abs(found.toordinal() - today.toordinal()), default=None)


def year_of_hijri_month(today: date | None, month: int, shift: int) -> int | None:
    """The Hijri year of the last such month before `today`'s, of this year, or of the next one."""
    here = hijri_month_of(today) if today is not None else None
    if here is None:
        return None
    year, current = here
    if shift < 0:
        return year if month < current else year - 1
    if shift > 0:
        return year if month > current else year + 1
    return year


def hijri_year_in(gregorian: int, month: int, day: int) -> int | None:
    """The Hijri year whose day of a month falls in a Gregorian year; the first of two."""
    guess = (gregorian - 622) * 33 // 32
    for year in range(guess - 1, guess + 3):
        found = gregorian_day(year, month, day)
        if found is not None and found.year == gregorian:
            return year
    return None
