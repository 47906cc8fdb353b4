"""Help texts in the language of the interface: written in English, looked up when shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.messages import _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator


class TranslatedGroup(click.Group):
    """A group that shows its own help, and that of its commands, in the chosen language."""

    def get_help(self, ctx: click.Context) -> str:
        """The help; it may be asked for before the options are weighed."""
        use_language(ctx.params.get("lang") or ctx.lookup_default("lang") or None)
        translate(self)
        return super().get_help(ctx)


def translate(command: click.Command) -> None:
    """Look up every help text of a command and of the commands in it."""
    for each in _tree(command):
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
