"""Every command once: its id, keys, title and explanation.

Bindings, the line of hints, the help screen and `workbench list commands` all read this table.
Letters are given for a Latin layout; their twins under the Arabic 101 layout are added here, so
that the same physical key works whichever layout is active. Nothing is bound to B, whose Arabic
twin sends two characters, nor to keys that terminals or multiplexers keep for themselves.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from workbench.errors import ConfigError
from workbench.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvnm,./?1234567890"
_ARABIC = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ؟١٢٣٤٥٦٧٨٩٠"
_TWINS = dict(zip(_LATIN, _ARABIC, strict=True))

_MODIFIERS = frozenset(("alt", "ctrl", "hyper", "meta", "shift", "super"))
_NAMED = frozenset(KEY_NAME_REPLACEMENTS.values()) | frozenset(
    key.value.rpartition("+")[2] for key in Keys if not key.value.startswith("<")
)


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


def _numbers(screen: str, title: str, text: str) -> tuple[Command, ...]:
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


_HELP = N_("Show what every key does.")

COMMANDS: tuple[Command, ...] = (
    Command("queue.open", ("enter",), N_("open"), N_("Open the chosen article."), hint=True),
    Command("queue.up", ("up", "k"), N_("up"), N_("Choose the article above.")),
    Command("queue.down", ("down", "j"), N_("down"), N_("Choose the article below.")),
    Command("queue.page_up", ("pageup",), N_("page up"), N_("Choose one a page above.")),
    Command("queue.page_down", ("pagedown",), N_("page down"), N_("Choose one a page below.")),
    Command("queue.first", ("home",), N_("first"), N_("Choose the first article.")),
    Command("queue.last", ("end",), N_("last"), N_("Choose the last article.")),
    Command(
        "queue.agreement",
        ("i",),
        N_("agreement"),
        N_("How far the curators agree on the articles that they all submitted."),
        hint=True,
    ),
    Command(
        "queue.export",
        ("e",),
        N_("export gold"),
        N_("Write the gold of all finished articles to exports/gold.jsonl."),
        hint=True,
    ),
    Command(
        "queue.undo", ("u",), N_("undo"), N_("Take back your last act, in any article."), hint=True
    ),
    Command("queue.redo", ("r",), N_("redo"), N_("Do again what you undid last.")),
    Command("queue.help", ("?", "f1"), N_("keys"), _HELP, hint=True),
    Command("queue.quit", ("q",), N_("quit"), N_("Leave; everything is saved already."), hint=True),
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
    *_numbers(
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
    Command("curate.next", ("j",), N_("next"), N_("Go to the next span."), hint=True),
    Command("curate.previous", ("k",), N_("previous"), N_("Go to the span before.")),
    Command(
        "curate.next_open", ("tab",), N_("next undecided"), N_("Go to the next undecided span.")
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
        N_("Make the span under the text cursor the current one."),
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
    Command("curate.help", ("?", "f1"), N_("keys"), _HELP, hint=True),
    Command("curate.back", ("q", "escape"), N_("queue"), N_("Go back to the queue."), hint=True),
    Command("agreement.back", ("q", "escape"), N_("back"), N_("Go back to the queue."), hint=True),
    Command("agreement.help", ("?", "f1"), N_("keys"), _HELP, hint=True),
    Command("dialog.cancel", ("escape", "q"), N_("cancel"), N_("Close without choosing.")),
    *_numbers("label", N_("choose by number"), N_("Take the label with this number.")),
    Command("label.kind", ("0", "tab"), N_("other kind"), N_("Show names, or show figures.")),
    Command("label.up", ("up", "k"), N_("up"), N_("Go to the label above."), "move(-1)"),
    Command("label.down", ("down", "j"), N_("down"), N_("Go to the label below."), "move(1)"),
    Command("label.choose", ("enter",), N_("choose"), N_("Take the label.")),
    Command("submit.reject", ("r",), N_("reject the rest"), N_("Reject what is open and submit.")),
    Command("help.up", ("up", "k"), N_("up"), N_("Go to the key above."), "move(-1)"),
    Command("help.down", ("down", "j"), N_("down"), N_("Go to the key below."), "move(1)"),
    Command(
        "terminal.visual",
        ("1",),
        N_("the first"),
        N_("The first sample reads well."),
        "pick('visual')",
        hint=True,
    ),
    Command(
        "terminal.bidi",
        ("2",),
        N_("the second"),
        N_("The second sample reads well."),
        "pick('bidi')",
        hint=True,
    ),
    Command(
        "terminal.kitty",
        ("3",),
        N_("the third"),
        N_("The third sample reads well."),
        "pick('kitty')",
        hint=True,
    ),
    Command(
        "terminal.keep",
        ("escape", "q"),
        N_("leave it as it is"),
        N_("Pick nothing."),
        hint=True,
    ),
    Command("help.cancel", ("enter", "?", "f1"), N_("close"), N_("Close.")),
)


def commands_of(screen: str) -> tuple[Command, ...]:
    """The commands of one screen, in the order of the table."""
    return tuple(command for command in COMMANDS if command.screen == screen)


def bindings(screen: str) -> list[BindingType]:
    """Textual's bindings for one screen."""
    return [
        Binding(twinned(command.keys), command.call, command.title, id=command.id, priority=True)
        for command in commands_of(screen)
    ]


def twinned(keys: tuple[str, ...]) -> str:
    """Textual's names of `keys`, each followed by its twin under the Arabic layout."""
    names: dict[str, None] = {}
    for key in keys:
        names[key_name(key)] = None
        if key in _TWINS:
            names[key_name(_TWINS[key])] = None
    return ",".join(names)


def key_name(key: str) -> str:
    """How Textual calls a key: letters and digits themselves, signs by their Unicode name."""
    if len(key) > 1 or key.isalnum():
        return key
    name = unicodedata.name(key).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def keymap(chosen: Mapping[str, str]) -> dict[str, str]:
    """Textual's keymap for the keys of the configuration file; ConfigError on a wrong one."""
    ids = {command.id: command for command in COMMANDS}
    for name in chosen:
        if name not in ids:
            raise ConfigError(_("The keymap names an unknown command “{id}”.").format(id=name))
    keys = {name: tuple(key.strip(" ") for key in text.split(",")) for name, text in chosen.items()}
    for name, pressed in keys.items():
        for key in pressed:
            if not _is_key(key):
                text = _("The keymap gives {id} “{key}”, which is no key.")
                raise ConfigError(text.format(id=name, key=key))
    taken: dict[tuple[str, str], str] = {}
    for command in COMMANDS:
        for key in twinned(keys.get(command.id, command.keys)).split(","):
            other = taken.setdefault((command.screen, key), command.id)
            if other != command.id:
                text = _("The keymap gives the key {key} to both {one} and {other}.")
                raise ConfigError(text.format(key=key, one=other, other=command.id))
    return {name: twinned(pressed) for name, pressed in keys.items()}


def _is_key(text: str) -> bool:
    """Whether Textual knows a key, with or without modifiers, by its sign or its name."""
    modifiers, _plus, key = text.rpartition("+") if len(text) > 1 else ("", "", text)
    if modifiers and not set(modifiers.split("+")) <= _MODIFIERS:
        return False
    if " " in key:
        return False
    sign = key if len(key) == 1 else key_to_character(key)
    return key in _NAMED or bool(sign and sign.isprintable() and not sign.isspace())


def hints(screen: str) -> str:
    """The line that says what the keys do."""
    return "  ".join(
        f"{shown(command.keys[0])} {_(command.title)}"
        for command in commands_of(screen)
        if command.hint
    )


def shown(key: str) -> str:
    """A key as people read it."""
    names = {"enter": "⏎", "escape": "Esc", "tab": "Tab", "pageup": "PgUp", "pagedown": "PgDn"}
    return names.get(key, key.upper() if key.startswith("f") and len(key) > 1 else key)
