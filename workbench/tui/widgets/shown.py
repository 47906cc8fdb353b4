"""What of a layer stands in a text, and where it takes ligatures apart.

The invariant: a mark is shown while it stands or is open, and while it is the current one; `cuts`
has the edges of these marks and of the selection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.curation import OPEN_STATES, Marks
from workbench.tui.widgets.cuts import Cuts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation import Mark


class Shown:
    """The marks of a layer with the current one, brought from one layer to the next."""

    def __init__(self) -> None:
        self.current: Mark | None = None
        self._marks = Marks()
        self._selection: tuple[int, ...] = ()
        self._cuts = Cuts()

    @property
    def cuts(self) -> Sequence[int]:
        """Sorted offsets that no ligature stands over."""
        return self._cuts.offsets

    def show(self, marks: Marks, current: Mark | None) -> None:
        """Show other marks; what they have in common with those shown costs nothing."""
        gone, come = marks.since(self._marks)
        if 2 * len(come) > len(marks):
            self._cuts = Cuts(edge for mark in marks if _always(mark) for edge in _edges(mark))
            self._cuts.add(self._selection)
        else:
            for mark in filter(_always, gone):
                self._cuts.remove(_edges(mark))
            for mark in filter(_always, come):
                self._cuts.add(_edges(mark))
            if self.current is not None:
                self._cuts.remove(_edges(self.current))
        if current is not None:
            self._cuts.add(_edges(current))
        self._marks, self.current = marks, current

    def select(self, selection: tuple[int, int] | None) -> None:
        """Cut at the edges of a selection instead of the one before."""
        self._cuts.remove(self._selection)
        self._selection = selection or ()
        self._cuts.add(self._selection)

    def near(self, start: int, end: int) -> tuple[Mark, ...]:
        """The shown marks that touch a range, the weightiest last: open, standing, current."""
        touching = self._marks.touching(start, end)
        shown = (mark for mark in touching if _always(mark) or self.is_current(mark))
        return tuple(sorted(shown, key=self._weight))

    def is_current(self, mark: Mark) -> bool:
        """Whether keys act on a mark."""
        return self.current is not None and mark.id == self.current.id

    def _weight(self, mark: Mark) -> int:
        return 2 if self.is_current(mark) else int(mark.stands)


def _always(mark: Mark) -> bool:
    """Whether a mark is shown when it is not the current one."""
    return mark.stands or mark.state in OPEN_STATES


def _edges(mark: Mark) -> tuple[int, int]:
    span = mark.annotation.span
    return span.start, span.end
