"""The rows of a list of which only a page is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from workbench.model import QueueRow

_KEPT = 400  # rows that stay read on one side of what is in sight


class Window(Sequence[QueueRow | None]):
    """`count` rows of which a page is read, beginning with number `start`; the rest are None."""

    def __init__(self, count: int, start: int, page: Sequence[QueueRow]) -> None:
        self._count, self._start, self._page = count, start, page

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> QueueRow | None: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[QueueRow | None]: ...
    def __getitem__(self, place: int | slice) -> QueueRow | Sequence[QueueRow | None] | None:
        """The row at `place`, or None where it is not read."""
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(self._count))]
        if not 0 <= place < self._count:
            raise IndexError(place)
        inside = place - self._start
        return self._page[inside] if 0 <= inside < len(self._page) else None

    def joined(self, start: int, page: Sequence[QueueRow]) -> Window:
        """With another page; what does not adjoin it, or is far from it, is forgotten."""
        if start == self._start + len(self._page):
            page = [*self._page[-_KEPT:], *page]
            start = self._start + len(self._page) - min(_KEPT, len(self._page))
        elif start + len(page) == self._start:
            page = [*page, *self._page[:_KEPT]]
        return Window(self._count, start, page)
