"""Sentences about marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.curation import State
from workbench.messages import _
from workbench.model import short_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.curation import Mark


def reason(mark: Mark) -> str:
    """Where a mark comes from: its extractor, rule and score, other readings and warnings."""
    if mark.proposal is None:
        return _("you added this span")
    candidate = mark.proposal.candidate
    parts = [f"{mark.proposal.extractor}: {_(candidate.reason)}", f"{candidate.score:.2f}"]
    if mark.state is State.AMENDED:
        was = mark.proposal.annotation
        parts.append(_("suggested as {label}").format(label=was.label))
    if candidate.alternatives:
        others = ", ".join(map(short_value, candidate.alternatives))
        parts.append(_("or {values}").format(values=others))
    return " · ".join([*parts, *map(_, candidate.flags)])


def state_title(state: State) -> str:
    """What a state is called."""
    return _STATE_TITLES[state]()


_STATE_TITLES: dict[State, Callable[[], str]] = {
    State.UNDECIDED: lambda: _("undecided"),
    State.SKIPPED: lambda: _("skipped"),
    State.COVERED: lambda: _("covered by another span"),
    State.ACCEPTED: lambda: _("accepted"),
    State.AMENDED: lambda: _("changed"),
    State.ADDED: lambda: _("added"),
    State.REJECTED: lambda: _("rejected"),
}
