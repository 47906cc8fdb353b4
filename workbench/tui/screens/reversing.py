"""Undo and redo, which may lead to another screen than the one that they are asked for on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.screens.base import CommandScreen
from workbench.workflow import curate

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.curate import Reversal


class ReversingScreen(CommandScreen):
    """A screen with undo and redo; `reverse` says what it does with what they return."""

    def action_undo(self) -> None:
        """Undo the last act."""
        self.step(lambda: self.reverse(curate.undo))

    def action_redo(self) -> None:
        """Redo the last undone act."""
        self.step(lambda: self.reverse(curate.redo))

    async def reverse(self, use_case: Callable[..., Reversal]) -> None:
        """Carry out an undo or redo, and go to where it happened."""
        raise NotImplementedError
