"""A question in a frame, over the middle of the screen that asks it.

A screen of its own would be mounted, laid out and painted in several turns, and all that is behind
it with it. The box is always part of the screen, below its lower edge until something is asked, so
that nothing else changes its place or is painted when it comes and goes.

Invariant: a question is answered once. Until then the keys and the mouse are its own; then it takes
none, though it stays in sight until the box is put away.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.actions import parse
from textual.strip import Strip

from workbench.tui.commands import commands_of, twinned
from workbench.tui.hints import keys_of_dialog
from workbench.tui.paint import fitted, place_under
from workbench.tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size

    from workbench.layout import Profile
    from workbench.tui.commands import Keymap
    from workbench.tui.palette import Look

T = TypeVar("T")

_AWAY = (0, "100vh")  # below the lower edge of the screen


class Question(Generic[T]):
    """A title, `count` rows to choose from, what is told of the chosen one, and the keys.

    A subclass says how a row is drawn, and what keys and a click on a row do.
    """

    NAMES: ClassVar[tuple[str, ...]] = ("dialog",)
    """The screens of the table of commands whose keys it has."""

    def __init__(self, look: Look, profile: Profile, keys: Keymap) -> None:
        self.look, self.profile = look, profile
        self.title = self.told = ""
        self.count = self.chosen = 0
        self.offers = keys_of_dialog(self.NAMES, keys)
        self.answered: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        """What was chosen; None where it was left without choosing."""
        self._calls = {
            key: command.call
            for name in self.NAMES
            for command in commands_of(name)
            for key in twinned(keys.of(command)).split(",")
        }

    def answer(self, chosen: T | None) -> None:
        """Choose, or leave without choosing."""
        if not self.answered.done():
            self.answered.set_result(chosen)

    def press(self, key: str) -> None:
        """Do what a key does, by Textual's name of it; nothing where it does nothing."""
        if key in self._calls:
            self.call(self._calls[key])

    def call(self, action: str) -> None:
        """Do what a command does."""
        _namespace, name, parameters = parse(action)
        getattr(self, f"action_{name}")(*parameters)

    def action_cancel(self) -> None:
        """Leave without choosing."""
        self.answer(None)

    def clicked(self, index: int) -> None:
        """A row was clicked."""

    def row(self, index: int, width: int) -> Strip:
        """A row to choose from."""
        raise NotImplementedError


class QuestionBox(RowsView, can_focus=False):
    """Shows what is asked."""

    DEFAULT_CSS = """
    QuestionBox {
        layer: dialog; width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: round $border; background: $background; overflow: hidden;
    }
    """

    def __init__(self) -> None:
        super().__init__(name="question")
        self._question: Question[Any] | None = None
        self.styles.offset = _AWAY

    @property
    def question(self) -> Question[Any] | None:
        """What is asked and not answered yet."""
        asked = self._question
        return asked if asked is not None and not asked.answered.done() else None

    async def ask(self, question: Question[T]) -> T | None:
        """Show a question until it is answered, and keep it in sight; the answer, if any."""
        self._question = question
        self.styles.offset = (0, 0)
        self.capture_mouse()
        return await question.answered

    def put_away(self) -> None:
        """Show nothing any more."""
        if self._question is not None:
            self._question = None
            self.styles.offset = _AWAY
            self.release_mouse()

    def press(self, key: str) -> None:
        """Do what a key does with the question, and show what came of it."""
        asked = self.question
        if asked is not None:
            count = asked.count
            asked.press(key)
            if not asked.answered.done():
                self.refresh(layout=asked.count != count)

    # ---------------------------------------------------------------------------------- the rows

    def _feet(self, asked: Question[Any]) -> list[str]:
        """The lines below the rows."""
        return [asked.told, asked.offers.text] if asked.count else [asked.offers.text]

    def get_content_height(self, _container: Size, _viewport: Size, _width: int) -> int:
        """Title, rows, lines below them."""
        asked = self._question
        return 2 if asked is None else 1 + asked.count + len(self._feet(asked))

    def _place(self, asked: Question[Any], y: int) -> tuple[int, int]:
        """The row to choose from, and the line below all of them, that a line of the box has.

        The chosen row is in sight where there is no room for all. What a line has not is negative.
        """
        foot = y - self.content_size.height + len(self._feet(asked))
        room = self.content_size.height - 1 - len(self._feet(asked))
        top = max(0, min(asked.chosen - room // 2, asked.count - room))
        return (top + y - 1 if y > 0 > foot else -1), foot

    def render_line(self, y: int) -> Strip:
        """The title, a row, or a line below the rows."""
        width, asked = self.content_size.width, self._question
        if asked is None:
            return Strip.blank(width)
        row, foot = self._place(asked, y)
        if foot >= 0:
            text = self._feet(asked)[foot]
            return fitted(text, width, asked.profile, asked.look.dim(), align="near")
        if row >= 0:
            return asked.row(row, width)
        return fitted(asked.title, width, asked.profile, asked.look.strong(), align="near")

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves without choosing; in it, it means what stands there."""
        asked = self.question
        if asked is None:
            return
        if not self.outer_size.region.contains_point(event.offset):
            asked.action_cancel()
            return
        width, (x, y) = self.content_size.width, event.offset - self.gutter.top_left
        row, foot = self._place(asked, y)
        if row >= 0 and 0 <= x < width:
            asked.clicked(row)
        elif foot == len(self._feet(asked)) - 1:
            place = place_under(x, asked.offers.text, width, asked.profile)
            call = asked.offers.at(place) if place is not None else None
            if call is not None:
                asked.call(call)
