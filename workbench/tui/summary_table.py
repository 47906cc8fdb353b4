"""The commands of the summary, and those that lead to it or end what it begins.

Keys are given for a Latin layout; `commands.py` adds their twins under the Arabic one.
"""

from __future__ import annotations

from workbench.messages import N_
from workbench.tui.command_table import Command

SUMMING_UP: tuple[Command, ...] = (
    Command(
        "queue.summary", ("p",), N_("summary"),
        N_("What you have done in all: articles, spans, speed, day by day."),
    ),
    Command("queue.stop", ("escape",), N_("stop"), N_("Stop the export that is under way.")),
    Command(
        "summary.export", ("e",), N_("export gold"),
        N_("Write the gold of all finished articles to exports/gold.jsonl."), hint=True,
    ),
    Command(
        "summary.agreement", ("i",), N_("agreement"),
        N_("How far the curators agree on the articles that they all submitted."), hint=True,
    ),
    Command("summary.up", ("up", "k"), N_("up"), N_("Go up a row."), "move(-1)"),
    Command("summary.down", ("down", "j"), N_("down"), N_("Go down a row."), "move(1)"),
    Command("summary.page_up", ("pageup",), N_("page up"), N_("Go a page up."), "page(-1)"),
    Command("summary.page_down", ("pagedown",), N_("page down"), N_("Go a page down."), "page(1)"),
    Command("summary.help", ("?", "f1"), N_("keys"), N_("Show what every key does."), hint=True),
    Command(
        "summary.palette", (":", "ctrl+p"), N_("commands"),
        N_("Find a command by its name, in Arabic or English, and carry it out."),
    ),
    Command("summary.back", ("q",), N_("back"), N_("Go back to where you were."), hint=True),
    Command(
        "summary.stop", ("escape",), N_("stop"),
        N_("Stop the export that is under way; go back where there is none."),
    ),
)  # fmt: skip
