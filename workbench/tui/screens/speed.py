"""What spans took and what became of suggestions, with plots that need no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from workbench.messages import N_, _
from workbench.tui.commands import bindings
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.plots import bar, shares, trend
from workbench.tui.screens.base import CommandScreen
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import insight
from workbench.workflow.insight import Speed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip

_TITLES = {
    "curators": N_("curators"),
    "extractors": N_("suggested by"),
    "labels": N_("labels"),
    "articles": N_("articles"),
}
_SIGNS = {"unchanged": "█", "amended": "▒", "rejected": "·", "added": "+"}
_NAME, _COUNT, _BAR, _PARTS = 18, 6, 8, 20
_TREND = 60  # articles that the line of them shows

Row = tuple[str, Speed] | str
"""A name with its speed, or a line of text."""


class SpeedScreen(CommandScreen):
    """Keys and seconds a span, and outcomes, by curator, extractor, label and article."""

    NAME = "speed"
    BINDINGS = bindings("speed")

    head = getters.query_one("#head", TextLine)

    def compose(self) -> ComposeResult:
        """Head, column names, rows, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield TextLine(look.dim(), profile, name="columns")
        yield RowList(self._row, look.plain(), name="rows")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Count."""
        self.head.text = _(" Speed")
        legend = "  ".join(f"{sign} {_(name)}" for name, sign in _SIGNS.items())
        self.head.aside = f"{legend} "
        self._most_keys = self._most_seconds = 0.0
        self.step(self._measure)

    @property
    def _list(self) -> RowList[Row]:
        return self.query_one("#rows", RowList)

    async def _measure(self) -> None:
        found = await self.ask_apart(insight.insight)
        every = [speed for group in found.values() for speed in group.values()]
        self._most_keys = max((speed.keys_per_span or 0.0 for speed in every), default=0.0)
        self._most_seconds = max((speed.seconds_per_span or 0.0 for speed in every), default=0.0)
        columns = self.query_one("#columns", TextLine)
        columns.text = " " * (_NAME + 1) + _("spans  keys a span   seconds a span  outcomes")
        self._list.show(list(_rows(found)), 0 if every else None)
        if not every:
            self.say(_("Nothing is decided yet."))

    def _row(self, item: Row, width: int, chosen: bool) -> Strip:
        look, profile = self.workbench.look, self.workbench.profile
        style = look.chosen() if chosen else look.plain()
        if isinstance(item, str):
            heading = look.chosen() if chosen else look.strong()
            return fitted(f" {item}", width, profile, heading, align="near")
        name, speed = item
        fields = (
            (f" {isolated(name)}", _NAME),
            (f"{speed.spans:>{_COUNT}}", _COUNT),
            (f"{insight.shown(speed.keys_per_span):>6} ", 7),
            (_scaled(speed.keys_per_span, self._most_keys), _BAR),
            (f"{insight.shown(speed.seconds_per_span):>6} ", 7),
            (_scaled(speed.seconds_per_span, self._most_seconds), _BAR),
            ("  " + shares(_signed(speed), _PARTS), _PARTS + 2),
        )
        shown = [fitted(text, room, profile, style, align="near")
                 for text, room in fields]  # fmt: skip
        rest = width - sum(room for _text, room in fields)
        return beside([*shown, fitted("", max(0, rest), profile, style)])

    def action_move(self, by: int) -> None:
        """Go a row up or down."""
        rows = self._list
        if rows.items:
            rows.show(rows.items, min(max(0, rows.chosen + by), len(rows.items) - 1))

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        self.action_move(by * self._list.size.height)

    def action_end(self, by: int) -> None:
        """Go to the first row or the last."""
        self.action_move(by * len(self._list.items))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click chooses a row."""
        self.action_move(message.index - self._list.chosen)

    def action_back(self) -> None:
        """Back to the queue."""
        self.dismiss(None)


def _signed(speed: Speed) -> dict[str, int]:
    """The outcomes of spans by their signs."""
    return {_SIGNS[name]: count for name, count in speed.outcomes.items()}


def _scaled(number: float | None, most: float) -> str:
    return bar(number / most, _BAR) if number is not None and most else " " * _BAR


def _rows(found: Mapping[str, Mapping[str, Speed]]) -> Sequence[Row]:
    rows: list[Row] = []
    for group, speeds in found.items():
        if not speeds:
            continue
        rows.append(_(_TITLES[group]))
        if group == "articles":
            known = [s.keys_per_span for s in speeds.values() if s.keys_per_span is not None]
            line = trend(known[-_TREND:])
            if line:
                rows.append(_("keys a span, article by article: {line}").format(line=line))
        rows += speeds.items()
    return rows
