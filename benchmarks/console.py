"""A program in a real pseudo-terminal, and the times at which its answers come."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COLUMNS, ROWS = 100, 30
_PATIENCE = 20.0


class NoAnswer(Exception):
    """The program wrote nothing where an answer was due, or has ended."""


@dataclass(frozen=True, slots=True)
class Answer:
    """When the first and the last byte came, in seconds after the key, and how many there were."""

    first: float
    last: float
    size: int


class Console:
    """A command in a terminal of 100 x 30; nothing emulates it, so that reading costs no time.

    An answer is over after `quiet` seconds without a byte.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, env: Mapping[str, str], *, quiet: float = 0.1
    ) -> None:
        self._quiet = quiet
        self._master, slave = pty.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=folder,
            env={**env, "TERM": "xterm-256color"}, start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def press(self, keys: bytes, *, quiet: float | None = None) -> Answer:
        """Send bytes and take what is written until it is quiet; NoAnswer."""
        start = time.perf_counter()
        os.write(self._master, keys)
        return self.answer(start, quiet=quiet)

    def answer(self, start: float, *, quiet: float | None = None) -> Answer:
        """What is written from now on, timed from `start`; NoAnswer."""
        quiet = quiet or self._quiet
        first = last = 0.0
        size = 0
        while True:
            data = self._read(quiet if size else _PATIENCE)
            now = time.perf_counter() - start
            if not data:
                break
            first, last = first or now, now
            size += len(data)
        if not size or self._process.poll() is not None:
            raise NoAnswer(f"{size} bytes in {time.perf_counter() - start:.1f} s")
        return Answer(first, last, size)

    def flush(self, keys: bytes, *, quiet: float = 0.3) -> None:
        """Send bytes whose answer, if any, is of no interest."""
        os.write(self._master, keys)
        while self._read(quiet):
            pass

    def _read(self, wait: float) -> bytes:
        ready, _writable, _failed = select.select([self._master], [], [], wait)
        if not ready:
            return b""
        try:
            return os.read(self._master, 65536)
        except OSError:  # the program has ended
            return b""
