"""Questions to the terminal itself, on the raw tty, before anything else reads from it.

The invariant: nothing waits longer than its patience, the tty is as it was afterwards whatever
happens, and what the user typed meanwhile is kept apart from what the terminal answered.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import subprocess
import termios
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from workbench.tui.terminal.decide import Outer, Replies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE = 0.15
"""Seconds for all answers together; a terminal on this machine takes 1 to 60 ms."""

# DECRQM of mode 8, XTVERSION, and DA1, which every terminal answers and in order.
QUESTIONS = b"\x1b[8$p\x1b[>q\x1b[c"
_MODE = re.compile(rb"\x1b\[8;(\d)\$y")
_VERSION = re.compile(rb"\x1bP>\|([^\x1b]*)\x1b\\")
_ATTRIBUTES = re.compile(rb"\x1b\[\?[\d;]*c")
# The beginning of an answer at the end of what came; keys begin with some of them too.
_BEGUN = re.compile(rb"\x1b(?:\[(?:8?|8;\d?\$?|\?[\d;]*)|P(?:>(?:\|[^\x1b]*\x1b?)?)?)?\Z")
_KEYS_BEGIN = (b"\x1b", b"\x1b[", b"\x1b[8", b"\x1bP")
_LONGEST = 4096

# Terminals that print parts of a question, or none that has an answer.
_SILENT_TERMS = ("", "dumb", "linux")
_SILENT_PROGRAMS = ("Apple_Terminal",)


class Conversation:
    """What comes from the terminal at `fd`: answers, and between them what the user types."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._heard = b""
        self.mode = 0
        """The value of mode 8, 0 before it is answered."""
        self.version = ""
        """The version, empty before it is answered."""
        self.complete = True
        """Whether no more answers are to come."""

    def ask(self, out: int, *, patience: float = PATIENCE) -> None:
        """Ask on `out` and listen until the last answer is there or patience is over."""
        end = time.monotonic() + patience
        with unbuffered(self._fd):
            self.listen(0)
            self.complete = False
            os.write(out, QUESTIONS)
            while not self.complete and (left := end - time.monotonic()) > 0:
                if not self.listen(left):
                    return

    def listen(self, seconds: float) -> bool:
        """Take what comes within a time; False when nothing came or nothing can come any more."""
        ready, _w, _x = select.select([self._fd], [], [], seconds)
        data = os.read(self._fd, _LONGEST) if ready else b""
        self._heard += data
        if not self.complete:
            self._understand()
        return bool(data)

    def _understand(self) -> None:
        if mode := self._taken(_MODE):
            self.mode = int(mode[1])
        if version := self._taken(_VERSION):
            self.version = version[1].decode("utf-8", "replace")
        if self._taken(_ATTRIBUTES):
            self.complete = True

    def _taken(self, answer: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """An answer, which is taken out of what the user typed."""
        found = answer.search(self._heard)
        if found:
            self._heard = self._heard[: found.start()] + self._heard[found.end() :]
        return found

    def typed(self, *, silence: bool = False) -> bytes:
        """What the user typed since the last time, up to where an answer may have begun.

        After `silence` what may be a key as well is one.
        """
        begun = None if self.complete else _BEGUN.search(self._heard)
        if begun is None or (silence and begun[0] in _KEYS_BEGIN):
            end = len(self._heard)
        else:
            end = begun.start()
        typed, self._heard = self._heard[:end], self._heard[end:]
        return typed

    def keep(self, typed: bytes) -> None:
        """Take back what was typed, for the next time."""
        self._heard = typed + self._heard

    def give_up(self) -> None:
        """Wait for no more answers; what can only be the beginning of one is forgotten."""
        begun = None if self.complete else _BEGUN.search(self._heard)
        if begun and begun[0] not in _KEYS_BEGIN:
            self._heard = self._heard[: begun.start()]
        self.complete = True

    def give_back(self) -> None:
        """Put what was typed back for whoever reads next, where the system allows it."""
        self.give_up()
        for byte in self.typed():
            try:
                fcntl.ioctl(self._fd, termios.TIOCSTI, bytes([byte]))
            except OSError:
                return


@contextmanager
def unbuffered(fd: int) -> Iterator[None]:
    """Read `fd` byte by byte and without echo; its settings come back at the end of the block."""
    before = termios.tcgetattr(fd)
    changed = termios.tcgetattr(fd)
    changed[0] &= ~(termios.ICRNL | termios.IXON)
    changed[3] &= ~(termios.ECHO | termios.ICANON)
    changed[6][termios.VMIN], changed[6][termios.VTIME] = 1, 0
    termios.tcsetattr(fd, termios.TCSANOW, changed)
    try:
        yield
    finally:
        termios.tcsetattr(fd, termios.TCSANOW, before)


def can_ask(fd: int, environ: Mapping[str, str]) -> bool:
    """Whether a question to the terminal at `fd` makes sense: it is ours now, and it answers."""
    if environ.get("TERM", "") in _SILENT_TERMS:
        return False
    if environ.get("TERM_PROGRAM") in _SILENT_PROGRAMS:
        return False
    try:
        return os.tcgetpgrp(fd) == os.getpgrp()
    except OSError:
        return False


def typed_ahead(fd: int) -> bool:
    """Whether whole lines wait to be read, which a question would swallow."""
    return bool(select.select([fd], [], [], 0)[0])


def outer(environ: Mapping[str, str]) -> Outer | None:
    """The terminal that shows our pane of tmux, as far as tmux knows it."""
    if not environ.get("TMUX"):
        return None
    command = ["tmux", "display-message", "-p"]
    if pane := environ.get("TMUX_PANE"):
        command += ["-t", pane]
    command.append("#{client_termname}\n#{client_pid}\n#{client_termtype}")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, its pane from our own environment
            command, capture_output=True, timeout=PATIENCE, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return None
    name, pid, version = (*done.stdout.decode("utf-8", "replace").split("\n"), "", "", "")[:3]
    return Outer(version, {**_environment(pid), "TERM": name})


def _environment(pid: str) -> dict[str, str]:
    """The environment of a process of ours; nothing where the system keeps it elsewhere."""
    try:
        data = Path("/proc", pid, "environ").read_bytes()
    except (OSError, ValueError):
        return {}
    pairs = (entry.partition("=") for entry in data.decode("utf-8", "replace").split("\0"))
    return {key: value for key, sign, value in pairs if sign}


def replies(
    stdin: IO[str], stdout: IO[str], environ: Mapping[str, str], *, screen: bool
) -> tuple[Replies, Conversation | None]:
    """What the terminal and tmux answer; without a `screen` no line is taken that was typed."""
    conversation = None
    if stdin.isatty() and can_ask(stdin.fileno(), environ):
        fd = stdin.fileno()
        out = stdout.fileno() if stdout.isatty() else fd
        if screen or not typed_ahead(fd):
            conversation = Conversation(fd)
            with suppress(OSError, termios.error):  # the terminal may be gone
                conversation.ask(out)
            if not screen:
                conversation.give_back()
    if conversation is None:
        return Replies(outer=outer(environ)), None
    return Replies(conversation.mode, conversation.version, outer(environ)), conversation
