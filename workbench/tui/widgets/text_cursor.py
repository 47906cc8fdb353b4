"""Where the curator stands in a text, and what she has selected there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.layout import navigate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.layout import Layout

    Move = Callable[[Layout, int, Sequence[int]], int]

MOVES: Mapping[str, Move] = {
    "left": navigate.left,
    "right": navigate.right,
    "word_left": navigate.word_left,
    "word_right": navigate.word_right,
    "row_start": navigate.row_start,
    "row_end": navigate.row_end,
    "sentence_back": navigate.previous_sentence,
    "sentence_on": navigate.next_sentence,
    "paragraph_up": navigate.paragraph_up,
    "paragraph_down": navigate.paragraph_down,
    "start": navigate.document_start,
    "end": navigate.document_end,
}
"""The moves by name; left and right are those of the screen."""


@dataclass(slots=True)
class TextCursor:
    """An offset, and the other end of a selection; offsets are cluster boundaries of the text."""

    offset: int = 0
    anchor: int | None = None
    _goal: int | None = None

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected range, never empty."""
        if self.anchor is None or self.anchor == self.offset:
            return None
        return min(self.anchor, self.offset), max(self.anchor, self.offset)

    def go(self, offset: int, *, extend: bool = False) -> None:
        """Stand at `offset`; extending keeps the other end of the selection."""
        self._hold(extend=extend)
        self.offset, self._goal = offset, None

    def move(self, name: str, layout: Layout, cuts: Sequence[int], *, extend: bool) -> None:
        """Make one of `MOVES`."""
        self.go(MOVES[name](layout, self.offset, cuts), extend=extend)

    def move_rows(self, rows: int, layout: Layout, cuts: Sequence[int], *, extend: bool) -> None:
        """Move up or down, keeping to the column where the first such move began."""
        self._hold(extend=extend)
        place = navigate.by_rows(layout, self.offset, rows, cuts, self._goal)
        self.offset, self._goal = place

    def select(self, start: int, end: int) -> None:
        """Select a range and stand at its end."""
        self.anchor, self.offset, self._goal = start, end, None

    def _hold(self, *, extend: bool) -> None:
        if not extend:
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.offset
