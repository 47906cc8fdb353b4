"""A screen with a text in it that can be searched."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol

from workbench.messages import _
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.dialogs import FindDialog


class Searched(Protocol):
    """A view that finds words, alef forms and vowel signs aside, and selects them."""

    def find(self, query: str) -> tuple[int, int]:
        """Go to the next match; its number and how many there are."""

    def find_again(self, *, forward: bool) -> tuple[int, int]:
        """Go to the next match of the last search, or the one before."""


class SearchingScreen(CommandScreen):
    """A screen whose commands search one view."""

    @property
    @abstractmethod
    def searched(self) -> Searched:
        """The view."""

    def action_find(self) -> None:
        """Ask what to search for."""
        self.step(self._find)

    async def _find(self) -> None:
        self.typed_ahead()
        query = await self.app.push_screen_wait(FindDialog(self.workbench))
        if query:
            self._tell_found(self.searched.find(query))

    def action_find_next(self) -> None:
        """Go to the next match."""
        self._tell_found(self.searched.find_again(forward=True))

    def action_find_previous(self) -> None:
        """Go to the match before."""
        self._tell_found(self.searched.find_again(forward=False))

    def _tell_found(self, place: tuple[int, int]) -> None:
        number, count = place
        text = _("Match {number} of {count}.") if count else _("Nothing matches.")
        self.say(text.format(number=number, count=count))
