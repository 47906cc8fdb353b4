"""The commands of the screens around the article: queue, filters, guidelines, speed, all commands.

Keys are given for a Latin layout; `commands.py` adds their twins under the Arabic one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import N_
from workbench.tui.command_table import HELP, MORE, PAGES, PALETTE, Command

if TYPE_CHECKING:
    from collections.abc import Iterator


def _lists(screen: str, *, letters: bool = True) -> Iterator[Command]:
    """Moves through a list."""
    up, down = (("up", "k"), ("down", "j")) if letters else (("up",), ("down",))
    yield Command(f"{screen}.up", up, N_("up"), N_("Go up a row."), "move(-1)")
    yield Command(f"{screen}.down", down, N_("down"), N_("Go down a row."), "move(1)")
    yield Command(f"{screen}.page_up", ("pageup",), N_("page up"), N_("Go a page up."), "page(-1)")
    yield Command(
        f"{screen}.page_down", ("pagedown",), N_("page down"), N_("Go a page down."), "page(1)"
    )


def _ends(screen: str) -> Iterator[Command]:
    yield Command(f"{screen}.first", ("home",), N_("first"), N_("Go to the beginning."), "end(-1)")
    yield Command(f"{screen}.last", ("end",), N_("last"), N_("Go to the end."), "end(1)")


def _palette(screen: str) -> Command:
    return Command(f"{screen}.palette", (":", "ctrl+p"), N_("commands"), PALETTE)


def _page(screen: str) -> Iterator[Command]:
    """What every page that is looked at has."""
    yield from (*_lists(screen), *_ends(screen))
    yield Command(f"{screen}.help", ("?", "f1"), N_("keys"), HELP, hint=True)
    yield _palette(screen)
    yield Command(
        f"{screen}.back", ("q", "escape"), N_("back"), N_("Go back to where you were."), hint=True
    )


BROWSING: tuple[Command, ...] = (
    Command("queue.open", ("enter",), N_("open"), N_("Open the chosen article."), hint=True),
    Command("queue.up", ("up", "k"), N_("up"), N_("Choose the article above.")),
    Command("queue.down", ("down", "j"), N_("down"), N_("Choose the article below.")),
    Command("queue.page_up", ("pageup",), N_("page up"), N_("Choose one a page above.")),
    Command("queue.page_down", ("pagedown",), N_("page down"), N_("Choose one a page below.")),
    Command("queue.first", ("home",), N_("first"), N_("Choose the first article.")),
    Command("queue.last", ("end",), N_("last"), N_("Choose the last article.")),
    Command(
        "queue.search",
        ("/",),
        N_("search"),
        N_("List the articles with all of some words, with or without proclitics."),
        hint=True,
    ),
    Command(
        "queue.filter",
        ("f",),
        N_("filter"),
        N_("List articles by how far you are, label, extractor, day, curator or note."),
        hint=True,
    ),
    Command("queue.clear", ("c",), N_("all"), N_("List all articles again."), hint=True),
    Command("queue.sort", ("s",), N_("sort"), N_("Sort by the next order."), hint=True),
    Command("queue.backwards", ("d",), N_("turn round"), N_("Sort the other way round.")),
    Command("queue.note", ("n",), N_("note"), N_("Note something on the chosen article.")),
    Command(
        "queue.speed",
        ("t",),
        N_("speed"),
        N_("What spans took you, and what became of what was suggested."),
    ),
    Command("queue.guidelines", ("g", "f4"), N_("guidelines"), PAGES),
    Command(
        "queue.agreement",
        ("i",),
        N_("agreement"),
        N_("How far the curators agree on the articles that they all submitted."),
    ),
    Command(
        "queue.adjudicate",
        ("a",),
        N_("adjudicate"),
        N_("The articles that are ready to be adjudicated, or what became of your own spans."),
    ),
    Command(
        "queue.export",
        ("e",),
        N_("export gold"),
        N_("Write the gold of all finished articles to exports/gold.jsonl."),
    ),
    Command(
        "queue.undo", ("u",), N_("undo"), N_("Take back your last act, in any article."), hint=True
    ),
    Command("queue.redo", ("r",), N_("redo"), N_("Do again what you undid last.")),
    Command("queue.tour", ("v",), N_("tour"), N_("Learn the keys on a sample, in five steps.")),
    Command("queue.settings", (",",), N_("settings"), N_("See and change how the program is set.")),
    _palette("queue"),
    Command("queue.help", ("?", "f1"), N_("keys"), HELP, hint=True),
    Command("queue.quit", ("q",), N_("quit"), N_("Leave; everything is saved already."), hint=True),
    Command("queue.more", ('"',), N_("more"), MORE, hint=True),
    *_lists("filter"),
    Command("filter.next", ("right", "space"), N_("next"), N_("Take the next choice."), "turn(1)",
            hint=True),
    Command("filter.previous", ("left",), N_("before"), N_("Take the choice before."), "turn(-1)",
            hint=True),
    Command("filter.clear", ("c",), N_("all"), N_("Ask for all articles."), hint=True),
    Command("filter.apply", ("enter",), N_("show these"), N_("List the articles asked for."),
            hint=True),
    *_lists("palette", letters=False),
    Command("palette.choose", ("enter",), N_("do it"), N_("Carry the command out."), hint=True),
    Command("palette.cancel", ("escape",), N_("close"), N_("Do nothing."), hint=True),
    *_lists("notice"),
    Command("notice.close", ("enter",), N_("close"), N_("Close."), "cancel", hint=True),
    *_lists("meaning"),
    Command("meaning.next", ("right", "n"), N_("next"), N_("Go to the next label."), "turn(1)",
            hint=True),
    Command("meaning.previous", ("left", "p"), N_("before"), N_("To the one before."), "turn(-1)",
            hint=True),
    Command("meaning.guidelines", ("g", "enter"), N_("guidelines"),
            N_("Go to it in the guidelines."), hint=True),
    Command(
        "guidelines.find",
        ("/",),
        N_("find"),
        N_("Search the guidelines; alef forms, vowel signs and kinds of digits do not matter."),
        hint=True,
    ),
    Command("guidelines.find_next", ("n",), N_("next match"), N_("Go to the next match.")),
    Command("guidelines.find_previous", ("p",), N_("match before"), N_("Go to the match before.")),
    Command(
        "guidelines.section", ("]",), N_("next section"), N_("Go to the next heading."),
        "section(1)", hint=True,
    ),
    Command(
        "guidelines.section_before", ("[",), N_("section before"), N_("Go to the heading before."),
        "section(-1)",
    ),
    *_page("guidelines"),
    *_page("speed"),
    Command("settings.next", ("right", "space"), N_("next"), N_("Take the next choice."),
            "turn(1)"),
    Command("settings.previous", ("left",), N_("before"), N_("Take the choice before."),
            "turn(-1)"),
    Command("settings.edit", ("enter",), N_("change"), N_("Type a value, or take the next choice."),
            hint=True),
    Command("settings.usual", ("c",), N_("as usual"), N_("Take back what you chose."), hint=True),
    *_page("settings"),
)  # fmt: skip
