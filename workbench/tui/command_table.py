"""Every command once: its id, keys, title and explanation.

Keys are given for a Latin layout; `commands.py` adds their twins under the Arabic one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do on one screen.

    `id` is `screen.name`; `action` is what the screen's `action_…` method is called, the name by
    default; `hint` shows the command in the line of hints.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    action: str = ""
    hint: bool = False

    @property
    def screen(self) -> str:
        """The screen that the command belongs to."""
        return self.id.split(".")[0]

    @property
    def call(self) -> str:
        """The action as a binding names it."""
        return self.action or self.id.split(".")[1]


def numbers(screen: str, title: str, text: str) -> tuple[Command, ...]:
    """The commands that take a label by its number."""
    return tuple(
        Command(f"{screen}.label_{n}", (str(n),), title, text, f"label({n})") for n in range(1, 10)
    )


_MOVES = (
    ("left", "left", N_("left"), N_("Move the text cursor to the left.")),
    ("right", "right", N_("right"), N_("Move the text cursor to the right.")),
    ("word_left", "ctrl+left", N_("word left"), N_("Move it a word to the left.")),
    ("word_right", "ctrl+right", N_("word right"), N_("Move it a word to the right.")),
    ("sentence_back", "alt+up", N_("sentence before"), N_("Move it to the sentence before.")),
    ("sentence_on", "alt+down", N_("next sentence"), N_("Move it to the next sentence.")),
    ("paragraph_up", "ctrl+up", N_("paragraph up"), N_("Move it a paragraph up.")),
    ("paragraph_down", "ctrl+down", N_("paragraph down"), N_("Move it a paragraph down.")),
    ("row_start", "home", N_("row start"), N_("Move it to where the row begins.")),
    ("row_end", "end", N_("row end"), N_("Move it to where the row ends.")),
    ("start", "ctrl+home", N_("text start"), N_("Move it to the start of the text.")),
    ("end", "ctrl+end", N_("text end"), N_("Move it to the end of the text.")),
)
_SELECT = N_("The same, selecting the text on the way.")


def _moves() -> Iterator[Command]:
    """The moves of the text cursor, each followed by the one that selects."""
    for name, key, title, text in _MOVES:
        yield Command(f"curate.{name}", (key,), title, text, f"travel('{name}', False)")
        shifted = key.replace("+", "+shift+", 1) if "+" in key else f"shift+{key}"
        yield Command(
            f"curate.select_{name}", (shifted,), title, _SELECT, f"travel('{name}', True)"
        )
    for name, rows in (("up", -1), ("down", 1)):
        yield Command(f"curate.{name}", (name,), N_("row"), N_("Move it by a row."), f"row({rows})")
        yield Command(
            f"curate.select_{name}", (f"shift+{name}",), N_("row"), _SELECT, f"row({rows}, True)"
        )


_EDGES = (
    ("end_on", ",", "end", "word", 1, N_("end further"), N_("Let the span end a word later.")),
    ("end_back", ".", "end", "word", -1, N_("end back"), N_("Let the span end a word earlier.")),
    ("start_on", ";", "start", "word", 1, N_("start on"), N_("Let it start a word later.")),
    ("start_back", "'", "start", "word", -1, N_("start back"), N_("Let it start a word earlier.")),
    ("end_letter_on", "e", "end", "cluster", 1, N_("a letter more"),
     N_("Let the span end a letter later.")),
    ("end_letter_back", "d", "end", "cluster", -1, N_("a letter less"),
     N_("Let the span end a letter earlier.")),
    ("start_letter_on", "m", "start", "cluster", 1, N_("start a letter on"),
     N_("Let the span start a letter later.")),
    ("start_letter_back", "i", "start", "cluster", -1, N_("start a letter back"),
     N_("Let the span start a letter earlier.")),
)  # fmt: skip


def _edges() -> Iterator[Command]:
    """The moves of a span's edges; in right-to-left text a span starts at its right."""
    for name, key, edge, unit, by, title, text in _EDGES:
        yield Command(f"curate.{name}", (key,), title, text, f"edge('{edge}', '{unit}', {by})")


HELP = N_("Show what every key does.")
PALETTE = N_("Find a command by its name, in Arabic or English, and carry it out.")
PAGES = N_("Read the annotation guidelines.")
MORE = N_("Show what other keys do, in the line at the bottom.")
"""What commands are for that several screens have."""

COMMANDS: tuple[Command, ...] = (
    Command(
        "curate.accept",
        ("a", "enter"),
        N_("accept"),
        N_("Accept the current suggestion as it is and go to the next undecided one."),
        hint=True,
    ),
    Command(
        "curate.reject",
        ("x",),
        N_("reject"),
        N_("Reject the current suggestion, or withdraw a span that you added."),
        hint=True,
    ),
    Command(
        "curate.skip",
        ("s",),
        N_("skip"),
        N_("Leave the current suggestion for later; it comes back after the others."),
        hint=True,
    ),
    Command(
        "curate.relabel",
        ("l",),
        N_("label"),
        N_("Choose another label for the current span and let it stand."),
        hint=True,
    ),
    *numbers(
        "curate",
        N_("label by number"),
        N_("Accept the current span under the label with this number, as the picker lists them."),
    ),
    Command(
        "curate.kind",
        ("0",),
        N_("entity or figure"),
        N_("Let the number keys choose among entities, or among figures."),
    ),
    Command(
        "curate.clear", ("c",), N_("clear"), N_("Make the current suggestion undecided again.")
    ),
    *_edges(),
    Command(
        "curate.proclitic",
        ("-",),
        N_("proclitic"),
        N_("Let the span begin behind the next of و ف ب ل ك ال, or at the whole word again."),
    ),
    Command("curate.split", ("t",), N_("split"), N_("Divide the span in two at the text cursor.")),
    Command("curate.join", ("&",), N_("join"), N_("Let the span reach to the end of the next.")),
    Command(
        "curate.value",
        ("=",),
        N_("value"),
        N_("Type the value of the figure, as in 1 600, ألف وستمائة or 1/11/2023."),
    ),
    Command(
        "curate.alternative",
        ("\\",),
        N_("other reading"),
        N_("List what the figure, or what is selected, can mean; a number takes one of them."),
    ),
    Command(
        "curate.modifier",
        ("_",),
        N_("how exact"),
        N_("Let the figure be exact, about, at least, at most, more than or less than that."),
    ),
    Command("curate.note", ("+",), N_("note"), N_("Note something on the current span.")),
    Command("curate.note_article", ("!",), N_("article note"), N_("Note something on it all.")),
    Command(
        "curate.propagate",
        ("*",),
        N_("same words"),
        N_("Carry the decision to the same words in this article, after a look at the list."),
        "propagate(False)",
    ),
    Command(
        "curate.propagate_everywhere",
        ("#",),
        N_("same words anywhere"),
        N_("Carry the decision to the same words in all your open articles, after a look."),
        "propagate(True)",
    ),
    Command("curate.history", ("h",), N_("history"), N_("Show who decided what in this article.")),
    Command(
        "curate.zone",
        ("@",),
        N_("furniture"),
        N_("Mark the selected lines as site furniture, or the lines here as text again."),
    ),
    Command("curate.next", ("j",), N_("next"), N_("Go to the next span.")),
    Command("curate.previous", ("k",), N_("previous"), N_("Go to the span before.")),
    Command(
        "curate.next_open", ("tab",), N_("next undecided"), N_("Go to the next undecided span.")
    ),
    Command(
        "curate.last",
        ("backspace",),
        N_("last decided"),
        N_("Go back to the span that you added or decided on last."),
    ),
    Command(
        "curate.undo", ("u",), N_("undo"), N_("Take back your last act, in any article."), hint=True
    ),
    Command("curate.redo", ("r",), N_("redo"), N_("Do again what you undid last.")),
    Command(
        "curate.submit",
        ("f", "f9"),
        N_("submit"),
        N_("Submit the article and open the next; undecided suggestions are asked about."),
        hint=True,
    ),
    Command("curate.reopen", ("o",), N_("reopen"), N_("Open a submitted article again.")),
    Command("curate.next_article", ("]",), N_("next article"), N_("Open the next article.")),
    Command("curate.previous_article", ("[",), N_("previous article"), N_("Open the one before.")),
    *_moves(),
    Command("curate.page_up", ("pageup",), N_("page up"), N_("Go a page up."), "page(-1)"),
    Command("curate.page_down", ("pagedown",), N_("page down"), N_("Go a page down."), "page(1)"),
    Command(
        "curate.go_to_span",
        ("w",),
        N_("span at cursor"),
        N_(
            "Go to the span under the text cursor; where there is none, select the figure or name, "
            "or the word; the keys of edges move what is selected, and once more selects otherwise."
        ),
    ),
    Command(
        "curate.seek",
        ("space",),
        N_("word by letter"),
        N_(
            "Then press the first letter of a word without ال, and with or without و ف ب ل ك: the "
            "nearest unmarked one in sight is selected, with the figure or name it belongs to."
        ),
    ),
    Command(
        "curate.copy",
        ("y",),
        N_("copy"),
        N_("Copy the selection, or the current span, in the order in which it is read."),
    ),
    Command(
        "curate.find",
        ("/",),
        N_("find"),
        N_("Search the article; alef forms, vowel signs and kinds of digits do not matter."),
    ),
    Command("curate.find_next", ("n",), N_("next match"), N_("Go to the next match.")),
    Command("curate.find_previous", ("p",), N_("match before"), N_("Go to the match before.")),
    Command(
        "curate.reveal",
        ("v",),
        N_("unseen signs"),
        N_("Show or hide marks for characters that are not seen, such as direction marks."),
    ),
    Command("curate.numbers", ("z",), N_("line numbers"), N_("Show or hide line numbers.")),
    Command(
        "curate.guidelines_label",
        ("g",),
        N_("label help"),
        N_("What the label of the current span is for, and what the guidelines say of it."),
        "label_help",
    ),
    Command("curate.guidelines", ("f4",), N_("guidelines"), PAGES),
    Command("curate.palette", (":", "ctrl+p"), N_("commands"), PALETTE),
    Command("curate.help", ("?", "f1"), N_("keys"), HELP, hint=True),
    Command("curate.back", ("q",), N_("queue"), N_("Go back to the queue."), hint=True),
    Command(
        "curate.escape",
        ("escape",),
        N_("let go"),
        N_("Select nothing any more; where nothing is selected, go back to the queue."),
    ),
    Command("curate.more", ('"',), N_("more"), MORE, hint=True),
)
