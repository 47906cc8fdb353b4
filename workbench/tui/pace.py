"""How far a long piece of work is, in words: so many of so many, how fast, how long it will take.

Invariant: nothing is said of a rate or of the time left before there is something to tell it by.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from workbench.messages import _

_SOON = 0.5  # seconds after which a rate means something
_MINUTE, _HOUR = 60, 3600


@dataclass(slots=True)
class Pace:
    """How much of a piece of work is done since it was begun; nobody may know its total."""

    done: int = 0
    total: int | None = None
    began: float = field(default_factory=time.monotonic)

    def __str__(self) -> str:
        seconds = time.monotonic() - self.began
        return told(self.done, self.total, self.done / seconds if seconds >= _SOON else None)


def told(done: int, total: int | None, rate: float | None) -> str:
    """A phrase for `done` of `total` things at `rate` things a second."""
    if total is not None and done > total:
        total = None
    if total is None:
        text = _("{n} · {rate} a second") if rate else _("{n} so far")
        return text.format(n=f"{done:,}", rate=_shown(rate or 0))
    if not rate:
        return _("{n} of {all}").format(n=f"{done:,}", all=f"{total:,}")
    text = _("{n} of {all} · {rate} a second · {left} left")
    left = lasting((total - done) / rate)
    return text.format(n=f"{done:,}", all=f"{total:,}", rate=_shown(rate), left=left)


def lasting(seconds: float) -> str:
    """A length of time, as exact as anybody wants to know it."""
    if seconds < _MINUTE:
        return _("{n} s").format(n=round(seconds))
    if seconds < _HOUR:
        return _("{n} min").format(n=round(seconds / _MINUTE))
    hours, rest = divmod(seconds, _HOUR)
    return _("{h} h {n} min").format(h=int(hours), n=int(rest / _MINUTE))


def _shown(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
