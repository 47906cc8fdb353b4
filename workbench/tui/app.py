"""The application: one desk, one look, and the stack of screens."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from workbench.tui.commands import keymap
from workbench.tui.desk import Desk
from workbench.tui.palette import Look
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.layout import Profile
    from workbench.workflow.session import Session

EXPORTS = Path("exports")


class Workbench(App[None]):
    """The workbench on one database.

    `open_session` is called on the desk's thread; `start_at` is an article to open first, and None
    opens the next one that the curator has not submitted.
    """

    TITLE = "workbench"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "workbench.tcss"

    def __init__(
        self,
        open_session: Callable[[], Session],
        profile: Profile,
        *,
        keys: Mapping[str, str] | None = None,
        start_at: str | None = None,
        exports: Path = EXPORTS,
    ) -> None:
        self._keys = keymap(keys or {})
        super().__init__()
        self.desk = Desk(open_session)
        self.profile = profile
        self.look = Look.of(self.current_theme)
        self.exports = exports
        self.settled = Event()
        """Set once the screen to begin with is open; keys typed earlier wait for it."""
        self._start_at = start_at

    async def on_mount(self) -> None:
        """Show the queue, and in front of it the article to begin with."""
        self.set_keymap(self._keys)
        await self.push_screen(QueueScreen(begin=True, start_at=self._start_at))
        self._settle()

    @work
    async def _settle(self) -> None:
        seen = None
        while isinstance(self.screen, CommandScreen) and seen is not self.screen:
            seen = self.screen
            await seen.idle()
        self.settled.set()

    def on_unmount(self) -> None:
        """Close the database once everything under way is written."""
        self.desk.close()
