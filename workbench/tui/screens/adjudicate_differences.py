"""What became of a curator's spans in one adjudicated article: kept, changed, dropped, missed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Horizontal

from workbench.curation import Mark, State
from workbench.errors import Refused
from workbench.messages import _
from workbench.tui.adjudication_words import FATE_SIGNS, FATES, KINDS, remarks
from workbench.tui.case_picture import layer_of
from workbench.tui.commands import bindings
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.screens.entry import HistoryDialog
from workbench.tui.screens.reading import ReadingScreen
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.lanes import Lane, LanesView
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import docket
from workbench.workflow.docket import Fate, fate
from workbench.workflow.history import history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip

    from workbench.curation import Layer
    from workbench.model import Annotation, Article
    from workbench.workflow.differences import Difference

_WIDE = 110
_FIXED = 6  # chosen, fate, space, tag, space … space
_TOLD_SHARE = 0.40


class DifferencesScreen(ReadingScreen):
    """The rows of `differences` beside the article, the current one with both sides."""

    NAME = "differences"
    BINDINGS = bindings("differences")
    DEFAULT_CSS = "DifferencesScreen #lanes { height: 2; }"

    head = getters.query_one("#head", TextLine)
    current_line = getters.query_one("#current", TextLine)
    why = getters.query_one("#why", TextLine)
    lanes = getters.query_one("#lanes", LanesView)

    def __init__(self, article: str) -> None:
        super().__init__()
        self._article_id = article
        self._article: Article | None = None
        self._layer: Layer | None = None
        self._rows: Sequence[Difference] = ()
        self._place = 0

    def compose(self) -> ComposeResult:
        """Head, the spans beside the article, both sides of the current one, the keys."""
        look, profile = self.workbench.look, self.workbench.profile
        scheme = self.workbench.desk.session.scheme
        rows = RowList(self._row, look.plain(), name="marks")
        article = ArticleView(look, profile, scheme, name="article")
        yield TextLine(look.strong(), profile, name="head")
        with Horizontal(id="body"):
            yield from (article, rows) if self.workbench.article_left else (rows, article)
        yield TextLine(look.strong(), profile, name="current")
        yield LanesView(look, profile, scheme, name="lanes")
        yield TextLine(look.dim(), profile, name="why")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Compare."""
        self.article_view.focus()
        self.step(self._compare)

    def on_resize(self) -> None:
        """Give the room of a wide terminal to the list."""
        self.set_class(self.size.width >= _WIDE, "wide")

    async def _compare(self) -> None:
        article, self._rows = await self.ask(docket.compared, self._article_id)
        self._article = article
        self._layer = layer_of(m for n, row in enumerate(self._rows) for m in _marks(n, row))
        counts = Counter(map(fate, self._rows))
        self.head.text = f" {isolated(article.headline)}"
        parts = [f"{FATE_SIGNS[each]}{counts[each]} {_(FATES[each])}" for each in Fate]
        self.head.aside = "  ".join(parts) + " "
        differing = (n for n, row in enumerate(self._rows) if not row.agrees)
        self._show(next(differing, 0))
        if not self._rows:
            self.say(_("You marked nothing here, and nothing is gold."))
        elif counts[Fate.KEPT] == len(self._rows):
            self.say(_("All that you marked is gold, and nothing else is."))

    def _show(self, place: int) -> None:
        article, layer = self._article, self._layer
        if article is None or layer is None:
            return
        self._place = place
        rows: RowList[Difference] = self.query_one("#marks", RowList)
        rows.show(self._rows, place if self._rows else None)
        if not self._rows:
            self.article_view.show(article, layer, None)
            return
        row = self._rows[place]
        marks = _marks(place, row)
        self.article_view.show(article, layer, marks[-1])
        start = min(mark.annotation.span.start for mark in marks)
        around = replace(marks[0].annotation.span, start=start)
        end = max(mark.annotation.span.end for mark in marks)
        self.lanes.show_place(
            article,
            replace(around, end=end),
            [_lane(_("yours"), row.one, strong=False), _lane(_("gold"), row.other, strong=True)],
        )
        self.current_line.text = f" {place + 1}/{len(self._rows)}  {_told(row)}"
        self.why.text = f" {remarks(row.said)}" if row.said is not None else ""

    def _row(self, row: Difference, width: int, chosen: bool) -> Strip:
        look, profile = self.workbench.look, self.workbench.profile
        style = look.dim() if row.agrees else look.plain()
        if chosen:
            style = look.chosen()
        annotation = _shown(row)
        label = self.workbench.desk.session.scheme[annotation.label]
        state = State.UNDECIDED if row.other is None else State.ACCEPTED
        room = max(0, width - _FIXED)
        told_room = int(room * _TOLD_SHARE)
        surface = " ".join(annotation.surface.split())
        sign = f"{'▸' if chosen else ' '}{FATE_SIGNS[fate(row)]} "
        return beside(
            [
                fitted(sign, 3, profile, style, align="near"),
                fitted(label.tag, 1, profile, look.tag(label.hue, state, current=chosen)),
                fitted(" ", 1, profile, style),
                fitted(surface, room - told_room, profile, style, align="right"),
                fitted(f" {_told(row)}", told_room + 1, profile, style, align="near"),
            ]
        )

    @property
    def _current(self) -> Difference:
        if not self._rows:
            raise Refused(_("You marked nothing here, and nothing is gold."))
        return self._rows[self._place]

    def action_move(self, by: int) -> None:
        """To the next span, or the one before."""
        self.step(lambda: self._move(by))

    async def _move(self, by: int) -> None:
        if self._rows:
            self._show((self._place + by) % len(self._rows))

    def action_next_open(self) -> None:
        """To the next span that is other in gold."""
        self.step(self._next_open)

    async def _next_open(self) -> None:
        count = len(self._rows)
        others = ((self._place + 1 + n) % count for n in range(count))
        following = next((n for n in others if not self._rows[n].agrees), None)
        if following is None:
            self.say(_("All that you marked is gold, and nothing else is."))
        else:
            self._show(following)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click on a row goes there."""
        if message.sender is not self.lanes:
            self.step(lambda: self._go_to(message.index))

    async def _go_to(self, place: int) -> None:
        self._show(place)

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        """A click on a span goes there."""
        for place, row in enumerate(self._rows):
            if any(m.annotation.span.holds(message.offset) for m in _marks(place, row)):
                self.step(partial(self._go_to, place))
                return

    def action_history(self) -> None:
        """Show who decided what, and why."""
        self.step(self._history)

    async def _history(self) -> None:
        past = await self.ask(history, self._article_id)
        self.typed_ahead()
        mark = await self.app.push_screen_wait(HistoryDialog(self.workbench, past))
        spans = [line.span for line in past if line.span and line.decision.mark == mark]
        for place, row in enumerate(self._rows):
            if any(m.annotation.span.overlaps(each) for m in _marks(place, row) for each in spans):
                self._show(place)
                return

    def copied_by_default(self) -> str:
        """The current span."""
        return _shown(self._current).surface

    def _label_at_hand(self) -> str | None:
        return _shown(self._current).label if self._rows else None

    def action_back(self) -> None:
        """Back to the list."""
        self.leave()


def _shown(row: Difference) -> Annotation:
    """What stands for a row in lists: gold, or what was dropped."""
    annotation = row.other or row.one
    if annotation is None:
        raise ValueError("a difference has one span at least")
    return annotation


def _marks(place: int, row: Difference) -> list[Mark]:
    """The marks of a row: hers where it is not gold as it is, and gold last, which stands."""
    marks = []
    if row.one is not None and not row.agrees:
        marks.append(Mark(f"hers {place}", row.one, State.UNDECIDED, None, None))
    if row.other is not None:
        marks.append(Mark(f"gold {place}", row.other, State.ACCEPTED, None, None))
    return marks


def _told(row: Difference) -> str:
    """What became of a span, and in what it differs."""
    became = fate(row)
    if became is Fate.CHANGED:
        return _(KINDS[row.kind])
    return _(FATES[became])


def _lane(who: str, annotation: Annotation | None, *, strong: bool) -> Lane:
    marks = (Mark(who, annotation, State.ACCEPTED, None, None),) if annotation else ()
    return Lane(0, "", who, "", marks, strong=strong)
