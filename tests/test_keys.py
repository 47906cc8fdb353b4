"""The page of keys is what the table of commands says."""

from __future__ import annotations

from scripts.keys import PAGE, page
from workbench.tui.commands import COMMANDS


def test_the_page_of_keys_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m scripts.keys`"


def test_the_page_names_every_command_with_its_arabic_twin() -> None:
    text = page()
    assert all(f"`{command.id}`" in text for command in COMMANDS)
    assert "| `a` `ش` `⏎` | accept | قبول |" in text
