"""Weekdays, «اليوم», «أمس» and «غدا», «اليوم نفسه», and weeks.

Invariant: a weekday that contradicts its date is flagged, and the date stands as it is written,
unless it has a second reading that the weekday tells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.arabic.calendar import (
    WEEKDAYS,
    day_after,
    day_of_weekday,
    shifted_day,
    week_timex,
    weekday_of,
)
from workbench.arabic.fold import fold
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.literals import read_day_and_month, read_literal
from workbench.extract.figure_grammar.month_days import read_day
from workbench.extract.figure_grammar.reading import WEEKDAY_CONTRADICTS
from workbench.extract.figure_grammar.years import (
    DEICTIC,
    OTHER,
    SAME,
    THAT,
    THIS,
    When,
    shift_at,
    shift_of,
    step_of,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

WEEKDAY_NUMBERS = {fold(name): number for name, number in WEEKDAYS.items()}
THE_WEEKDAYS = frozenset(name for name in WEEKDAY_NUMBERS if name.startswith("ال"))
DAY_HEADS = words("يوم يومه اليوم")
WEEKS = words("الأسبوع الأسوع")
TODAY = words("اليوم")
YESTERDAY = words("أمس الأمس البارحة البارح لبارح")
TOMORROW = words("غدا غد الغد بكرا بكرة غدوة")
TONIGHT = words("الليلة")
UNKNOWN_DAY = "XXXX-XX-XX"
_PARTS_OF_DAY = words("صباح صبيحة مساء ظهر زوال عصر ليلة فجر عشية ظهيرة يوم ضحى نهار مساءه ليل")
_NAMES_BEFORE_WEEKDAY = words(
    "سوق صلاة خطبة بسوق خميس مركز منبر خطيب إمام باب جماعة بلدة قصبة أولاد أربعاء سبت اثنين أحد"
    " كلا كلتا ملف قناة مسلسل فيلم"
)
_NAMES_AFTER_WEEKDAY = words("الأسود السوداء الدامي الدامية البيضاء الأبيض العظيم الحزين الحزينة")
_NAMES_BEFORE_TODAY = words("المصري أخبار روسيا رأي طوال طيلة يوميا صدى عرب")
_MEDIA = words(
    "صحيفة جريدة موقع قناة بوابة صحيفتي يومية مجلة منصة إذاعة شبكة وكالة الصحيفة جريدتي أسبوعية"
)
_QUOTES = frozenset("\"«»“”'")
_NOT_TODAY = words(
    "ال الذي الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الأخير الواحد"
    " الموعود المشهود المفتوح الأسود والليلة الحادي الثلاثون العشرون الكامل الأخيرة التاريخي"
    " الأبيض الذين فصاعدا"
)
_WEEKDAY = N_("a weekday")
_SAME_DAY = N_("a day told from one named before")


def weekday_at(line: Line, at: int, *, bare: bool = False) -> int | None:
    """The weekday at token `at`; without its article only where `bare` allows it."""
    key = line.keys[at]
    return WEEKDAY_NUMBERS.get(key) if bare or key in THE_WEEKDAYS else None


def read_weekday(line: Line, story: Story, at: int, key: str) -> When | None:
    """«الثلاثاء», «الجمعة الماضي», «الأربعاء فاتح نونبر 2023»; `key` is without proclitics."""
    number = WEEKDAY_NUMBERS.get(key)
    if number is None or line.keys[at + 1] in _NAMES_AFTER_WEEKDAY:
        return None
    if at and stem_in(_NAMES_BEFORE_WEEKDAY, line.keys[at - 1]) is not None:
        return None
    stop = at + 1
    shift = shift_of(line.keys[stop])
    if shift is not None:
        stop += 1
    else:
        twice = shift_at(line, stop)
        if twice is not None:  # «الأربعاء قبل الماضي»
            day = day_of_weekday(story.published, number, twice[0] // 2)
            day = shifted_day(day, 7 * (twice[0] // 2)) if day is not None else None
            return When(day.isoformat() if day else f"XXXX-WXX-{number}", twice[1], DEICTIC)
    date = date_after(line, story, stop)
    if date is not None and shift is not None:
        date = _of_this_year(date)
    if date is not None:
        return _checked(date, number)
    if shift is None:
        around = [day_of_weekday(shifted_day(story.published, 1), number, -1),
                  day_of_weekday(story.published, number, 1)]  # fmt: skip
        others = tuple(day.isoformat() for day in around if day is not None)
        return When(f"XXXX-WXX-{number}", stop, _WEEKDAY, alternatives=others)
    day = day_of_weekday(story.published, number, shift)
    return When(day.isoformat() if day else f"XXXX-WXX-{number}", stop, DEICTIC)


def date_after(line: Line, story: Story, at: int) -> When | None:
    """The date that a weekday or «يوم» at the token before `at` belongs to."""
    if line.keys[at] in ("،", ",", "الموافق", "ل"):
        at += 1
    date = (
        read_day(line, story, at, line.keys[at])
        or read_literal(line, at)
        or read_day_and_month(line, story, at)
    )
    return date if date is not None and not date.silent else None


def _of_this_year(date: When) -> When:
    """A date without a year that the article's day is known to lie near."""
    if date.alternatives and str(date.timex).startswith("XXXX"):
        return replace(date, timex=date.alternatives[0], alternatives=())
    return date


def _checked(date: When, weekday: int) -> When:
    if date.timex == UNKNOWN_DAY:  # «الخميس التاسع من ذي الحجة»
        date = replace(date, timex=f"XXXX-WXX-{weekday}")
    actual = weekday_of(date.timex) if date.timex is not None else None
    if actual == weekday or (actual is None and not date.is_hijri):
        return date
    fitting = [other for other in _others(date) if weekday_of(other) == weekday]
    if len(fitting) == 1:
        rest = (str(date.timex),) if actual is not None else ()
        return replace(date, timex=fitting[0], alternatives=rest, reason=_TOLD_BY_WEEKDAY)
    return date if actual is None else replace(date, flags=(WEEKDAY_CONTRADICTS,), score=0.6)


def _others(date: When) -> tuple[str, ...]:
    """Other readings of a date: a Hijri day may lie a day later or earlier than converted."""
    if not date.is_hijri:
        return date.alternatives
    near = (day_after(date.timex, 1), day_after(date.timex, -1))
    return (*date.alternatives, *(day for day in near if day is not None))


_TOLD_BY_WEEKDAY = N_("a date with several readings, told by its weekday")


def read_headed_day(line: Line, story: Story, at: int, key: str) -> When | None:
    """What «يوم» heads: a weekday, a day of a month, «غد», «أمس»; «يومه» is the article's day."""
    if key == "يومه":
        return _relative(line, story, at, 0) if _names_day(line, story, at + 1) else None
    if key != "يوم":
        return None
    following = line.keys[at + 1]
    if following in YESTERDAY or following in TOMORROW or following in ("اول", "بعد", "قبل"):
        date = read_relative_day(line, story, at + 1, following, headed=True)
        if date is not None:
            return date
    return read_weekday(line, story, at + 1, following) or date_after(line, story, at + 1)


def _names_day(line: Line, story: Story, at: int) -> bool:
    return weekday_at(line, at) is not None or date_after(line, story, at) is not None


def read_relative_day(
    line: Line, story: Story, at: int, key: str, *, headed: bool = False
) -> When | None:
    """«اليوم», «أمس», «غدا», «بعد غد», «أول أمس», with the weekday and date that follow."""
    following = line.keys[at + 1]
    if key in TODAY:
        counted = read_day(line, story, at + 1, following)  # «اليوم الأول من رمضان»
        is_counted = counted is not None and following.startswith("ال")
        return counted if is_counted else _read_today(line, story, at)
    if key in THAT and following in TODAY:
        return When(story.last_day or UNKNOWN_DAY, at + 2, _SAME_DAY, 0.8)
    if key == "بعد" and following in TOMORROW:
        return _relative(line, story, at + 1, 2)
    if key in TONIGHT:
        return _tonight(line, story, at)
    if key in YESTERDAY:
        is_before = following == "الاول"
        return _relative(line, story, at + is_before, -1 - is_before)
    if key in TOMORROW:
        before = line.keys[at - 1] if at else ""
        is_day = headed or key == "غدا" or weekday_at(line, at + 1) is not None
        if is_day or stem_in(_PARTS_OF_DAY, before) is not None:
            return _relative(line, story, at, 1)
    return _day_before_yesterday(line, story, at, key)


def _tonight(line: Line, story: Story, at: int) -> When | None:
    """«تحيي الليلة حفلا» is the article's day; «الليلة الماضية» is left to the reader."""
    before, following = line.keys[at - 1] if at else "", line.keys[at + 1]
    is_night = following.startswith("ال") or before in PREPOSITIONS or before in _NIGHTS
    if is_night or not before[:1].isalpha() or stem_in(_PAST_OR_NEXT, following) is not None:
        return None
    return _relative(line, story, at, 0) if before[:1] in _PRESENT else None


_NIGHTS = words("تفاصيل هذه تلك ديك بعنا كانت حتى")
_PAST_OR_NEXT = words("ب بلغت")
_PRESENT = frozenset("يتنسا")


def _day_before_yesterday(line: Line, story: Story, at: int, key: str) -> When | None:
    """«أول أمس», «أول من أمس», «قبل أمس»."""
    if key not in ("اول", "قبل"):
        return None
    here = at + 2 if line.keys[at + 1] == "من" else at + 1
    return _relative(line, story, here, -2) if line.keys[here] in YESTERDAY else None


def _read_today(line: Line, story: Story, at: int) -> When | None:
    following, before = line.keys[at + 1], line.keys[at - 1] if at else ""
    if following in SAME:
        return When(story.last_day or UNKNOWN_DAY, at + 2, _SAME_DAY, 0.8)
    if _is_nowadays(line, at):
        return When(None, at + 1, DEICTIC, silent=True)
    step = step_of(following)
    if step is not None:
        return When(day_after(story.last_day, step) or UNKNOWN_DAY, at + 2, _SAME_DAY, 0.8)
    if weekday_at(line, at + 1) is None:
        is_described = following in _NOT_TODAY or _is_adjective(following)  # «اليوم الـ272»
        if is_described or following == "24" or before == "في" or _is_title(line, at, before):
            return None
    return _relative(line, story, at, 0)


def _is_nowadays(line: Line, at: int) -> bool:
    """«… آيلة إلى السقوط. اليوم يملك», «ثروته اليوم:»: these days, and no date."""
    if at < 1 or weekday_at(line, at + 1) is not None:
        return False
    before = line.keys[at - 1]
    if before in _SENTENCE_ENDS:
        return line.keys[at + 1] not in _SENTENCE_ENDS and at > _SHORT
    return line.keys[at + 1] == ":" and before.endswith("ه")


_SENTENCE_ENDS = frozenset(".؟!")
_SHORT = 5


def _is_adjective(word: str) -> bool:
    """«اليوم العالمي للمرأة», «اليوم الدراسي»: a nisba that describes the day."""
    return word.startswith("ال") and len(word) > 5 and word.endswith(("ي", "يه"))


def _is_title(line: Line, at: int, before: str) -> bool:
    """«المصري اليوم», «صحيفة العالم اليوم», «"العرب اليوم"»: the name of a medium."""
    if stem_in(_NAMES_BEFORE_TODAY, before) is not None:
        return True
    near = line.keys[max(0, at - 3) : at]
    if any(stem_in(_MEDIA, word) is not None for word in near[-2:]):
        return True
    return line.keys[at + 1] in _QUOTES and any(word in _QUOTES for word in near)


def _relative(line: Line, story: Story, at: int, days: int) -> When | None:
    """The day that the word at `at` means, with a weekday and a date that follow it."""
    day = shifted_day(story.published, days)
    weekday = weekday_at(line, at + 1)
    stop = at + 1 if weekday is None else at + 2
    date = date_after(line, story, stop)
    if date is not None:
        date = _of_this_year(date)
        return _checked(date, weekday) if weekday is not None else date
    if day is None:
        near = story.day_near(days)
        if near is not None:
            return When(near, stop, DEICTIC, 0.85)
    if day is not None:
        result = When(day.isoformat(), stop, DEICTIC)
        return _checked(result, weekday) if weekday is not None else result
    if weekday is not None:
        return When(f"XXXX-WXX-{weekday}", stop, DEICTIC)
    return When(UNKNOWN_DAY, stop, DEICTIC, 0.85)


def read_week(line: Line, story: Story, at: int, key: str, *, bare: bool) -> When | None:
    """«الأسبوع الماضي», «هذا الأسبوع»; `bare` where «نهاية» or the like stands before it."""
    if key in THIS and line.keys[at + 1] in WEEKS:
        shift, stop = 0, at + 2
    elif key in WEEKS:
        shifted = shift_at(line, at + 1)
        following = shifted[0] if shifted is not None else None
        if following is None and line.keys[at + 1] in SAME | OTHER:
            return When("XXXX-WXX", at + 2, DEICTIC, 0.7)
        if following is None and not bare:
            return None
        shift, stop = shifted or (0, at + 1)
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
