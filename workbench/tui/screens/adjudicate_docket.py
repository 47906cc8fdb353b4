"""Lists of adjudication: the articles that are ready for it, and what became of a curator's spans.

What a row tells costs as much as opening its article, so only rows in sight are asked about.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import getters
from textual.strip import Strip

from workbench.messages import _, ngettext
from workbench.model import ActionKind
from workbench.tui.adjudication_words import FATE_SIGNS, FATES, PROGRESS
from workbench.tui.commands import bindings
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.screens.adjudicate import AdjudicateScreen
from workbench.tui.screens.adjudicate_differences import DifferencesScreen
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.screens.reversing import ReversingScreen
from workbench.tui.widgets.heading import Heading
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import adjudicate, docket, settings
from workbench.workflow.adjudicate import Progress
from workbench.workflow.docket import Entry, Fate, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from textual.app import ComposeResult

    from workbench.workflow.adjudicate import Ready
    from workbench.workflow.curate import Reversal

_STATE, _DAY, _NUMBER, _WHO, _COUNT = 11, 11, 7, 13, 11
_DASH = "—"

T = TypeVar("T", Entry, Outcome)


class _ArticlesScreen(CommandScreen, Generic[T]):
    """Articles by id, about which `T` tells what opening them would."""

    head = getters.query_one("#head", TextLine)

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, T] = {}
        self._chosen: str | None = None
        self._reading = False

    def compose(self) -> ComposeResult:
        """Head, column names, articles, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield Heading(self.columns(), _("headline"), look.dim(), profile, headline=True)
        yield RowList(self._row, look.plain(), name="rows")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_screen_resume(self) -> None:
        """Read the list, anew when another screen has closed."""
        self.step(self._read)

    @property
    def rows(self) -> RowList[str]:
        """The articles."""
        return self.query_one("#rows", RowList)

    @abstractmethod
    async def listed(self) -> Sequence[str]:
        """The articles to list; what is to be said of all of them is said."""

    @abstractmethod
    async def look_at(self, articles: Sequence[str]) -> Mapping[str, T]:
        """What some articles tell."""

    @abstractmethod
    def columns(self) -> Sequence[tuple[str, int]]:
        """The names of what `fields` gives, with their columns."""

    @abstractmethod
    def fields(self, article: str, told: T) -> Sequence[tuple[str, int]]:
        """The texts of a row with their columns, before the headline."""

    @abstractmethod
    def is_done(self, article: str) -> bool:
        """Whether a row is dimmed."""

    @abstractmethod
    def open_chosen(self, article: str) -> None:
        """Open an article."""

    async def _read(self) -> None:
        articles = await self.listed()
        self.told.clear()
        place = articles.index(self._chosen) if self._chosen in articles else 0
        self._chosen = articles[place] if articles else None
        self._reading = True  # before a row that is drawn asks for it
        self.rows.show(articles, place if articles else None)
        await self._read_visible()

    def _row(self, article: str, width: int, chosen: bool) -> Strip:
        look, profile = self.workbench.look, self.workbench.profile
        told = self.told.get(article)
        if told is None:
            if not self._reading:
                self._reading = True
                self.step(self._read_visible)
            return Strip.blank(width, look.plain())
        style = look.dim() if self.is_done(article) else look.plain()
        if chosen:
            style = look.chosen()
        fields = self.fields(article, told)
        before: list[Strip] = [
            fitted(text, room, profile, style, align="near") for text, room in fields
        ]
        rest = max(0, width - sum(room for _text, room in fields) - 1)
        headline = " ".join(told.headline.split())
        return beside(
            [
                *before,
                fitted(headline, rest, profile, style, align="right"),
                fitted(" ", 1, profile, style),
            ]
        )

    async def _read_visible(self) -> None:
        rows = self.rows
        top = round(rows.scroll_offset.y)
        seen = [a for a in rows.items[top : top + rows.size.height] if a not in self.told]
        self.told.update(await self.look_at(seen))
        self._reading = False
        rows.refresh()

    def action_move(self, by: int) -> None:
        """Go a row up or down."""
        rows = self.rows
        if rows.items:
            place = min(max(0, rows.chosen + by), len(rows.items) - 1)
            self._chosen = rows.items[place]
            rows.show(rows.items, place)

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        self.action_move(by * self.rows.size.height)

    def action_end(self, by: int) -> None:
        """Go to the first row or the last."""
        self.action_move(by * len(self.rows.items))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click chooses a row, a second click opens it."""
        self.action_move(message.index - self.rows.chosen)
        if message.again:
            self.action_open()

    def action_open(self) -> None:
        """Open the chosen article."""
        self.step(self._open)

    async def _open(self) -> None:
        if self._chosen is not None:
            self.open_chosen(self._chosen)

    def action_back(self) -> None:
        """Back to the queue."""
        self.dismiss(None)


class DocketScreen(_ArticlesScreen[Entry], ReversingScreen):
    """The articles that are ready to be adjudicated, those that differ most first."""

    NAME = "docket"
    BINDINGS = bindings("docket")

    def __init__(self) -> None:
        super().__init__()
        self._ready: dict[str, Ready] = {}

    def columns(self) -> Sequence[tuple[str, int]]:
        """State, day, spans that differ in 100 tokens, places to decide, whose turn it is."""
        return (
            (f" {_('state')}", _STATE),
            (f" {_('day')}", _DAY),
            (f" {_('in 100')}", _NUMBER),
            (f" {_('places')}", _NUMBER),
            (f" {_('whose turn')}", _WHO),
        )

    async def listed(self) -> Sequence[str]:
        """The articles that are ready."""
        found = await self.ask(adjudicate.ready)
        self._ready = {one.article: one for one in found}
        counts = {state: sum(one.progress is state for one in found) for state in Progress}
        parts = [f"{n} {_(PROGRESS[state])}" for state, n in counts.items()]
        self.head.text = _(" Adjudication: {counts}").format(counts=" · ".join(parts))
        self.head.aside = f"{isolated(self.workbench.desk.session.curator.name)} "
        if not found:
            needed = await self.ask(settings.curators_needed)
            text = ngettext("Nothing is ready: {n} curator has to submit an article first.",
                            "Nothing is ready: {n} curators have to submit an article first.",
                            needed)  # fmt: skip
            self.say(text.format(n=needed))
        elif counts[Progress.FINISHED] == len(found):
            self.say(_("All that is ready is adjudicated; e in the queue exports the gold."))
        return list(self._ready)

    async def look_at(self, articles: Sequence[str]) -> Mapping[str, Entry]:
        """Headline, day and places to decide."""
        return await self.ask(docket.entries, articles)

    def fields(self, article: str, told: Entry) -> Sequence[tuple[str, int]]:
        """State, day, spans that differ in 100 tokens, places to decide, whose turn it is."""
        one = self._ready[article]
        density = _DASH if one.density is None else f"{one.density:.1f}"
        waiting = _DASH if told.waiting is None else str(told.waiting)
        return (
            (f" {_(PROGRESS[one.progress])}", _STATE),
            (f" {_day(told.published)}", _DAY),
            (f" {density:>5}", _NUMBER),
            (f" {waiting:>5}", _NUMBER),
            (f" {self._turn(one, told)}", _WHO),
        )

    def _turn(self, one: Ready, told: Entry) -> str:
        if one.holder is not None:
            own = one.holder == self.workbench.desk.session.curator.name
            return _("yours") if own else isolated(one.holder)
        if told.waiting is None:
            return _("another's")
        return _("own work") if one.own_work else ""

    def is_done(self, article: str) -> bool:
        """Whether an article is finished."""
        return self._ready[article].progress is Progress.FINISHED

    def open_chosen(self, article: str) -> None:
        """Open a case, or say why it cannot be opened."""
        told = self.told.get(article)
        if told is not None and told.refused:
            self.say(told.refused)
            return
        self.workbench.forget_pressed()
        self.app.push_screen(AdjudicateScreen(article, list(self._ready)))

    def action_outcomes(self) -> None:
        """Show what became of one's own spans."""
        self.app.push_screen(OutcomesScreen())

    async def reverse(self, use_case: Callable[..., Reversal]) -> None:
        """Undo or redo, and go to where it happened."""
        reversal = await self.ask(use_case)
        self._chosen = reversal.sheet.article.id
        self.app.push_screen(reversed_screen(reversal, list(self._ready)))


class OutcomesScreen(_ArticlesScreen[Outcome]):
    """The adjudicated articles of a curator, and how many of her spans became what."""

    NAME = "outcomes"
    BINDINGS = bindings("outcomes")

    def on_mount(self) -> None:
        """Say what is listed."""
        self.head.text = _(" What became of your spans")
        self.head.aside = f"{isolated(self.workbench.desk.session.curator.name)} "

    def columns(self) -> Sequence[tuple[str, int]]:
        """Day, and how many spans became what."""
        fates = ((f" {FATE_SIGNS[fate]} {_(FATES[fate])}", _COUNT) for fate in Fate)
        return ((f" {_('day')}", _DAY), *fates)

    async def listed(self) -> Sequence[str]:
        """The articles that are adjudicated."""
        articles = await self.ask(docket.adjudicated)
        if not articles:
            self.say(_("None of the articles that you submitted is adjudicated yet."))
        elif not await self.ask(docket.adjudicates):
            self.say(_("Only who adjudicates decides; this is what became of your own spans."))
        return articles

    async def look_at(self, articles: Sequence[str]) -> Mapping[str, Outcome]:
        """Headline, day and counts."""
        return await self.ask(docket.outcomes, articles)

    def fields(self, article: str, told: Outcome) -> Sequence[tuple[str, int]]:  # noqa: ARG002 - that of the other list needs it
        """Day and counts of `columns`."""
        counts = [str(told.fates[fate]) if told.fates is not None else _DASH for fate in Fate]
        return (
            (f" {_day(told.published)}", _DAY),
            *((f" {count:>3}", _COUNT) for count in counts),
        )

    def is_done(self, article: str) -> bool:
        """Whether nothing differs."""
        told = self.told[article].fates
        return told is not None and sum(told.values()) == told[Fate.KEPT]

    def open_chosen(self, article: str) -> None:
        """Show what became of each span, or say why that cannot be shown."""
        told = self.told.get(article)
        if told is not None and told.refused:
            self.say(told.refused)
            return
        self.app.push_screen(DifferencesScreen(article))


def reversed_screen(
    reversal: Reversal, order: Sequence[str] = ()
) -> AdjudicateScreen | CurateScreen:
    """The screen that shows what an undo or redo changed."""
    article = reversal.sheet.article.id
    if reversal.act.kind is ActionKind.ADJUDICATE:
        return AdjudicateScreen(article, order, reversal)
    return CurateScreen(article, reversal)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else _("no date")
