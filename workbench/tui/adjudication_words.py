"""What is said of adjudications in words: kinds of differences, causes, states, fates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import N_, _
from workbench.tui.paint import isolated
from workbench.workflow.adjudicate import Cause, Outcome, Progress, Standing
from workbench.workflow.docket import Fate, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.workflow.adjudicate import Finding

KINDS: Mapping[Kind, str] = {
    Kind.AGREE: N_("the same"),
    Kind.AGREE_VALUE: N_("the same"),
    Kind.LABEL: N_("label"),
    Kind.BOTH: N_("range and label"),
    Kind.ONLY_P: N_("missing"),
    Kind.ONLY_Q: N_("missing"),
    Kind.BOUNDARY_EDGE: N_("range: signs at the edge"),
    Kind.BOUNDARY_CLITIC: N_("range: proclitic"),
    Kind.BOUNDARY_OTHER: N_("range"),
    Kind.VALUE_MISSING: N_("value: not known to all"),
    Kind.VALUE_FORM: N_("value: its form"),
    Kind.VALUE_RANGE: N_("value: number or range"),
    Kind.VALUE_MAGNITUDE: N_("value: magnitude"),
    Kind.VALUE_DIGIT: N_("value: a digit"),
    Kind.VALUE_AMOUNT: N_("value: amount"),
    Kind.VALUE_UNIT: N_("value: unit"),
    Kind.VALUE_MODIFIER: N_("value: modifier"),
    Kind.VALUE_TIME: N_("value: time"),
}
"""In what curators differ."""

CAUSES: Mapping[Cause, str] = {
    Cause.SLIP: N_("a slip of a curator"),
    Cause.GUIDELINE: N_("the guidelines leave it open"),
    Cause.AMBIGUOUS: N_("the text is ambiguous"),
    Cause.BOUNDARY: N_("where such spans begin or end"),
    Cause.VALUE: N_("how such values are written"),
    Cause.TEXT: N_("a mistake in the text"),
    Cause.OTHER: N_("something else"),
}
"""Why they differ, as the adjudicator sees it."""

STANDINGS: Mapping[Standing, str] = {
    Standing.AGREED: N_("all agree"),
    Standing.AUDIT: N_("all agree; drawn to be looked at"),
    Standing.OPEN: N_("to decide"),
    Standing.DEFERRED: N_("put off"),
    Standing.DECIDED: N_("decided"),
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.AUTO: N_("all agree"),
    Outcome.PICKED: N_("one proposal was taken"),
    Outcome.MAJORITY: N_("the majority was taken"),
    Outcome.EDITED: N_("edited"),
    Outcome.REJECTED: N_("nobody is right"),
    Outcome.DEFERRED: N_("put off"),
    Outcome.ADDED: N_("you added it"),
}

PROGRESS: Mapping[Progress, str] = {
    Progress.WAITING: N_("waiting"),
    Progress.BEGUN: N_("begun"),
    Progress.FINISHED: N_("finished"),
    Progress.CHANGED: N_("changed"),
}

FATES: Mapping[Fate, str] = {
    Fate.KEPT: N_("kept"),
    Fate.CHANGED: N_("changed"),
    Fate.DROPPED: N_("dropped"),
    Fate.MISSED: N_("missed"),
}

FATE_SIGNS: Mapping[Fate, str] = {
    Fate.KEPT: "✓",
    Fate.CHANGED: "±",
    Fate.DROPPED: "✗",
    Fate.MISSED: "+",
}

STANDING_SIGNS: Mapping[Standing, str] = {
    Standing.AGREED: "=",
    Standing.AUDIT: "·",
    Standing.OPEN: "·",
    Standing.DEFERRED: "~",
    Standing.DECIDED: "✓",
}
"""An audit looks like any place to decide."""


def differing(kinds: Iterable[Kind]) -> str:
    """In what curators differ, each thing once."""
    return " · ".join(dict.fromkeys(_(KINDS[kind]) for kind in kinds))


def remarks(said: Finding) -> str:
    """The cause, the guideline flag and the note of a place; empty where there are none."""
    parts = [
        _("cause: {cause}").format(cause=_(CAUSES[said.cause])) if said.cause else "",
        _("a matter for the guidelines") if said.guideline else "",
        _("note: {text}").format(text=isolated(said.note)) if said.note else "",
    ]
    return " · ".join(filter(None, parts))
