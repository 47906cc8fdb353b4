"""Numbers and ranges as they stand in a line, in digits, in words, or both.

Invariant: a numeral that touches Latin letters, an unknown word or a code is no number, and a
range goes from the smaller to the larger number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import (
    Counted,
    cardinal_starts,
    joined_word,
    read_cardinal,
)
from workbench.arabic.numerals import Style, read_numeral
from workbench.extract.figure_grammar.lexicon import (
    ARTICLES,
    ATTACHED,
    PREPOSITIONS,
    article_cut,
    stem_in,
    words,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from workbench.extract.figure_grammar.line import Line

WORD_STARTS = frozenset(
    article + word for word in cardinal_starts() for article in ("", "ال")
) - words("الألف الواحد الواحدة الأحد الإحدى الاثنين الاثنان النصف الربع") | {"ناقص"}
"""Words that can begin a number, with and without the article."""

MINUS = "ناقص"
_BETWEEN = words("بين مابين")
_MAY_FOLLOW_BETWEEN = words("سن عمر حوالي نحو قرابة")
_TO = words("إلى حتى")
HYPHENS = frozenset("-–—‑−")
_DIGITS = frozenset("0123456789")
_LATIN_UNITS = words("km m cm mm kg mg g ml mw gw kw kwh mwh gwh mb gb tb dh dhs mad usd eur ha h")
_INNER = frozenset("/:_+*#@=.,٫٬'")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or a range from `low` to `high`, in tokens `first` to `stop`.

    `start` is its folded offset, proclitics left out. `other` is its second reading; `definite`
    says that it carries the article; `spelt` that it is written in words. `bare_stop` leaves out
    the numeral in brackets with which legal texts repeat a number: «خمسة (5) أشخاص».
    """

    start: int
    first: int
    stop: int
    low: Decimal
    high: Decimal | None = None
    other: Decimal | None = None
    scale: int = 1
    spelt: bool = False
    definite: bool = False
    bare_stop: int = 0

    @property
    def is_digits(self) -> bool:
        """Whether it is one numeral without scale words."""
        return not self.spelt and self.scale == 1 and self.high is None


def read_amount(line: Line, at: int) -> Amount | None:
    """The number or range that begins at token `at`, whose proclitics stay outside."""
    amount = _read_one(line, at)
    if amount is None:
        return None
    if is_between(line, amount.first):
        return _joined_range(line, amount) or amount
    return _hyphen_range(line, amount) or amount


def is_between(line: Line, first: int) -> bool:
    """Whether «بين» governs the number at token `first`."""
    at = first - 1
    while at >= 0 and (line.keys[at] in ARTICLES or line.keys[at] in _MAY_FOLLOW_BETWEEN):
        at -= 1
    return at >= 0 and stem_in(_BETWEEN, line.keys[at]) is not None


def _read_one(line: Line, at: int) -> Amount | None:
    key = line.keys[at]
    if "0" <= key[:1] <= "9":
        return _read_digits(line, at)
    found = stem_in(WORD_STARTS, key)
    return _read_word(line, at, *found) if found is not None else None


def _read_word(line: Line, at: int, cut: int, stem: str) -> Amount | None:
    """A number in words whose first word is `stem`, after `cut` letters of proclitics."""
    if stem == MINUS:
        amount = _read_digits(line, at + 1) if line.keys[at + 1].isdecimal() else None
        if amount is None or amount.definite:
            return None
        return replace(amount, start=line.starts[at] + cut, first=at, low=-amount.low)
    counted = read_cardinal(line.keys, at, stem)
    if counted is None:
        return None
    definite = stem.startswith("ال")
    return _amount(line, line.starts[at] + cut, at, counted, definite=definite)


def _read_digits(line: Line, at: int) -> Amount | None:
    start, first, definite = line.starts[at], at, False
    before = line.keys[at - 1] if at else ""
    if line.touches(at):
        is_word = before[0].isalnum() and before not in PREPOSITIONS
        if before not in ATTACHED and (is_word or before in _INNER):
            return None
        if (
            before in HYPHENS
            and at >= 2
            and line.keys[at - 2][-1].isalnum()
            and line.touches(at - 1)
        ):
            return None
    if before == "-" and _is_minus(line, at):
        amount = _counted_digits(line, at, line.starts[at - 1], at - 1)
        return amount and replace(amount, low=-amount.low)
    if before in ARTICLES:
        start, first, definite = line.starts[at - 1] + article_cut(before), at - 1, True
    return _counted_digits(line, at, start, first, definite=definite)


def _is_minus(line: Line, at: int) -> bool:
    """Whether the dash before token `at` is a sign: in talk of heat, or before a percent sign."""
    if not (line.tells_heat or line.keys[at + 1] in ("%", "٪")):
        return False
    if line.touches(at):
        return not line.touches(at - 1)
    return at >= 2 and stem_in(_BEFORE_MINUS, line.keys[at - 2]) is not None


_BEFORE_MINUS = words("بين مابين إلى")


def _counted_digits(
    line: Line, at: int, start: int, first: int, *, definite: bool = False
) -> Amount | None:
    counted = read_cardinal(line.keys, at)
    if counted is None or (line.touches(counted.stop) and _is_code_tail(line, counted)):
        return None
    return _amount(line, start, first, counted, definite=definite)


def _is_code_tail(line: Line, counted: Counted) -> bool:
    """Whether what touches the end of a numeral makes it part of a name or a code: «24h-label»."""
    tail = line.keys[counted.stop]
    if tail in "/_@#+":
        return line.touches(counted.stop + 1)
    return "a" <= tail[0] <= "z" and tail not in _LATIN_UNITS


def _amount(line: Line, start: int, first: int, counted: Counted, *, definite: bool) -> Amount:
    stop = counted.stop
    if counted.spelt and line.keys[stop] == "(" and line.keys[stop + 2] == ")":
        again = read_cardinal(line.keys, stop + 1)
        stop += 3 if again is not None and again.value == counted.value else 0
    return Amount(
        start,
        first,
        stop,
        counted.value,
        other=counted.other,
        scale=counted.scale,
        spelt=counted.spelt,
        definite=definite,
        bare_stop=counted.stop,
    )


def _joined_range(line: Line, low: Amount) -> Amount | None:
    """«23 و26» after «بين»; a sum of words is taken apart where no second number follows."""
    high = _after_and(line, low.stop) or _after_to(line, low.stop)
    if high is not None:
        return _range(low, high)
    if not low.spelt:
        return None
    for cut in range(low.stop - 1, low.first, -1):
        if line.keys[cut].startswith("و"):
            shorter = read_cardinal(
                [*line.keys[low.first : cut], "", "", ""], 0, _first_word(line, low)
            )
            high = _after_and(line, cut)
            if shorter is not None and high is not None and shorter.stop == cut - low.first:
                return _range(replace(low, low=shorter.value, scale=shorter.scale, stop=cut), high)
    return None


def _first_word(line: Line, low: Amount) -> str:
    return line.text[low.start : line.ends[low.first]]


def _after_and(line: Line, at: int) -> Amount | None:
    joined = joined_word(line.keys, at)
    if joined is None:
        return None
    here, word = joined
    return _read_word(line, at, 1, word) if here == at else _read_one(line, here)


def _after_to(line: Line, at: int) -> Amount | None:
    return _read_one(line, at + 1) if line.keys[at] in _TO else None


def _hyphen_range(line: Line, low: Amount) -> Amount | None:
    if line.keys[low.stop] not in HYPHENS or line.keys[low.stop + 1][:1] not in _DIGITS:
        return None
    counted = read_cardinal(line.keys, low.stop + 1)
    if counted is None or counted.stop < low.stop + 2:
        return None
    return _range(
        low, _amount(line, line.starts[low.stop + 1], low.stop + 1, counted, definite=False)
    )


def to_range(line: Line, low: Amount) -> Amount | None:
    """«20 إلى 40», which only the caller can tell from a change of a value."""
    high = _after_to(line, low.stop)
    return _range(low, high) if high is not None else None


def _range(low: Amount, high: Amount) -> Amount | None:
    """The range between two numbers; «3 و5 ملايين» begins at three million."""
    bottom = low.low
    if low.scale == 1 and high.scale > 1 and bottom < high.low / high.scale:
        bottom *= high.scale
    if bottom >= high.low:
        return None
    return replace(
        low,
        low=bottom,
        high=high.low,
        stop=high.stop,
        scale=high.scale,
        other=None,
        bare_stop=high.stop,
    )


def small_integer(key: str, highest: int) -> int | None:
    """`key` as a whole number from 1 to `highest`, leading zero allowed, or None."""
    if not key.isdecimal() or len(key) > len(str(highest)) + 1:
        return None
    number = int(key)
    return number if 1 <= number <= highest and len(key) <= 4 else None


def plain_year(key: str) -> int | None:
    """`key` as a year of four digits, or None."""
    numeral = read_numeral(key) if len(key) == 4 and key.isdecimal() else None
    if numeral is None or numeral.style is not Style.PLAIN or not 1000 <= numeral.value <= 2199:
        return None
    return int(numeral.value)
