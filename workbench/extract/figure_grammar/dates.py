"""Calendar expressions of every kind, tried from the most to the least specific.

Invariant: a noun that heads a date, a demonstrative and «بداية», «نهاية» and the like are in the
span; prepositions and parts of the day are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic.calendar import MONTH_NAMES, SEASONS, year_timex
from workbench.arabic.hijri import HIJRI_NAMES
from workbench.arabic.numberwords import TENS, ordinal_starts
from workbench.extract.figure_grammar.amounts import is_between, small_integer
from workbench.extract.figure_grammar.centuries import (
    CENTURY,
    DECADES,
    THE_DECADE,
    read_century,
    read_counted_decade,
    read_decade,
)
from workbench.extract.figure_grammar.days import (
    DAY_HEADS,
    THE_WEEKDAYS,
    TODAY,
    TOMORROW,
    TONIGHT,
    WEEKDAY_NUMBERS,
    WEEKS,
    YESTERDAY,
    read_each,
    read_headed_day,
    read_relative_day,
    read_week,
    read_weekday,
)
from workbench.extract.figure_grammar.lexicon import ARTICLES, article_cut, stem_in, words
from workbench.extract.figure_grammar.lists import (
    DAYS_HEADS,
    MONTHS_HEADS,
    read_days_list,
    read_months_list,
    read_years_list,
)
from workbench.extract.figure_grammar.literals import read_literal, read_named_literal
from workbench.extract.figure_grammar.month_days import (
    FIRST_DAY,
    LAST_DAY,
    day_of_month,
    read_day,
)
from workbench.extract.figure_grammar.months import expects_month, read_month
from workbench.extract.figure_grammar.pairs import told_by_pair
from workbench.extract.figure_grammar.reading import DATE, Found, Reading, one
from workbench.extract.figure_grammar.seasons import (
    CAMPAIGNS,
    EACH,
    PARTS,
    read_campaign,
    read_part,
    read_season,
)
from workbench.extract.figure_grammar.years import (
    DEICTIC,
    THAT,
    THIS,
    YEAR_HEADS,
    YEARS_HEADS,
    When,
    bare_year,
    read_year,
)
from workbench.messages import N_
from workbench.model import Timex

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

QUALIFIERS = words("بداية مطلع أوائل منتصف أواخر نهاية مستهل متم أواسط خواتم موفى بدايات نهايات")
_NAMED_BY_A_DATE = words(
    "حركة ثورة شارع ساحة ملعب جسر ميدان جامعة انتفاضة قوى تحالف فريق حي ثانوية مدرسة حزب"
    " مستشفى كتيبة كتائب لواء مجموعة منظمة تيار بطريق قانون القانون مرسوم ظهير حرب انقلاب"
    " جبهة هجمات كوبري شوارع مدينة محطة نفق انتصارات نصر انتصار ثوار شباب قاعة مسجد قناة طريق"
    " حراك إعدادية مركب معهد مكتبة منطقة"
)
_SEASON_WORDS = frozenset(article + season for season in SEASONS for article in ("", "ال"))
_AFTER_DEMONSTRATIVE = (
    THE_WEEKDAYS | TODAY | WEEKS | CAMPAIGNS | _SEASON_WORDS | words("العام السنة الشهر")
)
_MUST_FOLLOW = (
    dict.fromkeys(THIS | THAT, _AFTER_DEMONSTRATIVE)
    | dict.fromkeys(EACH, frozenset(WEEKDAY_NUMBERS) | _SEASON_WORDS | {"يوم"})
    | {"قبل": YESTERDAY, "بعد": TOMORROW}
)
"""What must stand after common words that seldom begin a date."""

STARTS = (
    THE_WEEKDAYS
    | DAY_HEADS
    | DAYS_HEADS
    | MONTHS_HEADS
    | WEEKS
    | TODAY
    | YESTERDAY
    | TOMORROW
    | TONIGHT
    | EACH
    | FIRST_DAY
    | LAST_DAY
    | QUALIFIERS
    | CENTURY
    | THE_DECADE
    | YEAR_HEADS
    | YEARS_HEADS
    | _SEASON_WORDS
    | CAMPAIGNS
    | THIS
    | THAT
    | frozenset(PARTS)
    | frozenset(DECADES)
    | frozenset(MONTH_NAMES)
    | frozenset(HIJRI_NAMES)
    | frozenset("ال" + word for word in ordinal_starts() | TENS.keys())
    | words("شهر الشهر بعد قبل أول عقد فصل")
)
"""Words that can begin a date."""


def read_date(line: Line, story: Story, at: int, cut: int, key: str) -> Reading | None:
    """The date that begins at token `at`, whose first `cut` letters are proclitics."""
    if key[:1].isdecimal():
        return _read_digits(line, story, at)
    following = _MUST_FOLLOW.get(key)
    if following is not None and line.keys[at + 1] not in following:
        return None
    if key in YEAR_HEADS and cut and _is_law(line, at):
        return Reading((), at + 2)
    when = None
    if key not in QUALIFIERS or key in LAST_DAY:
        when = _read_core(line, story, at, cut, key, qualified=False)
    if when is None and key in QUALIFIERS:
        when = _read_core(line, story, at + 1, *_uncut(line, at + 1), qualified=True)
    return _reading(line, story, line.starts[at] + cut, when, at) if when is not None else None


def _is_law(line: Line, at: int) -> bool:
    """«القانون رقم 26 لسنة 2015»: the year belongs to the name of the law."""
    before = line.keys[at - 1] if at else ""
    if before in _BUDGET and stem_in(_LAW, line.keys[at - 2]) is not None:
        return True  # «قانون المالية لسنة 2024»
    is_number = before.isdecimal()
    return is_number and line.keys[at][0] == "ل" and line.keys[at + 1].isdecimal()


_BUDGET, _LAW = words("المالية"), words("قانون القانون")


def _uncut(line: Line, at: int) -> tuple[int, str]:
    return 0, line.keys[at]


def _reading(line: Line, story: Story, start: int, when: When, first: int) -> Reading:
    if when.silent or _is_name(line, first, when.stop):
        return Reading((), when.stop)
    if when.is_hijri:
        when = told_by_pair(line, story, when, first)
    alternatives = tuple(Timex(timex) for timex in when.alternatives)
    value = Timex(when.timex) if when.timex is not None else None
    end = line.end(when.stop)
    return one(
        Found(start, end, DATE, value, when.reason, when.score, alternatives, when.flags), when.stop
    )


def _is_name(line: Line, first: int, stop: int) -> bool:
    """Whether a day or a bare month is the name of something: «حركة 20 فبراير», «ثورة يوليو»."""
    if first == 0 or stem_in(_NAMED_BY_A_DATE, line.keys[first - 1].removeprefix("ال")) is None:
        return False
    last = line.keys[stop - 1]
    return line.keys[first][:1].isdecimal() or last in MONTH_NAMES or last in HIJRI_NAMES


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
        return read_each(line, at) or read_season(line, story, at, key)
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
    if key in THE_DECADE:
        return read_counted_decade(line, story, at)
    return _headed_decade(line, at) if key == "عقد" else None


def _headed_decade(line: Line, at: int) -> When | None:
    """«سنوات الثمانينيات», «عقد التسعينات»."""
    return read_decade(line, at + 1, line.keys[at + 1])


def _read_by_year(line: Line, story: Story, at: int, key: str, *, qualified: bool) -> When | None:
    when = (
        read_part(line, story, at, key)
        or read_campaign(line, story, at, key)
        or read_season(line, story, at, key)
        or read_decade(line, at, key)
        or read_century(line, story, at, key)
        or read_year(line, story, at, key)
    )
    if when is None and qualified and key in ("السنه", "العام"):
        when = When(year_timex(bare_year(story)), at + 1, DEICTIC, 0.85)
    return when


# -------------------------------------------------------------------------------------- in digits


def _day_in_digits(line: Line, story: Story, at: int) -> When | None:
    literal = read_literal(line, at) or read_named_literal(line, at)
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
        return _reading(line, story, start, when, first)
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
        return _reading(line, story, start, last, at)
    found = []
    for day_, stop in zip(days[:-1], ends[:-1], strict=True):
        when = day_of_month(line, story, here, (day_,))
        if when is None or when.timex is None:
            return None
        first = start if stop == at + 1 else line.starts[stop - 1]
        reason = N_("a day that shares its month")
        found.append(Found(first, line.end(stop), DATE, Timex(when.timex), reason, 0.85))
    rest = _reading(line, story, line.starts[here - 1], last, here - 1)
    return Reading((*found, *rest.found), rest.stop)
