"""How many colours a terminal is given. Pure.

Over ssh `COLORTERM` does not arrive and `TERM` is often too modest, so that the name that a
terminal told counts too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.tui.terminal.decide import Place

TRUECOLOR, INDEXED, SIXTEEN = "truecolor", "256", "standard"
"""What Textual calls 24-bit colours, a palette of 256, and the 16 that the user chose herself."""

_INDEXED = frozenset((
    "Alacritty", "Apple Terminal", "foot", "Ghostty", "iTerm2", "kitty", "Konsole", "mintty",
    "mlterm", "st", "VTE", "WezTerm", "Windows Terminal", "XTerm", "xterm.js",
))  # fmt: skip
# mlterm reads ten numbers of a sequence, and two 24-bit colours with bold are eleven; tmux takes it
# for a terminal of eight.
_NO_MORE = frozenset(("mlterm",))
_NAMED = ("-256color", "-direct", "-kitty")


def colour_system(place: Place, environ: Mapping[str, str]) -> str:
    """`TRUECOLOR`, `INDEXED` or `SIXTEEN`."""
    if place.family in _NO_MORE:
        return SIXTEEN if place.multiplexer else INDEXED
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return TRUECOLOR
    known = place.family in _INDEXED and not place.multiplexer
    return INDEXED if known or place.term.endswith(_NAMED) else SIXTEEN
