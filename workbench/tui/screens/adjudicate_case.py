"""What is shown of a case: the article, its places, what is proposed for the current one."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Horizontal

from workbench.curation.places import text_order
from workbench.errors import Refused
from workbench.messages import _, ngettext
from workbench.tui.adjudication_words import OUTCOMES, STANDING_SIGNS, STANDINGS, differing, remarks
from workbench.tui.case_picture import (
    layer_of,
    likely,
    overtaken,
    picture,
    proposals,
    shown_mark,
)
from workbench.tui.paint import isolated
from workbench.tui.screens.reading import ReadingScreen
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.lanes import Lane, LanesView
from workbench.tui.widgets.place_row import Place, PlaceRow
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import adjudicate, docket
from workbench.workflow.adjudicate import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from workbench.curation.clusters import Cluster
    from workbench.tui.case_picture import Proposed
    from workbench.workflow.adjudicate import Case
    from workbench.workflow.docket import Kind

_WIDE = 110
_LEAST_LANES, _SHARE_OF_LANES = 4, 5  # rows; at most one in so many of the screen
_FRESH = frozenset({Standing.OPEN, Standing.AUDIT})


class CaseScreen(ReadingScreen):
    """One article before an adjudicator, with one current place.

    `order` are the articles that come before and behind it.
    """

    DEFAULT_CSS = "CaseScreen #lanes { height: 4; }"

    head = getters.query_one("#head", TextLine)
    current_line = getters.query_one("#current", TextLine)
    why = getters.query_one("#why", TextLine)
    lanes = getters.query_one("#lanes", LanesView)

    def __init__(self, article: str, order: Sequence[str]) -> None:
        super().__init__()
        self.article_id, self._order = article, list(order)
        self._case: Case | None = None
        self._current: str | None = None
        self._kinds: Mapping[str, tuple[Kind, ...]] = {}
        self._changed: frozenset[str] = frozenset()
        self._rows: list[Place] = []
        self._picture = layer_of(())
        self._most = 0

    def compose(self) -> ComposeResult:
        """Head, the places beside the article, the current place with its proposals, the keys."""
        look, profile = self.workbench.look, self.workbench.profile
        scheme = self.workbench.desk.session.scheme
        rows = RowList(PlaceRow(look, profile, scheme), look.plain(), name="marks")
        article = ArticleView(look, profile, scheme, name="article")
        yield TextLine(look.strong(), profile, name="head")
        with Horizontal(id="body"):
            yield from (article, rows) if self.workbench.article_left else (rows, article)
        yield TextLine(look.strong(), profile, name="current")
        yield LanesView(look, profile, scheme, name="lanes")
        yield TextLine(look.dim(), profile, name="why")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Let keys reach the article."""
        self.article_view.focus()

    def on_resize(self) -> None:
        """Give the room of a wide terminal to the list, and that of a high one to the lanes."""
        self.set_class(self.size.width >= _WIDE, "wide")
        self._give_lanes_room()

    # ------------------------------------------------------------------------------------- state

    @property
    def case(self) -> Case:
        """What is open; Refused where nothing could be opened."""
        if self._case is None:
            raise Refused(_("The article could not be opened; q leads back."))
        return self._case

    @property
    def place(self) -> Cluster:
        """The current place; Refused where there is none."""
        found = next((c for c in self.case.clusters if c.id == self._current), None)
        if found is None:
            raise Refused(_("Nobody marked anything in this article; f finishes it."))
        return found

    @property
    def proposed(self) -> tuple[Proposed, ...]:
        """What is proposed for the current place."""
        return proposals(self.case, self.place)

    async def open_case(self, article: str) -> None:
        """Open the case of an article at the first place to decide."""
        case = await self.ask(adjudicate.open_case, article)
        self.article_id, self._current, self._changed = article, None, frozenset()
        await self.take_in(case)
        first = self.next_waiting(None) or next(iter(case.clusters), None)
        self.show(first)
        self.tell_state()
        self.call_after_refresh(self.workbench.keep_loaded)

    async def take_in(self, case: Case) -> None:
        """Keep a case and what follows from its places, which few acts change."""
        before = self._case
        if before is None or before.clusters != case.clusters:
            self._kinds = await self.ask(docket.differing, case)
            self._most = max((len(proposals(case, c)) for c in case.clusters), default=0) + 1
        gone = overtaken(case).spans
        self._changed |= {c.id for c in case.clusters if any(c.span.overlaps(s) for s in gone)}
        self._case, self._picture = case, picture(case)
        self._rows = [self._row_of(case, cluster) for cluster in case.clusters]
        self._give_lanes_room()

    async def renew(self) -> None:
        """Show the case as it is now, at the same place or what has become of it."""
        here = next((c for c in self.case.clusters if c.id == self._current), None)
        await self.take_in(await self.ask(adjudicate.open_case, self.article_id))
        self.show(self.now(here) if here is not None else self.next_waiting(None))

    def _give_lanes_room(self) -> None:
        room = max(_LEAST_LANES, self.size.height // _SHARE_OF_LANES)
        self.lanes.styles.height = min(max(_LEAST_LANES, self._most), room)

    def show(self, current: Cluster | None) -> None:
        """Show the case with a current place."""
        case = self.case
        self._current = current.id if current is not None else None
        rows: RowList[Place] = self.query_one("#marks", RowList)
        number = case.clusters.index(current) if current is not None else None
        rows.show(self._rows, number)
        mark = shown_mark(case, current) if current is not None else None
        self.article_view.show(case.article, self._picture, mark)
        self._show_head()
        if current is None:
            self.current_line.text, self.current_line.aside, self.why.text = "", "", ""
            self.lanes.clear()
            return
        self.lanes.show_place(case.article, current.span, _lanes(proposals(case, current)))
        self._show_current(current)

    def _row_of(self, case: Case, cluster: Cluster) -> Place:
        standing, said = case.standing(cluster), case.finding(cluster)
        text = case.article.text[cluster.span.start : cluster.span.end]
        gold = case.gold(cluster)
        empty = standing is Standing.DECIDED and not gold
        return Place(
            cluster.id,
            standing,
            "✗" if empty else STANDING_SIGNS[standing],
            (gold[0] if gold and not cluster.furniture else likely(cluster)).annotation.label,
            " ".join(text.split()),
            _("added") if cluster.added else differing(self._kinds.get(cluster.id, ())),
            cluster.id in self._changed and standing is not Standing.DECIDED,
            bool(said.cause or said.note or said.guideline),
        )

    def _show_head(self) -> None:
        case, day = self.case, self.case.article.published
        waiting = len(case.waiting)
        state = _("finished") if case.closed else _("{n} to decide").format(n=waiting)
        own = _("own work") if case.own_work else ""
        self.head.text = f" {isolated(case.article.headline)}"
        parts = [own, day.isoformat() if day else "", state]
        self.head.aside = "  ".join(filter(None, parts)) + " "

    def _show_current(self, cluster: Cluster) -> None:
        case = self.case
        standing, said = case.standing(cluster), case.finding(cluster)
        number = f"{case.clusters.index(cluster) + 1}/{len(case.clusters)}"
        self.current_line.text = f" {number}  {self._differing(cluster)}"
        told = OUTCOMES[said.outcome] if said.outcome is not None else STANDINGS[standing]
        changed = cluster.id in self._changed and standing is not Standing.DECIDED
        self.current_line.aside = (_("a new submission changed it") if changed else _(told)) + " "
        noted = [
            _("{name} noted: {text}").format(name=name, text=isolated(mark.note))
            for name, marks in cluster.lanes.items()
            for mark in marks
            if mark.note
        ]
        self.why.text = " " + " · ".join(filter(None, [remarks(said), *noted]))

    def _differing(self, cluster: Cluster) -> str:
        """In what the curators differ at a place."""
        if cluster.added:
            return _("nobody marked it")
        differ = differing(self._kinds.get(cluster.id, ())) or _("all agree")
        return _("site furniture: {differ}").format(differ=differ) if cluster.furniture else differ

    def tell_state(self) -> None:
        """Say what keeps an article from being decided, and what new submissions overtook."""
        case, count = self.case, overtaken(self.case).count
        if case.holder is not None:
            text = _("{name} is adjudicating this article; o takes it over.")
            self.say(text.format(name=isolated(case.holder)))
        elif count:
            text = ngettext(
                "A new submission changed {n} place that was decided; it is to be decided again.",
                "New submissions changed {n} places that were decided.",
                count,
            ).format(n=count)
            self.say(_("{told} o reopens the article.").format(told=text) if case.closed else text)
        elif case.closed:
            self.say(_("This article is finished; o reopens it."))
        elif not case.clusters:
            self.say(_("Nobody marked anything in this article; f finishes it."))

    # ------------------------------------------------------------------------------------- moving

    def next_waiting(self, after: Cluster | None) -> Cluster | None:
        """The next place to decide behind another, around the end; those put off come last."""
        case = self.case
        start = 0
        if after is not None:  # it may be no more
            start = bisect_right(case.clusters, text_order(after), key=text_order)
        order = [*case.clusters[start:], *case.clusters[:start]]
        waiting = {c.id: case.standing(c) for c in case.waiting}
        fresh = (c for c in order if waiting.get(c.id) in _FRESH)
        return next(fresh, None) or next((c for c in order if c.id in waiting), None)

    def now(self, place: Cluster) -> Cluster | None:
        """What has become of a place: itself, what lies there now, or the next one."""
        clusters = self.case.clusters
        same = (c for c in clusters if c.id == place.id)
        near = (c for c in clusters if c.span.overlaps(place.span))
        found = next(same, None) or next(near, None) or self.next_waiting(place)
        return found or next(iter(clusters), None)

    def advance(self, behind: Cluster | None = None) -> None:
        """Go on from the current place, or one that may be no more, to the next one to decide."""
        behind = behind or self.place
        following = self.next_waiting(behind)
        self.show(following or self.now(behind))
        if following is None:
            self.say(_("Nothing is left to decide: f finishes the article and opens the next."))
        elif self.case.standing(following) is Standing.DEFERRED:
            self.say(_("Only what was put off is left to decide."))

    def action_next(self) -> None:
        """To the next place."""
        self.step(lambda: self._move(1))

    def action_previous(self) -> None:
        """To the place before."""
        self.step(lambda: self._move(-1))

    async def _move(self, by: int) -> None:
        places = self.case.clusters
        self.show(places[(places.index(self.place) + by) % len(places)])

    def action_next_open(self) -> None:
        """To the next place to decide."""
        self.step(self._next_open)

    async def _next_open(self) -> None:
        self.advance()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click on a place goes there; one on a proposal is the digit before it.

        The second click of a double one would decide the next place, which nobody looked at.
        """
        if message.sender is not self.lanes:
            self.step(lambda: self._go_to(message.index))
        elif (number := self.lanes.items[message.index].lane.number) and not message.again:
            self.action_take(number)

    @abstractmethod
    def action_take(self, number: int) -> None:
        """Make a proposal gold."""

    async def _go_to(self, number: int) -> None:
        if number < len(self.case.clusters):
            self.show(self.case.clusters[number])

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        """A click on a place in the text goes there."""
        clusters = self._case.clusters if self._case is not None else ()
        hit = [n for n, cluster in enumerate(clusters) if cluster.span.holds(message.offset)]
        if hit:  # a place inside of furniture comes behind it
            self.step(partial(self._go_to, hit[-1]))

    def copied_by_default(self) -> str:
        """The text of the current place."""
        span = self.place.span
        return self.case.article.text[span.start : span.end]

    def _label_at_hand(self) -> str | None:
        if not self._current or self.place.furniture:
            return None
        return likely(self.place).annotation.label


def _lanes(proposed: Sequence[Proposed]) -> list[Lane]:
    """Proposals as they are shown: the digit and ⏎ take them, a tick tells that they are taken."""
    total = sum(len(each.names) for each in proposed)
    lanes = []
    for n, each in enumerate(proposed, 1):
        number = n if each.offered else 0
        keys = f"{number or ' '}{'⏎' if each.majority else ' '}{'✓' if each.taken else ' '}"
        own = _("gold") if each.taken else _("yours")
        who = f"{len(each.names)}/{total}" if each.names else own
        lanes.append(Lane(number, keys, who, " ".join(each.names), each.marks, strong=each.taken))
    return lanes
