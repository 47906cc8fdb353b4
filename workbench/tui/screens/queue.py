"""The queue: every article, how far the curator is with it, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from workbench.messages import _, ngettext
from workbench.tui.commands import bindings
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.widgets.queue_row import ArticleRow, state_of
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import curate, release

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from workbench.model import QueueRow
    from workbench.workflow.curate import Reversal
    from workbench.workflow.session import Session


class QueueScreen(CommandScreen):
    """Articles in the order of ingestion. `begin` opens an article as soon as the queue is read."""

    NAME = "queue"
    BINDINGS = bindings("queue")

    head = getters.query_one("#head", TextLine)

    def __init__(self, *, begin: bool, start_at: str | None) -> None:
        super().__init__()
        self._begin, self._start_at = begin, start_at
        self._rows: list[QueueRow] = []
        self._chosen: str | None = start_at

    def compose(self) -> ComposeResult:
        """Head, column names, articles, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield TextLine(look.dim(), profile, name="columns")
        yield RowList(ArticleRow(look, profile), look.plain(), name="rows")
        yield TextLine(look.dim(), profile, name="bottom")

    @property
    def _list(self) -> RowList[QueueRow]:
        return self.query_one("#rows", RowList)

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
        self._rows = await self.ask(curate.queue)
        self._show()

    def _show(self) -> None:
        done = sum(1 for row in self._rows if state_of(row) == "submitted")
        count = len(self._rows)
        text = ngettext(
            "{done} of {n} article submitted", "{done} of {n} articles submitted", count
        )
        self.head.text = f" {text.format(done=done, n=count)}"
        self.head.aside = f"{self.workbench.desk.session.curator.name} "
        places = [i for i, row in enumerate(self._rows) if row.article == self._chosen]
        self._list.show(self._rows, places[0] if places else (0 if self._rows else None))
        if not self._rows:
            self.say(_("No articles yet: leave with q and run `workbench import FOLDER`."))
        elif done == count:
            self.say(_("Everything is submitted: e exports the gold, i shows the agreement."))

    def _choose(self, place: int) -> None:
        if self._rows:
            place = min(max(0, place), len(self._rows) - 1)
            self._chosen = self._rows[place].article
            self._list.show(self._rows, place)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click chooses, a second click opens."""
        self._choose(message.index)
        if message.again:
            self.action_open()

    def action_open(self) -> None:
        """Open the chosen article."""
        self.step(self._open)

    async def _open(self) -> None:
        if self._rows:
            await self._show_article(self._rows[self._list.chosen].article)

    def action_up(self) -> None:
        """One up."""
        self._choose(self._list.chosen - 1)

    def action_down(self) -> None:
        """One down."""
        self._choose(self._list.chosen + 1)

    def action_page_up(self) -> None:
        """One page up."""
        self._choose(self._list.chosen - self._list.size.height)

    def action_page_down(self) -> None:
        """One page down."""
        self._choose(self._list.chosen + self._list.size.height)

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
