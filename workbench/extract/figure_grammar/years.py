"""Years with their nouns: «سنة 2019», «السنة الماضية», «عام 1445هـ», «السنة ذاتها».

Invariant: a deictic year is that of the article's day or unknown; only a year named in the text
resolves «السنة ذاتها».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.arabic.calendar import shifted_year, term_timex, year_timex
from workbench.arabic.hijri import FIRST_YEAR, gregorian_years
from workbench.arabic.numberwords import read_cardinal, scale_of
from workbench.extract.figure_grammar.amounts import plain_year
from workbench.extract.figure_grammar.lexicon import stem_in, words
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

PAST = words(
    "الماضي الماضية الماضيين الماضين الماضيتين المنصرم المنصرمة الفارط الفارطة الفائت الفائتة"
    " المنقضي المنقضية"
)
NOW = words("الجاري الجارية الحالي الحالية الراهن الراهنة")
NEXT = words("المقبل المقبلة القادم القادمة الآتي الآتية الداخل الداخلة المقبلين القادمين")
SAME = words("نفسه نفسها ذاته ذاتها عينه عينها المذكور المذكورة")
_BEFORE, _AFTER = words("السابق السابقة"), words("الموالي الموالية التالي التالية اللاحق اللاحقة")
OTHER = _BEFORE | _AFTER
"""«العام السابق»: a date that is told from one named before, never from the article's day."""

THIS = words("هذا هذه هاد هاذ هذ")
THAT = words("ذلك تلك ذاك نفس ذات")
"""Words before a noun of time that point back into the text."""

YEAR_HEADS = words("عام سنة العام السنة")
YEAR_STARTS = YEAR_HEADS | THIS | THAT
"""Words that can begin a year after a month, a season or a part of it."""

YEARS_HEADS = words("عامي سنتي عاما سنتا أعوام سنوات الأعوام السنوات العامين السنتين موسمي مواسم")
_YEAR_KINDS = words(
    "الدراسية الدراسي المالية المالي الميلادية الميلادي الجامعية الجامعي الفلاحية الفلاحي"
    " مالية القضائية التشريعية دراسية الهجري الهجرية الرياضي الرياضية الكروي الكروية الجاري"
    " الأمازيغية الأمازيغي"
)
COMMON_ERA = words("م ميلادية ميلادي للميلاد الميلادية الميلادي")
HIJRI_ERA = words("ه هجرية هجري للهجرة الهجرية الهجري")
_LAST_OF_NEWS = 1460
"""The last Hijri year of which news speaks."""

_PAIR_SIGNS = frozenset("/-–—")
_THE_YEAR = words("العام السنة")
TERM_KINDS = words(
    "الدراسية الدراسي الجامعية الجامعي الفلاحية الفلاحي الرياضي الرياضية الكروي الكروية القضائية"
)
"""What makes a year a term from one autumn to the next summer."""

_GENERAL = words(
    "الأمين المدير الكاتب الوكيل القائد المفتش المنسق الرأي القنصل الحاكم المراقب المقرر المحاسب"
    " النائب المدعي القطاع النظام الإضراب المناخ السياق الإطار الأداء الترتيب التصنيف الشأن المال"
    " الحق الأمن الصالح العفو المجلس المزاج الطابع الشكل المشهد السكرتير المستشار الرئيس المؤتمر"
    " المسؤول المشرف الموقف المستوى الاتجاه الجو الخط المخطط التصميم النائب الوضع الحساب المفوض"
    " المتصرف الخازن المعدل الإنفاق الدين الاحتياطي الجمع النفع الذوق الطبيب الممثل"
)
"""Nouns after which «العام» is the adjective."""


@dataclass(frozen=True, slots=True)
class When:
    """A date up to the token before `stop`: its TIMEX3 value, or None where it is not known.

    A `silent` one is no figure: its tokens are only kept from being read as something else.
    """

    timex: str | None
    stop: int
    reason: str
    score: float = 0.95
    flags: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    silent: bool = False
    is_hijri: bool = False


NAMED = N_("a year with its noun")
DEICTIC = N_("a date told from the article's day")
ANAPHORIC = N_("a date told from a year named before")
HIJRI = N_("a Hijri date, converted by the Umm al-Qura calendar")
HIJRI_UNKNOWN = N_("a Hijri date that cannot be converted")
BEFORE_CHRIST = N_("a time before the common era, which TIMEX3 cannot write")
_OF_AMAZIGH = N_("a year of the Amazigh calendar")
_AMAZIGH = words("الأمازيغية الأمازيغي أمازيغية")
_AMAZIGH_OFFSET = 950
_BIRTH = words("الميلاد المسيح")


def is_before_christ(line: Line, at: int) -> int:
    """How many tokens from `at` on say «قبل الميلاد» or «ق.م»."""
    if line.keys[at] == "قبل" and line.keys[at + 1] in _BIRTH:
        return 2
    if line.keys[at] == "ق" and line.keys[at + 1] == "." and line.keys[at + 2] == "م":
        return 3
    return 0


def shift_at(line: Line, at: int) -> tuple[int, int] | None:
    """The count from the article's day that begins at token `at`, and the token after it.

    «الماضي» is -1, «قبل الماضي» and «ما قبل الماضي» -2, «ما بعد المقبل» 2.
    """
    shift = shift_of(line.keys[at])
    if shift is not None:
        return shift, at + 1
    here = at + (line.keys[at] == "ما")
    shift = shift_of(line.keys[here + 1])
    if (line.keys[here], shift) in _TWICE:
        return _TWICE[line.keys[here], shift], here + 2
    return None


_TWICE: dict[tuple[str, int | None], int] = {("قبل", -1): -2, ("بعد", 1): 2}


def step_of(key: str) -> int | None:
    """-1 for «السابق» and 1 for «الموالي», which count from a date in the text, else None."""
    if key in _BEFORE:
        return -1
    return 1 if key in _AFTER else None


def shift_of(key: str) -> int | None:
    """-1, 0 or 1 for a word that counts from the article's day, else None."""
    if key in PAST:
        return -1
    if key in NOW:
        return 0
    return 1 if key in NEXT else None


def read_year(line: Line, story: Story, at: int, key: str) -> When | None:
    """A year with its noun `key` at token `at`, or a bare one; demonstratives are in it."""
    if key in THIS and line.keys[at + 1] in _THE_YEAR:
        stop = at + 2
        stop += shift_of(line.keys[stop]) == 0
        return When(year_timex(shifted_year(story.published, 0)), stop, DEICTIC)
    if key in THAT and line.keys[at + 1] in _THE_YEAR:
        return When(year_timex(story.last_year), at + 2, ANAPHORIC, 0.9)
    if key in YEAR_HEADS:
        return _headed_year(line, story, at, key)
    year = plain_year(key)
    return When(year_timex(year), _skip_era(line, at + 1), NAMED) if year is not None else None


def _headed_year(line: Line, story: Story, at: int, key: str) -> When | None:
    if line.keys[at - 1] == "راس":
        return None  # «رأس السنة الميلادية»: a feast
    here, is_term = at + 1, False
    while line.keys[here] in _YEAR_KINDS and here < at + 3 and shift_of(line.keys[here]) is None:
        is_term = is_term or line.keys[here] in TERM_KINDS
        here += 1
    named = read_named_year(line, story, here)
    if named is not None or not key.startswith("ال") or _is_general(line, at, key):
        return named
    shifted = shift_at(line, here)
    if shifted is None:
        return _anaphoric(line, story, here)
    shift, stop = shifted
    if plain_year(line.keys[stop]) is not None:  # «العام المقبل 2025»
        return read_named_year(line, story, stop)
    timex = term_timex(story.published, shift) if is_term else None
    return When(timex or year_timex(shifted_year(story.published, shift)), stop, DEICTIC)


def _anaphoric(line: Line, story: Story, at: int) -> When | None:
    """The year of «السنة ذاتها» or «العام الموالي», whose second word is token `at`."""
    word = line.keys[at]
    step = 0 if word in SAME else step_of(word)
    if step is None:
        return None
    year = story.last_year + step if story.last_year is not None else None
    return When(year_timex(year), at + 1, ANAPHORIC, 0.8 + 0.1 * (not step))


def _is_general(line: Line, at: int, key: str) -> bool:
    """«الأمين العام السابق», «الرأي العام»: general, not a year."""
    return key == "العام" and at > 0 and stem_in(_GENERAL, line.keys[at - 1]) is not None


def read_named_year(line: Line, story: Story, at: int) -> When | None:
    """A year, or two joined by a sign, after its noun: «2019», «2020/2021», «ألفين وعشرين»."""
    key = line.keys[at]
    if key.isdecimal():
        return _year_in_digits(line, story, at, key)
    counted = read_cardinal(line.keys, at) if key and not key[0].isdecimal() else None
    if counted is not None and counted.spelt and 1000 <= counted.value <= 2199:
        return When(year_timex(int(counted.value)), counted.stop, NAMED, 0.9)
    return None


def _year_in_digits(line: Line, story: Story, at: int, key: str) -> When | None:
    year, following = int(key) if len(key) <= 4 else 0, line.keys[at + 1]
    if not year or scale_of(following) is not None:
        return None  # «نهاية العام 350 ألف وحدة»
    size = is_before_christ(line, at + 1)
    if size:
        return When(None, at + 1 + size, BEFORE_CHRIST, 0.8)
    if len(key) < 3:
        return None
    if line.keys[at - 1] in _AMAZIGH and year > _AMAZIGH_OFFSET:
        return When(year_timex(year - _AMAZIGH_OFFSET), at + 1, _OF_AMAZIGH, 0.8)
    if following in HIJRI_ERA:
        return _hijri_year(year, at + 2)
    if FIRST_YEAR <= year <= _LAST_OF_NEWS and following not in COMMON_ERA:
        return year_pair(line, at) or _perhaps_hijri(story, year, at + 1)
    plain = When(year_timex(year), _skip_era(line, at + 1), NAMED, 0.98)
    return year_pair(line, at) or plain


def _hijri_year(year: int, stop: int) -> When:
    """A Hijri year as the two Gregorian ones over which it lies."""
    years = gregorian_years(year)
    if years is None:
        return When(None, stop, HIJRI_UNKNOWN, 0.8)
    return When(_year_range(years), stop, HIJRI, 0.85, is_hijri=True)


def _perhaps_hijri(story: Story, year: int, stop: int) -> When:
    """A year with its noun that may be one of either calendar: «عام 1440»."""
    timex, years = year_timex(year), gregorian_years(year)
    hijri = _year_range(years) if years is not None else timex
    if story.is_hijri:
        return When(hijri, stop, HIJRI, 0.7, alternatives=(timex,), is_hijri=True)
    return When(timex, stop, NAMED, 0.7, alternatives=(hijri,))


def _year_range(years: tuple[int, int]) -> str:
    return "/".join(dict.fromkeys(map(year_timex, years)))


def bare_year(story: Story) -> int | None:
    """The year of «نهاية العام»: one that the text named, else that of the article."""
    return shifted_year(story.published, 0) if story.last_year is None else story.last_year


def year_pair(line: Line, at: int) -> When | None:
    """«2020/2021» or «2023-24» as one span of two years."""
    first = plain_year(line.keys[at])
    second = line.keys[at + 2]
    if first is None or line.keys[at + 1] not in _PAIR_SIGNS or not second.isdecimal():
        return None
    last = plain_year(second)
    if last is None and len(second) == 2 and int(second) == (first + 1) % 100:
        last = first + 1
    if last is None or not first < last:
        return None
    reason = N_("two years joined by a sign")
    return When(f"{year_timex(first)}/{year_timex(last)}", at + 3, reason)


def _skip_era(line: Line, at: int) -> int:
    return at + 1 if line.keys[at] in COMMON_ERA else at
