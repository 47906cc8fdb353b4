"""Years and what is said in years: «سنة 2019», «موسم 2020/2021», «الربع الأول من 2024», «القرن 19».

Invariant: a deictic year is that of the article's day or unknown; only a year named in the text
resolves «السنة ذاتها».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.arabic.calendar import (
    SEASONS,
    shifted_year,
    year_of_season,
    year_timex,
)
from workbench.arabic.numberwords import joined_word, read_cardinal, read_ordinal
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
OTHER = words("السابق السابقة الموالي الموالية التالي التالية")
"""«العام السابق»: a date, but its year is never known from the article's day."""

THIS = words("هذا هذه هاد هاذ هذ")
YEAR_HEADS = words("عام سنة العام السنة")
YEARS_HEADS = words("عامي سنتي عاما سنتا أعوام سنوات الأعوام السنوات العامين السنتين موسمي مواسم")
_YEAR_KINDS = words(
    "الدراسية الدراسي المالية المالي الميلادية الميلادي الجامعية الجامعي الفلاحية الفلاحي"
    " مالية القضائية التشريعية دراسية الهجري الهجرية الرياضي الرياضية الكروي الكروية الجاري"
)
COMMON_ERA = words("م ميلادية ميلادي للميلاد الميلادية الميلادي")
HIJRI_ERA = words("ه هجرية هجري للهجرة الهجرية الهجري")
_SEASON_HEADS = words("موسم الموسم")
_PAIR_SIGNS = frozenset("/-–—")

_DECADES = {
    stem + end: tens
    for tens, stem in (
        (1, "العشر"), (2, "العشرين"), (3, "الثلاثين"), (4, "الأربعين"), (5, "الخمسين"),
        (6, "الستين"), (7, "السبعين"), (8, "الثمانين"), (9, "التسعين"),
    )
    for end in ("ات", "يات")
}  # fmt: skip
DECADES = {
    article + stem.removeprefix("ال").replace("أ", "ا"): tens
    for stem, tens in _DECADES.items()
    for article in ("", "ال")
}
"""«الثمانينيات» and «ثمانينات» to 8."""

CENTURY = frozenset(("القرن", "قرن"))
PARTS = {"الربع": "Q", "الفصل": "Q", "النصف": "H", "الاسدس": "H", "السداسي": "H", "الثلاثي": "Q"}
"""Parts of a year that an ordinal counts."""

_LAST_PART = frozenset(("الاخير", "الاخيره"))
_HIGHEST = {"Q": 4, "H": 2}


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


NAMED = N_("a year with its noun")
DEICTIC = N_("a date told from the article's day")
ANAPHORIC = N_("a date told from a year named before")
HIJRI = N_("a Hijri date, not converted")


def shift_of(key: str) -> int | None:
    """-1, 0 or 1 for a word that counts from the article's day, else None."""
    if key in PAST:
        return -1
    if key in NOW:
        return 0
    return 1 if key in NEXT else None


def read_year(line: Line, story: Story, at: int, key: str) -> When | None:
    """A year with its noun `key` at token `at`, or a bare one; demonstratives are in it."""
    if key in THIS and line.keys[at + 1] in ("العام", "السنه"):
        stop = at + 2
        stop += shift_of(line.keys[stop]) == 0
        return When(year_timex(shifted_year(story.published, 0)), stop, DEICTIC)
    if key == "نفس" and line.keys[at + 1] in ("العام", "السنه"):
        return When(year_timex(story.last_year), at + 2, ANAPHORIC, 0.9)
    if key in YEAR_HEADS:
        return _headed_year(line, story, at, key)
    year = plain_year(key)
    return When(year_timex(year), _skip_era(line, at + 1), NAMED) if year is not None else None


def _headed_year(line: Line, story: Story, at: int, key: str) -> When | None:
    here = at + 1
    while line.keys[here] in _YEAR_KINDS and here < at + 3 and shift_of(line.keys[here]) is None:
        here += 1
    named = read_named_year(line, here)
    if named is not None:
        return named
    if not key.startswith("ال"):
        return None
    word = line.keys[here]
    shift = shift_of(word)
    if shift is not None:
        named = read_named_year(line, here + 1)
        if named is not None and plain_year(line.keys[here + 1]) is not None:
            return named
        return When(year_timex(shifted_year(story.published, shift)), here + 1, DEICTIC)
    if word in SAME:
        return When(year_timex(story.last_year), here + 1, ANAPHORIC, 0.9)
    if word in OTHER:
        return When("XXXX", here + 1, ANAPHORIC, 0.8)
    return None


def read_named_year(line: Line, at: int) -> When | None:
    """A year, or two joined by a sign, after its noun: «2019», «2020/2021», «ألفين وعشرين»."""
    key = line.keys[at]
    if key.isdecimal():
        if len(key) > 4 or len(key) < 3:
            return None
        if line.keys[at + 1] in HIJRI_ERA:
            return When(None, at + 2, HIJRI, 0.8)
        pair = year_pair(line, at)
        if pair is not None:
            return pair
        year = int(key)
        return When(year_timex(year), _skip_era(line, at + 1), NAMED, 0.98) if year else None
    counted = read_cardinal(line.keys, at) if key and not key[0].isdecimal() else None
    if counted is not None and counted.spelt and 1000 <= counted.value <= 2199:
        return When(year_timex(int(counted.value)), counted.stop, NAMED, 0.9)
    return None


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


def read_season(line: Line, story: Story, at: int, key: str) -> When | None:
    """«صيف 2012», «الصيف الماضي», «هذا الصيف», «فصل الصيف المقبل»."""
    here, this = at, False
    if key in ("فصل", *THIS):
        this = key != "فصل"
        here, key = at + 1, line.keys[at + 1]
    code = SEASONS.get(key.removeprefix("ال"))
    if code is None:
        return None
    here += 1
    shift = 0 if this else shift_of(line.keys[here])
    if shift is not None:
        year = year_of_season(story.published, code, shift)
        stop = here + (shift_of(line.keys[here]) is not None)
        return When(f"{year_timex(year)}-{code}", stop, DEICTIC)
    found = stem_in(YEAR_HEADS | {"من"}, line.keys[here])
    if found is not None and found[1] == "من":
        here += 1
        found = stem_in(YEAR_HEADS, line.keys[here])
    year_read = read_year(line, story, here, found[1] if found else line.keys[here])
    if year_read is None or year_read.timex is None or "/" in year_read.timex:
        return None
    reason = N_("a season with its year")
    return When(f"{year_read.timex}-{code}", year_read.stop, reason)


def read_campaign(line: Line, at: int, key: str) -> When | None:
    """«موسم 2020/2021», «الموسم الكروي 2023-2024»."""
    if key not in _SEASON_HEADS:
        return None
    here = at + 1
    while line.keys[here] in _YEAR_KINDS and here < at + 3:
        here += 1
    return year_pair(line, here) or (
        read_named_year(line, here) if plain_year(line.keys[here]) else None
    )


def read_part(line: Line, story: Story, at: int, key: str) -> When | None:
    """«الربع الأول من سنة 2024», «الفصل الثالث من 2015», «النصف الأول من السنة الجارية»."""
    letter = PARTS.get(key)
    if letter is None:
        return None
    if line.keys[at + 1] in _LAST_PART:
        rank, stop = _HIGHEST[letter], at + 2
    else:
        counted = read_ordinal(line.keys, at + 1)
        if counted is None or counted.value > _HIGHEST[letter]:
            return None
        rank, stop = int(counted.value), counted.stop
    reason = N_("a part of a year")
    here = stop
    found = stem_in(YEAR_HEADS | THIS | {"من", "نفس"}, line.keys[here])
    if found is not None and found[1] == "من":
        here += 1
        found = stem_in(YEAR_HEADS | THIS | {"نفس"}, line.keys[here])
    word = found[1] if found is not None else line.keys[here]
    year = read_year(line, story, here, word)
    if year is None and here > stop and word in ("العام", "السنه"):
        year = When(year_timex(shifted_year(story.published, 0)), here + 1, DEICTIC)
    if year is not None and year.timex is not None and len(year.timex) == 4:
        return When(f"{year.timex}-{letter}{rank}", year.stop, reason)
    if key in ("الربع", "الاسدس", "السداسي") and here == stop:
        return When(f"XXXX-{letter}{rank}", stop, reason, 0.7)
    return None


def read_decade(line: Line, at: int, key: str) -> When | None:
    """«ثمانينيات القرن الماضي» and «التسعينيات»; decades of a life are no dates."""
    tens = DECADES.get(key)
    if tens is None:
        return None
    reason = N_("a decade")
    stop = at + 1
    for _ in range(4):  # «ستينيات وسبعينيات القرن الماضي»: the first shares the century
        joined = joined_word(line.keys, stop)
        if joined is None or joined[1] not in DECADES:
            break
        stop = joined[0] + 1
    century = _century(line, stop) if line.keys[stop] in CENTURY else None
    if century is not None and stop > at + 1:
        return When(f"{_hundreds(century)}{tens}X", at + 1, reason, 0.85)
    if century is not None:
        return When(f"{_hundreds(century)}{tens}X", century.stop, reason)
    if not key.startswith("ال") or any(_is_life(word) for word in line.keys[at + 1 : at + 3]):
        return None
    return When(f"19{tens}X", at + 1, reason, 0.8)


def _hundreds(century: When) -> str:
    """«القرن الماضي» is the twentieth in every text that we can meet."""
    return century.timex if century.timex not in (None, "XX") else "19"


def _is_life(word: str) -> bool:
    return word.startswith(("عمر", "العمر", "سن"))


def read_century(line: Line, story: Story, at: int, key: str) -> When | None:
    """«القرن الحادي والعشرين» is 20, as TIMEX3 writes the years from 2000 on."""
    if key not in CENTURY:
        return None
    century = _century(line, at)
    if century is None or century.timex != "XX":
        return century
    year = shifted_year(story.published, 0)
    shift = shift_of(line.keys[at + 1])
    if year is None or shift is None:
        return century
    return When(f"{year // 100 + shift:02}", century.stop, DEICTIC)


def _century(line: Line, at: int) -> When | None:
    reason = N_("a century")
    word = line.keys[at + 1]
    if shift_of(word) is not None:
        return When("XX", at + 2, reason)
    if word.isdecimal() and len(word) <= 2 and int(word) > 0:
        return When(f"{int(word) - 1:02}", at + 2, reason)
    counted = read_ordinal(line.keys, at + 1)
    if counted is None and word.startswith("ال"):
        counted = read_cardinal(line.keys, at + 1)
    if counted is None or not 1 <= counted.value <= 30:
        return None
    return When(f"{int(counted.value) - 1:02}", counted.stop, reason)
