"""A hand on the mouse, for tests in which it alone is used.

A click lands on a text as it is drawn, so that a text that is hidden or cut cannot be clicked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual.geometry import Offset

from tests.builders import TEXT
from workbench.layout import Profile
from workbench.messages import _
from workbench.tui.paint import fitted
from workbench.tui.screens.base import CommandScreen
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.question import QuestionBox

if TYPE_CHECKING:
    from tests.tui.conftest import Table

_PAGES = 12  # more than a screen has pages of hints


class Hand:
    """A hand on the mouse of an application, and what the application then holds."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def view(self) -> ArticleView:
        return self.table.app.screen.query_one(ArticleView)

    def widget(self, name: str) -> Any:
        """A widget by its id; where the screen asks something in its box, that is all there is."""
        screen = self.table.app.screen
        asks = isinstance(screen, CommandScreen) and screen.question is not None
        return screen.query_one(QuestionBox if asks else f"#{name}")

    def place(self, name: str, text: str) -> Offset | None:
        """Where a widget shows a text; the middle of it."""
        line = fitted(text, len(text) + 2, Profile.VISUAL, Style(), align="near")
        shaped = line.text.strip()
        widget = self.widget(name)
        for y in range(widget.content_size.height):
            x = widget.render_line(y).text.find(shaped)
            if x >= 0:
                found: Offset = Offset(x + len(shaped) // 2, y) + widget.gutter.top_left
                return found
        return None

    async def settle(self) -> None:
        """Wait until what was clicked is done, or asks something."""
        for _turn in range(2):
            await self.table.pilot.pause()
            screen = self.table.app.screen
            if isinstance(screen, CommandScreen):
                await screen.ready()
        await self.table.pilot.pause()

    def shown(self) -> list[str]:
        """What is on the screen, for who looks for something else there."""
        screen = self.table.app.screen
        return [strip.text for strip in screen._compositor.render_strips()][-4:]

    async def on(self, name: str, text: str, times: int = 1) -> None:
        """Click on a text of a widget."""
        place = self.place(name, text)
        assert place is not None, (text, self.shown())
        await self.table.pilot.click(self.widget(name), offset=place, times=times)
        await self.settle()

    async def hint(self, text: str) -> None:
        """Click on a hint, turning to the page that has it."""
        for _page in range(_PAGES):
            if self.place("bottom", text) is not None:
                await self.on("bottom", text)
                return
            if self.place("bottom", _("more")) is not None:
                await self.on("bottom", _("more"))
            else:  # a message that leaves no room for it
                await self.table.pilot.click("#bottom", offset=(79, 0))
            await self.settle()
        raise AssertionError(f"no page of hints has {text}")

    async def key(self, text: str) -> None:
        """Click on one of the keys at the foot of a dialog."""
        await self.on("keys", text)

    async def point(self, offset: int, times: int = 1) -> None:
        """Click on a letter of the article."""
        place = self.view.place_of(offset)
        await self.table.pilot.click("#article", offset=place, times=times)
        await self.settle()

    async def drag(self, start: int, end: int) -> None:
        """Select from the first letter of a range to its last one."""
        pilot = self.table.pilot
        await pilot.mouse_down("#article", offset=self.view.place_of(start))
        await pilot.hover("#article", offset=self.view.place_of(end - 1))
        await pilot.mouse_up("#article", offset=self.view.place_of(end - 1))
        await self.settle()

    async def over(self, words: str) -> None:
        """Select some words of the article."""
        start = TEXT.rindex(words)
        await self.drag(start, start + len(words))

    async def type(self, text: str) -> None:
        """Type a text, which is all that keys are for."""
        await self.table.pilot.press(*text)
        await self.settle()

    def standing(self) -> list[tuple[str, str]]:
        return self.table.standing()
