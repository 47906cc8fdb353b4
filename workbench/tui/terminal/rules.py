"""What each known terminal does with right-to-left text, and how a terminal is recognised.

The invariant: a terminal is judged by its own answer first, then by variables that it alone sets,
then by those that programs started in it inherit. Sources and what is verified: docs/terminals.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.layout import Profile
from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = N_("It shows what it gets from left to right.")
_ORDERS = N_("It orders right-to-left text by itself and cannot be told not to.")
_YIELDS = N_("It orders right-to-left text by itself and stops when it is asked to.")
_MIRRORS = N_("It turns words round that stand in one face; letters by turns in two prevent that.")
_UNSURE = N_("Some of its versions and settings order right-to-left text by themselves.")
_NOTHING = N_("Nothing is known about it.")


@dataclass(frozen=True, slots=True)
class Rule:
    """How to write to one family of terminals.

    `explicit`: it reorders until it is told not to. `hidden` is the profile behind a multiplexer,
    through which it cannot be told anything; with None no profile is right. `certain` is false
    where the profile is no more than the likeliest.
    """

    profile: Profile
    why: str
    hidden: Profile | None
    explicit: bool = False
    certain: bool = True


_GRID = Rule(Profile.VISUAL, _PLAIN, Profile.VISUAL)
_YIELDING = Rule(Profile.VISUAL, _YIELDS, Profile.BIDI, explicit=True)

UNKNOWN = Rule(Profile.VISUAL, _NOTHING, Profile.VISUAL, explicit=True, certain=False)

RULES: Mapping[str, Rule] = {
    "Alacritty": _GRID,
    "Apple Terminal": Rule(Profile.BIDI, _ORDERS, Profile.BIDI, certain=False),
    "dumb": _GRID,
    "foot": _GRID,
    "Ghostty": _GRID,
    "iTerm2": Rule(Profile.VISUAL, _UNSURE, Profile.VISUAL, explicit=True, certain=False),
    "kitty": Rule(Profile.KITTY, _MIRRORS, Profile.KITTY),
    "Konsole": Rule(Profile.BIDI, _ORDERS, Profile.BIDI),
    "Linux console": _GRID,
    "mintty": _YIELDING,
    # Behind a multiplexer its own sequence does not arrive, and marks of direction take columns.
    "mlterm": Rule(Profile.VISUAL, _YIELDS, None, explicit=True),
    "rxvt": _GRID,
    "st": _GRID,
    "VTE": _YIELDING,
    "WezTerm": _GRID,
    "Windows Terminal": _GRID,
    "XTerm": _GRID,
    "xterm.js": _GRID,
}

# How the answer to XTVERSION begins, in small letters.
_VERSIONS = {
    "alacritty": "Alacritty",
    "foot": "foot",
    "ghostty": "Ghostty",
    "iterm2": "iTerm2",
    "kitty": "kitty",
    "konsole": "Konsole",
    "mintty": "mintty",
    "mlterm": "mlterm",
    "rxvt": "rxvt",
    "vte": "VTE",
    "wezterm": "WezTerm",
    "windows terminal": "Windows Terminal",
    "xterm": "XTerm",
    "xterm.js": "xterm.js",
}
_VERSION_NAME = re.compile(
    f"(?:{'|'.join(map(re.escape, sorted(_VERSIONS, reverse=True)))})(?![a-z])"
)
# How TERM begins, where only one family uses it.
_TERMS = {
    "alacritty": "Alacritty",
    "dumb": "dumb",
    "foot": "foot",
    "linux": "Linux console",
    "mlterm": "mlterm",
    "rxvt": "rxvt",
    "st-": "st",
    "wezterm": "WezTerm",
    "xterm-ghostty": "Ghostty",
    "xterm-kitty": "kitty",
}
_PROGRAMS = {
    "Apple_Terminal": "Apple Terminal",
    "ghostty": "Ghostty",
    "Hyper": "xterm.js",
    "iTerm.app": "iTerm2",
    "mintty": "mintty",
    "Tabby": "xterm.js",
    "vscode": "xterm.js",
    "WezTerm": "WezTerm",
}
_VARIABLES = {
    "ALACRITTY_WINDOW_ID": "Alacritty",
    "GHOSTTY_RESOURCES_DIR": "Ghostty",
    "KITTY_WINDOW_ID": "kitty",
    "KONSOLE_VERSION": "Konsole",
    "MLTERM": "mlterm",
    "VTE_VERSION": "VTE",
    "WEZTERM_PANE": "WezTerm",
    "WT_SESSION": "Windows Terminal",
    "XTERM_VERSION": "XTerm",
}
VTE_WITH_BIDI = 5800


def family_by_version(version: str) -> str | None:
    """The family that answers XTVERSION with `version`, such as `Konsole 22.12.3` or `XTerm(379)`.

    None where the answer is of no family in the table.
    """
    found = _VERSION_NAME.match(version.lower())
    return _VERSIONS[found[0]] if found else None


def families_by_environment(environ: Mapping[str, str]) -> list[str]:
    """The families that the environment speaks of, the likeliest first.

    There are several where one terminal was started from another and inherits its variables.
    """
    term = environ.get("TERM") or "dumb"
    found = [family for start, family in _TERMS.items() if term.startswith(start)]
    if not found:
        program = _PROGRAMS.get(environ.get("TERM_PROGRAM", ""))
        found = [program] if program else []
    if not found:
        found = [family for name, family in _VARIABLES.items() if environ.get(name)]
    return found


def rule_of(family: str | None, environ: Mapping[str, str]) -> Rule:
    """The rule for a family; before 0.58 VTE was a plain grid."""
    if family == "VTE":
        version = environ.get("VTE_VERSION", "")
        if version.isdecimal() and int(version) < VTE_WITH_BIDI:
            return _GRID
    return RULES.get(family or "", UNKNOWN)
