"""The order of text is ours exactly while the screen is, in a real program and terminal."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.scripted import KONSOLE, QUESTIONS, VTE, Session
from workbench.tui.terminal.driver import LATE

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
ON, OFF = b"\x1b[8l\x1b[?1243l\x1b[2J", b"\x1b[8h\x1b[?1243h"
SCREEN_ON, SCREEN_OFF = b"\x1b[?1049h", b"\x1b[?1049l"
PAINTED = b"\x1b[24;1H"

# A screen that writes what is pressed, and can fail or hand the terminal to another program.
SMALL = """
from textual.app import App
from workbench.tui.terminal import detect, run

class Small(App):
    def on_mount(self):
        self.title = ""
    def on_key(self, event):
        if event.key == "q":
            self.exit(return_code=7)
        elif event.key == "z":
            self.action_suspend_process()
        elif event.key == "e":
            raise RuntimeError("an error")
        elif event.key == "s":
            with self.suspend():
                print("SHELL", flush=True)
        else:
            self._driver.write(f"<{event.key}>")

app = Small()
run(app, detect("auto", screen=True))
print("LEFT", flush=True)
raise SystemExit(app.return_code)
"""


@pytest.fixture
def small(tmp_path: Path) -> Callable[[bytes], Session]:
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT),
           "TERM": "xterm-256color", "WORKBENCH_STATE": str(tmp_path)}  # fmt: skip
    return lambda answers: Session(["-c", SMALL], answers, cwd=tmp_path, env=env)


def started(session: Session) -> int:
    """Wait until the screen is there; the place in the output behind the switch."""
    place = session.wait_for(SCREEN_ON)
    place = session.wait_for(ON, after=place)
    return session.wait_for(PAINTED, after=place)


def given_back(session: Session, after: int) -> int:
    """Wait until the order and then the screen are given back."""
    place = session.wait_for(OFF, after=after)
    return session.wait_for(SCREEN_OFF, after=place)


def test_a_normal_exit(small: Callable[[bytes], Session]) -> None:
    with small(VTE) as session:
        place = started(session)
        session.send(b"q")
        session.wait_for(b"LEFT", after=given_back(session, place))
        assert session.wait() == 7
        assert session.raw.count(ON) == session.raw.count(OFF) == 1
        assert session.settings == session.before


def test_an_error(small: Callable[[bytes], Session]) -> None:
    with small(VTE) as session:
        place = started(session)
        session.send(b"e")
        session.wait_for(b"an error", after=given_back(session, place))
        assert session.wait() == 1
        assert session.settings == session.before


def test_being_terminated(small: Callable[[bytes], Session]) -> None:
    with small(VTE) as session:
        place = started(session)
        os.kill(session.process.pid, signal.SIGTERM)
        given_back(session, place)
        assert session.wait() == 128 + signal.SIGTERM
        assert session.settings == session.before


def test_being_stopped_and_continued(small: Callable[[bytes], Session]) -> None:
    with small(VTE) as session:
        place = started(session)
        session.send(b"z")
        place = given_back(session, place)
        deadline = time.monotonic() + 10
        while not stopped(session.process.pid) and time.monotonic() < deadline:
            session.read(0.05)
        assert session.settings == session.before
        os.kill(session.process.pid, signal.SIGCONT)
        place = session.wait_for(ON, after=session.wait_for(SCREEN_ON, after=place))
        session.send(b"q")
        given_back(session, place)
        assert session.wait() == 7


def stopped(pid: int) -> bool:
    done, status = os.waitpid(pid, os.WNOHANG | os.WUNTRACED)
    return done == pid and os.WIFSTOPPED(status)


def test_handing_the_terminal_to_another_program(small: Callable[[bytes], Session]) -> None:
    with small(VTE) as session:
        place = started(session)
        session.send(b"s")
        place = session.wait_for(b"SHELL", after=given_back(session, place))
        place = session.wait_for(ON, after=session.wait_for(SCREEN_ON, after=place))
        session.send(b"q")
        given_back(session, place)
        assert session.wait() == 7


def test_a_terminal_that_need_not_be_told_is_told_nothing(
    small: Callable[[bytes], Session],
) -> None:
    with small(KONSOLE) as session:
        session.wait_for(PAINTED, after=session.wait_for(SCREEN_ON))
        session.send(b"q")
        assert session.wait() == 7
        assert not any(part in session.raw for part in (b"\x1b[8l", b"\x1b[8h", b"1243"))


def test_keys_typed_while_the_terminal_is_asked_are_pressed(
    small: Callable[[bytes], Session],
) -> None:
    with small(b"a\x1b[B" + VTE + b"\xd8\xb4") as session:
        place = started(session)
        for key in (b"<a>", b"<down>", "<ش>".encode()):
            place = session.wait_for(key, after=place)
        session.send(b"q")
        assert session.wait() == 7


def test_late_answers_are_no_keys(small: Callable[[bytes], Session]) -> None:
    with small(b"") as session:
        session.wait_for(QUESTIONS)
        time.sleep(0.2)
        session.send(b"k" + VTE[:11])
        session.wait_for(b"<k>")
        session.send(VTE[11:] + b"j")
        session.wait_for(b"<j>")
        session.send(b"q")
        assert session.wait() == 7
        assert re.findall(rb"<(\w+)>", session.raw) == [b"k", b"j"]


def test_a_terminal_that_never_answers_loses_no_key(small: Callable[[bytes], Session]) -> None:
    with small(b"") as session:
        session.wait_for(PAINTED)
        begun = time.monotonic()
        for key, name in ((b"a", b"<a>"), (b"\x1b", b"<escape>"), (b"\x1b[A", b"<up>")):
            session.send(key)
            session.wait_for(name)
        assert time.monotonic() - begun < LATE
        time.sleep(LATE)
        session.send("ش".encode())
        session.wait_for("<ش>".encode())
        session.send(b"q")
        assert session.wait() == 7
