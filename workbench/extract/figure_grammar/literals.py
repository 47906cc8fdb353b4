"""Dates in digits alone: «14/02/2022», «31.12.2025», «2022-03-01».

Invariant: the day stands before the month, as everywhere in the Arab press; only where that is
no date is the month read first, and then the reader is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.arabic.calendar import day_timex
from workbench.extract.figure_grammar.line import DATE_LITERAL
from workbench.extract.figure_grammar.years import When
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_LITERAL = re.compile(DATE_LITERAL)
_SIGN = re.compile(r"[/.-]")
_SPACED = [[day, month, 4] for day in (1, 2) for month in (1, 2)]
_CENTURY = 2000


def read_literal(line: Line, at: int) -> When | None:
    """The date in digits that begins at token `at`, or None."""
    key = line.keys[at]
    if not key.isdecimal():
        if not _LITERAL.fullmatch(key):
            return None
        written, stop = _SIGN.split(key), at + 1
    elif line.keys[at + 1] in ("/", "-") and line.keys[at + 3] == line.keys[at + 1]:
        written, stop = line.keys[at : at + 5 : 2], at + 5  # «3 - 2 - 2025»
        if [len(part) for part in written] not in _SPACED or not "".join(written).isdecimal():
            return None
    else:
        return None
    parts = [int(part) for part in written]
    day, month, year = reversed(parts) if len(written[0]) == 4 else parts
    if year < 100:
        year += _CENTURY
    timex = day_timex(year, month, day) if year >= 1000 else None
    if timex is not None:
        return When(timex, stop, N_("a date in digits"), 0.97)
    swapped = day_timex(year, day, month) if year >= 1000 else None
    if swapped is not None:
        return When(swapped, stop, N_("a date in digits, month first"), 0.6)
    return None
