"""The same surface elsewhere: what else one verdict could be about, and carrying it there.

Nothing is carried silently: `alike` lists the places, the curator chooses among them, and
`propagate` is one act, in however many articles, with one undo.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.arabic.fold import core_form, fold_with_map
from workbench.curation import OPEN_STATES, State, edits
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import ActionKind, Annotation, Span, Verdict, suggestion_id
from workbench.workflow.curate import Sheet, checked, load, value_of, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.curation import Layer, Mark
    from workbench.workflow.session import Session

_CONTEXT = 30  # characters of the text on either side of a place


@dataclass(frozen=True, slots=True)
class Place:
    """Where the same surface stands: a mark, or text that nothing suggested (`mark` is empty)."""

    article: str
    source: str
    span: Span
    surface: str
    mark: str
    label: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A mark's verdict, and the places that it could be carried to."""

    sheet: Sheet
    mark: str
    verdict: Verdict
    label: str | None
    places: tuple[Place, ...]


def alike(session: Session, sheet: Sheet, mark_id: str, *, everywhere: bool = False) -> Alike:
    """The open marks whose surface has the same core form, and for a verdict that keeps a span also
    the unmarked text that reads the same; here, or in all of the curator's open assisted articles.
    """
    mark = sheet.layer[mark_id]
    if mark.state in OPEN_STATES or mark.state is State.COVERED:
        raise Refused(_("Decide here first; then the decision can be carried to the same words."))
    label = mark.annotation.label if mark.stands else None
    verdict = Verdict.ACCEPT if mark.stands else Verdict.REJECT
    key = core_form(mark.annotation.surface)
    places = list(_in_sheet(sheet, mark, key))
    if everywhere:
        for assignment in session.store.open_assisted(session.curator):
            if assignment.id != sheet.assignment.id:
                other = load(session, session.store.article(assignment.article), assignment)
                places += _in_sheet(other, mark, key)
    return Alike(sheet, mark_id, verdict, label, tuple(places))


def _in_sheet(sheet: Sheet, model: Mark, key: str) -> Iterator[Place]:
    layer = sheet.layer
    found: list[tuple[Span, str, str | None]] = [
        (mark.annotation.span, mark.id, mark.annotation.label)
        for mark in layer.marks
        if mark.id != model.id
        and mark.state in OPEN_STATES
        and core_form(mark.annotation.surface) == key
    ]
    if model.stands:
        found += [(span, "", None) for span in _unmarked(sheet.article.text, layer, key)]
    text, article = sheet.article.text, sheet.article
    for span, mark_id, label in sorted(found, key=lambda each: each[0]):
        before = text[max(0, span.start - _CONTEXT) : span.start]
        after = text[span.end : span.end + _CONTEXT]
        surface = text[span.start : span.end]
        yield Place(article.id, article.source, span, surface, mark_id, label, before, after)


def _unmarked(text: str, layer: Layer, key: str) -> Iterator[Span]:
    """Where the words of `key` stand outside of marks and site furniture, without proclitics."""
    words = re.escape(key)
    attached = r"(?<!\w)(?:[وف]?[بكل]?)"
    pattern = f"{attached}({words})(?!\\w)"
    if key.startswith("ال") and len(key) > 3:
        pattern += f"|(?<!\\w)[وف]?ل({re.escape(key[1:])})(?!\\w)"  # للـ has lost its alef
    folded = fold_with_map(text)
    for match in re.finditer(pattern, folded.text):
        group = match.lastindex or 0
        span = Span(*folded.to_source(*match.span(group)))
        if not layer.furniture.meets(span) and not layer.marks.touching(span.start, span.end):
            yield span


def propagate(session: Session, found: Alike, chosen: Sequence[Place]) -> Sheet:
    """Carry the verdict to the places chosen, in one act; the sheet that it began on comes back."""
    by_article: dict[str, list[Place]] = {}
    for place in chosen:
        by_article.setdefault(place.article, []).append(place)
    changes = []
    for article_id, places in by_article.items():
        sheet = found.sheet
        if article_id != sheet.article.id:
            assignment = session.store.assignment(article_id, session.curator)
            if assignment is None:
                raise Refused(_("That article is not open any more."))
            sheet = load(session, session.store.article(article_id), assignment)
        steps = [_step(session, sheet, found, place) for place in places]
        decisions = edits.propagate(sheet.layer, steps)
        if decisions:
            changes.append((sheet, decisions))
    if not changes:
        return found.sheet
    sheets = write(session, ActionKind.PROPAGATE, changes)
    return next((s for s in sheets if s.article.id == found.sheet.article.id), found.sheet)


def _step(
    session: Session, sheet: Sheet, found: Alike, place: Place
) -> tuple[str, Verdict | Annotation]:
    if found.label is None or (place.mark and place.label == found.label):
        return place.mark, found.verdict
    value = value_of(session, sheet, place.span, found.label)
    annotation = checked(session, sheet, place.span, found.label, value, None)
    if place.mark:
        return place.mark, annotation
    suggestion = suggestion_id(sheet.article.id, annotation)
    mark = suggestion if suggestion in sheet.layer.proposals else session.store.new_id()
    return mark, annotation
