"""Write `docs/keys.md`: what every key does, from the table of commands."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from workbench.messages import said_in
from workbench.tui.commands import COMMANDS, Command, shown, twin

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "keys.md"

_TITLES = {
    "queue": "The queue",
    "curate": "An article",
    "agreement": "Agreement",
    "docket": "What is ready to be adjudicated",
    "adjudicate": "A case",
    "gold": "Gold that is edited",
    "outcomes": "What became of your spans",
    "differences": "What became of your spans in an article",
    "guidelines": "The guidelines",
    "speed": "Speed",
    "settings": "Settings",
    "filter": "Dialog: which articles",
    "palette": "Dialog: commands",
    "meaning": "Dialog: what a label is for",
    "label": "Dialog: another label",
    "line": "Dialog: a line of text",
    "entry": "Dialog: a line of text with other readings",
    "zone": "Dialog: site furniture",
    "cause": "Dialog: why curators differ",
    "places": "Dialog: the same words",
    "history": "Dialog: history",
    "submit": "Dialog: submit with undecided suggestions",
    "help": "Dialog: keys",
    "notice": "Dialog: a notice",
    "dialog": "Every dialog in which nothing is typed",
    "terminal": "`workbench terminal`",
}

_HEAD = """# Keys

Made by `python -m scripts.keys`; do not edit.

A key works by its place on the keyboard: where a letter has a twin under the Arabic layout, it is
shown behind it. `:` finds a command by its name, in Arabic or English, and `?` lists those of a
screen. The line at the bottom can be clicked.

Other keys are given in the configuration file, by the id of the command; several are separated by
commas. What is wrong there is told at the start, and its commands keep their usual keys:

```toml
[keymap]
"curate.accept" = "a, enter, space"
```
"""


def page() -> str:
    """The page as the table makes it."""
    screens = {name: list(group) for name, group in groupby(_sorted(), lambda c: c.screen)}
    parts = [_HEAD]
    for screen, commands in screens.items():
        rows = [f"| {_keys(c)} | {c.title} | {said_in('ar', c.title)} | {c.help} | `{c.id}` |"
                for c in commands]  # fmt: skip
        head = "| keys | command | بالعربية | what it does | id |\n| --- | --- | --- | --- | --- |"
        parts.append("\n".join([f"## {_TITLES.get(screen, screen)}\n", head, *rows, ""]))
    return "\n".join(parts)


def _sorted() -> list[Command]:
    order = {name: place for place, name in enumerate(_TITLES)}
    return sorted(COMMANDS, key=lambda command: order.get(command.screen, len(order)))


def _keys(command: Command) -> str:
    return " ".join(
        f"`{_written(key)}`" + (f" `{other}`" if (other := twin(key)) else "")
        for key in command.keys
    )


def _written(key: str) -> str:
    """A key in a cell of a table."""
    return shown(key).replace("|", "\\|")


def main() -> None:
    """Renew the page."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
