"""Numbers and ranges as they stand in a line, in digits, in words, or both.

Invariant: a numeral that touches Latin letters, an unknown word or a code is no number, and a
range goes from the smaller to the larger number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.fractions import SIGNS
from workbench.arabic.numberwords import (
    FRACTIONS,
    Counted,
    cardinal_starts,
    joined_word,
    read_cardinal,
    scale_of,
)
from workbench.arabic.numerals import Style, read_numeral
from workbench.extract.figure_grammar.items import is_noun
from workbench.extract.figure_grammar.lexicon import (
    ARTICLES,
    ATTACHED,
    PREPOSITIONS,
    article_cut,
    stem_in,
    words,
)

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_STARTS = cardinal_starts()
WORD_STARTS = frozenset(article + word for word in _STARTS for article in ("", "ال")) - words(
    "الألف الواحد الواحدة الأحد الإحدى الاثنين الاثنان النصف الربع"
) | {"ناقص", "صفر"}
"""Words that can begin a number, with and without the article."""

MINUS = "ناقص"
ZERO = "صفر"
_BETWEEN = words("بين مابين")
_MAY_FOLLOW_BETWEEN = words("سن عمر حوالي نحو قرابة")
_TO = words("إلى حتى")
HYPHENS = frozenset("-–—‑−")
_DIGITS = frozenset("0123456789")
_LATIN_UNITS = words("km m cm mm kg mg g ml mw gw kw kwh mwh gwh mb gb tb dh dhs mad usd eur ha h")
_LATIN_LETTERS = frozenset("mgh")
_INNER = frozenset("/:_+*#@=.,٫٬'")
_PERCENTS = frozenset("%٪﹪")
_LEAST_YEAR = 1000


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
    if at not in line.amounts:
        line.amounts[at] = _read_range(line, at)
    return line.amounts[at]


def _read_range(line: Line, at: int) -> Amount | None:
    amount = _read_one(line, at)
    if amount is None:
        return None
    if is_between(line, amount.first):
        return _joined_range(line, amount) or amount
    return _hyphen_range(line, amount) or _or_range(line, amount) or amount


def is_between(line: Line, first: int) -> bool:
    """Whether «بين» governs the number at token `first`."""
    at = first - 1
    while at >= 0 and (line.keys[at] in ARTICLES or line.keys[at] in _MAY_FOLLOW_BETWEEN):
        at -= 1
    return at >= 0 and stem_in(_BETWEEN, line.keys[at]) is not None


def _read_one(line: Line, at: int) -> Amount | None:
    key = line.keys[at]
    if "0" <= key[:1] <= "9":
        amount = _read_digits(line, at)
    elif key in SIGNS:
        return Amount(line.starts[at], at, at + 1, SIGNS[key], bare_stop=at + 1)
    else:
        found = stem_in(WORD_STARTS, key)
        amount = _read_word(line, at, *found) if found is not None else None
    return _with_part(line, amount) if amount is not None else None


def _with_part(line: Line, amount: Amount) -> Amount:
    """«3 ونصف», «خمسة عشر وربع», «5 ونصف مليون»."""
    joined = joined_word(line.keys, amount.stop)
    if joined is None or joined[1] not in FRACTIONS:
        return amount
    if amount.scale > 1 or amount.low >= _LEAST_YEAR:
        return amount
    stop = joined[0] + 1
    low = amount.low + FRACTIONS[joined[1]]
    scale = scale_of(line.keys[stop])
    if scale is not None:
        return replace(amount, low=low * scale, scale=scale, stop=stop + 1, bare_stop=stop + 1)
    if line.keys[stop].startswith("ال"):
        return amount  # «5 ونصف السكان»: the part is another figure
    return replace(amount, low=low, other=None, spelt=True, stop=stop, bare_stop=stop)


def _read_word(line: Line, at: int, cut: int, stem: str) -> Amount | None:
    """A number in words whose first word is `stem`, after `cut` letters of proclitics."""
    if stem == MINUS:
        amount = _read_digits(line, at + 1) if "0" <= line.keys[at + 1][:1] <= "9" else None
        if amount is None or amount.definite:
            return None
        return replace(amount, start=line.starts[at] + cut, first=at, low=-amount.low)
    if stem == ZERO:
        start = line.starts[at] + cut
        return Amount(start, at, at + 1, Decimal(0), spelt=True, bare_stop=at + 1)
    counted = read_cardinal(line.keys, at, stem)
    if counted is None:
        return None
    definite = stem.startswith("ال") and stem[2:] in _STARTS
    return _amount(line, line.starts[at] + cut, at, counted, definite=definite)


def _read_digits(line: Line, at: int) -> Amount | None:
    before = line.keys[at - 1] if at else ""
    if before in _SIGNS and _is_sign(line, at):
        amount = _counted_digits(line, at, line.starts[at - 1], at - 1)
        return replace(amount, low=-amount.low) if amount and before != "+" else amount
    if line.touches(at) and not _may_touch(line, at, before):
        return None
    start, first, definite = line.starts[at], at, before in ARTICLES
    if definite:
        start, first = line.starts[at - 1] + article_cut(before), at - 1
    return _counted_digits(line, at, start, first, definite=definite)


_SIGNS = frozenset("-−+")


def _may_touch(line: Line, at: int, before: str) -> bool:
    """Whether a numeral may stand directly after `before`: not within a word or a code."""
    if before in ATTACHED:
        return True
    if (before[0].isalnum() and before not in PREPOSITIONS) or before in _INNER:
        return False
    is_tail = before in HYPHENS and at >= 2 and line.touches(at - 1)
    return not (is_tail and line.keys[at - 2][-1].isalnum())


def _is_sign(line: Line, at: int) -> bool:
    """Whether what stands before token `at` is a sign: in talk of heat, or with a percent sign."""
    if line.keys[at + 1] not in _PERCENTS and not line.tells_heat:
        return False
    if line.touches(at):
        return not line.touches(at - 1) or line.keys[at - 2] in _MAY_SIGN
    return at >= 2 and stem_in(_BEFORE_MINUS, line.keys[at - 2]) is not None


_MAY_SIGN = ATTACHED | {"("}
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
    if not "a" <= tail[0] <= "z":
        return False
    if tail in _LATIN_LETTERS and line.written(counted.stop) != tail:
        return True  # «5G», «2M»: a unit of one letter is written small
    return tail not in _LATIN_UNITS


def _amount(line: Line, start: int, first: int, counted: Counted, *, definite: bool) -> Amount:
    stop = counted.stop
    amount = Amount(
        start,
        first,
        stop,
        counted.value,
        other=counted.other,
        scale=counted.scale,
        spelt=counted.spelt,
        definite=definite,
        bare_stop=stop,
    )
    if line.keys[stop] == "(":
        return _with_repeat(line, amount)
    if line.keys[stop] == ")" and line.keys[first - 1] == "(":
        return _out_of_brackets(line, amount)
    return amount


def _with_repeat(line: Line, amount: Amount) -> Amount:
    """«خمسين (50) مليون»: a number that is said again in brackets, and perhaps its scale."""
    again = read_cardinal(line.keys, amount.stop + 1)
    if again is None or again.value != amount.low or line.keys[again.stop] != ")":
        return amount
    amount = replace(amount, stop=again.stop + 1)
    return _times_scale(line, amount) or amount


def _out_of_brackets(line: Line, amount: Amount) -> Amount:
    """«(200) مليون», «(500.000) خمسمائة ألف»: a number in brackets that goes on behind them."""
    before, stop = amount.first - 1, amount.stop + 1
    wider = replace(amount, start=line.starts[before], first=before, stop=stop)
    scaled = _times_scale(line, wider)
    if scaled is not None:
        return scaled
    again = read_cardinal(line.keys, stop)
    if again is None or not again.spelt or again.value != amount.low:
        return amount
    return replace(wider, stop=again.stop, bare_stop=again.stop, scale=again.scale, spelt=True)


def _times_scale(line: Line, amount: Amount) -> Amount | None:
    """`amount` times the scale word after its brackets."""
    scale = scale_of(line.keys[amount.stop]) if amount.scale == 1 else None
    if scale is None:
        return None
    stop = amount.stop + 1
    return replace(
        amount, low=amount.low * scale, other=None, scale=scale, stop=stop, bare_stop=stop
    )


def in_brackets(line: Line, amount: Amount) -> Amount | None:
    """«(32) مترا»: `amount` with the brackets around it, which stand before its unit."""
    before = amount.first - 1
    if before < 0 or line.keys[before] != "(" or line.keys[amount.stop] != ")":
        return None
    start, stop = line.starts[before], amount.stop + 1
    return replace(amount, start=start, first=before, stop=stop, bare_stop=stop)


def _joined_range(line: Line, low: Amount) -> Amount | None:
    """«23 و26» after «بين»; a sum of words is taken apart where no second number follows."""
    high = _after_and(line, low.stop) or _after_to(line, low.stop)
    if high is not None and high.low < low.low and high.high is None and line.tells_heat:
        span = _range(replace(high, scale=1), low)  # «بين 7 و2 درجات»
        return span and replace(low, low=span.low, high=span.high, other=None,
                                stop=high.stop, bare_stop=high.stop)  # fmt: skip
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
    is_spoken = line.keys[low.stop] == "ل" and low.low > 1 and line.touches(low.stop + 1)
    if (
        not (is_spoken or line.keys[low.stop] in HYPHENS)
        or line.keys[low.stop + 1][:1] not in _DIGITS
    ):
        return None
    counted = read_cardinal(line.keys, low.stop + 1)
    if counted is None or counted.stop < low.stop + 2:
        return None
    return _range(
        low, _amount(line, line.starts[low.stop + 1], low.stop + 1, counted, definite=False)
    )


def _or_range(line: Line, low: Amount) -> Amount | None:
    """«ستة أو سبعة آلاف», «3 أو 4 أشخاص»: two neighbours are a range, other choices are not."""
    if line.keys[low.stop] != "او" or low.scale > 1 or low.low != int(low.low):
        return None
    high = _read_one(line, low.stop + 1)
    if high is None or high.low != (low.low + 1) * high.scale:
        return None
    counts = low.spelt or high.scale > 1 or is_noun(line.keys[high.stop])
    return _range(low, high) if counts else None


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
    if len(key) > 4 or not key.isdecimal() or len(key) > len(str(highest)) + 1:
        return None
    number = int(key)
    return number if 1 <= number <= highest else None


def plain_year(key: str) -> int | None:
    """`key` as a year of four digits, or None."""
    numeral = read_numeral(key) if len(key) == 4 and key.isdecimal() else None
    if numeral is None or numeral.style is not Style.PLAIN or not 1000 <= numeral.value <= 2199:
        return None
    return int(numeral.value)
