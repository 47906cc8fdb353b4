"""Lines that say what keys do, and what a click on them calls.

The first page of a screen's hints has the commands whose `hint` is set. `FURTHER` has what its
other pages show, in order, as much as there is room for; what ends the first page ends them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.layout import fit
from workbench.messages import _, is_rtl
from workbench.tui.commands import USUAL, commands_of, shown
from workbench.tui.paint import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.tui.commands import Command, Keymap

_GAP = "  "
_WIDEST = 1000  # columns, more than any line of hints has
_EDGES = ("end_on", "end_back", "start_on", "start_back")
_MORE = ("more",)
_AGAIN = ("undo", *_MORE)  # behind a message
_AT_THE_END = ("accept", *_AGAIN)  # of every further page

FURTHER: Mapping[str, tuple[str, ...]] = {
    "queue": ("palette", "note", "settings", "summary", "guidelines", "redo", "speed",
              "backwards", "agreement", "adjudicate", "export", "tour"),
    "curate": (*_EDGES, "value", "alternative", "note", "palette", "proclitic", "split", "join",
               "propagate", "redo", "zone", "note_article", "history", "last", "clear", "kind",
               "find", "guidelines_label", "propagate_everywhere", "reopen"),
}  # fmt: skip
"""The commands of the further pages of hints, without the name of their screen."""

_ARROWS = {"left": "←", "right": "→", "up": "↑", "down": "↓"}
_MIRRORED = "[](){}<>"


@dataclass(frozen=True, slots=True)
class Offers:
    """Texts in one line, each with the action that a click on it calls."""

    pieces: tuple[tuple[str, str], ...] = ()
    gap: str = _GAP

    @property
    def text(self) -> str:
        """The line."""
        return self.gap.join(text for text, _call in self.pieces)

    def at(self, offset: int) -> str | None:
        """The action of the text at an offset of the line."""
        start = 0
        for text, call in self.pieces:
            if start <= offset < start + len(text):
                return call
            start += len(text) + len(self.gap)
        return None


def hints(screen: str, keys: Keymap = USUAL) -> str:
    """The line that says what the keys of a screen do at first."""
    return _offers((c for c in commands_of(screen) if c.hint), keys).text


def offered(screen: str, names: Iterable[str], keys: Keymap) -> Offers:
    """Some commands of a screen, as far as it has them."""
    by_id = {command.id: command for command in commands_of(screen)}
    ids = (f"{screen}.{name}" for name in names)
    return _offers((by_id[each] for each in ids if each in by_id), keys)


def again(screen: str, keys: Keymap) -> Offers:
    """What can be done after a message: take back what it tells, and see the hints."""
    return offered(screen, _AGAIN, keys)


def width(text: str) -> int:
    """The columns that a text takes."""
    return fit(text, _WIDEST).width


def hint_pages(screen: str, keys: Keymap, columns: int) -> list[Offers]:
    """The pages of hints of a screen, in as many columns; the first may be wider without others."""
    more, last = offered(screen, _MORE, keys).pieces, offered(screen, _AT_THE_END, keys)
    offers = _offers((command for command in commands_of(screen) if command.hint), keys)
    first = [piece for piece in offers.pieces if piece not in more]
    spilled: list[tuple[str, str]] = []
    while more and first and width(Offers((*first, *more)).text) > columns:
        spilled.insert(0, first.pop())
    behind = offered(screen, FURTHER.get(screen, ()), keys).pieces
    room = columns - width(last.text)
    pages: list[list[tuple[str, str]]] = [[]]
    used = 0
    for text, call in (*(piece for piece in spilled if piece not in last.pieces), *behind):
        used += width(text) + len(_GAP)
        if used > room and pages[-1]:
            pages.append([])
            used = width(text) + len(_GAP)
        pages[-1].append((text, call))
    further = (Offers((*page, *last.pieces)) for page in pages if page)
    return [Offers((*first, *more)), *further]


def keys_of_dialog(names: Iterable[str], keys: Keymap, *without: str) -> Offers:
    """What the keys of a dialog do whose commands are those of several screens of the table."""
    found = [c for name in names for c in commands_of(name) if c.hint and c.id not in without]
    return _offers(found, keys)


def _offers(commands: Iterable[Command], keys: Keymap) -> Offers:
    return Offers(tuple((_hint(command, keys), command.call) for command in commands))


def _hint(command: Command, keys: Keymap) -> str:
    return f"{cap(keys.of(command)[0])} {_(command.title)}"


def cap(key: str) -> str:
    """A key as it stands on the keyboard, whatever the direction of the line around it."""
    sign = _ARROWS.get(key, shown(key))
    return isolated(sign) if is_rtl() and (len(sign) > 1 or sign in _MIRRORED) else sign
