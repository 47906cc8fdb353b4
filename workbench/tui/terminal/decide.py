"""From what is known about a terminal to how it is written to. Pure.

The invariant: the user's setting decides, then what the user picked on this terminal before, then
what the terminal answers, then its environment; and the last word always names a profile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.errors import UnknownName
from workbench.layout import Profile, safe
from workbench.messages import N_, _
from workbench.tui.terminal.rules import (
    UNKNOWN,
    Rule,
    families_by_environment,
    family_by_version,
    rule_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTO = "auto"
_NAME_LENGTH = 40

_SET = N_("You set it by --rtl, WORKBENCH_RTL or the configuration file.")
_PICKED = N_("You picked it on this terminal with `workbench terminal`.")
_SWITCHES = N_("It orders right-to-left text by itself and stops when it is asked to.")
_EXPLICIT = N_("It says that it leaves the order of text to programs.")
_IMPLICIT = N_("It says that it always orders right-to-left text by itself.")
_BROWSER = N_("The browser's terminal shows what it gets from left to right.")
_TWO_MINDS = N_("Its environment speaks of more than one terminal.")
_UNREACHED = N_(
    "It orders right-to-left text by itself, and a multiplexer keeps it from being told not to."
)
_HIDDEN = N_("A multiplexer stands between, and what is behind it cannot be known.")


@dataclass(frozen=True, slots=True)
class Outer:
    """The terminal that tmux is shown in: its answer to XTVERSION and its client's environment."""

    version: str
    environ: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Replies:
    """What the terminal answered: the value of mode 8 (1–4; 0 is unknown to it), its version.

    `outer` is what tmux tells; None without tmux.
    """

    mode: int = 0
    version: str = ""
    outer: Outer | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What a choice is remembered for: a family of terminals, and how it calls itself."""

    family: str
    term: str
    program: str
    multiplexer: bool


@dataclass(frozen=True, slots=True)
class Detection:
    """How this terminal is written to.

    `explicit`: it is told not to reorder while we write. `certain` is false for a guess. `why` is
    one sentence, not translated yet.
    """

    profile: Profile
    explicit: bool
    name: str
    certain: bool
    why: str
    place: Place


def decide(
    setting: str, replies: Replies, environ: Mapping[str, str], remembered: Mapping[Place, Profile]
) -> Detection:
    """How to write to the terminal that gave these replies and set this environment."""
    found = recognise(replies, environ)
    if setting != AUTO:
        if setting not in set(Profile):
            raise UnknownName(_("terminal profile"), setting, [AUTO, *Profile])
        return chosen(found, Profile(setting), _SET)
    if found.place in remembered:
        return chosen(found, remembered[found.place])
    return found


def chosen(found: Detection, profile: Profile, why: str = _PICKED) -> Detection:
    """The user's choice; a terminal that is not known to obey anyway is asked not to reorder."""
    explicit = profile is Profile.VISUAL and (found.explicit or found.profile is not profile)
    return replace(found, profile=profile, explicit=explicit, certain=True, why=why)


def recognise(replies: Replies, environ: Mapping[str, str]) -> Detection:
    """What the terminal is by itself, whatever the user wants."""
    if in_browser(environ):
        place = Place("xterm.js", "", "", multiplexer=False)
        return Detection(Profile.VISUAL, False, "xterm.js", True, _BROWSER, place)
    multiplexer = _multiplexer(replies, environ)
    if multiplexer:
        return _behind(multiplexer, replies.outer, environ)
    family, name, clear = _family(replies.version, environ)
    rule = rule_of(family, environ)
    place = _place(family, name, environ, multiplexer=False)
    if 1 <= replies.mode <= 4:
        return _by_mode(replies.mode, name, place)
    why = rule.why if clear else _TWO_MINDS
    return Detection(rule.profile, rule.explicit, name, rule.certain and clear, why, place)


def in_browser(environ: Mapping[str, str]) -> bool:
    """Whether textual-serve shows the screen; its environment is that of another terminal."""
    return environ.get("TEXTUAL_DRIVER", "").endswith("WebDriver")


def _by_mode(mode: int, name: str, place: Place) -> Detection:
    """By the terminal's word on mode 8 of ECMA-48: 1 set, 2 reset, 3 and 4 for good."""
    if mode == 3:
        return Detection(Profile.BIDI, False, name, True, _IMPLICIT, place)
    explicit = mode == 1
    why = _SWITCHES if explicit else _EXPLICIT
    return Detection(Profile.VISUAL, explicit, name, True, why, place)


def _behind(multiplexer: str, outer: Outer | None, environ: Mapping[str, str]) -> Detection:
    """The rule for the terminal that shows a multiplexer, which swallows what is said to it."""
    family, name, clear = None, "", True
    rule, why = UNKNOWN, _HIDDEN
    if outer is not None:
        family, name, clear = _family(outer.version, outer.environ)
        rule = rule_of(family, outer.environ)
        why = _why_behind(rule) if clear else _TWO_MINDS
    place = _place(family, name, environ, multiplexer=True)
    shown = f"{multiplexer} · {name}" if name else multiplexer
    certain = rule.certain and clear and rule.hidden is not None
    return Detection(rule.hidden or Profile.VISUAL, False, shown, certain, why, place)


def _why_behind(rule: Rule) -> str:
    if rule is UNKNOWN:
        return _HIDDEN
    return _UNREACHED if rule.explicit else rule.why


def _multiplexer(replies: Replies, environ: Mapping[str, str]) -> str:
    """The multiplexer that we are in, or nothing; a terminal started from one inherits variables.

    What answers XTVERSION otherwise is no multiplexer.
    """
    version, term = replies.version.lower(), environ.get("TERM", "")
    if version.startswith(("tmux", "screen", "zellij")):
        return re.split("[^a-z]", version)[0]
    if version:
        return ""
    if environ.get("ZELLIJ"):
        return "zellij"
    if term.startswith("tmux") or (term.startswith("screen") and environ.get("TMUX")):
        return "tmux"
    return "screen" if term.startswith("screen") else ""


def _family(version: str, environ: Mapping[str, str]) -> tuple[str | None, str, bool]:
    """A terminal's family or None, its name, and whether nothing contradicts."""
    if version:
        return family_by_version(version), safe(version)[:_NAME_LENGTH], True
    families = families_by_environment(environ)
    if not families:
        return None, safe(environ.get("TERM", ""))[:_NAME_LENGTH], True
    return families[0], families[0], len(families) == 1


def _place(
    family: str | None, name: str, environ: Mapping[str, str], *, multiplexer: bool
) -> Place:
    by_itself = re.split("[^a-z]", name.lower())[0]
    term, program = (
        safe(environ.get(variable, ""))[:_NAME_LENGTH] for variable in ("TERM", "TERM_PROGRAM")
    )
    return Place(family or by_itself, term, program, multiplexer)
