"""Sentences about marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.curation import OPEN_STATES, State
from workbench.messages import N_, _
from workbench.model import ActionKind, Verdict, ZoneKind, short_value
from workbench.tui.paint import isolated
from workbench.workflow.suggest import WEAK
from workbench.workflow.votes import votes, warnings

if TYPE_CHECKING:
    from workbench.curation import Mark


def reason(mark: Mark) -> str:
    """Where a mark comes from: its extractor, rule and score, other readings and warnings."""
    if mark.proposal is None:
        return _("you added this span")
    candidate = mark.proposal.candidate
    first, *others = votes(mark.proposal.extractor, candidate)
    parts = [f"{first.source}: {_(first.reason)}", f"{first.score:.2f}"]
    if others:
        agreeing = ", ".join(f"{each.source} {each.score:.2f}" for each in others)
        parts.append(_("also {sources}").format(sources=isolated(agreeing)))
    if mark.state is State.AMENDED:
        was = mark.proposal.annotation
        parts.append(_("suggested as {label}").format(label=was.label))
    if candidate.alternatives:
        values = ", ".join(isolated(short_value(each)) for each in candidate.alternatives)
        parts.append(_("or {values}").format(values=values))
    return " · ".join([*parts, *map(_, warnings(candidate))])


def is_weak(mark: Mark) -> bool:
    """Whether an undecided suggestion is more likely wrong than right."""
    by = mark.proposal
    return mark.state in OPEN_STATES and by is not None and by.candidate.score < WEAK


def is_furniture(mark: Mark) -> bool:
    """Whether a mark is a zone of site furniture, and no span."""
    return mark.annotation.label in _ZONES


def label_title(label: str) -> str:
    """What a span is called by its label, or site furniture by its kind."""
    return zone_title(ZoneKind(label)) if label in _ZONES else label


def state_title(state: State) -> str:
    """What a state is called."""
    return _(_STATES[state])


def zone_title(kind: ZoneKind) -> str:
    """What a kind of site furniture is called."""
    return _(_ZONES[kind])


def act_title(act: ActionKind, verdict: Verdict) -> str:
    """What a person did to a mark, in two words."""
    return " · ".join((_(_ACTS[act]), _(_VERDICTS[verdict])))


_STATES = {
    State.UNDECIDED: N_("undecided"),
    State.SKIPPED: N_("skipped"),
    State.COVERED: N_("covered by another span"),
    State.ACCEPTED: N_("accepted"),
    State.AMENDED: N_("changed"),
    State.ADDED: N_("added"),
    State.REJECTED: N_("rejected"),
}
_ZONES = {
    ZoneKind.MENU: N_("menu"),
    ZoneKind.BREADCRUMB: N_("breadcrumb"),
    ZoneKind.BREAKING: N_("breaking news"),
    ZoneKind.SHORTCODE: N_("shortcode"),
    ZoneKind.SHARE: N_("share buttons"),
    ZoneKind.COMMENTS: N_("comments"),
    ZoneKind.CAPTION: N_("caption"),
    ZoneKind.FOLLOW: N_("“follow us”"),
    ZoneKind.CREDIT: N_("credit"),
}
_ACTS = {
    ActionKind.DECIDE: N_("decision"),
    ActionKind.PROPAGATE: N_("same words"),
    ActionKind.ZONE: N_("furniture"),
    ActionKind.NOTE: N_("note"),
    ActionKind.OPEN: N_("opening"),
    ActionKind.SUBMIT: N_("submission"),
    ActionKind.REOPEN: N_("reopening"),
    ActionKind.UNDO: N_("undo"),
    ActionKind.REDO: N_("redo"),
    ActionKind.ADJUDICATE: N_("adjudication"),
}
_VERDICTS = {
    Verdict.ACCEPT: N_("accepted"),
    Verdict.AMEND: N_("changed"),
    Verdict.REJECT: N_("rejected"),
    Verdict.ADD: N_("added"),
    Verdict.WITHDRAW: N_("withdrawn"),
    Verdict.SKIP: N_("skipped"),
    Verdict.CLEAR: N_("undecided again"),
}
