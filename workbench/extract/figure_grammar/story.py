"""What the article says beyond the expression at hand: its day, the years it named, its country.

Invariant: nothing here depends on the day on which the program runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from workbench.arabic.calendar import shifted_day
from workbench.extract.dateline import read_opening_day
from workbench.extract.figure_grammar.countries import Countries
from workbench.model import Timex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model import Value

_MONTH = re.compile("[0-9X]{4}-[0-9]{2}(?![0-9])")
_DAY = re.compile("[0-9X]{4}-[0-9]{2}-[0-9]{2}|[0-9X]{4}-W[0-9X]{2}-[1-7]")
_TERM = re.compile("[0-9]{4}/[0-9]{4}")
_HEAD, _HEAD_LINES = 1000, 6
_LEAP = 2000
_SPEAKS_HIJRI = re.compile("[0-9] ?هـ(?![^\\W\\d_])|هجري|للهجرة")


@dataclass(slots=True)
class Story:
    """The text and day of an article, and the last year, month, day and term named so far."""

    text: str
    published: date | None
    last_year: int | None = None
    last_month: str | None = None
    last_day: str | None = None
    last_term: str | None = None
    _is_hijri: bool | None = None
    _opening: tuple[int, int] | None = None
    _has_opening: bool = False
    _countries: Countries | None = None
    _codes: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def remember(self, value: Value | None, words: Sequence[str]) -> None:
        """Keep what a date of these `words` tells «20 منه», «اليوم نفسه» and «السنة ذاتها»."""
        if not isinstance(value, Timex):
            return
        last = value.timex.rpartition("/")[2]
        year = last[:4]
        if year.isdecimal() and any(year in (word[-4:], word[:4]) for word in words):
            self.last_year = int(year)  # named in the text, not told from the article's day
        month = _MONTH.match(last)
        self.last_month = month[0] if month else self.last_month
        self.last_day = last if _DAY.fullmatch(last) else self.last_day
        self.last_term = value.timex if _TERM.fullmatch(value.timex) else self.last_term

    @property
    def is_hijri(self) -> bool:
        """Whether the article marks dates as Hijri ones, so that a bare year may be one."""
        if self._is_hijri is None:
            self._is_hijri = _SPEAKS_HIJRI.search(self.text) is not None
        return self._is_hijri

    def day_near(self, days: int) -> str | None:
        """«اليوم» and its like where the dateline tells month and day but no year."""
        if self.published is not None:
            return None
        if not self._has_opening:
            head = self.text[:_HEAD].split("\n")[:_HEAD_LINES]
            self._opening = next(filter(None, map(read_opening_day, head)), None)
            self._has_opening = True
        if self._opening is None:
            return None
        day = shifted_day(date(_LEAP, *self._opening), days)
        return f"XXXX-{day:%m-%d}" if day is not None else None

    def currencies(self, codes: Sequence[str]) -> tuple[str, ...]:
        """`codes` in the order in which the article speaks of their countries."""
        key = tuple(codes)
        if key not in self._codes:
            if self._countries is None:
                self._countries = Countries(self.text)
            weight = {code: self._countries.weight(code) for code in key}
            self._codes[key] = tuple(sorted(key, key=lambda code: -weight.get(code, 0)))
        return self._codes[key]
