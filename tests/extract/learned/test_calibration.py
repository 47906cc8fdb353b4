"""Calibration: the fixed sigmoid for few spans, a fitted one for many."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.learned.calibration import (
    FEWEST,
    FIXED,
    Calibration,
    expected_error,
    fit,
    fit_shift,
    shifted,
)


def drawn(count: int, seed: int = 1) -> list[tuple[float, bool]]:
    """Spans of a tagger that is far too sure: said 0.99, right 80 times in 100."""
    rng = random.Random(seed)
    outcomes = []
    for _ in range(count):
        said = rng.choice([0.5, 0.7, 0.9, 0.97, 0.999])
        outcomes.append(
            (said, rng.random() < {0.5: 0.4, 0.7: 0.5, 0.9: 0.65, 0.97: 0.75}.get(said, 0.85))
        )
    return outcomes


def test_few_spans_fit_nothing() -> None:
    assert fit(drawn(FEWEST - 1)) == FIXED
    assert fit([(0.9, True)] * 1000) == FIXED
    assert fit([]) == FIXED


def test_a_flat_or_falling_slope_is_refused() -> None:
    falling = [(0.99, False)] * 200 + [(0.1, True)] * 200
    assert fit(falling) == FIXED


def test_fitted_probabilities_hold_on_other_spans() -> None:
    fitted = fit(drawn(2000))
    fresh = drawn(2000, seed=2)
    assert expected_error(fresh) > 0.15
    assert expected_error([(fitted(p), right) for p, right in fresh]) < 0.05


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 5), st.floats(-3, 3))
def test_calibration_keeps_the_order(one: float, other: float, slope: float, shift: float) -> None:
    low, high = sorted((one, other))
    calibrate = Calibration(slope, shift)
    assert 0 < calibrate(low) <= calibrate(high) < 1


def test_the_error_of_nothing_is_none() -> None:
    assert expected_error([]) == 0
    assert expected_error([(1.0, True), (0.0, False)]) == 0
    assert expected_error([(1.0, False)]) == 1


def test_a_shift_makes_what_was_said_hold_and_few_outcomes_move_it_little() -> None:
    said = [(0.9, n % 2 == 0) for n in range(400)]
    shift = fit_shift(said, 0.0)
    assert abs(shifted(0.9, shift) - 0.5) < 0.02
    assert shift < fit_shift(said[:4], 0.0) < 0
    assert fit_shift([], -0.7) == -0.7
    assert fit_shift([(1.0, False)] * 50 + [(0.0, True)] * 50, 0.0) < 10


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-6, 6))
def test_a_shift_keeps_the_order(one: float, other: float, shift: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= shifted(low, shift) <= shifted(high, shift) <= 1
