"""The screen where curators spend their days: the article, its suggestions, one key a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Horizontal

from workbench.curation import text_order
from workbench.errors import Refused, StoreChanged
from workbench.messages import _, ngettext
from workbench.model import ActionKind, Verdict, short_value
from workbench.tui.commands import bindings
from workbench.tui.hints import Offers
from workbench.tui.paint import isolated
from workbench.tui.screens.adding import AddingScreen
from workbench.tui.screens.questions import SubmitQuestion
from workbench.tui.screens.reversing import ReversingScreen, act_named, told
from workbench.tui.telling import reason, state_title
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.mark_row import MarkRow
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import correct, curate, queue

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from workbench.curation import Layer, Mark
    from workbench.workflow.curate import Reversal, Sheet

_WIDE, _VERY_WIDE = 110, 170


class CurateScreen(AddingScreen, ReversingScreen):
    """One article under the curator's layer, with one current mark.

    `reversal` is an undo or redo that led here: it is told, and its mark is the current one.
    """

    NAME = "curate"
    BINDINGS = bindings("curate")

    head = getters.query_one("#head", TextLine)
    current_line = getters.query_one("#current", TextLine)
    why = getters.query_one("#why", TextLine)

    def __init__(self, article: str, reversal: Reversal | None = None) -> None:
        super().__init__()
        self.article_id = article
        self._reversal = reversal
        self._sheet: Sheet | None = None
        self._current: str | None = None
        self._named = Offers()

    def compose(self) -> ComposeResult:
        """Head, the list beside the article, the current mark, the keys."""
        look, profile = self.workbench.look, self.workbench.profile
        scheme = self.workbench.desk.session.scheme
        yield TextLine(look.strong(), profile, name="head")
        rows = RowList(MarkRow(look, profile, scheme), look.plain(), name="marks")
        article = ArticleView(look, profile, scheme, name="article")
        with Horizontal(id="body"):
            yield from (article, rows) if self.workbench.article_left else (rows, article)
        yield TextLine(look.strong(), profile, name="current")
        yield TextLine(look.dim(), profile, name="why")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Open the article."""
        self.article_view.focus()
        self.step(self._open_first)

    def on_resize(self) -> None:
        """Give the room of a wide terminal to the list and to a readable measure."""
        self.set_class(_WIDE <= self.size.width < _VERY_WIDE, "wide")
        self.set_class(self.size.width >= _VERY_WIDE, "very-wide")

    # ------------------------------------------------------------------------------------- state

    @property
    def _layer(self) -> Layer:
        return self.sheet.layer

    @property
    def sheet(self) -> Sheet:
        """What is open; Refused where nothing could be opened."""
        if self._sheet is None:
            raise Refused(_("The article could not be opened; q leads to the queue."))
        return self._sheet

    @property
    def mark(self) -> Mark | None:
        """The current mark."""
        return self._layer.by_id.get(self._current or "")

    async def _open_first(self) -> None:
        await self._open(self.article_id)
        if self._reversal is not None:
            self._tell(self._reversal)
        else:
            self.offer_tip()

    async def _open(self, article: str) -> None:
        sheet = await self.ask(curate.open_article, article)
        self.article_id, self._sheet, self.last = article, sheet, None
        first = sheet.layer.next_open(None)
        if first is None and sheet.layer.marks:
            first = sheet.layer.marks[0]
        self._show(first)
        self.call_after_refresh(self.workbench.keep_loaded)

    def _show(self, current: Mark | None) -> None:
        self.put_away()
        sheet = self.sheet
        before, self.kind = self._current, None
        self._current = current.id if current else None
        if self._current != before:
            self.first_hints()
        marks = sheet.layer.marks
        place = marks.place_of(current) if current is not None else None
        rows: RowList[Mark] = self.query_one("#marks", RowList)
        rows.show(marks, place)
        self.article_view.show(sheet.article, sheet.layer, current)
        self._show_head()
        self._show_current(current)

    def turn_to(self, sheet: Sheet, mark: Mark | None) -> None:
        """Show a sheet with a current mark."""
        if mark is not None and sheet is not self._sheet:
            self.last = mark.id
        self._sheet = sheet
        self._show(mark)

    def advance(self, sheet: Sheet, mark: str) -> None:
        """Show a sheet and go on from a mark to the next undecided one."""
        self._sheet, self.last = sheet, mark
        self._go_on(sheet.layer.by_id.get(mark))

    def _go_on(self, here: Mark | None) -> None:
        following = self._layer.next_open(here)
        self._show(following or here)
        if following is None:
            text = _("Nothing is left to decide: f submits the article and opens the next.")
            self.suggest(text, "submit")

    def _show_head(self) -> None:
        sheet, tally = self.sheet, self._layer.tally
        day = sheet.article.published
        state = _("submitted") if tally.closed else _("{n} open").format(n=tally.undecided)
        self.head.text = f" {isolated(sheet.article.headline)}"
        self.head.aside = "  ".join(
            filter(None, [day.isoformat() if day else "", state, f"✓{tally.accepted}"])
        ) + " "  # fmt: skip

    def _show_current(self, mark: Mark | None) -> None:
        if mark is None:
            empty = _("No suggestions here.") if not self._layer.marks else ""
            self.current_line.text, self.current_line.aside, self.why.text = f" {empty}", "", ""
            return
        label = self.workbench.desk.session.scheme[mark.annotation.label]
        value = mark.annotation.value
        shown = f" = {isolated(short_value(value))}" if value is not None else ""
        item = getattr(value, "item", None)
        surface = isolated(mark.annotation.surface)
        by_click = "relabel" if label.takes is None else "value"
        parts = [
            (f" {label.name} ({_(label.title)})", "relabel"),
            (f"{surface}{shown}", by_click),
            (isolated(item) if item else "", by_click),
        ]
        self._named = Offers(tuple(part for part in parts if part[0]))
        self.current_line.text = self._named.text
        self.current_line.aside = f"{state_title(mark.state)} "
        noted = _("note: {text}").format(text=isolated(mark.note)) + " · " if mark.note else ""
        self.why.text = f" {noted}{reason(mark)}"

    # --------------------------------------------------------------------------------- decisions

    def action_accept(self) -> None:
        """Accept; from a mark that stands already, only go on."""
        self.step(self._accept)

    async def _accept(self) -> None:
        if self.mark is not None and self.mark.stands:
            # It may have been decided otherwise in another window.
            self._sheet = await self.ask(correct.latest, self.sheet)
        if self.mark is not None and self.mark.stands:
            self.advance(self.sheet, self.mark.id)
        else:
            await self.decided(curate.decide, Verdict.ACCEPT)

    def action_reject(self) -> None:
        """Reject."""
        self.step(lambda: self.decided(curate.decide, Verdict.REJECT))

    def action_skip(self) -> None:
        """Skip."""
        self.step(lambda: self.decided(curate.decide, Verdict.SKIP))

    def action_clear(self) -> None:
        """Make undecided."""
        self.step(self._clear)

    async def _clear(self) -> None:
        if self.mark is not None:
            self._sheet = await self.ask(curate.decide, self.sheet, self.mark.id, Verdict.CLEAR)
            self._show(self.mark)

    def action_next(self) -> None:
        """To the next mark."""
        self.step(lambda: self._move(1))

    def action_previous(self) -> None:
        """To the mark before."""
        self.step(lambda: self._move(-1))

    async def _move(self, by: int) -> None:
        marks = self._layer.marks
        if marks:
            place = marks.place_of(self.mark) if self.mark is not None else -1
            self._show(marks[(place + by) % len(marks)])

    def action_next_open(self) -> None:
        """To the next undecided mark."""
        self.step(self._next_open)

    async def _next_open(self) -> None:
        self._go_on(self.mark)

    def action_last(self) -> None:
        """To the mark that was decided on last."""
        self.step(self._to_last)

    async def _to_last(self) -> None:
        mark = self._layer.by_id.get(self.last or "")
        if mark is None:
            self.say(_("Nothing was decided here just now."))
            return
        self._show(mark)

    def copied_by_default(self) -> str:
        """The current span."""
        return self.mark.annotation.surface if self.mark is not None else ""

    async def on_text_line_clicked(self, message: TextLine.Clicked) -> None:
        """A click on the label or the value of the current mark gives it another one."""
        mine = message.sender is self.current_line and not message.aside
        call = self._named.at(message.offset) if mine else None
        if call is not None and self.mark is not None:
            await self.run_action(call)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click on a row makes it the current mark."""
        self.step(lambda: self._go_to(self._layer.marks[message.index]))

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        """A click on a span makes it the current mark; the text cursor stays where it was put."""
        self.step(lambda: self._point_at(message.offset))

    async def _point_at(self, offset: int) -> None:
        hit = self._layer.marks.touching(offset, offset + 1)
        if hit:
            self._show(hit[0])
            self.article_view.go(offset)

    async def _go_to(self, mark: Mark) -> None:
        self._show(self._layer.by_id.get(mark.id))

    async def reverse(self, use_case: Callable[..., Reversal]) -> None:
        """Undo or redo, and go to where it happened."""
        reversal = await self.ask(use_case, self._sheet)
        if reversal.act.kind is ActionKind.ADJUDICATE:
            self.workbench.show_reversal(reversal)
            return
        self.article_id, self._sheet = reversal.sheet.article.id, reversal.sheet
        self._tell(reversal)

    def _tell(self, reversal: Reversal) -> None:
        """Name an undo or redo, and go to where it happened."""
        touched = [mark for name in reversal.marks if (mark := self._layer.by_id.get(name))]
        first = min(touched, key=text_order, default=None)
        self._show(first or self.mark or self._layer.next_open(None))
        self.say(told(reversal, act_named(reversal)))

    def action_submit(self) -> None:
        """Submit and open the next article."""
        self.step(self._submit)

    async def _submit(self) -> None:
        undecided = len(self._layer.undecided)
        reject = False
        if undecided and not self._layer.closed:
            self.typed_ahead()
            if not await self.put(SubmitQuestion(self.workbench, undecided)):
                return
            reject = True
        try:
            self._sheet = await self.ask(curate.submit, self.sheet, reject_undecided=reject)
        except StoreChanged:
            await self._open(self.article_id)
            raise
        kept = self._layer.tally.accepted
        following = await self.ask(queue.next_article, self.workbench.listing, self.article_id)
        if following is None:
            self.workbench.learn()
            self.dismiss(None)
            return
        await self._open(following)
        self.workbench.learn()
        text = ngettext("Submitted with {n} span; this is the next article.",
                        "Submitted with {n} spans; this is the next article.", kept)  # fmt: skip
        self.say(text.format(n=kept))

    def action_reopen(self) -> None:
        """Reopen."""
        self.step(self._reopen)

    async def _reopen(self) -> None:
        self._sheet = await self.ask(curate.reopen, self.sheet)
        self._show(self.mark)

    def action_next_article(self) -> None:
        """Open the next article."""
        self.step(lambda: self._turn(1))

    def action_previous_article(self) -> None:
        """Open the article before."""
        self.step(lambda: self._turn(-1))

    async def _turn(self, by: int) -> None:
        neighbour = await self.ask(queue.neighbour, self.workbench.listing, self.article_id, by)
        await self._open(neighbour)

    def action_escape(self) -> None:
        """Let go of what is selected, or go back to the queue."""
        if self.article_view.selected is None:
            self.leave()
        else:
            self.step(self.let_go)

    def action_back(self) -> None:
        """Back to the queue, after everything asked for before."""
        self.leave()
