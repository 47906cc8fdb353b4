"""What every full screen shares: commands carried out one after another, and a line that speaks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual import getters, work
from textual.screen import Screen

from workbench.errors import WorkbenchError
from workbench.messages import _
from workbench.tui.commands import hints
from workbench.tui.screens.dialogs import HelpDialog
from workbench.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from workbench.tui.app import Workbench
    from workbench.workflow.session import Session

P = ParamSpec("P")
R = TypeVar("R")

_PATIENCE = 0.5  # seconds before a wait is explained


class CommandScreen(Screen[None]):
    """A screen whose commands are steps in a queue, so that keys typed ahead act in order.

    A step that waits for the database keeps the screen alive; a step that is refused says why in
    the bottom line, where the keys are explained otherwise.
    """

    NAME: str

    bottom = getters.query_one("#bottom", TextLine)

    def __init__(self) -> None:
        super().__init__()
        self._steps: asyncio.Queue[tuple[Callable[[], Awaitable[None]], int | None]]
        self._steps = asyncio.Queue()
        self._spoke = False

    @property
    def workbench(self) -> Workbench:
        """The application."""
        app: Workbench = self.app  # type: ignore[assignment] # these screens live in no other app
        return app

    def on_mount(self) -> None:
        """Begin to carry out steps."""
        self.say("")
        self._carry_out()

    def step(self, act: Callable[[], Awaitable[None]], *, number: int | None = None) -> None:
        """Carry out `act` after everything asked for before it; `number` is the digit pressed."""
        self._steps.put_nowait((act, number))

    def typed_ahead(self) -> list[int | None]:
        """Take back what was asked for and not yet begun, because a dialog comes first.

        The digits pressed are returned, None for other keys: they were meant for the dialog.
        """
        ahead = []
        while not self._steps.empty():
            ahead.append(self._steps.get_nowait()[1])
            self._steps.task_done()
        return ahead

    async def idle(self) -> None:
        """Wait until every step is done."""
        await self._steps.join()

    def say(self, message: str) -> None:
        """Show a message; an empty one shows what the keys do."""
        self._spoke = True
        self.bottom.text = message or hints(self.NAME)

    def action_help(self) -> None:
        """Show what every key does."""
        self.app.push_screen(HelpDialog(self.workbench, self.NAME))

    @work
    async def _carry_out(self) -> None:
        while True:
            act, _number = await self._steps.get()
            self._spoke = False
            try:
                await act()
            except WorkbenchError as error:
                self.say(str(error))
            finally:
                if not self._spoke:
                    self.say("")
                self._steps.task_done()

    async def ask(
        self,
        use_case: Callable[Concatenate[Session, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """What a use case returns; a wait for the database is explained."""
        answer = asyncio.ensure_future(self.workbench.desk.ask(use_case, *args, **kwargs))
        done, _waiting = await asyncio.wait({answer}, timeout=_PATIENCE)
        if not done:
            self.say(_("Working … (or another program is using the database)"))
        return await answer
