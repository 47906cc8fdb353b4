"""Coefficients that correct agreement for chance, all of one shape: (observed - expected) / rest.

They are computed from square tables of categories. Invariant: where expected agreement is total
(one category only), the coefficient is undefined, not 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.agreement.study import Array, Floats

ONE_CATEGORY = N_("Undefined, because only one category was used.")
NO_TOKENS = N_("Undefined, because no tokens are compared.")
NOT_ALL_PAIRS = N_("Undefined, because not all pairs of curators are compared.")


@dataclass(frozen=True, slots=True)
class Chance:
    """Observed agreement and that expected by chance, both from 0 to 1; NaN without data."""

    observed: float
    expected: float

    @property
    def value(self) -> float | None:
        """The coefficient, or None where it is undefined."""
        if not self.expected < 1:
            return None
        return (self.observed - self.expected) / (1 - self.expected)


def _chance(agreeing: float, n: float, expected: float) -> Chance:
    """Of `n` (ordered pairs, or units) `agreeing` agree."""
    return Chance(agreeing / n, expected) if n > 0 else Chance(np.nan, np.nan)


def cohen(table: Array) -> Chance:
    """Cohen's kappa (1960) of a table of two curators: each keeps her own preferences."""
    table = np.asarray(table, np.float64)
    n = float(table.sum())
    by_chance = float(table.sum(axis=0) @ table.sum(axis=1)) / n**2 if n else np.nan
    return _chance(float(np.trace(table)), n, by_chance)


def coincidences(tables: Array, raters: Array) -> Floats:
    """Krippendorff's coincidence matrix from tables of pairs of raters, (tables, K, K).

    `raters` says for each table how many rated its units: each unit counts as often as it has
    ratings, in all its ordered pairs.
    """
    weights = 1 / (np.asarray(raters, np.float64) - 1)
    summed = np.tensordot(weights, np.asarray(tables, np.float64), axes=1)
    return np.asarray(summed + summed.T, np.float64)


def krippendorff(matrix: Array) -> Chance:
    """Krippendorff's alpha for nominal data: chance draws two ratings without putting back."""
    totals = np.asarray(matrix.sum(axis=0), np.float64)
    n = float(totals.sum())
    by_chance = float((totals * (totals - 1)).sum()) / (n * (n - 1)) if n > 1 else np.nan
    return _chance(float(np.trace(matrix)), n, by_chance)


def fleiss(matrix: Array) -> Chance:
    """Fleiss' kappa (1971) of a coincidence matrix of units with equally many ratings.

    Chance draws from the pooled preferences, with putting back.
    """
    totals = np.asarray(matrix.sum(axis=0), np.float64)
    n = float(totals.sum())
    by_chance = float(((totals / n) ** 2).sum()) if n else np.nan
    return _chance(float(np.trace(matrix)), n, by_chance)


def collapsed(matrix: Array, category: int) -> Floats:
    """A table of two categories: one of those of `matrix`, and all others."""
    matrix = np.asarray(matrix, np.float64)
    own, row, column = matrix[category, category], matrix[category].sum(), matrix[:, category].sum()
    rest = matrix.sum() - row - column + own
    return np.array([[own, row - own], [column - own, rest]])
