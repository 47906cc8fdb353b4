"""The queue: articles as a view lists them, how far the curator is, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from textual import getters
from textual.strip import Strip

from workbench.messages import N_, _
from workbench.model import Progress, QueueRow, Sort
from workbench.tui.commands import COMMANDS, bindings, shown
from workbench.tui.paint import isolated
from workbench.tui.screens.adjudicate_docket import (
    DocketScreen,
    OutcomesScreen,
    reversed_screen,
)
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.screens.entry import InputDialog
from workbench.tui.screens.filtering import PROGRESS, FilterDialog, described
from workbench.tui.screens.settings import SettingsScreen
from workbench.tui.screens.speed import SpeedScreen
from workbench.tui.widgets.heading import Heading
from workbench.tui.widgets.queue_row import ArticleRow
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import correct, curate, docket, queue, release

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult

    from workbench.model import View
    from workbench.workflow.curate import Reversal
    from workbench.workflow.queue import Listing
    from workbench.workflow.session import Session

_KEPT = 400  # articles that stay read on one side of what is in sight
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


class Window(Sequence[QueueRow | None]):
    """`count` rows of which a page is read, beginning with number `start`; the rest are None."""

    def __init__(self, count: int, start: int, page: Sequence[QueueRow]) -> None:
        self._count, self._start, self._page = count, start, page

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> QueueRow | None: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[QueueRow | None]: ...
    def __getitem__(self, place: int | slice) -> QueueRow | Sequence[QueueRow | None] | None:
        """The row at `place`, or None where it is not read."""
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(self._count))]
        if not 0 <= place < self._count:
            raise IndexError(place)
        inside = place - self._start
        return self._page[inside] if 0 <= inside < len(self._page) else None

    def joined(self, start: int, page: Sequence[QueueRow]) -> Window:
        """With another page; what does not adjoin it, or is far from it, is forgotten."""
        if start == self._start + len(self._page):
            page = [*self._page[-_KEPT:], *page]
            start = self._start + len(self._page) - min(_KEPT, len(self._page))
        elif start + len(page) == self._start:
            page = [*page, *self._page[:_KEPT]]
        return Window(self._count, start, page)


class QueueScreen(CommandScreen):
    """The listing of a view. `begin` opens an article as soon as the queue is read."""

    NAME = "queue"
    BINDINGS = bindings("queue")

    head = getters.query_one("#head", TextLine)

    def __init__(self, *, begin: bool, start_at: str | None) -> None:
        super().__init__()
        self._begin, self._start_at = begin, start_at
        self._rows = Window(0, 0, [])
        self._chosen: str | None = start_at
        self._reading = False
        self._tip_due = not begin
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
        """Read the queue anew when another screen has closed."""
        self.step(self._read)

    async def _first(self) -> None:
        found = await self._listed()
        article = self._start_at or await self.ask(queue.next_article, found)
        if article is not None:
            self._chosen = article
            await self._show_article(article)

    async def _show_article(self, article: str) -> None:
        self.workbench.forget_pressed()
        self.app.push_screen(CurateScreen(article), self._returned)

    def _returned(self, article: str | None) -> None:
        self._chosen = article or self._chosen
        self._tip_due = True

    async def _listed(self) -> Listing:
        """The listing that the queue shows, as it is now; the first one is of the curator's own."""
        if self._view is None:
            self._view = await self.ask(queue.first_view)
        present = self.workbench.listing
        if present.view == self._view and present.last:
            found = await self.ask(queue.renewed, present)
        else:
            found = await self.ask(queue.listing, self._view)
        self.workbench.listing = found
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
            self.say(_("Everything is submitted: e exports the gold, i shows the agreement."))
        elif self._tip_due:
            self._tip_due = False
            self.offer_tip()

    def _what_to_do(self, progress: tuple[int, int]) -> str:
        """What to do about an empty listing."""
        if not progress[0]:
            return _("No articles yet: leave with q and run `workbench import FOLDER`.")
        clear = self.workbench.keys.of(next(c for c in COMMANDS if c.id == "queue.clear"))[0]
        return _("No article is like this: {key} lists all again.").format(key=shown(clear))

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

    async def _list_anew(self, view: View) -> None:
        self._view = view
        self._list.scroll_to(y=0, animate=False, force=True)
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
            await self._list_anew(queue.searching(view, words))

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
            await self._list_anew(view)

    def action_clear(self) -> None:
        """List all articles."""
        self.step(lambda: self._list_anew(queue.unfiltered(self.workbench.listing.view)))

    def action_sort(self) -> None:
        """Sort by the next order."""
        self.step(lambda: self._list_anew(queue.sorted_next(self.workbench.listing.view)))

    def action_backwards(self) -> None:
        """Sort the other way round."""
        self.step(lambda: self._list_anew(queue.turned(self.workbench.listing.view)))

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
        """Export gold."""
        self.step(self._export)

    async def _export(self) -> None:
        target = self.workbench.exports / "gold.jsonl"
        report = await self.ask(release.export_file, release.Request(), target)
        self.say(release.describe(report, str(target)))

    def action_undo(self) -> None:
        """Undo the last act."""
        self.step(lambda: self._reverse(curate.undo))

    def action_redo(self) -> None:
        """Redo the last undone act."""
        self.step(lambda: self._reverse(curate.redo))

    async def _reverse(self, use_case: Callable[[Session], Reversal]) -> None:
        reversal = await self.ask(use_case)
        self.app.push_screen(reversed_screen(reversal), self._returned)

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()
