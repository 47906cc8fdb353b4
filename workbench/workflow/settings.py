"""What a project allows, kept in its database so that all who open it go by the same rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import Refused, UnknownName
from workbench.messages import N_, _
from workbench.store.access import ON, OWN_WORK_KEY, TWICE_KEY
from workbench.workflow.team import require_lead

if TYPE_CHECKING:
    from workbench.workflow.session import Session

_OFF = "off"
_MOST = 100
_SEED = re.compile(r"[0-9a-f]{1,64}", re.ASCII)
_SHARE = re.compile(r"[01]|0?\.[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in the database, what it is at first, and what it does."""

    name: str
    key: str
    default: str
    help: str


OWN_WORK = Setting(
    "own-work",
    OWN_WORK_KEY,
    _OFF,
    N_("whether one person may annotate and adjudicate the same article: on, off"),
)
NEEDED = Setting(
    "curators", "adjudicate_from", "2", N_("how many submit an article before it is adjudicated")
)
TWICE = Setting(
    "adjudicate-twice",
    TWICE_KEY,
    "0",
    N_("the share of articles that two adjudicate, blind to one another: from 0 to 1"),
)
SEED = Setting(
    "seed", "seed", "", N_("what draws depend on: dealing, places to look at, second looks")
)
SETTINGS = {setting.name: setting for setting in (OWN_WORK, NEEDED, TWICE, SEED)}


def settings(session: Session) -> dict[str, str]:
    """Every setting of the project; the seed once it was drawn."""
    found = {name: _value(session, setting) for name, setting in SETTINGS.items()}
    return {name: value for name, value in found.items() if value}


def change(session: Session, name: str, value: str) -> None:
    """Give a setting another value; only who adjudicates may."""
    if name not in SETTINGS:
        raise UnknownName(_("setting"), name, SETTINGS)
    setting = SETTINGS[name]
    if not is_allowed(setting, value):
        said = {
            OWN_WORK: _("{name} is on or off."),
            NEEDED: _("{name} is a number from 1 to {most}."),
            TWICE: _("{name} is a share such as 0.05, from 0 to 1."),
            SEED: _("{name} is one to 64 of the characters 0–9 and a–f."),
        }
        raise Refused(said[setting].format(name=name, most=_MOST))
    require_lead(session)
    session.store.seed()  # what articles are drawn by
    session.store.set_setting(setting.key, value)


def is_allowed(setting: Setting, value: str) -> bool:
    """Whether a setting can have a value."""
    return {
        OWN_WORK: value in (ON, _OFF),
        NEEDED: value.isascii() and value.isdecimal() and _counts(value),
        TWICE: _SHARE.fullmatch(value) is not None,
        SEED: _SEED.fullmatch(value) is not None,
    }[setting]


def own_work_allowed(session: Session) -> bool:
    """Whether who annotated an article may adjudicate it."""
    return _value(session, OWN_WORK) == ON


def curators_needed(session: Session) -> int:
    """How many curators submit an article before it is adjudicated."""
    return int(_value(session, NEEDED))


def _counts(value: str) -> bool:
    return len(value) <= len(str(_MOST)) and 1 <= int(value) <= _MOST


def _value(session: Session, setting: Setting) -> str:
    return session.store.setting(setting.key) or setting.default
