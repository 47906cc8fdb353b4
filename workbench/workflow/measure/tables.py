"""Agreement as tables and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.agreement import Part
from workbench.agreement.ladder import COSTS
from workbench.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbench.agreement import Agreement, Figure, Interval, Row
    from workbench.workflow.measure.report import Report

    Table = Sequence[tuple[str, ...]]

FEW = 20
"""Below this many spans a figure is marked as resting on few."""

SHOWN = 20
"""Articles that are listed."""

_DASH = "—"

NAMES: Mapping[str, str] = {
    "overlap": N_("overlapping range, same label"),
    "span": N_("same range"),
    "label": N_("same range and label"),
    "value": N_("same range, label and value"),
    "agree": N_("agree"),
    "boundary": N_("other range"),
    "both": N_("other range and label"),
    "only_p": N_("only one of the two (the first by name)"),
    "only_q": N_("only one of the two (the second by name)"),
    "boundary_edge": N_("  punctuation or marks at the rim"),
    "boundary_clitic": N_("  a proclitic or the article"),
    "boundary_other": N_("  other words"),
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
_CLASSES = {"label": N_("other label"), "value": N_("other value")}


def pair_table(report: Report) -> Table:
    """Agreement of each pair and of all, head first."""
    result = report.results["span_f1"]
    rows = [(" – ".join(row.names), *_fields(row.figure)) for row in result.of(Part.PAIR)]
    return [_head(_("curators"), "F1"), *rows, (_("all pairs"), *_fields(result.total))]


def label_table(report: Report) -> Table:
    """Agreement by label, over all pairs, head first."""
    return _part(report, "span_f1", Part.LABEL, _("label"), "F1")


def tables(report: Report) -> Iterator[Table]:
    """All tables that people are shown, head first; the pairs, with the headline, come first."""
    yield pair_table(report)
    yield _ladder(report.results["ladder"])
    yield label_table(report)
    yield _documents(report)
    yield _classes(report.results["classes"])
    rows = sorted(report.results["confusion"].of(Part.CONFUSION), key=_most)
    yield [_head(_("labels"), _("share")), *_rows(rows)]
    yield _values(report.results["value_agreement"])
    yield _assistance(report.results["assistance"])
    for name, title in (("self_agreement", _("self-agreement")), ("accuracy", _("against gold"))):
        yield _curators(report.results[name], title)
    yield _drift(report.results["drift"])
    details = [report.results[name] for name in report.results if name in _DETAILS]
    if details:
        yield _details(details)


_DETAILS = ("krippendorff_alpha", "cohen_kappa", "fleiss_kappa")


def _head(what: str, value: str) -> tuple[str, ...]:
    return what, value, _("articles"), _("spans"), "95 %", _("note")


def _fields(figure: Figure, *, signed: bool = False) -> tuple[str, ...]:
    form = "{:+.2f}" if signed else "{:.2f}"
    value = form.format(figure.value) if figure.value is not None else _DASH
    counts = str(figure.documents), str(figure.spans)
    interval = figure.interval
    shown = "–".join(form.format(x) for x in (interval.low, interval.high)) if interval else _DASH
    return value, *counts, shown, _note(figure)


def _note(figure: Figure) -> str:
    if figure.undefined is not None:
        return figure.undefined
    notes = [_("few spans")] if figure.spans < FEW else []
    if figure.interval is not None and not figure.interval.reliable:
        notes.append(_("interval unreliable (n={n})").format(n=figure.interval.documents))
    return ", ".join(notes)


def _name(names: Iterable[str]) -> str:
    return " – ".join(_(NAMES[name]) if name in NAMES else name for name in names)


def _rows(rows: Iterable[Row], *, signed: bool = False) -> list[tuple[str, ...]]:
    return [(_name(row.names), *_fields(row.figure, signed=signed)) for row in rows]


def _part(report: Report, measure: str, part: Part, what: str, value: str) -> Table:
    return [_head(what, value), *_rows(report.results[measure].of(part))]


def _ladder(result: Agreement) -> Table:
    """The steps, and what each kind of disagreement costs."""
    steps = {row.names[0]: row for row in result.of(Part.STEP) if len(row.names) == 1}
    table = [_head(_("spans match if they have"), "F1"), *_rows(steps.values())]
    for name, (before, behind) in COSTS.items():
        one, other = steps[before].figure.value, steps[behind].figure.value
        if one is not None and other is not None:
            label = _(_CLASSES.get(name, NAMES[name]))
            cost = _("cost: {what}").format(what=label)
            table.append((cost, f"{one - other:.2f}", "", "", "", ""))
    return table


def _documents(report: Report) -> Table:
    """The articles that agree least."""
    rows = [r for r in report.results["span_f1"].of(Part.DOCUMENT) if r.figure.value is not None]
    least = sorted(rows, key=lambda row: (row.figure.value, -row.figure.spans))[:SHOWN]
    named = [(report.sources.get(row.names[0], ""), row.figure) for row in least]
    table = [(name, *_fields(figure)[:4], "") for name, figure in named]
    return [_head(_("articles that agree least"), "F1"), *table]


def _most(row: Row) -> tuple[int, tuple[str, ...]]:
    return -row.figure.spans, row.names


def _classes(result: Agreement) -> Table:
    table = [_head(_("class"), _("share"))]
    edges = [row for row in result.of(Part.KIND) if row.names[0].startswith("boundary")]
    for row in result.of(Part.CLASS):
        name = row.names[0]
        shown = _(_CLASSES.get(name, NAMES[name]))
        table.append((shown, *_fields(row.figure)[:4], row.figure.undefined or ""))
        if name == "boundary":
            table += [(_(NAMES[e.names[0]]), *_fields(e.figure)[:4], "") for e in edges]
    return table


def _values(result: Agreement) -> Table:
    rows = [(_("same value"), *_fields(result.total)), *_rows(result.of(Part.LABEL))]
    differ = _("differs first in: {what}")
    rows += [
        (differ.format(what=_name(row.names)), *_fields(row.figure)) for row in result.of(Part.KIND)
    ]
    return [_head(_("figures"), _("share")), *rows]


def _assistance(result: Agreement) -> Table:
    gaps = [
        row for row in result.of(Part.GAP) if len(row.names) == 1 or row.figure.value is not None
    ]
    table = [_head(_("suggestions"), "F1"), *_rows(result.of(Part.ARM))]
    return [*table, *_rows(gaps, signed=True)]


def _curators(result: Agreement, title: str) -> Table:
    table = [_head(title, "F1"), (_("all"), *_fields(result.total))]
    table += _rows(result.of(Part.CURATOR))
    kept = _("{name}: kept in gold")
    return [
        *table,
        *((kept.format(name=r.names[0]), *_fields(r.figure)) for r in result.of(Part.KEPT)),
    ]


def _drift(result: Agreement) -> Table:
    table = [_head(_("over time"), "F1")]
    if result.total.undefined is not None:
        return [*table, (_("all"), *_fields(result.total))]
    for row in result.of(Part.WINDOW):
        *fields, note = _fields(row.figure)
        new = [_("new guidelines")] if row.changed else []
        table.append((_name(row.names), *fields, ", ".join([*new, *filter(None, [note])])))
    changed = [
        row
        for row in result.of(Part.GAP)
        if row.figure.interval is not None and row.figure.interval.excludes_zero
    ]
    differs = _("{when}: unlike the beginning")
    return [
        *table,
        *((differs.format(when=_name(r.names)), *_fields(r.figure, signed=True)) for r in changed),
    ]


def _details(results: Iterable[Agreement]) -> Table:
    table = [_head(_("corrected for chance, on tokens"), _("value"))]
    for result in results:
        table.append((_(NAMES[result.measure]), *_fields(result.total)))
        table += [(f"  {_name(row.names)}", *_fields(row.figure)) for row in result.rows[1:]]
    return table


def agreement_json(report: Report) -> dict[str, Any]:
    """Agreement as a JSON object; a value is null where `undefined` says why.

    At the top is exact F1; `measures` has all rows of all measures.
    """
    result = report.results["span_f1"]
    return {
        **_headline(result.total),
        "labels": {row.names[0]: _headline(row.figure) for row in result.of(Part.LABEL)},
        "pairs": [
            {"curators": list(row.names), **_headline(row.figure)} for row in result.of(Part.PAIR)
        ],
        "measures": {
            name: [_row_json(row) for row in each.rows] for name, each in report.results.items()
        },
    }


def _row_json(row: Row) -> dict[str, Any]:
    data = {"part": str(row.part), "names": list(map(str, row.names)), **_json(row.figure)}
    return {**data, "new_guidelines": True} if row.changed else data


def _headline(figure: Figure) -> dict[str, Any]:
    data = _json(figure)
    return {"f1": data.pop("value"), **data}


def _json(figure: Figure) -> dict[str, Any]:
    data: dict[str, Any] = {"value": figure.value, "undefined": figure.undefined}
    data |= {"documents": figure.documents, "spans": figure.spans}
    return data | {"interval": _interval(figure.interval) if figure.interval else None}


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "low": interval.low,
        "high": interval.high,
        "documents": interval.documents,
        "reliable": interval.reliable,
        "resamples": interval.resamples,
        "seed": interval.seed,
    }
