"""Long work on the command line: a line that tells how far it is, and an interrupt that keeps it.

Invariant: the line is on the standard error of a person who watches, and is gone when the work has
ended; where standard output or error goes anywhere but to a terminal, nothing is shown. An
interrupt ends the work between two of its steps, so that no step is done by half; a second one
ends it at once, and so does the first where the work has no steps.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, TypeVar

from workbench.cli.output import Exit
from workbench.layout import Profile, emit, fit, in_turns
from workbench.messages import _, counted, is_rtl
from workbench.tui.pace import lasting, told
from workbench.tui.plots import bar
from workbench.tui.terminal.switch import sequences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.progress import Progress, Task

    from workbench.cli import Options
    from workbench.layout import VisualLine
    from workbench.tui.terminal import Detection

T = TypeVar("T")

_BAR, _GAP = 16, "  "  # columns
_OFTEN = 8  # pictures a second


class Work:
    """A long piece of work; `line` is what is shown of it, if anything is."""

    def __init__(self, line: Line | None) -> None:
        self._line = line
        self._in_steps = self._asked = False

    def each(self, items: Iterator[T], total: int) -> Iterator[T]:
        """Items as they are made, `total` of them; making one and what is done with it is a step.

        They are made no longer once no more are wanted.
        """
        try:
            self.at(0, total)
            for done, item in enumerate(items, 1):
                yield item
                self.at(done, total)
        finally:
            if isinstance(items, Generator):
                items.close()

    def at(self, done: int, total: int | None, title: str | None = None) -> None:
        """So much is done: between two steps; KeyboardInterrupt where somebody asked to stop."""
        self._in_steps = True
        if self._asked:
            raise KeyboardInterrupt
        if self._line is not None:
            self._line.show(done, total, title)

    def aside(self) -> AbstractContextManager[None]:
        """While something else is printed the line is out of its way."""
        return self._line.hidden() if self._line is not None else nullcontext()

    def interrupt(self, *_signal: object) -> None:
        """Stop behind the present step, or at once where there are none or this is asked twice."""
        if self._asked or not self._in_steps:
            raise KeyboardInterrupt
        self._asked = True
        if self._line is not None:
            self._line.title = _("Stopping")


@contextmanager
def watched(options: Options, title: str, stopped: Callable[[], object]) -> Iterator[Work]:
    """Long work, during which a person sees how far it is.

    Where she interrupts it, `stopped` tells what was done and what she can do about it, and the
    program ends with code 130.
    """
    kind = options.terminal if is_rtl() else None  # asking the terminal takes time
    line = Line(title, kind) if _is_watched() else None
    work = Work(line)
    try:
        with line.shown() if line is not None else nullcontext(), _interrupting(work.interrupt):
            yield work
    except KeyboardInterrupt:
        stopped()
        raise SystemExit(Exit.INTERRUPTED) from None


def _is_watched() -> bool:
    return sys.stderr.isatty() and sys.stdout.isatty()


@contextmanager
def _interrupting(act: Callable[..., None]) -> Iterator[None]:
    """Let an interrupt do `act`; in any thread but the first it is left as it is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, act)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Line:
    """The line: a title, a bar where the whole is known, numbers; mirrored where one reads so.

    `kind` is that of the terminal, and None where nothing that is shown is right-to-left. Only the
    thread that works may call it; it is drawn by another.
    """

    def __init__(self, title: str, kind: Detection | None) -> None:
        from rich.console import Console  # noqa: PLC0415 - only who watches needs to wait for it
        from rich.progress import Progress  # noqa: PLC0415

        line = self

        class Drawn(Progress):
            """Rich keeps the time and the place; the line is drawn here."""

            def get_renderables(self) -> Iterator[Line]:
                """The one line."""
                yield line

        console = Console(file=sys.stderr, highlight=False)
        self._progress: Progress = Drawn(
            console=console, transient=True, refresh_per_second=_OFTEN,
            redirect_stdout=False, redirect_stderr=False,
        )  # fmt: skip
        self._profile = kind.profile if kind is not None else Profile.OFF
        self._order = sequences(kind) if kind is not None else ("", "")
        self.title = title
        self._task = self._progress.add_task("", total=None)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show the line while a block runs."""
        with self._progress:
            yield

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the line away while a block runs."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()

    def show(self, done: int, total: int | None, title: str | None) -> None:
        """Show so much; another title is another part of the work, at a pace of its own."""
        if title is not None and title != self.title:
            self.title = title
            self._progress.reset(self._task, total=total)
        self._progress.update(self._task, completed=done, total=total)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The pieces in reading order, between what tells the terminal to leave them in it."""
        from rich.segment import ControlType, Segment  # noqa: PLC0415
        from rich.style import Style  # noqa: PLC0415

        # A segment with any code of Rich's is sent as it is, and takes no columns.
        on, off = (Segment(each, None, [(ControlType.HOME,)]) for each in self._order)
        yield on
        texts = self._texts(options.max_width - 1)
        turns = in_turns(texts) if self._profile is Profile.KITTY else [False] * len(texts)
        for text, turned in zip(texts, turns, strict=True):
            yield Segment(text, Style(italic=True) if turned else None)
        yield off

    def _texts(self, width: int) -> list[str]:
        """What is sent, in the order of the columns: title, bar, numbers, from where one reads."""
        (task,) = self._progress.tasks
        mirrored = is_rtl()
        lines: list[VisualLine] = []
        for text in (self.title, *_numbers(task)):
            gap = _GAP if lines else ""
            lines.append(fit(counted(f"{gap}{text}"), max(0, width), rtl=mirrored, align="left"))
            width -= lines[-1].width
        before = [" " * max(0, width)] if mirrored else []
        ordered = lines[::-1] if mirrored else lines
        return before + [piece.text for line in ordered for piece in emit(line, self._profile)]


def _numbers(task: Task) -> list[str]:
    """A bar and how far it is; how long it has taken, where nothing is counted."""
    if task.total is None and not task.completed:
        return [lasting(task.elapsed or 0)]
    total = int(task.total) if task.total is not None else None
    phrase = told(int(task.completed), total, task.speed)
    if not total:
        return [phrase]
    return [bar(min(1.0, task.completed / total), _BAR), phrase]
