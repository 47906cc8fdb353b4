"""Everything that is printed. stdout is data, stderr is narration.

To a terminal, text is laid out right-to-left and nothing of it can be a control byte; to a pipe it
is plain, in logical order.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from workbench.layout import Layout, Profile, fit, plain, safe
from workbench.tui.terminal import explicit_order

if TYPE_CHECKING:
    from collections.abc import Sequence


class Exit(IntEnum):
    """What the program's exit code says."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3


@dataclass(frozen=True, slots=True)
class Output:
    """Where data goes: a terminal of some width and profile, or a pipe."""

    profile: Profile
    terminal: bool
    width: int

    @classmethod
    def to_stdout(cls, profile: Profile) -> Output:
        """The process's standard output."""
        return cls(profile, sys.stdout.isatty(), max(20, shutil.get_terminal_size().columns))

    def line(self, text: str = "") -> None:
        """A text of one line or several, wrapped on a terminal."""
        self.text(text, None)

    def text(self, text: str, width: int | None) -> None:
        """An article's text in rows of `width` columns, or of the terminal's; plain in a pipe."""
        if not self.terminal and width is None:
            click.echo(text)
            return
        layout = Layout(text, width or self.width)
        # In logical order letters stay letters: no ligature stands for two of them.
        cuts = range(len(text)) if self.profile is Profile.OFF else ()
        with explicit_order(sys.stdout, self.profile):
            for row in range(layout.rows):
                click.echo(plain(layout.line(row, cuts), self.profile))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows, the head first; the last column takes the rest of a terminal; tabs in a pipe."""
        table = [[" ".join(cell.split()) for cell in row] for row in rows]
        if not self.terminal:
            for row in table:
                click.echo("\t".join(row))
            return
        columns = len(table[0])
        room = self.width
        widths = [
            min(max(fit(row[i], room).width for row in table), room // 2)
            for i in range(columns - 1)
        ]
        widths.append(max(1, room - sum(widths) - 2 * len(widths)))
        with explicit_order(sys.stdout, self.profile):
            for row in table:
                cells = zip(row, widths, strict=True)
                click.echo("  ".join(self._cell(text, width) for text, width in cells).rstrip())

    def _cell(self, text: str, width: int) -> str:
        line = fit(text, width, align="left")
        return plain(line, self.profile) + " " * (width - line.x - line.width)


def narrate(text: str) -> None:
    """Tell a person something, on stderr."""
    click.echo(safe(text), err=True)
