"""Agreement as tables and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from workbench.agreement import Part
from workbench.workflow.measure.haste import told
from workbench.workflow.measure.lines import Titled, labels, pairs, sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.agreement import Figure, Interval, Row
    from workbench.workflow.measure.report import Report

    Table = Sequence[tuple[str, ...]]

_INDENT = "  "


def pair_table(report: Report) -> Table:
    """Agreement of each pair and of all, head first."""
    return _table(pairs(report))


def label_table(report: Report) -> Table:
    """Agreement by label, over all pairs, head first."""
    return _table(labels(report))


def tables(report: Report) -> Iterator[Table]:
    """All tables that people are shown, head first; the pairs, with the headline, come first."""
    return map(_table, sections(report))


def _table(titled: Titled) -> Table:
    rows = [(_INDENT * line.inner + " – ".join(line.names), *line.fields) for line in titled.lines]
    return [titled.head, *rows]


def agreement_json(report: Report) -> dict[str, Any]:
    """Agreement as a JSON object; a value is null where `undefined` says why.

    At the top is exact F1; `measures` has all rows of all measures.
    """
    result = report.results["span_f1"]
    return {
        **_headline(result.total),
        "warnings": [
            {"kind": "haste", **asdict(one), "text": told(one)} for one in report.hasty or ()
        ],
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
