"""The gold of one place, or of what all missed, edited under the keys of an article.

Invariant: nothing is written before it is made gold, and where that is refused the draft stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from workbench.arabic.boundaries import Edge, Unit
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import Span
from workbench.scheme import Kind
from workbench.tui.case_picture import picture
from workbench.tui.commands import bindings
from workbench.tui.paint import isolated
from workbench.tui.screens.entry import value_dialog
from workbench.tui.screens.questions import LabelQuestion
from workbench.tui.screens.reading import ReadingScreen
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.mark_row import MarkRow
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import adjudicate, drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from workbench.curation import Mark
    from workbench.curation.clusters import Cluster
    from workbench.model import Annotation
    from workbench.scheme import Label
    from workbench.workflow.adjudicate import Case
    from workbench.workflow.curate import Sheet


class GoldScreen(ReadingScreen):
    """A draft of gold for a place, which begins with what is `held`; `selected` stays selected.

    Without a place it is for text that nobody marked.
    `decided` is the case once the draft is made gold, None before and where it is given up.
    """

    NAME = "gold"
    BINDINGS = bindings("gold")
    DEFAULT_CSS = "GoldScreen #article { height: 1fr; } GoldScreen #draft { height: 4; }"

    head = getters.query_one("#head", TextLine)

    def __init__(
        self,
        case: Case,
        place: Cluster | None,
        held: Sequence[Annotation],
        selected: tuple[int, int] | None,
    ) -> None:
        super().__init__()
        self.decided: Case | None = None
        self._case, self._place = case, place
        self._held, self._selected = held, selected
        self._draft: Sheet | None = None
        self._past: list[tuple[Sheet, str | None]] = []
        self._current: str | None = None
        self._kind: Kind | None = None

    def compose(self) -> ComposeResult:
        """Head, the article, the spans of the draft, the keys."""
        look, profile = self.workbench.look, self.workbench.profile
        scheme = self.workbench.desk.session.scheme
        yield TextLine(look.strong(), profile, name="head")
        yield ArticleView(look, profile, scheme, name="article")
        yield RowList(MarkRow(look, profile, scheme), look.plain(), name="draft")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Begin the draft."""
        missed = _(" What all missed: select it, and label it by number")
        self.head.text = _(" What becomes gold here") if self._place is not None else missed
        self.article_view.focus()
        self.step(self._start)

    async def _start(self) -> None:
        self._draft = await self.ask(drafts.begin, self._case, self._held)
        self._show(next(iter(self._draft.layer.standing), None))
        if self._selected is not None:
            self.article_view.go(*self._selected)

    # ------------------------------------------------------------------------------------- state

    @property
    def draft(self) -> Sheet:
        """What is edited; Refused before it is there."""
        if self._draft is None:
            raise Refused(_("The article could not be opened; q leads back."))
        return self._draft

    @property
    def mark(self) -> Mark:
        """The current span; Refused where there is none."""
        found = self.draft.layer.by_id.get(self._current or "")
        if found is None:
            raise Refused(_("Select text first, or go to a span."))
        return found

    def _show(self, mark: Mark | None) -> None:
        self._current, self._kind = mark.id if mark is not None else None, None
        standing = self.draft.layer.standing
        rows: RowList[Mark] = self.query_one("#draft", RowList)
        rows.show(standing, standing.index(mark) if mark is not None else None)
        shown = picture(self._case, (self._place, standing))
        self.article_view.show(self._case.article, shown, mark)
        self.head.aside = f"{isolated(mark.annotation.surface)} " if mark is not None else ""

    async def _turn_to(self, draft: Sheet) -> None:
        """Show another draft, at the current span if it is still there, or at a new one."""
        before = self.draft
        if draft is before:
            return
        self._past.append((before, self._current))
        self._draft = draft
        known = {mark.id for mark in before.layer.standing}
        new = (mark for mark in draft.layer.standing if mark.id not in known)
        kept = draft.layer.by_id.get(self._current or "")
        self._show(next(new, None) or kept or next(iter(draft.layer.standing), None))

    async def _change(self, use_case: Callable[..., Sheet], *args: object) -> None:
        mark = self.mark.id
        await self._turn_to(await self.ask(use_case, self.draft, mark, *args))

    # --------------------------------------------------------------------------------- what it is

    def action_edge(self, edge: str, unit: str, by: int) -> None:
        """Move an edge of the current span."""
        self.step(lambda: self._change(drafts.move_edge, Edge(edge), Unit(unit), by))

    def action_proclitic(self) -> None:
        """Drop a proclitic, or take them all."""
        self.step(lambda: self._change(drafts.turn_proclitic))

    def action_label(self, number: int) -> None:
        """Label the selection, or the current span, by number."""
        self.step(lambda: self._label(number), number=number)

    async def _label(self, number: int) -> None:
        scheme = self.workbench.desk.session.scheme
        await self._labelled(scheme.keyed(self._kind_at_hand(), number))

    def _kind_at_hand(self) -> Kind:
        """Which labels the numbers choose among, as on the screen of an article."""
        if self._kind is not None:
            return self._kind
        if self.article_view.selected is not None:
            digits = any(sign.isdecimal() for sign in self.article_view.selected_text)
            return Kind.FIGURE if digits else Kind.ENTITY
        return self.workbench.desk.session.scheme[self.mark.annotation.label].kind

    async def _labelled(self, label: Label) -> None:
        """Add what is selected under a label, or give it to the current span."""
        selected = self.article_view.selected
        if selected is None:
            await self._change(drafts.relabel, label.name)
            return
        start, end = selected
        part = self.draft.article.text[start:end]
        span = Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))
        draft = await self.ask(drafts.add, self.draft, span, label.name)
        self.article_view.go(span.start)
        await self._turn_to(draft)

    def action_kind(self) -> None:
        """Switch between entities and figures for the next number."""
        self.step(self._switch_kind)

    async def _switch_kind(self) -> None:
        scheme = self.workbench.desk.session.scheme
        self._kind = Kind.FIGURE if self._kind_at_hand() is Kind.ENTITY else Kind.ENTITY
        named = ((label.key, label.name) for label in scheme if label.kind is self._kind)
        self.say(" ".join(f"{key} {name}" for key, name in named))

    def action_relabel(self) -> None:
        """Choose a label from the picker."""
        self.step(self._pick_label)

    async def _pick_label(self) -> None:
        scheme = self.workbench.desk.session.scheme
        adding = self.article_view.selected is not None
        if adding:
            alike = (label for label in scheme if label.kind is self._kind_at_hand())
            present = next(alike, next(iter(scheme)))
        else:
            present = scheme[self.mark.annotation.label]
        self.typed_ahead()
        chosen = await self.put(LabelQuestion(self.workbench, scheme, present))
        if chosen is not None:
            await self._labelled(scheme[chosen])

    def action_value(self) -> None:
        """Type the value of the current figure."""
        self.step(self._value)

    async def _value(self) -> None:
        mark = self.mark
        if self.workbench.desk.session.scheme[mark.annotation.label].takes is None:
            raise Refused(_("Only figures have values."))
        self.typed_ahead()
        text = await self.app.push_screen_wait(value_dialog(self.workbench, self.draft, mark.id))
        if text is not None:
            await self._change(drafts.type_value, text)

    def action_drop(self) -> None:
        """Take the current span away."""
        self.step(self._drop)

    async def _drop(self) -> None:
        await self._turn_to(drafts.drop(self.draft, self.mark.id))

    def action_undo(self) -> None:
        """Take the last change back."""
        self.step(self._undo)

    async def _undo(self) -> None:
        if not self._past:
            raise Refused(_("There is nothing to undo."))
        self._draft, current = self._past.pop()
        self._show(self.draft.layer.by_id.get(current or ""))

    # ------------------------------------------------------------------------------------- moving

    def action_move(self, by: int) -> None:
        """To the next span of the draft, or the one before."""
        self.step(lambda: self._move(by))

    async def _move(self, by: int) -> None:
        standing = self.draft.layer.standing
        if standing:
            place = standing.index(self.mark) if self._current else -by
            self._show(standing[(place + by) % len(standing)])

    def action_go_to_span(self) -> None:
        """Make the span under the cursor the current one, or select the word there."""
        self.step(lambda: self._go_to(self.article_view.at, select=True))

    async def _go_to(self, offset: int, *, select: bool = False) -> None:
        hit = [m for m in self.draft.layer.standing if m.annotation.span.holds(offset)]
        if hit:
            self._show(hit[0])
        elif select:
            self.article_view.select_word()

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        """A click on a span makes it the current one."""
        self.step(lambda: self._go_to(message.offset))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click on a row makes it the current span."""
        rows: RowList[Mark] = self.query_one("#draft", RowList)
        mark = rows.items[message.index]
        self.step(lambda: self._go_to(mark.annotation.span.start))

    def copied_by_default(self) -> str:
        """The current span."""
        return self.mark.annotation.surface

    # ------------------------------------------------------------------------------------- ending

    def action_decide(self) -> None:
        """Make the draft gold."""
        self.step(self._decide)

    async def _decide(self) -> None:
        case, wanted = self._case, drafts.wanted(self.draft.layer.standing)
        if self._place is not None:
            self.decided = await self.ask(adjudicate.edit, case, self._place.id, wanted)
        else:
            self.decided = await self.ask(adjudicate.add, case, wanted)
        self.dismiss(None)

    def action_back(self) -> None:
        """Give the draft up, after everything asked for before."""
        self.leave()
