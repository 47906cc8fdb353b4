"""What a rule finds: a range of words with its label, and the reason that a curator is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.messages import N_


class Reason(StrEnum):
    """The rules by name; translated where they are shown."""

    GAZETTEER = N_("known name")
    WEAK_NAME = N_("known name with a sign of its kind beside it")
    BODY = N_("body with its nationality")
    HEAD = N_("head noun of a body with its complement")
    SITE = N_("kind of building or road with its name")
    PLACE = N_("name after a kind of place")
    LANDFORM = N_("landform with its name")
    PERSON = N_("given name with what follows it")
    TITLED = N_("name after a title or an office")
    SPEAKER = N_("name after a verb of saying")
    BYLINE = N_("name of an author")
    FAMILY_NAME = N_("well-known family name")
    LATER_MENTION = N_("family name of a person named in full")
    PEOPLE = N_("nisba or name of a people")
    QUOTED = N_("quoted name after its kind")
    BARE = N_("name after its kind")
    ALIAS = N_("alias after the full name")
    EVENT = N_("kind of event with its name")
    LAW = N_("kind of law with its number or name")
    PRODUCT = N_("model after a kind of product")


@dataclass(frozen=True, slots=True)
class Match:
    """Words `start` to `stop`, less `cut` characters of proclitics on the first one."""

    start: int
    stop: int
    label: str
    score: float
    reason: Reason
    cut: int = 0
