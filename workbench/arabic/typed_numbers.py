"""Numbers as a person types them for a value: with a sign, a range, a unit, a counted noun.

Invariant: what is not understood to its last word is not read at all.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unicodedata import combining

from workbench.arabic.fold import fold_with_map
from workbench.arabic.fractions import SIGNS, read_part
from workbench.arabic.numberwords import FRACTIONS, joined_word, read_cardinal, read_ordinal
from workbench.arabic.numerals import NUMERAL
from workbench.arabic.units import (
    AGE_UNITS,
    TIMES,
    UCUM,
    coin_worth,
    currency_at,
    measure_at,
)
from workbench.errors import BadValue
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TOKEN = re.compile(rf"{NUMERAL}|[^\W\d_]+|\S")
_MINUS = frozenset("-−")
_TO = frozenset(("-", "–", "—", "−", "الي", "حتي", "…"))
_FROM = frozenset(("من", "بين", "مابين"))
_PERCENTS = frozenset("%٪﹪")
_BY_HUNDRED = frozenset(("بالمائه", "بالمئه", "بالميه", "بالمايه"))
_HUNDRED = frozenset(("المائه", "المئه", "الميه", "المايه", "مائه"))
_AGE_SYMBOLS = frozenset(AGE_UNITS.values())
_CODE = re.compile("[A-Za-z]{3}")


class Typed:
    """A typed text as folded words; `at` is the next one to read."""

    __slots__ = ("_folded", "_spans", "at", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold_with_map(text)
        matches = list(_TOKEN.finditer(self._folded.text))
        self._spans = [match.span() for match in matches]
        self.words = [match[0] for match in matches] + [""] * 4
        self.at = 0

    @property
    def word(self) -> str:
        """The next word, empty at the end."""
        return self.words[self.at]

    def take(self, *words: str) -> bool:
        """Whether the next words are these; then they are read."""
        is_next = self.words[self.at : self.at + len(words)] == [*words]
        if is_next:
            self.at += len(words)
        return is_next

    def take_one(self, words: frozenset[str]) -> bool:
        """Whether the next word is one of these; then it is read."""
        is_next = self.word in words
        self.at += is_next
        return is_next

    def rest(self) -> str:
        """What is not read yet, as it was typed."""
        if self.at >= len(self._spans):
            return ""
        start, end = self._folded.to_source(self._spans[self.at][0], self._spans[-1][1])
        return self.text[start:end]


def read_figure(text: str, label: str) -> dict[str, Any] | None:
    """The fields of the value that `text` says for a figure of `label`, or None."""
    typed = Typed(text)
    fields = _READERS[label](typed)
    return fields if fields is not None and not typed.rest() else None


def _numbers(typed: Typed) -> dict[str, Any] | None:
    """A number or a range; a range of a coefficient and a scale shares the scale."""
    is_between = typed.take_one(_FROM)
    low = _number(typed)
    if low is None:
        return None
    if is_between and (joined := joined_word(typed.words, typed.at)) is not None:
        typed.at, typed.words[joined[0]] = joined
    elif not (typed.take_one(_TO) or typed.take(".", ".")):
        return None if is_between else {"number": low[0]}
    high = _number(typed)
    if high is None:
        return None
    bottom, top = low[0], high[0]
    if low[1] == 1 < high[1] and bottom * high[1] < top:
        bottom *= high[1]
    if bottom > top:
        raise BadValue(_("A range goes from the smaller to the larger number."))
    return {"min": bottom, "max": top}


def _number(typed: Typed) -> tuple[Decimal, int] | None:
    """A number and its last scale: in digits, in words, both, or a part of one."""
    sign = -1 if typed.take_one(_MINUS) or typed.take("ناقص") else 1
    typed.take("ال")
    words, at = typed.words, typed.at
    if words[at] in SIGNS:
        typed.at += 1
        return sign * SIGNS[words[at]], 1
    if words[at + 1] == "/" and words[at].isdecimal() and words[at + 2].isdecimal():
        return _ratio(typed, sign)
    if words[at] == "صفر":
        typed.at += 1
        return Decimal(0), 1
    counted = read_cardinal(words, at)
    part = read_part(words, at)
    if part is not None and (counted is None or part.stop > counted.stop):
        typed.at = part.stop
        return sign * part.of(), 1
    if counted is None:
        return None
    typed.at = counted.stop
    return sign * (counted.value + _half(typed)), counted.scale


def _ratio(typed: Typed, sign: int) -> tuple[Decimal, int] | None:
    top, bottom = typed.word, typed.words[typed.at + 2]
    if max(len(top), len(bottom)) > 3 or not int(bottom):
        return None
    typed.at += 3
    return sign * round(Decimal(top) / int(bottom), 4), 1


def _half(typed: Typed) -> Decimal:
    """«ونصف» after a number or its unit."""
    joined = joined_word(typed.words, typed.at)
    if joined is None or joined[1] not in FRACTIONS:
        return Decimal(0)
    typed.at = joined[0] + 1
    return FRACTIONS[joined[1]]


def _cardinal(typed: Typed) -> dict[str, Any] | None:
    fields = _numbers(typed)
    item = typed.rest()
    if fields is None or not _is_word(item) or _is_number(item) or _is_number(item[1:]):
        return fields
    typed.at = len(typed.words)
    return fields | {"item": item}


def _is_number(word: str) -> bool:
    return read_cardinal([word, "", ""], 0) is not None


def _is_word(text: str) -> bool:
    """Whether a text is one word: letters, with or without their signs."""
    return text[:1].isalpha() and all(char.isalpha() or combining(char) for char in text)


def _ordinal(typed: Typed) -> dict[str, Any] | None:
    rank = read_ordinal(typed.words, 0) if typed.word else None
    if rank is not None:
        typed.at = rank.stop
        return {"number": rank.value}
    return _numbers(typed)


def _percent(typed: Typed) -> dict[str, Any] | None:
    is_signed = typed.take_one(_PERCENTS)
    fields = _numbers(typed)
    if not is_signed and not typed.take_one(_PERCENTS | _BY_HUNDRED):
        is_worded = typed.word in ("في", "ف") and typed.words[typed.at + 1] in _HUNDRED
        typed.at += 2 * is_worded
    return fields


def _money(typed: Typed) -> dict[str, Any] | None:
    sign = currency_at(typed.words, 0) if typed.word in ("$", "€", "£", "¥", "₺") else None
    if sign is not None:
        typed.at = sign[2]
        fields = _numbers(typed)
        return fields | {"unit": sign[0]} if fields is not None else None
    fields = _numbers(typed)
    if fields is None or not typed.rest():
        return fields
    if _CODE.fullmatch(typed.rest()):
        code = typed.rest().upper()
        typed.at = len(typed.words)
        return fields | {"unit": code}
    name = typed.word
    named = currency_at(typed.words, typed.at)
    if named is None:
        return None
    code, others, typed.at = named
    if others:
        text = _("“{coin}” is money of several countries: name one of {codes}.")
        raise BadValue(text.format(coin=name, codes=", ".join((code, *others))))
    worth = coin_worth(name)
    half = _half(typed)
    return {key: (number + half) * worth for key, number in fields.items()} | {"unit": code}


def _quantity(typed: Typed) -> dict[str, Any] | None:
    fields = _numbers(typed)
    if fields is None or not typed.rest():
        return fields
    if typed.rest() in UCUM:
        unit = typed.rest()
        typed.at = len(typed.words)
        return fields | {"unit": unit}
    named = measure_at(typed.words, typed.at)
    if named is None:
        return None
    unit, typed.at = named
    half = _half(typed)
    return {key: number + half for key, number in fields.items()} | {"unit": unit}


def _age(typed: Typed) -> dict[str, Any] | None:
    fields = _numbers(typed)
    if fields is None:
        return None
    unit = "a"
    if typed.word in _AGE_SYMBOLS:
        unit = typed.word
        typed.at += 1
    elif (named := AGE_UNITS.get(TIMES.get(typed.word, ""))) is not None:
        unit = named
        typed.at += 1
    half = _half(typed)
    return {key: number + half for key, number in fields.items()} | {"unit": unit}


_READERS: Mapping[str, Callable[[Typed], dict[str, Any] | None]] = MappingProxyType(
    {
        "CARDINAL": _cardinal,
        "ORDINAL": _ordinal,
        "PERCENT": _percent,
        "MONEY": _money,
        "QUANTITY": _quantity,
        "AGE": _age,
    }
)
