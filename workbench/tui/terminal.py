"""What the terminal does with right-to-left text by itself, and how it is told to leave it alone.

Escape sequences and behaviours: the terminal working group's BiDi recommendation 0.2.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from workbench.layout import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# BDSM reset: the program orders the text. Terminals that do not know the mode ignore it.
_EXPLICIT, _IMPLICIT = "\x1b[8l", "\x1b[8h"


def choose_profile(setting: str, environ: Mapping[str, str]) -> Profile:
    """The profile of a setting; `auto` guesses from the environment of the terminal."""
    if setting != "auto":
        return Profile(setting)
    if "KONSOLE_VERSION" in environ:
        return Profile.BIDI
    if "KITTY_WINDOW_ID" in environ and "TMUX" not in environ:
        return Profile.KITTY
    return Profile.VISUAL


@contextmanager
def explicit_order(stream: IO[str], profile: Profile) -> Iterator[None]:
    """Ask the terminal not to reorder what is written in profile `visual`, while a block runs."""
    if profile is not Profile.VISUAL or not stream.isatty():
        yield
        return
    stream.write(_EXPLICIT)
    stream.flush()
    try:
        yield
    finally:
        stream.write(_IMPLICIT)
        stream.flush()
