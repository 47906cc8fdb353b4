"""Dialogs in which something is typed or ticked: a value, a note, places, kinds of furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from workbench.errors import BadValue
from workbench.messages import _, ngettext
from workbench.model import ZoneKind, short_value
from workbench.tui.adjudication_words import OUTCOMES, remarks
from workbench.tui.commands import bindings
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.screens.choosing import whole_value
from workbench.tui.screens.dialogs import Dialog
from workbench.tui.telling import act_title, zone_title
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.rtl_input import RtlInput
from workbench.workflow import correct
from workbench.workflow.readings import readings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip

    from workbench.tui.app import Workbench
    from workbench.workflow.curate import Sheet
    from workbench.workflow.history import Past
    from workbench.workflow.propagate import Place


class InputDialog(Dialog[str], inherit_bindings=False):
    """Asks for a line of text; every key but Enter, Escape, Up and Down is text.

    `offers` are put into the line in turn by Up and Down. `live` says what the text means, or
    raises BadValue; text that it refuses is not taken.
    """

    NAMES = ("line", "entry")
    BINDINGS = bindings("line") + bindings("entry")

    def __init__(
        self,
        workbench: Workbench,
        title: str,
        value: str,
        *,
        offers: Sequence[str] = (),
        live: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(workbench)
        self._title, self._live = title, live
        self._readings = list(dict.fromkeys([value, *offers]))
        self._input = RtlInput(
            self.look, self.profile, name="query", value=value, validate=self._problem
        )

    def compose(self) -> ComposeResult:
        """Title, input, what the text means, keys."""
        told = [self.foot] if self._live is not None else []
        yield Vertical(self.title_line, self._input, *told, self.keys_line)

    def on_mount(self) -> None:
        """Ask."""
        self.title_line.text = self._title
        if len(self._readings) == 1:
            self.leave_out("entry.next")
        self._input.focus()
        self._select()
        self._tell()

    def _select(self) -> None:
        """Select a value, so that what is typed takes its place; a note is written on."""
        if self._live is not None:
            self._input.action_move("row_start", True)

    def _problem(self, text: str) -> str | None:
        try:
            if self._live is not None:
                self._live(text)
        except BadValue as error:
            return str(error)
        return None

    def _tell(self) -> None:
        try:
            meaning = self._live(self._input.value) if self._live is not None else ""
        except BadValue as error:
            meaning = str(error)
        self.foot.text = meaning

    def action_offer(self, by: int) -> None:
        """Put another reading into the line."""
        offers, value = self._readings, self._input.value
        place = offers.index(value) if value in offers else -by
        self._input.value = offers[(place + by) % len(offers)]
        self._select()

    def on_rtl_input_changed(self) -> None:
        """Say what is typed so far."""
        self._tell()

    def action_take(self) -> None:
        """Take the text, or say why it is not taken."""
        if self._input.problem is None:
            self.dismiss(self._input.value)
        else:
            self._tell()


def value_dialog(workbench: Workbench, sheet: Sheet, mark: str) -> InputDialog:
    """Asks for the value of a figure, in the curator's own terms."""
    known = sheet.layer[mark]
    label = known.annotation.label

    def meaning(text: str) -> str:
        value = correct.typed_value(sheet, label, text, known.annotation.value)
        return _("The value is not known.") if value is None else f"= {whole_value(value)}"

    others = readings(sheet, known)
    title = _("Value of {surface} ({label})")
    return InputDialog(
        workbench,
        title.format(surface=isolated(known.annotation.surface), label=label),
        correct.editable(known.annotation),
        offers=[correct.editable_value(value, label) for value in others],
        live=meaning,
    )


class ZoneDialog(Dialog[ZoneKind]):
    """Chooses what sort of site furniture the chosen lines are."""

    NAMES = ("zone", "dialog")
    BINDINGS = bindings("zone")

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._kinds = list(ZoneKind)
        self._list: RowList[ZoneKind] = RowList(self._row, self.look.plain(), name="choices")

    def compose(self) -> ComposeResult:
        """Title, one row a kind, keys."""
        yield Vertical(self.title_line, self._list, self.keys_line)

    def on_mount(self) -> None:
        """Show the kinds."""
        self.title_line.text = _("These lines are site furniture of the kind")
        self._list.styles.height = len(self._kinds)
        self._list.show(self._kinds, 0)

    def _row(self, kind: ZoneKind, width: int, chosen: bool) -> Strip:
        style = self.look.chosen() if chosen else self.look.plain()
        text = f" {self._kinds.index(kind) + 1}  {zone_title(kind)}"
        return fitted(text, width, self.profile, style, align="near")

    def action_move(self, by: int) -> None:
        """Move the choice."""
        self._list.show(self._kinds, (self._list.chosen + by) % len(self._kinds))

    def action_choose(self) -> None:
        """Take the chosen kind."""
        self.dismiss(self._kinds[self._list.chosen])

    def action_pick(self, number: int) -> None:
        """Take a kind by its number."""
        if number <= len(self._kinds):
            self.dismiss(self._kinds[number - 1])

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes a kind."""
        self.dismiss(self._kinds[message.index])


class PlacesDialog(Dialog["tuple[Place, ...]"]):
    """Shows the places that a decision is about to be carried to; each can be left out."""

    NAMES = ("places", "dialog")
    BINDINGS = bindings("places")

    def __init__(self, workbench: Workbench, title: str, places: Sequence[Place]) -> None:
        super().__init__(workbench)
        self._title, self._places = title, places
        self._left_out: set[int] = set()
        self._list: RowList[Place] = RowList(self._row, self.look.plain(), name="choices")

    def compose(self) -> ComposeResult:
        """Title, one row a place, how many are meant, keys."""
        yield Vertical(self.title_line, self._list, self.foot, self.keys_line)

    def on_mount(self) -> None:
        """Show the places, all of them ticked."""
        self.title_line.text = self._title
        self._list.styles.height = min(18, len(self._places))
        self._show(0)

    def _show(self, chosen: int) -> None:
        self._list.show(self._places, chosen)
        self._list.refresh()
        n = len(self._places) - len(self._left_out)
        text = ngettext("It is carried to {n} place.", "It is carried to {n} places.", n)
        self.foot.text = text.format(n=n)

    def _row(self, place: Place, width: int, chosen: bool) -> Strip:
        style = self.look.chosen() if chosen else self.look.plain()
        tick = "·" if self._place_of(place) in self._left_out else "✓"
        context = f"{place.before} [{place.surface}] {place.after}".replace("\n", " ")
        left = f" {tick} {place.label or _('unmarked')} "
        room = min(16, width)
        return beside(
            [
                fitted(left, room, self.profile, style, align="near"),
                fitted(context, width - room, self.profile, style, align="right", rtl=True),
            ]
        )

    def _place_of(self, place: Place) -> int:
        return next(n for n, each in enumerate(self._places) if each is place)

    def action_move(self, by: int) -> None:
        """Move through the places."""
        self._show((self._list.chosen + by) % len(self._places))

    def action_tick(self) -> None:
        """Leave a place out, or take it in again."""
        self._left_out ^= {self._list.chosen}
        self._show(self._list.chosen)

    def action_choose(self) -> None:
        """Carry the decision to what is ticked."""
        self.dismiss(tuple(p for n, p in enumerate(self._places) if n not in self._left_out))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click ticks or unticks."""
        self._show(message.index)
        self.action_tick()


class HistoryDialog(Dialog["str"]):
    """Who decided what in this article and when; choosing a row leads to its mark."""

    NAMES = ("history", "dialog")
    BINDINGS = bindings("history")

    def __init__(self, workbench: Workbench, past: Sequence[Past]) -> None:
        super().__init__(workbench)
        self._past = past
        self._list: RowList[Past] = RowList(self._row, self.look.plain(), name="choices")

    def compose(self) -> ComposeResult:
        """Title, one row a decision, what it said, keys."""
        yield Vertical(self.title_line, self._list, self.foot, self.keys_line)

    def on_mount(self) -> None:
        """Show the latest decision first."""
        self.title_line.text = _("History of this article, the latest first")
        self._list.styles.height = min(18, len(self._past))
        self._list.show(self._past, 0)
        self.action_move(0)

    def _row(self, line: Past, width: int, chosen: bool) -> Strip:
        style = self.look.chosen() if chosen else self.look.plain()
        when = line.act.at[5:16].replace("T", " ")
        who = line.curator if line.curator is not None else _("adjudicator")
        left = f" {when}  {who[:10]:10}  "
        left += act_title(line.act.kind, line.decision.verdict)
        room = min(48, width)
        return beside(
            [
                fitted(left, room, self.profile, style, align="near"),
                fitted(line.surface, width - room, self.profile, style, align="right", rtl=True),
            ]
        )

    def action_move(self, by: int) -> None:
        """Move through the decisions; the foot tells what one said."""
        if not self._past:
            self.foot.text = _("Nothing was decided here yet.")
            return
        place = min(max(0, self._list.chosen + by), len(self._past) - 1)
        self._list.show(self._past, place)
        made, said = self._past[place].decision.annotation, self._past[place].said
        value = isolated(short_value(made.value)) if made and made.value else ""
        parts = [made.label, value, isolated(made.note or "")] if made else []
        if said is not None:
            parts += [_(OUTCOMES[said.outcome]) if said.outcome else "", remarks(said)]
        self.foot.text = "  ".join(filter(None, parts))

    def action_choose(self) -> None:
        """Go to the mark of the chosen decision."""
        self.dismiss(self._past[self._list.chosen].decision.mark if self._past else None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click chooses; a second one goes there."""
        self.action_move(message.index - self._list.chosen)
        if message.again:
            self.action_choose()
