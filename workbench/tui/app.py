"""The application: one desk, one look, and the stack of screens."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import App
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from workbench.config import AUTO, NO, YES, Settings
from workbench.messages import _, is_rtl, use_language, use_numerals
from workbench.tui import themes
from workbench.tui.background import Background
from workbench.tui.commands import keymap
from workbench.tui.desk import Desk
from workbench.tui.habits import Habits
from workbench.tui.palette import Look, Restyled
from workbench.tui.screens.adjudicate_docket import reversed_screen
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.finding import NoticeDialog
from workbench.tui.screens.guidelines import GuidelinesScreen
from workbench.tui.screens.queue import QueueScreen
from workbench.tui.widgets.scroll_bar import ThinBar
from workbench.tui.widgets.too_small import LEAST, cover, is_below
from workbench.workflow import suggest
from workbench.workflow.queue import EVERYTHING
from workbench.workflow.session import read_only

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.actions import ActionParseResult
    from textual.await_complete import AwaitComplete
    from textual.dom import DOMNode
    from textual.geometry import Size
    from textual.timer import Timer
    from textual.types import AnimationLevel

    from workbench.layout import Profile
    from workbench.workflow.curate import Reversal
    from workbench.workflow.session import Session

EXPORTS = Path("exports")
_LULL = 2.0  # seconds without a key after which nobody minds a short wait
_LEVELS: dict[str, AnimationLevel] = {YES: "full", NO: "none"}
_LEAVE = "ctrl+q"


class Workbench(App[bool]):
    """The workbench on one database; it returns whether the tour is asked for.

    `open_session` is called on the desk's thread; `start_at` is an article to open first, and None
    opens the next one that the curator has not submitted.
    """

    TITLE = "workbench"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "workbench.tcss"
    LEAST = LEAST

    def __init__(
        self,
        open_session: Callable[[], Session],
        profile: Profile,
        *,
        settings: Settings | None = None,
        habits: Habits | None = None,
        start_at: str | None = None,
        exports: Path = EXPORTS,
    ) -> None:
        self.settings = settings or Settings()
        self.keys = keymap(self.settings.keymap)
        """The keys in force."""
        theme = themes.worn(self.settings.theme)
        super().__init__(ansi_color=theme.ansi)
        self.desk = Desk(open_session)
        self.desk.session.keys.pressed = 0
        self._pressed = 0
        self._held: list[events.Key] = []
        self._lull: Timer | None = None
        self.habits = habits or Habits()
        """What the person did before, and which tips are still of use."""
        self.profile = profile
        self.animation_level = _LEVELS[self.settings.animations]
        self.look = Look.of(theme)
        themes.begin(self, theme)
        ScrollBar.renderer = ThinBar
        self.exports = exports
        self.listing = EVERYTHING
        """What the queue lists, and in which order the next article comes."""
        self.settled = Event()
        """Set once the screen to begin with is open; keys typed earlier wait for it."""
        self._start_at = start_at
        self.last_words = ""
        """What is to be told when the screen is gone."""
        self._room: Size | None = None
        self.background = Background(self)
        """What runs while keys are pressed."""

    async def on_mount(self) -> None:
        """Show the queue, and in front of it the article to begin with."""
        self.set_keymap(self.keys.bound())
        self.screen_change_signal.subscribe(self, lambda _screen: self._cover())
        await self.begin()
        self._settle()

    async def begin(self) -> None:
        """Open the screens to begin with."""
        await self.push_screen(QueueScreen(begin=True, start_at=self._start_at))

    @work
    async def _settle(self) -> None:
        seen = None
        while isinstance(self.screen, CommandScreen) and seen is not self.screen:
            seen = self.screen
            await seen.idle()
        self.settled.set()
        if seen is not None and read_only(self.desk.session):
            text = _("{name} is read-only: you can look at everything, and decide nothing.")
            seen.say(text.format(name=self.desk.session.store.path.name))
        if self.keys.problems:
            title = _("Some keys of your configuration are not taken")
            self.push_screen(NoticeDialog(self, title, self.keys.problems))
        problems = await self.desk.ask(suggest.problems)
        if problems:
            title = _("Some suggestions are missing")
            self.push_screen(NoticeDialog(self, title, problems))

    async def on_event(self, event: events.Event) -> None:
        """Count the keys that are pressed; none but the last resort acts on what cannot be seen."""
        if isinstance(event, (events.Key, events.Paste)) and self.is_too_small:
            if not isinstance(event, events.Key) or event.key != _LEAVE:
                return
        elif isinstance(event, events.Key) and not event.is_forwarded:
            if isinstance(self.screen, CommandScreen) and self.screen.leaving:
                self._held.append(event)
                return
            self._pressed += 1
            if self._lull is not None:
                self._lull.reset()
        await super().on_event(event)

    @property
    def article_left(self) -> bool:
        """Whether the article stands at the left of its spans: by itself, where reading ends."""
        side = self.settings.article
        return side == "left" or (side == AUTO and is_rtl())

    def come_back_from(self, closing: CommandScreen) -> None:
        """Close a screen, and paint the one behind it once, with what it has read anew."""
        still = ExitStack()
        still.enter_context(self.batch_update())
        self._paint_behind(closing.dismiss(None), still)

    @work
    async def _paint_behind(self, closed: AwaitComplete, still: ExitStack) -> None:
        with still:
            await closed
            if isinstance(self.screen, CommandScreen):
                await self.screen.ready()
        self.screen.refresh()

    def forget_held(self) -> None:
        """Take back the keys that were typed for the screen behind one that does not close."""
        self._held = []

    def hand_over_keys(self) -> None:
        """Give the keys typed while a screen closed to the one that came to the front."""
        held, self._held = self._held, []
        for key in held:
            self.post_message(events.Key(key.key, key.character))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carry out what a key asks for; its tip has served."""
        screen = default_namespace
        if isinstance(screen, CommandScreen) and screen.question is None:
            self.habits.use(screen.NAME, str(action))
        return await super().run_action(action, default_namespace, namespaces)

    def take_pressed(self) -> int:
        """How many keys were pressed since this was asked last."""
        pressed, self._pressed = self._pressed, 0
        return pressed

    def forget_pressed(self) -> None:
        """Count anew: what was pressed so far led to no span."""
        self._pressed = self.desk.session.keys.pressed = 0

    def adopt(self, settings: Settings) -> None:
        """Let other settings be in force; what is drawn already stays until it is drawn anew."""
        before, self.settings = self.settings, settings
        if settings.lang != before.lang:
            use_language(settings.lang)
        use_numerals(settings.numerals)
        self.animation_level = _LEVELS[settings.animations]
        if settings.theme != before.theme:
            self.wear(settings.theme)

    def wear(self, name: str) -> None:
        """Show all that is on the screen and behind it in another theme, at once."""
        theme = themes.worn(name)
        self.ansi_color, self.theme = theme.ansi, theme.name
        change = self.look.wear(theme)
        for screen in self.screen_stack:
            for widget in screen.walk_children(Widget):
                if isinstance(widget, Restyled):
                    widget.restyle(change)
                widget.refresh()

    async def draw_anew(self) -> None:
        """Make what is on the screen and behind it anew, in another language or look."""
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                await screen.recompose()
                screen.say("")

    def show_reversal(self, reversal: Reversal) -> None:
        """Show where an undo or redo led that was no act on the open article."""
        self.push_screen(reversed_screen(reversal))

    def open_guidelines(self, label: str | None = None) -> None:
        """Show the guidelines, at what they say of a label."""
        self.push_screen(GuidelinesScreen(label))

    def keep_loaded(self) -> None:
        """Have the garbage collector pass over what is in memory now.

        An article with its marks stays as long as it is open. The collector would look through all
        of it, for several frames, in the middle of some key; now it does so once, in a lull.
        """
        gc.freeze()
        if self._lull is not None:
            self._lull.stop()
        self._lull = self.set_timer(_LULL, self._collect)

    def _collect(self) -> None:
        self._lull = None
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def learn(self) -> None:
        """Train on what is finished, if it is time to; no key waits for it."""
        self.run_worker(self.background.learn())

    def show_background(self) -> None:
        """Let the screen in sight say how what runs besides goes; those behind it do so later."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CommandScreen):
                screen.show_background()
                return

    @property
    def is_too_small(self) -> bool:
        """Whether the terminal has no room for any screen."""
        return is_below(self._room or self.size, self.LEAST)

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is no room any more; what was there comes back with it."""
        self._room = event.size  # which the application has a little later
        self._cover()

    def _cover(self) -> None:
        for screen in self.screen_stack:
            cover(screen, self, small=self.is_too_small)

    def on_unmount(self) -> None:
        """Close the database once everything under way is written."""
        self.background.close()
        self.last_words = self.desk.close()
