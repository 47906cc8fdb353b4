"""Curation: open an article, decide, undo, redo, submit.

A sheet is what one curator has before her: an article, her assignment and its layer. Every act
takes a sheet and gives the next one, and what the new sheet shows is on disk.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench import curation
from workbench.curation import Layer, fold
from workbench.errors import Refused, StoreChanged
from workbench.extract.figures import read_value
from workbench.messages import _
from workbench.model import Action, ActionKind, Annotation, Article, Assignment, Span
from workbench.store import Entry
from workbench.workflow import queue as queues
from workbench.workflow.suggest import refresh, up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.model import Decision, QueueRow, Value, Verdict
    from workbench.workflow.session import Session

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article, one curator's assignment to annotate it, and her layer."""

    article: Article
    assignment: Assignment
    layer: Layer


@dataclass(frozen=True, slots=True)
class Reversal:
    """An undo or redo (`kind`): the act that it took back or did again, and the sheet after it."""

    kind: ActionKind
    act: Action
    surface: str
    marks: tuple[str, ...]
    sheet: Sheet


def open_article(session: Session, article_id: str) -> Sheet:
    """The curator's sheet; the first opening assigns the article and freezes its suggestions."""
    store = session.store
    article = store.article(article_id)
    assignment = store.assignment(article_id, session.curator)
    if assignment is None:
        if not up_to_date(session, article_id):
            refresh(session, article_id)
        assignment = store.assign(article_id, session.curator)
    sheet = _load(session, article, assignment)
    if store.tally(assignment) is None:
        _write(session, ActionKind.OPEN, [(sheet, ())])
    return sheet


def decide(session: Session, sheet: Sheet, mark: str, verdict: Verdict) -> Sheet:
    """Accept, reject, skip or clear a mark."""
    return _act(session, sheet, lambda layer: curation.decide(layer, mark, verdict))


def relabel(session: Session, sheet: Sheet, mark: str, label: str) -> Sheet:
    """Accept a mark under another label; a figure's value is read anew from the text."""
    session.scheme[label]

    def relabelled(layer: Layer) -> tuple[Decision, ...]:
        old = layer[mark].annotation
        value = old.value if old.label == label else _value(session, sheet, old.span, label)
        return curation.place(
            layer, mark, Annotation(old.span, old.surface, label, value, old.note)
        )

    return _act(session, sheet, relabelled)


def amend(
    session: Session,
    sheet: Sheet,
    mark: str,
    *,
    span: Span | None = None,
    label: str | None = None,
    value: Value | None = None,
) -> Sheet:
    """Let a mark stand with another span, label or value; a value not given is read anew."""

    def amended(layer: Layer) -> tuple[Decision, ...]:
        old = layer[mark].annotation
        place, name = span or old.span, label or old.label
        kept = old.value if (place, name) == (old.span, old.label) else None
        new_value = value or kept or _value(session, sheet, place, name)
        return curation.place(
            layer, mark, _checked(session, sheet, place, name, new_value, old.note)
        )

    return _act(session, sheet, amended)


def add(
    session: Session, sheet: Sheet, span: Span, label: str, value: Value | None = None
) -> Sheet:
    """Add a span that nothing suggested."""
    mark = session.store.new_id()
    new_value = value or _value(session, sheet, span, label)
    annotation = _checked(session, sheet, span, label, new_value, None)
    for proposal in sheet.layer.proposals.values():
        if proposal.annotation == annotation:
            mark = proposal.suggestion
    return _act(session, sheet, lambda layer: curation.place(layer, mark, annotation))


def submit(session: Session, sheet: Sheet, *, reject_undecided: bool = False) -> Sheet:
    """Close a layer and freeze it as a submission."""

    def closing(layer: Layer) -> tuple[Decision, ...]:
        return curation.submit(layer, reject_undecided=reject_undecided)

    return _act(session, sheet, closing, ActionKind.SUBMIT, tries=1)


def reopen(session: Session, sheet: Sheet) -> Sheet:
    """Open a submitted layer again; its submission stays, and a new one will follow it."""
    return _act(session, sheet, curation.reopen, ActionKind.REOPEN)


def undo(session: Session) -> Reversal:
    """Take back the curator's last act, in whichever article and session it was."""
    with session.store.writing():
        act = session.store.undoable(session.curator)
        if act is None:
            raise Refused(_("There is nothing to undo."))
        return _reverse(session, ActionKind.UNDO, act, act, curation.restore)


def redo(session: Session) -> Reversal:
    """Do again what was undone last; a new act in between ends that."""
    with session.store.writing():
        undone = session.store.redoable(session.curator)
        if undone is None or undone.reverses is None:
            raise Refused(_("There is nothing to redo."))
        act = session.store.action(undone.reverses)
        return _reverse(session, ActionKind.REDO, undone, act, curation.repeat)


def queue(session: Session, *, limit: int = -1, offset: int = 0) -> list[QueueRow]:
    """A page of the articles as the curator finds them."""
    found = queues.listing(session)
    return queues.page(session, found, offset, None if limit < 0 else limit)


def progress(session: Session) -> tuple[int, int]:
    """How many articles there are, and how many the curator has submitted."""
    return session.store.progress(session.curator)


def place(session: Session, article: str) -> int:
    """How many articles stand before one in the queue."""
    return queues.place(session, queues.listing(session), article) or 0


def next_article(session: Session, after: str | None = None) -> str | None:
    """The next article that the curator has not submitted; None when all are."""
    return queues.next_article(session, queues.listing(session), after)


def neighbour(session: Session, article: str, by: int) -> str:
    """The article behind (1) or before (-1) another in the queue."""
    return queues.neighbour(session, queues.listing(session), article, by)


def _act(
    session: Session,
    sheet: Sheet,
    rule: Callable[[Layer], Sequence[Decision]],
    kind: ActionKind = ActionKind.DECIDE,
    *,
    tries: int = _TRIES,
) -> Sheet:
    """Append what `rule` makes of the layer; on a layer changed elsewhere, of that one."""
    for _attempt in range(tries):
        decisions = rule(sheet.layer)
        if session.store.last_seq(sheet.assignment) == sheet.layer.seq:
            if not decisions:
                return sheet
            with suppress(StoreChanged):
                return _write(session, kind, [(sheet, decisions)])[0]
        sheet = _load(session, sheet.article, sheet.assignment)
    raise StoreChanged(_("This article was changed in another window; look at it again."))


def _reverse(
    session: Session,
    kind: ActionKind,
    reverses: Action,
    act: Action,
    rule: Callable[[Sequence[Decision], str], Sequence[Decision]],
) -> Reversal:
    store = session.store
    changes: list[tuple[Sheet, Sequence[Decision]]] = []
    for assignment in store.touched(act):
        article = store.article(assignment.article)
        history = store.decisions(assignment, session.curator)
        sheet = Sheet(article, assignment, fold(store.frozen(assignment), history))
        changes.append((sheet, rule(history, act.id)))
    if not changes:
        raise Refused(_("That act changed nothing that could be taken back."))
    sheets = _write(session, kind, changes, reverses=reverses)
    marks = tuple(decision.mark for decision in changes[0][1])
    surface = _surface(changes[0][0].layer, sheets[0].layer, marks)
    return Reversal(kind, act, surface, marks, sheets[0])


def _surface(before: Layer, after: Layer, marks: Sequence[str]) -> str:
    """The text of the last of `marks` that has any, before or after an act."""
    for mark in reversed(marks):
        for layer in (before, after):
            if mark in layer.by_id:
                return layer[mark].annotation.surface
    return ""


def _write(
    session: Session,
    kind: ActionKind,
    changes: Sequence[tuple[Sheet, Sequence[Decision]]],
    *,
    reverses: Action | None = None,
) -> list[Sheet]:
    store = session.store
    action_id = store.new_id()
    entries, sheets = [], []
    for sheet, decisions in changes:
        signed = [replace(decision, action=action_id) for decision in decisions]
        layer = sheet.layer.after(signed)
        closes = layer.closed and not sheet.layer.closed
        standing = [mark.annotation for mark in layer.standing] if closes else None
        entries.append(Entry(sheet.assignment, sheet.layer.seq, signed, layer.tally, standing))
        sheets.append(Sheet(sheet.article, sheet.assignment, layer))
    store.append(kind, session.curator, session.id, entries, action_id=action_id, reverses=reverses)
    return sheets


def _load(session: Session, article: Article, assignment: Assignment) -> Sheet:
    decisions = session.store.decisions(assignment, session.curator)
    return Sheet(article, assignment, fold(session.store.frozen(assignment), decisions))


def _value(session: Session, sheet: Sheet, span: Span, label: str) -> Value | None:
    if session.scheme[label].takes is None:
        return None
    return read_value(sheet.article, span, label)


def _checked(
    session: Session, sheet: Sheet, span: Span, label: str, value: Value | None, note: str | None
) -> Annotation:
    made = sheet.article.annotate(span.start, span.end, label, value)
    session.scheme.check(made)
    return Annotation(made.span, made.surface, label, value, note)
