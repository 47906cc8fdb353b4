"""How far curators agree on what they submitted first, in views of one screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import getters

from workbench.errors import WorkbenchError
from workbench.messages import N_, _, is_rtl
from workbench.tui.agreement_table import VIEW
from workbench.tui.commands import bindings, commands_of, shown
from workbench.tui.screens.agreement_advice import advice
from workbench.tui.screens.agreement_bar import CellList, ViewBar
from workbench.tui.screens.agreement_behind import Question
from workbench.tui.screens.agreement_cases import CasesScreen
from workbench.tui.screens.agreement_filtering import PartDialog, described
from workbench.tui.screens.agreement_rows import Entry, Item, Rows, Squares, Words, leads, told
from workbench.tui.screens.agreement_sections import sentences
from workbench.tui.screens.agreement_views import VIEWS
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.questions import LabelQuestion
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import measure
from workbench.workflow.measure import Arms, Filters
from workbench.workflow.measure.words import DETAILS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.tui.screens.agreement_filtering import Part
    from workbench.tui.screens.agreement_views import View
    from workbench.tui.widgets.row_list import RowList
    from workbench.workflow.measure import Report

_ARMS = (None, Arms.BLIND, Arms.MIXED, Arms.ASSISTED)
_WIDER = N_("Nothing is left of what is asked for: c measures everything.")


class AgreementScreen(CommandScreen):
    """One view of the measures at a time; only what a view needs is measured, and once."""

    NAME = "agreement"
    BINDINGS = bindings("agreement")

    head = getters.query_one("#head", TextLine)
    about = getters.query_one("#about", TextLine)
    legend = getters.query_one("#legend", TextLine)
    bar = getters.query_one("#views", ViewBar)
    rows = getters.query_one("#rows", CellList)

    def __init__(self) -> None:
        super().__init__()
        self._filters = Filters()
        self._report: Report | None = None
        self._known: set[str] = set()
        self._advice: str | None = None
        self._detailed = False
        self._refused = ""

    def compose(self) -> ComposeResult:
        """Head, views, legend, rows, what the chosen one says, hints."""
        look, profile, keys = self.workbench.look, self.workbench.profile, self.workbench.keys
        self._draw = Rows(look, profile)
        views = [command for command in commands_of(self.NAME) if command.id.startswith(VIEW)]
        titles = [f"{shown(keys.of(view)[0])} {_(view.title)}" for view in views]
        yield TextLine(look.strong(), profile, name="head")
        yield ViewBar(look, profile, titles, name="views")
        yield TextLine(look.dim(), profile, name="legend")
        yield CellList(self._draw, look.plain(), name="rows")
        yield TextLine(look.plain(), profile, name="about")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Measure."""
        self.rows.focus()
        self._begin()

    def on_resize(self) -> None:
        """Wrap sentences anew."""
        self.call_after_refresh(self._show)

    # ----------------------------------------------------------------------------------- measuring

    @property
    def _view(self) -> View:
        return VIEWS[self.bar.chosen]

    def _needs(self) -> list[tuple[str, ...]]:
        """What the view needs, by turns, that is not measured, or not again."""
        missing = (tuple(sorted({*turn} - self._known)) for turn in self._turns())
        return [turn for turn in missing if turn]

    def _turns(self) -> list[tuple[str, ...]]:
        return [*self._view.needs, *([DETAILS] if self._detailed and not self.bar.chosen else [])]

    def _begin(self, *, top: bool = True) -> None:
        """Show the view as far as it is measured, and measure the rest."""
        self._refused = ""
        self._show(top=top)
        if self._needs():
            self.step(self._measure)

    async def _measure(self) -> None:
        view = self.bar.chosen
        while self.bar.chosen == view and (needs := self._needs()):
            filters = self._filters
            try:
                found = await self.ask_apart(measure.agreement, filters, only=needs[0])
            except WorkbenchError as error:
                self._refused = str(error)
                self._show()
                raise
            if filters != self._filters:
                return
            self._known |= found.results.keys()
            if self._report is not None:
                hasty = found.hasty if found.hasty is not None else self._report.hasty
                results = {**self._report.results, **found.results}
                found = replace(found, results=results, hasty=hasty)
            self._report = found
            if found.undefined is not None and self._advice is None:
                self._advice = await self.ask(advice)
            self._show()

    def _show(self, *, top: bool = False) -> None:
        """Show the view; from its first row on where `top` says so."""
        items = list(self._items(self.rows.scrollable_content_region.width or self.size.width))
        chosen = self.rows.chosen
        if top or not (0 <= chosen < len(items) and leads(items[chosen])):
            chosen = _first(items)
            first = items[chosen] if chosen >= 0 else None
            if isinstance(first, Squares):
                leading = (n for n, square in enumerate(first.squares) if square.cell is not None)
                self._draw.column, self._draw.left = next(leading, 0), 0
        if top:
            self.rows.scroll_to(y=0, animate=False, force=True)
        self._show_head()
        self._choose(items, chosen)

    def _items(self, width: int) -> list[Item]:
        if self._refused:
            return list(sentences(self._refused, width))
        report, waiting = self._report, Words(_("Measuring …"))
        if report is None or not report.results.keys() >= {*self._view.needs[0]}:
            return [waiting]
        items = list(self._view.rows(report, width))
        if any(not report.results.keys() >= {*turn} for turn in self._turns()):
            items.append(waiting)
        elif report.undefined is not None:
            text = _(_WIDER) if self._filters != Filters() else self._advice or ""
            items += [Words(""), *sentences(text, width)]
        return items

    def _show_head(self) -> None:
        text = _("Agreement")
        if self._report is not None:
            headline = self._report.headline
            if headline.value is not None:
                text = told(_("Agreement: exact F1"), headline)
        self.head.text = f" {text}"
        only = " · ".join(described(self._filters))
        self.head.aside = f"  {_('only {what}').format(what=only)} " if only else ""

    def _choose(self, items: list[Item], chosen: int) -> None:
        """Mark a row, and say what it says in words."""
        item = items[chosen] if 0 <= chosen < len(items) else None
        legend = self._view.legend
        text = ""
        if isinstance(item, Squares):
            width = self.rows.scrollable_content_region.width
            self._draw.bring(len(item.squares), width)
            text = item.squares[self._draw.column].about
            legend = self._view.squares
        elif isinstance(item, Entry):
            text = item.told
        self.legend.text = f" {_(legend)}"
        self.about.text = f" {text}"
        self.rows.show(items, chosen if item is not None else None)
        self.rows.refresh()

    # -------------------------------------------------------------------------------------- moving

    def _go(self, place: int, way: int) -> None:
        """Choose the row at a place, or the next that can be chosen; Words are scrolled to."""
        items = list(self.rows.items)
        place = min(max(0, place), len(items) - 1)
        after = range(place, len(items)) if way > 0 else range(place, -1, -1)
        before = range(place, -1, -1) if way > 0 else range(place, len(items))
        found = next((n for n in (*after, *before) if leads(items[n])), None)
        if found is not None:
            self._choose(items, found)
            if found <= _first(items):
                self.rows.scroll_to(y=0, animate=False, force=True)

    def action_move(self, by: int) -> None:
        """Go a row up or down."""
        self._go(self.rows.chosen + by, by)

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        self._go(self.rows.chosen + by * self.rows.size.height, -by)

    def action_end(self, by: int) -> None:
        """Go to the first row or the last."""
        self._go(0 if by < 0 else len(self.rows.items), -by)

    def action_side(self, by: int) -> None:
        """Go a square to the left or to the right."""
        self._draw.column += -by if is_rtl() else by
        self._choose(list(self.rows.items), self.rows.chosen)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click chooses a number, a second click shows its spans."""
        items = list(self.rows.items)
        if not leads(items[message.index]):
            return
        if isinstance(items[message.index], Squares):
            width = self.rows.scrollable_content_region.width
            column = self._draw.column_at(self.rows.pressed, width, mirrored=is_rtl())
            if column is None:
                return
            self._draw.column = column
        self._choose(items, message.index)
        if message.again:
            self.action_open()

    # --------------------------------------------------------------------------------------- views

    def action_view(self, place: int) -> None:
        """Show a view."""
        self.bar.choose(place)
        self._begin()

    def action_turn(self, by: int) -> None:
        """Show the next view, or the one before."""
        self.action_view((self.bar.chosen + by) % len(VIEWS))

    def on_view_bar_chosen(self, message: ViewBar.Chosen) -> None:
        """A click on a title shows its view."""
        self.action_view(message.place)

    def action_details(self) -> None:
        """Show or hide what most people need not look at."""
        self._detailed = not self._detailed
        if self._report is not None and not self._detailed:
            self._known -= {*DETAILS[1:]}
            results = {name: found for name, found in self._report.results.items()
                       if name not in DETAILS[1:]}  # fmt: skip
            self._report = replace(self._report, results=results)
        self.action_view(0)
        self.action_end(1 if self._detailed else -1)

    def _filter(self, filters: Filters) -> None:
        if filters != self._filters:
            self._filters, self._report, self._advice = filters, None, None
            self._known.clear()
            self._begin()

    def action_renew(self) -> None:
        """Measure again; what is shown stays until then."""
        self._known.clear()
        self._advice = None
        self._begin(top=False)

    def action_clear(self) -> None:
        """Measure everything."""
        self._filter(Filters())

    def action_arms(self) -> None:
        """Measure pairs of whom both, one or none saw suggestions, by turns."""
        place = (_ARMS.index(self._filters.arms) + 1) % len(_ARMS)
        self._filter(replace(self._filters, arms=_ARMS[place]))

    def action_filter(self) -> None:
        """Ask which part to measure."""
        self.step(self._ask_part)

    async def _ask_part(self) -> None:
        dialog = PartDialog(self.workbench, self._filters, await self.ask(measure.parts))
        self.app.push_screen(dialog, self._chosen)

    def _chosen(self, part: Part | None) -> None:
        if part is not None:
            self._filter(part.filters)

    def action_label(self) -> None:
        """Ask which label to measure alone."""
        self.step(self._label)

    async def _label(self) -> None:
        scheme = self.workbench.desk.session.scheme
        present = scheme[self._filters.label] if self._filters.label else next(iter(scheme))
        label = await self.put(LabelQuestion(self.workbench, scheme, present))
        if label is not None:
            self._filter(replace(self._filters, label=label))

    # --------------------------------------------------------------------------------------- spans

    def action_open(self) -> None:
        """Show the spans behind the chosen number."""
        item = self.rows.items[self.rows.chosen] if self.rows.chosen >= 0 else None
        if isinstance(item, Squares):
            square = item.squares[self._draw.column]
            cell, about = square.cell, square.about
        elif isinstance(item, Entry):
            cell, about = item.cell, item.told
        else:
            return
        if cell is None:
            self.say(_("There are no spans behind this."))
            return
        if self._view.armed and cell.arms is None:
            cell = replace(cell, arms=self._filters.arms)
        screen = CasesScreen(Question(cell, self._filters.label), about)
        self.app.push_screen(screen, lambda _none: self._returned(screen))

    def _returned(self, screen: CasesScreen) -> None:
        if screen.opened:
            self.action_renew()

    def action_back(self) -> None:
        """Back to the queue, also while something is measured."""
        self.dismiss(None)


def _first(items: list[Item]) -> int:
    """The first row that can be chosen; -1 where there is none."""
    return next((n for n, item in enumerate(items) if leads(item)), -1)
