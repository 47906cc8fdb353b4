"""What every full screen shares: commands carried out one after another, and a line that speaks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual import getters, work

from workbench.config import YES
from workbench.curation import Mark
from workbench.errors import WorkbenchError
from workbench.messages import _, language
from workbench.tui.hints import Offers, again, hint_pages, width
from workbench.tui.screens.asking import AskingScreen
from workbench.tui.screens.dialogs import Dialog, HelpDialog
from workbench.tui.screens.finding import PaletteDialog
from workbench.tui.screens.meaning import MeaningDialog
from workbench.tui.tips import tip_text
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import versions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Container

    from workbench.tui.app import Workbench
    from workbench.workflow.session import Session

P = ParamSpec("P")
R = TypeVar("R")

_PATIENCE = 0.5  # seconds before a wait is explained


class CommandScreen(AskingScreen):
    """A screen whose commands are steps in a queue, so that keys typed ahead act in order.

    A step that waits for the database keeps the screen alive; a step that is refused says why in
    the bottom line, where the keys are explained otherwise.
    """

    NAME: str
    EXPORTS = False
    """Whether the progress of an export is shown, and Escape stops it."""

    bottom = getters.query_one("#bottom", TextLine)

    def __init__(self) -> None:
        super().__init__()
        self._steps: asyncio.Queue[tuple[Callable[[], Awaitable[None]], int | None, int]]
        self._steps = asyncio.Queue()
        self._spoke = False
        self._unasked = ""
        self._offers = Offers()
        self._again = Offers()
        self._hinted = 0
        self._hint_pages: dict[tuple[int, str], list[Offers]] = {}
        self.leaving = False
        """Whether the screen closes after the steps under way; keys are for the next one then."""

    @property
    def workbench(self) -> Workbench:
        """The application."""
        app: Workbench = self.app  # type: ignore[assignment] # these screens live in no other app
        return app

    def on_mount(self) -> None:
        """Begin to carry out steps."""
        self.say("")
        self.show_background()
        self._carry_out()

    def step(self, act: Callable[[], Awaitable[None]], *, number: int | None = None) -> None:
        """Carry out `act` after everything asked for before it; `number` is the digit pressed."""
        if not self.leaving:
            self._steps.put_nowait((act, number, self.workbench.take_pressed()))

    def leave(self) -> None:
        """Close the screen after everything asked for before."""
        self.step(self._close)
        self.leaving = True

    async def _close(self) -> None:
        self.workbench.come_back_from(self)

    def on_screen_resume(self) -> None:
        """Take the keys that were typed while the screen in front closed."""
        self.first_hints()
        self.show_background()
        self.workbench.hand_over_keys()

    def typed_ahead(self) -> None:
        """Take back what was asked for and not yet begun, because a dialog comes first."""
        while not self._steps.empty():
            _act, _number, pressed = self._steps.get_nowait()
            self._count(pressed)
            self._steps.task_done()
        if self.leaving:
            self.leaving = False
            self.workbench.forget_held()

    def answered_ahead(self, answers: Container[int]) -> int | None:
        """The digit typed right after a key that asks something, if it is one of the answers.

        What was asked for after such a digit remains asked for; without one, it is taken back.
        """
        ahead = []
        while not self._steps.empty():
            ahead.append(self._steps.get_nowait())
            self._steps.task_done()
        number = ahead[0][1] if ahead else None
        answer = number if number in answers else None
        if answer is not None:
            self._count(ahead.pop(0)[2])
        for step in ahead:
            self._steps.put_nowait(step)
        if answer is None:
            self.typed_ahead()
        return answer

    def _count(self, pressed: int) -> None:
        """Let keys count for the next act that is written."""
        for _key in range(pressed):
            self.workbench.desk.session.keys.press()

    async def idle(self) -> None:
        """Wait until every step is done, and what was begun besides, or something is asked."""
        waits = [asyncio.ensure_future(wait) for wait in (self._done(), self.asks())]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def ready(self) -> None:
        """Wait until every step is done, but not until a wait has to be explained."""
        steps = asyncio.ensure_future(self._steps.join())
        await asyncio.wait({steps}, timeout=_PATIENCE)
        steps.cancel()

    async def _done(self) -> None:
        await self._steps.join()
        await self.workbench.background.exported()

    def say(self, message: str) -> None:
        """Show a message; an empty one shows what runs, what is new, or what the keys do."""
        self._spoke = True
        self._offers = self._hints()
        background = self.workbench.background.line(leads=self.EXPORTS)
        self._unasked = background or self._offers.text
        tail = self._again.text if message else ""
        fits = width(f"{message}  {tail}") < self.workbench.size.width
        for line in self.query("#bottom").results(TextLine):  # none once the screen is closed
            line.text = message or self._unasked
            line.aside = tail if fits else ""

    def offer(self, offers: Offers) -> None:
        """Show what can be done next, by key or by a click on it."""
        self.say(offers.text)
        self._offers = offers

    def suggest(self, message: str, call: str) -> None:
        """Show a message that tells a key; a click on it is that key."""
        self.offer(Offers(((message, call),)))

    def _hints(self) -> Offers:
        """What the keys do, as far as the page of hints that was turned to says it."""
        columns = self.workbench.size.width - 1
        made_for = columns, language()
        if made_for not in self._hint_pages:
            keys = self.workbench.keys
            self._hint_pages = {made_for: hint_pages(self.NAME, keys, columns)}
            self._again = again(self.NAME, keys)
        pages = self._hint_pages[made_for]
        self._hinted %= len(pages)
        return pages[self._hinted]

    def first_hints(self) -> None:
        """Turn back to the first page of hints; it is shown with the next message."""
        self._hinted = 0

    def on_resize(self) -> None:
        """Turn the hints over where there is room now."""
        self.show_background()

    def action_more(self) -> None:
        """Show what other keys do; from a message, what those do that were shown before it."""
        self._hinted += self.bottom.text == self._hints().text
        self.say("")

    def show_background(self) -> None:
        """Show what runs besides, unless a key was answered."""
        for head in self.query("#head").results(TextLine):
            head.badge = self.workbench.background.sign
        if self.query("#bottom") and self.bottom.text == self._unasked:
            spoke = self._spoke
            self.say("")
            self._spoke = spoke

    def offer_tip(self) -> None:
        """Show a tip that is still of use, until the next message."""
        tip = self.workbench.habits.tip(self.NAME, self.workbench.settings.hints == YES)
        if tip is not None:
            self.say(tip_text(tip, self.workbench.keys))

    async def on_text_line_clicked(self, message: TextLine.Clicked) -> None:
        """A click on a hint is its key; a click on a message shows the hints."""
        if message.sender is not self.bottom:
            return
        offers = self._again if message.aside else self._offers
        shown = message.aside or self.bottom.text == offers.text
        call = offers.at(message.offset - message.aside) if shown else None
        if call is not None:
            await self.run_action(call)
        elif self.bottom.text != self._hints().text:
            self.say("")

    def action_help(self) -> None:
        """Show what every key does, and carry out what is picked there."""
        self.step(self._help)

    async def _help(self) -> None:
        self.typed_ahead()
        await self._carry(HelpDialog(self.workbench, self.NAME))

    def action_palette(self) -> None:
        """Ask for a command by its name, and carry it out."""
        self.step(self._palette)

    async def _palette(self) -> None:
        self.typed_ahead()
        await self._carry(PaletteDialog(self.workbench, self.NAME))

    async def _carry(self, dialog: Dialog[str]) -> None:
        """Carry out the command that is picked in a dialog."""
        call = await self.app.push_screen_wait(dialog)
        if call is not None:
            await self.run_action(call)

    def action_guidelines(self) -> None:
        """Show the guidelines."""
        self.workbench.open_guidelines()

    def action_label_help(self) -> None:
        """Show what the label at hand is for."""
        self.step(self._label_help)

    async def _label_help(self) -> None:
        scheme = self.workbench.desk.session.scheme
        text = await self.ask(versions.guidelines_to_read)
        dialog = MeaningDialog(self.workbench, scheme, text, self._label_at_hand())
        self.typed_ahead()
        label = await self.app.push_screen_wait(dialog)
        if label is not None:
            self.workbench.open_guidelines(label)

    def _label_at_hand(self) -> str | None:
        """The label of the mark that is chosen in a list of this screen."""
        for rows in self.query(RowList):
            chosen = rows.items[rows.chosen] if 0 <= rows.chosen < len(rows.items) else None
            if isinstance(chosen, Mark):
                return chosen.annotation.label
        return None

    @work
    async def _carry_out(self) -> None:
        while True:
            act, _number, pressed = await self._steps.get()
            self._count(pressed)
            self._spoke = False
            try:
                await act()
            except WorkbenchError as error:
                self.say(str(error))
            except asyncio.CancelledError:
                self._spoke = True  # the screen was left meanwhile: there is no line to speak in
                raise
            finally:
                self.put_away()
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
        self._count(self.workbench.take_pressed())  # those that a dialog took
        answer = asyncio.ensure_future(self.workbench.desk.ask(use_case, *args, **kwargs))
        text = _("Working … (or another program is using the database)")
        return await self._patiently(answer, text)

    async def ask_apart(
        self,
        use_case: Callable[Concatenate[Session, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """What a use case returns that may take long, and during which others may ask."""
        answer = self.workbench.desk.ask_apart(use_case, *args, **kwargs)
        return await self._patiently(asyncio.ensure_future(answer), _("Counting …"))

    async def _patiently(self, answer: asyncio.Future[R], wait: str) -> R:
        """An answer; a wait for it is explained."""
        done, _waiting = await asyncio.wait({answer}, timeout=_PATIENCE)
        if not done:
            self.say(wait)
            self._spoke = False  # said for as long as the step lasts
        return await answer
