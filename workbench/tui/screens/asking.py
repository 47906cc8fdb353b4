"""A screen that asks questions over itself, without another screen in front."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from workbench.tui.widgets.question import QuestionBox

if TYPE_CHECKING:
    from textual import events

    from workbench.tui.widgets.question import Question

T = TypeVar("T")


class AskingScreen(Screen[None]):
    """A screen with a box for questions, whose keys are those of a question while there is one."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QuestionBox()
        self._asks = asyncio.Event()

    def on_mount(self) -> None:
        """Have the box."""
        self.mount(self._box)

    async def recompose(self) -> None:
        """Make all anew, the box too."""
        await super().recompose()
        self._box = QuestionBox()
        await self.mount(self._box)

    @property
    def question(self) -> Question[Any] | None:
        """What is asked over this screen and not answered yet."""
        return self._box.question

    async def put(self, question: Question[T]) -> T | None:
        """Ask something; the answer, or None where there is none.

        The keys are those of the screen again at once. The box stays until it is put away, so that
        it goes in the moment in which what was asked for is there.
        """
        self._asks.set()
        try:
            return await self._box.ask(question)
        finally:
            self._asks.clear()

    async def asks(self) -> None:
        """Wait until something is asked."""
        await self._asks.wait()

    def put_away(self) -> None:
        """Take away what was asked."""
        self._box.put_away()

    def check_action(self, _action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Nothing else is begun while something is asked."""
        return self.question is None

    def on_key(self, event: events.Key) -> None:
        """A key is for what is asked."""
        if self.question is not None:
            event.stop()
            event.prevent_default()
            self._box.press(event.key)
