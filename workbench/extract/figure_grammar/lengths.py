"""Durations of several units: «ساعتين و27 دقيقة», «خمسة أشهر وثمانية أيام», «دقيقة وأربعون ثانية».

Invariant: what «و» adds to a duration is in a smaller unit; anything else is a figure of its own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import joined_word, read_cardinal
from workbench.arabic.units import SIZES, TIME_DUALS, TIMES
from workbench.extract.figure_grammar.lexicon import words

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

Part = tuple[Decimal, str]
SINGULAR = words(
    "دقيقة ساعة يوم يوما ليلة أسبوع أسبوعا شهر شهرا سنة عام عاما قرن قرنا حول حولا عقد عقدا ثانية"
)
"""Units of which a bare one can be one."""

_ONE_MORE = SINGULAR - words("قرن قرنا حول حولا عقد عقدا ليلة ثانية")


def smaller_after(line: Line, stop: int, unit: str) -> tuple[tuple[Part, ...], int] | None:
    """The smaller durations that «و» adds at token `stop` to one of `unit`, and where they end."""
    found: list[Part] = []
    while unit in SIZES:
        part = _joined(line, stop)
        if part is None or part[1] not in SIZES or SIZES.index(part[1]) >= SIZES.index(unit):
            break
        number, unit, stop = part
        found.append((number, unit))
    return (tuple(found), stop) if found else None


def _joined(line: Line, at: int) -> tuple[Decimal, str, int] | None:
    joined = joined_word(line.keys, at)
    if joined is None:
        return None
    here, word = joined
    unit = TIME_DUALS.get(word)
    if unit is not None:
        return Decimal(2), unit, here + 1
    counted = read_cardinal(line.keys, here, word)
    if counted is not None:
        unit = TIMES.get(line.keys[counted.stop])
        is_whole = counted.value % 1 == 0 and counted.value > 0
        return (counted.value, unit, counted.stop + 1) if unit is not None and is_whole else None
    following = line.keys[here + 1]
    if word in _ONE_MORE and not following[:1].isdecimal() and not following.startswith("ال"):
        return Decimal(1), TIMES[word], here + 1
    return None
