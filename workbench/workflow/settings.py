"""What a project allows, kept in its database so that all who open it go by the same rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import Refused, UnknownName
from workbench.messages import N_, _
from workbench.workflow.team import require_lead

if TYPE_CHECKING:
    from workbench.workflow.session import Session

_ON, _OFF = "on", "off"
_MOST = 100


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in the database, what it is at first, and what it does."""

    name: str
    key: str
    default: str
    help: str


OWN_WORK = Setting(
    "own-work", "own_work", _OFF, N_("whether who annotated an article may adjudicate it: on, off")
)
NEEDED = Setting(
    "curators", "adjudicate_from", "2", N_("how many submit an article before it is adjudicated")
)
SETTINGS = {setting.name: setting for setting in (OWN_WORK, NEEDED)}


def settings(session: Session) -> dict[str, str]:
    """Every setting of the project."""
    return {name: _value(session, setting) for name, setting in SETTINGS.items()}


def change(session: Session, name: str, value: str) -> None:
    """Give a setting another value; only who adjudicates may."""
    if name not in SETTINGS:
        raise UnknownName(_("setting"), name, SETTINGS)
    setting = SETTINGS[name]
    if setting is OWN_WORK and value not in (_ON, _OFF):
        raise Refused(_("{name} is on or off.").format(name=name))
    if setting is NEEDED and not (value.isascii() and value.isdecimal() and _counts(value)):
        raise Refused(_("{name} is a number from 1 to {most}.").format(name=name, most=_MOST))
    require_lead(session)
    session.store.set_setting(setting.key, value)


def own_work_allowed(session: Session) -> bool:
    """Whether who annotated an article may adjudicate it."""
    return _value(session, OWN_WORK) == _ON


def curators_needed(session: Session) -> int:
    """How many curators submit an article before it is adjudicated."""
    return int(_value(session, NEEDED))


def _counts(value: str) -> bool:
    return len(value) <= len(str(_MOST)) and 1 <= int(value) <= _MOST


def _value(session: Session, setting: Setting) -> str:
    return session.store.setting(setting.key) or setting.default
