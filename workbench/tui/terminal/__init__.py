"""What the terminal does with right-to-left text by itself, and how it is told to leave it alone.

`detect` finds out how this process's terminal is written to, and `run` runs a screen on it;
`explicit_order` is for what is printed. `decide` and `rules` hold what is known, and are pure;
`query` asks the terminal, `switch` and `driver` tell it, `memory` keeps what the user picked.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from workbench.tui.terminal.colours import SIXTEEN, colour_system
from workbench.tui.terminal.decide import (
    AUTO,
    Detection,
    Place,
    Replies,
    chosen,
    decide,
    in_browser,
)
from workbench.tui.terminal.memory import memory_file, remember, remembered
from workbench.tui.terminal.switch import explicit_order, sequences

if TYPE_CHECKING:
    from textual.app import App

    from workbench.tui.terminal.query import Conversation

T = TypeVar("T")

COLOURS = "TEXTUAL_COLOR_SYSTEM"
"""The variable by which Textual is told of colours; it reads it once, when it is loaded."""

__all__ = [
    "AUTO",
    "COLOURS",
    "SIXTEEN",
    "Detection",
    "Found",
    "Place",
    "Replies",
    "chosen",
    "colour_system",
    "decide",
    "detect",
    "explicit_order",
    "in_browser",
    "memory_file",
    "remember",
    "remembered",
    "run",
    "sequences",
]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out, and the conversation that led to it; None where none was possible."""

    detection: Detection
    conversation: Conversation | None = None


def detect(setting: str, *, screen: bool) -> Found:
    """How the terminal of this process is written to.

    For a `screen`, which `run` runs, what the user types meanwhile is kept for it, and Textual,
    which is not loaded yet, is told how many colours there are. For what is printed what is typed
    is left to whoever reads next: where lines wait already the terminal is not asked, and what goes
    to a file is the same on every terminal.
    """
    if not screen and not sys.stdout.isatty():
        return Found(decide(setting, Replies(), {}, {}))
    replies, conversation = Replies(), None
    if sys.platform != "win32" and not in_browser(os.environ):
        from workbench.tui.terminal import query  # noqa: PLC0415 - Windows has no such terminals

        replies, conversation = query.replies(sys.stdin, sys.stdout, os.environ, screen=screen)
    found = decide(setting, replies, os.environ, remembered())
    if screen and sys.platform != "win32":
        os.environ.setdefault(COLOURS, colour_system(found.place, os.environ))
    return Found(found, conversation)


def run(app: App[T], found: Found) -> T | None:
    """What a screen returns that runs on the terminal, which leaves the order of text to it."""
    if sys.platform != "win32" and not in_browser(os.environ):
        from workbench.tui.terminal.driver import ordering_driver  # noqa: PLC0415 - see detect

        app.driver_class = ordering_driver(found.detection, found.conversation)
    return app.run()
