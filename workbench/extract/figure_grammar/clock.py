"""Clock times: «20:30», «3:43 م», «20h30», «الثامنة والنصف مساء», «منتصف الليل».

Invariant: the part of the day that tells which half is meant is in the span; «الساعة» is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import joined_word, ordinal_starts, read_cardinal, read_ordinal
from workbench.extract.figure_grammar.lexicon import words
from workbench.extract.figure_grammar.line import CLOCK_LITERAL
from workbench.extract.figure_grammar.modifiers import modifier_before
from workbench.extract.figure_grammar.reading import TIME, Found, Reading, one
from workbench.messages import N_
from workbench.model import Timex

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_CLOCK = re.compile(CLOCK_LITERAL)
_SIGN = re.compile("[:h]")
_HOUR_WORDS = words("الساعة ساعة")
_MIDDLES = {"الليل": 0, "ليلا": 0, "النهار": 12, "اليوم": 12}
_MINUTES = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "الثلث": 20, "ثلث": 20}
_MINUTE_WORDS = words("دقيقة دقائق")
_LESS = words("إلا")
_LESS_MINUTES = words("ربعا ربع الربع")
_LESS_THIRD = words("ثلثا ثلث الثلث")

_MORNING = words("صباحا صباح ص فجرا فجر am الصباح ضحى")
_EVENING = words("مساء عصرا عصر زوالا pm المساء العصر الزوال زوال")
_NIGHT = words("ليلا الليل ليل ليلة")
_NOON = words("ظهرا الظهر ظهر")
_PM_LETTER = "م"
_AFTER_NOON = words("الزوال الظهر الظهيرة")

STARTS = frozenset("ال" + word for word in ordinal_starts() if word.endswith("ه")) | words(
    "منتصف الواحدة العاشرة"
)
"""Words that can begin a clock time."""


def read_time(line: Line, at: int, cut: int, key: str) -> Reading | None:
    """The clock time that begins at token `at`, or None."""
    start = line.starts[at] + cut
    if key == "منتصف":
        return _middle(line, start, at)
    if not key.isdecimal() and _CLOCK.fullmatch(key):
        return _literal(line, start, at)
    said = line.keys[at - 1] in _HOUR_WORDS if at else False
    if key.isdecimal():
        hour, stop = int(key) if len(key) <= 2 else 99, at + 1
    elif said and re.fullmatch(r"[0-9]{1,2}[.,][0-5][0-9]", key):
        parts = re.split("[.,]", key)
        return _finish(line, start, at + 1, int(parts[0]), int(parts[1]), first=at, marked=True)
    elif key in STARTS:
        counted = read_ordinal(line.keys, at, key)
        hour, stop = (int(counted.value), counted.stop) if counted is not None else (1, at + 1)
        if hour > 12:
            return None
    else:
        return None
    minute, stop = _minutes(line, stop)
    if not said and not _part_of_day(line, stop, letters=False):
        return None
    return _finish(line, start, stop, hour, minute, first=at, marked=said)


def _middle(line: Line, start: int, at: int) -> Reading | None:
    hour = _MIDDLES.get(line.keys[at + 1])
    if hour is None:
        return None
    reason = N_("midnight or noon in words")
    stop = at + 2
    return one(Found(start, line.end(stop), TIME, Timex(f"T{hour:02}:00"), reason), stop)


def _literal(line: Line, start: int, at: int) -> Reading | None:
    if line.touches(at) and not line.keys[at - 1].isalpha() and line.keys[at - 1] in ":/.-":
        return None
    parts = [int(part) for part in _SIGN.split(line.keys[at])]
    return _finish(
        line, start, at + 1, parts[0], parts[1], first=at, seconds=tuple(parts[2:]), marked=True
    )


def _minutes(line: Line, stop: int) -> tuple[int, int]:
    """Minutes in words after an hour, and where they end: «والنصف», «و45 دقيقة», «إلا ربعا»."""
    if line.keys[stop] in _LESS:
        if line.keys[stop + 1] in _LESS_MINUTES:
            return -15, stop + 2
        return (-20, stop + 2) if line.keys[stop + 1] in _LESS_THIRD else (0, stop)
    joined = joined_word(line.keys, stop)
    if joined is None:
        return 0, stop
    here, word = joined
    if word in _MINUTES:
        return _MINUTES[word], here + 1
    counted = read_cardinal(line.keys, here, word)
    if counted is not None and counted.spelt and counted.value < 60:
        is_said = line.keys[counted.stop] in _MINUTE_WORDS
        if is_said:
            return int(counted.value), counted.stop + 1
    if word.isdecimal() and len(word) == 2 and int(word) < 60:
        is_said = line.keys[here + 1] in _MINUTE_WORDS
        if is_said or _part_of_day(line, here + 1, letters=False):
            return int(word), here + 1 + is_said
    return 0, stop


def _part_of_day(line: Line, at: int, *, letters: bool) -> int:
    """How many tokens at `at` name the part of the day."""
    key = line.keys[at]
    if key == "بعد":
        if line.keys[at + 1] in _AFTER_NOON:
            return 2
        return 3 if line.keys[at + 1] == "منتصف" and line.keys[at + 2] == "الليل" else 0
    if key in ("ص", _PM_LETTER):
        return int(letters)
    return int(key in _ADVERBS)


_ADVERBS = words("صباحا مساء زوالا ظهرا ليلا عصرا فجرا am pm")


def _finish(
    line: Line,
    start: int,
    stop: int,
    hour: int,
    minute: int,
    *,
    first: int,
    seconds: tuple[int, ...] = (),
    marked: bool,
) -> Reading | None:
    size = _part_of_day(line, stop, letters=marked)
    named = line.keys[stop : stop + size]
    if not size and line.keys[stop] == "من":  # «الثامنة من مساء اليوم»: outside, but it tells
        named = line.keys[stop + 1 : stop + 2]
    total = _hour(hour, named) * 60 + minute
    if hour > 24 or total < 0 or total > 24 * 60 or (hour > 12 and size and hour < 13):
        return None
    stop += size
    clock = ":".join(f"{part:02}" for part in (total // 60, total % 60, *seconds))
    reason = N_("a clock time")
    value = Timex(f"T{clock}", modifier_before(line, first - (line.keys[first - 1] in _HOUR_WORDS)))
    return one(Found(start, line.end(stop), TIME, value, reason, 0.97), stop)


def _hour(hour: int, named: list[str]) -> int:
    """The hour of the day, by the part of the day that is named."""
    if not named or hour > 12:
        return hour
    part = named[0] if named[0] != "بعد" else named[1]
    if part == "منتصف" or part in _MORNING:
        return hour % 12
    if part in _NIGHT:
        return hour % 12 if hour == 12 or hour < 5 else hour + 12
    if part in _NOON and named[0] != "بعد":
        return hour + 12 if hour < 5 else hour
    if part in _EVENING or part in _NOON or part == _PM_LETTER or part in _AFTER_NOON:
        return hour % 12 + 12
    return hour
