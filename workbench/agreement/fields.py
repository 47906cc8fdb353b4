"""Which field of two figures' values differs first.

Invariant: the fields are asked in one order (form, range, amount, unit, modifier, time), so that a
disagreement is counted once, under the field that a curator would notice first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.study import Kind
from workbench.canonical import plain_number
from workbench.model import Number, Range, Timex

if TYPE_CHECKING:
    from decimal import Decimal

    from workbench.model import Value


def first_difference(one: Value | None, other: Value | None) -> Kind:
    """The kind of VALUE that two values are that are not equal but for the counted noun."""
    if one is None or other is None:
        return Kind.VALUE_MISSING
    if isinstance(one, Timex) or isinstance(other, Timex):
        if not (isinstance(one, Timex) and isinstance(other, Timex)):
            return Kind.VALUE_FORM
        return Kind.VALUE_TIME if one.timex != other.timex else Kind.VALUE_MODIFIER
    if isinstance(one, Number) is not isinstance(other, Number):
        return Kind.VALUE_RANGE
    for a, b in zip(_amounts(one), _amounts(other), strict=True):
        if a != b:
            return _amount_kind(a, b)
    return Kind.VALUE_UNIT if one.unit != other.unit else Kind.VALUE_MODIFIER


def _amounts(value: Number | Range) -> tuple[Decimal, ...]:
    return (value.number,) if isinstance(value, Number) else (value.min, value.max)


def _amount_kind(one: Decimal, other: Decimal) -> Kind:
    """A slip of a power of ten, of one digit, or another amount altogether."""
    sign, digits, _exponent = one.normalize().as_tuple()
    if (sign, digits) == other.normalize().as_tuple()[:2]:
        return Kind.VALUE_MAGNITUDE
    texts = plain_number(one), plain_number(other)
    return Kind.VALUE_DIGIT if _one_edit(*texts) else Kind.VALUE_AMOUNT


def _one_edit(one: str, other: str) -> bool:
    """Whether one character is another, is missing, or is too many."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next(
        (n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]
