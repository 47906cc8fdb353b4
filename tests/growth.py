"""How work grows with its input: a ratio within one run, never a time."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TRIES = 4
_NOISE = 0.005  # seconds that a clock or another process may add


def stays_linear(work: Callable[[int], object], *, small: int, large: int) -> bool:
    """Whether `work(large)` costs about `large / small` times what `work(small)` does.

    Allowed is four times that, and a quadratic cost would be `large / small` times that: of a
    noisy machine's tries the cheapest counts, and the work is tried again before it is blamed.
    """
    gc.collect()
    gc.disable()
    try:
        work(min(small, 1000))
        base = min(_seconds(work, small) for _ in range(3))
        allowed = 4 * (large / small) * max(base, _NOISE)
        return any(_seconds(work, large) <= allowed for _ in range(_TRIES))
    finally:
        gc.enable()


def _seconds(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start
