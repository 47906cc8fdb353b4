"""Why curators differ, asked for by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from workbench.messages import _
from workbench.tui.adjudication_words import CAUSES
from workbench.tui.commands import bindings
from workbench.tui.paint import fitted
from workbench.tui.screens.dialogs import Dialog
from workbench.tui.widgets.row_list import RowList
from workbench.workflow.adjudicate import Cause

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

    from workbench.tui.app import Workbench


class CauseDialog(Dialog[Cause]):
    """Chooses a cause; the present one is chosen at first."""

    NAMES = ("cause", "dialog")
    BINDINGS = bindings("cause")

    def __init__(self, workbench: Workbench, present: Cause | None) -> None:
        super().__init__(workbench)
        self._causes, self._present = list(Cause), present
        self._list: RowList[Cause] = RowList(self._row, self.look.plain(), name="choices")

    def compose(self) -> ComposeResult:
        """Title, one row a cause, keys."""
        yield Vertical(self.title_line, self._list, self.keys_line)

    def on_mount(self) -> None:
        """Show the causes."""
        self.title_line.text = _("Why do the curators differ here?")
        self._list.styles.height = len(self._causes)
        place = self._causes.index(self._present) if self._present is not None else 0
        self._list.show(self._causes, place)

    def _row(self, cause: Cause, width: int, chosen: bool) -> Strip:
        style = self.look.chosen() if chosen else self.look.plain()
        text = f" {self._causes.index(cause) + 1}  {_(CAUSES[cause])}"
        return fitted(text, width, self.profile, style, align="near")

    def action_move(self, by: int) -> None:
        """Move the choice."""
        self._list.show(self._causes, (self._list.chosen + by) % len(self._causes))

    def action_choose(self) -> None:
        """Take the chosen cause."""
        self.dismiss(self._causes[self._list.chosen])

    def action_pick(self, number: int) -> None:
        """Take a cause by its number."""
        if number <= len(self._causes):
            self.dismiss(self._causes[number - 1])

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes a cause."""
        self.dismiss(self._causes[message.index])
