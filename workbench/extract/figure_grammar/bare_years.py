"""Years without a noun: «في 2015», «انتخابات 2021», «(2011-2015)».

Invariant: a year inside the name of an event or a plan is part of that name and no figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic.calendar import year_timex
from workbench.extract.figure_grammar.amounts import plain_year
from workbench.extract.figure_grammar.items import is_noun
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.reading import DATE, Found, Reading, one
from workbench.extract.figure_grammar.years import COMMON_ERA, year_pair
from workbench.messages import N_
from workbench.model import Timex

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_EXPECT_YEAR = words("في منذ حتى خلال بحلول غضون أفق لغاية قبل بعد صيف شتاء خريف ربيع غاية مطلع")
_MAY_PRECEDE = words("من إلى بين مابين و أو")
_NO_YEAR_BEFORE = words(
    "بلغ بلغت يبلغ تبلغ نحو حوالي قرابة زهاء سجل سجلت رقم الرقم عدد حصيلة يناهز يفوق تجاوز"
    " قتل اعتقل توقيف اعتقال مقتل إصابة مجموع بينهم منهم منها مقابل أصل عند فاق وفاة توفي على"
    " هاتف الصفحة صفحة المادة مادة الفصل فصل الرتبة المرتبة المركز العدد الكيلومتر الحلقة"
    " ويندوز أوفيس بيجو بوينغ إيرباص ميغ ملف الملف"
)
_EVENTS = words(
    "كأس مونديال المونديال بطولة أولمبياد الأولمبياد الألعاب ألعاب دوري الدوري يورو إكسبو كوب"
    " قمة رؤية أجندة مهرجان كان شان الشان الكان نسخة كوديف خطة استراتيجية مخطط جائزة معرض"
    " برنامج رالي طواف ماراطون ماراثون جيتكس موازين تصفيات أوسكار نوبل بوكر المهرجان"
)
_LENGTHS = words("ارتفاع علو طول مسافة عمق الارتفاع سباق بعد نحو حوالي إلى")
_COMPARE = words("أكثر أزيد أقل")
_WITH = words("مع عن")
_COMPARED = words("مقارنة بالمقارنة قياسا بالقياس بمقارنة مقابل مقارنا")
_REACH = 6


def read_bare_year(line: Line, at: int) -> Reading | None:
    """The year in digits at token `at`, if what stands around it makes it one."""
    year = plain_year(line.keys[at])
    if year is None:
        return None
    pair = year_pair(line, at)
    if pair is not None and pair.timex is not None and 1800 <= year <= 2100:
        if _in_event(line, at):
            return Reading((), pair.stop)
        found = Found(
            line.starts[at], line.end(pair.stop), DATE, Timex(pair.timex), pair.reason, 0.9
        )
        return one(found, pair.stop)
    score = _score(line, at, year)
    if score == 0:
        return None
    if _in_event(line, at):
        return Reading((), at + 1)
    reason = N_("a year by what stands around it")
    value = Timex(year_timex(year))
    stop = at + 1 + (line.keys[at + 1] in COMMON_ERA)
    return one(Found(line.starts[at], line.end(stop), DATE, value, reason, score), stop)


def _score(line: Line, at: int, year: int) -> float:
    """How surely the number is a year; 0 where it is rather a count."""
    before = line.keys[at - 1] if at else ""
    following = line.keys[at + 1]
    if line.touches(at) and before.isalpha():  # «بـ2019», «ل2024»: the proclitic alone tells little
        return 0.7 if 1950 <= year <= 2100 and not is_noun(following) else 0
    if following in COMMON_ERA and stem_in(_LENGTHS, before) is None:
        return 0.85
    if stem_in(_EXPECT_YEAR, before) is not None:
        return 0 if _is_counted(following, year) else (0.95 if 1700 <= year <= 2100 else 0.6)
    if (is_noun(following) and following not in _ADVERBS) or not (
        1900 <= year <= 2100 or _is_one_of_two(line, at, year)
    ):
        return 0
    return _score_by_neighbour(line, at, before, following)


def _score_by_neighbour(line: Line, at: int, before: str, following: str) -> float:
    """As `_score`, for a year of our time that nothing around it counts."""
    if stem_in(_MAY_PRECEDE, before) is not None:
        return _score_between(line, at, before)
    if before in _WITH:
        return 0.85 if any(word in _COMPARED for word in line.keys[max(0, at - 4) : at]) else 0.6
    if before == "(":
        return 0.8 if following in (")", "-", "/", "،") else 0
    is_noun_before = before[-1:].isalpha() and before not in PREPOSITIONS
    return 0.75 if is_noun_before and stem_in(_NO_YEAR_BEFORE, before) is None else 0


def _is_one_of_two(line: Line, at: int, year: int) -> bool:
    """«بين 1890 و1953»: an older year beside another one."""
    if year < _OLDEST:
        return False
    before = plain_year(line.keys[at - 2]) if at >= 2 and line.keys[at - 1] in _PAIRING else None
    after = plain_year(line.keys[at + 2]) if line.keys[at + 1] in _PAIRING else None
    is_before = before is not None and _OLDEST <= before < year
    return is_before or (after is not None and after > year and not is_noun(line.keys[at + 3]))


_OLDEST = 1700
_PAIRING = words("و إلى حتى")


def _is_counted(following: str, year: int) -> bool:
    """Whether a word after «في 2015» is counted by it: an accusative such as «شخصا»."""
    if not is_noun(following) or following in _ADVERBS:
        return False
    if year % 500 == 0 or year < _OLDEST:
        return True
    if _OURS <= year <= _LAST_OF_OURS and year % 100:
        return following.endswith("ا") and len(following) > 3
    return following.endswith("ا") or (following.endswith("ه") and following[0] != "م")


_OURS, _LAST_OF_OURS = 2000, 2035
_ADVERBS = words(
    "تواليا"
    " عندما بينما حينما لما كما أيضا حاليا رسميا نهائيا إلا ما نتيجة إضافة خاصة عشية غداة رفقة"
    " تبعا نظرا وفقا استنادا تحديدا تقريبا خصوصا سنة"
)


def _score_between(line: Line, at: int, before: str) -> float:
    """A year after «من», «إلى», «بين» or «و», unless a comparison governs it."""
    earlier = line.keys[at - 2] if at >= 2 else ""
    if before == "من" and stem_in(_COMPARE, earlier) is not None:
        return 0
    if before in ("و", "او"):
        return 0.85 if plain_year(earlier) is not None else 0
    return 0.85


def _in_event(line: Line, at: int) -> bool:
    """Whether the year belongs to the name of an event: «كأس العالم 2022»."""
    for here in range(at - 1, max(-1, at - 1 - _REACH), -1):
        key = line.keys[here]
        if stem_in(_EVENTS, key) is not None:
            return True
        if not key[0].isalpha() or key in PREPOSITIONS:
            return False
    return False
