"""How far curators agree on what all of them submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from workbench.messages import _
from workbench.tui.commands import bindings
from workbench.tui.paint import beside, fitted
from workbench.tui.screens.base import CommandScreen
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import measure

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

_NAME, _FIGURE, _INTERVAL = 30, 10, 14


class AgreementScreen(CommandScreen):
    """Exact F1 of each pair of curators, of all pairs, and by label, each with its n."""

    NAME = "agreement"
    BINDINGS = bindings("agreement")

    head = getters.query_one("#head", TextLine)

    def compose(self) -> ComposeResult:
        """Head, rows, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield RowList(self._row, look.plain(), name="rows")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Measure."""
        self.head.text = _(" Agreement: exact F1 of range and label, first submissions")
        self.step(self._measure)

    async def _measure(self) -> None:
        result = await self.ask(measure.agreement, only=())
        rows: RowList[tuple[str, ...]] = self.query_one("#rows", RowList)
        self.say(result.undefined or "")
        rows.show([*measure.pair_table(result), (), *measure.label_table(result)], None)

    def _row(self, item: tuple[str, ...], width: int, chosen: bool) -> Strip:  # noqa: ARG002
        look, profile = self.workbench.look, self.workbench.profile
        style = look.dim() if len(item) > 1 and item[1] == "F1" else look.plain()
        rooms = [_NAME, _FIGURE, _FIGURE, _FIGURE, _INTERVAL]
        rooms.append(max(0, width - sum(rooms)))
        fields = (*item, *[""] * (len(rooms) - len(item)))
        return beside(
            fitted(f" {text}", room, profile, style, align="near")
            for text, room in zip(fields, rooms, strict=True)
        )

    def action_back(self) -> None:
        """Back to the queue."""
        self.dismiss(None)
