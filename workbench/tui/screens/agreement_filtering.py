"""Which part of the work is measured, chosen field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbench.messages import N_, _
from workbench.tui.paint import isolated
from workbench.tui.screens.filtering import ANYTHING, Field, FieldsDialog
from workbench.workflow.measure import Arms, Filters
from workbench.workflow.measure.words import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.tui.app import Workbench
    from workbench.workflow.measure import Parts

_SHORT = 8
"""Characters of the fingerprint of guidelines that are shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """Filters with days as the dialog has them."""

    label: str | None = None
    since: date | None = None
    until: date | None = None
    arms: Arms | None = None
    curator: str | None = None
    guideline: str | None = None

    @classmethod
    def of(cls, filters: Filters) -> Part:
        """What filters ask for."""
        since, until = (date.fromisoformat(day) if day else None
                        for day in (filters.since, filters.until))  # fmt: skip
        return cls(filters.label, since, until, filters.arms, filters.curator, filters.guideline)

    @property
    def filters(self) -> Filters:
        """The same as measures take it."""
        since, until = (day.isoformat() if day else None for day in (self.since, self.until))
        return Filters(self.label, since, until, self.arms, self.curator, self.guideline)


class PartDialog(FieldsDialog[Part]):
    """Gives back which part is measured, or None."""

    def __init__(self, workbench: Workbench, filters: Filters, parts: Parts) -> None:
        arms = ((arm, _(NAMES[arm.name.lower()])) for arm in reversed(Arms))
        versions = ((name, _versioned(name, day)) for name, day in parts.guidelines.items())
        fields = [
            Field("label", _("only the label"), [ANYTHING, *((n, n) for n in parts.labels)]),
            Field("curator", _("only the curator"), [ANYTHING, *((n, n) for n in parts.curators)]),
            Field("arms", _("saw suggestions"), [ANYTHING, *arms]),
            Field("since", _("finished since")),
            Field("until", _("finished until")),
            Field("guideline", _("guidelines"), [ANYTHING, *versions]),
        ]
        super().__init__(workbench, _("What is measured"), Part.of(filters), Part(), fields)


def _versioned(fingerprint: str, at: str) -> str:
    """Guidelines as people can tell them: the beginning of their name, and when they were new."""
    return _("{name} since {day}").format(name=fingerprint[:_SHORT], day=at[:10])


def described(filters: Filters) -> Iterator[str]:
    """What filters ask for, in words."""
    if filters.label is not None:
        yield filters.label
    if filters.curator is not None:
        yield isolated(filters.curator)
    if filters.arms is not None:
        yield _(NAMES[filters.arms.name.lower()])
    for text, day in ((_SINCE, filters.since), (_UNTIL, filters.until)):
        if day is not None:
            yield _(text).format(day=day)
    if filters.guideline is not None:
        yield _("guidelines {name}").format(name=filters.guideline[:_SHORT])


_SINCE, _UNTIL = N_("since {day}"), N_("until {day}")
