"""The settings: what each is for, where it comes from, and another value for it at once."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from textual import getters

from workbench.config import SETTINGS, Setting, Settings, save_setting, settings_file, with_setting
from workbench.errors import BadValue, ConfigError
from workbench.messages import N_, _
from workbench.tui.commands import bindings
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.entry import InputDialog
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

_NAME, _ORIGIN = 18, 24

CHOICES = {
    "": N_("as usual"),
    "auto": N_("by itself"),
    "yes": N_("yes"),
    "no": N_("no"),
    "left": N_("at the left"),
    "right": N_("at the right"),
    "dark": N_("dark"),
    "light": N_("light"),
    "ansi": N_("16 colours of the terminal"),
    "western": "123",
    "arabic": "١٢٣",
    "en": "English",
    "ar": "العربية",
    "visual": N_("in visual order"),
    "bidi": N_("the terminal does it"),
    "kitty": N_("the terminal shapes"),
    "off": N_("not at all"),
}
"""What the choices of settings are called, where they have a name in words."""


class SettingsScreen(CommandScreen):
    """Every setting in a row; a change is written to the file and seen at once."""

    NAME = "settings"
    BINDINGS = bindings("settings")

    head = getters.query_one("#head", TextLine)
    why = getters.query_one("#why", TextLine)

    def __init__(self) -> None:
        super().__init__()
        self._place = 0

    def compose(self) -> ComposeResult:
        """Head, settings, what the chosen one is for, keys."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield RowList(self._row, look.plain(), name="rows")
        yield TextLine(look.plain(), profile, name="why")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Show the settings."""
        self._fill()

    def _fill(self) -> None:
        self.head.text = f" {_('Settings')}"
        self.head.aside = f"{isolated(str(settings_file()))} "
        self._show(self._place)

    @property
    def _list(self) -> RowList[Setting]:
        return self.query_one("#rows", RowList)

    @property
    def _chosen(self) -> Setting:
        return SETTINGS[self._place]

    def _show(self, place: int) -> None:
        self._place = min(max(0, place), len(SETTINGS) - 1)
        self._list.show(SETTINGS, self._place)
        self.why.text = f" {_(self._chosen.help)}"

    def _row(self, setting: Setting, width: int, chosen: bool) -> Strip:
        look, profile = self.workbench.look, self.workbench.profile
        style = look.chosen() if chosen else look.plain()
        value = self._value(setting)
        text = f"‹ {value} ›" if chosen and setting.choices else value
        rest = max(0, width - _NAME - _ORIGIN)
        return beside(
            [
                fitted(f" {_(setting.title)}", _NAME, profile, style, align="near"),
                fitted(text, rest, profile, style, align="near"),
                fitted(self._origin(setting), _ORIGIN, profile, style, align="near"),
            ]
        )

    def _value(self, setting: Setting) -> str:
        value = self.workbench.settings.shown(setting.name)
        if value in CHOICES:
            return _(CHOICES[value]) if CHOICES[value].isascii() else CHOICES[value]
        return isolated(value)

    def _origin(self, setting: Setting) -> str:
        """Where the value comes from, where it is not the default."""
        if os.environ.get(setting.variable):
            return isolated(setting.variable)
        usual = Settings().shown(setting.name)
        return "" if self.workbench.settings.shown(setting.name) == usual else _("chosen by you")

    # ------------------------------------------------------------------------------- another value

    def action_turn(self, by: int) -> None:
        """Take the next choice, or the one before."""
        self.step(partial(self._turn, by))

    async def _turn(self, by: int) -> None:
        setting = self._chosen
        if not setting.choices:
            await self._edit()
            return
        present = self.workbench.settings.shown(setting.name)
        choices = setting.choices
        # What nobody chose, as the language of the environment, stands before the first choice.
        place = choices.index(present) if present in choices else (-1 if by > 0 else 0)
        await self._take(setting, choices[(place + by) % len(choices)])

    def action_edit(self) -> None:
        """Type a value, or take the next choice."""
        self.step(self._edit if not self._chosen.choices else partial(self._turn, 1))

    async def _edit(self) -> None:
        self.typed_ahead()
        setting = self._chosen
        present = self.workbench.settings.shown(setting.name)
        dialog = InputDialog(
            self.workbench, _(setting.title), present, live=partial(_meaning, setting)
        )
        value = await self.app.push_screen_wait(dialog)
        if value is not None:
            await self._take(setting, value.strip())

    def action_usual(self) -> None:
        """Take the default again."""
        self.step(lambda: self._take(self._chosen, ""))

    async def _take(self, setting: Setting, value: str) -> None:
        if os.environ.get(setting.variable):
            told = _("{variable} of the environment says so; what is in the file waits behind it.")
            self.say(told.format(variable=setting.variable))
            return
        changed = with_setting(self.workbench.settings, setting.name, value)
        save_setting(setting.name, value)
        self.workbench.adopt(changed)
        if setting.later:
            self._show(self._place)
            self.say(_("Written; it takes effect when the program starts anew."))
        else:
            await self.workbench.draw_anew()
            self._fill()

    # -------------------------------------------------------------------------------------- moves

    def action_move(self, by: int) -> None:
        """Go a row up or down."""
        self._show(self._place + by)

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        self._show(self._place + by * self._list.size.height)

    def action_end(self, by: int) -> None:
        """Go to the first row or the last."""
        self._show(self._place + by * len(SETTINGS))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click chooses a setting, a second one changes it."""
        self._show(message.index)
        if message.again:
            self.action_edit()

    def action_back(self) -> None:
        """Back to the queue."""
        self.dismiss(None)


def _meaning(setting: Setting, text: str) -> str:
    """Nothing to add to a value that can be; BadValue where it cannot."""
    try:
        with_setting(Settings(), setting.name, text.strip())
    except ConfigError as error:
        raise BadValue(str(error)) from None
    return ""
