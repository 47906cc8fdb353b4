"""Agreement over time, with oneself, with gold, and what suggestions do to it, as rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.messages import N_, _
from workbench.tui.paint import isolated
from workbench.tui.plots import thinned, trend
from workbench.tui.screens.agreement_rows import F1, SHARE, SIGNED, Entry, Title, Words, isolate
from workbench.tui.screens.agreement_sections import (
    entries,
    least_first,
    name_of,
    sentences,
    stated,
    warnings,
)
from workbench.workflow import measure
from workbench.workflow.measure import Part
from workbench.workflow.measure.words import NAMES, OUTCOMES, SIDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.tui.screens.agreement_rows import Item
    from workbench.workflow.measure import Report, Row

CHANGED, DIFFERS = "▲", "≠"
_WIDEST = 5  # columns that a point of a line over time takes
_BASE = 60  # articles at the beginning that later ones are compared with


def time(report: Report, width: int) -> Iterator[Item]:
    """A line over time with its numbers, its windows, and those that are unlike the beginning."""
    result = report.results["drift"]
    windows = result.of(Part.WINDOW)
    if result.total.undefined is not None:
        yield from stated([Entry(_("over time"), result.total)], width)
        return
    yield from _line(windows, width)
    unlike = [row for row in result.of(Part.GAP) if _differs(row)]
    marked = {row.names for row in unlike}
    yield Title(_("20 articles each"), "F1", _("spans"))
    for row in windows:
        sign = CHANGED * row.changed + DIFFERS * (row.names in marked) or " "
        yield from stated([Entry(name_of(row), row.figure, row.cell, sign=sign)], width)
    yield Title(_("unlike the first {n} articles").format(n=_BASE), "F1", _("spans"))
    if not unlike:
        yield from sentences(_("No later articles, as far as can be told."), width)
    for row in unlike:
        yield Entry(name_of(row), row.figure, row.cell, SIGNED, sign=DIFFERS)


def _differs(row: Row) -> bool:
    """Whether a difference is one, as far as can be told."""
    return row.figure.interval is not None and row.figure.interval.excludes_zero


def _line(windows: tuple[Row, ...], width: int) -> Iterator[Item]:
    """F1 over time from its lowest to its highest, and below it where guidelines are new."""
    known = [row.figure.value for row in windows if row.figure.value is not None]
    if not known:
        return
    low, high = min(known), max(known)
    room = max(10, width - 2)
    values = thinned([row.figure.value for row in windows], room)
    wide = min(room // len(values), _WIDEST)
    yield Words("".join(sign * wide for sign in trend(values, low, high)))
    edges = [n * len(windows) // len(values) for n in range(len(values) + 1)]
    marks = "".join(
        (CHANGED if any(row.changed for row in windows[start:end]) else " ").ljust(wide)
        for start, end in pairwise(edges)
    )
    if marks.strip(" "):
        yield Words(marks)
    first, lowest, highest, last = (
        isolate(F1.format(number)) for number in (known[0], low, high, known[-1])
    )
    text = _("first {first}, lowest {lowest}, highest {highest}, last {last}")
    yield Words(text.format(first=first, lowest=lowest, highest=highest, last=last))


def again(report: Report, width: int) -> Iterator[Item]:
    """How far curators agree with themselves."""
    yield from _curators(report, "self_agreement", _("with herself"), width)


def gold(report: Report, width: int) -> Iterator[Item]:
    """How near curators come to gold, and which of their spans it kept."""
    yield from _curators(report, "accuracy", _("against gold"), width)
    note = _("Gold is made from these layers: this is accuracy, not agreement.")
    if report.results["accuracy"].total.undefined is not None:
        note = _("Gold is decided where curators differ: `workbench adjudicate`.")
    yield from sentences(note, width)
    twice = report.results["adjudicators"]
    yield Title(_("two adjudicators"), _("share"), _("places"))
    name = _("places decided alike")
    entry = Entry(name, twice.total, twice.rows[0].cell, SHARE, paired=True)
    yield from stated([entry], width)


def _curators(report: Report, name: str, title: str, width: int) -> Iterator[Item]:
    result = report.results[name]
    yield Title(title, "F1", _("spans"))
    yield from stated([Entry(_("all"), result.total, result.rows[0].cell)], width)
    yield from stated(entries(result.of(Part.CURATOR), inner=True), width)
    for part, text in SIDED.items():
        rows = result.of(part)
        if rows:
            yield Title(_(text), _("share"), _("spans"))
            yield from stated(entries(rows, SHARE, inner=True), width)
    labelled = sorted(result.of(Part.LABEL), key=least_first)
    if labelled:
        yield Title(_("labels"), "F1", _("spans"))
        yield from stated(entries(labelled, inner=True), width)


def suggestions(report: Report, width: int) -> Iterator[Item]:
    """Agreement with and without suggestions, and how far these pull."""
    result = report.results["assistance"]
    arms = {row.names: row for row in result.of(Part.ARM)}
    for title, texts in ((_("two curators"), _BETWEEN), (_("curator and suggestions"), _WITH)):
        yield Title(title, "F1", _("spans"))
        rows = ((text, arms[names]) for names, text in texts.items() if names in arms)
        yield from stated((Entry(_(text), row.figure, row.cell) for text, row in rows), width)
    yield Title(_("difference they make"), "F1", _("spans"))
    for row in result.of(Part.GAP):
        inner = len(row.names) > 1  # what it is of, and its name
        if row.figure.value is None and inner:
            continue
        name = isolated(row.names[-1]) if inner else _(_GAPS[row.names[0]])
        sign = DIFFERS if _differs(row) else " "
        yield from stated([Entry(name, row.figure, row.cell, SIGNED, inner, sign)], width)
    if "bias" in report.results:
        yield from warnings(report, width)
        yield from _bias(report, width)
        yield from _outcomes(report, width)
    yield from sentences(measure.anchored(), width)


def _bias(report: Report, width: int) -> Iterator[Item]:
    """What is taken over from suggestions, and what is overlooked beside them."""
    result = report.results["bias"]
    yield Title(_("wrong suggestions kept"), _("share"), _("shown"))
    yield from stated(_parted(result.of(Part.COMMISSION), SHARE), width)
    yield Title(_("missed of what nobody suggested"), _("share"), _("spans"))
    yield from stated(entries(result.of(Part.MISSED), SHARE), width)
    yield Title(_("more missed with suggestions"), _("share"), _("spans"))
    yield from stated(_parted(result.of(Part.OMISSION), SIGNED), width)


def _outcomes(report: Report, width: int) -> Iterator[Item]:
    """What became of suggestions, in all, by curator and by label."""
    result = report.results["acceptance"]
    for part in OUTCOMES:
        of = _("spans") if part is Part.ADDED else _("shown")
        yield Title(_("suggestions: {what}").format(what=_(NAMES[part])), _("share"), of)
        yield from stated(_parted(result.of(part), SHARE), width)


def _parted(rows: Iterable[Row], form: str) -> Iterator[Entry]:
    """Rows in all and of parts, of which those without a value are left out."""
    for row in rows:
        if not row.names:
            yield Entry(_("all"), row.figure, row.cell, form)
        elif row.figure.value is not None:
            yield Entry(isolated(row.names[-1]), row.figure, row.cell, form, inner=True)


_BETWEEN = {
    ("blind",): N_("neither saw suggestions"),
    ("mixed",): N_("one of them saw suggestions"),
    ("assisted",): N_("both saw suggestions"),
}
_WITH = {
    ("suggestions", "assisted"): N_("who saw them"),
    ("suggestions", "blind"): N_("who did not see them"),
}
_GAPS = {
    "inflation": N_("two curators: both less neither"),
    "anchoring": N_("pull: saw less did not see"),
}
