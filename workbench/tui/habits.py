"""What a person has done before, in a JSON file of the state folder: tips that served retire.

The file is only a memory: one that is missing or damaged remembers nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from workbench.errors import ConfigError
from workbench.files import replacing
from workbench.messages import _
from workbench.tui.commands import COMMANDS
from workbench.tui.terminal.memory import state_folder
from workbench.tui.tips import TIPS, Tip

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME = "habits.json"
TOUR = "tour"
_OFTEN = 3  # times that a tip is shown
_BY_CALL = {(command.screen, command.call): command.id for command in COMMANDS}
_TIPPED = frozenset(name for tip in TIPS for name in tip.commands)


class Habits:
    """`used` are ids of commands that tips tell of, and `TOUR` once the tour was offered."""

    def __init__(self, used: Iterable[str] = (), shown: Iterable[str] = ()) -> None:
        self._used, self._shown = set(used), Counter(shown)
        self._before = self._state()

    @classmethod
    def load(cls) -> Habits:
        """What is kept."""
        try:
            data = json.loads(_file().read_text("utf-8"))
        except (OSError, ValueError):
            return cls()
        match data:
            case {"used": list(used), "shown": list(shown)}:
                return cls(filter(_is_text, used), filter(_is_text, shown))
        return cls()

    def save(self) -> None:
        """Keep what has changed; ConfigError where nothing can be written."""
        if self._state() == self._before:
            return
        path, (used, shown) = _file(), self._state()
        try:
            with replacing(path) as stream:
                stream.write(json.dumps({"used": used, "shown": shown}).encode())
        except OSError as error:
            text = _("What tips you have seen cannot be kept in {path}: {error}.")
            raise ConfigError(text.format(path=path, error=error.strerror)) from None
        self._before = used, shown

    @property
    def is_new(self) -> bool:
        """Whether the tour was never offered."""
        return TOUR not in self._used

    def offered_tour(self) -> None:
        """Do not offer the tour again."""
        self._used.add(TOUR)

    def use(self, screen: str, call: str) -> None:
        """A command of a screen was carried out."""
        name = _BY_CALL.get((screen, call))
        if name in _TIPPED:
            self._used.add(name)

    def tip(self, screen: str, wanted: bool) -> Tip | None:
        """The next tip for a screen that is still of use, which is counted as shown."""
        if not wanted:
            return None
        for tip in TIPS:
            known = not self._used.isdisjoint(tip.commands) or self._shown[tip.id] >= _OFTEN
            if tip.screen == screen and not known:
                self._shown[tip.id] += 1
                return tip
        return None

    def _state(self) -> tuple[list[str], list[str]]:
        return sorted(self._used), sorted(self._shown.elements())


def _file() -> Path:
    return state_folder() / FILE_NAME


def _is_text(found: object) -> bool:
    return isinstance(found, str)
