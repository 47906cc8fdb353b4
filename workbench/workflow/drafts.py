"""Drafts: gold for one place, or for what all missed, as an adjudicator edits it.

A draft is a sheet whose layer is kept in memory alone: its zones are the case's, its marks are what
is to become gold. Each act takes a draft and gives the next one.

Invariant: nothing here writes; `adjudicate.edit` and `adjudicate.add` do, with what `wanted` tells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.arabic import boundaries
from workbench.curation import fold, place
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import Annotation, Assignment, Decision, Span, Task, Verdict
from workbench.workflow.adjudicate import Wanted
from workbench.workflow.correct import typed_value
from workbench.workflow.curate import Sheet, checked, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.arabic.boundaries import Edge, Unit
    from workbench.curation import Mark
    from workbench.workflow.cases import Case
    from workbench.workflow.session import Session


def begin(session: Session, case: Case, held: Iterable[Annotation]) -> Sheet:
    """A draft that begins with what is gold already, or what a lane holds."""
    zones = [
        Annotation(zone.span, case.article.text[zone.span.start : zone.span.end], zone.kind.value)
        for zone in case.zones
    ]
    decisions = [Decision(f"zone {n}", Verdict.ADD, zone) for n, zone in enumerate(zones)]
    decisions += [Decision(_mark(n), Verdict.ADD, each) for n, each in enumerate(held)]
    assignment = case.assignment or Assignment(
        "", case.article.id, session.curator.id, "", Task.ADJUDICATE
    )
    return Sheet(case.article, assignment, fold((), decisions))


def _mark(number: int) -> str:
    return f"draft {number}"


def add(session: Session, draft: Sheet, span: Span, label: str) -> Sheet:
    """Add a span, whose value is read in the text; it takes what it overlaps."""
    number = 0
    while _mark(number) in draft.layer.latest:
        number += 1
    return _placed(session, draft, _mark(number), span, label)


def move_edge(session: Session, draft: Sheet, mark: str, edge: Edge, unit: Unit, by: int) -> Sheet:
    """Move one edge of a span by a word or a letter; its value is read anew."""
    text = draft.article.text
    return _stretch(session, draft, mark, lambda span: boundaries.move(text, span, edge, unit, by))


def turn_proclitic(session: Session, draft: Sheet, mark: str) -> Sheet:
    """Let a span begin behind the next proclitic of its first word, or at the whole word again."""
    text = draft.article.text
    return _stretch(session, draft, mark, lambda span: boundaries.turn_proclitic(text, span))


def relabel(session: Session, draft: Sheet, mark: str, label: str) -> Sheet:
    """Give a span another label, and the value that the text tells under it."""
    return _placed(session, draft, mark, draft.layer[mark].annotation.span, label)


def type_value(session: Session, draft: Sheet, mark: str, text: str) -> Sheet:
    """Give a figure the value that was typed. BadValue; Refused where nothing was typed."""
    old = draft.layer[mark].annotation
    value = typed_value(draft, old.label, text)
    if value is None:
        raise Refused(_("Gold that is edited has a value; take a lane that leaves it unknown."))
    return _after(draft, mark, checked(session, draft, old.span, old.label, value, old.note))


def drop(draft: Sheet, mark: str) -> Sheet:
    """Take a span away."""
    return replace(draft, layer=draft.layer.after([Decision(mark, Verdict.WITHDRAW)]))


def wanted(marks: Iterable[Mark]) -> list[Wanted]:
    """What becomes gold of marks that stand in a draft, for `adjudicate.edit`."""
    made = [mark.annotation for mark in marks]
    return [Wanted(a.span.start, a.span.end, a.label, a.value) for a in made]


def _stretch(
    session: Session,
    draft: Sheet,
    mark: str,
    where: Callable[[tuple[int, int]], tuple[int, int]],
) -> Sheet:
    old = draft.layer[mark].annotation
    start, end = where((old.span.start, old.span.end))
    if (start, end) == (old.span.start, old.span.end):
        raise Refused(_("The edge cannot move further that way."))
    return _placed(session, draft, mark, Span(start, end), old.label)


def _placed(session: Session, draft: Sheet, mark: str, span: Span, label: str) -> Sheet:
    name = session.scheme.in_force(label).name
    value = value_of(session, draft, span, name)
    return _after(draft, mark, checked(session, draft, span, name, value, None))


def _after(draft: Sheet, mark: str, annotation: Annotation) -> Sheet:
    return replace(draft, layer=draft.layer.after(place(draft.layer, mark, annotation)))
