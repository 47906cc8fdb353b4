"""What a grammar reads at a token: figures with their values, and where to go on.

Invariant: offsets are those of the folded line; a reading without figures says that its tokens
are no figures, so that no other grammar reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.errors import BadValue
from workbench.messages import N_
from workbench.model import Number, Range, Timex

if TYPE_CHECKING:
    from decimal import Decimal

    from workbench.model import Modifier, Value

CARDINAL, ORDINAL, PERCENT = "CARDINAL", "ORDINAL", "PERCENT"
MONEY, QUANTITY, AGE = "MONEY", "QUANTITY", "AGE"
DATE, TIME, DURATION = "DATE", "TIME", "DURATION"

WEEKDAY_CONTRADICTS = N_("the weekday is not the one of this date")


@dataclass(frozen=True, slots=True)
class Found:
    """One figure: `text[start:end]` of the line, its label and value, and the rule that read it."""

    start: int
    end: int
    label: str
    value: Value | None
    reason: str
    score: float = 0.95
    alternatives: tuple[Value, ...] = ()
    flags: tuple[str, ...] = ()

    def starting(self, start: int) -> Found:
        """The same figure from an earlier start."""
        return replace(self, start=start)


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures read from a token on, and the index of the first token after them."""

    found: tuple[Found, ...]
    stop: int


def one(found: Found, stop: int) -> Reading:
    """The reading of a single figure."""
    return Reading((found,), stop)


def number_value(
    low: Decimal,
    high: Decimal | None,
    modifier: Modifier | None,
    unit: str | None = None,
    item: str | None = None,
) -> Value:
    """A number, or a range where there is a higher one."""
    low = _plain(low)
    if high is None:
        return Number(low, modifier, unit, item)
    return Range(low, _plain(high), modifier, unit, item)


def _plain(number: Decimal) -> Decimal:
    """`number` without trailing zeros and without an exponent."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def timex_value(timex: str, modifier: Modifier | None = None) -> Timex | None:
    """The TIMEX3 value, or None where the model takes none of that form."""
    try:
        return Timex(timex, modifier)
    except BadValue:
        return None
