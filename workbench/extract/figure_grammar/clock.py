"""Clock times: «20:30», «3:43 م», «20h30», «الثامنة والنصف مساء», «منتصف الليل», «9:00-16:00».

Invariant: the part of the day that tells which half is meant is in the span; «الساعة» is not. Two
hours that share a part of the day, or are joined by a dash, are one range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import joined_word, ordinal_starts, read_cardinal, read_ordinal
from workbench.extract.figure_grammar.amounts import HYPHENS
from workbench.extract.figure_grammar.days import THE_WEEKDAYS
from workbench.extract.figure_grammar.lexicon import ARTICLES, article_cut, stem_in, words
from workbench.extract.figure_grammar.line import CLOCK_LITERAL
from workbench.extract.figure_grammar.modifiers import modifier_before
from workbench.extract.figure_grammar.numbered import HEADS
from workbench.extract.figure_grammar.reading import TIME, Found, Reading, one
from workbench.messages import N_
from workbench.model import Timex

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_CLOCK = re.compile(CLOCK_LITERAL)
_POINTED = re.compile("[0-9]{1,2}[.,][0-5][0-9]")
_SIGN = re.compile("[:h.,]")
_HOUR_WORDS = words("الساعة ساعة للساعة بالساعة")
_MIDDLES = {"الليل": 0, "ليلا": 0, "ليل": 0, "ليله": 0, "النهار": 12, "اليوم": 12}
_MINUTES = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "الثلث": 20, "ثلث": 20}
_MINUTE_WORDS = words("دقيقة دقائق د")
_LESS = words("إلا")
_TO_GO = {"ربعا": 15, "ربع": 15, "الربع": 15, "ثلثا": 20, "ثلث": 20, "الثلث": 20}

_MORNING = words("صباحا صباح ص فجرا فجر am الصباح ضحى الفجر سحرا")
_EVENING = words("العشية مساء عصرا عصر زوالا pm المساء العصر الزوال زوال")
_NIGHT = words("ليلا الليل ليل ليلة")
_NOON = words("ظهرا الظهر ظهر")
_PM_LETTER = "م"
_AFTER_NOON = words("الزوال الظهر الظهيرة")
_ADVERBS = words("صباحا مساء زوالا ظهرا ليلا عصرا فجرا سحرا ضحى am pm")
_CUES = words("تمام")
_OF = words("من")
_PARTS = ((_MORNING | _EVENING | _NIGHT | _NOON) - _ADVERBS - {"ص"}) | words("صبيحة مساء")
_BETWEEN = words("بين مابين من")
_TO = words("إلى حتى لغاية")
_NO_CLOCK_AFTER = words(
    "المقاس مقاس الآية آية سورة نسبة بنسبة نتيجة بنتيجة بفارق فارق إجمالية أبعاد البقرة الآيتين"
    " إنجيل سفر مزمور أبعادها قياس بقياس دقة"
)
_RACE = words(
    "الماراطون ماراطون سباق الماراثون ماراثون زمن بزمن زمنا توقيتا قدره العدو عدوا سباحة رقم"
)
_NOT_HOURS = HEADS | words("القناة قناة المجموعة القاعة السيدة الفرقة القائمة الدرجة الحلقة الغرفة")

STARTS = frozenset("ال" + word for word in ordinal_starts() if word.endswith("ه")) | words(
    "منتصف الواحدة العاشرة"
)
"""Words that can begin a clock time."""


@dataclass(frozen=True, slots=True)
class _Hour:
    """An hour with its minutes up to the token before `stop`; `surely` a clock time or not."""

    hour: int
    minute: int
    stop: int
    surely: bool
    seconds: tuple[int, ...] = ()


def read_time(line: Line, at: int, cut: int, key: str) -> Reading | None:
    """The clock time, or the range of two, that begins at token `at`, or None."""
    start, first = line.starts[at] + cut, at
    if key == "منتصف":
        return _middle(line, start, at)
    if key.isdecimal() and at and line.keys[at - 1] in ARTICLES:
        start, first = line.starts[at - 1] + article_cut(line.keys[at - 1]), at - 1
    said = first > 0 and line.keys[first - 1] in _HOUR_WORDS
    if not said and key in STARTS and first > 0:
        said = line.keys[first - 1] in _CUES or (
            line.keys[first - 1] == "عند" and line.keys[at + 1] not in _OF
        )
    low = _read_hour(line, at, key, said=said)
    if low is None or (first and not said and _is_other(line, first)):
        return None
    reason = N_("a clock time")
    modifier = modifier_before(line, first - said)
    high = _high(line, at, key, low, said=said)
    if high is not None:
        clocks, stop = _clocks(line, high, first)
        if clocks is not None:
            value = Timex("/".join(clocks), modifier)
            return one(Found(start, line.end(stop), TIME, value, _RANGE, 0.9), stop)
    is_told = low.surely or _part_of_day(line, low.stop, letters=False)
    is_told = is_told or (key in STARTS and line.keys[low.stop] in _ZONES)
    if not is_told and not (key.startswith("ال") and _tells_from_outside(line, low.stop)):
        return None
    clocks, stop = _clocks(line, [low], first)
    if clocks is None:
        return None
    return one(Found(start, line.end(stop), TIME, Timex(clocks[0], modifier), reason, 0.97), stop)


_RANGE = N_("a range of clock times")


def _is_other(line: Line, first: int) -> bool:
    """«المرتبة الثالثة مساء», «الآية 2:255», a time that a runner took."""
    before = line.keys[first - 1]
    near = line.keys[max(0, first - 2) : first]
    if stem_in(_NOT_HOURS, before) is not None or any(word in _NO_CLOCK_AFTER for word in near):
        return True
    if line.keys[first].count(":") != 2:
        return False
    return any(word in _RACE for word in line.keys[max(0, first - 6) : first + 6])


def _middle(line: Line, start: int, at: int) -> Reading | None:
    hour = _MIDDLES.get(line.keys[at + 1])
    if hour is None:
        return None
    reason = N_("midnight or noon in words")
    value = Timex(f"T{hour:02}:00", modifier_before(line, at))
    return one(Found(start, line.end(at + 2), TIME, value, reason), at + 2)


# ------------------------------------------------------------------------------------- one hour


def _read_hour(
    line: Line, at: int, key: str, *, said: bool, with_minutes: bool = True
) -> _Hour | None:
    """The hour whose first word is `key`, with its minutes."""
    if not key.isdecimal() and _CLOCK.fullmatch(key):
        return _literal(line, at)
    marked = _marked_hour(line, at, key, said=said) if key.isdecimal() else None
    if marked is not None:
        return marked
    if key.isdecimal() and len(key) <= 2:
        hour, stop = int(key), at + 1
    elif said and _POINTED.fullmatch(key):
        hour, minute = map(int, _SIGN.split(key))
        return _Hour(hour, minute, at + 1, surely=True)
    elif key in STARTS:
        counted = read_ordinal(line.keys, at, key)
        hour, stop = (int(counted.value), counted.stop) if counted is not None else (1, at + 1)
        if hour > 12:
            return None
    else:
        return None
    minute = 0
    if with_minutes:
        minute, stop = _minutes(line, stop)
    is_told = not key.isdecimal() and minute != 0  # «الثامنة والنصف»
    return _Hour(hour, minute, stop, surely=said or is_told)


def _marked_hour(line: Line, at: int, key: str, *, said: bool) -> _Hour | None:
    """«0900 بتوقيت غرينتش», «18h», «06سا و45د»: digits that what follows makes an hour."""
    following = line.keys[at + 1]
    if len(key) == 4 and (said or _has_zone(line, at + 1)):
        return _Hour(int(key[:2]), int(key[2:]), at + 1, surely=True)
    if len(key) > 2 or int(key) > 24:
        return None
    if following == "h" and line.touches(at + 1):
        return _Hour(int(key), 0, at + 2, surely=said or line.keys[at - 1] in _AT)
    if following in _HOUR_SIGNS:
        minute, stop = _minutes(line, at + 2)
        return _Hour(int(key), minute, stop, surely=said or minute > 0)
    return None


def _has_zone(line: Line, at: int) -> bool:
    return line.keys[at] in _ZONES or line.keys[at : at + 3] == ["ت", ".", "غ"]


_ZONES = words("بتوقيت بالتوقيت gmt")
_HOUR_SIGNS = words("سا س")
_AT = words("على في حتى إلى من")


def _literal(line: Line, at: int) -> _Hour | None:
    if line.touches(at) and not line.keys[at - 1].isalpha() and line.keys[at - 1] in ":/.":
        return None
    parts = [int(part) for part in _SIGN.split(line.keys[at])]
    return _Hour(parts[0], parts[1], at + 1, surely=True, seconds=tuple(parts[2:]))


def _minutes(line: Line, stop: int) -> tuple[int, int]:
    """Minutes in words after an hour, and where they end: «والنصف», «و45 دقيقة», «إلا ربعا»."""
    if line.keys[stop] in _LESS:
        to_go = _TO_GO.get(line.keys[stop + 1])
        if to_go is not None:
            return -to_go, stop + 2
        counted = read_cardinal(line.keys, stop + 1)
        if counted is not None and counted.value < 60 and line.keys[counted.stop] in _MINUTE_WORDS:
            return -int(counted.value), counted.stop + 1
        return 0, stop
    joined = joined_word(line.keys, stop)
    if joined is None:
        return 0, stop
    here, word = joined
    if word in _MINUTES:
        return _MINUTES[word], here + 1
    counted = read_cardinal(line.keys, here, word)
    if counted is not None and counted.value < 60 and counted.value == int(counted.value):
        if line.keys[counted.stop] in _MINUTE_WORDS:
            return int(counted.value), counted.stop + 1
        if word.isdecimal() and len(word) == 2 and _part_of_day(line, here + 1, letters=False):
            return int(word), here + 1
    return 0, stop


# --------------------------------------------------------------------------------------- ranges


def _high(line: Line, at: int, key: str, low: _Hour, *, said: bool) -> list[_Hour] | None:
    """The two hours of «9:00-16:00», «بين 8 و10 صباحا», «من الثامنة إلى العاشرة صباحا»."""
    if line.keys[low.stop] in HYPHENS and line.keys[low.stop + 1][:1].isdecimal():
        high = _read_hour(line, low.stop + 1, line.keys[low.stop + 1], said=False)
        if high is None or low.surely != high.surely:
            return None
        is_told = high.surely or _part_of_day(line, high.stop, letters=False)
        return [low, high] if is_told else None
    before = at - 1 - said
    if before < 0 or stem_in(_BETWEEN, line.keys[before]) is None:
        return None
    if not key.isdecimal() and key not in STARTS:
        return None
    bare = _read_hour(line, at, key, said=said, with_minutes=False)
    for lower in (low, bare):
        if lower is None:
            continue
        joined = joined_word(line.keys, lower.stop)
        if line.keys[lower.stop] in _TO:
            joined = lower.stop + 1, line.keys[lower.stop + 1]
        high = _read_hour(line, *joined, said=False) if joined is not None else None
        if high is not None and not high.surely and _part_of_day(line, high.stop, letters=False):
            return [lower, high]
    return None


# ------------------------------------------------------------------------------ part of the day


def _part_of_day(line: Line, at: int, *, letters: bool) -> int:
    """How many tokens at `at` name the part of the day."""
    key = line.keys[at]
    if key in ("بعد", "قبل"):
        if line.keys[at + 1] in _AFTER_NOON:
            return 2
        return 3 if line.keys[at + 1] == "منتصف" and line.keys[at + 2] == "الليل" else 0
    if key in ("ص", _PM_LETTER):
        return int(letters)
    if key in _SPOKEN_OF and line.keys[at + 1] in _SPOKEN_PARTS:
        return 2  # «11 د الليل»
    return int(key in _ADVERBS)


_SPOKEN_OF = frozenset(("د", "ديال"))
_SPOKEN_PARTS = words("الليل الصباح العشية الفجر الظهر العصر")


def _tells_from_outside(line: Line, at: int) -> bool:
    """«من مساء اليوم» after «الثامنة» is outside the span, but it tells which half is meant."""
    return line.keys[at] == "من" and line.keys[at + 1] in _PARTS


def _told_before(line: Line, first: int) -> list[str]:
    """«مساء السبت على الساعة الثامنة»: the part of the day that is named before the hour."""
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        key = line.keys[at]
        if key in _STOPS:
            break
        found = stem_in(_PARTS, key)
        if found is not None and line.keys[at + 1] in _DAYS:
            return [found[1]]
    return []


_REACH = 8
_STOPS = frozenset(".؛:!؟")
_DAYS = THE_WEEKDAYS | words("يوم اليوم أمس الأمس يومه غد الغد غدا أول")


def _clocks(line: Line, hours: list[_Hour], first: int) -> tuple[list[str] | None, int]:
    """The TIMEX3 clocks of hours that share a part of the day, or None, and where they end."""
    last = hours[-1]
    size = _part_of_day(line, last.stop, letters=last.surely)
    named = line.keys[last.stop : last.stop + size]
    if not size and _tells_from_outside(line, last.stop):
        named = [line.keys[last.stop + 1]]
    elif not size:
        named = _told_before(line, first)
    found = []
    for each in hours:
        total = _hour(each.hour, named) * 60 + each.minute
        if each.hour > 24 or each.minute >= 60 or not 0 <= total <= 24 * 60:
            return None, last.stop
        parts = (total // 60, total % 60, *each.seconds)
        found.append("T" + ":".join(f"{part:02}" for part in parts))
    return found, last.stop + size


def _hour(hour: int, named: list[str]) -> int:
    """The hour of the day, by the part of the day that is named."""
    if not named or hour > 12:
        return hour
    named = named[1:] if named[0] in _SPOKEN_OF else named
    part = named[0] if named[0] not in ("بعد", "قبل") else named[1]
    if part == "منتصف" or part in _MORNING:
        return hour % 12
    if part in _NIGHT:
        return hour % 12 if hour == 12 or hour < 5 else hour + 12
    if part in _NOON and named[0] not in ("بعد", "قبل"):
        return hour + 12 if hour < 5 else hour
    if named[0] == "قبل":
        return hour
    if part in _EVENING or part in _NOON or part == _PM_LETTER or part in _AFTER_NOON:
        return hour % 12 + 12
    return hour
