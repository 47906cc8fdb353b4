"""Intervals: how often they hold the truth, and that they say the same again."""

from __future__ import annotations

import numpy as np

from workbench.agreement.bootstrap import (
    RESAMPLES,
    SEED,
    Sample,
    draws,
    gap,
    intervals,
    ratio,
)

DOCUMENTS, SIMULATIONS = 40, 2000


def simulated(random: np.random.Generator, times: int, size: int) -> np.ndarray:
    """Documents (times, size, 2) of unlike length and difficulty: agreed spans, all spans."""
    spans = random.integers(10, 60, (times, size))
    ease = random.beta(8, 2, (times, size))
    return np.stack([random.binomial(spans, ease), spans], axis=2).astype(float)


def test_intervals_hold_the_truth_as_often_as_they_should() -> None:
    random = np.random.default_rng(11)
    truth = 0.8  # the mean of a beta(8, 2), which does not depend on the length
    tables = simulated(random, SIMULATIONS, DOCUMENTS)
    found = intervals([Sample(table, ratio) for table in tables])
    held = sum(one is not None and one.low <= truth <= one.high for one in found)
    assert held / SIMULATIONS >= 0.92
    assert held / SIMULATIONS <= 0.97, "an interval that always holds it would say nothing"


def test_the_same_documents_give_the_same_interval() -> None:
    table = simulated(np.random.default_rng(12), 1, 30)[0]
    (one,), (other,) = intervals([Sample(table, ratio)]), intervals([Sample(table, ratio)])
    assert one is not None
    assert one == other
    assert (one.seed, one.resamples, one.documents, one.reliable) == (SEED, RESAMPLES, 30, True)
    (few,) = intervals([Sample(table[:19], ratio)])
    assert few is not None
    assert not few.reliable


def test_a_difference_comes_from_the_same_draws() -> None:
    table = simulated(np.random.default_rng(13), 1, 50)[0]
    (same,) = intervals([Sample(np.hstack([table, table]), gap)])
    assert same is not None
    assert (same.low, same.high) == (0, 0)


def test_nothing_to_draw_and_nothing_defined() -> None:
    nothing, undefined = np.zeros((0, 2)), np.zeros((5, 2))
    assert intervals([Sample(nothing, ratio), Sample(undefined, ratio)]) == [None, None]
    once = np.array([[1.0, 2.0], *[[0.0, 0.0]] * 9])
    (found,) = intervals([Sample(once, ratio)])
    assert found is not None
    assert (found.low, found.high) == (0.5, 0.5), "resamples in which it is undefined do not count"


def test_each_resample_draws_as_many_documents_as_there_are() -> None:
    for documents in (7, 5000):
        counts = np.vstack(list(draws(documents)))
        assert counts.shape == (RESAMPLES, documents)
        assert (counts.sum(axis=1) == documents).all()
