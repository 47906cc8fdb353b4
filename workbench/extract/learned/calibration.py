"""Probabilities that hold: Platt's sigmoid over the log-odds of what a tagger says.

Invariant: a calibrated probability grows with the raw one, and lies within 0.005 to 0.995.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 150
"""Spans below which nothing is fitted: the slope would be noise."""

_FLATTEST = 0.1
_EDGE = 1e-4
_LOWEST, _HIGHEST = 0.005, 0.995
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Calibration:
    """p becomes 1 / (1 + exp(-(slope · logit(p) + shift)))."""

    slope: float = 0.37
    shift: float = 0.20

    def __call__(self, probability: float) -> float:
        """The calibrated probability."""
        z = self.slope * _logit(probability) + self.shift
        return min(max(_sigmoid(z), _LOWEST), _HIGHEST)


FIXED = Calibration()
"""What held for out-of-fold spans of news in an earlier measurement; used where few are known."""


def fit(outcomes: Sequence[tuple[float, bool]]) -> Calibration:
    """The calibration that makes raw probabilities of right and wrong spans most likely.

    Newton's method on the two parameters, with Platt's smoothed targets. `FIXED` where there are
    fewer than `FEWEST` outcomes, or where the fitted slope is all but flat.
    """
    right = sum(was for _p, was in outcomes)
    wrong = len(outcomes) - right
    if len(outcomes) < FEWEST or not right or not wrong:
        return FIXED
    high, low = (right + 1) / (right + 2), 1 / (wrong + 2)
    points = [(_logit(p), high if was else low) for p, was in outcomes]
    slope, shift = FIXED.slope, FIXED.shift
    for _step in range(_STEPS):
        change = _newton(points, slope, shift)
        slope, shift = slope + change[0], shift + change[1]
        if abs(change[0]) + abs(change[1]) < 1e-6:
            break
    sound = math.isfinite(slope) and math.isfinite(shift) and slope > _FLATTEST
    return Calibration(slope, shift) if sound else FIXED


def fit_shift(outcomes: Sequence[tuple[float, bool]], expected: float) -> float:
    """How far the log-odds of probabilities are to be moved so that they hold.

    The likeliest shift under a normal prior around `expected` with the variance 1: a few outcomes
    move it little.
    """
    points = [(_logit(p), was) for p, was in outcomes]
    shift = expected
    for _step in range(_STEPS):
        slope, bend = expected - shift, 1.0
        for x, was in points:
            p = _sigmoid(x + shift)
            slope += was - p
            bend += p * (1 - p)
        shift += slope / bend
        if abs(slope / bend) < 1e-6:
            break
    return shift


def shifted(probability: float, shift: float) -> float:
    """A probability with its log-odds moved."""
    return _sigmoid(_logit(probability) + shift) if shift else probability


def _newton(
    points: Sequence[tuple[float, float]], slope: float, shift: float
) -> tuple[float, float]:
    """One step towards the likeliest slope and shift."""
    g1 = g2 = 0.0
    h11 = h22 = 1e-9
    h12 = 0.0
    for x, target in points:
        p = _sigmoid(slope * x + shift)
        weight, off = p * (1 - p), target - p
        g1 += x * off
        g2 += off
        h11 += weight * x * x
        h12 += weight * x
        h22 += weight
    determinant = h11 * h22 - h12 * h12
    if determinant <= 0:
        return 0.0, 0.0
    return (h22 * g1 - h12 * g2) / determinant, (h11 * g2 - h12 * g1) / determinant


def expected_error(outcomes: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """How far stated probabilities lie from the shares that were right, weighted by number."""
    if not outcomes:
        return 0.0
    groups: dict[int, list[tuple[float, bool]]] = {}
    for p, was in outcomes:
        groups.setdefault(min(int(p * bins), bins - 1), []).append((p, was))
    off = (abs(sum(p for p, _ in g) - sum(was for _, was in g)) for g in groups.values())
    return sum(off) / len(outcomes)


def _logit(p: float) -> float:
    p = min(max(p, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0
