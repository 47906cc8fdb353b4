"""Parts of a whole: «ثلثا», «ثلاثة أرباع», «نصف», ½ and 3/4.

Invariant: a part has a value between 0 and 1, exact where ten digits write it and else rounded to
four places; all texts are folded (`workbench.arabic.fold`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STEMS = "نصف ثلث ربع خمس سدس سبع ثمن تسع عشر"
_PLURALS = "أنصاف أثلاث أرباع أخماس أسداس أسباع أثمان أتساع أعشار"
_TWO_THIRDS = "ثلثا ثلثي ثلثان ثلثين"
_COUNTS = {
    fold(count): number
    for number, counts in enumerate(
        ("ثلاثة ثلاث", "أربعة أربع", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"), 3
    )
    for count in counts.split()
}

PARTS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {stem: (1, whole) for whole, stem in enumerate(_STEMS.split(), 2)}
    | dict.fromkeys(_TWO_THIRDS.split(), (2, 3))
)
"""Words that name parts, without the article, to numerator and denominator."""

SURE_PARTS = frozenset(("نصف", "ثلث", *_TWO_THIRDS.split()))
"""Those that mean little else; «ربع», «خمس», «ثمن» … are also other words."""

_WHOLES = {fold(word): whole for whole, word in enumerate(_PLURALS.split(), 2)}

SIGNS: Mapping[str, Decimal] = MappingProxyType(
    {sign: Decimal(str(round(unicodedata.numeric(sign), 4))) for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
)
"""Signs that name parts."""

STARTS = frozenset(PARTS) | frozenset(_COUNTS)
"""Words that can begin a part, without the article."""

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Part:
    """`numerator` of `denominator` parts, and the index of the word after them."""

    numerator: int
    denominator: int
    stop: int

    def of(self, whole: int = 1) -> Decimal:
        """The part of `whole`: rounded to four places of one, or to a whole number of more."""
        exact = Decimal(self.numerator * whole) / self.denominator
        if exact == exact.quantize(_PLACES):
            return exact
        return exact.quantize(_PLACES if whole == 1 else Decimal(1), ROUND_HALF_EVEN)


def read_part(words: Sequence[str], at: int, first: str | None = None) -> Part | None:
    """The part that begins at `words[at]`; `first` replaces that word, without its proclitics."""
    word = words[at] if first is None else first
    bare = word.removeprefix("ال")
    count = _COUNTS.get(bare)
    if count is not None:
        whole = _WHOLES.get(words[at + 1].removeprefix("ال"))
        return Part(count, whole, at + 2) if whole is not None and count < whole else None
    part = PARTS.get(bare)
    return Part(*part, at + 1) if part is not None else None
