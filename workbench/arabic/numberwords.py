"""Numbers written in words, alone or mixed with numerals («3 ملايين و500 ألف»).

Invariant: words joined by و add up only in descending magnitude, so that a list or a range is
never read as a sum; all texts are folded (`workbench.arabic.fold`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.arabic.fractions import SURE_PARTS, Part, read_part
from workbench.arabic.numerals import Style, read_numeral

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _table(rows: Mapping[int, str]) -> dict[str, int]:
    return {fold(word): value for value, words in rows.items() for word in words.split()}


UNITS = _table(
    {
        1: "واحد واحدة واحدا",
        2: "جوج اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين إثنا إثني اتنان اتنين",
        3: "ثلاث ثلاثة ثلاثا تلاتة تلت",
        4: "أربع أربعة أربعا",
        5: "خمس خمسة خمسا",
        6: "ست ستة ستا",
        7: "سبع سبعة سبعا",
        8: "ثمان ثماني ثمانية ثمانيا تمانية",
        9: "تسع تسعة تسعا",
        10: "عشر عشرة عشرا",
        11: "حداش حضاش حداشر",
        12: "طناش اطناش طناشر",
        13: "تلطاش تلتاش تلتطاش",
        14: "ربعطاش ربعتاش",
        15: "خمسطاش خمستاش",
        16: "سطاش ستاش",
        17: "سبعطاش سبعتاش",
        18: "تمنطاش تمنتاش",
        19: "تسعطاش تسعتاش تسعطاشر",
    }
)
"""1..10 in both genders, with tanwin too; 2 also in the construct form that stands before ten.

After them the numbers of spoken Moroccan that news quotes: «جوج», «تلت شهور», «تلطاش».
"""

_POINT = frozenset(("فاصل", "فاصله"))
_ONE_BEFORE_TEN = frozenset(map(fold, ("أحد", "إحدى", "احدا")))
_TEN = frozenset(map(fold, ("عشر", "عشرة")))

TENS = _table(
    {
        20: "عشرون عشرين",
        30: "ثلاثون ثلاثين تلاتين",
        40: "أربعون أربعين ربعين",
        50: "خمسون خمسين",
        60: "ستون ستين",
        70: "سبعون سبعين",
        80: "ثمانون ثمانين تمانين",
        90: "تسعون تسعين",
    }
)

_HUNDRED = frozenset(map(fold, ("مائة", "مئة", "مية", "ماية", "ميه", "مئه")))
_TWO_HUNDRED = frozenset(("مائتان", "مائتين", "مائتا", "مائتي", "مئتان", "مئتين", "مئتا", "مئتي"))
HUNDREDS = (
    dict.fromkeys(_HUNDRED, 100)
    | dict.fromkeys(_TWO_HUNDRED, 200)
    | {
        stem + hundred: 100 * value
        for stem, value in UNITS.items()
        if 3 <= value <= 9 and not stem.endswith(("ه", "ا"))
        for hundred in ("مائه", "مئه", "مايه", "ميه", "ميات")
    }
)
"""Hundreds written in one word, from «مائة» to «تسعمائة»."""

SCALES = _table(
    {
        10**3: "ألف ألفا آلاف",
        10**6: "مليون مليونا ملايين",
        10**9: "مليار مليارا مليارات ملايير ملياردات بليون بليونا بلايين",
        10**12: "تريليون تريليونا تريليونات ترليون ترليونا ترليونات تريليارات",
    }
)
"""Words that multiply the number before them."""

DUALS = _table(
    {
        10**3: "ألفان ألفين ألفا ألفي",
        10**6: "مليونان مليونين مليونا مليوني",
        10**9: "ملياران مليارين مليارا ملياري بليونان بليونين بليوني",
        10**12: "تريليونان تريليونين تريليوني ترليوني",
    }
)
"""Scale words that mean two by themselves; «ألفا» and «مليونا» are also the singular."""

PLURAL_SCALES = frozenset(
    fold(word)
    for word in ("آلاف", "ملايين", "مليارات", "ملايير", "بلايين", "تريليونات", "ترليونات")
)
"""Scale words that are vague without a number before them («آلاف الأشخاص»)."""

FRACTIONS: Mapping[str, Decimal] = MappingProxyType(
    {"نصف": Decimal("0.5"), "ربع": Decimal("0.25"), "النصف": Decimal("0.5")}
)
"""Parts of one that follow a number and its unit: «شهرا ونصف»."""

_SPOKEN_HALF = "نص"


def added_part(word: str) -> Decimal | None:
    """The part of one that «ونصف», «وربعا» or the spoken «ونص» adds; `word` is without its و."""
    if word == _SPOKEN_HALF:
        return FRACTIONS["نصف"]
    return FRACTIONS.get(word) or FRACTIONS.get(word.removesuffix("ا"))


_ORDINAL_UNITS = _table(
    {
        1: "حادي حادية",
        2: "ثاني ثانية ثان تاني",
        3: "ثالث ثالثة تالت",
        4: "رابع رابعة",
        5: "خامس خامسة",
        6: "سادس سادسة",
        7: "سابع سابعة",
        8: "ثامن ثامنة",
        9: "تاسع تاسعة",
        10: "عاشر عاشرة",
    }
)
_ONLY_BEFORE_TEN = frozenset(map(fold, ("حادي", "حادية")))
ORDINALS: Mapping[str, int] = MappingProxyType(
    {fold("أول"): 1, fold("أولى"): 1}
    | {word: rank for word, rank in _ORDINAL_UNITS.items() if word not in _ONLY_BEFORE_TEN}
)
"""«أول» to «عاشرة», without the article."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number read from words: its value, and the index of the word after it.

    `scale` is its last scale word, or 1; `spelt` says that a word is part of it; `other` is the
    second reading of its only numeral.
    """

    value: Decimal
    stop: int
    scale: int = 1
    spelt: bool = True
    other: Decimal | None = None


def cardinal_starts() -> frozenset[str]:
    """Every word that can begin a number, without article and proclitics."""
    tables = (UNITS, TENS, HUNDREDS, _ONE_BEFORE_TEN, SCALES, DUALS, FRACTIONS, SURE_PARTS)
    return frozenset(word for table in tables for word in table) - PLURAL_SCALES


def ordinal_starts() -> frozenset[str]:
    """Every word that can begin a rank, without article and proclitics."""
    return frozenset(ORDINALS) | _ONLY_BEFORE_TEN


def joined_word(words: Sequence[str], at: int) -> tuple[int, str] | None:
    """The index of the word that a و joins to what precedes `at`, and that word without its و."""
    word = words[at]
    if word == "و":
        return (at + 1, words[at + 1]) if words[at + 1] else None
    if len(word) > 1 and word[0] == "و":
        return at, word[1:]
    return None


def read_cardinal(words: Sequence[str], at: int, first: str | None = None) -> Counted | None:
    """The number that begins at `words[at]`; `first` replaces that word, without its proclitics.

    `words` ends with two empty strings. A word may carry «ال».
    """
    here, word = at, words[at] if first is None else first
    sum_: Counted | None = None
    while True:
        term = _read_term(words, here, word, is_first=sum_ is None)
        if term is None:
            return sum_
        if sum_ is not None and not (term.value < sum_.scale and term.scale < sum_.scale):
            return sum_  # «2 مليون و0.5 مليون» are two numbers: a sum descends
        sum_ = term if sum_ is None else Counted(sum_.value + term.value, term.stop, term.scale)
        if sum_.scale == 1:
            return sum_
        joined = joined_word(words, sum_.stop)
        if joined is None:
            return sum_
        here, word = joined
        word = "نصف" if word == _SPOKEN_HALF else word
        part = read_part(words, here, word)
        if part is not None and (word in FRACTIONS or word in SURE_PARTS or part.numerator > 1):
            return _add_part(words, sum_, part, article=word.startswith("ال"))


def scale_of(word: str) -> int | None:
    """What a scale word multiplies by, with or without the article; None for any other word."""
    return _value(SCALES, word)


def read_ordinal(words: Sequence[str], at: int, first: str | None = None) -> Counted | None:
    """The rank that begins at `words[at]`: «الأول», «الحادية عشرة», «الثاني والعشرين»."""
    word = words[at] if first is None else first
    rank = _value(_ORDINAL_UNITS, word) or _value(ORDINALS, word)
    if rank is None:
        return None
    if rank < 10 and words[at + 1] in _TEN:
        return Counted(Decimal(10 + rank), at + 2)
    joined = joined_word(words, at + 1)
    tens = _value(TENS, joined[1]) if joined is not None and rank < 10 else None
    if joined is not None and tens is not None:
        return Counted(Decimal(tens + rank), joined[0] + 1)
    if _value(ORDINALS, word) is None:
        return None
    return Counted(Decimal(rank), at + 1)


def _value(table: Mapping[str, int], word: str) -> int | None:
    """The value of `word`, with or without the article; «ألف» begins with no article."""
    value = table.get(word)
    return table.get(word[2:]) if value is None and word.startswith("ال") else value


def _read_term(words: Sequence[str], at: int, word: str, *, is_first: bool) -> Counted | None:
    """A coefficient with its scale words, a part of a scale word, one alone, or a dual."""
    part = read_part(words, at, word)
    if part is not None:
        scale = _value(SCALES, words[part.stop])
        if scale is not None and words[part.stop] not in PLURAL_SCALES:
            if part.numerator > 1 or word in FRACTIONS or word in SURE_PARTS:
                return Counted(part.of(scale), part.stop + 1, scale)
        elif word in FRACTIONS or word in SURE_PARTS:
            return None
    scale = _value(SCALES, word)
    if scale is not None:
        if word in PLURAL_SCALES or word[2:] in PLURAL_SCALES:
            return None
        factor = 2 if word in DUALS and _is_construct(words[at + 1]) else 1
        return _scaled(words, Counted(Decimal(factor), at), word)
    dual = _value(DUALS, word)
    if dual is not None:
        return Counted(Decimal(2 * dual), at + 1, dual)
    coefficient = _read_numeral(words, at, word, most_padded=2 if is_first else 3)
    coefficient = coefficient or _read_decimal(words, _read_below_1000(words, at, word))
    return coefficient and _scaled(words, coefficient, words[coefficient.stop])


def _read_decimal(words: Sequence[str], whole: Counted | None) -> Counted | None:
    """«ثلاثة فاصل أربعة» is 3.4."""
    if whole is None or words[whole.stop] not in _POINT:
        return whole
    part = _read_below_1000(words, whole.stop + 1, words[whole.stop + 1])
    if part is None:
        return whole
    return Counted(whole.value + part.value.scaleb(-len(str(part.value))), part.stop)


def _is_construct(following: str) -> bool:
    """Whether «ألفا» before this word is "two thousand" of it rather than the accusative."""
    return len(following) > 1 and following[0].isalpha() and following[0] != "و"


def _scaled(words: Sequence[str], coefficient: Counted, word: str) -> Counted:
    """`coefficient` times the scale words that begin with `word`, each larger than the last."""
    value, at, last = coefficient.value, coefficient.stop, 1
    scale = _value(SCALES, word)
    while scale is not None and scale > last:
        value, at, last = value * scale, at + 1, scale
        scale = _value(SCALES, words[at])
    if last == 1:
        return coefficient
    return Counted(value, at, last)


def _read_numeral(words: Sequence[str], at: int, word: str, *, most_padded: int) -> Counted | None:
    """A numeral; of those with a leading zero only the short ones are numbers."""
    if not word[:1].isdecimal():
        return None
    numeral = read_numeral(word, scaled=_value(SCALES, words[at + 1]) is not None)
    if numeral is None or (numeral.style is Style.PADDED and len(word) > most_padded):
        return None
    return Counted(numeral.value, at + 1, spelt=False, other=numeral.other)


def _read_below_1000(words: Sequence[str], at: int, word: str) -> Counted | None:
    hundreds = _value(HUNDREDS, word)
    stop = at + 1
    if hundreds is None:
        unit = _value(UNITS, word)
        if unit is None or not 3 <= unit <= 9 or words[at + 1] not in _HUNDRED:
            return _read_below_100(words, at, word)
        hundreds, stop = 100 * unit, at + 2
    joined = joined_word(words, stop)
    rest = _read_below_100(words, *joined) if joined is not None else None
    if rest is None:
        return Counted(Decimal(hundreds), stop)
    return Counted(hundreds + rest.value, rest.stop)


def _read_below_100(words: Sequence[str], at: int, word: str) -> Counted | None:
    tens = _value(TENS, word)
    if tens is not None:
        return Counted(Decimal(tens), at + 1)
    bare = word.removeprefix("ال")
    unit = 1 if bare in _ONE_BEFORE_TEN else UNITS.get(bare)
    if unit is None:
        return None
    if unit < 10:
        if words[at + 1] in _TEN and (unit > 1 or bare in _ONE_BEFORE_TEN):
            return Counted(Decimal(10 + unit), at + 2)
        joined = joined_word(words, at + 1)
        tens = _value(TENS, joined[1]) if joined is not None else None
        if joined is not None and tens is not None:
            return Counted(Decimal(tens + unit), joined[0] + 1)
    return None if bare in _ONE_BEFORE_TEN else Counted(Decimal(unit), at + 1)


def _add_part(words: Sequence[str], whole: Counted, part: Part, *, article: bool) -> Counted:
    """«ونصف» after a scale word, with the scale said again («ونصف المليون»)."""
    stop = part.stop
    if _value(SCALES, words[stop]) == whole.scale:
        stop += 1
    elif not article and words[stop].startswith("ال") and words[stop] not in SCALES:
        return whole  # «مليون ونصف السكان»: the part is another figure
    return Counted(whole.value + part.of(whole.scale), stop, whole.scale)
