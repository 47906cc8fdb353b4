"""What can be corrected: a mark's edges, value and note, the same words, the furniture."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from workbench.arabic.boundaries import Edge, Unit
from workbench.messages import _, ngettext
from workbench.model import Span
from workbench.tui.paint import isolated
from workbench.tui.screens.choosing import ReadingQuestion
from workbench.tui.screens.entry import (
    HistoryDialog,
    InputDialog,
    PlacesDialog,
    ZoneDialog,
    value_dialog,
)
from workbench.tui.screens.reading import ReadingScreen
from workbench.workflow import correct, propagate
from workbench.workflow.history import history
from workbench.workflow.readings import readings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.curation import Mark
    from workbench.workflow.curate import Sheet
    from workbench.workflow.readings import Reading


class CorrectingScreen(ReadingScreen):
    """A screen with a sheet and a current mark, which its commands correct."""

    @property
    @abstractmethod
    def sheet(self) -> Sheet:
        """What is open."""

    @property
    @abstractmethod
    def mark(self) -> Mark | None:
        """The current mark."""

    @abstractmethod
    def turn_to(self, sheet: Sheet, mark: Mark | None) -> None:
        """Show a sheet with a current mark."""

    @abstractmethod
    def advance(self, sheet: Sheet, mark: str) -> None:
        """Show a sheet and go on from a mark to the next undecided one."""

    async def decided(self, use_case: Callable[..., Sheet], *args: object) -> None:
        """Carry out a decision on the current mark and go to the next undecided one."""
        mark = self.mark
        if mark is None:
            self.say(_("There is nothing here to decide."))
            return
        self.advance(await self.ask(use_case, self.sheet, mark.id, *args), mark.id)

    # ------------------------------------------------------------------------------------- edges

    def action_edge(self, edge: str, unit: str, by: int) -> None:
        """Move an edge of the current mark."""
        self.step(lambda: self.edge(Edge(edge), Unit(unit), by))

    async def edge(self, edge: Edge, unit: Unit, by: int) -> None:
        """Move an edge."""
        await self._correct(correct.move_edge, edge, unit, by)

    def action_proclitic(self) -> None:
        """Drop a proclitic, or take them all."""
        self.step(self.proclitic)

    async def proclitic(self) -> None:
        """Begin behind the next proclitic, or before them all."""
        await self._correct(correct.turn_proclitic)

    def action_split(self) -> None:
        """Divide the current mark at the text cursor."""
        self.step(lambda: self._correct(correct.split, self.article_view.at))

    def action_join(self) -> None:
        """Join the current mark with the next."""
        self.step(lambda: self._correct(correct.join))

    async def _correct(self, use_case: Callable[..., Sheet], *args: object) -> None:
        """Carry out a correction of the current mark, and stay with it."""
        mark = self.mark
        if mark is None:
            self.say(_("There is nothing here to correct."))
            return
        before = self.sheet.layer.marks
        sheet = await self.ask(use_case, self.sheet, mark.id, *args)
        after = sheet.layer.by_id.get(mark.id, mark)
        span = after.annotation.span
        near = before.touching(span.start, span.end)
        self.turn_to(sheet, sheet.layer.by_id.get(mark.id))
        if any(other.id not in sheet.layer.by_id for other in near):
            self.suggest(_("It took a span that you had added; u brings it back."), "undo")

    # ------------------------------------------------------------------------------------ values

    def action_value(self) -> None:
        """Type the value of the current figure."""
        self.step(self._value)

    async def _value(self) -> None:
        mark = self._figure()
        if mark is None:
            return
        self.typed_ahead()
        text = await self.app.push_screen_wait(value_dialog(self.workbench, self.sheet, mark.id))
        if text is not None:
            self.advance(await self.ask(correct.type_value, self.sheet, mark.id, text), mark.id)

    def action_alternative(self) -> None:
        """List the other readings of the current figure."""
        self.step(self.alternative)

    async def alternative(self) -> None:
        """Take another reading of the current figure, and go on."""
        mark = self._figure()
        if mark is None:
            return
        known = mark.annotation
        found = [(known.label, value) for value in readings(self.sheet, mark)]
        if not found:
            self.say(_("This figure has one reading; = edits its value."))
            return
        chosen = await self.choose(known.surface, found)
        if chosen is not None:
            sheet = await self.ask(correct.set_value, self.sheet, mark.id, chosen[1])
            self.advance(sheet, mark.id)

    async def choose(self, surface: str, found: Sequence[Reading]) -> Reading | None:
        """Let one of some readings be chosen; the number may have been typed ahead."""
        number = self.answered_ahead(range(1, len(found) + 1))
        if number is not None:
            return found[number - 1]
        return await self.put(ReadingQuestion(self.workbench, surface, found))

    def action_modifier(self) -> None:
        """Turn how exact the current figure is."""
        self.step(self._turn_modifier)

    async def _turn_modifier(self) -> None:
        if self._figure() is not None:
            await self._correct(correct.turn_modifier)

    def _figure(self) -> Mark | None:
        """The current mark if it has a value, else a word about that."""
        mark = self.mark
        scheme = self.workbench.desk.session.scheme
        if mark is None or scheme[mark.annotation.label].takes is None:
            self.say(_("Only figures have values."))
            return None
        return mark

    # ------------------------------------------------------------------------------------- notes

    def action_note(self) -> None:
        """Note something on the current mark."""
        self.step(self._note)

    async def _note(self) -> None:
        mark = self.mark
        if mark is None:
            await self._note_article()
            return
        title = _("Note on {surface}").format(surface=isolated(mark.annotation.surface))
        text = await self._written(title, mark.note)
        if text is not None:
            sheet = await self.ask(correct.note, self.sheet, mark.id, text)
            self.turn_to(sheet, sheet.layer.by_id.get(mark.id))

    def action_note_article(self) -> None:
        """Note something on the article."""
        self.step(self._note_article)

    async def _note_article(self) -> None:
        text = await self._written(_("Note on this article"), self.sheet.layer.note)
        if text is not None:
            self.turn_to(await self.ask(correct.note_article, self.sheet, text), self.mark)

    async def _written(self, title: str, text: str | None) -> str | None:
        self.typed_ahead()
        return await self.app.push_screen_wait(InputDialog(self.workbench, title, text or ""))

    # -------------------------------------------------------------------------------- elsewhere

    def action_propagate(self, everywhere: bool) -> None:
        """Carry the decision on the current mark to the same words."""
        self.step(lambda: self._propagate(everywhere))

    async def _propagate(self, everywhere: bool) -> None:
        mark = self.mark
        if mark is None:
            self.say(_("There is nothing here to carry elsewhere."))
            return
        found = await self.ask(propagate.alike, self.sheet, mark.id, everywhere=everywhere)
        if not found.places:
            self.say(_("The same words stand nowhere else undecided."))
            return
        self.typed_ahead()
        what = found.label or _("rejected")
        title = _("Carry {what} to the same words").format(what=what)
        chosen = await self.app.push_screen_wait(PlacesDialog(self.workbench, title, found.places))
        if chosen:
            sheet = await self.ask(propagate.propagate, found, chosen)
            self.advance(sheet, mark.id)
            text = ngettext("Carried to {n} place; u takes it back.",
                            "Carried to {n} places; u takes it back.", len(chosen))  # fmt: skip
            self.suggest(text.format(n=len(chosen)), "undo")

    def action_history(self) -> None:
        """Show who decided what."""
        self.step(self._history)

    async def _history(self) -> None:
        past = await self.ask(history, self.sheet.article.id)
        self.typed_ahead()
        mark = await self.app.push_screen_wait(HistoryDialog(self.workbench, past))
        if mark is not None and mark in self.sheet.layer.by_id:
            self.turn_to(self.sheet, self.sheet.layer[mark])

    # --------------------------------------------------------------------------------- furniture

    def action_zone(self) -> None:
        """Mark lines as site furniture, or as text again."""
        self.step(self._zone)

    async def _zone(self) -> None:
        at = self.article_view.at
        selected = self.article_view.selected
        if selected is None and any(zone.span.holds(at) for zone in self.sheet.layer.zones):
            sheet = await self.ask(correct.unfurnish, self.sheet, at)
            self.turn_to(sheet, self._kept(sheet))
            self.say(_("These lines are text again; what is suggested in them is back."))
            return
        start, end = selected or (at, min(at + 1, len(self.sheet.article.text)))
        self.typed_ahead()
        kind = await self.app.push_screen_wait(ZoneDialog(self.workbench))
        if kind is not None:
            sheet = await self.ask(correct.furnish, self.sheet, Span(start, end), kind)
            self.turn_to(sheet, self._kept(sheet))
            self.article_view.go(start)  # so that the same key takes it back
            self.say(_("These lines are site furniture now."))

    def _kept(self, sheet: Sheet) -> Mark | None:
        """The current mark if it is still there, else the next to decide."""
        mark = self.mark
        return sheet.layer.by_id.get(mark.id if mark else "") or sheet.layer.next_open(None)
