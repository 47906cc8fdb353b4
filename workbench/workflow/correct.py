"""Corrections: edges moved, spans split and joined, values typed, notes, site furniture.

Each is one act, undone at once. As everywhere in curation, a sheet goes in and the next comes out.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.arabic import boundaries
from workbench.arabic.values import format_value, parse_value
from workbench.curation import edits, place
from workbench.curation.acts import noted
from workbench.errors import BadSpan, BadValue, Refused
from workbench.extract.figures import read_value
from workbench.messages import _
from workbench.model import (
    ActionKind,
    Annotation,
    Modifier,
    Span,
    Timex,
    ZoneKind,
    value_from_json,
    value_to_json,
)
from workbench.workflow.curate import act, checked, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.arabic.boundaries import Edge, Unit
    from workbench.curation import Layer
    from workbench.model import Article, Decision, Value
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

_Edges = tuple[int, int]


def latest(session: Session, sheet: Sheet) -> Sheet:
    """The sheet with what was decided in other windows since it was read."""
    return act(session, sheet, lambda _layer: ())


def move_edge(session: Session, sheet: Sheet, mark: str, edge: Edge, unit: Unit, by: int) -> Sheet:
    """Move one edge of a mark by a word or a letter; it then stands, and its value is read anew.

    A neighbour that it comes to overlap is taken: cleared, or withdrawn where it was added.
    """
    text = sheet.article.text
    return _stretch(session, sheet, mark, lambda span: boundaries.move(text, span, edge, unit, by))


def turn_proclitic(session: Session, sheet: Sheet, mark: str) -> Sheet:
    """Let a mark begin behind the next proclitic of its first word, or at the whole word again."""
    text = sheet.article.text
    return _stretch(session, sheet, mark, lambda span: boundaries.turn_proclitic(text, span))


def _stretch(session: Session, sheet: Sheet, mark: str, where: Callable[[_Edges], _Edges]) -> Sheet:
    def stretched(layer: Layer) -> tuple[Decision, ...]:
        old = layer[mark].annotation
        start, end = where((old.span.start, old.span.end))
        if (start, end) == (old.span.start, old.span.end):
            raise Refused(_("The edge cannot move further that way."))
        return place(layer, mark, _read(session, sheet, Span(start, end), old))

    return act(session, sheet, stretched)


def _read(session: Session, sheet: Sheet, span: Span, old: Annotation) -> Annotation:
    """`old` over another span, with the value that the text there tells."""
    value = value_of(session, sheet, span, old.label)
    return checked(session, sheet, span, old.label, value, old.note)


def split(session: Session, sheet: Sheet, mark: str, at: int) -> Sheet:
    """Divide a mark at an offset into two spans of its label."""
    new_mark = session.store.new_id()

    def divided(layer: Layer) -> tuple[Decision, ...]:
        old = layer[mark].annotation
        try:
            ranges = boundaries.divide(sheet.article.text, (old.span.start, old.span.end), at)
        except ValueError:
            raise Refused(_("Put the text cursor inside the span, between two letters.")) from None
        first, second = (_read(session, sheet, Span(*each), old) for each in ranges)
        return edits.split(layer, mark, (first, noted(second, None)), new_mark)

    return act(session, sheet, divided)


def join(session: Session, sheet: Sheet, mark: str) -> Sheet:
    """Let a mark reach to the end of the next one, which it takes."""

    def joined(layer: Layer) -> tuple[Decision, ...]:
        old = layer[mark]
        following = [
            other
            for other in layer.marks[layer.marks.place_of(old) + 1 :]
            if other.annotation.span.start >= old.annotation.span.end
        ]
        if not following:
            raise Refused(_("Nothing follows that it could be joined with."))
        span = Span(old.annotation.span.start, following[0].annotation.span.end)
        return place(layer, mark, _read(session, sheet, span, old.annotation))

    return act(session, sheet, joined)


def type_value(session: Session, sheet: Sheet, mark: str, text: str) -> Sheet:
    """Give a figure the value that was typed; empty text says that it cannot be known. BadValue."""
    known = sheet.layer[mark].annotation
    value = typed_value(sheet, known.label, text, known.value)
    return set_value(session, sheet, mark, value)


def set_value(session: Session, sheet: Sheet, mark: str, value: Value | None) -> Sheet:
    """Give a figure a value, such as one of its alternatives; None says that it is not known."""

    def valued(layer: Layer) -> tuple[Decision, ...]:
        old = layer[mark].annotation
        return place(layer, mark, checked(session, sheet, old.span, old.label, value, old.note))

    return act(session, sheet, valued)


_MODIFIERS = (None, *Modifier)
_ALL = "="
"""What is typed behind it is the whole value."""
_COUNT = "CARDINAL"
"""The label under which a number is written without anything."""
_YEARS = "a"
"""The unit of an age that is typed without one."""


def turn_modifier(session: Session, sheet: Sheet, mark: str) -> Sheet:
    """Let a figure be said to be the next of: exact, about, at least, at most, more, less."""
    value = sheet.layer[mark].annotation.value
    if value is None:
        raise Refused(_("Its value is not known yet; type it first."))
    place = _MODIFIERS.index(value.modifier)
    turned = replace(value, modifier=_MODIFIERS[(place + 1) % len(_MODIFIERS)])
    return set_value(session, sheet, mark, turned)


def typed_value(sheet: Sheet, label: str, text: str, present: Value | None = None) -> Value | None:
    """What typed text says as a value of `label`; None where it is empty. BadValue.

    What it leaves unsaid stays as `present` has it: a number keeps the unit, the counted noun and
    how exact it is; a unit or a sign such as ~ keeps the number. What stands behind «=» is all that
    is meant.
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    if typed.startswith(_ALL):
        return _understood(sheet, label, typed[1:].strip())
    try:
        value = _understood(sheet, label, typed)
    except BadValue:
        added = _added_to(sheet, label, typed, present)
        if added is None:
            raise
        return added
    return value if present is None or typed.startswith("{") else _kept(value, present, typed)


def _kept(value: Value, present: Value, typed: str) -> Value:
    """A value that was typed, with what `present` has beyond it."""
    modifier = value.modifier or present.modifier
    if isinstance(value, Timex) or isinstance(present, Timex):
        return replace(value, modifier=modifier)
    is_bare = value.unit == _YEARS and not any(char.isalpha() for char in typed)
    unit = (present.unit or value.unit) if is_bare or value.unit is None else value.unit
    return replace(value, modifier=modifier, unit=unit, item=value.item or present.item)


def _added_to(sheet: Sheet, label: str, typed: str, present: Value | None) -> Value | None:
    """A value with the unit or the sign that was typed without a number, if it is one.

    A counted noun needs its number: any word could be one, and so a slip would be taken.
    """
    if present is None:
        return None
    bare = replace(present, modifier=None)
    if not isinstance(bare, Timex):
        bare = replace(bare, unit=None, item=None)
    plain = editable_value(bare, label if isinstance(bare, Timex) else _COUNT)
    for text in (f"{plain} {typed}", f"{typed} {plain}"):
        with suppress(BadValue):
            value = _understood(sheet, label, text)
            is_noun = getattr(value, "item", None) is not None
            if not is_noun and value != _understood(sheet, label, plain):
                return _kept(value, present, text)
    return None


def _understood(sheet: Sheet, label: str, typed: str) -> Value:
    """What typed text says by itself. BadValue."""
    try:
        return value_from_json(parse_value(typed, label, sheet.article.published))
    except BadValue:
        # What an article may say may be typed too: «الثالثة والنصف بعد الزوال».
        alone = replace(sheet.article, text=typed, title=None)
        value = read_value(alone, Span(0, len(typed)), label) if typed else None
        if value is None:
            raise
        return value


def editable(annotation: Annotation) -> str:
    """A value as it is put before the one who edits it; empty where it is not known."""
    return editable_value(annotation.value, annotation.label)


def editable_value(value: Value | None, label: str) -> str:
    """A value of a label as it can be typed; empty where it is not known."""
    return format_value(value_to_json(value), label) if value is not None else ""


def note(session: Session, sheet: Sheet, mark: str, text: str) -> Sheet:
    """Note something on a mark; empty text takes the note away."""
    return act(session, sheet, lambda layer: edits.note(layer, mark, _clean(text)), ActionKind.NOTE)


def note_article(session: Session, sheet: Sheet, text: str) -> Sheet:
    """Note something on the article; empty text takes the note away."""
    return act(
        session, sheet, lambda layer: edits.note_article(layer, _clean(text)), ActionKind.NOTE
    )


def _clean(text: str) -> str | None:
    return " ".join(text.split()) or None


def furnish(session: Session, sheet: Sheet, span: Span, kind: ZoneKind) -> Sheet:
    """Mark a range as site furniture, widened to whole lines; what is suggested inside goes."""
    marked = zone_of_lines(sheet.article, span, kind)
    new_mark = session.store.new_id()
    return act(
        session, sheet, lambda layer: edits.furnish(layer, new_mark, marked), ActionKind.ZONE
    )


def zone_of_lines(article: Article, span: Span, kind: ZoneKind) -> Annotation:
    """The lines that a range touches, as site furniture; BadSpan where nothing is in them."""
    text = article.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    zone = Span(start, end if end >= 0 else len(text))
    surface = text[zone.start : zone.end]
    if not surface.strip():
        raise BadSpan(_("An empty line is no site furniture."))
    return Annotation(zone, surface, kind.value)


def unfurnish(session: Session, sheet: Sheet, at: int) -> Sheet:
    """Take away the site furniture at an offset; what is suggested inside comes back."""

    def bared(layer: Layer) -> tuple[Decision, ...]:
        here = [m for m, zone in layer.furniture.by_mark.items() if zone.span.holds(at)]
        if not here:
            raise Refused(_("There is no site furniture here."))
        return edits.unfurnish(layer, here[0])

    return act(session, sheet, bared, ActionKind.ZONE)
