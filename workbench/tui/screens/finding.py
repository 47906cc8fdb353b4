"""A command found by its name, and a notice of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from workbench.arabic.fold import fold
from workbench.messages import _, is_rtl, said_in
from workbench.tui.commands import bindings, commands_of
from workbench.tui.hints import cap
from workbench.tui.markdown import Prose
from workbench.tui.paint import beside, fitted
from workbench.tui.screens.dialogs import Dialog
from workbench.tui.widgets.prose_view import ProseView
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.rtl_input import RtlInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip

    from workbench.tui.app import Workbench
    from workbench.tui.commands import Command

_ROWS = 14


def matching(commands: Sequence[Command], query: str) -> list[Command]:
    """The commands that have every word of a query, those whose name begins with it first.

    Names are searched in English, in Arabic and in the language of the interface, and explanations
    after them; alef forms and capitals do not matter.
    """
    words = fold(query).casefold().split()
    ranked = []
    for place, command in enumerate(commands):
        names = [command.title, _(command.title), said_in("ar", command.title),
                 command.id.partition(".")[2].replace("_", " ")]  # fmt: skip
        folded = [fold(name).casefold() for name in names]
        told = fold(_(command.help)).casefold()
        ranks = [_rank(word, folded, told) for word in words]
        if None not in ranks:
            ranked.append((sum(rank or 0 for rank in ranks), place, command))
    return [command for _rank_, _place, command in sorted(ranked, key=lambda each: each[:2])]


def _rank(word: str, names: Sequence[str], told: str) -> int | None:
    """How well a word fits: 0 begins a name, 1 a word of one, 2 is within one, 3 explains it."""
    padded = [f" {name}" for name in names]
    tests = (
        any(name.startswith(word) for name in names),
        any(f" {word}" in name for name in padded),
        any(word in name for name in names),
        word in told,
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)


class PaletteDialog(Dialog[str], inherit_bindings=False):
    """Finds a command of a screen by its name; gives back the action to call."""

    NAMES = ("palette",)
    BINDINGS = bindings("palette")

    def __init__(self, workbench: Workbench, screen: str) -> None:
        super().__init__(workbench)
        self._commands = [c for c in commands_of(screen) if c.call != "palette"]
        self._input = RtlInput(self.look, self.profile, name="query")
        self._list: RowList[Command] = RowList(self._row, self.look.plain(), name="choices")

    def compose(self) -> ComposeResult:
        """Title, input, the commands found, what the chosen one does, keys."""
        yield Vertical(self.title_line, self._input, self._list, self.foot, self.keys_line)

    def on_mount(self) -> None:
        """Show all commands."""
        self.title_line.text = _("Commands")
        self._list.styles.height = _ROWS
        self._input.focus()
        self._show(self._commands, 0)

    def _show(self, commands: Sequence[Command], chosen: int) -> None:
        self._list.show(commands, chosen if commands else None)
        self.foot.text = _(commands[chosen].help) if commands else _("No command is called so.")

    def _row(self, command: Command, width: int, chosen: bool) -> Strip:
        style = self.look.chosen() if chosen else self.look.plain()
        keys = " ".join(map(cap, self._keys.of(command)))
        third = width // 3
        return beside(
            [
                fitted(f" {keys}", 14, self.profile, style, align="near"),
                fitted(_(command.title), third, self.profile, style, align="near"),
                fitted(f"{_elsewhere(command)} ", width - 14 - third, self.profile, style,
                       align="far", rtl=not is_rtl()),
            ]
        )  # fmt: skip

    def action_move(self, by: int) -> None:
        """Choose a row above or below."""
        if self._list.items:
            self._show(self._list.items, (self._list.chosen + by) % len(self._list.items))

    def action_page(self, by: int) -> None:
        """Choose a row a page above or below."""
        if self._list.items:
            place = min(max(0, self._list.chosen + by * _ROWS), len(self._list.items) - 1)
            self._show(self._list.items, place)

    def on_rtl_input_changed(self, message: RtlInput.Changed) -> None:
        """Look for what is typed so far."""
        self._show(matching(self._commands, message.value), 0)

    def action_choose(self) -> None:
        """Carry out the chosen command."""
        if self._list.items:
            self.dismiss(self._list.items[self._list.chosen].call)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click carries a command out."""
        self.dismiss(self._list.items[message.index].call)


class NoticeDialog(Dialog[None]):
    """Tells several things at once."""

    NAMES = ("notice",)
    BINDINGS = bindings("notice")

    def __init__(self, workbench: Workbench, title: str, lines: Sequence[str]) -> None:
        super().__init__(workbench)
        self._title, self._lines = title, lines
        self._view = ProseView(self.look, self.profile, name="told")

    def compose(self) -> ComposeResult:
        """Title, the things, keys."""
        yield Vertical(self.title_line, self._view, self.keys_line)

    def on_mount(self) -> None:
        """Tell them."""
        self.title_line.text = self._title
        self._view.styles.height = min(_ROWS, 2 * len(self._lines))
        text = "\n".join(f"• {line}" for line in self._lines)
        self._view.show(Prose(text, (), (), {}))

    def action_move(self, by: int) -> None:
        """Scroll by a row."""
        self._view.scroll_rows(by)

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self._view.scroll_rows(by * _ROWS)


def _elsewhere(command: Command) -> str:
    """What a command is called in the other language."""
    return command.title if is_rtl() else said_in("ar", command.title)
