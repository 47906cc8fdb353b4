"""Everything that is printed. stdout is data, stderr is narration.

To a terminal, text is laid out right-to-left and nothing of it can be a control byte; to a pipe it
is plain, in logical order.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import IO, TYPE_CHECKING
from unicodedata import bidirectional

import click
from click.core import ParameterSource

from workbench.canonical import canonical_json
from workbench.layout import Layout, Profile, emit, fit, in_turns, is_replaced, plain, safe
from workbench.messages import _, is_rtl
from workbench.tui.terminal import AUTO, detect, explicit_order, sequences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.layout import VisualLine
    from workbench.tui.terminal import Detection

RLM = "\u200f"
"""The mark that makes a paragraph right-to-left (UAX #9)."""

_RIGHT = frozenset(("R", "AL"))
_ITALIC, _UPRIGHT = "\x1b[3m", "\x1b[23m"


class Exit(IntEnum):
    """What the program's exit code says."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Output:
    """Where data goes: a terminal of some width and profile, or a pipe."""

    kind: Detection
    terminal: bool
    width: int

    @classmethod
    def to_stdout(cls, kind: Detection) -> Output:
        """The process's standard output."""
        return cls(kind, sys.stdout.isatty(), max(20, shutil.get_terminal_size().columns))

    @property
    def profile(self) -> Profile:
        """How the terminal shows right-to-left text."""
        return self.kind.profile

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
        with explicit_order(sys.stdout, self.kind):
            for row in range(layout.rows):
                click.echo(self.sent(layout.line(row, cuts)))

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
        with explicit_order(sys.stdout, self.kind):
            for row in table:
                cells = zip(row, widths, strict=True)
                click.echo("  ".join(self._cell(text, width) for text, width in cells).rstrip())

    def _cell(self, text: str, width: int) -> str:
        line = fit(text, width, align="left")
        return self.sent(line) + " " * (width - line.x - line.width)

    def sent(self, line: VisualLine) -> str:
        """A row as the terminal has to get it, without spaces at the right."""
        if self.profile is not Profile.KITTY or not self.terminal:
            return plain(line, self.profile)
        texts = [piece.text for piece in emit(line, self.profile)]
        pairs = zip(texts, in_turns(texts), strict=True)
        return "".join(
            f"{_ITALIC}{text}{_UPRIGHT}" if other else text for text, other in pairs
        ).rstrip(" ")


def print_json(data: object) -> None:
    """One line of JSON; what a terminal must not be sent goes to it in escapes."""
    print_line(canonical_json(data))


def print_line(text: str) -> None:
    """One line of JSON that is written already."""
    click.echo(_escaped(text) if sys.stdout.isatty() else text)


@contextmanager
def data_stream() -> Iterator[IO[bytes]]:
    """Where lines of JSON go byte by byte; a terminal gets them at the end, escaped."""
    if not sys.stdout.isatty():
        yield sys.stdout.buffer
        return
    held = io.BytesIO()
    yield held
    click.echo(_escaped(held.getvalue().decode()), nl=False)


def _escaped(text: str) -> str:
    r"""JSON that says the same, with \uXXXX for what is never shown as itself."""
    return "".join(
        json.dumps(char)[1:-1] if char != "\n" and is_replaced(char) else char for char in text
    )


def narrate(text: str) -> None:
    """Tell a person something, on stderr."""
    click.echo(spoken(text, sys.stderr), err=True)


def spoken(text: str, stream: IO[str]) -> str:
    """A sentence as a stream has to get it: to a terminal, right-to-left where it is."""
    if not stream.isatty() or not (is_rtl() or any(bidirectional(c) in _RIGHT for c in text)):
        return safe(text)
    kind, width = _terminal(), max(20, shutil.get_terminal_size().columns)
    output = Output(kind, terminal=True, width=width)
    # The direction is that of the interface, whatever the sentence begins with.
    layout = Layout(f"{RLM}{text}" if is_rtl() else text, width)
    rows = [output.sent(layout.line(row)) for row in range(layout.rows)]
    on, off = sequences(kind)
    return on + "\n".join(rows) + off


def _terminal() -> Detection:
    """How the terminal is written to; the option for it may not be read yet."""
    context = click.get_current_context(silent=True)
    options = context.find_root().obj if context is not None else None
    if options is not None:
        kind: Detection = options.terminal
        return kind
    return detect(os.environ.get("WORKBENCH_RTL", AUTO), screen=False).detection


def refuse_given(context: click.Context, beside: str, names: tuple[str, ...]) -> None:
    """UsageError where one of these options is given, which has no meaning beside another."""
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "")
        if parameter.name in names and given is not ParameterSource.DEFAULT:
            text = _("{option} does not go with {other}.")
            raise click.UsageError(text.format(option=parameter.opts[0], other=beside))
