"""Plots of block characters: bars, shares, lines over time, shades.

Invariant: a plot is told by the shapes of its signs alone; colours, where there are any, only
repeat what these say. Bars and lines run in the reading direction of the interface.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.messages import is_rtl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_EIGHTHS = " ▏▎▍▌▋▊▉█"
_FROM_THE_RIGHT = "  ▕▕▐▐▐█"
_SPARKS = "▁▂▃▄▅▆▇█"
SURE, LIKELY, POSSIBLE = "█", "▓", "░"
"""The signs of a bar with an interval: to its lower end, to the value, to its upper end."""

SHADES = " ░▒▓█"
"""The shades of a heat map, the lightest first."""


def bar(share: float, columns: int) -> str:
    """A bar of `columns` for a share from 0 to 1, in eighths of a column where signs allow."""
    eighths = round(_within(share) * columns * 8)
    full, rest = divmod(eighths, 8)
    last = (_FROM_THE_RIGHT if is_rtl() else _EIGHTHS)[rest]
    return ("█" * full + last).strip(" ").ljust(columns)


def whiskered(low: float, value: float, high: float, columns: int) -> str:
    """A bar of `columns` for a value from 0 to 1 with its interval, in whole columns."""
    ends = [round(_within(share) * columns) for share in (low, value, high)]
    sure, likely, possible = ends[0], max(ends[:2]), max(ends)
    signs = SURE * sure + LIKELY * (likely - sure) + POSSIBLE * (possible - likely)
    return signs.ljust(columns)


def shares(counts: Mapping[str, int], columns: int) -> str:
    """Counts by sign as a bar of these signs, in the largest remainders' share of `columns`."""
    total = sum(counts.values())
    if not total:
        return " " * columns
    exact = {sign: count * columns / total for sign, count in counts.items()}
    given = {sign: int(share) for sign, share in exact.items()}
    left = columns - sum(given.values())
    for sign in sorted(exact, key=lambda each: given[each] - exact[each])[:left]:
        given[sign] += 1
    return "".join(sign * count for sign, count in given.items())


def trend(numbers: Sequence[float | None], low: float = 0.0, high: float | None = None) -> str:
    """Numbers as a line of blocks, from the lowest block at `low` to the full one at `high`.

    `high` is the greatest number where it is not given. None leaves a blank.
    """
    known = [number for number in numbers if number is not None]
    top = max(known, default=low) if high is None else high
    if top <= low:
        return _SPARKS[0] * len(numbers) if high is not None else ""
    steps = len(_SPARKS) - 0.001
    return "".join(
        " " if number is None else _SPARKS[int(_within((number - low) / (top - low)) * steps)]
        for number in numbers
    )


def thinned(numbers: Sequence[float | None], columns: int) -> list[float | None]:
    """At most `columns` numbers: as many means of neighbours, where there are more."""
    if len(numbers) <= columns:
        return list(numbers)
    edges = [n * len(numbers) // columns for n in range(columns + 1)]
    means: list[float | None] = []
    for start, end in pairwise(edges):
        known = [number for number in numbers[start:end] if number is not None]
        means.append(sum(known) / len(known) if known else None)
    return means


def shade(number: float, steps: Sequence[float]) -> int:
    """Which of the shades a number has: how many of the sorted `steps` it reaches."""
    return bisect_right(steps, number)


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)
