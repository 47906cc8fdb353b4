"""What curators propose for a place: one proposal a row, over the same piece of the article.

A proposal takes as many rows as the place needs, so that where spans begin and end can be compared
from one to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.strip import Strip

from workbench.layout import Layout
from workbench.messages import _
from workbench.model import short_value
from workbench.tui.excerpt import laid_out
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.telling import is_furniture, label_title
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_row import GUTTER, TAG_REACH, Sight, TextRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation import Mark
    from workbench.layout import Profile
    from workbench.model import Article, Span
    from workbench.scheme import LabelScheme
    from workbench.tui.excerpt import Excerpt
    from workbench.tui.palette import Look

_WIDE = 110
_KEYS, _WHO, _NAMES = 5, 6, 8
_SAID_SHARE, _SAID_WIDE_SHARE = 0.30, 0.26
_MOST_ROWS = 4  # rows that one proposal takes


@dataclass(frozen=True, slots=True)
class Lane:
    """One proposal: the digit that takes it, or 0; its keys, who says it, in which lanes."""

    number: int
    keys: str
    who: str
    names: str
    marks: tuple[Mark, ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Row number `row` of a proposal."""

    lane: Lane
    row: int


class LanesView(RowList[Line]):
    """The proposals for one place."""

    def __init__(self, look: Look, profile: Profile, scheme: LabelScheme, *, name: str) -> None:
        super().__init__(self._line, look.plain(), name=name)
        self._look, self._profile, self._scheme = look, profile, scheme
        self._place: tuple[Article, Span, Sequence[Lane]] | None = None
        self._piece: Excerpt | None = None
        self._layout = Layout("", 1)
        self._rooms: tuple[int, ...] = ()
        self._row_of_text: TextRow | None = None

    def show_place(self, article: Article, span: Span, lanes: Sequence[Lane]) -> None:
        """Show what is proposed for a place."""
        self._place = article, span, lanes
        self._arrange()

    def clear(self) -> None:
        """Show nothing."""
        self._place = None
        self.show((), None)
        self.refresh()

    def on_resize(self) -> None:
        """Lay the piece of the article out anew."""
        self._arrange()

    def _arrange(self) -> None:
        width = self.scrollable_content_region.width
        if self._place is None or width < 1:
            return
        article, span, lanes = self._place
        wide = width >= _WIDE
        said = int(width * (_SAID_WIDE_SHARE if wide else _SAID_SHARE))
        self._rooms = (_KEYS, _WHO, _NAMES if wide else 0, said)
        room = max(1, width - sum(self._rooms))
        columns = max(1, room - 2 * GUTTER)
        divides = self._profile.divides
        self._piece, self._layout = laid_out(article, span, columns, divides=divides)
        self._row_of_text = TextRow(
            self._look, self._profile, self._scheme, self._piece.text, room, columns, GUTTER, None
        )
        rows = min(_MOST_ROWS, self._layout.rows)
        lines = [Line(lane, row) for lane in lanes for row in range(rows)]
        self.show(lines, None)
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def _line(self, line: Line, width: int, _chosen: bool) -> Strip:
        look, lane = self._look, line.lane
        style = look.strong() if lane.strong else look.plain()
        if self._piece is None or self._row_of_text is None:
            return Strip.blank(width, style)
        what = " · ".join(isolated(_said(mark)) for mark in lane.marks) or _("nothing here")
        texts = (f" {lane.keys}", lane.who, lane.names, what)
        fields = [
            fitted(text if line.row == 0 else "", room, self._profile, style, align="near")
            for text, room in zip(texts, self._rooms, strict=True)
        ]
        return beside([*fields, self._drawn(line, self._piece, self._row_of_text)])

    def _drawn(self, line: Line, piece: Excerpt, draw: TextRow) -> Strip:
        """A row of the piece, in which the spans of the proposal are coloured, zones dimmed."""
        marks = piece.shifted(line.lane.marks)
        zones = tuple(_edges(mark) for mark in marks if is_furniture(mark))
        cuts = sorted({edge for mark in marks for edge in _edges(mark)})
        row = self._layout.line(line.row, cuts)
        touching = tuple(
            mark
            for mark in marks
            if not is_furniture(mark)
            and mark.annotation.span.start <= row.end
            and row.start - TAG_REACH <= mark.annotation.span.end
        )
        dimmed = zones or self._around(piece)
        return draw(Sight(row, touching, None, dimmed, None, None))

    def _around(self, piece: Excerpt) -> tuple[tuple[int, int], ...]:
        """The stretches of the piece before and behind the place."""
        if self._place is None:
            return ()
        span = self._place[1]
        start, end = span.start - piece.offset, span.end - piece.offset
        return (0, start), (end, len(piece.text))


def _said(mark: Mark) -> str:
    """A span in words: its label, or kind, and its value with what is counted."""
    value = mark.annotation.value
    if value is None:
        return label_title(mark.annotation.label)
    parts = mark.annotation.label, isolated(short_value(value)), getattr(value, "item", None)
    return " ".join(filter(None, parts))


def _edges(mark: Mark) -> tuple[int, int]:
    return mark.annotation.span.start, mark.annotation.span.end
