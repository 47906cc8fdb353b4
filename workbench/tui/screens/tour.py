"""The tour: the real screen on a sample article, with a line that says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import _, counted
from workbench.tui.commands import COMMANDS, shown, twin
from workbench.tui.markdown import Prose
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.widgets.prose_view import ProseView
from workbench.workflow import tour

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.curation import Mark

_KEYS = ("accept", "reject", "end_on", "value", "submit", "back")


class TourScreen(CurateScreen):
    """The sample article; the guide over it follows what is on disk, not what was pressed."""

    def compose(self) -> ComposeResult:
        """The guide over all that the screen has."""
        guide = ProseView(self.workbench.look, self.workbench.profile, name="guide")
        guide.can_focus = False
        yield guide
        yield from super().compose()

    def _show(self, current: Mark | None) -> None:
        super()._show(current)
        self._guide()

    def offer_tip(self) -> None:
        """None: the guide says enough."""

    def _guide(self) -> None:
        place = tour.next_step(self.sheet.layer, self.mark)
        if place == len(tour.STEPS):
            text = _("All is right now: {submit} submits the article, and the tour is over.")
        else:
            text = _(tour.STEPS[place].text)
        keys = {name: self._key(name) for name in _KEYS}
        step = _("Step {n} of {all}, {back} leaves the tour").format(
            n=min(place + 1, len(tour.STEPS)), all=len(tour.STEPS), back=keys["back"]
        )
        lines = [step, text.format(**keys)]
        about = tour.STEPS[place].about if place < len(tour.STEPS) else ""
        here = self.mark.annotation.surface if self.mark is not None else about
        if about and about not in here and here not in about:
            other = _("You are at another one now: {key} goes back.")
            lines.append(other.format(key=self._key("previous")))
        said = counted("\n".join(lines))
        self.query_one("#guide", ProseView).show(Prose(said, (), (), {}))

    def _key(self, name: str) -> str:
        """The key of a command, with its twin under the Arabic layout."""
        command = next(c for c in COMMANDS if c.id == f"curate.{name}")
        key = self.workbench.keys.of(command)[0]
        other = twin(key)
        return f"{shown(key)} ({other})" if other else shown(key)
