"""Date lines: the line of a page that says on which day the article appeared.

Invariant: a date line is a date and what belongs to one (weekday, clock time, a cue such as
«نشر في», the name of a writer or a place set apart); a sentence with a date in it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from workbench.arabic.calendar import MONTHS, WEEKDAYS
from workbench.arabic.fold import fold

if TYPE_CHECKING:
    from workbench.extract.page import Line


class Cue(IntEnum):
    """What a date line says of its date, the most telling first."""

    PUBLISHED = 0
    PLAIN = 1
    UPDATED = 2


@dataclass(frozen=True, slots=True)
class DateLine:
    """The day that a line gives; `leads` says that the line begins with its cue."""

    day: date
    cue: Cue
    leads: bool


_LATIN_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS = {" ".join(fold(name).split()): number for name, number in MONTHS.items()} | {
    name: number for number, name in enumerate(_LATIN_MONTHS.split("|"), 1)
}
_MONTH = "|".join(
    re.escape(name).replace(r"\ ", r"\s+") for name in sorted(_MONTHS, key=len, reverse=True)
)
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_DAY = r"(?P<day>[0-9]{1,2}|(?:ال)?فاتح)"
_SIGN = r"\s?[-/.]\s?"
_DATES = (
    # 31 مايو 2021, فاتح نونبر 2023, 3 آذار/مارس 2015, 5 من شهر غشت، سنة 2022
    re.compile(
        rf"(?<![0-9]){_DAY}\s*[/.-]?\s*(?:من\s+)?(?:شهر\s+)?(?P<month>{_MONTH})\b"
        rf"(?:\s?[/(–-]\s?(?:{_MONTH})\b\)?)?\s*[,،./-]?\s*(?:(?:سنه|عام)\s+)?{_YEAR}"
    ),
    # نوفمبر 3, 2023
    re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<day>[0-9]{{1,2}})\s?[,،]\s?{_YEAR}"),
    # May 31, 2021 and 31 May 2021
    re.compile(rf"\b(?P<month>{_LATIN_MONTHS})[a-z]{{0,6}}\.?\s(?P<day>[0-9]{{1,2}}),?\s{_YEAR}"),
    re.compile(
        rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<month>{_LATIN_MONTHS})"
        rf"[a-z]{{0,6}}\.?,?\s{_YEAR}"
    ),
    # 2021-05-31T20:30
    re.compile(
        rf"(?<![0-9/.-]){_YEAR}{_SIGN}(?P<month>[0-9]{{1,2}}){_SIGN}(?P<day>[0-9]{{1,2}})(?![0-9])"
    ),
    # 12/03/2020
    re.compile(rf"(?<![0-9/.-])(?P<day>[0-9]{{1,2}}){_SIGN}(?P<month>[0-9]{{1,2}}){_SIGN}{_YEAR}"),
)

# Patterns are folded like the texts that they meet: so they have no escapes in capitals.
_PUBLISHED = re.compile(
    fold(
        r"\b(?:نشر\s+في\s+(?:[^\s]+\s+){1,4}يوم\b"
        r"|(?:تم\s+)?(?:نشر(?:ت|ه|ها)?|النشر|منشور|حرر|أضيفت?|كتبت?)\s*(?:في|بتاريخ|يوم|:)"
        r"|تاريخ\s+النشر|(?:published|posted)(?:\s+on)?)"
    )
)
_UPDATED = re.compile(
    fold(r"\b(?:(?:آخر|أحدث)\s+(?:تحديث|تعديل)|(?:تم\s+)?(?:التحديث|تحديثه?)|عدل\s+في|updated)")
)
_BESIDE = frozenset(
    fold(
        "يوم اليوم في بتاريخ تاريخ على الساعة ساعة بالساعة م ص مساء صباحا ظهرا ليلا زوالا دقيقة"
        " الموافق لـ من هـ ه مـ شهر سنة عام بتوقيت توقيت غرينتش جرينتش غرينيتش مكة المكرمة المغرب"
        " القاهرة محلي عند gmt utc am pm t z و"
    ).split()
) | {fold(name) for name in WEEKDAYS}
"""Words that belong to a date."""

_HIJRI = re.compile(
    fold(
        r"[0-9]{0,2}\s*(?:محرم|صفر|ربيع\s+(?:الأول|الآخر|الثاني)|جمادى\s+(?:الأولى|الآخرة|الثانية)"
        r"|رجب|شعبان|رمضان|شوال|ذو?ي?\s+(?:القعدة|الحجة))\s*,?\s*1[34][0-9]{2}\b"
    )
)
_CLOCK = re.compile(r"(?<![0-9])[0-9]{1,2}\s?[:.h]\s?[0-9]{2}(?:\s?:\s?[0-9]{2})?(?![0-9])")
_MORE = re.compile(
    rf"{_CLOCK.pattern}|\b(?:{'|'.join(sorted(map(fold, WEEKDAYS)))})\b|{_HIJRI.pattern}"
)
_APART = re.compile(r"\s[-–—]\s?|[-–—]\s|[|/:،,•·(){}\[\]«»]+")
_WIDE = re.compile(r"\s{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_WRITER = re.compile(r"\s?[-–—|/]\s?(?>(?:[^\W\d_]++\.?+\s?+){1,4})")
"""What may follow a date that begins its line: one name, behind a sign."""

_TOWNS = "|".join(
    sorted(
        map(
            fold,
            (
                "الرباط", "الدار البيضاء", "طنجة", "فاس", "مراكش", "أكادير", "وجدة", "العيون",
                "الجزائر", "الجزائر العاصمة", "وهران", "قسنطينة", "تونس", "صفاقس", "طرابلس",
                "بنغازي", "القاهرة", "الإسكندرية", "الخرطوم", "نواكشوط", "بيروت", "دمشق", "حلب",
                "عمان", "إربد", "القدس", "رام الله", "غزة", "نابلس", "بغداد", "البصرة", "أربيل",
                "الرياض", "جدة", "مكة المكرمة", "المدينة المنورة", "الدمام", "الكويت", "المنامة",
                "الدوحة", "أبوظبي", "أبو ظبي", "دبي", "الشارقة", "مسقط", "صلالة", "صنعاء", "عدن",
                "واشنطن", "نيويورك", "لندن", "باريس", "بروكسل", "جنيف", "فيينا", "برلين", "روما",
                "مدريد", "موسكو", "أنقرة", "إسطنبول", "طهران", "بكين", "طوكيو", "نيودلهي",
            ),
        ),
        key=len,
        reverse=True,
    )
)  # fmt: skip
_FROM_TOWN = re.compile(rf"(?:{_TOWNS})(?:\s?[،,:/-])?(?:\s+في)?")
_APART_FROM = re.compile(r"(?:[^\W\d_]+\s+){0,3}[^\W\d_]+\s?[-–—:/|]")
_OPENS = re.compile(
    r"\s?[،,]?\s?(?:[^\W\d_]{1,12}\s?){0,2}(?:[-–—]|/[^/]{2,30}/|\([^()]{2,30}\)\s?[-–—:]*)\s?"
)
"""What parts an opening date from the first sentence: a dash, or an agency between signs."""

_OPENING = 90
_MOST_BESIDE = 5
_LONGEST = 160
_YEARLESS = re.compile(rf"\s+{_DAY}\s+(?P<month>{_MONTH})\b(?:\s?[/(–-]\s?(?:{_MONTH})\b\)?)?")
_DAY_NAMES = sorted({fold(name) for name in WEEKDAYS if name.startswith("ال")}, key=len)[::-1]
_HERE = "\x00"


def read_dateline(line: Line) -> DateLine | None:
    """The day that `line` gives as a date line, or None where it is none."""
    if len(line.text) > _LONGEST:
        return None
    text = _WIDE.sub(" | ", fold(line.text))
    found = _first_date(text)
    if found is None:
        return None
    start, end, day = found
    before, after = text[:start], text[end:]
    if not after.strip() and _FROM_TOWN.fullmatch(before.strip()):
        return DateLine(day, Cue.PLAIN, leads=False)
    for pattern, cue in ((_PUBLISHED, Cue.PUBLISHED), (_UPDATED, Cue.UPDATED)):
        match = pattern.search(before)
        if match:
            writer, rest = _beside(before[: match.start()]), before[match.end() :]
            if writer <= _MOST_BESIDE and _is_apart(f"{rest}{_HERE}{after}", line):
                return DateLine(day, cue, leads=writer == 0)
            return None
    # A headline may begin with a date, a date line begins with one only if it has more of it.
    if not before.strip() and _beside(_plain(after)) and not _MORE.search(after):
        return DateLine(day, Cue.PLAIN, leads=False) if _WRITER.fullmatch(after) else None
    return (
        DateLine(day, Cue.PLAIN, leads=False) if _is_apart(before + _HERE + after, line) else None
    )


def read_opening(line: Line) -> DateLine | None:
    """The day with which a paragraph opens: «عمون - الثلاثاء، 08-10-2024 02:15 م - أصدرت…»."""
    text = fold(line.text[:_OPENING])
    found = _first_date(text)
    if found is None:
        return None
    start, end, day = found
    before, after = _without_weekday(text[:start]), _CLOCK.sub("", text[end:], count=1)
    placed = _FROM_TOWN.fullmatch(before) or _APART_FROM.fullmatch(before)
    if placed is None or not _OPENS.match(after):
        return None
    return DateLine(day, Cue.PLAIN, leads=False)


def read_opening_day(text: str) -> tuple[int, int] | None:
    """The month and day of «عمان 27 كانون الثاني (بترا)- …», which tells no year."""
    folded = fold(text[:_OPENING]).lstrip()
    town = _FROM_TOWN.match(folded)
    match = _YEARLESS.match(folded, town.end()) if town is not None else None
    if match is None:
        return None
    if not _OPENS.match(folded, match.end()):
        return None
    number = match["day"]
    return _MONTHS[" ".join(match["month"].split())], int(number) if number.isdecimal() else 1


def _without_weekday(text: str) -> str:
    for name in _DAY_NAMES:
        text = text.replace(name, "")
    return text.strip().rstrip("،,").rstrip()


def _first_date(text: str) -> tuple[int, int, date] | None:
    """The first full date in folded `text` that the calendar has."""
    found = [match for pattern in _DATES for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        day = _day(match)
        if day is not None:
            return match.start(), match.end(), day
    return None


def _day(match: re.Match[str]) -> date | None:
    name, number = " ".join(match["month"].split()), match["day"]
    month = _MONTHS.get(name) or int(name)
    day = int(number) if number.isdecimal() else 1  # «فاتح» is the first
    if name.isdecimal() and month > 12 >= day:
        month, day = day, month
    try:
        return date(int(match["year"]), month, day)
    except ValueError:
        return None


def _is_apart(text: str, line: Line) -> bool:
    """Whether the words of `text` that belong to no date are few, and set apart from it.

    `text` is the folded line with a NUL in place of the date.
    """
    plain = _plain(text)
    others = _beside(plain)
    # A day given in both calendars is a date line's, also between a place and an agency.
    if others == 0 or (others <= 2 and _HIJRI.search(text)):
        return True
    if others > _MOST_BESIDE or line.ends_sentence:
        return False
    return all(_beside(piece) == 0 for piece in _APART.split(plain) if _HERE in piece)


def _plain(text: str) -> str:
    """`text` without clock times, further dates and their cues."""
    for pattern in (_HIJRI, *_DATES, _CLOCK, _UPDATED, _PUBLISHED):
        text = pattern.sub(" ", text)
    return text


def _beside(text: str) -> int:
    """How many words of `text` belong to no date."""
    return sum(word not in _BESIDE for word in _WORD.findall(text))
