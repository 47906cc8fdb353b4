"""The calendar of Arabic news: names of months and weekdays, and TIMEX3 values as strings.

Invariant: every value made here is a TIMEX3 string in which X stands for what is not known, and
no value depends on today's date.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from workbench.arabic.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# One row a month: the Egyptian-Gulf, Levantine, Moroccan and Algerian-Tunisian names.
_MONTHS: tuple[tuple[str, ...], ...] = (
    ("يناير", "ينائر", "كانون الثاني", "جانفي", "جانفيي"),
    ("فبراير", "شباط", "فيفري", "فيفريي", "فبرائر"),
    ("مارس", "آذار"),
    ("أبريل", "إبريل", "نيسان", "أفريل"),
    ("مايو", "ماي", "أيار", "آيار", "مايه"),
    ("يونيو", "يونيه", "يونية", "حزيران", "جوان"),
    ("يوليو", "يوليوز", "يوليه", "يولية", "تموز", "جويلية", "جويليه"),
    ("أغسطس", "غشت", "آب", "أوت", "آوت"),
    ("سبتمبر", "شتنبر", "أيلول", "سبتنبر"),
    ("أكتوبر", "تشرين الأول", "أوكتوبر"),
    ("نوفمبر", "نونبر", "تشرين الثاني", "نوفنبر"),
    ("ديسمبر", "دجنبر", "كانون الأول", "دسمبر", "دجمبر"),
)

_WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("اثنين", "إثنين", "أثنين", "إتنين", "اتنين"),
    ("ثلاثاء", "ثلثاء", "ثلاتاء", "تلاتاء", "ثلاثا"),
    ("أربعاء", "إربعاء", "أربعا"),
    ("خميس",),
    ("جمعة", "جمعه"),
    ("سبت",),
    ("أحد", "آحد"),
)


def _spellings(rows: Sequence[Sequence[str]], *prefixes: str) -> Mapping[str, int]:
    """Each name with every prefix, with and without its hamzas, to the number of its row."""
    table: dict[str, int] = {}
    for number, names in enumerate(rows, 1):
        for name in names:
            bare = name.translate(_NO_HAMZA)
            for prefix in prefixes:
                for spelling in (name, bare, f"أ{bare[1:]}" if bare[0] == "ا" else name):
                    table.setdefault(prefix + spelling, number)
    return MappingProxyType(table)


_NO_HAMZA = str.maketrans("أإآ", "ااا")

MONTHS: Mapping[str, int] = _spellings(_MONTHS, "")
"""Every Gregorian month name, hamza written or dropped, to 1..12; some names are two words."""

WEEKDAYS: Mapping[str, int] = _spellings(_WEEKDAYS, "ال", "")
"""Every weekday name, with and without the article, to 1..7; Monday is 1."""

Names: TypeAlias = "Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]"


def names_by_first_word(names: Mapping[str, int]) -> Names:
    """The other words and the number of each name, by its first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name, number in names.items():
        first, *rest = fold(name).split()
        row = (tuple(rest), number)
        if row not in table.setdefault(first, []):
            table[first].append(row)
    return MappingProxyType(
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}
    )


MONTH_NAMES: Names = names_by_first_word(MONTHS)
"""The months by the folded first word of their names."""

SEASONS: Mapping[str, str] = MappingProxyType(
    {
        fold(name): code
        for name, code in (("ربيع", "SP"), ("صيف", "SU"), ("خريف", "FA"), ("شتاء", "WI"))
    }
)
"""The seasons, without article, to their TIMEX3 codes."""

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def name_at(
    names: Names, words: Sequence[str], at: int, first: str | None = None
) -> tuple[int, int] | None:
    """The number of the longest of `names` that begins at `words[at]`, and the index after it.

    `first` replaces `words[at]`, without its proclitics.
    """
    for rest, number in names.get(words[at] if first is None else first, ()):
        stop = at + 1 + len(rest)
        if tuple(words[at + 1 : stop]) == rest:
            return number, stop
    return None


# ------------------------------------------------------------------------------------------ values


def day_timex(year: int | None, month: int, day: int) -> str | None:
    """The TIMEX3 value of a day, or None where the month has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    return f"{year_timex(year)}-{month:02}-{day:02}"


def month_timex(year: int | None, month: int) -> str:
    """The TIMEX3 value of a month."""
    return f"{year_timex(year)}-{month:02}"


def year_timex(year: int | None) -> str:
    """The TIMEX3 value of a year."""
    return "XXXX" if year is None else f"{year:04}"


def week_timex(day: date | None) -> str:
    """The TIMEX3 value of the ISO week of `day`."""
    if day is None:
        return "XXXX-WXX"
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def last_day(year: int | None, month: int) -> int:
    """The last day of a month; that of a February of an unknown year is the 28th."""
    return monthrange(year or 2001, month)[1]


def weekday_of(timex: str) -> int | None:
    """The weekday of a TIMEX3 day, Monday 1, or None where the day is not fully known."""
    try:
        return date.fromisoformat(timex).isoweekday() if len(timex) == 10 else None
    except ValueError:
        return None


def days_between(first: str, second: str) -> int:
    """How many days `second` lies after `first`; both are fully known TIMEX3 days."""
    return date.fromisoformat(second).toordinal() - date.fromisoformat(first).toordinal()


def day_after(timex: str | None, days: int) -> str | None:
    """The TIMEX3 day that lies `days` after one, or None where that is not fully known."""
    if timex is None or len(timex) != 10 or not timex.replace("-", "").isdecimal():
        return None
    day = shifted_day(date.fromisoformat(timex), days)
    return day.isoformat() if day is not None else None


def month_after(timex: str | None, months: int) -> str | None:
    """The TIMEX3 month that lies `months` after one, or None where that is not fully known."""
    if timex is None or not timex.replace("-", "").isdecimal():
        return None
    return shifted_month(date.fromisoformat(f"{timex}-01"), months)


# --------------------------------------------------------------------- values that depend on a day
# `shift` is -1 for «الماضي», 0 for «الجاري», 1 for «المقبل»; None is returned where `today`, the
# day of the article, is not known.


def shifted_day(today: date | None, days: int) -> date | None:
    """`today` and `days` more."""
    if today is None or not date.min.toordinal() <= today.toordinal() + days:
        return None
    return date.fromordinal(min(today.toordinal() + days, date.max.toordinal()))


def shifted_year(today: date | None, shift: int) -> int | None:
    """The year before, of or after `today`."""
    return _year(today.year + shift) if today is not None else None


def _year(year: int) -> int | None:
    """`year` if TIMEX3 can write it."""
    return year if 1 <= year <= 9999 else None


def term_timex(today: date | None, shift: int) -> str:
    """The two years of the last, this or the next season of sports, farming or school.

    A season goes from the end of summer to the next one; in July the one that ended is the last.
    """
    if today is None:
        return "XXXX/XXXX"
    first_month = {-1: 7, 0: 8, 1: 9}[shift]
    began = today.year - (today.month < first_month) + shift
    return f"{year_timex(_year(began))}/{year_timex(_year(began + 1))}"


def shifted_month(today: date | None, shift: int) -> str | None:
    """The month before, of or after `today`."""
    if today is None:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 + shift, 12)
    return month_timex(_year(year), month + 1)


def year_of_month(today: date | None, month: int, shift: int, day: int | None = None) -> int | None:
    """The year of «مارس الماضي»: the last March that was over, or the next that has not begun."""
    if today is None or shift == 0:
        return shifted_year(today, 0)
    here, there = (today.month, today.day), (month, day or today.day)
    if shift < 0:
        return today.year if there < here else _year(today.year - 1)
    return today.year if there > here else _year(today.year + 1)


def nearest_year(today: date | None, month: int, day: int) -> int | None:
    """The year in which a day of a month lies nearest to `today`."""
    if today is None:
        return None
    away = (month - today.month) * 30.4 + day - today.day
    return _year(today.year + (away < -183) - (away > 183))


def year_of_season(today: date | None, season: str, shift: int) -> int | None:
    """The year in which the last, this or the next such season began."""
    if today is None:
        return None
    start = _SEASON_STARTS[season]
    began = today.year if today.month >= start else today.year - 1
    months_in = (today.month - start) % 12
    if shift > 0:
        return _year(began + 1)
    is_now = months_in < 3
    return _year(began - 1) if shift < 0 and is_now else _year(began)


def day_of_weekday(today: date | None, weekday: int, shift: int) -> date | None:
    """The last such weekday before `today`, that of its week, or the next one after it."""
    if today is None:
        return None
    if shift == 0:
        return shifted_day(today, weekday - today.isoweekday())
    away = (weekday - today.isoweekday()) % 7 or 7
    return shifted_day(today, away if shift > 0 else (away - 7 or -7))
