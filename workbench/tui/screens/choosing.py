"""Which of the readings of a figure is meant: a list over the text, with a number key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import _
from workbench.model import short_value
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.widgets.question import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from workbench.model import Value
    from workbench.tui.app import Workbench
    from workbench.workflow.readings import Reading

_NUMBER, _NAME = 3, 12
"""Columns of the number key, and of the name of a label."""


def whole_value(value: Value) -> str:
    """A value as it is shown, with the noun that it counts."""
    item = getattr(value, "item", None)
    number = isolated(short_value(value))
    return f"{number} {isolated(item)}" if item else number


class ReadingQuestion(Question["Reading"]):
    """Which label and value a figure has, of at most as many as there are number keys."""

    NAMES = ("reading", "dialog")

    def __init__(self, workbench: Workbench, surface: str, found: Sequence[Reading]) -> None:
        super().__init__(workbench.look, workbench.profile, workbench.keys)
        self.title = _("{surface} may mean").format(surface=isolated(surface))
        self._scheme, self._found = workbench.desk.session.scheme, found
        self.count = len(found)
        self._choose(0)

    def _choose(self, place: int) -> None:
        self.chosen, self.told = place, _(self._scheme[self._found[place][0]].help)

    def row(self, index: int, width: int) -> Strip:
        """Key, label and value of a reading."""
        style = self.look.chosen() if index == self.chosen else self.look.plain()
        label, value = self._found[index]
        rest = width - _NUMBER - _NAME
        fields = (
            (f" {index + 1}", _NUMBER),
            (self._scheme[label].name, _NAME),
            (whole_value(value), rest),
        )
        return beside(
            fitted(text, room, self.profile, style, align="near") for text, room in fields
        )

    def action_pick(self, number: int) -> None:
        """Take a reading by its number."""
        if number <= self.count:
            self.clicked(number - 1)

    def action_move(self, by: int) -> None:
        """Move the choice."""
        self._choose((self.chosen + by) % self.count)

    def action_choose(self) -> None:
        """Take the chosen reading."""
        self.clicked(self.chosen)

    def clicked(self, index: int) -> None:
        """Take a reading."""
        self.answer(self._found[index])
