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
from workbench.messages import _, ngettext
from workbench.model import (
    Action,
    ActionKind,
    Annotation,
    Article,
    Assignment,
    Span,
    suggestion_id,
)
from workbench.model.ledger import STANDING
from workbench.store import Entry, undoing
from workbench.workflow.readings import with_unit
from workbench.workflow.session import read_only
from workbench.workflow.suggest import renew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.model import Decision, Value, Verdict
    from workbench.store.undoing import Newest
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
    """An undo or redo (`kind`): the act that it took back or did again, and the sheet after it.

    `passed` is how many newer acts stay as they are, since they are not hers to change now.
    """

    kind: ActionKind
    act: Action
    surface: str
    marks: tuple[str, ...]
    sheet: Sheet
    passed: int


def open_article(session: Session, article_id: str) -> Sheet:
    """The curator's sheet; the first opening assigns the article and freezes its suggestions.

    In a database that cannot be written, an article that she has not opened is shown with what is
    suggested now, and nothing can be decided on it.
    """
    store = session.store
    article = store.article(article_id)
    assignment = store.assignment(article_id, session.curator)
    if assignment is None and read_only(session):
        unstored = Assignment("", article_id, session.curator.id, "")
        return Sheet(article, unstored, fold(store.proposals(article_id), ()))
    if assignment is None:
        renew(session, article_id)
    elif read_only(session) or store.tally(assignment) is not None:
        return load(session, article, assignment)
    with store.writing():
        sheet = load(session, article, store.assign(article_id, session.curator))
        write(session, ActionKind.OPEN, [(sheet, ())])
    return sheet


def decide(session: Session, sheet: Sheet, mark: str, verdict: Verdict) -> Sheet:
    """Accept, reject, skip or clear a mark."""
    return act(session, sheet, lambda layer: curation.decide(layer, mark, verdict))


def relabel(session: Session, sheet: Sheet, mark: str, label: str) -> Sheet:
    """Accept a mark under another label; a figure's value is read anew from the text."""
    session.scheme.in_force(label)

    def relabelled(layer: Layer) -> tuple[Decision, ...]:
        old = layer[mark].annotation
        value = old.value if old.label == label else value_of(session, sheet, old.span, label)
        return curation.place(
            layer, mark, Annotation(old.span, old.surface, label, value, old.note)
        )

    return act(session, sheet, relabelled)


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
        new_value = value or kept or value_of(session, sheet, place, name)
        return curation.place(
            layer, mark, checked(session, sheet, place, name, new_value, old.note)
        )

    return act(session, sheet, amended)


def add(
    session: Session, sheet: Sheet, span: Span, label: str, value: Value | None = None
) -> Sheet:
    """Add a span that nothing suggested."""
    mark = session.store.new_id()
    new_value = value or value_of(session, sheet, span, label)
    annotation = checked(session, sheet, span, label, new_value, None)
    suggestion = suggestion_id(sheet.article.id, annotation)
    if suggestion in sheet.layer.proposals:
        mark = suggestion
    return act(session, sheet, lambda layer: curation.place(layer, mark, annotation))


def submit(session: Session, sheet: Sheet, *, reject_undecided: bool = False) -> Sheet:
    """Close a layer and freeze it as a submission."""

    def closing(layer: Layer) -> tuple[Decision, ...]:
        return curation.submit(layer, reject_undecided=reject_undecided)

    return act(session, sheet, closing, ActionKind.SUBMIT, tries=1)


def reopen(session: Session, sheet: Sheet) -> Sheet:
    """Open a submitted layer again; its submission stays, and a new one will follow it."""
    return act(session, sheet, curation.reopen, ActionKind.REOPEN)


def undo(session: Session, sheet: Sheet | None = None) -> Reversal:
    """Take back the curator's last act that is hers to take back, whatever article it was in.

    `sheet` is one that she has before her; where the act was in it, it is not read anew.
    """
    with session.store.writing():
        found = undoing.undoable(session.store, session.curator)
        if found.act is None:
            raise Refused(_passed_all(found.passed) or _("There is nothing to undo."))
        return _reverse(session, sheet, ActionKind.UNDO, found, found.act, curation.restore)


def redo(session: Session, sheet: Sheet | None = None) -> Reversal:
    """Do again what was undone last; a new act in between ends that. `sheet` is as for `undo`."""
    with session.store.writing():
        found = undoing.redoable(session.store, session.curator)
        if found.act is None or found.act.reverses is None:
            raise Refused(_passed_all(found.passed) or _("There is nothing to redo."))
        act = session.store.action(found.act.reverses)
        return _reverse(session, sheet, ActionKind.REDO, found, act, curation.repeat)


def _passed_all(passed: int) -> str:
    """Why there is nothing, where so many acts were passed over; nothing where none was."""
    text = ngettext(
        "Your last act is not yours to change now; it stays.",
        "Your last {n} acts are not yours to change now; they stay.",
        passed,
    )
    return text.format(n=passed) if passed else ""


def passed_over(reversal: Reversal) -> str:
    """What is to be said of newer acts that an undo or redo passed over; nothing of none."""
    text = ngettext(
        "{n} newer act is not yours to change now; it stays.",
        "{n} newer acts are not yours to change now; they stay.",
        reversal.passed,
    )
    return text.format(n=reversal.passed) if reversal.passed else ""


def act(
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
                return write(session, kind, [(sheet, decisions)])[0]
        sheet = _caught_up(session, sheet)
    raise StoreChanged(_("This article was changed in another window; look at it again."))


def _reverse(
    session: Session,
    known: Sheet | None,
    kind: ActionKind,
    found: Newest,
    act: Action,
    rule: Callable[[Sequence[Decision], str], Sequence[Decision]],
) -> Reversal:
    store = session.store
    changes: list[tuple[Sheet, Sequence[Decision]]] = []
    for assignment in store.touched(act):
        if known is not None and known.assignment.id == assignment.id:
            sheet = _caught_up(session, known)
        else:
            sheet = load(session, store.article(assignment.article), assignment)
        history = store.around(act, assignment, session.curator)
        changes.append((sheet, rule(history, act.id)))
    sheets = write(session, kind, changes, reverses=found.act)
    marks = tuple(decision.mark for decision in changes[0][1])
    surface = _surface(changes[0][0].layer, sheets[0].layer, marks)
    return Reversal(kind, act, surface, marks, sheets[0], found.passed)


def _surface(before: Layer, after: Layer, marks: Sequence[str]) -> str:
    """The text of the last of `marks` that has any, before or after an act."""
    for mark in reversed(marks):
        for layer in (before, after):
            if mark in layer.by_id:
                return layer[mark].annotation.surface
    return ""


def write(
    session: Session,
    kind: ActionKind,
    changes: Sequence[tuple[Sheet, Sequence[Decision]]],
    *,
    reverses: Action | None = None,
) -> list[Sheet]:
    """Append one act to several sheets at once; StoreChanged where one was changed elsewhere."""
    store = session.store
    action_id = store.new_id()
    entries, sheets = [], []
    for sheet, decisions in changes:
        if reverses is None:
            _refuse_retired(session, decisions)
        signed = [replace(decision, action=action_id) for decision in decisions]
        layer = sheet.layer.after(signed)
        closes = layer.closed and not sheet.layer.closed
        standing = [mark.annotation for mark in layer.standing] if closes else None
        entries.append(Entry(sheet.assignment, sheet.layer.seq, signed, layer.tally, standing))
        sheets.append(Sheet(sheet.article, sheet.assignment, layer))
    store.append(
        kind,
        session.curator,
        session.id,
        entries,
        action_id=action_id,
        reverses=reverses,
        keys=session.keys.take(),
    )
    return sheets


def _refuse_retired(session: Session, decisions: Iterable[Decision]) -> None:
    """Refused where something new would stand under a label that the scheme has lost."""
    for decision in decisions:
        made = decision.annotation
        if made is not None and decision.verdict in STANDING and not made.label.islower():
            session.scheme.in_force(made.label)


def load(session: Session, article: Article, assignment: Assignment) -> Sheet:
    """The sheet of an assignment, from its whole ledger."""
    decisions = session.store.decisions(assignment, session.curator)
    return Sheet(article, assignment, fold(session.store.frozen(assignment), decisions))


def _caught_up(session: Session, sheet: Sheet) -> Sheet:
    """A sheet with what was appended since it was read: the ledger only grows."""
    later = session.store.later(sheet.assignment, session.curator, sheet.layer.seq)
    return replace(sheet, layer=sheet.layer.after(later)) if later else sheet


def value_of(session: Session, sheet: Sheet, span: Span, label: str) -> Value | None:
    """What the text under a span says as a figure of `label`; None for a name.

    A unit that it does not name is the one of the nearest such figure.
    """
    if session.scheme[label].takes is None:
        return None
    return with_unit(sheet.layer, span, label, read_value(sheet.article, span, label))


def checked(
    session: Session, sheet: Sheet, span: Span, label: str, value: Value | None, note: str | None
) -> Annotation:
    """An annotation of the sheet's text that the scheme allows; BadSpan or BadValue."""
    made = sheet.article.annotate(span.start, span.end, label, value)
    session.scheme.check(made)
    return Annotation(made.span, made.surface, label, value, note)
