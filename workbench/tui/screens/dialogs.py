"""Small dialogs: choose a label, submit with undecided marks, what the keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from workbench.curation import State
from workbench.messages import _, is_rtl, ngettext
from workbench.scheme import Kind, Label
from workbench.tui.commands import bindings, commands_of, shown
from workbench.tui.paint import beside, fitted
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.rtl_input import RtlInput
from workbench.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from workbench.scheme import LabelScheme
    from workbench.tui.app import Workbench

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A framed box in the middle: a title, rows to choose from, and a line of keys."""

    BINDINGS = bindings("dialog")

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        look, profile = workbench.look, workbench.profile
        self.look, self.profile = look, profile
        self.title_line = TextLine(look.strong(), profile, name="title")
        self.foot = TextLine(look.dim(), profile, name="foot")

    def action_cancel(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves without choosing."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.action_cancel()


class LabelDialog(Dialog[str]):
    """Chooses a label: by number within a kind, or with the arrows."""

    BINDINGS = bindings("label")

    def __init__(self, workbench: Workbench, scheme: LabelScheme, current: Label) -> None:
        super().__init__(workbench)
        self._scheme, self._kind = scheme, current.kind
        self._list: RowList[Label] = RowList(self._row, self.look.plain(), name="choices")
        self._start = current

    def compose(self) -> ComposeResult:
        """Title, labels, help of the chosen one."""
        yield Vertical(self.title_line, self._list, self.foot)

    def on_mount(self) -> None:
        """Show the labels of the kind of the present one."""
        self._show(self._start)

    def _labels(self) -> list[Label]:
        return [label for label in self._scheme if label.kind is self._kind]

    def _show(self, chosen: Label) -> None:
        labels = self._labels()
        self._list.styles.height = len(labels)
        self._list.show(labels, labels.index(chosen) if chosen in labels else 0)
        titles = {Kind.ENTITY: _("Label of a name"), Kind.FIGURE: _("Label of a figure")}
        other = {Kind.ENTITY: _("0 figures"), Kind.FIGURE: _("0 names")}
        self.title_line.text = titles[self._kind]
        self.title_line.aside = other[self._kind]
        self.foot.text = _(labels[self._list.chosen].help)

    def _row(self, label: Label, width: int, chosen: bool) -> Strip:
        style = self.look.chosen() if chosen else self.look.plain()
        profile, third = self.profile, (width - 16) // 2
        tag = self.look.tag(label.hue, State.ACCEPTED, current=chosen)
        fields = (
            (f" {label.key} ", 3, style), (label.tag, 1, tag),
            (f" {label.name}", 11, style), (_(label.title), third, style),
        )  # fmt: skip
        left = [fitted(text, room, profile, ink, align="near") for text, room, ink in fields]
        rest = width - 15 - third - 1
        return beside(
            [
                *left,
                fitted("" if is_rtl() else label.title_ar, rest, profile, style, align="right"),
                fitted(" ", 1, profile, style),
            ]
        )

    def action_label(self, n: int) -> None:
        """Choose by number."""
        self.dismiss(self._scheme.keyed(self._kind, n).name)

    def action_kind(self) -> None:
        """Show the other kind."""
        self._kind = Kind.FIGURE if self._kind is Kind.ENTITY else Kind.ENTITY
        self._show(self._start)

    def action_move(self, by: int) -> None:
        """Move the choice."""
        labels = self._labels()
        self._show(labels[(self._list.chosen + by) % len(labels)])

    def action_choose(self) -> None:
        """Take the chosen label."""
        self.dismiss(self._labels()[self._list.chosen].name)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes a label."""
        self.dismiss(self._labels()[message.index].name)


class SubmitDialog(Dialog[bool]):
    """Asks what becomes of the undecided marks of an article that is submitted."""

    BINDINGS = bindings("submit")

    def __init__(self, workbench: Workbench, undecided: int) -> None:
        super().__init__(workbench)
        self._undecided = undecided

    def compose(self) -> ComposeResult:
        """Question and keys."""
        yield Vertical(self.title_line, self.foot)

    def on_mount(self) -> None:
        """Ask."""
        text = ngettext("{n} suggestion is undecided.", "{n} suggestions are undecided.",
                        self._undecided)  # fmt: skip
        self.title_line.text = text.format(n=self._undecided)
        self._doing = _("r  reject the rest and submit")
        self.foot.text = f"{self._doing}      {_('Esc  go back to them')}"

    def on_text_line_clicked(self, message: TextLine.Clicked) -> None:
        """A click on one of the keys is that key."""
        if message.sender is self.foot:
            self.dismiss(True if message.offset < len(self._doing) else None)

    def action_reject(self) -> None:
        """Submit and reject what is undecided."""
        self.dismiss(True)


class HelpDialog(Dialog[None]):
    """Every key of a screen."""

    BINDINGS = bindings("help")

    def __init__(self, workbench: Workbench, screen: str) -> None:
        super().__init__(workbench)
        self._commands = [
            (" ".join(map(shown, workbench.keys.of(command))), _(command.title), _(command.help))
            for command in commands_of(screen)
        ]
        self._list: RowList[tuple[str, str, str]] = RowList(
            self._row, self.look.plain(), name="choices"
        )

    def compose(self) -> ComposeResult:
        """Title and one row a command."""
        yield Vertical(self.title_line, self._list, self.foot)

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
        """A click explains a command."""
        self.action_move(message.index - self._list.chosen)


class FindDialog(Dialog[str], inherit_bindings=False):
    """Asks what to search for; every key but Enter and Escape is text."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._input = RtlInput(self.look, self.profile, name="query")

    def compose(self) -> ComposeResult:
        """Question, input, keys."""
        yield Vertical(self.title_line, self._input, self.foot)

    def on_mount(self) -> None:
        """Ask."""
        self.title_line.text = _("Search this article")
        self.foot.text = _("Enter  search      Esc  cancel")
        self._input.focus()

    def on_rtl_input_submitted(self, message: RtlInput.Submitted) -> None:
        """Search."""
        self.dismiss(message.value)

    def on_rtl_input_cancelled(self) -> None:
        """Do not search."""
        self.dismiss(None)
