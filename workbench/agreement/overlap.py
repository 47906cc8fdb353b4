"""One-to-one matching of overlapping spans.

Invariant: as many pairs are matched as can be, whatever the order of the input, so that swapping
the sides changes nothing.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.model import Span


def count_overlaps(first: Iterable[Span], second: Iterable[Span]) -> int:
    """The largest number of pairs, one span of each side, in which the two share a character.

    Spans of one side may overlap, too. Time is n log n.

    Spans are taken by their ends. Every free span of the other side that overlaps the one taken
    covers its last character, so it reaches the less of what follows, the sooner it ends itself:
    the one that ends first is the partner to give away.
    """
    sides = [sorted(first), sorted(second)]
    by_end = sorted(
        (span.end, side, at) for side, spans in enumerate(sides) for at, span in enumerate(spans)
    )
    done = [[False] * len(spans) for spans in sides]
    begun: list[list[tuple[int, int]]] = [[], []]
    read = [0, 0]
    matched = 0
    for end, side, at in by_end:
        if done[side][at]:
            continue
        done[side][at] = True
        other = 1 - side
        spans, heap = sides[other], begun[other]
        while read[other] < len(spans) and spans[read[other]].start < end:
            heappush(heap, (spans[read[other]].end, read[other]))
            read[other] += 1
        while heap and done[other][heap[0][1]]:
            heappop(heap)
        if heap:
            done[other][heappop(heap)[1]] = True
            matched += 1
    return matched
