"""Agreement as lines under titles, which tables for people are made of: here, and on a page.

Invariant: a line says the same wherever it is shown, for its fields are written here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.agreement import Part
from workbench.agreement.ladder import COSTS
from workbench.messages import _
from workbench.workflow.measure.words import DETAILS, NAMES, OUTCOMES, SIDED, STEPS, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.agreement import Agreement, Cell, Figure, Row
    from workbench.workflow.measure.report import Report

FEW = 20
"""Below this many spans a figure is marked as resting on few."""

SHOWN = 20
"""Articles that are listed."""

DASH = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with what it is the figure of, and the spans that are behind it.

    `signed` is for differences, `cost` is one that is no figure; `noted` asks for what weakens the
    figure. `inner` is a part of the line before; `dense` is how many spans differ in a hundred
    tokens.
    """

    names: tuple[str, ...]
    figure: Figure | None
    cell: Cell | None = None
    cost: float | None = None
    signed: bool = False
    noted: bool = True
    inner: bool = False
    changed: bool = False
    dense: float | None = None

    @property
    def value(self) -> float | None:
        """The number."""
        return self.figure.value if self.figure is not None else self.cost

    def shown(self, number: float | None) -> str:
        """The number, or an end of its interval, as it is written."""
        if number is None:
            return DASH
        return f"{number:+.2f}" if self.signed else f"{number:.2f}"

    @property
    def interval(self) -> str:
        """The interval as it is written."""
        interval = self.figure.interval if self.figure is not None else None
        if interval is None:
            return DASH
        to = " … " if self.signed else "–"
        return to.join(map(self.shown, (interval.low, interval.high)))

    @property
    def note(self) -> str:
        """Why there is no number, or what weakens it."""
        if self.figure is None:
            return ""
        new = [_("new guidelines")] if self.changed else []
        if self.dense is not None:
            new.append(_("{n} differ in 100 tokens").format(n=f"{self.dense:.1f}"))
        if self.figure.undefined is not None or self.noted:
            new.append(note(self.figure))
        return ", ".join(filter(None, new))

    @property
    def fields(self) -> tuple[str, ...]:
        """The number, its articles and spans, its interval, and a note."""
        if self.figure is None:
            return self.shown(self.cost), "", "", "", ""
        counts = str(self.figure.documents), str(self.figure.spans)
        return self.shown(self.value), *counts, self.interval, self.note


@dataclass(frozen=True, slots=True)
class Titled:
    """Lines of one sort, with the titles of what they are and of their number."""

    key: str
    what: str
    value: str
    lines: Sequence[Line]

    @property
    def head(self) -> tuple[str, ...]:
        """The titles of all columns."""
        return self.what, self.value, _("articles"), _("spans"), "95 %", _("note")


def note(figure: Figure) -> str:
    """Why there is no number, or what weakens it; nothing where all is well."""
    if figure.undefined is not None:
        return figure.undefined
    notes = [_("few spans")] if figure.spans < FEW else []
    if figure.interval is not None and not figure.interval.reliable:
        notes.append(_("interval unreliable (n={n})").format(n=figure.interval.documents))
    return ", ".join(notes)


def sections(report: Report) -> Iterator[Titled]:
    """Everything that was measured, the pairs of curators, with the headline, first."""
    results = report.results
    yield pairs(report)
    yield Titled("ladder", _("spans match if they have"), "F1", list(_ladder(results["ladder"])))
    yield labels(report)
    yield replace(documents(report), lines=_documents(report)[:SHOWN])
    yield Titled("classes", _("class"), _("share"), list(_classes(results["classes"])))
    confused = sorted(results["confusion"].of(Part.CONFUSION), key=_most)
    yield Titled("confusion", _("labels"), _("share"), _lines(confused))
    yield Titled("value_agreement", _("figures"), _("share"), _values(results["value_agreement"]))
    yield Titled("assistance", _("suggestions"), "F1", _assistance(results["assistance"]))
    title = _("what became of suggestions")
    yield Titled("acceptance", title, _("share"), _acceptance(results["acceptance"]))
    title = _("taken over and overlooked")
    yield Titled("bias", title, _("share"), _bias(results["bias"]))
    for name, title in (("self_agreement", _("self-agreement")), ("accuracy", _("against gold"))):
        yield Titled(name, title, "F1", list(_curators(results[name])))
    twice = results["adjudicators"]
    title = _("two adjudicators")
    lines = [Line((_("places decided alike"),), twice.total, _whole(twice))]
    yield Titled("adjudicators", title, _("share"), lines)
    yield Titled("drift", _("over time"), "F1", list(_drift(results["drift"])))
    details = [results[name] for name in results if name in DETAILS]
    if details:
        title = _("corrected for chance, on tokens")
        yield Titled("details", title, _("value"), list(_details(details)))


def pairs(report: Report) -> Titled:
    """Agreement of each pair and of all."""
    result = report.results["span_f1"]
    lines = _lines(result.of(Part.PAIR))
    return Titled(
        "pairs",
        _("curators"),
        "F1",
        [*lines, Line((_("all pairs"),), result.total, _whole(result))],
    )


def labels(report: Report) -> Titled:
    """Agreement by label, over all pairs."""
    return Titled("labels", _("label"), "F1", _lines(report.results["span_f1"].of(Part.LABEL)))


def documents(report: Report) -> Titled:
    """Agreement of every article, the least first."""
    return Titled("documents", _("articles that agree least"), "F1", _documents(report))


def _whole(result: Agreement) -> Cell:
    return result.rows[0].cell


def _lines(rows: Iterable[Row], *, signed: bool = False) -> list[Line]:
    return [
        Line(named(row), row.figure, row.cell, signed=signed, changed=row.changed) for row in rows
    ]


def _ladder(result: Agreement) -> Iterator[Line]:
    """The steps, and what each kind of disagreement costs."""
    steps = {row.names[0]: row for row in result.of(Part.STEP) if len(row.names) == 1}
    yield from (Line((_(STEPS[name]),), row.figure, row.cell) for name, row in steps.items())
    for name, (before, behind) in COSTS.items():
        one, other = steps[before].figure.value, steps[behind].figure.value
        if one is not None and other is not None:
            cost = _("cost: {what}").format(what=_(NAMES[name]))
            yield Line((cost,), None, cost=one - other)


def _documents(report: Report) -> list[Line]:
    """The articles with spans, those with most differing spans for their length first."""
    rows = [r for r in report.results["span_f1"].of(Part.DOCUMENT) if r.figure.value is not None]
    densities = report.results["classes"].of(Part.DENSITY)
    dense = {row.names[0]: row.figure.value for row in densities}
    rows.sort(key=lambda row: (-(dense[row.names[0]] or 0.0), row.figure.value, -row.figure.spans))
    return [
        Line((report.sources.get(row.names[0], ""),), row.figure, row.cell, noted=False,
             dense=dense[row.names[0]])
        for row in rows
    ]  # fmt: skip


def _acceptance(result: Agreement) -> list[Line]:
    """Each outcome in all, by curator and by label."""
    return _lines(row for part in OUTCOMES for row in result.of(part))


def _bias(result: Agreement) -> list[Line]:
    """Commission and omission, in all and of whom and what they can be told."""

    def told(part: Part) -> list[Row]:
        return [row for row in result.of(part) if not row.names or row.figure.value is not None]

    lines = _lines(told(Part.COMMISSION)) + _lines(result.of(Part.MISSED))
    return lines + _lines(told(Part.OMISSION), signed=True)


def _most(row: Row) -> tuple[int, tuple[str, ...]]:
    return -row.figure.spans, row.names


def _classes(result: Agreement) -> Iterator[Line]:
    edges = [row for row in result.of(Part.KIND) if row.names[0].startswith("boundary")]
    for row in result.of(Part.CLASS):
        name = row.names[0]
        yield Line(named(row), row.figure, row.cell, noted=False)
        if name == "boundary":
            for edge in edges:
                yield Line(named(edge), edge.figure, edge.cell, noted=False, inner=True)


def _values(result: Agreement) -> list[Line]:
    differ = _("differs first in: {what}")
    return [
        Line((_("same value"),), result.total, _whole(result)),
        *_lines(result.of(Part.LABEL)),
        *(
            Line((differ.format(what=named(row)[0]),), row.figure, row.cell)
            for row in result.of(Part.KIND)
        ),
    ]


def _assistance(result: Agreement) -> list[Line]:
    gaps = [
        row for row in result.of(Part.GAP) if len(row.names) == 1 or row.figure.value is not None
    ]
    return [*_lines(result.of(Part.ARM)), *_lines(gaps, signed=True)]


def _curators(result: Agreement) -> Iterator[Line]:
    yield Line((_("all"),), result.total, _whole(result))
    yield from _lines(result.of(Part.CURATOR))
    for part, text in SIDED.items():
        for row in result.of(part):
            yield Line((*row.names, _(text)), row.figure, row.cell)


def _drift(result: Agreement) -> Iterator[Line]:
    if result.total.undefined is not None:
        yield Line((_("all"),), result.total)
        return
    yield from _lines(result.of(Part.WINDOW))
    for row in result.of(Part.GAP):
        if row.figure.interval is not None and row.figure.interval.excludes_zero:
            names = (*row.names, _("unlike the beginning"))
            yield Line(names, row.figure, row.cell, signed=True)


def _details(results: Iterable[Agreement]) -> Iterator[Line]:
    for result in results:
        yield Line((_(NAMES[result.measure]),), result.total, _whole(result))
        for row in result.rows[1:]:
            yield Line(named(row), row.figure, row.cell, inner=True)
