"""The commands of adjudication: the list, a case, gold that is edited, what became of spans.

What can be done in a text has the keys that it has on the screen of an article.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.messages import N_
from workbench.tui.browse_table import BROWSING
from workbench.tui.command_table import COMMANDS as CURATING
from workbench.tui.command_table import Command

if TYPE_CHECKING:
    from collections.abc import Iterator

_KNOWN = {command.id: command for command in (*BROWSING, *CURATING)}
_LOOKING = ("find", "find_next", "find_previous", "reveal", "numbers", "copy")
_PAGES = ("page_up", "page_down")
_ROWS = ("up", "down", *_PAGES, "first", "last")
_HELPING = ("palette", "help")


def _borrowed(source: str, screen: str, *names: str) -> Iterator[Command]:
    """Commands of another screen, under the same keys."""
    for name in names:
        yield replace(_KNOWN[f"{source}.{name}"], id=f"{screen}.{name}")


def _calling(screen: str, *actions: str) -> Iterator[Command]:
    """The commands of the screen of an article that call some actions, under the same keys."""
    for command in CURATING:
        if command.screen == "curate" and command.call.partition("(")[0] in actions:
            yield replace(command, id=command.id.replace("curate", screen, 1))


def _takes() -> Iterator[Command]:
    for n in range(1, 10):
        text = N_("Make the proposal with this number gold, and go to the next place to decide.")
        yield Command(
            f"adjudicate.take_{n}", (str(n),), N_("take"), text, f"take({n})", hint=n == 1
        )


_HELP_OF_LABEL = N_("What the label here is for, and what the guidelines say of it.")
_BACK = N_("Go back to where you were.")
_UNDO = N_("Take back your last act, in any article.")
_REDO = N_("Do again what you undid last.")

ADJUDICATING: tuple[Command, ...] = (
    Command(
        "docket.open", ("enter",), N_("open"), N_("Open the chosen article's case."), hint=True
    ),
    *_borrowed("speed", "docket", *_ROWS),
    Command(
        "docket.outcomes",
        ("d",),
        N_("my spans"),
        N_("What became of your own spans in the articles that are adjudicated."),
        hint=True,
    ),
    Command("docket.undo", ("u",), N_("undo"), _UNDO, hint=True),
    Command("docket.redo", ("r",), N_("redo"), _REDO),
    *_borrowed("speed", "docket", *_HELPING, "back"),
    *_takes(),
    Command(
        "adjudicate.majority",
        ("m", "enter", "a"),
        N_("majority"),
        N_("Make gold what more than half of the curators say, which ⏎ stands beside."),
        hint=True,
    ),
    Command(
        "adjudicate.edit",
        ("e",),
        N_("edit"),
        N_("Make other spans gold: move their edges, give other labels and values."),
        hint=True,
    ),
    Command(
        "adjudicate.add",
        ("i",),
        N_("add"),
        N_("Make text gold that nobody marked: the selection, or what you select then."),
    ),
    Command(
        "adjudicate.reject_all",
        ("x",),
        N_("nobody"),
        N_("Decide that nobody is right: nothing is gold here."),
        hint=True,
    ),
    Command(
        "adjudicate.defer",
        ("s",),
        N_("defer"),
        N_("Put the place off; the article cannot be finished before it is decided."),
        hint=True,
    ),
    Command(
        "adjudicate.clear",
        ("c",),
        N_("clear"),
        N_("Take back what was decided and remarked here; the place is to be decided again."),
    ),
    Command("adjudicate.cause", ("w",), N_("cause"), N_("Say why the curators differ here.")),
    Command("adjudicate.note", ("+",), N_("note"), N_("Note something that the curators read.")),
    Command(
        "adjudicate.guideline",
        ("!",),
        N_("for the guidelines"),
        N_("Flag a place that the guidelines leave open, or take the flag away."),
    ),
    Command("adjudicate.next", ("j", "n", "down"), N_("next"), N_("Go to the next place.")),
    Command("adjudicate.previous", ("k", "up"), N_("previous"), N_("Go to the place before.")),
    Command(
        "adjudicate.next_open",
        ("tab",),
        N_("next undecided"),
        N_("Go to the next place to decide; those put off come last."),
    ),
    Command("adjudicate.undo", ("u",), N_("undo"), _UNDO, hint=True),
    Command("adjudicate.redo", ("r",), N_("redo"), _REDO),
    Command(
        "adjudicate.finish",
        ("f", "f9"),
        N_("finish"),
        N_("Close the article and open the next one; what is still to decide is shown first."),
        hint=True,
    ),
    Command(
        "adjudicate.reopen",
        ("o",),
        N_("reopen"),
        N_("Open a finished article again, or take over one that another adjudicates."),
    ),
    *_borrowed("curate", "adjudicate", "next_article", "previous_article", *_PAGES),
    *_borrowed("curate", "adjudicate", "find", "reveal", "numbers", "copy"),
    Command("adjudicate.find_next", (".",), N_("next match"), N_("Go to the next match.")),
    Command("adjudicate.guidelines_label", ("g",), N_("label help"), _HELP_OF_LABEL, "label_help"),
    *_borrowed("curate", "adjudicate", "guidelines"),
    *_borrowed("speed", "adjudicate", *_HELPING),
    Command("adjudicate.back", ("q", "escape"), N_("list"), _BACK, hint=True),
    Command(
        "gold.decide",
        ("enter", "f", "a"),
        N_("make it gold"),
        N_("Make gold what is shown, and go to the next place to decide."),
        hint=True,
    ),
    *_calling("gold", "edge", "label", "travel", "row", "page", "kind"),
    Command("gold.proclitic", ("-",), N_("proclitic"), _KNOWN["curate.proclitic"].help),
    Command(
        "gold.relabel",
        ("l",),
        N_("label"),
        N_("Choose another label for the current span, or one for what is selected."),
        hint=True,
    ),
    *_borrowed("curate", "gold", "value"),
    Command("gold.drop", ("x",), N_("take away"), N_("Take the current span away."), hint=True),
    Command("gold.next", ("j", "tab"), N_("next"), N_("Go to the next span."), "move(1)"),
    Command("gold.previous", ("k",), N_("previous"), N_("Go to the span before."), "move(-1)"),
    Command("gold.undo", ("u",), N_("undo"), N_("Take the last change back."), hint=True),
    *_borrowed("curate", "gold", "go_to_span", *_LOOKING, "guidelines_label", "guidelines"),
    *_borrowed("speed", "gold", *_HELPING),
    Command(
        "gold.back", ("escape", "q"), N_("leave it as it is"), N_("Decide nothing."), hint=True
    ),
    *(
        Command(f"cause.pick_{n}", (str(n),), N_("by number"), N_("Take this one."), f"pick({n})")
        for n in range(1, 10)
    ),
    *_borrowed("speed", "cause", "up", "down"),
    Command("cause.choose", ("enter",), N_("choose"), N_("Take this one."), hint=True),
    *_borrowed("speed", "outcomes", *_ROWS),
    Command(
        "outcomes.open",
        ("enter",),
        N_("open"),
        N_("Show what became of each of your spans in the chosen article."),
        hint=True,
    ),
    *_borrowed("speed", "outcomes", *_HELPING, "back"),
    *_borrowed("speed", "differences", "up", "down", *_PAGES),
    Command(
        "differences.next_open",
        ("tab", "n"),
        N_("next difference"),
        N_("Go to the next span that is other in gold."),
        hint=True,
    ),
    *_borrowed("curate", "differences", "find", "reveal", "numbers", "copy", "history"),
    Command(
        "differences.guidelines_label", ("g",), N_("label help"), _HELP_OF_LABEL, "label_help",
        hint=True,
    ),
    *_borrowed("curate", "differences", "guidelines"),
    *_borrowed("speed", "differences", *_HELPING, "back"),
)  # fmt: skip
