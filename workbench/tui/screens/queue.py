"""The queue: every article, how far the curator is with it, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from textual import getters
from textual.strip import Strip

from workbench.messages import _, ngettext
from workbench.model import QueueRow
from workbench.tui.commands import bindings
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.widgets.queue_row import ArticleRow
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import curate, release

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from workbench.workflow.curate import Reversal
    from workbench.workflow.session import Session

_PAGE = 400  # articles read at a time


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


class QueueScreen(CommandScreen):
    """Articles in the order of ingestion. `begin` opens an article as soon as the queue is read."""

    NAME = "queue"
    BINDINGS = bindings("queue")

    head = getters.query_one("#head", TextLine)

    def __init__(self, *, begin: bool, start_at: str | None) -> None:
        super().__init__()
        self._begin, self._start_at = begin, start_at
        self._rows = Window(0, 0, [])
        self._chosen: str | None = start_at
        self._reading = False

    def compose(self) -> ComposeResult:
        """Head, column names, articles, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield TextLine(look.dim(), profile, name="columns")
        self._article_row = ArticleRow(look, profile)
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
        columns = self.query_one("#columns", TextLine)
        columns.text = _("   published    open  kept")
        columns.aside = _("headline ")
        if self._begin:
            self.step(self._first)

    def on_screen_resume(self) -> None:
        """Read the queue anew when another screen has closed."""
        self.step(self._read)

    async def _first(self) -> None:
        article = self._start_at or await self.ask(curate.next_article)
        if article is not None:
            self._chosen = article
            await self._show_article(article)

    async def _show_article(self, article: str) -> None:
        self.app.push_screen(CurateScreen(article), self._returned)

    def _returned(self, article: str | None) -> None:
        self._chosen = article or self._chosen

    async def _read(self) -> None:
        """Read the queue around the chosen article."""
        count, done = await self.ask(curate.progress)
        place = await self.ask(curate.place, self._chosen) if self._chosen else 0
        await self._read_page(count, place)
        text = ngettext(
            "{done} of {n} article submitted", "{done} of {n} articles submitted", count
        )
        self.head.text = f" {text.format(done=done, n=count)}"
        self.head.aside = f"{self.workbench.desk.session.curator.name} "
        self._list.show(self._rows, place if count else None)
        if not count:
            self.say(_("No articles yet: leave with q and run `workbench import FOLDER`."))
        elif done == count:
            self.say(_("Everything is submitted: e exports the gold, i shows the agreement."))

    async def _read_visible(self) -> None:
        await self._read_page(len(self._rows), round(self._list.scroll_offset.y))
        self._reading = False
        self._list.items = self._rows
        self._list.refresh()

    async def _read_page(self, count: int, place: int) -> None:
        start = max(0, place - _PAGE // 2)
        page = await self.ask(curate.queue, limit=_PAGE, offset=start)
        self._rows = Window(count, start, page)

    def _choose(self, place: int) -> None:
        self.step(lambda: self._go(place))

    async def _go(self, place: int) -> None:
        if not self._rows:
            return
        place = min(max(0, place), len(self._rows) - 1)
        if self._rows[place] is None:
            await self._read_page(len(self._rows), place)
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

    def action_agreement(self) -> None:
        """Show agreement."""
        self.app.push_screen(AgreementScreen())

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
        self.app.push_screen(CurateScreen(reversal.sheet.article.id, reversal), self._returned)

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()
