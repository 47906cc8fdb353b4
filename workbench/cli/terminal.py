"""The terminal: what was found out about it, and what the user picks on it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from workbench.canonical import canonical_json
from workbench.cli.output import narrate
from workbench.errors import ConfigError
from workbench.messages import _
from workbench.tui.terminal import (
    AUTO,
    Detection,
    Found,
    chosen,
    colour_system,
    detect,
    memory_file,
    remember,
    run,
)

if TYPE_CHECKING:
    from workbench.cli import Options
    from workbench.layout import Profile


def interactive() -> bool:
    """Whether a person can be asked on a screen."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def terminal(options: Options, as_json: bool) -> None:
    """Find out how this terminal shows right-to-left text.

    On a terminal, shows a sample in every way there is; the one you pick is remembered for this
    kind of terminal. Elsewhere, prints what was found out.
    """
    found = detect(options.rtl, screen=True)
    if interactive() and not as_json:
        calibrate(options, found)
        return
    if found.conversation:
        found.conversation.give_back()
    described = description(found.detection)
    if as_json:
        click.echo(canonical_json(described))
    else:
        rows = [(name, _words(value)) for name, value in described.items()]
        options.output.table([(_("what"), _("value")), *rows])


def description(found: Detection) -> dict[str, str | bool]:
    """What is known of a terminal, for programs."""
    return {
        "name": found.name,
        "profile": found.profile.value,
        "explicit": found.explicit,
        "certain": found.certain,
        "colours": colour_system(found.place, os.environ),
        "why": _(found.why),
        "remembered_in": str(memory_file()),
    }


def _words(value: str | bool) -> str:
    if isinstance(value, str):
        return value
    return _("yes") if value else _("no")


def calibrate(options: Options, found: Found) -> None:
    """Show the samples and keep what is picked."""
    picked = ask(found, options.settings.theme)
    if picked is None:
        narrate(_("Nothing is changed: {profile}.").format(profile=found.detection.profile))
        return
    remember(found.detection.place, picked)
    text = _("{terminal}: {profile}, kept in {path}.")
    narrate(text.format(terminal=found.detection.name, profile=picked, path=memory_file()))
    if options.rtl != AUTO:
        narrate(_("But --rtl, WORKBENCH_RTL or the configuration file says {profile}, "
                  "and that comes first.").format(profile=options.rtl))  # fmt: skip


def ask(found: Found, theme: str) -> Profile | None:
    """What the user picks; None for what was found."""
    from workbench.tui.screens.calibrate import Calibration  # noqa: PLC0415 - Textual takes time

    typed = found.conversation.typed() if found.conversation else b""
    picked = run(Calibration(found.detection, theme=theme), found)
    if found.conversation:
        found.conversation.keep(typed)
    return picked


def asked_once(found: Found, theme: str) -> Found:
    """On a terminal of which nothing is known for certain, let the user pick, now and never again.

    What was typed ahead is for the screen that comes after.
    """
    if found.detection.certain:
        return found
    profile = ask(found, theme) or found.detection.profile
    try:
        remember(found.detection.place, profile)
    except ConfigError as error:
        narrate(str(error))
    return replace(found, detection=chosen(found.detection, profile))


COMMANDS = (terminal,)
