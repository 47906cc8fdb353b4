"""The main job in a real terminal: curate, crash, reopen, undo, submit, export, agree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.terminal import Terminal
from workbench.curation import fold
from workbench.layout import Layout, Profile, plain
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation import Mark

ROOT = Path(__file__).parents[2]


class Place:
    """A folder with a database of the five seeds, and the program run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "workbench.db"
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "WORKBENCH_CONFIG": str(folder / "config.toml"),
            "WORKBENCH_STATE": str(folder / "state"),
            "WORKBENCH_HINTS": "no",  # the tour has tests of its own
        }

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "workbench", "--db", str(self.db), *arguments],
            capture_output=True, text=True, check=check, cwd=self.folder, env=self.env,
        )  # fmt: skip

    def open(self, curator: str, **size: int) -> Terminal:
        arguments = ["--db", str(self.db), "--curator", curator, "--rtl", "visual"]
        return Terminal(arguments, cwd=self.folder, env=self.env, **size)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    assert made.run("import", str(ROOT / "seeds")).returncode == 0
    made.run("suggest")
    return made


def first_marks(place: Place, count: int) -> list[Mark]:
    """The marks that a curator meets who accepts each suggestion she comes to."""
    with session(place.db, "reader") as reader:
        layer = fold(reader.store.proposals(reader.store.article_ids()[0]), ())
        met: list[Mark] = []
        mark = layer.next_open(None)
        while mark is not None and len(met) < count:
            met.append(mark)
            rest = [m for m in layer.undecided if not any(
                m.annotation.span.overlaps(done.annotation.span) for done in met)]  # fmt: skip
            mark = next((m for m in rest if m not in met), None)
        return met


def spans(records: Sequence[dict[str, Any]]) -> list[tuple[int, int, str]]:
    return [(s["start"], s["end"], s["label"]) for r in records for s in r["spans"]]


def key(mark: Mark, label: str | None = None) -> tuple[int, int, str]:
    return mark.annotation.span.start, mark.annotation.span.end, label or mark.annotation.label


def test_the_main_job_survives_a_crash_and_exports_what_was_decided(place: Place) -> None:
    one, two, three, four = first_marks(place, 4)
    with session(place.db, "reader") as reader:
        text = reader.store.article(reader.store.article_ids()[0]).text
    with place.open("amal", columns=100, rows=30) as terminal:
        words = plain(Layout(text, 200).line(0), Profile.VISUAL).split()
        terminal.wait_for(lambda screen: all(word in screen for word in words[:3]))
        terminal.send("aaa")
        terminal.wait_for("✓3")
        terminal.send("x")
        terminal.wait_for("✗")
        terminal.send("l")
        terminal.wait_for("Label of a")
        terminal.send("4")
        terminal.wait_for("✓4")
        terminal.kill()
    with place.open("amal") as terminal:
        terminal.wait_for("✓4")
        terminal.send("u")
        terminal.wait_for("✓3")
        terminal.send("f")
        terminal.wait_for("reject the rest")
        terminal.send("r")
        terminal.wait_for("Submitted with 3 spans")
        terminal.send("q")
        terminal.wait_for("1 submitted")
        terminal.send("q")
        assert terminal.wait() == 0
    exported = place.run("--curator", "amal", "export")
    records = [json.loads(line) for line in exported.stdout.splitlines()]
    assert spans(records) == [key(one), key(two), key(three)]
    assert [r["status"] for r in records] == ["finished"]
    assert four.annotation not in (one.annotation, two.annotation, three.annotation)


def test_two_curators_agree_as_counted_by_hand(place: Place) -> None:
    one, two, three = first_marks(place, 3)
    source = "000_74e157696b8986a4.txt"
    figures = {"CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "AGE", "DATE", "TIME",
               "DURATION"}  # fmt: skip
    other = "DATE" if three.annotation.label in figures - {"DATE"} else "LAW"
    for curator, last in (("amal", ("accept",)), ("badr", ("amend", "--label", other))):
        for mark, verdict in ((one, ("accept",)), (two, ("accept",)), (three, last)):
            place.run("--curator", curator, "decide", source, mark.id, *verdict)
        result = json.loads(place.run("--curator", "amal", "agreement", "--json").stdout)
        assert result["pairs"] == []
        place.run("--curator", curator, "submit", source, "--reject-undecided")
    result = json.loads(place.run("--curator", "amal", "agreement", "--json").stdout)
    (pair,) = result["pairs"]
    assert set(pair["curators"]) == {"amal", "badr"}
    assert pair["documents"] == 1
    assert pair["spans"] == 6
    assert pair["f1"] == pytest.approx(2 * 2 / 6)


def test_the_arabic_keyboard_and_both_sizes(place: Place) -> None:
    with place.open("amal", columns=80, rows=24) as terminal:
        terminal.wait_for("undecided")
        terminal.send("ش")
        terminal.wait_for("✓1")
        terminal.send("ء")
        terminal.wait_for("✗")
        terminal.send("ع")
        terminal.wait_for(lambda text: "✗" not in text)
        terminal.resize(200, 60)
        terminal.wait_for(lambda text: "✓1" in text.split("\n")[0][-10:])
        terminal.send("؟")
        terminal.wait_for("the same keys work under an Arabic layout")
        terminal.send("\x1b")
        terminal.wait_for(lambda text: "the same keys work" not in text)
        terminal.send("ض")
        terminal.wait_for("0 submitted")


def test_no_control_byte_of_an_article_reaches_the_terminal(place: Place) -> None:
    hostile = place.folder / "hostile.txt"
    hostile.write_text(
        "عنوان\x1b]0;owned\x07 \x1b[31m[b]قال[/b] \x9b31m محمد السادس\u202e في طنجة\n"
    )
    place.run("import", str(hostile))
    with place.open("amal") as terminal:
        terminal.wait_for("undecided")
        terminal.send("[")
        terminal.wait_for("31m")
        assert b"owned\x07" not in terminal.raw
        assert b"\x1b]0;owned" not in terminal.raw
        assert "\u202e".encode() not in terminal.raw
    shown = place.run("show", "hostile.txt", "--width", "60")
    assert "\x1b" not in shown.stdout
