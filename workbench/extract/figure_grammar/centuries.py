"""Decades and centuries: «ثمانينيات القرن الماضي» is 198X, «القرن التاسع عشر» is 18.

Invariant: TIMEX3 writes a century by the first two digits of its years; one before the common era
or of the Hijri calendar has no value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic.calendar import shifted_year
from workbench.arabic.numberwords import joined_word, read_cardinal, read_ordinal
from workbench.extract.figure_grammar.lexicon import stem_in, words
from workbench.extract.figure_grammar.years import (
    BEFORE_CHRIST,
    COMMON_ERA,
    DEICTIC,
    HIJRI_ERA,
    When,
    is_before_christ,
    shift_of,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

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


def read_decade(line: Line, at: int, key: str) -> When | None:
    """«ثمانينيات القرن الماضي» and «التسعينيات»; decades of a life are no dates."""
    tens = DECADES.get(key)
    if tens is None:
        return None
    reason = N_("a decade")
    stop, is_listed = at + 1, False
    for _ in range(4):  # «ستينيات وسبعينيات القرن الماضي»: the first shares the century
        joined = joined_word(line.keys, stop)
        if joined is None or joined[1] not in DECADES:
            break
        stop, is_listed = joined[0] + 1, True
    if line.keys[stop] == "من" and line.keys[stop + 1] in CENTURY:
        stop += 1
    century = _century(line, stop) if line.keys[stop] in CENTURY else None
    if century is not None and is_listed:
        return When(f"{_hundreds(century)}{tens}X", at + 1, reason, 0.85)
    if century is not None:
        return When(f"{_hundreds(century)}{tens}X", century.stop, reason)
    if not key.startswith("ال") or is_life(line, at + 1):
        return None
    return When(f"19{tens}X", at + 1, reason, 0.8)


THE_DECADE = frozenset(("العقد",))
_LAST = words("الأخير")


def read_counted_decade(line: Line, story: Story, at: int) -> When | None:
    """«العقد الثاني من القرن الحالي», «العقد الأخير من القرن الماضي», «خلال العقد الماضي»."""
    reason = N_("a decade")
    shift = shift_of(line.keys[at + 1])
    if shift is not None:
        before = line.keys[at - 1] if at else ""
        year = shifted_year(story.published, 10 * shift)
        if not shift or stem_in(_DECADE_CUES, before) is None:  # «العقد الحالي»: a contract
            return None
        return When(f"{year // 10:03}X" if year is not None else "XXXX", at + 2, DEICTIC, 0.7)
    if line.keys[at + 1] in _LAST:
        tens, stop = 9, at + 2
    else:
        counted = read_ordinal(line.keys, at + 1)
        if counted is None or not 1 <= counted.value <= 10:
            return None
        tens, stop = int(counted.value) - 1, counted.stop
    if line.keys[stop] != "من" or line.keys[stop + 1] not in CENTURY:
        return None
    century = read_century(line, story, stop + 1, line.keys[stop + 1])
    if century is None or century.timex is None or not century.timex.isdecimal():
        return None
    return When(f"{century.timex}{tens}X", century.stop, reason)


_DECADE_CUES = words("في خلال منذ طيلة مدى بداية نهاية مطلع منتصف أواخر أوائل طوال")


def _hundreds(century: When) -> str:
    """«القرن الماضي» is the twentieth in every text that we can meet."""
    return century.timex if century.timex not in (None, "XX") else "19"


def is_life(line: Line, at: int) -> bool:
    """Whether «من العمر», «من عمره» or «من أعمارهم» stands at token `at`."""
    return line.keys[at] == "من" and line.keys[at + 1] in OF_LIFE


OF_LIFE = words("العمر عمره عمرها عمرهم عمرهن عمرهما عمري أعمارهم أعمارهن أعمارهما حياته حياتها")
"""What years of a person are of."""


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
    here = at + 1 + (line.keys[at + 1] == "ال")
    word = line.keys[here]
    if shift_of(word) is not None:
        return When("XX", here + 1, reason)
    if word.isdecimal() and len(word) <= 2 and int(word) > 0:
        return _of_era(line, int(word), here + 1)
    counted = read_ordinal(line.keys, here)
    if counted is None and word.startswith("ال"):
        counted = read_cardinal(line.keys, here)
    if counted is None or not 1 <= counted.value <= 30:
        return None
    return _of_era(line, int(counted.value), counted.stop)


def _of_era(line: Line, century: int, stop: int) -> When:
    """A century with «الميلادي»; one of another era has no TIMEX3 value."""
    key = line.keys[stop]
    if key in HIJRI_ERA:
        return When(None, stop + 1, N_("a century of the Hijri calendar"), 0.8)
    if is_before_christ(line, stop):
        return When(None, stop + is_before_christ(line, stop), BEFORE_CHRIST, 0.8)
    return When(f"{century - 1:02}", stop + (key in COMMON_ERA), N_("a century"))
