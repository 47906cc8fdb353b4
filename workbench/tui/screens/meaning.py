"""What a label is for: the scheme's help, and what the guidelines say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from workbench.messages import _
from workbench.tui.commands import bindings
from workbench.tui.markdown import about, read_markdown
from workbench.tui.screens.dialogs import Dialog
from workbench.tui.widgets.prose_view import ProseView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.scheme import Label, LabelScheme
    from workbench.tui.app import Workbench

_ROWS = 14


class MeaningDialog(Dialog[str]):
    """Shows one label after another; gives back the one to look up in the guidelines, or None."""

    NAMES = ("meaning", "dialog")
    BINDINGS = bindings("meaning")

    def __init__(
        self, workbench: Workbench, scheme: LabelScheme, guidelines: str, label: str | None
    ) -> None:
        super().__init__(workbench)
        self._guidelines = guidelines
        self._labels = list(scheme)
        if label is not None and label not in scheme.by_name:
            self._labels.insert(0, scheme[label])
        self._place = self._labels.index(scheme[label]) if label is not None else 0
        self._scheme = scheme
        self._view = ProseView(self.look, self.profile, name="meaning")

    def compose(self) -> ComposeResult:
        """Name, help, keys."""
        yield Vertical(self.title_line, self._view, self.keys_line)

    def on_mount(self) -> None:
        """Show the label asked about."""
        self._view.styles.height = _ROWS
        self.call_after_refresh(self.action_turn, 0)

    @property
    def label(self) -> Label:
        """The label that is shown."""
        return self._labels[self._place]

    def action_turn(self, by: int) -> None:
        """Show the next label, or the one before."""
        self._place = (self._place + by) % len(self._labels)
        label = self.label
        self.title_line.text = f" {label.name}  {label.tag}  {_(label.title)}"
        self.title_line.aside = f"{label.title_ar} "
        retired = "" if label.name in self._scheme.by_name else _("The scheme has it no more.")
        said = about(self._guidelines, label.name)
        self._view.show(read_markdown("\n\n".join([_(label.help), retired, said])))

    def action_move(self, by: int) -> None:
        """Scroll by a row."""
        self._view.scroll_rows(by)

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self._view.scroll_rows(by * (_ROWS - 1))

    def action_guidelines(self) -> None:
        """Look the label up in the guidelines."""
        self.dismiss(self.label.name)
