"""Undo and redo, which may lead to another screen than the one that they are asked for on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import _
from workbench.model import ActionKind
from workbench.tui.paint import isolated
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


def act_named(reversal: Reversal) -> str:
    """What sort of act on an article was undone or done again, and on which words."""
    acts = {
        ActionKind.SUBMIT: _("the submission"),
        ActionKind.REOPEN: _("the reopening"),
        ActionKind.ZONE: _("what is site furniture"),
        ActionKind.NOTE: _("the note on “{surface}”") if reversal.surface else _("the note"),
        ActionKind.PROPAGATE: _("the decision carried to all “{surface}”"),
    }
    named = acts.get(reversal.act.kind, _("the decision on “{surface}”"))
    return named.format(surface=isolated(reversal.surface))


def told(reversal: Reversal, what: str) -> str:
    """What an undo or redo did; its article is named where newer acts were passed over."""
    undone = reversal.kind is ActionKind.UNDO
    if not reversal.passed:
        return (_("Undone: {what}") if undone else _("Done again: {what}")).format(what=what)
    text = (
        _("Undone in {source}: {what}. {why}")
        if undone
        else _("Done again in {source}: {what}. {why}")
    )
    source = isolated(reversal.sheet.article.source)
    return text.format(source=source, what=what, why=curate.passed_over(reversal))
