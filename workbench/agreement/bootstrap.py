"""Intervals from resampled documents.

Spans of one document are hard or easy together, so whole documents are drawn, never spans (which
would give intervals that are far too narrow). Invariant: the same documents give the same interval,
because the seed is fixed and stored with it; figures over the same number of documents are drawn
alike, so that their differences are those of the same draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from workbench.agreement.results import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workbench.agreement.study import Array, Floats

RESAMPLES = 1000
SEED = 20_261_121
LEVEL = 95.0
_BLOCK = 1_000_000  # drawn documents that are computed with at once
_KEPT = 20_000_000  # and that are kept, in a byte each

Statistic: TypeAlias = "Callable[[Floats], Floats]"
"""Sums of columns, (resamples, columns), to values (resamples,), NaN where undefined."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What is resampled: numbers (documents, columns) whose sums a statistic makes a value of."""

    columns: Floats
    statistic: Statistic


def ratio(sums: Floats) -> Floats:
    """The first column over the second."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(sums[:, 0] / sums[:, 1], np.float64)


def gap(sums: Floats) -> Floats:
    """The ratio of the first two columns less that of the next two."""
    return ratio(sums[:, :2]) - ratio(sums[:, 2:])


def draws(documents: int, seed: int = SEED) -> Iterator[Floats]:
    """How often each document is drawn, in blocks of resamples (resamples, documents)."""
    block = max(1, _BLOCK // documents)
    few = documents * RESAMPLES <= _KEPT
    found = _kept_draws(documents, seed, block) if few else _draws(documents, seed, block)
    for counts in found:
        yield counts.astype(np.float64)


@lru_cache(maxsize=4)
def _kept_draws(documents: int, seed: int, block: int) -> tuple[Array, ...]:
    """Draws that the next measure over as many documents will want again."""
    return tuple(_draws(documents, seed, block))


def _draws(documents: int, seed: int, block: int) -> Iterator[Array]:
    generator = np.random.default_rng((seed, documents))
    for begin in range(0, RESAMPLES, block):
        size = min(block, RESAMPLES - begin)
        drawn = generator.integers(0, documents, (size, documents))
        drawn += np.arange(size)[:, None] * documents
        counts = np.bincount(drawn.reshape(-1), minlength=size * documents)
        yield counts.astype(np.min_scalar_type(counts.max())).reshape(size, documents)


def intervals(samples: Sequence[Sample]) -> list[Interval | None]:
    """The interval of each sample; None where it has no documents or nothing is ever defined."""
    found: list[Interval | None] = [None] * len(samples)
    by_size: dict[int, list[int]] = {}
    for n, sample in enumerate(samples):
        by_size.setdefault(len(sample.columns), []).append(n)
    for documents, members in by_size.items():
        if not documents:
            continue
        table = np.hstack([samples[n].columns for n in members])
        sums = np.vstack([drawn @ table for drawn in draws(documents)])
        edges = np.cumsum([0, *(samples[n].columns.shape[1] for n in members)])
        values = [
            samples[n].statistic(sums[:, edges[k] : edges[k + 1]]) for k, n in enumerate(members)
        ]
        bounds = intervals_of(np.stack(values, axis=1), documents, SEED)
        for n, interval in zip(members, bounds, strict=True):
            found[n] = interval
    return found


def intervals_of(values: Floats, documents: int, seed: int) -> list[Interval | None]:
    """The intervals of figures from their values in each resample, (resamples, figures).

    A resample in which a figure is undefined (NaN) does not count for it.
    """
    tails = [(100 - LEVEL) / 2, (100 + LEVEL) / 2]
    whole = ~np.isnan(values).any(axis=0)
    bounds = np.full((2, values.shape[1]), np.nan)
    bounds[:, whole] = np.percentile(values[:, whole], tails, axis=0)
    for n in np.flatnonzero(~whole):
        defined = values[~np.isnan(values[:, n]), n]
        if len(defined):
            bounds[:, n] = np.percentile(defined, tails)
    return [
        Interval(low, high, documents, RESAMPLES, seed) if not isnan(low) else None
        for low, high in bounds.T.tolist()
    ]
