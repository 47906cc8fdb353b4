"""What is asked most often, over the screen that asks it: which label, and whether to submit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.curation import State
from workbench.errors import UnknownName
from workbench.messages import _, is_rtl, ngettext
from workbench.scheme import Kind, Label
from workbench.tui.paint import beside, fitted
from workbench.tui.widgets.question import Question

if TYPE_CHECKING:
    from textual.strip import Strip

    from workbench.scheme import LabelScheme
    from workbench.tui.app import Workbench


class LabelQuestion(Question[str]):
    """Which label: by number within a kind, or with the arrows."""

    NAMES = ("label", "dialog")

    def __init__(self, workbench: Workbench, scheme: LabelScheme, current: Label) -> None:
        super().__init__(workbench.look, workbench.profile, workbench.keys)
        self._scheme, self._current = scheme, current
        self._show(current.kind)

    def _show(self, kind: Kind) -> None:
        """Offer the labels of a kind, the present one first."""
        titles = {Kind.ENTITY: _("Label of a name"), Kind.FIGURE: _("Label of a figure")}
        self._kind, self.title = kind, titles[kind]
        self._labels = [label for label in self._scheme if label.kind is kind]
        self.count = len(self._labels)
        self._choose(self._labels.index(self._current) if self._current.kind is kind else 0)

    def _choose(self, place: int) -> None:
        self.chosen, self.told = place, _(self._labels[place].help)

    def row(self, index: int, width: int) -> Strip:
        """Key, letter, name and titles of a label."""
        label, chosen = self._labels[index], index == self.chosen
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
        try:
            self.answer(self._scheme.keyed(self._kind, n).name)
        except UnknownName as error:
            self.told = str(error)

    def action_kind(self) -> None:
        """Show the other kind."""
        self._show(Kind.FIGURE if self._kind is Kind.ENTITY else Kind.ENTITY)

    def action_move(self, by: int) -> None:
        """Move the choice."""
        self._choose((self.chosen + by) % self.count)

    def action_choose(self) -> None:
        """Take the chosen label."""
        self.clicked(self.chosen)

    def clicked(self, index: int) -> None:
        """Take a label."""
        self.answer(self._labels[index].name)


class SubmitQuestion(Question[bool]):
    """What becomes of the undecided marks of an article that is submitted."""

    NAMES = ("submit", "dialog")

    def __init__(self, workbench: Workbench, undecided: int) -> None:
        super().__init__(workbench.look, workbench.profile, workbench.keys)
        text = ngettext("{n} suggestion is undecided.", "{n} suggestions are undecided.",
                        undecided)  # fmt: skip
        self.title = text.format(n=undecided)

    def action_reject(self) -> None:
        """Submit and reject what is undecided."""
        self.answer(True)
