"""Dates in digits alone: «14/02/2022», «31.12.2025», «2022-03-01», «26/9/1438هـ».

Invariant: the day stands before the month, as everywhere in the Arab press; where both orders make
a day, the other one is an alternative, and where neither does, there is no value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.arabic.calendar import MONTH_NAMES, day_timex, name_at, nearest_year
from workbench.arabic.hijri import FIRST_YEAR, LAST_YEAR, gregorian_day
from workbench.extract.figure_grammar.amounts import small_integer
from workbench.extract.figure_grammar.hijri import NO_SUCH_DAY
from workbench.extract.figure_grammar.lexicon import stem_in, words
from workbench.extract.figure_grammar.line import DATE_LITERAL
from workbench.extract.figure_grammar.years import COMMON_ERA, HIJRI, HIJRI_ERA, When
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

_LITERAL = re.compile(DATE_LITERAL)
_SIGN = re.compile(r"[/.-]")
_SPACED = [[day, month, 4] for day in (1, 2) for month in (1, 2)]
_CENTURY = 2000
_FIRST_DOTTED = 1900
_CODE_HEADS = words(
    "رقم الرقم برقم عدد العدد ملف الملف قانون القانون مرسوم المرسوم ظهير قرار القرار إصدار"
    " الإصدار نسخة هاتف الهاتف"
)


def read_literal(line: Line, at: int) -> When | None:
    """The date in digits that begins at token `at`, or None."""
    key = line.keys[at]
    if not key.isdecimal():
        if not _LITERAL.fullmatch(key):
            return None
        written, stop = _SIGN.split(key), at + 1
    elif line.keys[at + 1] in ("/", "-") and line.keys[at + 3] == line.keys[at + 1]:
        written, stop = line.keys[at : at + 5 : 2], at + 5  # «3 - 2 - 2025»
        if [len(part) for part in written] not in _SPACED or not "".join(written).isdecimal():
            return None
    else:
        return None
    parts = [int(part) for part in written]
    day, month, year = reversed(parts) if len(written[0]) == 4 else parts
    era = line.keys[stop]
    if era in HIJRI_ERA or FIRST_YEAR <= year <= LAST_YEAR:
        return _hijri(year, month, day, stop, era)
    if _is_code(line, at, year):
        return None
    is_iso = len(written[0]) == 4
    year += _CENTURY if not is_iso and len(written[2]) == 2 else 0
    return _gregorian(year, month, day, stop + (era in COMMON_ERA), is_iso=is_iso)


def _is_code(line: Line, at: int, year: int) -> bool:
    """«رقم 2.23.1067»: no date, but the number of a law."""
    before = line.keys[at - 1] if at else ""
    return stem_in(_CODE_HEADS, before) is not None or (
        "." in line.keys[at] and year < _FIRST_DOTTED
    )


def _gregorian(year: int, month: int, day: int, stop: int, *, is_iso: bool) -> When | None:
    if year < 1000:
        return None
    timex, swapped = day_timex(year, month, day), day_timex(year, day, month)
    if timex is not None:
        others = (swapped,) if swapped not in (None, timex) and not is_iso else ()
        return When(timex, stop, N_("a date in digits"), 0.97 - 0.1 * bool(others), (), others)
    if swapped is not None:
        return When(swapped, stop, N_("a date in digits, month first"), 0.6)
    return When(None, stop, NO_SUCH_DAY, 0.5) if 1 <= day <= 31 and 1 <= month <= 12 else None


def _hijri(year: int, month: int, day: int, stop: int, era: str) -> When | None:
    """A Hijri date in digits; without its era, the Gregorian date remains thinkable."""
    converted = gregorian_day(year, month, day)
    if era in HIJRI_ERA:
        stop += 1
        if converted is None:
            is_near = 1 <= day <= 30 and 1 <= month <= 12
            return When(None, stop, NO_SUCH_DAY, 0.5, is_hijri=True) if is_near else None
        return When(converted.isoformat(), stop, HIJRI, 0.95, is_hijri=True)
    other = day_timex(year, month, day)
    if converted is None:
        return None
    others = (other,) if other is not None else ()
    return When(converted.isoformat(), stop, HIJRI, 0.8, (), others, is_hijri=True)


def read_day_and_month(line: Line, story: Story, at: int) -> When | None:
    """«15/3» after «يوم» or a weekday, which the caller has read: the year is not told."""
    day, month = small_integer(line.keys[at], 31), small_integer(line.keys[at + 2], 12)
    if line.keys[at + 1] not in _DAY_SIGNS or day is None or month is None:
        return None
    if line.keys[at + 3] == line.keys[at + 1]:
        return None
    timex = day_timex(None, month, day)
    if timex is None:
        return None
    nearest = day_timex(nearest_year(story.published, month, day), month, day)
    others = (nearest,) if nearest is not None and story.published is not None else ()
    return When(timex, at + 3, N_("a date in digits"), 0.8, alternatives=others)


_DAY_SIGNS = frozenset("/-")


def read_named_literal(line: Line, at: int) -> When | None:
    """«15/مارس/2024», «15-مارس-2024»."""
    sign = line.keys[at + 1]
    day = small_integer(line.keys[at], 31)
    if day is None or sign not in _DAY_SIGNS:
        return None
    found = name_at(MONTH_NAMES, line.keys, at + 2)
    if found is None or line.keys[found[1]] != sign:
        return None
    year = small_integer(line.keys[found[1] + 1], 2199)
    timex = day_timex(year, found[0], day) if year is not None and year >= 1000 else None
    return When(timex, found[1] + 2, N_("a date in digits")) if timex is not None else None
