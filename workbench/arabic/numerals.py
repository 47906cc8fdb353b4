"""Numbers written in digits, as Arabic newspapers group and point them.

Invariant: a numeral that can be read in two ways gives both values, the likelier first; one that
is no number (a telephone number, a version, a code with leading zeros) gives none. Texts are
folded (`workbench.arabic.fold`), so that all digits are ASCII.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workbench.arabic.fractions import SIGNS

POINTS = ".,٫،"
"""Signs that can stand before a fraction."""

_SPACES = " \u00a0\u202f\u2009"
_GROUPERS = ".,٬،'’" + _SPACES

VULGAR = "".join(SIGNS)

NUMERAL = (
    rf"[0-9]++[{VULGAR}]"
    rf"|[1-9][0-9]{{0,2}}(?>(?:[{_SPACES}][0-9]{{3}}(?![0-9]))+)(?>(?:[.,٫][0-9]++)?)"
    r"|[0-9]++(?:ر[0-9]++(?![^\W\d_]))"
    r"|[0-9]++(?>(?:(?:[.,٬٫'’]|،(?=[0-9]{1,3}(?![0-9])))[0-9]++)*)"
)
"""A pattern, without groups, of one numeral; it backtracks nowhere over a run of digits."""

MAX_DIGITS = 21
"""More digits than this are no number of the news."""

_REVERSED = re.compile(r"([0-9]+)ر([0-9]+)")
_GROUPED = re.compile(
    rf"([1-9][0-9]{{0,2}})(?P<sign>[{_GROUPERS}])([0-9]{{3}}(?:(?P=sign)[0-9]{{3}})*)"
    r"(?:(?!(?P=sign))[.,٫]([0-9]+))?"
)
_POINTED = re.compile(rf"([0-9]+)[{POINTS}]([0-9]+)")


class Style(StrEnum):
    """How a numeral is written."""

    PLAIN = "plain"
    PADDED = "padded"
    GROUPED = "grouped"
    POINTED = "pointed"


@dataclass(frozen=True, slots=True)
class Numeral:
    """The likeliest value of a numeral, the other one that it can have, and its style."""

    value: Decimal
    other: Decimal | None
    style: Style


def read_numeral(text: str, *, scaled: bool = False) -> Numeral | None:
    """The value of a numeral, or None where it is no number.

    A dot or comma before exactly three digits groups thousands, as the Maghrebi press writes
    them («6.037»), unless a scale word follows (`scaled`): «1.581 مليون» is a decimal. «5ر22» is
    how agencies write 22.5.
    """
    if len(text) > 2 * MAX_DIGITS:
        return None
    if text[-1:] in SIGNS:
        whole = _plain(text[:-1]) if text[:-1].isdecimal() else None
        return whole and Numeral(whole.value + SIGNS[text[-1]], None, Style.POINTED)
    if text.isdecimal():
        return _plain(text)
    match = _GROUPED.fullmatch(text)
    if match:
        return _grouped(match, scaled=scaled)
    match = _POINTED.fullmatch(text)
    if match and not _is_padded(match[1]) and not (len(match[1]) == len(match[2]) == 4):
        return Numeral(Decimal(f"{match[1]}.{match[2]}"), None, Style.POINTED)
    match = _REVERSED.fullmatch(text)
    if match and not _is_padded(match[2]):
        value, other = Decimal(f"{match[2]}.{match[1]}"), Decimal(f"{match[1]}.{match[2]}")
        return Numeral(value, other, Style.POINTED)
    return None


def _plain(digits: str) -> Numeral | None:
    if len(digits) > MAX_DIGITS:
        return None
    return Numeral(Decimal(digits), None, Style.PADDED if _is_padded(digits) else Style.PLAIN)


def _is_padded(digits: str) -> bool:
    return len(digits) > 1 and digits[0] == "0"


def _grouped(match: re.Match[str], *, scaled: bool) -> Numeral:
    first, sign, groups, fraction = match[1], match["sign"], match[3], match[4]
    whole = first + groups.replace(sign, "")
    if fraction is not None:
        return Numeral(Decimal(f"{whole}.{fraction}"), None, Style.GROUPED)
    grouped = Decimal(whole)
    if len(groups) > 3 or sign not in POINTS:
        return Numeral(grouped, None, Style.GROUPED)
    pointed = Decimal(f"{first}.{groups}")
    if scaled:
        return Numeral(pointed, grouped, Style.POINTED)
    return Numeral(grouped, pointed, Style.GROUPED)
