"""Calendar expressions of every kind, tried from the most to the least specific.

Invariant: a noun that heads a date, a demonstrative and «بداية», «نهاية» and the like are in the
span; prepositions and parts of the day are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic.calendar import HIJRI_NAMES, MONTH_NAMES, SEASONS, year_timex
from workbench.arabic.numberwords import TENS, ordinal_starts
from workbench.extract.figure_grammar.amounts import is_between, plain_year, small_integer
from workbench.extract.figure_grammar.days import (
    DAY_HEADS,
    DAYS_HEADS,
    EACH,
    MONTHS_HEADS,
    THE_WEEKDAYS,
    TODAY,
    TOMORROW,
    WEEKS,
    YESTERDAY,
    read_days_list,
    read_each,
    read_headed_day,
    read_months_list,
    read_relative_day,
    read_week,
    read_weekday,
    read_years_list,
)
from workbench.extract.figure_grammar.lexicon import ARTICLES, article_cut, words
from workbench.extract.figure_grammar.literals import read_literal
from workbench.extract.figure_grammar.months import (
    FIRST_DAY,
    LAST_DAY,
    day_of_month,
    expects_month,
    read_day,
    read_month,
)
from workbench.extract.figure_grammar.reading import DATE, Found, Reading, one
from workbench.extract.figure_grammar.years import (
    CENTURY,
    DECADES,
    DEICTIC,
    PARTS,
    THIS,
    YEAR_HEADS,
    YEARS_HEADS,
    When,
    read_campaign,
    read_century,
    read_decade,
    read_part,
    read_season,
    read_year,
)
from workbench.messages import N_
from workbench.model import Timex

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

QUALIFIERS = words("بداية مطلع أوائل منتصف أواخر نهاية مستهل متم أواسط خواتم")
_NAMED_BY_A_DATE = words(
    "حركة ثورة شارع ساحة ملعب جسر ميدان جامعة انتفاضة قوى تحالف فريق حي ثانوية مدرسة حزب"
    " مستشفى كتيبة كتائب لواء مجموعة منظمة تيار بطريق قانون القانون مرسوم ظهير حرب انقلاب"
    " جبهة هجمات"
)
_SEASON_WORDS = frozenset(article + season for season in SEASONS for article in ("", "ال"))
_CAMPAIGNS = words("موسم الموسم")

STARTS = (
    THE_WEEKDAYS
    | DAY_HEADS
    | DAYS_HEADS
    | MONTHS_HEADS
    | WEEKS
    | TODAY
    | YESTERDAY
    | TOMORROW
    | EACH
    | FIRST_DAY
    | LAST_DAY
    | QUALIFIERS
    | CENTURY
    | YEAR_HEADS
    | YEARS_HEADS
    | _SEASON_WORDS
    | _CAMPAIGNS
    | THIS
    | frozenset(PARTS)
    | frozenset(DECADES)
    | frozenset(MONTH_NAMES)
    | frozenset(HIJRI_NAMES)
    | frozenset("ال" + word for word in ordinal_starts() | TENS.keys())
    | words("شهر الشهر نفس بعد أول عقد فصل")
)
"""Words that can begin a date."""


def read_date(line: Line, story: Story, at: int, cut: int, key: str) -> Reading | None:
    """The date that begins at token `at`, whose first `cut` letters are proclitics."""
    start = line.starts[at] + cut
    if key[:1].isdecimal():
        return _read_digits(line, story, at)
    if key in QUALIFIERS and key not in LAST_DAY:
        when = _read_core(line, story, at + 1, *_uncut(line, at + 1), qualified=True)
    else:
        when = _read_core(line, story, at, cut, key, qualified=False)
        if when is None and key in LAST_DAY:
            when = _read_core(line, story, at + 1, *_uncut(line, at + 1), qualified=True)
    return _reading(line, start, when, at) if when is not None else None


def _uncut(line: Line, at: int) -> tuple[int, str]:
    return 0, line.keys[at]


def _reading(line: Line, start: int, when: When, first: int) -> Reading:
    if when.silent or _is_name(line, first):
        return Reading((), when.stop)
    alternatives = tuple(Timex(timex) for timex in when.alternatives)
    value = Timex(when.timex) if when.timex is not None else None
    end = line.end(when.stop)
    return one(
        Found(start, end, DATE, value, when.reason, when.score, alternatives, when.flags), when.stop
    )


def _is_name(line: Line, first: int) -> bool:
    """Whether the date is the name of something: «حركة 20 فبراير»."""
    if first == 0 or not line.keys[first][:1].isdecimal():
        return False
    before = line.keys[first - 1]
    return before in _NAMED_BY_A_DATE or before.removeprefix("ال") in _NAMED_BY_A_DATE


def _read_core(
    line: Line, story: Story, at: int, cut: int, key: str, *, qualified: bool
) -> When | None:
    """Any date but one in digits, with the first word `key`."""
    if key[:1].isdecimal():
        return _day_in_digits(line, story, at) or read_year(line, story, at, key)
    return (
        _read_by_day(line, story, at, key, qualified=qualified)
        or _read_by_list(line, story, at, key)
        or _read_by_year(line, story, at, key, qualified=qualified)
        or read_month(
            line,
            story,
            at,
            key,
            alone=not qualified and not expects_month(line, at, cut),
        )
    )


def _read_by_day(line: Line, story: Story, at: int, key: str, *, qualified: bool) -> When | None:
    if key in EACH:
        return read_each(line, at)
    return (
        (read_weekday(line, story, at, key) if key in THE_WEEKDAYS else None)
        or (read_weekday_this(line, story, at) if key in THIS else None)
        or read_headed_day(line, story, at, key)
        or read_relative_day(line, story, at, key)
        or read_day(line, story, at, key)
        or read_week(line, story, at, key, bare=qualified)
        or _bare_month_end(line, story, at, key, qualified=qualified)
    )


def read_weekday_this(line: Line, story: Story, at: int) -> When | None:
    """«هذا الخميس», «هذا اليوم»."""
    if line.keys[at + 1] in THE_WEEKDAYS:
        return read_weekday(line, story, at + 1, line.keys[at + 1])
    if line.keys[at + 1] in TODAY:
        return read_relative_day(line, story, at + 1, line.keys[at + 1])
    return None


def _bare_month_end(line: Line, story: Story, at: int, key: str, *, qualified: bool) -> When | None:
    """«نهاية الشهر» is that of the article's month."""
    if not qualified or key != "الشهر":
        return None
    deictic = read_month(line, story, at, key, alone=False)
    if deictic is not None or story.published is None:
        return deictic or When("XXXX-XX", at + 1, DEICTIC, 0.8)
    return When(f"{story.published:%Y-%m}", at + 1, DEICTIC, 0.85)


def _read_by_list(line: Line, story: Story, at: int, key: str) -> When | None:
    if key in DAYS_HEADS:
        return read_days_list(line, story, at)
    if key in MONTHS_HEADS:
        return read_months_list(line, story, at)
    if key in YEARS_HEADS:
        return read_years_list(line, at) or _headed_decade(line, at)
    return _headed_decade(line, at) if key == "عقد" else None


def _headed_decade(line: Line, at: int) -> When | None:
    """«سنوات الثمانينيات», «عقد التسعينات»."""
    return read_decade(line, at + 1, line.keys[at + 1])


def _read_by_year(line: Line, story: Story, at: int, key: str, *, qualified: bool) -> When | None:
    when = (
        read_part(line, story, at, key)
        or read_campaign(line, at, key)
        or read_season(line, story, at, key)
        or read_decade(line, at, key)
        or read_century(line, story, at, key)
        or read_year(line, story, at, key)
    )
    if when is None and qualified and key in ("السنه", "العام"):
        year = story.last_year
        if year is None and story.published is not None:
            year = story.published.year
        when = When(year_timex(year), at + 1, DEICTIC, 0.85)
    return when


# -------------------------------------------------------------------------------------- in digits


def _day_in_digits(line: Line, story: Story, at: int) -> When | None:
    literal = read_literal(line, at)
    if literal is not None:
        return literal
    day = small_integer(line.keys[at], 31)
    return day_of_month(line, story, at + 1, (day,)) if day is not None else None


def _read_digits(line: Line, story: Story, at: int) -> Reading | None:
    """A date whose first token is a numeral: a day, a range of days, or a list of them."""
    start, first = line.starts[at], at
    before = line.keys[at - 1] if at else ""
    if before in ARTICLES:
        start, first = line.starts[at - 1] + article_cut(before), at - 1
    when = _day_in_digits(line, story, at)
    if when is not None:
        return _reading(line, start, when, at if first == at else first)
    day = small_integer(line.keys[at], 31)
    return _read_days(line, story, start, at, day) if day is not None else None


_JOINED = frozenset(("و", "،", ","))
_RANGED = words("إلى حتى - – —")


def _read_days(line: Line, story: Story, start: int, at: int, day: int) -> Reading | None:
    """«3 إلى 7 مارس» is one span; «3 و4 مارس» are two, the first with the month of the last."""
    days, ends, here, ranged = [day], [at + 1], at + 1, False
    while len(days) < 8:
        sign = line.keys[here]
        following = small_integer(line.keys[here + 1], 31)
        if following is None or not (sign in _JOINED or sign in _RANGED):
            break
        ranged = ranged or sign in _RANGED
        days.append(following)
        here += 2
        ends.append(here)
    if len(days) == 1:
        return None
    ranged = ranged or (len(days) == 2 and is_between(line, at))
    last = day_of_month(line, story, here, tuple(days) if ranged else (days[-1],))
    if last is None:
        return None
    if last.silent or last.timex is None:
        return Reading((), last.stop)
    if ranged:
        return _reading(line, start, last, at)
    found = []
    for day_, stop in zip(days[:-1], ends[:-1], strict=True):
        when = day_of_month(line, story, here, (day_,))
        if when is None or when.timex is None:
            return None
        first = start if stop == at + 1 else line.starts[stop - 1]
        reason = N_("a day that shares its month")
        found.append(Found(first, line.end(stop), DATE, Timex(when.timex), reason, 0.85))
    rest = _reading(line, line.starts[here - 1], last, here - 1)
    return Reading((*found, *rest.found), rest.stop)


def known_year(key: str) -> int | None:
    """The year that `key` names, for «السنة ذاتها» after it."""
    return plain_year(key) or (plain_year(key[-4:]) if "/" in key or "-" in key else None)
