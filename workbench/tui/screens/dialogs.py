"""Small dialogs: what the keys do, what to search for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from workbench.messages import _
from workbench.tui.commands import bindings, commands_of
from workbench.tui.hints import cap, keys_of_dialog
from workbench.tui.paint import beside, fitted
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.rtl_input import RtlInput
from workbench.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from workbench.tui.app import Workbench

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A framed box in the middle: a title, rows to choose from, and a line of keys.

    `NAMES` are the screens of the table whose commands the dialog has.
    """

    NAMES: tuple[str, ...] = ("dialog",)
    BINDINGS = bindings("dialog")

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        look, profile = workbench.look, workbench.profile
        self.look, self.profile = look, profile
        self._keys = workbench.keys
        self.title_line = TextLine(look.strong(), profile, name="title")
        self.foot = TextLine(look.dim(), profile, name="foot")
        self.keys_line = TextLine(look.dim(), profile, name="keys")
        self._offers = keys_of_dialog(self.NAMES, workbench.keys)
        self.keys_line.text = self._offers.text

    def leave_out(self, *commands: str) -> None:
        """Name some commands no more in the line of keys."""
        self._offers = keys_of_dialog(self.NAMES, self._keys, *commands)
        self.keys_line.text = self._offers.text

    async def on_text_line_clicked(self, message: TextLine.Clicked) -> None:
        """A click on one of the keys is that key."""
        call = self._offers.at(message.offset) if message.sender is self.keys_line else None
        if call is not None:
            await self.run_action(call)

    def action_cancel(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves without choosing."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.action_cancel()


class HelpDialog(Dialog[str]):
    """Every key of a screen; gives back the action of a command that is to be carried out."""

    NAMES = ("help",)
    BINDINGS = bindings("help")

    def __init__(self, workbench: Workbench, screen: str) -> None:
        super().__init__(workbench)
        commands = [c for c in commands_of(screen) if c.call != "help"]
        self._calls = [command.call for command in commands]
        self._commands = [
            (" ".join(map(cap, workbench.keys.of(command))), _(command.title), _(command.help))
            for command in commands
        ]
        self._list: RowList[tuple[str, str, str]] = RowList(
            self._row, self.look.plain(), name="choices"
        )

    def compose(self) -> ComposeResult:
        """Title, one row a command, what the chosen one does, keys."""
        yield Vertical(self.title_line, self._list, self.foot, self.keys_line)

    def on_mount(self) -> None:
        """Show the commands."""
        self.title_line.text = _("Keys (the same keys work under an Arabic layout)")
        self._list.styles.height = min(18, len(self._commands))
        self._list.show(self._commands, 0)
        self.action_move(0)

    def _row(self, item: tuple[str, str, str], width: int, chosen: bool) -> Strip:
        style = self.look.chosen() if chosen else self.look.plain()
        rooms = 13, 18, max(0, width - 31)
        return beside(
            fitted(f" {text}", room, self.profile, style, align="near")
            for text, room in zip(item, rooms, strict=True)
        )

    def action_move(self, by: int) -> None:
        """Move through the list; the foot tells the whole explanation."""
        chosen = min(max(0, self._list.chosen + by), len(self._commands) - 1)
        self._list.show(self._commands, chosen)
        self.foot.text = self._commands[chosen][2]

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click explains a command, a second one carries it out."""
        self.action_move(message.index - self._list.chosen)
        if message.again:
            self.action_choose()

    def action_choose(self) -> None:
        """Carry out the chosen command."""
        self.dismiss(self._calls[self._list.chosen])


class FindDialog(Dialog[str], inherit_bindings=False):
    """Asks what to search for; every key but Enter and Escape is text."""

    NAMES = ("line",)
    BINDINGS = bindings("line")

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._input = RtlInput(self.look, self.profile, name="query")

    def compose(self) -> ComposeResult:
        """Question, input, keys."""
        yield Vertical(self.title_line, self._input, self.keys_line)

    def on_mount(self) -> None:
        """Ask."""
        self.title_line.text = _("Search this article")
        self._input.focus()

    def action_take(self) -> None:
        """Search."""
        self.dismiss(self._input.value)
