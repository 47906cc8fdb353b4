"""Differences between what two groups do: the ratio of one less the ratio of the other.

Invariant: both ratios are resampled together, over the same documents, so that an interval is that
of the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.agreement.bootstrap import Sample, gap, intervals
from workbench.agreement.results import Figure, Row
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.agreement.results import Cell, Part
    from workbench.agreement.study import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """A row to be: `columns` are, by document, numerator and denominator of one and of the other.

    `missing` says why there is no first ratio, and why there is no second.
    """

    part: Part
    names: tuple[str, ...]
    cell: Cell
    columns: Floats
    missing: tuple[str, str]

    def figure(self) -> Figure:
        """Its value without an interval."""
        sums = self.columns.sum(axis=0)
        n = len(self.columns), int(sums[1] + sums[3])
        for whole, reason in zip(sums[1::2], self.missing, strict=True):
            if not whole:
                return Figure(None, _(reason), *n)
        return Figure(float(sums[0] / sums[1] - sums[2] / sums[3]), None, *n)


def gap_rows(gaps: Sequence[Gap]) -> tuple[Row, ...]:
    """The rows of gaps, with intervals where there is a value."""
    found = intervals([Sample(one.columns, gap) for one in gaps])
    rows = []
    for one, interval in zip(gaps, found, strict=True):
        figure = one.figure()
        if figure.value is not None:
            figure = replace(figure, interval=interval)
        rows.append(Row(one.part, one.names, figure, one.cell))
    return tuple(rows)
