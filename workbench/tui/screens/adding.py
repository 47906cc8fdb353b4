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
from workbench.tui.paint import isolated
from workbench.tui.screens.correcting import CorrectingScreen
from workbench.tui.screens.dialogs import LabelDialog
from workbench.workflow import curate, pick

if TYPE_CHECKING:
    from workbench.arabic.boundaries import Edge, Unit
    from workbench.curation import Mark
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

    async def _select(self, chosen: Range) -> None:
        """Select, and say what the numbers mean for that."""
        self.article_view.go(*chosen)
        self.kind = None
        if self._selected() is not None:
            self._tell_labels(await self._kind_at_hand())

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
        named = ((label.key, label.name) for label in scheme if label.kind is kind)
        self.say(" ".join(f"{key} {name}" for key, name in named))

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
        ahead = self.typed_ahead()
        if ahead and ahead[0] is not None:
            chosen: str | None = scheme.keyed(present.kind, ahead[0]).name
        else:
            dialog = LabelDialog(self.workbench, scheme, present)
            chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None and adding:
            await self._add(chosen)
        elif chosen is not None:
            await self.decided(curate.relabel, chosen)

    # ------------------------------------------------------------------------------------- adding

    async def _add(self, label: str) -> None:
        """Add what is selected as a span of a label; its value is read from the text.

        Who was about to decide on a suggestion is back at it. A figure that cannot be read stays
        the current one, since its value has to be typed.
        """
        span, at_hand = self._meant(), self.mark
        if span is None:
            return
        sheet = await self.ask(curate.add, self.sheet, span, label)
        near = sheet.layer.marks.touching(span.start, span.end)
        added = next(mark for mark in near if mark.stands)
        self.article_view.go(span.start)
        here = sheet.layer.by_id.get(at_hand.id) if at_hand is not None else None
        unread = added.annotation.value is None
        if unread and self.workbench.desk.session.scheme[label].takes is not None:
            self.turn_to(sheet, added)
            self.say(_("Its value could not be read: = types it."))
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
        self.say(told.format(label=added.annotation.label, surface=shown))
