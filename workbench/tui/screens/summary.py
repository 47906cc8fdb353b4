"""The summary: what a curator has done in all, day by day, and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from textual import getters

from workbench.messages import N_, _, ngettext
from workbench.tui.commands import bindings, commands_of, shown
from workbench.tui.paint import beside, fitted
from workbench.tui.plots import bar, shares
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.base import CommandScreen
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import insight
from workbench.workflow.summary import Unit, over_time, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.strip import Strip

    from workbench.workflow.insight import Speed
    from workbench.workflow.summary import Summary

OUTCOMES = {"unchanged": "█", "amended": "▒", "rejected": "·", "added": "+"}
"""The signs of what became of spans, as on the screen of speed."""

_TITLES = {
    Unit.DAY: N_("Articles submitted each day"),
    Unit.WEEK: N_("Articles submitted each week, by its first day"),
    Unit.MONTH: N_("Articles submitted each month"),
}
_MOST = 12  # rows of the plot
_DAY, _COUNT, _WIDEST = 12, 7, 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a plot: what it is called, its share of the longest, its number."""

    name: str
    share: float
    number: str


Row: TypeAlias = "str | Bar | Mapping[str, int]"
"""A line of text, a row of a plot, or counts by sign that are drawn as one bar."""


class SummaryScreen(CommandScreen):
    """Articles, spans, outcomes, speed, and a plot of articles over time."""

    NAME = "summary"
    EXPORTS = True
    BINDINGS = bindings("summary")

    head = getters.query_one("#head", TextLine)

    def compose(self) -> ComposeResult:
        """Head, rows, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield RowList(self._row, look.plain(), name="rows")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Count."""
        self.head.text = " " + _("Summary")
        self.head.aside = f"{self.workbench.desk.session.curator.name} "
        self.step(self._count_up)

    @property
    def _list(self) -> RowList[Row]:
        return self.query_one("#rows", RowList)

    async def _count_up(self) -> None:
        found = await self.ask_apart(summary)
        self._list.show([*_in_all(found), *_plotted(found), *self._next()], None)

    def _next(self) -> Iterator[str]:
        """What the keys of this screen lead to."""
        keys = self.workbench.keys
        by_id = {command.id: command for command in commands_of(self.NAME)}
        yield ""
        for name in ("summary.export", "summary.agreement"):
            yield f"{shown(keys.of(by_id[name])[0])}  {_(by_id[name].help)}"

    def _row(self, row: Row, width: int, _chosen: bool) -> Strip:
        look, profile = self.workbench.look, self.workbench.profile
        style, room = look.plain(), max(0, width - 2)
        edge = fitted("", min(2, width), profile, style)
        if isinstance(row, str):
            return beside([edge, fitted(row, room, profile, style, align="near")])
        columns = min(_WIDEST, max(0, room - _DAY - _COUNT))
        fields = [(shares(row, columns), columns)] if not isinstance(row, Bar) else [
            (row.name, _DAY), (bar(row.share, columns), columns), (f" {row.number}", _COUNT)
        ]  # fmt: skip
        fields.append(("", max(0, room - sum(n for _text, n in fields))))
        pieces = [fitted(text, n, profile, style, align="near") for text, n in fields]
        return beside([edge, *pieces])

    def action_move(self, by: int) -> None:
        """Go a row up or down."""
        self._list.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        self.action_move(by * self._list.size.height)

    def action_export(self) -> None:
        """Export gold."""
        self.workbench.background.export()

    def action_agreement(self) -> None:
        """Show agreement."""
        self.app.push_screen(AgreementScreen())

    def action_stop(self) -> None:
        """Stop the export, or go back."""
        if not self.workbench.background.stop():
            self.action_back()

    def action_back(self) -> None:
        """Back to the queue."""
        self.dismiss(None)


def _in_all(found: Summary) -> Iterator[Row]:
    yield ""
    if found.articles and found.submitted == found.articles:
        text = ngettext("Everything is submitted: {n} article.",
                        "Everything is submitted: {n} articles.", found.articles)  # fmt: skip
    else:
        text = ngettext("{done} of {n} article is submitted.",
                        "{done} of {n} articles are submitted.", found.articles)  # fmt: skip
    yield text.format(n=f"{found.articles:,}", done=f"{found.submitted:,}")
    spans = found.names + found.figures
    text = _("Spans that you submitted: {n} · names: {names} · figures: {figures}")
    yield text.format(n=f"{spans:,}", names=f"{found.names:,}", figures=f"{found.figures:,}")
    speed = found.speed
    if not speed.spans:
        return
    yield from _outcomes(speed)
    text = _("Keys a span: {keys} · seconds a span: {seconds}")
    yield text.format(keys=insight.shown(speed.keys_per_span),
                      seconds=insight.shown(speed.seconds_per_span))  # fmt: skip


def _outcomes(speed: Speed) -> Iterator[Row]:
    """What became of suggestions, as a sentence, as a bar, and what its signs are."""
    seen = speed.spans - speed.outcomes["added"]
    if seen:
        text = ngettext("Of {n} suggestion that you decided on, {share} % stood unchanged.",
                        "Of {n} suggestions that you decided on, {share} % stood unchanged.",
                        seen)  # fmt: skip
        yield text.format(n=f"{seen:,}", share=round(100 * speed.outcomes["unchanged"] / seen))
    yield ""
    yield {sign: speed.outcomes[name] for name, sign in OUTCOMES.items()}
    told = (f"{sign} {_(name)} {speed.outcomes[name]:,}" for name, sign in OUTCOMES.items())
    yield "   ".join(told)


def _plotted(found: Summary) -> Sequence[Row]:
    unit, counts = over_time(found.days, _MOST)
    if not counts:
        return ()
    most = max(count for _day, count in counts)
    bars = [Bar(_named(day, unit), count / most, f"{count:,}") for day, count in counts]
    return ["", _(_TITLES[unit]), *bars]


def _named(day: date, unit: Unit) -> str:
    return day.strftime("%Y-%m") if unit is Unit.MONTH else day.isoformat()
