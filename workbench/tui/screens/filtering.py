"""Which articles the queue lists, chosen field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from textual.containers import Vertical

from workbench.messages import N_, _
from workbench.model import Progress
from workbench.tui.commands import bindings
from workbench.tui.paint import beside, fitted, isolated
from workbench.tui.screens.dialogs import Dialog
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from workbench.model import View
    from workbench.tui.app import Workbench
    from workbench.workflow.queue import Choices

PROGRESS: Mapping[Progress, str] = {
    Progress.NEW: N_("new"),
    Progress.OPEN: N_("begun"),
    Progress.DECIDED: N_("decided"),
    Progress.SUBMITTED: N_("submitted"),
}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_TYPED = re.compile(r"[\d-]")
_LONGEST = 10  # 2021-12-31
_NAME = 24
ANYTHING: tuple[Any, str] = (None, "–")
"""The choice of no choice."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a view: what it is called, and its choices with how they are shown.

    A field without choices is a day, which is typed.
    """

    name: str
    title: str
    choices: Sequence[tuple[Any, str]] = ()


def described(view: View, names: Mapping[str, str]) -> str:
    """What a view asks for, in words; empty where it asks for everything."""
    parts = []
    if view.search.strip():
        parts.append(f"“{isolated(view.search)}”")
    if view.progress is not None:
        parts.append(_(PROGRESS[view.progress]))
    if view.label is not None:
        parts.append(_("with {name}").format(name=view.label))
    if view.extractor is not None:
        parts.append(_("from {name}").format(name=view.extractor))
    if view.since is not None:
        parts.append(_("since {day}").format(day=view.since.isoformat()))
    if view.until is not None:
        parts.append(_("until {day}").format(day=view.until.isoformat()))
    if view.curator is not None:
        name = names.get(view.curator, view.curator[:8])
        parts.append(_("of {name}").format(name=isolated(name)))
    if view.noted:
        parts.append(_("with a note of mine"))
    if view.mine:
        parts.append(_("assigned to me"))
    return " · ".join(parts)


def read_day(text: str, *, last: bool) -> date | None:
    """The day that typed text means: of a year or month alone the first or the `last`.

    None where the text is empty; ValueError where it is no day.
    """
    if not text:
        return None
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None:
        raise ValueError(text)
    if day is not None:
        return date(year, month or 1, day)
    first = date(year, month or (12 if last else 1), 1)
    if not last:
        return first
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


class Dated(Protocol):
    """What is asked for: a dataclass with a window of days."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def since(self) -> date | None:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day."""


T = TypeVar("T", bound=Dated)


class FieldsDialog(Dialog[T]):
    """Changes what is asked for field by field, and gives it back, or None."""

    NAMES = ("filter", "dialog")
    BINDINGS = bindings("filter")

    def __init__(
        self, workbench: Workbench, title: str, view: T, nothing: T, fields: Sequence[Field]
    ) -> None:
        super().__init__(workbench)
        self._title, self._view, self._nothing = title, view, nothing
        self._fields = [*fields, Field("", _("show these"))]
        self._days = {
            name: day.isoformat() if (day := getattr(view, name)) else ""
            for name in ("since", "until")
        }
        self._list: RowList[Field] = RowList(self._row, self.look.plain(), name="choices")

    def compose(self) -> ComposeResult:
        """Title, one row a field, what can be typed, keys."""
        yield Vertical(self.title_line, self._list, self.foot, self.keys_line)

    def on_mount(self) -> None:
        """Show the fields."""
        self.title_line.text = self._title
        self._list.styles.height = len(self._fields)
        self._show(0)

    def _show(self, chosen: int) -> None:
        self._list.show(self._fields, chosen)
        self._list.refresh()
        field = self._fields[chosen]
        if field.name in self._days:
            self.foot.text = _("Type a year, month or day: 2021, 2021-03, 2021-03-15")
        else:
            self.foot.text = ""

    @property
    def _field(self) -> Field:
        return self._fields[self._list.chosen]

    def _row(self, field: Field, width: int, chosen: bool) -> Strip:
        style = self.look.chosen() if chosen else self.look.plain()
        if field.name in self._days:
            value = self._days[field.name] + ("_" if chosen else "") or "–"
        elif field.name:
            present = getattr(self._view, field.name)
            value = next((text for each, text in field.choices if each == present), str(present))
            value = f"‹ {value} ›" if chosen else value
        else:
            value = "⏎"
        return beside(
            [
                fitted(f" {field.title}", _NAME, self.profile, style, align="near"),
                fitted(value, width - _NAME, self.profile, style, align="near"),
            ]
        )

    def action_move(self, by: int) -> None:
        """Go to another field."""
        self._show((self._list.chosen + by) % len(self._fields))

    def action_page(self, by: int) -> None:
        """Go to the first field or the last."""
        self._show(0 if by < 0 else len(self._fields) - 1)

    def action_turn(self, by: int) -> None:
        """Take another choice of the field."""
        field = self._field
        if field.choices:
            values = [value for value, _text in field.choices]
            present = getattr(self._view, field.name)
            place = values.index(present) if present in values else 0
            changed = {field.name: values[(place + by) % len(values)]}
            self._view = replace(self._view, **changed)
        self._show(self._list.chosen)

    def action_clear(self) -> None:
        """Ask for everything."""
        self._view = self._nothing
        self._days = dict.fromkeys(self._days, "")
        self._show(self._list.chosen)

    def on_key(self, event: events.Key) -> None:
        """Type a day."""
        name = self._field.name
        if name not in self._days:
            return
        text, sign = self._days[name], event.character or ""
        if event.key == "backspace":
            self._days[name] = text[:-1]
        elif _TYPED.fullmatch(sign) and len(text) < _LONGEST:
            self._days[name] = text + (str(int(sign)) if sign.isdecimal() else sign)
        else:
            return
        event.stop()
        self._show(self._list.chosen)

    def action_apply(self) -> None:
        """List the articles asked for."""
        days: dict[str, date | None] = {}
        for name, text in self._days.items():
            try:
                days[name] = read_day(text, last=name == "until")
            except ValueError:
                self._show(next(n for n, f in enumerate(self._fields) if f.name == name))
                self.foot.text = _("{text} is no day.").format(text=text)
                return
        self.dismiss(replace(self._view, since=days["since"], until=days["until"]))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes the next choice of a field; on the last row it lists the articles."""
        self._show(message.index)
        if self._field.name:
            self.action_turn(1)
        else:
            self.action_apply()


class FilterDialog(FieldsDialog["View"]):
    """Gives back another view of the queue; what is searched stays."""

    def __init__(self, workbench: Workbench, view: View, choices: Choices) -> None:
        labels, sources = ([ANYTHING, *((name, name) for name in names)]
                           for names in (choices.labels, choices.extractors))  # fmt: skip
        fields = [
            Field("progress", _("how far I am"),
                  [ANYTHING, *((p, _(title)) for p, title in PROGRESS.items())]),
            Field("label", _("with a span"), labels),
            Field("extractor", _("suggested by"), sources),
            Field("since", _("published since")),
            Field("until", _("published until")),
            Field("curator", _("of a curator"), [ANYTHING, *choices.curators.items()]),
            Field("noted", _("with a note of mine"), [(False, "–"), (True, _("yes"))]),
            Field("mine", _("assigned to me"), [(False, "–"), (True, _("yes"))]),
        ]  # fmt: skip
        super().__init__(workbench, _("Which articles"), view, cleared(view), fields)


def cleared(view: View) -> View:
    """A view without filters, in the same order."""
    return type(view)(search=view.search, sort=view.sort, backwards=view.backwards)
