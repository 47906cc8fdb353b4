"""The screen of a case: one key decides a place and goes to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import Refused
from workbench.messages import _, ngettext
from workbench.model import SUBMITTED, ActionKind
from workbench.tui.case_picture import likeliest
from workbench.tui.commands import bindings
from workbench.tui.paint import isolated
from workbench.tui.screens.adjudicate_case import CaseScreen
from workbench.tui.screens.adjudicate_dialogs import CauseDialog
from workbench.tui.screens.adjudicate_gold import GoldScreen
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.screens.entry import InputDialog, ZoneDialog
from workbench.tui.screens.reversing import ReversingScreen, told
from workbench.workflow import adjudicate
from workbench.workflow.adjudicate import Remarks, Standing, Wanted
from workbench.workflow.drafts import wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.curation.clusters import Cluster
    from workbench.workflow.adjudicate import Case
    from workbench.workflow.curate import Reversal


class AdjudicateScreen(CaseScreen, ReversingScreen):
    """A case that is decided. `reversal` is an undo or redo that led here and is told."""

    NAME = "adjudicate"
    BINDINGS = bindings("adjudicate")

    def __init__(
        self, article: str, order: Sequence[str] = (), reversal: Reversal | None = None
    ) -> None:
        super().__init__(article, order)
        self._reversal = reversal

    def on_mount(self) -> None:
        """Open the case."""
        self.step(self._open_first)

    async def _open_first(self) -> None:
        await self.open_case(self.article_id)
        if self._reversal is not None:
            self._tell(self._reversal)

    # ---------------------------------------------------------------------------------- decisions

    async def _act(self, use_case: Callable[..., Case], *args: object) -> None:
        """Carry out an act on the case; where it is refused, show the case as it is now."""
        try:
            case = await self.ask(use_case, self.case, *args)
        except Refused:
            await self.renew()
            raise
        await self.take_in(case)

    async def _decide(self, use_case: Callable[..., Case], *args: object) -> None:
        place = self.place
        await self._act(use_case, place.id, *args)
        self.advance(place)

    def action_take(self, number: int) -> None:
        """Make a proposal gold."""
        self.step(lambda: self._take(number), number=number)

    async def _take(self, number: int) -> None:
        found = [each for each in self.proposed if each.offered]
        if number > len(found):
            text = ngettext("There is {n} proposal.", "There are {n} proposals.", len(found))
            raise Refused(text.format(n=len(found)))
        chosen = found[number - 1]
        if chosen.names:
            await self._decide(adjudicate.take, chosen.names[0])
        else:
            await self._decide(adjudicate.edit, wanted(chosen.marks))

    def action_majority(self) -> None:
        """Make gold what most say."""
        self.step(lambda: self._decide(adjudicate.take_majority))

    def action_reject_all(self) -> None:
        """Decide that nobody is right."""
        self.step(lambda: self._decide(adjudicate.reject_all))

    def action_defer(self) -> None:
        """Put the place off."""
        self.step(lambda: self._decide(adjudicate.defer))

    def action_clear(self) -> None:
        """Take back what was decided here."""
        self.step(lambda: self._stay(adjudicate.clear))

    async def _stay(self, use_case: Callable[..., Case], *args: object) -> None:
        """Carry out an act on the current place and stay there."""
        place = self.place
        await self._act(use_case, place.id, *args)
        self.show(self.now(place))

    def action_edit(self) -> None:
        """Make other spans gold."""
        self.step(self._edit)

    async def _edit(self) -> None:
        place = self.place
        if self.case.closed or self.case.holder is not None:
            self.tell_state()
        elif place.furniture:
            await self._edit_furniture(place)
        else:
            await self._edit_spans(place)

    async def _edit_furniture(self, place: Cluster) -> None:
        """Say of what kind the selected lines are, or those that most say."""
        held = [mark.annotation.span for mark in likeliest(place)]
        start, end = self.article_view.selected or (held[0].start, held[-1].end)
        self.typed_ahead()
        kind = await self.app.push_screen_wait(ZoneDialog(self.workbench))
        if kind is not None:
            await self._decide(adjudicate.edit, [Wanted(start, end, kind.value)])

    async def _edit_spans(self, place: Cluster) -> None:
        held = self.case.gold(place) or likeliest(place)
        editor = GoldScreen(
            self.case, place, [mark.annotation for mark in held], self.article_view.selected
        )
        self.typed_ahead()
        await self.app.push_screen_wait(editor)
        if editor.decided is not None:
            await self.take_in(editor.decided)
            self.article_view.go(place.span.start)
            self.advance(place)

    def action_add(self) -> None:
        """Make text gold that nobody marked."""
        self.step(self._add)

    async def _add(self) -> None:
        case = self.case
        if case.closed or case.holder is not None:
            self.tell_state()
            return
        editor = GoldScreen(case, None, (), self.article_view.selected)
        self.typed_ahead()
        await self.app.push_screen_wait(editor)
        if editor.decided is None:
            return
        await self.take_in(editor.decided)
        known = {cluster.id for cluster in case.clusters}
        made = [c for c in self.case.clusters if c.id not in known]
        here = next((c for c in self.case.clusters if c.id == self._current), None)
        self.show(here or self.next_waiting(None) or next(iter(made), None))
        added = " · ".join(isolated(c.first.surface) for c in made)
        self.say(_("Added what all missed: {added}").format(added=added))

    # ------------------------------------------------------------------------------------ remarks

    def action_cause(self) -> None:
        """Say why the curators differ."""
        self.step(self._cause)

    async def _cause(self) -> None:
        present = self.case.finding(self.place).cause
        self.typed_ahead()
        cause = await self.app.push_screen_wait(CauseDialog(self.workbench, present))
        if cause is not None:
            await self._stay(adjudicate.remark, Remarks(cause=cause))

    def action_note(self) -> None:
        """Note something on the place."""
        self.step(self._note)

    async def _note(self) -> None:
        said = self.case.finding(self.place).note
        self.typed_ahead()
        surface = isolated(self.copied_by_default())
        title = _("Note on {surface}").format(surface=surface)
        text = await self.app.push_screen_wait(InputDialog(self.workbench, title, said or ""))
        if text is not None:
            await self._stay(adjudicate.remark, Remarks(note=" ".join(text.split())))

    def action_guideline(self) -> None:
        """Flag the place for the guidelines, or take the flag away."""
        self.step(self._guideline)

    async def _guideline(self) -> None:
        flagged = self.case.finding(self.place).guideline
        await self._stay(adjudicate.remark, Remarks(guideline=not flagged))

    # ----------------------------------------------------------------------------------- articles

    def action_finish(self) -> None:
        """Close the article."""
        self.step(self._finish)

    async def _finish(self) -> None:
        waiting = self.case.waiting
        if waiting and not self.case.closed:
            self.show(self.next_waiting(None))
            self.say(_to_do([self.case.standing(c) for c in waiting]))
            return
        await self._act(adjudicate.finish)
        kept = len(self.case.layer.standing)
        text = ngettext("Finished with {n} gold span.", "Finished with {n} gold spans.", kept)
        told = text.format(n=kept)
        if await self._open_following():
            self.say(_("{told} This is the next article.").format(told=told))
        else:
            self.dismiss(None)

    async def _open_following(self) -> bool:
        """Open the next article of the order that can be decided; whether there was one."""
        here = self._order.index(self.article_id) + 1 if self.article_id in self._order else 0
        for article in [*self._order[here:], *self._order[: max(0, here - 1)]]:
            try:
                case = await self.ask(adjudicate.open_case, article)
            except Refused:
                continue  # somebody is at it again, or it is the adjudicator's own work
            if case.holder is None and (not case.closed or case.changed):
                await self.open_case(article)
                return True
        return False

    def action_reopen(self) -> None:
        """Open a finished article again, or take one over."""
        self.step(self._reopen)

    async def _reopen(self) -> None:
        await self._act(adjudicate.reopen)
        self.show(self.next_waiting(None) or next(iter(self.case.clusters), None))
        self.tell_state()

    def action_next_article(self) -> None:
        """Open the next article."""
        self.step(lambda: self._turn(1))

    def action_previous_article(self) -> None:
        """Open the article before."""
        self.step(lambda: self._turn(-1))

    async def _turn(self, by: int) -> None:
        order = self._order
        here = order.index(self.article_id) if self.article_id in order else 0
        if order:
            await self.open_case(order[(here + by) % len(order)])

    async def reverse(self, use_case: Callable[..., Reversal]) -> None:
        """Undo or redo, and go to where it happened."""
        reversal = await self.ask(use_case)
        article = reversal.sheet.article.id
        if reversal.act.kind is not ActionKind.ADJUDICATE:
            self.app.push_screen(CurateScreen(article, reversal))
            return
        if article == self.article_id:
            await self.renew()
        else:
            await self.open_case(article)
        self._tell(reversal)

    def _tell(self, reversal: Reversal) -> None:
        """Name an undo or redo, and go to where it happened."""
        touched = [c for c in self.case.clusters if c.id in reversal.marks]
        if touched:
            self.show(touched[0])
        if SUBMITTED in reversal.marks:
            now = _("the article is finished") if self.case.closed else _("the article is open")
            self.say(told(reversal, now))
            return
        span = touched[0].span if touched else None
        surface = self.case.article.text[span.start : span.end] if span else reversal.surface
        what = _("the decision on “{surface}”").format(surface=isolated(surface))
        self.say(told(reversal, what))

    def action_back(self) -> None:
        """Back, after everything asked for before."""
        self.leave()


def _to_do(standings: Sequence[Standing]) -> str:
    """What keeps an article from being finished."""
    n = len(standings)
    if all(standing is Standing.AUDIT for standing in standings):
        return ngettext(
            "{n} place on which all agree was drawn to be looked at first.",
            "{n} places on which all agree were drawn to be looked at first.",
            n,
        ).format(n=n)
    text = ngettext(
        "{n} place is still to be decided.", "{n} places are still to be decided.", n
    )  # fmt: skip
    return text.format(n=n)
