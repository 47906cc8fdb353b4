"""The pairs of curators and the confusions of labels as matrices of shaded squares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import N_, _
from workbench.tui.paint import isolated
from workbench.tui.plots import shade
from workbench.tui.screens.agreement_rows import (
    SHARE,
    Square,
    Squares,
    told,
    written,
)
from workbench.workflow.measure import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.workflow.measure import Agreement, Row

EMPTY = "∅"
_NOTHING = "·"
_HEAT = (0.5, 0.67, 0.8, 0.9)  # F1 from which the next shade is taken
_CONFUSED = (1e-9, 0.25, 0.5, 0.75)  # the same of a share of the most frequent confusion
PAIR_LEGEND = N_("above: F1, ░ from .50, ▒ .67, ▓ .80, █ .90   below: articles   across: herself")
CONFUSION_LEGEND = N_("░▒▓█ up to a quarter, half … of the most frequent confusion   ∅ no span")


def pair_matrix(result: Agreement, again: Agreement) -> Iterator[Squares]:
    """F1 of each pair above the diagonal, their articles below, agreement with oneself on it."""
    found = {row.names: row for row in result.of(Part.PAIR)}
    own = {row.names[0]: row for row in again.of(Part.CURATOR)}
    names = sorted({name for pair in found for name in pair})
    if not names:
        return
    yield Squares("", tuple(Square(isolated(name)) for name in names), head=True)
    for n, one in enumerate(names):
        squares = []
        for m, other in enumerate(names):
            row = own.get(one) if n == m else found.get((min(one, other), max(one, other)))
            about = " – ".join(map(isolated, (one, other)))
            squares.append(_pair(row, about, counted=n > m))
        yield Squares(isolated(one), tuple(squares))


def _pair(row: Row | None, about: str, *, counted: bool) -> Square:
    if row is None:
        nothing = _("{name}: nothing that both submitted").format(name=about)
        return Square(_NOTHING, nothing)
    figure = row.figure
    if counted:
        return Square(str(figure.documents), told(about, figure), cell=row.cell)
    level = shade(figure.value, _HEAT) if figure.value is not None else 0
    weak = figure.interval is not None and not figure.interval.reliable
    return Square(written(figure), told(about, figure), level, row.cell, weak)


def confusion_matrix(result: Agreement) -> Iterator[Squares]:
    """How often two labels stand against each other; only what differs is shaded."""
    rows = result.of(Part.CONFUSION)
    if not rows:
        return
    found = {frozenset(row.names): row for row in rows}
    names = sorted({name for row in rows for name in row.names}, key=lambda n: (n == EMPTY, n))
    most = max((row.figure.spans for row in rows if row.names[0] != row.names[1]), default=1)
    yield Squares("", tuple(Square(name) for name in names), head=True)
    for one in names:
        squares = []
        for other in names:
            row = found.get(frozenset((one, other)))
            if row is None:
                squares.append(Square(_NOTHING, f"{one} – {other}"))
                continue
            share = row.figure.spans / most if one != other else 0.0
            about = told(f"{one} – {other}", row.figure, SHARE, paired=True)
            squares.append(Square(str(row.figure.spans), about, shade(share, _CONFUSED), row.cell))
        yield Squares(one, tuple(squares))
