"""The queue: articles as a view lists them, how far the curator is, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.strip import Strip

from workbench.messages import N_, _
from workbench.model import Progress, Sort, View
from workbench.tui.commands import COMMANDS, bindings, shown
from workbench.tui.paint import isolated
from workbench.tui.screens.adjudicate_docket import (
    DocketScreen,
    OutcomesScreen,
    reversed_screen,
)
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.screens.entry import InputDialog
from workbench.tui.screens.filtering import PROGRESS, FilterDialog, described
from workbench.tui.screens.settings import SettingsScreen
from workbench.tui.screens.speed import SpeedScreen
from workbench.tui.screens.summary import SummaryScreen
from workbench.tui.screens.viewing import ViewingScreen
from workbench.tui.widgets.heading import Heading
from workbench.tui.widgets.queue_row import ArticleRow
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.tui.widgets.window import Window
from workbench.workflow import correct, curate, docket, queue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult

    from workbench.model import QueueRow
    from workbench.tui.screens.adjudicate import AdjudicateScreen
    from workbench.workflow.curate import Reversal
    from workbench.workflow.queue import Listing

_LEAST = 24  # rows, until it is known how high the screen is
_BAR = 10  # columns of the bar of progress
_ORDER = (Progress.SUBMITTED, Progress.DECIDED, Progress.OPEN, Progress.NEW)
_SIGNS = {Progress.SUBMITTED: "█", Progress.DECIDED: "▓", Progress.OPEN: "▒", Progress.NEW: "░"}

SORTS = {
    Sort.INGESTED: N_("import"),
    Sort.PUBLISHED: N_("day"),
    Sort.SOURCE: N_("source"),
    Sort.UNDECIDED: N_("open spans"),
    Sort.MATCH: N_("match"),
}
"""What a listing is sorted by, in words."""


def progress_bar(counts: Mapping[Progress, int], columns: int) -> str:
    """How far a curator is with a listing: each share rounded down, what is not done at the end."""
    total = sum(counts.values())
    if not total:
        return " " * columns
    done, signs = 0, ""
    for state in _ORDER:
        done += counts[state]
        signs += _SIGNS[state] * (done * columns // total - len(signs))
    return signs


class QueueScreen(ViewingScreen):
    """The listing of a view. `begin` opens an article as soon as the queue is read."""

    NAME = "queue"
    EXPORTS = True
    BINDINGS = bindings("queue")

    head = getters.query_one("#head", TextLine)

    def __init__(self, *, begin: bool, start_at: str | None) -> None:
        super().__init__()
        self._begin, self._start_at = begin, start_at
        self._rows = Window(0, 0, [])
        self._chosen: str | None = start_at
        self._shown: CurateScreen | AdjudicateScreen | None = None
        self._reading = False
        self._tip_due = not begin
        self._unfinished = False
        self._view: View | None = None
        self._names: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """Head, what is listed, column names, articles, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield TextLine(look.plain(), profile, name="view")
        self._article_row = ArticleRow(look, profile)
        yield Heading(
            self._article_row.columns(), _("headline"), look.dim(), profile, headline=True
        )
        yield RowList(self._row, look.plain(), name="rows")
        yield TextLine(look.dim(), profile, name="bottom")

    @property
    def _list(self) -> RowList[QueueRow | None]:
        return self.query_one("#rows", RowList)

    def _row(self, item: QueueRow | None, width: int, chosen: bool) -> Strip:
        """An article, or a blank row until its page is read."""
        if item is not None:
            return self._article_row(item, width, chosen)
        if not self._reading:
            self._reading = True
            self.step(self._read_visible)
        return Strip.blank(width, self.workbench.look.plain())

    def on_mount(self) -> None:
        """Read the queue."""
        if self._begin:
            self.step(self._first)

    def on_screen_resume(self) -> None:
        """Read the queue anew when another screen has closed; choose the article it left."""
        if self._shown is not None:
            self._chosen, self._shown, self._tip_due = self._shown.article_id, None, True
        self.step(self._read)

    async def _first(self) -> None:
        found = await self._listed()
        article = self._start_at or await self.ask(queue.next_article, found)
        if article is not None:
            self._chosen = article
            await self._show_article(article)

    async def _show_article(self, article: str) -> None:
        self.workbench.forget_pressed()
        self._show(CurateScreen(article))

    def _show(self, screen: CurateScreen | AdjudicateScreen) -> None:
        self._shown = screen
        self.app.push_screen(screen)

    async def _listed(self) -> Listing:
        """The listing that the queue shows, as it is now; the first one is of the curator's own."""
        if self._view is None:
            self._view = await self.ask(queue.first_view)
        present = self.workbench.listing
        if present.view == self._view and present.last:
            found = await self.ask(queue.renewed, present)
        else:
            found = await self.ask(queue.listing, self._view)
        self.workbench.listing, self._view = found, found.view
        return found

    async def _read(self) -> None:
        """Read the queue around the chosen article."""
        found = await self._listed()
        place = await self.ask(queue.place, found, self._chosen) if self._chosen else None
        self._rows = Window(len(found), 0, [])
        await self._read_around(place or 0)
        self._list.show(self._rows, (place or 0) if len(found) else None)
        if place is None:
            self._chosen = self._article_at(0)
        counts = await self.ask(queue.counts, found)
        self._show_head(found, counts)
        if not len(found):
            self.say(self._what_to_do(await self.ask(queue.progress)))
        elif counts[Progress.SUBMITTED] == len(found):
            text = _("Everything is submitted: {summary} sums up, {export} exports the gold, "
                     "{agreement} shows the agreement.")  # fmt: skip
            names = ("summary", "export", "agreement")
            self.say(text.format(**{name: self._key(name) for name in names}))
        elif self._tip_due:
            self._tip_due = False
            self.offer_tip()
        self._sum_up(found.view, finished=len(found) == counts[Progress.SUBMITTED])

    def _sum_up(self, view: View, *, finished: bool) -> None:
        """Show the summary once the last article of all, or of the curator's own, is submitted."""
        if view != View(sort=view.sort, backwards=view.backwards, mine=view.mine):
            return
        if finished and self._unfinished:
            self.action_summary()
        self._unfinished = not finished

    def _key(self, name: str) -> str:
        command = next(c for c in COMMANDS if c.id == f"queue.{name}")
        return shown(self.workbench.keys.of(command)[0])

    def _what_to_do(self, progress: tuple[int, int]) -> str:
        """What to do about an empty listing."""
        if not progress[0]:
            text = _("No articles yet: leave with {key} and run `workbench import FOLDER`.")
            return text.format(key=self._key("quit"))
        return _("No article is like this: {key} lists all again.").format(key=self._key("clear"))

    def _show_head(self, found: Listing, counts: Mapping[Progress, int]) -> None:
        view = found.view
        parts = " · ".join(f"{counts[p]:,} {_(PROGRESS[p])}" for p in _ORDER)
        self.head.text = f" {progress_bar(counts, _BAR)} {parts}"
        self.head.aside = f"{self.workbench.desk.session.curator.name} "
        line = self.query_one("#view", TextLine)
        what = described(view, self._names) or _("all articles")
        line.text = f" {len(found):,}: {what}"
        way = "↑" if view.backwards else "↓"
        line.aside = f"{_('by {order}').format(order=_(SORTS[view.sort]))} {way} "

    async def _read_visible(self) -> None:
        await self._read_around(round(self._list.scroll_offset.y))
        self._reading = False
        self._list.items = self._rows
        self._list.refresh()

    async def _read_around(self, place: int) -> None:
        """Read what is not read yet of the rows that may be in sight together with a place."""
        height = max(self._list.size.height, _LEAST)
        near = range(max(0, place - height), min(place + height, len(self._rows)))
        missing = [row for row in near if self._rows[row] is None]
        if missing:
            start, count = missing[0], missing[-1] + 1 - missing[0]
            page = await self.ask(queue.page, self.workbench.listing, start, count)
            self._rows = self._rows.joined(start, page)

    def _choose(self, place: int) -> None:
        self.step(lambda: self._go(place))

    async def _go(self, place: int) -> None:
        if not self._rows:
            return
        place = min(max(0, place), len(self._rows) - 1)
        await self._read_around(place)
        self._chosen = self._article_at(place)
        self._list.show(self._rows, place)

    def _article_at(self, place: int) -> str | None:
        row = self._rows[place] if place < len(self._rows) else None
        return row.article if row is not None else None

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click chooses, a second click opens."""
        self._choose(message.index)
        if message.again:
            self.action_open()

    def action_open(self) -> None:
        """Open the chosen article."""
        self.step(self._open)

    async def _open(self) -> None:
        if self._chosen is not None:
            await self._show_article(self._chosen)

    def action_up(self) -> None:
        """One up."""
        self.step(lambda: self._go(self._list.chosen - 1))

    def action_down(self) -> None:
        """One down."""
        self.step(lambda: self._go(self._list.chosen + 1))

    def action_page_up(self) -> None:
        """One page up."""
        self.step(lambda: self._go(self._list.chosen - self._list.size.height))

    def action_page_down(self) -> None:
        """One page down."""
        self.step(lambda: self._go(self._list.chosen + self._list.size.height))

    def action_first(self) -> None:
        """To the first."""
        self._choose(0)

    def action_last(self) -> None:
        """To the last."""
        self._choose(len(self._rows) - 1)

    # ------------------------------------------------------------------------------ what is listed

    async def list_anew(self, view: View) -> None:
        """List a view, and stay at the chosen article where it is listed."""
        self._view = view
        await self._read()

    def action_search(self) -> None:
        """Ask which words to search for."""
        self.step(self._search)

    async def _search(self) -> None:
        self.typed_ahead()
        view = self.workbench.listing.view
        dialog = InputDialog(self.workbench, _("Search all articles"), view.search)
        words = await self.app.push_screen_wait(dialog)
        if words is not None:
            await self.list_anew(queue.searching(view, words))

    def action_filter(self) -> None:
        """Ask which articles to list."""
        self.step(self._filter)

    async def _filter(self) -> None:
        self.typed_ahead()
        choices = await self.ask(queue.choices)
        self._names = choices.curators
        dialog = FilterDialog(self.workbench, self.workbench.listing.view, choices)
        view = await self.app.push_screen_wait(dialog)
        if view is not None:
            await self.list_anew(view)

    def action_clear(self) -> None:
        """List all articles."""
        self.list_by(queue.unfiltered)

    def action_sort(self) -> None:
        """Sort by the next order."""
        self.list_by(queue.sorted_next)

    def action_backwards(self) -> None:
        """Sort the other way round."""
        self.list_by(queue.turned)

    # ---------------------------------------------------------------------------------- elsewhere

    def action_note(self) -> None:
        """Note something on the chosen article."""
        self.step(self._note)

    async def _note(self) -> None:
        if self._chosen is None:
            return
        self.typed_ahead()
        sheet = await self.ask(curate.open_article, self._chosen)
        title = _("Note on {headline}").format(headline=isolated(sheet.article.headline))
        dialog = InputDialog(self.workbench, title, sheet.layer.note or "")
        text = await self.app.push_screen_wait(dialog)
        if text is not None:
            await self.ask(correct.note_article, sheet, text)
            await self._read()
            self.say(_("noted") if text.strip() else _("The note is taken away."))

    def action_speed(self) -> None:
        """Show what spans took."""
        self.app.push_screen(SpeedScreen())

    def action_tour(self) -> None:
        """Leave for the tour, which leads back."""
        self.app.exit(True)

    def action_settings(self) -> None:
        """Show the settings."""
        self.app.push_screen(SettingsScreen())

    def action_agreement(self) -> None:
        """Show agreement."""
        self.app.push_screen(AgreementScreen())

    def action_adjudicate(self) -> None:
        """Show what is ready to be adjudicated, or to who does not, what became of her spans."""
        self.step(self._adjudicate)

    async def _adjudicate(self) -> None:
        adjudicates = await self.ask(docket.adjudicates)
        self.app.push_screen(DocketScreen() if adjudicates else OutcomesScreen())

    def action_export(self) -> None:
        """Export gold; other keys go on working."""
        self.workbench.background.export()

    def action_stop(self) -> None:
        """Stop the export."""
        self.workbench.background.stop()

    def action_summary(self) -> None:
        """Show what the curator has done in all."""
        self.app.push_screen(SummaryScreen())

    async def reverse(self, use_case: Callable[..., Reversal]) -> None:
        """Undo or redo, and go to where it happened."""
        reversal = await self.ask(use_case)
        self._show(reversed_screen(reversal))

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()
