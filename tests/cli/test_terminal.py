"""`workbench terminal`, and the question on a terminal of which nothing is known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.tui.scripted import COLOURS, KONSOLE, QUESTIONS, VTE, Session
from workbench.cli import cli
from workbench.layout import Profile
from workbench.tui.terminal import memory_file, remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

ROOT = Path(__file__).parents[2]
NO_TERMINAL = {"TERM": "xterm-256color", "TMUX": "", "TERM_PROGRAM": "", "TEXTUAL_DRIVER": ""}
VARIABLES = ("KONSOLE_VERSION", "VTE_VERSION", "KITTY_WINDOW_ID", "WT_SESSION", "XTERM_VERSION",
             "MLTERM", "ZELLIJ", "WEZTERM_PANE", "ALACRITTY_WINDOW_ID")  # fmt: skip


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)

    def runner(*arguments: str, **env: str) -> Result:
        return CliRunner().invoke(cli, ["--lang", "en", *arguments], env={**NO_TERMINAL, **env})

    return runner


def test_without_a_terminal_it_prints_what_the_environment_says(
    run: Callable[..., Result],
) -> None:
    told = run("terminal", KONSOLE_VERSION="221203")
    rows = dict(line.split("\t") for line in told.stdout.splitlines())
    assert rows["name"] == "Konsole"
    assert rows["profile"] == "bidi"
    assert rows["certain"] == "yes"
    assert rows["explicit"] == "no"
    assert rows["why"].startswith("It orders")
    assert rows["remembered_in"] == str(memory_file())


def test_json(run: Callable[..., Result]) -> None:
    told = json.loads(run("terminal", "--json").stdout)
    assert told == {
        "name": "xterm-256color", "profile": "visual", "explicit": True, "certain": False,
        "why": "Nothing is known about it.", "remembered_in": str(memory_file()),
        "colours": "256",
    }  # fmt: skip
    told = json.loads(run("--rtl", "kitty", "terminal", "--json").stdout)
    assert (told["profile"], told["certain"]) == ("kitty", True)


def test_a_wrong_setting_of_the_configuration_file_is_told(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text('rtl = "visaul"')
    failed = run("terminal")
    assert failed.exit_code == 1
    assert "visual" in str(failed.exception)


def test_a_file_gets_the_same_from_every_terminal(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("خبر (أول) من طنجة\n", "utf-8")
    assert run("--db", "w.db", "import", "a.txt").exit_code == 0
    plain = run("--db", "w.db", "show", "a.txt", "--width", "40").stdout
    assert "ﻃﻨﺠﺔ"[::-1] in plain
    again = run("--db", "w.db", "show", "a.txt", "--width", "40", KONSOLE_VERSION="221203").stdout
    assert again == plain


# ----------------------------------------------------------------------- in a terminal of its own


class Place:
    """A folder with a small database, and the program run there in a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT),
                    "TERM": "xterm-256color", "LANG": "C.UTF-8",
                    "WORKBENCH_STATE": str(folder / "state"), "WORKBENCH_HINTS": "no",
                    "WORKBENCH_CONFIG": str(folder / "config.toml")}  # fmt: skip
        (folder / "a.txt").write_text("خبر (أول) من طنجة\n", "utf-8")
        done = CliRunner().invoke(cli, ["--db", str(folder / "w.db"), "--curator", "amal",
                                        "import", str(folder / "a.txt")])  # fmt: skip
        assert done.exit_code == 0

    def open(self, *arguments: str, answers: bytes = b"") -> Session:
        command = ["-m", "workbench", "--db", str(self.folder / "w.db"), "--curator", "amal",
                   "--lang", "en", *arguments]  # fmt: skip
        return Session(command, answers, cwd=self.folder, env=self.env)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = Place(tmp_path)
    monkeypatch.setenv("WORKBENCH_STATE", made.env["WORKBENCH_STATE"])
    return made


def test_an_unknown_terminal_is_asked_once(place: Place) -> None:
    with place.open() as session:
        session.see("reads well")
        session.send(b"2")
        session.see("\u200eﺧﺒﺮ")
        session.send(b"q")
        session.see("0 submitted")
        session.send(b"q")
        assert session.wait() == 0
    assert list(remembered().values()) == [Profile.BIDI]
    with place.open() as session:
        session.see("accept")
        assert b"The terminal orders" not in session.raw


def test_escape_keeps_the_guess_and_is_remembered_too(place: Place) -> None:
    with place.open() as session:
        session.see("reads well")
        session.send(b"\x1b")
        session.see("accept")
    assert list(remembered().values()) == [Profile.VISUAL]


def test_a_known_terminal_is_not_asked(place: Place) -> None:
    with place.open(answers=VTE) as session:
        session.see("accept")
        assert b"\x1b[8l" in session.raw
    assert remembered() == {}


def test_whoever_has_set_the_profile_is_not_asked(place: Place) -> None:
    with place.open("--rtl", "visual") as session:
        session.see("accept")
    assert remembered() == {}


def test_a_folder_that_cannot_be_written_keeps_nobody_from_working(place: Place) -> None:
    (place.folder / "state").touch()
    with place.open() as session:
        session.see("reads well")
        session.send(b"1")
        session.see("accept")
        assert b"cannot be kept" in session.raw


def test_keys_typed_ahead_are_for_the_workbench_not_for_the_question(place: Place) -> None:
    with place.open(answers=b"q\x1b[?6c") as session:
        session.see("reads well")
        session.send(b"1")
        session.see("0 submitted")  # the queue, where the q led
    assert list(remembered().values()) == [Profile.VISUAL]


def test_the_samples_can_be_seen_again_and_another_picked(place: Place) -> None:
    with place.open("terminal", answers=KONSOLE) as session:
        session.see("Konsole 22.12.3")
        session.send("١".encode())
        assert session.wait() == 0
        assert b"Konsole 22.12.3: visual, kept in" in session.raw
    assert list(remembered().values()) == [Profile.VISUAL]
    with place.open("terminal", answers=KONSOLE) as session:
        session.see("You picked it")
        session.send(b"\x1b")
        assert session.wait() == 0
        assert b"Nothing is changed: visual." in session.raw
    with place.open("--rtl", "bidi", "terminal", answers=KONSOLE) as session:
        session.see("You set it")
        session.send(b"3")
        assert session.wait() == 0
        assert b"that comes first" in session.raw


def test_what_is_printed_to_a_terminal_is_asked_about_and_ordered(place: Place) -> None:
    with place.open("show", "a.txt", answers=KONSOLE) as session:
        assert session.wait() == 0
        assert session.raw.startswith(QUESTIONS)
        assert "\u200eﺧﺒﺮ".encode() in session.raw
        assert session.settings == session.before
    with place.open("show", "a.txt", answers=VTE) as session:
        assert session.wait() == 0
        before, _on, after = session.raw.partition(b"\x1b[8l\x1b[?1243l")
        assert before == QUESTIONS
        assert "ﺧﺒﺮ"[::-1].encode() in after.partition(b"\x1b[8h\x1b[?1243h")[0]
    with place.open("--rtl", "kitty", "show", "a.txt", answers=VTE) as session:
        assert session.wait() == 0
        assert "ﺮ\x1b[3mﺒ\x1b[23mﺧ".encode() in session.raw


def test_lines_that_were_typed_ahead_are_left_to_the_shell(place: Place) -> None:
    with place.open("show", "a.txt", answers=VTE) as session:
        session.send(b"ls\r")
        assert session.wait() == 0
        assert QUESTIONS not in session.raw
        assert os.read(session._slave, 99) == b"ls\n"


def test_json_on_a_terminal_asks_it(place: Place) -> None:
    with place.open("terminal", "--json", answers=KONSOLE) as session:
        assert session.wait() == 0
        told = json.loads(session.raw.removeprefix(QUESTIONS))
        assert (told["name"], told["profile"]) == ("Konsole 22.12.3", "bidi")


def test_a_browser_needs_no_terminal(place: Place) -> None:
    env = {**place.env, "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
           "KONSOLE_VERSION": "221203"}  # fmt: skip
    command = [sys.executable, "-m", "workbench", "--db", str(place.folder / "w.db")]
    with subprocess.Popen(
        command, cwd=place.folder, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as served:
        assert served.stdout is not None
        heard = b""
        while "ﺧﺒﺮ"[::-1].encode() not in COLOURS.sub(b"", heard):
            data = served.stdout.read1(65536)  # type: ignore[attr-defined] # it is buffered
            assert data, heard
            heard += data
        assert heard.startswith(b"__GANGLION__\n")
        assert QUESTIONS not in heard
        served.kill()
