"""Help texts in the language of the interface: written in English, looked up when shown."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from workbench.cli.output import spoken
from workbench.config import load_settings
from workbench.errors import ConfigError
from workbench.messages import N_, _, is_rtl, use_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

USAGE = N_("Usage: ")
# What click itself says.
_OWN = (N_("Options"), N_("Commands"), N_("Show the version and exit."),
        N_("Show this message and exit."))  # fmt: skip
_AS_TYPED = re.compile(r"(?<!\S)(?:-[\w-]|--[\w-]|\[|[A-Z]{2})[^\u0600-\u06ff]*[^\s\u0600-\u06ff]")


class Formatter(click.HelpFormatter):
    """Writes help in the language of the interface; from the right where that is read so."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        super().write_usage(prog, args, _(USAGE) if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The title of a section."""
        super().write_heading(_(heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """What is typed, each with what it does."""
        super().write_dl([(typed, _(text) if text else "") for typed, text in rows],
                         col_max, col_spacing)  # fmt: skip

    def getvalue(self) -> str:
        """The whole help."""
        text = super().getvalue()
        if not (is_rtl() and sys.stdout.isatty()):
            return text
        # What is typed reads from the left, also within a line from the right (UAX #9, isolates).
        lines = [_AS_TYPED.sub("\u2066\\g<0>\u2069", line) for line in text.split("\n")]
        return "\n".join(spoken(line, sys.stdout) for line in lines)


class Context(click.Context):
    """Every command's context: its help is written as above."""

    formatter_class = Formatter


class TranslatedGroup(click.Group):
    """A group that shows its own help, and that of its commands, in the chosen language."""

    context_class = Context

    def get_help(self, ctx: click.Context) -> str:
        """The help; it may be asked for before the options are weighed."""
        use_language(ctx.params.get("lang") or os.environ.get("WORKBENCH_LANG") or _configured())
        translate(self)
        return super().get_help(ctx)


def _configured() -> str | None:
    """The language of the configuration file; what is wrong there is told when it is needed."""
    with suppress(ConfigError):
        return load_settings().lang
    return None


def translate(command: click.Command) -> None:
    """Look up every help text of a command and of the commands in it."""
    for each in _tree(command):
        each.context_class = Context
        each.help = _(each.help) if each.help else None
        for parameter in each.params:
            if isinstance(parameter, click.Option) and parameter.help:
                parameter.help = _(parameter.help)


def help_texts(command: click.Command) -> list[str]:
    """Every help text of a command and of the commands in it, for the catalogue."""
    texts = []
    for each in _tree(command):
        options = [p for p in each.params if isinstance(p, click.Option)]
        texts += [text for text in (each.help, *(option.help for option in options)) if text]
    return texts


def _tree(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from _tree(each)
