"""Commands made into bindings and keymaps.

Bindings, lines of hints, the help screen and `workbench list commands` all read one table.
Letters are given for a Latin layout; their twins under the Arabic 101 layout are added here, so
that the same physical key works whichever layout is active. Nothing is bound to B, whose Arabic
twin sends two characters, nor to keys that terminals or multiplexers keep for themselves.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from workbench.messages import _
from workbench.tui.adjudication_table import ADJUDICATING
from workbench.tui.agreement_table import AGREEING
from workbench.tui.browse_table import BROWSING
from workbench.tui.command_table import COMMANDS as CURATING
from workbench.tui.command_table import Command
from workbench.tui.dialog_table import DIALOGS
from workbench.tui.summary_table import SUMMING_UP

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COMMANDS", "Command", "Keymap", "bindings", "commands_of", "keymap", "shown", "twin",
           "twinned"]  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    *BROWSING, *SUMMING_UP, *AGREEING, *ADJUDICATING, *CURATING, *DIALOGS
)  # fmt: skip

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvnm,./?1234567890"
_ARABIC = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ؟١٢٣٤٥٦٧٨٩٠"
_TWINS = dict(zip(_LATIN, _ARABIC, strict=True))

_MODIFIERS = frozenset(("alt", "ctrl", "hyper", "meta", "shift", "super"))
_NAMED = frozenset(KEY_NAME_REPLACEMENTS.values()) | frozenset(
    key.value.rpartition("+")[2] for key in Keys if not key.value.startswith("<")
)


def commands_of(screen: str) -> tuple[Command, ...]:
    """The commands of one screen, in the order of the table."""
    return tuple(command for command in COMMANDS if command.screen == screen)


def bindings(screen: str) -> list[BindingType]:
    """Textual's bindings for one screen."""
    return [
        Binding(twinned(command.keys), command.call, command.title, id=command.id, priority=True)
        for command in commands_of(screen)
    ]


def twin(key: str) -> str | None:
    """What the same key gives under the Arabic layout, if that is another sign."""
    other = _TWINS.get(key)
    return other if other != key else None


def twinned(keys: tuple[str, ...]) -> str:
    """Textual's names of `keys`, each followed by its twin under the Arabic layout."""
    names: dict[str, None] = {}
    for key in keys:
        names[key_name(key)] = None
        if key in _TWINS:
            names[key_name(_TWINS[key])] = None
    return ",".join(names)


def key_name(key: str) -> str:
    """How Textual calls a key: letters and digits themselves, signs by their Unicode name."""
    if len(key) > 1 or key.isalnum():
        return key
    name = unicodedata.name(key).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force: those that a person chose by command id, and what was wrong with others.

    A command without chosen keys has those of the table.
    """

    chosen: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...] = ()

    def of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command."""
        return self.chosen.get(command.id, command.keys)

    def bound(self) -> dict[str, str]:
        """The chosen keys as Textual takes them."""
        return {name: twinned(keys) for name, keys in self.chosen.items()}


USUAL = Keymap({})


def keymap(chosen: Mapping[str, str]) -> Keymap:
    """The keys of the configuration file; what is wrong there leaves its command as it was."""
    known = {command.id for command in COMMANDS}
    keys: dict[str, tuple[str, ...]] = {}
    problems = []
    for name, text in chosen.items():
        pressed = tuple(key.strip(" ") for key in text.split(","))
        wrong = next((key for key in pressed if not _is_key(key)), None)
        if name not in known:
            nearest = get_close_matches(name, known, n=1)
            told = _("The keymap names an unknown command “{id}”; did you mean “{nearest}”?") \
                if nearest else _("The keymap names an unknown command “{id}”.")  # fmt: skip
            problems.append(told.format(id=name, nearest="".join(nearest)))
        elif wrong is not None:
            told = _("The keymap gives {id} “{key}”, which is no key.")
            problems.append(told.format(id=name, key=wrong))
        else:
            keys[name] = pressed
    while clash := _clash(keys):
        one, other, key = clash
        told = _("The keymap gives the key {key} to both {one} and {other}.")
        problems.append(told.format(key=key, one=one, other=other))
        keys = {name: pressed for name, pressed in keys.items() if name not in (one, other)}
    return Keymap(keys, tuple(problems))


def _clash(keys: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str] | None:
    """Two commands of a screen that share a key, if there are any, and the key."""
    taken: dict[tuple[str, str], str] = {}
    for command in COMMANDS:
        for key in twinned(keys.get(command.id, command.keys)).split(","):
            other = taken.setdefault((command.screen, key), command.id)
            if other != command.id:
                return other, command.id, key
    return None


def _is_key(text: str) -> bool:
    """Whether Textual knows a key, with or without modifiers, by its sign or its name."""
    modifiers, _plus, key = text.rpartition("+") if len(text) > 1 else ("", "", text)
    if modifiers and not set(modifiers.split("+")) <= _MODIFIERS:
        return False
    if " " in key:
        return False
    sign = key if len(key) == 1 else key_to_character(key)
    return key in _NAMED or bool(sign and sign.isprintable() and not sign.isspace())


def shown(key: str) -> str:
    """A key as people read it."""
    names = {"enter": "⏎", "escape": "Esc", "tab": "Tab", "pageup": "PgUp", "pagedown": "PgDn"}
    return names.get(key, key.upper() if key.startswith("f") and len(key) > 1 else key)
