"""The rows that a scrolling widget has painted, each with what it showed.

The invariant: a row in sight looks as it is kept here. Whoever changes what is shown asks which
rows look different from what they were painted as, and has no others painted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip

T = TypeVar("T")

_KEPT = 512


class Painted(Generic[T]):
    """Strips by row; `T` is all that the look of a row depends on, compared by its value."""

    def __init__(self) -> None:
        self._rows: dict[int, tuple[T, Strip]] = {}

    def strip(self, row: int, appearance: T, draw: Callable[[T], Strip]) -> Strip:
        """The strip of a row, drawn where it was not painted yet or looked different."""
        kept = self._rows.get(row)
        if kept is None or kept[0] != appearance:
            kept = appearance, draw(appearance)
            self._rows.pop(row, None)
            self._rows[row] = kept
            if len(self._rows) > _KEPT:
                del self._rows[next(iter(self._rows))]  # painted the longest ago
        return kept[1]

    def outdated(self, row: int, appearance: T) -> bool:
        """Whether a row was not painted yet, or as something else."""
        kept = self._rows.get(row)
        return kept is None or kept[0] != appearance

    def forget(self) -> None:
        """Paint every row anew from now on, because what all of them depend on has changed."""
        self._rows.clear()
