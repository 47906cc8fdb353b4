"""Where no ligature may stand over two letters: the edges of what is shown in a text.

The invariant: `offsets` is sorted and has every edge that was added more often than removed, once.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Cuts:
    """Edges, counted, since several spans can begin or end at one offset."""

    def __init__(self, edges: Iterable[int] = ()) -> None:
        self._count = Counter(edges)
        self.offsets = sorted(self._count)

    def add(self, edges: Iterable[int]) -> None:
        """Count each of the edges once more."""
        for edge in edges:
            self._count[edge] += 1
            if self._count[edge] == 1:
                insort(self.offsets, edge)

    def remove(self, edges: Iterable[int]) -> None:
        """Count each of the edges, which were added before, once less."""
        for edge in edges:
            self._count[edge] -= 1
            if not self._count[edge]:
                del self._count[edge]
                del self.offsets[bisect_left(self.offsets, edge)]
