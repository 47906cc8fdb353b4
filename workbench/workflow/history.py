"""What was decided in an article: by curators, and by who adjudicated it.

Invariant: nothing is told that the session's curator may not see, and that somebody reads here
what others say is recorded before it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.curation import fold
from workbench.curation.findings import Finding, finding, span_mark
from workbench.curation.places import places, voice
from workbench.model import SUBMITTED, Task
from workbench.workflow.cases import submitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model import Action, Assignment, Decision, Span
    from workbench.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Past:
    """One decision of the past: whose act, what it said, and the text that it was about.

    `curator` is None for who adjudicated, where the viewer does not adjudicate herself. `span` is
    where the text is, None where that is not known: an adjudicator may have decided on a place
    that a new submission changed since. `said` is what she said of it.
    """

    act: Action
    curator: str | None
    decision: Decision
    span: Span | None
    surface: str
    said: Finding | None = None


def history(session: Session, article_id: str) -> list[Past]:
    """Every decision on an article that the session's curator may see, the latest first."""
    store, viewer = session.store, session.curator
    found, others = list[Past](), False
    for assignment in (*store.layers(), *store.adjudications()):
        if assignment.article == article_id and store.visible(assignment, viewer):
            lines = _lines(session, assignment)
            others |= bool(lines) and assignment.curator != viewer.id
            found += lines
    if others:
        store.shown([article_id], viewer)
    return sorted(found, key=lambda past: (past.act.seq, past.decision.seq), reverse=True)


def _lines(session: Session, assignment: Assignment) -> list[Past]:
    """What was decided in a layer, as far as the viewer may see it; NotVisible."""
    store, viewer = session.store, session.curator
    acts = store.acts(assignment, viewer)
    if not acts:
        return []
    judged = assignment.task is Task.ADJUDICATE
    names: dict[str, str | None] = {each.id: each.name for each in store.curators()}
    if judged and not store.adjudicates(viewer):
        names = dict.fromkeys(names)
    known = {p.suggestion: p.annotation.span for p in store.frozen(assignment)}
    known |= {d.mark: d.annotation.span for _act, d in acts if d.annotation is not None}
    if judged:
        decided = [decision for _act, decision in reversed(acts)]
        known |= _decided_on(session, assignment.article, known, decided)
    text = store.article(assignment.article).text
    lines = []
    for act, decision in acts:
        span = decision.annotation.span if decision.annotation else known.get(decision.mark)
        surface = text[span.start : span.end] if span is not None else ""
        tells = judged and decision.mark != SUBMITTED  # closing keeps something else there
        said = finding(fold((), [decision]), decision.mark) if tells else None
        lines.append(Past(act, names[act.curator], decision, span, surface, said))
    return lines


def _decided_on(
    session: Session, article_id: str, known: Mapping[str, Span], decisions: Sequence[Decision]
) -> dict[str, Span]:
    """Where the places lie that were decided on; of those that are no more, their first gold."""
    store, viewer = session.store, session.curator
    gone = {
        decision.mark: span
        for decision in decisions
        if (span := known.get(span_mark(decision.mark, 0))) is not None
    }
    layers = store.layers_of(article_id)
    if not all(store.visible(each, viewer) for each in layers):  # she is at it herself, since
        return gone
    article = store.article(article_id)
    voices = [
        voice(article, each.curator, each.curator, each.arm, submitted(session, each))
        for each in layers
    ]
    listed = places(article_id, voices, fold((), decisions)).clusters
    return gone | {place.id: place.span for place in listed}
