"""Tips: what a screen can do that its line of hints does not tell, shown until it was done once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.messages import N_, _
from workbench.tui.commands import COMMANDS, shown

if TYPE_CHECKING:
    from workbench.tui.commands import Keymap


@dataclass(frozen=True, slots=True)
class Tip:
    """A sentence with a place {key} for the key of the first of its commands, {other} the second.

    Any of the commands, carried out once, shows that the tip is known.
    """

    commands: tuple[str, ...]
    text: str

    @property
    def id(self) -> str:
        """The tip by its first command."""
        return self.commands[0]

    @property
    def screen(self) -> str:
        """The screen that it is of use on."""
        return self.id.split(".")[0]


TIPS = (
    Tip(("curate.end_on", "curate.end_back"),
        N_("Tip: {key} lets a span end a word later, {other} a word earlier.")),
    Tip(("curate.value",), N_("Tip: a wrong value? {key} lets you type another one.")),
    Tip(("curate.select_word_left", "curate.go_to_span"),
        N_("Tip: a name is missing? Select it with {key}, then press its number.")),
    Tip(("curate.undo",), N_("Tip: {key} takes back what you did, as often as you like.")),
    Tip(("curate.propagate",), N_("Tip: {key} carries a decision to the same words below.")),
    Tip(("curate.guidelines_label",), N_("Tip: {key} tells what the label at hand is for.")),
    Tip(("curate.palette",), N_("Tip: {key} finds any command by its name, Arabic or English.")),
    Tip(("queue.search",), N_("Tip: {key} searches the text of all articles.")),
    Tip(("queue.filter",), N_("Tip: {key} lists only some articles: new ones, or with a label.")),
    Tip(("queue.settings",), N_("Tip: {key} opens the settings: language, colours, digits.")),
    Tip(("queue.speed",), N_("Tip: {key} shows what your spans took you.")),
    Tip(("queue.tour",), N_("Tip: {key} shows the tour again.")),
)  # fmt: skip


def tip_text(tip: Tip, keys: Keymap) -> str:
    """A tip with the keys in force."""
    by_id = {command.id: command for command in COMMANDS}
    found = [shown(keys.of(by_id[name])[0]) for name in tip.commands]
    return _(tip.text).format(key=found[0], other=found[-1])
