"""A terminal that says what a test wants it to say, at the other end of a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

QUESTIONS = b"\x1b[8$p\x1b[>q\x1b[c"
VTE = b"\x1b[8;1$y\x1b[?65;1;9c"
KONSOLE = b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c"
XTERM = b"\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2c"
PATIENCE = 30.0
COLOURS = re.compile(rb"\x1b\[[\d;]*m")


@contextmanager
def answering(*script: tuple[float, bytes], before: bytes = b"") -> Iterator[int]:
    """The program's end of a terminal that answers the questions by a script of (wait, bytes).

    `before` is typed before the program looks.
    """
    master, slave = os.openpty()
    fcntl.ioctl(master, termios.FIONBIO, struct.pack("i", 0))
    os.write(master, before)

    def terminal() -> None:
        heard = b""
        while not heard.endswith(QUESTIONS):
            if not select.select([master], [], [], PATIENCE)[0]:
                return
            heard += os.read(master, 4096)
        for seconds, data in script:
            time.sleep(seconds)
            os.write(master, data)

    thread = threading.Thread(target=terminal, daemon=True)
    thread.start()
    try:
        yield slave
    finally:
        thread.join(PATIENCE)
        os.close(slave)
        os.close(master)


class Session:
    """A program in a session and a terminal of its own, which answers its questions."""

    def __init__(
        self, command: Sequence[str], answers: bytes, *, cwd: Path, env: Mapping[str, str]
    ) -> None:
        self.raw = b""
        self._seen = 0
        self._answers = answers
        self._master, slave = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(slave)
        self._slave = slave
        self.process = subprocess.Popen(
            [sys.executable, "-c", _OWN_TERMINAL, *command],
            stdin=slave, stdout=slave, stderr=slave, cwd=cwd, env=env, start_new_session=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._slave)
        os.close(self._master)

    def read(self, seconds: float) -> None:
        """Take what the program writes within a time, and answer."""
        if not select.select([self._master], [], [], seconds)[0]:
            return
        asked = self.raw.count(QUESTIONS)
        self.raw += os.read(self._master, 65536)
        if self.raw.count(QUESTIONS) > asked:
            os.write(self._master, self._answers)

    def wait_for(self, data: bytes, *, after: int = 0) -> int:
        """Read until `data` was written beyond a place; the place behind it."""
        end = time.monotonic() + PATIENCE
        while (at := self.raw.find(data, after)) < 0:
            if time.monotonic() > end or self.process.poll() is not None:
                raise AssertionError(f"waited in vain for {data!r} in {self.raw[after:]!r}")
            self.read(0.1)
        return at + len(data)

    def see(self, text: str) -> None:
        """Read until the program has drawn `text`, after what was seen last; colours apart."""
        end = time.monotonic() + PATIENCE
        while text not in (drawn := self._drawn()):
            if time.monotonic() > end or self.process.poll() is not None:
                raise AssertionError(f"waited in vain for {text!r} in {drawn!r}")
            self.read(0.1)
        self._seen = len(self.raw)

    def _drawn(self) -> str:
        return COLOURS.sub(b"", self.raw[self._seen :]).decode("utf-8", "replace")

    def send(self, data: bytes) -> None:
        """Type."""
        os.write(self._master, data)

    def wait(self) -> int:
        """Read until the program has ended; its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        self.read(0)
        return self.process.wait(1)

    @property
    def settings(self) -> list[object]:
        """The settings of the terminal as they are now."""
        return termios.tcgetattr(self._slave)


# A session has no terminal until it takes one.
_OWN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
