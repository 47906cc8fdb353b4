"""Rows of places: what two sides marked beside one another, and below the text around it.

Invariant: what the two sides marked is told apart by its shape, bold and underlined, in any theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from rich.style import Style

from workbench.curation import State
from workbench.messages import _
from workbench.model import Span, short_value
from workbench.tui.excerpt import laid_out
from workbench.tui.paint import beside, fitted, isolated, paint
from workbench.workflow.measure import Against
from workbench.workflow.measure.excerpts import kind_name

if TYPE_CHECKING:
    from textual.strip import Strip

    from workbench.layout import Cell, Profile, VisualLine
    from workbench.model import Annotation
    from workbench.scheme import LabelScheme
    from workbench.tui.palette import Look
    from workbench.tui.screens.agreement_behind import Place

_WHO, _LONGEST_WHO, _LABEL = 10, 20, 10
_KIND, _LONGEST_KIND = 30, 46
_UNDERLINED = Style(underline=True)


@dataclass(frozen=True, slots=True)
class Headline:
    """The article of the places below."""

    text: str


@dataclass(frozen=True, slots=True)
class Sides:
    """What both sides marked at a place, which has a number in the list."""

    number: int
    place: Place


@dataclass(frozen=True, slots=True)
class Context:
    """How they differ, and the text around."""

    number: int
    place: Place


Piece: TypeAlias = "Headline | Sides | Context"


def sides_of(place: Place) -> tuple[str, str]:
    """Who the two sides are."""
    case = place.case
    first = isolated(case.first or "")
    match case.against:
        case Against.GOLD:
            return first, _("gold")
        case Against.SUGGESTIONS:
            return first, _("suggested")
        case Against.SELF:
            return first, _("again")
        case Against.CURATOR | Against.ADJUDICATORS:
            return first, isolated(case.second or "")


def whole(place: Place) -> Span:
    """From where the first of both spans begins to where the last ends."""
    spans = [mark.span for mark in (place.case.one, place.case.other) if mark is not None]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


class PlaceRows:
    """Draws the rows of places; `at` is the number of the chosen place."""

    def __init__(self, look: Look, profile: Profile, scheme: LabelScheme) -> None:
        self._look, self._profile, self._scheme = look, profile, scheme
        self.at = 0

    def __call__(self, item: Piece, width: int, _chosen: bool) -> Strip:
        """A row, exactly `width` columns."""
        match item:
            case Headline():
                text, style = " ".join(item.text.split()), self._look.strong()
                return fitted(f" {text} ", width, self._profile, style, align="right")
            case Sides():
                return self._sides(item, width)
            case Context():
                return self._around(item, width)

    def _sides(self, item: Sides, width: int) -> Strip:
        chosen, profile = item.number == self.at, self._profile
        style = self._look.chosen() if chosen else self._look.plain()
        half = (width - 2) // 2
        marks = item.place.case.one, item.place.case.other
        one, other = (
            self._side(name, mark, half, style)
            for name, mark in zip(sides_of(item.place), marks, strict=True)
        )
        sign = fitted("▸" if chosen else " ", 1, profile, style, align="near")
        rest = fitted("", width - 2 - 2 * half, profile, style)
        return beside([sign, one, fitted("│", 1, profile, style), other, rest])

    def _side(self, name: str, mark: Annotation | None, width: int, style: Style) -> Strip:
        who = min(max(_WHO, width // 4), _LONGEST_WHO)
        if mark is None:
            fields = [(name, who), (_("marked nothing"), width - who)]
        else:
            value = f" = {isolated(short_value(mark.value))}" if mark.value is not None else ""
            marked = f"{isolated(mark.surface)}{value}"
            fields = [(name, who), (mark.label, _LABEL), (marked, width - who - _LABEL)]
        return beside(fitted(text, room, self._profile, style, align="near")
                      for text, room in fields)  # fmt: skip

    def _around(self, item: Context, width: int) -> Strip:
        look, place = self._look, item.place
        style = look.strong() if item.number == self.at else look.dim()
        room = min(max(_KIND, width // 3), _LONGEST_KIND, width)
        columns = max(1, width - room)
        line, offset = _laid_out(place, columns, divides=self._profile.divides)
        one, other = place.case.one, place.case.other

        def drawn(cell: Cell) -> tuple[str, Style]:
            at, shown = cell.start + offset, look.plain()
            if one is not None and one.span.start <= at < one.span.end:
                shown = look.span(self._hue(one.label), State.ACCEPTED, current=False)
            if other is not None and other.span.start <= at < other.span.end:
                shown += _UNDERLINED
            return cell.text, shown

        kind = f"  {kind_name(place.case.kind)} "
        return beside(
            [
                fitted(kind, room, self._profile, style, align="near"),
                paint(line, columns, self._profile, look.plain(), drawn),
            ]
        )

    def _hue(self, label: str) -> str:
        return self._scheme[label].hue if label in self._scheme else label


def _laid_out(place: Place, columns: int, *, divides: bool) -> tuple[VisualLine, int]:
    """A row of the text around a place, and what its offsets lack to those of the article."""
    piece, layout = laid_out(place.article, whole(place), columns, divides=divides)
    edges = {edge - piece.offset for mark in (place.case.one, place.case.other) if mark is not None
             for edge in (mark.span.start, mark.span.end)}  # fmt: skip
    return layout.line(0, sorted(edges)), piece.offset
