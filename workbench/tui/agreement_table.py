"""The commands of the agreement screen and of the list of spans behind a number.

Keys are given for a Latin layout; `commands.py` adds their twins under the Arabic one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import N_
from workbench.tui.command_table import Command

if TYPE_CHECKING:
    from collections.abc import Iterator

_HELP = N_("Show what every key does.")
_FIND = N_("Find a command by its name, in Arabic or English, and carry it out.")

VIEW = "agreement.view_"
"""How the ids of the commands begin that choose a view."""

_VIEWS = (
    ("overview", "1", N_("overview"),
     N_("Exact F1, what kinds of disagreement cost, and alpha on tokens.")),
    ("pairs", "2", N_("pairs"), N_("Every two curators, as a heat map and with intervals.")),
    ("labels", "3", N_("labels"), N_("Every label, the least first.")),
    ("articles", "4", N_("articles"), N_("Every article, the least first.")),
    ("time", "5", N_("time"), N_("How agreement changes as the project goes on.")),
    ("classes", "6", N_("classes"), N_("In what spans differ.")),
    ("confusion", "7", N_("confusion"), N_("Which label stands against which.")),
    ("values", "8", N_("values"), N_("Values of figures, and the first field that differs.")),
    ("again", "9", N_("self"), N_("How far curators agree with themselves.")),
    ("gold", "0", N_("gold"), N_("How near curators come to gold.")),
    ("suggestions", "-", N_("suggestions"), N_("What suggestions do to agreement.")),
)  # fmt: skip


def _moves(screen: str, what: tuple[str, str]) -> Iterator[Command]:
    up, down = what
    yield Command(f"{screen}.up", ("up", "k"), N_("up"), up, "move(-1)")
    yield Command(f"{screen}.down", ("down", "j"), N_("down"), down, "move(1)")
    yield Command(f"{screen}.page_up", ("pageup",), N_("page up"), N_("Go a page up."), "page(-1)")
    yield Command(
        f"{screen}.page_down", ("pagedown",), N_("page down"), N_("Go a page down."), "page(1)"
    )
    yield Command(f"{screen}.first", ("home",), N_("first"), N_("Go to the beginning."), "end(-1)")
    yield Command(f"{screen}.last", ("end",), N_("last"), N_("Go to the end."), "end(1)")


def _page(screen: str) -> Iterator[Command]:
    yield Command(f"{screen}.help", ("?", "f1"), N_("keys"), _HELP, hint=True)
    yield Command(f"{screen}.palette", (":", "ctrl+p"), N_("commands"), _FIND)
    yield Command(
        f"{screen}.back", ("q", "escape"), N_("back"), N_("Go back to where you were."), hint=True
    )


AGREEING: tuple[Command, ...] = (
    Command(
        "agreement.open", ("enter",), N_("spans"), N_("The spans behind the chosen number."),
        hint=True,
    ),
    Command(
        "agreement.label", ("l",), N_("label"),
        N_("Measure as if only one label were marked."), hint=True,
    ),
    Command(
        "agreement.filter", ("f",), N_("only some"),
        N_("Choose which part is measured: a label, a curator, days, guidelines."), hint=True,
    ),
    Command(
        "agreement.arms", ("s",), N_("saw suggestions"),
        N_("Measure pairs of whom both, one or none saw suggestions, by turns."),
    ),
    Command("agreement.clear", ("c",), N_("everything"), N_("Measure everything."), hint=True),
    Command(
        "agreement.details", ("d",), N_("details"),
        N_("Also alpha by label, and Cohen's and Fleiss' kappa of tokens."), hint=True,
    ),
    Command("agreement.renew", ("r",), N_("measure again"), N_("Measure again.")),
    *(
        Command(f"{VIEW}{name}", (key,), title, text, f"view({n})")
        for n, (name, key, title, text) in enumerate(_VIEWS)
    ),
    Command("agreement.next", ("tab",), N_("next view"), N_("Go to the next view."), "turn(1)"),
    Command(
        "agreement.previous", ("shift+tab",), N_("view before"), N_("Go to the view before."),
        "turn(-1)",
    ),
    Command("agreement.left", ("left",), N_("left"), N_("A square to the left."), "side(-1)"),
    Command("agreement.right", ("right",), N_("right"), N_("A square to the right."), "side(1)"),
    *_moves("agreement", (N_("Go up a row."), N_("Go down a row."))),
    *_page("agreement"),
    Command(
        "cases.open", ("enter",), N_("open"), N_("Open your layer of the article at this place."),
        hint=True,
    ),
    Command(
        "cases.agreeing", ("a",), N_("agreeing too"),
        N_("Also the spans that agree, or only those that differ."), hint=True,
    ),
    *_moves("cases", (N_("Go to the place before."), N_("Go to the next place."))),
    *_page("cases"),
)  # fmt: skip
