"""Taking times, and printing them."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def interleaved(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each work in each round; a round does each once, so that a slow moment hits all.

    The garbage of one is collected before the next begins.
    """
    times: dict[str, list[float]] = {name: [] for name in work}
    for _round in range(rounds):
        for name, act in work.items():
            times[name].append(seconds(act))
    return times


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes, without collecting garbage in between."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        act()
        return time.perf_counter() - start
    finally:
        gc.enable()


def p95(times: Sequence[float]) -> float:
    """What 95 of 100 stay below; the larger one of a few."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def ms(value: float) -> str:
    """Seconds as milliseconds."""
    return f"{value * 1000:.2f}"


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their heads, the first column at the left and all others at the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    print(f"\n{title}")
    for row in (head, ["-" * width for width in widths], *rows):
        first, *rest = row
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))
