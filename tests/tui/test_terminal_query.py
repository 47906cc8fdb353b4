"""Questions to a terminal, against one that follows a script."""

from __future__ import annotations

import os
import sys
import termios
import time
from typing import TYPE_CHECKING

import pytest

from tests.tui.scripted import KONSOLE, VTE, XTERM, answering
from workbench.tui.terminal import query
from workbench.tui.terminal.query import PATIENCE, Conversation, can_ask, unbuffered

if TYPE_CHECKING:
    from pathlib import Path

SLOW_MACHINE = 1.0  # seconds on top of what is allowed


def asked(fd: int) -> Conversation:
    conversation = Conversation(fd)
    started = time.monotonic()
    conversation.ask(fd)
    assert time.monotonic() - started < PATIENCE + SLOW_MACHINE
    return conversation


@pytest.mark.parametrize(("answers", "mode", "version"), [
    (VTE, 1, ""), (KONSOLE, 0, "Konsole 22.12.3"), (XTERM, 0, "XTerm(379)"),
    (b"\x1b[?6c", 0, ""), (b"\x1b[8;3$y\x1b[?1;2c", 3, ""),
])  # fmt: skip
def test_answers_are_understood(answers: bytes, mode: int, version: str) -> None:
    with answering((0, answers)) as fd:
        before = termios.tcgetattr(fd)
        conversation = asked(fd)
        assert (conversation.mode, conversation.version) == (mode, version)
        assert conversation.complete
        assert conversation.typed() == b""
        assert termios.tcgetattr(fd) == before


def test_the_last_answer_ends_the_waiting() -> None:
    with answering((0, VTE)) as fd:
        conversation = Conversation(fd)
        started = time.monotonic()
        conversation.ask(fd, patience=20)
        assert time.monotonic() - started < 10


def test_a_silent_terminal_is_not_waited_for() -> None:
    with answering() as fd:
        before = termios.tcgetattr(fd)
        conversation = asked(fd)
        assert (conversation.mode, conversation.version) == (0, "")
        assert not conversation.complete
        assert termios.tcgetattr(fd) == before


def test_answers_may_come_in_pieces() -> None:
    pieces = [(0.005, bytes([byte])) for byte in KONSOLE[:4]]
    with answering(*pieces, (0.005, KONSOLE[4:])) as fd:
        conversation = Conversation(fd)
        conversation.ask(fd, patience=20)
        assert conversation.version == "Konsole 22.12.3"


def test_what_is_typed_meanwhile_is_kept_apart() -> None:
    script = [(0, b"\x1b[8;1$y"), (0.01, "aش\r".encode()), (0.01, b"\x1b[?65;1;9c")]
    with answering(*script, before=b"x\x1b[A") as fd:
        conversation = Conversation(fd)
        conversation.ask(fd, patience=20)
        assert conversation.mode == 1
        assert conversation.typed() == "x\x1b[Aaش\r".encode()
        assert conversation.typed() == b""


def test_late_answers_are_understood_too() -> None:
    with answering((0.3, b"k" + KONSOLE[:5]), (0.1, KONSOLE[5:] + b"j")) as fd:
        conversation = asked(fd)
        assert conversation.version == ""
        with unbuffered(fd):
            conversation.listen(20)
            assert conversation.typed() == b"k"
            while not conversation.complete:
                assert conversation.listen(20)
        assert conversation.version == "Konsole 22.12.3"
        assert conversation.typed() == b"j"


def test_keys_can_be_kept_for_the_next_who_asks() -> None:
    with answering((0, b"ab" + VTE)) as fd:
        conversation = asked(fd)
        conversation.keep(conversation.typed())
        assert conversation.typed() == b"ab"


@pytest.mark.parametrize(("cut_off", "kept"), [
    (b"\x1b", b"\x1b"), (b"\x1b[", b"\x1b["), (b"\x1b[8", b"\x1b[8"),  # keys may begin so
    (b"\x1b[8;", b""), (b"\x1b[8;1", b""), (b"\x1b[8;1$", b""), (b"\x1b[8;1$y\x1b[?6", b""),
    (b"\x1bP>|Kons", b""), (b"\x1bP>|Konsole 22\x1b", b""), (b"\x1b[?62;1;4", b""),
])  # fmt: skip
def test_what_is_left_of_an_answer_is_no_key(cut_off: bytes, kept: bytes) -> None:
    with answering((0, b"j" + cut_off)) as fd:
        conversation = Conversation(fd)
        conversation.ask(fd, patience=0.05)
        assert conversation.typed() == b"j"
        conversation.give_up()
        assert conversation.typed() == kept


def test_an_escape_that_was_typed_is_a_key() -> None:
    with answering((0, b"\x1b" + VTE)) as fd:
        assert asked(fd).typed() == b"\x1b"


def test_a_flood_of_input_ends_when_patience_ends() -> None:
    with answering((0, b"k" * 100_000)) as fd:
        started = time.monotonic()
        conversation = Conversation(fd)
        conversation.ask(fd)
        assert time.monotonic() - started < PATIENCE + SLOW_MACHINE
        assert set(conversation.typed()) == set(b"k")


def test_settings_come_back_after_an_error() -> None:
    with answering() as fd:
        before = termios.tcgetattr(fd)
        with pytest.raises(OSError, match="Bad file"):
            Conversation(fd).ask(-1)
        assert termios.tcgetattr(fd) == before
        with unbuffered(fd):
            assert termios.tcgetattr(fd) != before
        os.write(fd, query.QUESTIONS)


def test_only_a_terminal_of_our_own_is_asked() -> None:
    with answering() as fd:
        assert not can_ask(fd, {"TERM": "xterm"})  # it is the terminal of no process
        os.write(fd, query.QUESTIONS)
    assert not can_ask(0, {"TERM": "dumb"})
    assert not can_ask(0, {"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"})


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a program that is called tmux."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("VTE_VERSION", "7006")
    return tmp_path / "tmux"


def script(path: Path, text: str) -> None:
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{text}\n")
    path.chmod(0o755)


def test_tmux_tells_of_the_terminal_around_it(tmux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "PATIENCE", 20)
    script(
        tmux, f"assert sys.argv[-2] == '%7'; print('xterm-256color\\n{os.getpid()}\\nVTE(7600)')"
    )
    outer = query.outer({"TMUX": "socket,1,0", "TMUX_PANE": "%7"})
    assert outer is not None
    assert (outer.version, outer.environ["TERM"]) == ("VTE(7600)", "xterm-256color")
    assert outer.environ.get("PATH") == query._environment(str(os.getpid())).get("PATH")


def test_without_tmux_nothing_is_asked(tmux: Path) -> None:
    script(tmux, "print('xterm\\n1\\n')")
    assert query.outer({}) is None


@pytest.mark.parametrize("text", ["sys.exit(1)", "time.sleep(60)"])
def test_a_tmux_that_does_not_answer_is_not_waited_for(tmux: Path, text: str) -> None:
    script(tmux, text)
    started = time.monotonic()
    assert query.outer({"TMUX": "socket,1,0"}) is None
    assert time.monotonic() - started < PATIENCE + SLOW_MACHINE


def test_a_strange_answer_of_tmux_is_harmless(tmux: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "PATIENCE", 20)
    script(tmux, "print('../../etc')")
    outer = query.outer({"TMUX": "socket,1,0"})
    assert outer is not None
    assert (outer.version, dict(outer.environ)) == ("", {"TERM": "../../etc"})
    tmux.unlink()
    assert query.outer({"TMUX": "socket,1,0"}) is None
