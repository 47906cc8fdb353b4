"""What curators agree on and in what they differ, as rows: the views of pairs of curators.

Invariant: a view is made of results alone, so that it looks the same whoever asked for them and
whenever; what is not measured yet is not needed by the rows before it.
"""

from __future__ import annotations

import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.messages import _, ngettext
from workbench.tui.paint import isolated
from workbench.tui.screens.agreement_matrices import confusion_matrix, pair_matrix
from workbench.tui.screens.agreement_rows import DENSITY, F1, SHARE, Entry, Title, Words
from workbench.workflow.measure import KINDS, NO_TOKENS, Cell, Class, Part, haste_told
from workbench.workflow.measure.lines import documents
from workbench.workflow.measure.words import DETAILS, NAMES, STEPS, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.tui.screens.agreement_rows import Item
    from workbench.workflow.measure import Report, Row

ALPHA = DETAILS[0]
_SIGNS = {
    Class.AGREE: "█",
    Class.VALUE: "▓",
    Class.LABEL: "▒",
    Class.BOUNDARY: "░",
    Class.BOTH: "×",
    Class.ONLY_P: "·",
    Class.ONLY_Q: "·",
}
_COSTS = {
    Class.BOUNDARY: ("overlap", "label"),
    Class.LABEL: ("span", "label"),
    Class.VALUE: ("label", "value"),
}
"""The steps of the ladder before and behind each cost."""


def sentences(text: str, width: int) -> Iterator[Words]:
    """A text in lines of `width` columns."""
    return map(Words, textwrap.wrap(text, max(20, width - 3)))


def stated(entries: Iterable[Entry], width: int) -> Iterator[Item]:
    """Entries, and where one has no number, behind it the reason."""
    for entry in entries:
        yield entry
        if entry.figure.undefined is not None:
            yield from sentences(entry.figure.undefined, width)


def name_of(row: Row) -> str:
    """What a row is the figure of, in words."""
    return " – ".join(map(isolated, named(row)))


def entries(rows: Iterable[Row], form: str = F1, *, inner: bool = False) -> Iterator[Entry]:
    """Rows as entries."""
    return (Entry(name_of(row), row.figure, row.cell, form, inner) for row in rows)


def warnings(report: Report, width: int) -> Iterator[Words]:
    """Whom to warn of, where that is known."""
    for one in report.hasty or ():
        yield from sentences(haste_told(one), width)


def least_first(row: Row) -> tuple[float, int]:
    """The order in which the lowest number comes first, of as low ones that of most spans."""
    return row.figure.value if row.figure.value is not None else 2.0, -row.figure.spans


# ------------------------------------------------------------------------------------- the views


def overview(report: Report, width: int) -> Iterator[Item]:
    """The headline, the ladder with its costs, and what is corrected for chance."""
    result = report.results["span_f1"]
    yield Title(_("range and label"), "F1", _("spans"))
    yield from stated([Entry(_("all pairs of curators"), result.total, Cell())], width)
    names = sorted({name for row in result.of(Part.PAIR) for name in row.names})
    who = ngettext("{n} curator: {names}", "{n} curators: {names}", len(names))
    yield from sentences(who.format(n=len(names), names=", ".join(map(isolated, names))), width)
    yield from warnings(report, width)
    if result.total.value is None:
        return
    if "ladder" in report.results:
        yield Title(_("what spans must share"), "F1", _("spans"))
        yield from stated(_ladder(report), width)
    if ALPHA in report.results:
        yield Title(_("corrected for chance"), "", "")
        yield from stated(_chance(report), width)


def _ladder(report: Report) -> Iterator[Entry]:
    steps = {row.names[0]: row for row in report.results["ladder"].of(Part.STEP)
             if len(row.names) == 1}  # fmt: skip
    yield from (Entry(_(STEPS[name]), row.figure, row.cell) for name, row in steps.items())
    for what, (before, behind) in _COSTS.items():
        one, other = steps[before].figure, steps[behind].figure
        if one.value is not None and other.value is not None:
            cost = replace(one, value=one.value - other.value, interval=None)
            name = _("cost: {what}").format(what=_(NAMES[what]))
            yield Entry(name, cost, Cell(kinds=KINDS[what]), inner=True)


def _chance(report: Report) -> Iterator[Entry]:
    """Alpha; and its labels and the kappas, where they are measured."""
    details = DETAILS[-1] in report.results
    for measure in DETAILS:
        if measure in report.results:
            result = report.results[measure]
            yield Entry(_(NAMES[measure]), result.total, result.rows[0].cell)
            yield from entries(result.rows[1:] if details else (), inner=True)


def pairs(report: Report, width: int) -> Iterator[Item]:
    """A heat map of the pairs, and the pairs with their intervals, the least first."""
    result = report.results["span_f1"]
    yield from pair_matrix(result, report.results["self_agreement"])
    yield Words("")
    yield Title(_("pairs of curators"), "F1", _("spans"))
    yield from stated(entries(sorted(result.of(Part.PAIR), key=least_first)), width)
    yield from stated([Entry(_("all pairs of curators"), result.total, Cell())], width)


def labels(report: Report, width: int) -> Iterator[Item]:
    """Every label, the least first."""
    yield Title(_("labels"), "F1", _("spans"))
    rows = sorted(report.results["span_f1"].of(Part.LABEL), key=least_first)
    yield from stated(entries(rows), width)


def articles(report: Report, width: int) -> Iterator[Item]:
    """Every article with spans, those with most differing spans for their length first."""
    yield Title(_("articles"), _("in 100"), _("spans"))
    for line in documents(report).lines:
        if line.figure is not None:
            reason = None if line.dense is not None else _(NO_TOKENS)
            figure = replace(line.figure, value=line.dense, undefined=reason)
            name = isolated(line.names[0])
            entry = Entry(name, figure, line.cell, DENSITY, noted=False, beside=line.figure)
            yield from stated([entry], width)


def classes(report: Report, width: int) -> Iterator[Item]:
    """In what spans differ, and the shares of it by pair of curators."""
    result = report.results["classes"]
    yield Title(_("how spans compare"), _("share"), _("spans"))
    rows = {row.names[0]: row for row in result.of(Part.CLASS)}
    one, other = rows.pop(Class.ONLY_P), rows.pop(Class.ONLY_Q)
    yield from stated(_kinds(rows.values(), result.of(Part.KIND)), width)
    value = None if one.figure.value is None else one.figure.value + (other.figure.value or 0.0)
    alone = replace(one.figure, value=value, spans=one.figure.spans + other.figure.spans)
    kinds = (*KINDS[Class.ONLY_P], *KINDS[Class.ONLY_Q])
    yield from stated(
        [Entry(_("only one of the two"), alone, Cell(kinds=kinds), SHARE, sign="·", noted=False)],
        width,
    )
    yield Title(_("pairs of curators"), _("agree"), _("spans"))
    by_pair: dict[tuple[str, ...], list[Row]] = {}
    for row in result.of(Part.PAIR):
        by_pair.setdefault(row.names[1:], []).append(row)
    for names, found in by_pair.items():
        counts = [row.figure.spans for row in found]
        figure = replace(found[0].figure, spans=sum(counts))
        parts: dict[str, int] = {}
        for row in found:
            sign = _SIGNS[Class(row.names[0])]
            parts[sign] = parts.get(sign, 0) + row.figure.spans
        cell = replace(found[0].cell, kinds=None)
        name = " – ".join(map(isolated, names))
        yield Entry(name, figure, cell, SHARE, parts=tuple(parts.items()))


def _kinds(rows: Iterable[Row], kinds: tuple[Row, ...]) -> Iterator[Entry]:
    for row in rows:
        name = Class(row.names[0])
        yield Entry(name_of(row), row.figure, row.cell, SHARE, sign=_SIGNS[name], noted=False)
        if name is Class.BOUNDARY:
            edges = (kind for kind in kinds if kind.names[0].startswith("boundary"))
            for edge in entries(edges, SHARE, inner=True):
                yield replace(edge, noted=False)


def confusion(report: Report, width: int) -> Iterator[Item]:
    """Which label stands against which, ∅ where there is no span, and the most frequent ones."""
    result = report.results["confusion"]
    yield Title(_("two labels, or one alone"), _("share"), _("cases"))
    whole = Entry(_("one label"), result.total, Cell(), SHARE, paired=True)
    yield from stated([whole], width)
    yield from confusion_matrix(result)
    rows = [row for row in result.of(Part.CONFUSION) if row.names[0] != row.names[1]]
    if rows:
        yield Words("")
        yield Title(_("most frequent"), _("share"), _("cases"))
        for row in sorted(rows, key=lambda row: (-row.figure.spans, row.names)):
            yield Entry(name_of(row), row.figure, row.cell, SHARE, noted=False, paired=True)


def values(report: Report, width: int) -> Iterator[Item]:
    """How many figures have one value, and which field differs first."""
    result = report.results["value_agreement"]
    yield Title(_("figures"), _("share"), _("cases"))
    cell = result.rows[0].cell
    yield from stated([Entry(_("same value"), result.total, cell, SHARE, paired=True)], width)
    for row in sorted(result.of(Part.LABEL), key=least_first):
        yield Entry(name_of(row), row.figure, row.cell, SHARE, inner=True, paired=True)
    kinds = sorted(result.of(Part.KIND), key=least_first, reverse=True)
    if kinds:
        yield Title(_("first field that differs"), _("share"), _("cases"))
    for row in kinds:
        yield Entry(name_of(row), row.figure, row.cell, SHARE, paired=True)
