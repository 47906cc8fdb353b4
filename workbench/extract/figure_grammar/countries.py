"""Of which country an article speaks, so that its dinar, riyal or centime is told.

Invariant: only the words of the article decide; where they say nothing, the press that we read
most does.
"""

from __future__ import annotations

import re
from collections import Counter

from workbench.arabic.fold import fold
from workbench.arabic.units import SHARED_CURRENCIES
from workbench.extract.figure_grammar.lexicon import with_proclitics

# What speaks of a country: its name, which may carry a nisba, and its towns.
_COUNTRIES = {
    "MAD": "مغرب مغارب رباط بيضاء طنجة مراكش فاس أكادير وجدة مكناس الدرك",
    "AED": "إمارات دبي أبوظبي شارقة ظبي",
    "USD": "أمريك أميرك واشنطن", "CAD": "كندا كند", "AUD": "أستراليا أسترال",
    "DZD": "جزائر وهران قسنطينة دج تبون عنابة سطيف وزو بلوزداد",
    "TND": "تونس صفاقس", "LYD": "ليبيا ليب طرابلس بنغازي",
    "JOD": "أردن عمان إربد زرقاء", "KWD": "كويت", "IQD": "عراق بغداد بصرة أربيل ميسان",
    "BHD": "بحرين منامة", "RSD": "صربيا صرب", "SAR": "سعود سعودية رياض جدة أرامكو",
    "QAR": "قطر دوحة", "YER": "يمن صنعاء عدن حوث تعز حديدة", "OMR": "سلطنة مسقط صلالة عمان",
    "IRR": "إيران طهران", "BRL": "برازيل", "LBP": "لبنان بيروت", "SYP": "سوريا سور دمشق حلب",
    "TRY": "تركيا ترك أنقرة إسطنبول", "EGP": "مصر قاهرة إسكندرية جيزة",
    "SDG": "سودان خرطوم دارفور فاشر", "GBP": "بريطانيا بريطان لندن إنجليز إنجلترا ويمبلدون",
    "CHF": "سويسرا سويسر جنيف زيورخ", "XOF": "سنغال مالي داكار أبيدجان نيجر بوركينا",
    "XAF": "كاميرون غابون تشاد ياوندي كونغو", "DJF": "جيبوتي", "SEK": "سويد", "NOK": "نرويج",
    "DKK": "دنمارك", "INR": "هند نيودلهي", "PKR": "باكستان", "IDR": "إندونيسيا",
}  # fmt: skip
_STEMS: dict[str, list[str]] = {}
for _code, _names in _COUNTRIES.items():
    for _stem in _names.split():
        _STEMS.setdefault(fold(_stem), []).append(_code)
_ENDS = ("", "ي", "يه", "يا", "يين", "يون")
_SPOKEN_OF = {
    word: codes
    for stem, codes in _STEMS.items()
    for word in with_proclitics(article + stem + end for article in ("", "ال") for end in _ENDS)
}
"""Every word that speaks of countries, to the codes of their currencies."""

_NAMES_OF: dict[str, list[str]] = {}
for _name, _codes in SHARED_CURRENCIES.items():
    for _adjective, _code in _codes.items():
        _NAMES_OF.setdefault(_code, []).append(f"{_name} {_adjective}")

# The dirham and the dollar are those of the press we read unless the article speaks of another.
_PRIOR = {"MAD": 3, "USD": 60}
_NAMED = 20
"""How much the name of a coin with its country's adjective weighs: «جنيه إسترليني»."""

_WORD = re.compile(r"[^\W\d_]+")


class Countries:
    """How much one article speaks of the countries of each currency."""

    __slots__ = ("_said", "_text")

    def __init__(self, text: str) -> None:
        self._text = fold(text)
        self._said = Counter[str]()
        for word, times in Counter(_WORD.findall(self._text)).items():
            for code in _SPOKEN_OF.get(word, ()):
                self._said[code] += times

    def weight(self, code: str) -> int:
        """How much the article speaks of the country of `code`."""
        named = sum(self._text.count(name) for name in _NAMES_OF.get(code, ()))
        return _PRIOR.get(code, 0) + self._said[code] + _NAMED * named
