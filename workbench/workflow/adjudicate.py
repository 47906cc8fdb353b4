"""Adjudication: what can be done in a case.

Every act reads the case anew, is one action of the ledger, and gives the next case; what the new
case shows is on disk. Undo and redo are those of `curate`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from workbench.curation import adjudication as rules
from workbench.curation.adjudication import Standing
from workbench.curation.findings import Cause, Finding, Outcome
from workbench.errors import BadSpan, Refused, UnknownName
from workbench.extract.figures import read_value
from workbench.messages import _
from workbench.model import SUBMITTED, ActionKind, Annotation, Decision, Span, Verdict, ZoneKind
from workbench.workflow.cases import Case, Progress, Ready, open_case, ready
from workbench.workflow.correct import zone_of_lines
from workbench.workflow.curate import Sheet, write
from workbench.workflow.settings import curators_needed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.curation.clusters import Cluster
    from workbench.model import Value
    from workbench.workflow.session import Session

__all__ = [
    "Case",
    "Cause",
    "Finding",
    "Outcome",
    "Progress",
    "Ready",
    "Remarks",
    "Standing",
    "Wanted",
    "add",
    "clear",
    "defer",
    "edit",
    "finish",
    "open_case",
    "ready",
    "reject_all",
    "remark",
    "reopen",
    "take",
    "take_majority",
]

Chosen: TypeAlias = "tuple[Outcome, str | None, Sequence[Annotation]]"
"""An outcome, the lane that it is from, and what becomes gold."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What an adjudicator adds to a decision; None leaves what was said before, "" no note."""

    cause: Cause | None = None
    note: str | None = None
    guideline: bool | None = None

    def over(self, before: Finding) -> Finding:
        """A finding with these remarks."""
        note = before.note if self.note is None else self.note or None
        guideline = before.guideline if self.guideline is None else self.guideline
        return replace(before, cause=self.cause or before.cause, note=note, guideline=guideline)


_NONE = Remarks()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A span that an adjudicator makes; a figure's value that is not given is read in the text.

    Of site furniture the label is its kind, and the range is widened to whole lines.
    """

    start: int
    end: int
    label: str
    value: Value | None = None


def take(session: Session, case: Case, cluster: str, lane: str, remarks: Remarks = _NONE) -> Case:
    """Make what a lane holds gold; a lane that holds nothing leaves the place empty."""

    def taken(place: Cluster) -> Chosen:
        if lane not in place.lanes:
            raise UnknownName(_("lane"), lane, place.lanes)
        return Outcome.PICKED, lane, [mark.annotation for mark in place.lanes[lane]]

    return _settle(session, case, cluster, remarks, taken)


def take_majority(session: Session, case: Case, cluster: str, remarks: Remarks = _NONE) -> Case:
    """Make gold what more than half of the curators say, which may be nothing."""

    def taken(place: Cluster) -> Chosen:
        lane = place.majority
        if place.added:
            raise Refused(_("You added this span yourself: change it, or take it away."))
        if lane is None:
            raise Refused(_("No more than half of the curators say the same here."))
        return Outcome.MAJORITY, lane, [mark.annotation for mark in place.lanes[lane]]

    return _settle(session, case, cluster, remarks, taken)


def edit(
    session: Session, case: Case, cluster: str, spans: Sequence[Wanted], remarks: Remarks = _NONE
) -> Case:
    """Make other spans gold than any lane holds; at least one, and BadSpan at another place."""

    def edited(place: Cluster) -> Chosen:
        if not spans:
            raise Refused(_("Say which spans are gold, or reject all."))
        if place.furniture:
            return Outcome.EDITED, None, [_zone(case, wanted) for wanted in spans]
        return Outcome.EDITED, None, [_annotation(session, case, wanted) for wanted in spans]

    return _settle(session, case, cluster, remarks, edited)


def add(session: Session, case: Case, spans: Sequence[Wanted], remarks: Remarks = _NONE) -> Case:
    """Make spans gold where nobody marked anything; BadSpan where somebody did.

    Each is a place of its own from then on, which can be edited, remarked on and cleared.
    """

    def added(now: Case) -> tuple[Decision, ...]:
        if not spans:
            raise Refused(_("Select text and give it a label first."))
        said = replace(remarks.over(Finding()), own_work=now.own_work)
        gold = [_annotation(session, now, wanted) for wanted in spans]
        return rules.add(now.layer, now.article.id, gold, said, now.clusters)

    return _act(session, case, added)


def reject_all(session: Session, case: Case, cluster: str, remarks: Remarks = _NONE) -> Case:
    """Decide that nobody is right: nothing is gold here."""
    return _settle(session, case, cluster, remarks, lambda _place: (Outcome.REJECTED, None, ()))


def defer(session: Session, case: Case, cluster: str, remarks: Remarks = _NONE) -> Case:
    """Put a cluster off; the article cannot be finished before it is decided."""
    return _settle(session, case, cluster, remarks, lambda _place: (Outcome.DEFERRED, None, ()))


def clear(session: Session, case: Case, cluster: str) -> Case:
    """Take back what was decided and remarked about a place; what was added goes."""
    return _act(session, case, lambda now: rules.clear(now.layer, _place(now, cluster)))


def remark(session: Session, case: Case, cluster: str, remarks: Remarks) -> Case:
    """Give a cluster a cause, a note or the guideline flag, decided or not."""

    def remarked(now: Case) -> tuple[Decision, ...]:
        place = _place(now, cluster)
        said = replace(remarks.over(now.finding(place)), own_work=now.own_work)
        return rules.remark(now.layer, place, said)

    return _act(session, case, remarked)


def finish(session: Session, case: Case) -> Case:
    """Close an article: what all agree on becomes gold. Refused while a cluster is to decide."""

    def finished(now: Case) -> tuple[Decision, ...]:
        decisions = rules.finish(now.layer, now.clusters, now.seed, own_work=now.own_work)
        found = session.store.contested(session.curator, curators_needed(session), now.article.id)
        payload = {"basis": found[0].basis}
        return (*decisions, Decision(SUBMITTED, Verdict.ADD, payload=payload))

    return _act(session, case, finished)


def reopen(session: Session, case: Case) -> Case:
    """Open a finished article again, or take over one that another adjudicates.

    What was decided stays, but for clusters that new submissions changed.
    """

    def reopened(now: Case) -> tuple[Decision, ...]:
        if not now.closed and now.holder is None:
            raise Refused(_("This article is open already."))
        return (Decision(SUBMITTED, Verdict.WITHDRAW),)

    return _act(session, case, reopened)


def _settle(
    session: Session,
    case: Case,
    cluster: str,
    remarks: Remarks,
    chosen: Callable[[Cluster], Chosen],
) -> Case:
    def settled(now: Case) -> tuple[Decision, ...]:
        place = _place(now, cluster)
        outcome, lane, gold = chosen(place)
        source = place.source(lane) if lane is not None else None
        said = replace(
            remarks.over(now.finding(place)), outcome=outcome, source=source, own_work=now.own_work
        )
        return rules.settle(now.layer, place, gold, said, now.clusters)

    return _act(session, case, settled)


def _place(case: Case, cluster: str) -> Cluster:
    """A cluster of the case as it is now; Refused where new submissions changed it."""
    if cluster not in {each.id for each in case.clusters}:
        raise Refused(_("A new submission changed this place; look at it again."))
    return case[cluster]


def _act(session: Session, case: Case, rule: Callable[[Case], Sequence[Decision]]) -> Case:
    """Append what `rule` makes of the case as it is now, in one transaction."""
    store = session.store
    with store.writing():
        now = open_case(session, case.article.id)
        decisions = rule(replace(now, layer=now.current))
        if not decisions:
            return now
        assignment = now.assignment or store.adjudicate(now.article.id, session.curator)
        sheet = Sheet(now.article, assignment, now.layer)
        (after,) = write(session, ActionKind.ADJUDICATE, [(sheet, now.whole(decisions))])
    return replace(now, assignment=assignment, layer=after.layer, holder=None)


def _annotation(session: Session, case: Case, wanted: Wanted) -> Annotation:
    """A checked annotation outside of site furniture."""
    label = session.scheme.in_force(wanted.label)
    value = wanted.value
    made = case.article.annotate(wanted.start, wanted.end, label.name, value)
    if value is None and label.takes is not None:
        value = read_value(case.article, Span(wanted.start, wanted.end), label.name)
        made = replace(made, value=value)
    session.scheme.check(made)
    if any(zone.span.overlaps(made.span) for zone in case.zones):
        raise Refused(_("Site furniture is not annotated; unmark the zone first."))
    return made


def _zone(case: Case, wanted: Wanted) -> Annotation:
    """Site furniture as an adjudicator marks it."""
    if wanted.label not in {*ZoneKind}:
        raise UnknownName(_("kind of site furniture"), wanted.label, tuple(ZoneKind))
    if wanted.end > len(case.article.text):
        text = _("A span that ends at {end} is outside a text of {length} characters.")
        raise BadSpan(text.format(end=wanted.end, length=len(case.article.text)))
    return zone_of_lines(case.article, Span(wanted.start, wanted.end), ZoneKind(wanted.label))
