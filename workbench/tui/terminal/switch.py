"""Telling the terminal to leave the order of text to us, and taking that back.

The invariant: whatever is switched on is switched off before the terminal goes to anyone else.
Sequences: ECMA-48 mode 8 (BDSM), and mode ? 1243 by the terminal working group's BiDi
recommendation 0.2; mlterm has one of its own.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.tui.terminal.decide import Detection

ERASE = "\x1b[2J"
"""Rows take the mode that is in force when they are erased."""

_STANDARD = "\x1b[8l\x1b[?1243l", "\x1b[8h\x1b[?1243h"
_OWN = {"mlterm": ("\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07")}


def sequences(detection: Detection) -> tuple[str, str]:
    """What is sent before and after writing; both are empty where nothing needs to be said."""
    if not detection.explicit:
        return "", ""
    return _OWN.get(detection.place.family, _STANDARD)


@contextmanager
def explicit_order(stream: IO[str], detection: Detection) -> Iterator[None]:
    """Ask the terminal not to reorder the lines that are written while a block runs."""
    on, off = sequences(detection) if stream.isatty() else ("", "")
    stream.write(on)
    stream.flush()
    try:
        yield
    finally:
        stream.write(off)
        stream.flush()
