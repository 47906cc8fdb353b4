"""Agreement as lines under titles, which tables for people are made of: here, and on a page.

Invariant: a line says the same wherever it is shown, for its fields are written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.agreement import Part
from workbench.agreement.ladder import COSTS
from workbench.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbench.agreement import Agreement, Cell, Figure, Row
    from workbench.workflow.measure.report import Report

FEW = 20
"""Below this many spans a figure is marked as resting on few."""

SHOWN = 20
"""Articles that are listed."""

DASH = "—"

NAMES: Mapping[str, str] = {
    "agree": N_("agree"),
    "value": N_("other value"),
    "label": N_("other label"),
    "boundary": N_("other range"),
    "both": N_("other range and label"),
    "only_p": N_("only one of the two (the first by name)"),
    "only_q": N_("only one of the two (the second by name)"),
    "boundary_edge": N_("punctuation or marks at the rim"),
    "boundary_clitic": N_("a proclitic or the article"),
    "boundary_other": N_("other words"),
    "missing": N_("no value"),
    "form": N_("a number, a time"),
    "range": N_("a number, a range"),
    "magnitude": N_("a power of ten"),
    "digit": N_("one digit"),
    "amount": N_("another amount"),
    "unit": N_("unit"),
    "modifier": N_("modifier"),
    "time": N_("time"),
    "assisted": N_("both with suggestions"),
    "mixed": N_("one of them with suggestions"),
    "blind": N_("both without suggestions"),
    "inflation": N_("with less without suggestions"),
    "anchoring": N_("pull of suggestions"),
    "suggestions": N_("like what is suggested"),
    "span_f1": N_("exact F1"),
    "krippendorff_alpha": N_("Krippendorff's alpha of tokens"),
    "cohen_kappa": N_("Cohen's kappa of tokens, mean of pairs"),
    "fleiss_kappa": N_("Fleiss' kappa of tokens"),
}
"""Kinds of agreement and disagreement, conditions and measures."""

SAW: Mapping[str, str] = {
    "assisted": N_("with suggestions"),
    "blind": N_("without suggestions"),
}
"""What one curator saw."""

STEPS: Mapping[str, str] = {
    "overlap": N_("overlapping range, same label"),
    "span": N_("same range"),
    "label": N_("same range and label"),
    "value": N_("same range, label and value"),
}
"""What spans must have in common, less before more."""

DETAILS = ("krippendorff_alpha", "cohen_kappa", "fleiss_kappa")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with what it is the figure of, and the spans that are behind it.

    `signed` is for differences, `cost` is one that is no figure; `noted` asks for what weakens the
    figure. `inner` is a part of the line before.
    """

    names: tuple[str, ...]
    figure: Figure | None
    cell: Cell | None = None
    cost: float | None = None
    signed: bool = False
    noted: bool = True
    inner: bool = False
    changed: bool = False

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
    yield Titled("documents", _("articles that agree least"), "F1", _documents(report)[:SHOWN])
    yield Titled("classes", _("class"), _("share"), list(_classes(results["classes"])))
    confused = sorted(results["confusion"].of(Part.CONFUSION), key=_most)
    yield Titled("confusion", _("labels"), _("share"), _lines(confused))
    yield Titled("value_agreement", _("figures"), _("share"), _values(results["value_agreement"]))
    yield Titled("assistance", _("suggestions"), "F1", _assistance(results["assistance"]))
    for name, title in (("self_agreement", _("self-agreement")), ("accuracy", _("against gold"))):
        yield Titled(name, title, "F1", list(_curators(results[name])))
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


def named(row: Row) -> tuple[str, ...]:
    """The names of a row as people read them; those of people, labels and days as they are."""
    names = row.names
    if row.part is Part.ARM and len(names) == 2:  # of one curator and what is suggested
        return _(NAMES[names[0]]), _(SAW[names[1]])
    if row.part in (Part.KIND, Part.CLASS, Part.ARM):
        return tuple(_(NAMES[name]) for name in names)
    if row.part is Part.GAP and names[0] in NAMES:  # then in all, of a curator, or of a label
        return (_(NAMES[names[0]]), *names[2:])
    return names


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
    """The articles with spans, those that agree least first."""
    rows = [r for r in report.results["span_f1"].of(Part.DOCUMENT) if r.figure.value is not None]
    rows.sort(key=lambda row: (row.figure.value, -row.figure.spans))
    return [
        Line((report.sources.get(row.names[0], ""),), row.figure, row.cell, noted=False)
        for row in rows
    ]


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


SIDED = {
    Part.KEPT: N_("kept in gold"),
    Part.NOT_IN_GOLD: N_("where gold has nothing"),
    Part.GOLD_MISSED: N_("gold missed"),
}
"""Shares of what a curator marked, and of what she should have."""


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
