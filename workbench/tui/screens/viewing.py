"""A screen that lists a view, which keys change.

Invariant: of keys that follow one another and change the view, only what they lead to together is
read; what is shown never lags behind them by more than one listing.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from workbench.tui.screens.reversing import ReversingScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from workbench.model import View


class ViewingScreen(ReversingScreen):
    """A screen whose listing is changed step by step."""

    def __init__(self) -> None:
        super().__init__()
        self._changes: list[Callable[[View], View]] = []
        """What was asked for last, if that was another view, and is not begun."""

    def step(self, act: Callable[[], Awaitable[None]], *, number: int | None = None) -> None:
        """Carry out `act` after everything asked for before it."""
        self._changes = []
        super().step(act, number=number)

    def typed_ahead(self) -> None:
        """Take back what was asked for and not yet begun."""
        self._changes = []
        super().typed_ahead()

    def list_by(self, change: Callable[[View], View]) -> None:
        """List what `change` makes of the view that is listed then."""
        if not self._changes:
            changes: list[Callable[[View], View]] = []
            self.step(lambda: self._list_changed(changes))
            self._changes = changes
        self._changes.append(change)

    async def _list_changed(self, changes: list[Callable[[View], View]]) -> None:
        view = self.workbench.listing.view
        for change in changes:
            view = change(view)
        changes.clear()  # what is asked for from now on is another step
        await self.list_anew(view)

    @abstractmethod
    async def list_anew(self, view: View) -> None:
        """List a view."""
