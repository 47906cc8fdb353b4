"""Matrices for a page: pairs of curators, and labels against labels."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from workbench import report as paper
from workbench.agreement import Part
from workbench.agreement.confusion import EMPTY
from workbench.messages import _, ngettext
from workbench.workflow.measure.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.agreement import Figure, Row
    from workbench.workflow.measure.report import Report

    Link = Callable[[Line], str | None]

MOST = 40
"""Curators, or labels, that a matrix has at most."""

_FROM = 0.5  # F1 that is the lightest colour, and all below


def pair_grid(report: Report, link: Link) -> paper.Matrix | None:
    """F1 above the diagonal, numbers of articles below it, self-agreement on it."""
    rows = {row.names: row for row in report.results["span_f1"].of(Part.PAIR)}
    again = {row.names[0]: row for row in report.results["self_agreement"].of(Part.CURATOR)}
    names = sorted({name for pair in rows for name in pair})
    if not 1 < len(names) <= MOST:
        return None
    return paper.Matrix(
        tuple(names),
        tuple(
            (one, tuple(_pair_square(rows, again, (one, other), link) for other in names))
            for one in names
        ),
        _("F1 of 0.50 or less"),
        _("F1 of 1.00"),
    )  # fmt: skip


def _pair_square(
    rows: dict[tuple[str, ...], Row], again: dict[str, Row], place: tuple[str, str], link: Link
) -> paper.Square | None:
    one, other = place
    row = again.get(one) if one == other else rows.get((min(place), max(place)))
    if row is None:
        return None
    figure, line = row.figure, Line(place, row.figure, row.cell)
    if one > other:
        return paper.Square(_count(figure), figure.documents, None, _about(line))
    level = _level((figure.value - _FROM) / (1 - _FROM)) if figure.value is not None else None
    return paper.Square(line.shown(figure.value), figure.value, level, _about(line), link(line))


def _count(figure: Figure) -> str:
    return f"n={figure.documents}"


def _level(share: float) -> int:
    return min(max(int(share * paper.LEVELS), 0), paper.LEVELS - 1)


def _about(line: Line) -> str:
    """A sentence for one square."""
    figure = line.figure
    if figure is None or figure.value is None:
        return line.note
    n, names = figure.documents, " – ".join(line.names)
    text = ngettext(
        "{names}: {value} ({interval}), {n} article, {spans} spans",
        "{names}: {value} ({interval}), {n} articles, {spans} spans",
        n,
    )
    return text.format(
        names=names, value=line.shown(line.value), interval=line.interval, n=n, spans=figure.spans
    )


def confusion_grid(report: Report, link: Link) -> paper.Matrix | None:
    """How often labels stand against each other; ∅ stands for no span, and comes last."""
    rows = {row.names: row for row in report.results["confusion"].of(Part.CONFUSION)}
    names = [*sorted({name for pair in rows for name in pair} - {EMPTY}), EMPTY]
    if not rows or len(names) > MOST + 1:
        return None
    most = max(row.figure.spans for row in rows.values())

    def square(one: int, other: int) -> paper.Square | None:
        row = rows.get((names[one], names[other]))
        if one > other:
            return None
        if row is None:
            return paper.Square("0", 0, None, " – ".join((names[one], names[other])))
        n = row.figure.spans
        line = Line(row.names, row.figure, row.cell)
        level = _level(log(1 + n) / log(1 + most))
        target = link(line) if one != other else None
        return paper.Square(str(n), n, level, _about(line), target)

    places = range(len(names))
    grid = tuple((names[one], tuple(square(one, other) for other in places)) for one in places[:-1])
    return paper.Matrix(tuple(names), grid, _("1"), str(most))
