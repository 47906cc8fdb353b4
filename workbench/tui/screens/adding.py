"""What is selected in the text, and how it becomes a span.

Invariant: while text is selected, the keys of labels and of edges act on the selection; once it is
a span, the screen is back at what is to be decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic import boundaries
from workbench.curation import OPEN_STATES
from workbench.messages import _
from workbench.model import Span, short_value
from workbench.scheme import Kind
from workbench.tui.commands import twin
from workbench.tui.hints import Offers, offered
from workbench.tui.paint import isolated
from workbench.tui.screens.correcting import CorrectingScreen
from workbench.tui.screens.questions import LabelQuestion
from workbench.workflow import curate, pick, readings

if TYPE_CHECKING:
    from textual import events

    from workbench.arabic.boundaries import Edge, Unit
    from workbench.curation import Mark
    from workbench.model import Value
    from workbench.workflow.pick import Range


_BESIDE = " ،؛؟,;:!?"


class AddingScreen(CorrectingScreen):
    """A screen that adds spans: `kind` is what the numbers were switched to, if they were.

    `last` is the mark that was decided on last.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kind: Kind | None = None
        self.last: str | None = None
        self._picks: tuple[Range, ...] = ()
        self._seeking = False
        self._letter: frozenset[str] = frozenset()
        self._sought_from = 0
        self._passed: set[int] = set()

    # ---------------------------------------------------------------------------------- selecting

    def _selected(self) -> Span | None:
        """What is selected, without the spaces around it."""
        part = self.article_view.selected_text
        if self.article_view.selected is None or not part.strip():
            return None
        start, end = self.article_view.selected
        return Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))

    def _meant(self) -> Span | None:
        """What of the selection is to be a span: moves by word take the comma behind it too."""
        selected = self._selected()
        if selected is None:
            return None
        part = self.sheet.article.text[selected.start : selected.end]
        start = selected.start + len(part) - len(part.lstrip(_BESIDE))
        end = selected.end - len(part) + len(part.rstrip(_BESIDE))
        return Span(start, end) if start < end else selected

    async def let_go(self) -> None:
        """Select nothing any more."""
        self.kind = None
        self.article_view.go(self.article_view.at)

    def action_travel(self, name: str, extend: bool) -> None:
        """Move the text cursor, and say what can become of what is selected."""
        was = self.article_view.selected
        super().action_travel(name, extend)
        self._follow_selection(was)

    def action_row(self, by: int, extend: bool = False) -> None:
        """Move the text cursor by rows, and say what can become of what is selected."""
        was = self.article_view.selected
        super().action_row(by, extend)
        self._follow_selection(was)

    def on_article_view_selected(self) -> None:
        """Say what can become of what the mouse selected."""
        self.step(self._tell_selected)

    def _follow_selection(self, was: Range | None) -> None:
        if was != self.article_view.selected:
            self.step(self._tell_selected)

    async def _tell_selected(self) -> None:
        self.kind = None
        if "\n" in self.article_view.selected_text.strip():
            self.offer(offered(self.NAME, ("zone", "relabel", "copy"), self.workbench.keys))
        elif self._selected() is not None:
            self._tell_labels(await self._kind_at_hand())

    def action_go_to_span(self) -> None:
        """Make the span under the cursor the current one, or select what stands there."""
        self.step(self._point)

    async def _point(self) -> None:
        view = self.article_view
        if view.selected is not None and view.selected in self._picks[:1]:
            self._picks = (*self._picks[1:], self._picks[0])
        else:
            at = view.selected[0] if view.selected else view.at
            marked = self.sheet.layer.marks.touching(at, at + 1)
            if marked:
                self.turn_to(self.sheet, marked[0])
                return
            self._picks = await self.ask(pick.picks, self.sheet, at)
        await self._select(self._picks[0])

    def action_seek(self) -> None:
        """Let the next key be the first letter of a word to be selected."""
        self._seeking = True
        self.say(_("Which letter does the word begin with? Space: another word with the last one."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing else is begun while a letter is awaited."""
        return not self._seeking and super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A key may be the letter that is awaited; Escape and its like are none."""
        if not self._seeking or self.question is not None:
            super().on_key(event)
            return
        self._seeking = False
        event.stop()
        event.prevent_default()
        sign = event.character if event.is_printable else None
        if sign is None:
            self.say("")
        elif sign.isspace():
            self.step(self._seek)
        else:
            self.step(lambda: self._seek(frozenset(filter(None, (sign, twin(sign))))))

    async def _seek(self, signs: frozenset[str] | None = None) -> None:
        """Select what stands at the nearest unmarked word in sight that begins so.

        Without signs the last ones count, and while something is selected, words farther away.
        """
        view = self.article_view
        if signs is not None or view.selected is None:
            self._sought_from, self._passed = view.selected[0] if view.selected else view.at, set()
        self._letter = signs or self._letter
        found = await self.ask(
            pick.sought, self.sheet, self._letter, self._sought_from, view.in_sight
        )
        word = next((at for at in found if at not in self._passed), None)
        if word is None:
            self.say(_("No other unmarked word in sight begins so."))
            return
        self._picks = await self.ask(pick.picks, self.sheet, word)
        start, end = self._picks[0]
        self._passed.update((word, *range(start, end)))
        await self._select((start, end))

    async def _select(self, chosen: Range) -> None:
        """Select, and say what the numbers mean for that."""
        self.article_view.go(*chosen)
        await self._tell_selected()

    async def edge(self, edge: Edge, unit: Unit, by: int) -> None:
        """Move an edge of the selection, or of the current mark."""
        selected, text = self._selected(), self.sheet.article.text
        if selected is None:
            await super().edge(edge, unit, by)
            return
        span = selected.start, selected.end
        await self._stretch(span, boundaries.move(text, span, edge, unit, by))

    async def proclitic(self) -> None:
        """Begin the selection, or the current mark, behind the next proclitic."""
        selected, text = self._selected(), self.sheet.article.text
        if selected is None:
            await super().proclitic()
            return
        span = selected.start, selected.end
        await self._stretch(span, boundaries.turn_proclitic(text, span))

    async def _stretch(self, before: Range, after: Range) -> None:
        if after == before:
            self.say(_("The edge cannot move further that way."))
        else:
            await self._select(after)

    # ------------------------------------------------------------------------------------- labels

    def action_label(self, number: int) -> None:
        """Label by number."""
        self.step(lambda: self._label(number), number=number)

    async def _label(self, number: int) -> None:
        scheme = self.workbench.desk.session.scheme
        label = scheme.keyed(await self._kind_at_hand(), number).name
        if self._selected() is not None:
            await self._add(label)
        elif self.mark is not None:
            await self.decided(curate.relabel, label)

    async def _kind_at_hand(self) -> Kind:
        """Which labels the numbers choose among: as switched, or as it looks."""
        if self.kind is not None:
            return self.kind
        meant = self._meant()
        if meant is not None:
            return await self.ask(pick.kind_of, self.sheet, meant)
        scheme = self.workbench.desk.session.scheme
        return scheme[self.mark.annotation.label].kind if self.mark is not None else Kind.ENTITY

    def action_kind(self) -> None:
        """Switch between entities and figures for the next number."""
        self.step(self._switch_kind)

    async def _switch_kind(self) -> None:
        present = await self._kind_at_hand()
        self.kind = Kind.FIGURE if present is Kind.ENTITY else Kind.ENTITY
        self._tell_labels(self.kind)

    def _tell_labels(self, kind: Kind) -> None:
        scheme = self.workbench.desk.session.scheme
        of_kind = (label for label in scheme if label.kind is kind)
        named = [(f"{label.key} {label.name}", f"label({label.key})") for label in of_kind]
        other = _("0 figures") if kind is Kind.ENTITY else _("0 names")
        both = Offers((*named, (other, "kind")), gap=" ")
        fits = len(both.text) < self.workbench.size.width
        self.offer(both if fits else Offers(tuple(named), gap=" "))

    def action_relabel(self) -> None:
        """Choose a label from the picker."""
        self.step(self._pick_label)

    async def _pick_label(self) -> None:
        mark, adding = self.mark, self._selected() is not None
        if mark is None and not adding:
            self.say(_("Select text first, or go to a span."))
            return
        scheme = self.workbench.desk.session.scheme
        if mark is None or adding:
            kind = await self._kind_at_hand()
            present = next((label for label in scheme if label.kind is kind), next(iter(scheme)))
        else:
            present = scheme[mark.annotation.label]
        number = self.answered_ahead({e.key for e in scheme if e.kind is present.kind})
        if number is not None:
            chosen: str | None = scheme.keyed(present.kind, number).name
        else:
            chosen = await self.put(LabelQuestion(self.workbench, scheme, present))
        if chosen is not None and adding:
            await self._add(chosen)
        elif chosen is not None:
            await self.decided(curate.relabel, chosen)

    # ------------------------------------------------------------------------------------- adding

    async def alternative(self) -> None:
        """Add what is selected as one of the figures that it may be; else as for a mark."""
        meant = self._meant()
        if meant is None:
            await super().alternative()
            return
        found = await self.ask(readings.of_span, self.sheet, meant)
        if not found:
            self.say(_("This cannot be read as a figure; a number key labels it."))
            return
        chosen = await self.choose(self.sheet.article.text[meant.start : meant.end], found)
        if chosen is not None:
            await self._add(*chosen)

    async def _add(self, label: str, value: Value | None = None) -> None:
        """Add what is selected as a span of a label; its value is read from the text if not given.

        Who was about to decide on a suggestion is back at it. A figure that cannot be read stays
        the current one, since its value has to be typed.
        """
        span, at_hand = self._meant(), self.mark
        if span is None:
            return
        sheet = await self.ask(curate.add, self.sheet, span, label, value)
        near = sheet.layer.marks.touching(span.start, span.end)
        added = next(mark for mark in near if mark.stands)
        self.article_view.go(span.start)
        here = sheet.layer.by_id.get(at_hand.id) if at_hand is not None else None
        unread = added.annotation.value is None
        if unread and self.workbench.desk.session.scheme[label].takes is not None:
            self.turn_to(sheet, added)
            self.suggest(
                _("Its value could not be read: = types it, \\ lists what it may be."), "value"
            )
        elif sheet.layer.next_open(added) is None:
            self.advance(sheet, added.id)
        else:
            if here is not None and here.state in OPEN_STATES:
                self.turn_to(sheet, here)
                self.last = added.id
            else:
                self.advance(sheet, added.id)
            self._tell_added(added)

    def _tell_added(self, added: Mark) -> None:
        value = added.annotation.value
        surface = isolated(added.annotation.surface)
        shown = f"{surface} = {short_value(value)}" if value is not None else surface
        told = _("Added {label} {surface}; Backspace goes back to it.")
        self.suggest(told.format(label=added.annotation.label, surface=shown), "last")
