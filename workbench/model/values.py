"""What a figure says: a `Number`, a `Range` or a `Timex`.

Numbers are `Decimal`, written as JSON numbers in the shortest plain notation.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from workbench.arabic.timex import TIMEX
from workbench.canonical import plain_number
from workbench.errors import BadValue
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Modifier(StrEnum):
    """How exact a figure is said to be (TIMEX3 calls it `mod`)."""

    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Number:
    """One number: a count, rank, share, amount or measure.

    `unit` is an ISO 4217 currency or a UCUM unit; `item` is the counted noun as written.
    """

    number: Decimal
    modifier: Modifier | None = None
    unit: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `min` to `max`, both included."""

    min: Decimal
    max: Decimal
    modifier: Modifier | None = None
    unit: str | None = None
    item: str | None = None

    def __post_init__(self) -> None:
        if self.min > self.max:
            raise BadValue(_("A range goes from the smaller to the larger number."))


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 value (ISO 8601; X for what is unknown; EDTF `a/b` for a range)."""

    timex: str
    modifier: Modifier | None = None

    def __post_init__(self) -> None:
        if not TIMEX.fullmatch(self.timex):
            raise BadValue(_("“{timex}” is not a TIMEX3 value.").format(timex=self.timex))


Value: TypeAlias = Number | Range | Timex

_FIELDS = ("number", "min", "max", "timex", "modifier", "unit", "item")


def value_to_json(value: Value) -> dict[str, Any]:
    """The fields of `value` that are set, in their fixed order."""
    pairs = ((name, getattr(value, name, None)) for name in _FIELDS)
    return {
        name: str(field_) if isinstance(field_, Modifier) else field_
        for name, field_ in pairs
        if field_ is not None
    }


def value_from_json(data: Mapping[str, Any]) -> Value:
    """Read a value; BadValue says what is wrong with it."""
    unknown = set(data) - set(_FIELDS)
    if unknown:
        raise BadValue(_("A value has no field “{name}”.").format(name=min(unknown)))
    try:
        modifier = Modifier(data["modifier"]) if data.get("modifier") is not None else None
    except ValueError:
        text = _("“{name}” is not a modifier; use one of {known}.")
        known = ", ".join(Modifier)
        raise BadValue(text.format(name=data["modifier"], known=known)) from None
    unit, item = _text(data, "unit"), _text(data, "item")
    shape = {"number", "min", "max", "timex"} & set(data)
    if shape == {"number"}:
        return Number(_decimal(data["number"]), modifier, unit, item)
    if shape == {"min", "max"}:
        return Range(_decimal(data["min"]), _decimal(data["max"]), modifier, unit, item)
    timex = data.get("timex")
    if shape == {"timex"} and isinstance(timex, str) and unit is None and item is None:
        return Timex(timex, modifier)
    raise BadValue(_("A value has a number, or min and max, or a timex."))


def _text(data: Mapping[str, Any], name: str) -> str | None:
    text = data.get(name)
    if text is not None and (not isinstance(text, str) or not text):
        raise BadValue(_("“{name}” is a text.").format(name=name))
    return text


def _decimal(number: object) -> Decimal:
    try:
        if isinstance(number, bool) or not isinstance(number, int | float | str | Decimal):
            raise InvalidOperation
        decimal = Decimal(str(number))
        if not decimal.is_finite() or not -60 <= decimal.adjusted() <= 60:
            raise InvalidOperation
    except InvalidOperation:
        raise BadValue(_("“{number}” is not a number.").format(number=number)) from None
    return decimal


_SIGNS = {
    Modifier.APPROX: "~",
    Modifier.AT_LEAST: "≥",
    Modifier.AT_MOST: "≤",
    Modifier.MORE_THAN: ">",
    Modifier.LESS_THAN: "<",
}


def short_value(value: Value) -> str:
    """A value as lists show it: sign of the modifier, number or range, unit; not the item."""
    sign = _SIGNS[value.modifier] if value.modifier else ""
    if isinstance(value, Timex):
        return sign + value.timex
    if isinstance(value, Range):
        number = f"{plain_number(value.min)}–{plain_number(value.max)}"
    else:
        number = plain_number(value.number)
    return f"{sign}{number} {value.unit}" if value.unit else sign + number


def comparable(value: Value | None) -> Value | None:
    """What two curators must agree on: everything but the counted noun, which is descriptive."""
    if isinstance(value, Number):
        return Number(value.number, value.modifier, value.unit)
    if isinstance(value, Range):
        return Range(value.min, value.max, value.modifier, value.unit)
    return value
