"""The spans behind a number, place by place; each leads to its article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import getters

from workbench.messages import N_, _, ngettext
from workbench.tui.commands import bindings
from workbench.tui.screens.agreement_behind import Page, Place, Question, page
from workbench.tui.screens.agreement_places import (
    Context,
    Headline,
    Piece,
    PlaceRows,
    Sides,
    sides_of,
    whole,
)
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow.measure.excerpts import kind_name

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.model import Span

_NEAR_THE_END = 8  # places before the end at which more are looked for
_MANY = 10  # places that are looked for at once, at least
_ALIKE = N_("Nothing differs here: a shows what agrees, too.")
_UNSEEN = N_("There is nothing here that you may see: others are shown once all have submitted.")


class CasesScreen(CommandScreen):
    """The places behind a number; `opened` tells whether an article was opened from here."""

    NAME = "cases"
    BINDINGS = bindings("cases")

    head = getters.query_one("#head", TextLine)
    about = getters.query_one("#about", TextLine)

    def __init__(self, question: Question, what: str) -> None:
        super().__init__()
        self._question, self._what = question, what
        self._places: list[Place] = []
        self._pieces: list[Piece] = []
        self._page: Page | None = None
        self.opened = False

    def compose(self) -> ComposeResult:
        """What number it is, places, how the sides are told apart, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        self._draw = PlaceRows(look, profile, self.workbench.desk.session.scheme)
        yield TextLine(look.strong(), profile, name="head")
        yield RowList(self._draw, look.plain(), name="rows")
        yield TextLine(look.dim(), profile, name="about")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Look for the first places."""
        self._list.focus()
        self.head.text = f" {self._what}"
        self._ask_again(self._question)

    @property
    def _list(self) -> RowList[Piece]:
        return self.query_one("#rows", RowList)

    @property
    def _more(self) -> bool:
        """Whether places may follow that were not looked for."""
        return self._page is None or self._page.last is not None

    # ------------------------------------------------------------------------------------- places

    def _ask_again(self, question: Question) -> None:
        self._question, self._page = question, None
        self._places, self._pieces = [], []
        self._draw.at = 0
        self._show()
        self.step(self._read)

    async def _read(self) -> None:
        """Look for more places, if there are more."""
        question, goal = self._question, len(self._places) + _MANY
        while self._more and len(self._places) < goal:
            found = await self.ask(page, question, self._page)
            if question is not self._question:
                return
            self._page = found
            self._add(found)
        if not self._places:
            differing = question.cell.kinds is None and not question.agreeing
            self.say(_(_ALIKE if differing else _UNSEEN))

    def _add(self, found: Page) -> None:
        for place in found.places:
            number = len(self._places)
            if not self._places or self._places[-1].article.id != place.article.id:
                self._pieces.append(Headline(place.article.headline))
            self._pieces += [Sides(number, place), Context(number, place)]
            self._places.append(place)
        self._show()

    def _show(self) -> None:
        """Show the list with both rows of the chosen place, and its headline, in sight."""
        rows, count = self._list, len(self._places)
        if self._more:
            text = ngettext("{n} place so far", "{n} places so far", count)
        else:
            text = ngettext("{n} place", "{n} places", count)
        self.head.aside = f"  {text.format(n=count)} "
        rows.show(list(self._pieces), self._row() if count else None)
        if count:
            first = self._row() - (2 if isinstance(self._pieces[self._row() - 2], Headline) else 1)
            if rows.scroll_offset.y > first:
                rows.scroll_to(y=first, animate=False, force=True)
            place = self._places[self._draw.at]
            one, other = sides_of(place)
            text = _("{kind}   bold: {one}   underlined: {other}")
            kind = kind_name(place.case.kind)
            self.about.text = f" {text.format(kind=kind, one=one, other=other)}"
        rows.refresh()

    def _row(self) -> int:
        """The lower row of the chosen place."""
        at = self._draw.at
        return self._pieces.index(Context(at, self._places[at]))

    # ------------------------------------------------------------------------------------- moving

    def _go(self, number: int) -> None:
        if not self._places:
            return
        self._draw.at = min(max(0, number), len(self._places) - 1)
        self._show()
        if self._more and number >= len(self._places) - _NEAR_THE_END:
            self.step(self._read)

    def action_move(self, by: int) -> None:
        """Go to the next place or the one before."""
        self._go(self._draw.at + by)

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        self._go(self._draw.at + by * max(1, self._list.size.height // 2 - 1))

    def action_end(self, by: int) -> None:
        """Go to the first place, or the last that was looked for."""
        self._go(0 if by < 0 else len(self._places))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click chooses a place, a second one opens its article."""
        piece = self._pieces[message.index]
        if isinstance(piece, Headline):
            return
        self._go(piece.number)
        if message.again:
            self.action_open()

    # ------------------------------------------------------------------------------------- acting

    def action_agreeing(self) -> None:
        """Also what agrees, or only what differs."""
        if self._question.cell.kinds is not None:
            self.say(_("This number counts spans of one kind alone."))
            return
        self._ask_again(replace(self._question, agreeing=not self._question.agreeing))

    def action_open(self) -> None:
        """Open the viewer's layer of the article at the chosen place."""
        if self._places:
            place = self._places[self._draw.at]
            self.opened = True
            self.workbench.forget_pressed()
            self.app.push_screen(PlaceScreen(place.article.id, whole(place)))

    def action_back(self) -> None:
        """Back to the numbers, also while more places are looked for."""
        self.dismiss(None)


class PlaceScreen(CurateScreen):
    """An article opened at a place: its mark is the current one, or its text is selected."""

    def __init__(self, article: str, span: Span) -> None:
        super().__init__(article)
        self._span = span

    async def _open_first(self) -> None:
        await super()._open_first()
        span = self._span
        here = self.sheet.layer.marks.touching(span.start, span.end)
        if here:
            self.turn_to(self.sheet, max(here, key=lambda mark: mark.stands))
        else:
            self.article_view.go(span.start, span.end)
