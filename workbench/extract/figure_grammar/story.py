"""What the article says beyond the expression at hand: its day, the years it named, its country.

Invariant: nothing here depends on the day on which the program runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.model import Timex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workbench.model import Value

_COUNTRIES = {
    "MAD": "المغرب", "AED": "الإمارات", "USD": "أمريكا", "CAD": "كندا", "AUD": "أستراليا",
    "DZD": "الجزائر", "TND": "تونس", "LYD": "ليبيا", "JOD": "الأردن", "KWD": "الكويت",
    "IQD": "العراق", "BHD": "البحرين", "RSD": "صربيا", "SAR": "السعودية", "QAR": "قطر",
    "YER": "اليمن", "OMR": "سلطنة عمان", "IRR": "إيران", "BRL": "البرازيل", "LBP": "لبنان",
    "SYP": "سوريا", "TRY": "تركيا", "EGP": "مصر", "SDG": "السودان", "GBP": "بريطانيا",
    "CHF": "سويسرا", "XOF": "السنغال", "DJF": "جيبوتي", "SEK": "السويد", "NOK": "النرويج",
    "DKK": "الدنمارك", "INR": "الهند", "PKR": "باكستان", "IDR": "إندونيسيا",
}  # fmt: skip

# The dirham and the dollar are those of the press we read unless the article speaks of another.
_PRIOR = {"MAD": 6, "USD": 12}
_MONTH = re.compile("[0-9X]{4}-[0-9]{2}")


@dataclass(slots=True)
class Story:
    """The text and day of an article, and the last year and month named so far."""

    text: str
    published: date | None
    last_year: int | None = None
    last_month: str | None = None
    _codes: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def remember(self, value: Value | None) -> None:
        """Keep the month of a date, for «20 منه» after it."""
        if isinstance(value, Timex):
            match = _MONTH.match(value.timex.rpartition("/")[2])
            self.last_month = match[0] if match else self.last_month

    def currencies(self, codes: Sequence[str]) -> tuple[str, ...]:
        """`codes` in the order in which the article speaks of their countries."""
        key = tuple(codes)
        if key not in self._codes:
            text = fold(self.text)
            weight = {
                code: _PRIOR.get(code, 0) + text.count(fold(_COUNTRIES[code]))
                for code in key
                if code in _COUNTRIES
            }
            self._codes[key] = tuple(sorted(key, key=lambda code: -weight.get(code, 0)))
        return self._codes[key]
