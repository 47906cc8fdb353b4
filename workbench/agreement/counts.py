"""Counts that add up, and only then are divided.

Invariant: `a + b` counts what `a` and `b` count, so that a total is never a mean of ratios.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.messages import N_, _

NOTHING_FOUND = N_("Undefined, because the second side has no spans.")
NOTHING_THERE = N_("Undefined, because the first side has no spans.")
NOTHING_AT_ALL = N_("Undefined, because neither side has any spans.")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A number from 0 to 1, or the reason why it is undefined."""

    part: int
    whole: int
    reason: str

    @property
    def value(self) -> float | None:
        """The quotient, or None."""
        return self.part / self.whole if self.whole else None

    @property
    def undefined(self) -> str | None:
        """Why there is no value, in the language of the interface; None where there is one."""
        return None if self.whole else _(self.reason)


@dataclass(frozen=True, slots=True)
class Counts:
    """Spans of two sides: `first` and `second` in all, `matched` one to one.

    The first side is the reference where there is one: precision is matched / second, recall is
    matched / first.
    """

    matched: int = 0
    first: int = 0
    second: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.matched + other.matched, self.first + other.first, self.second + other.second
        )

    @property
    def precision(self) -> Ratio:
        """The share of the second side that matches."""
        return Ratio(self.matched, self.second, NOTHING_FOUND)

    @property
    def recall(self) -> Ratio:
        """The share of the first side that matches."""
        return Ratio(self.matched, self.first, NOTHING_THERE)

    @property
    def f1(self) -> Ratio:
        """The harmonic mean of the two: 2 · matched / (first + second)."""
        return Ratio(2 * self.matched, self.first + self.second, NOTHING_AT_ALL)
