"""What the screen says where there is nothing to do, no room, no database, or work under way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.tui import drawn
from workbench.layout import Profile
from workbench.tui.app import Workbench
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.queue import QueueScreen
from workbench.tui.widgets.row_list import RowList
from workbench.tui.widgets.too_small import LEAST, TooSmall
from workbench.workflow import learn, release
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Table
    from workbench.workflow.release import Report, Request, Watch
    from workbench.workflow.session import Session

    Open = AbstractAsyncContextManager[Table]

NOBODY = 65534
SUBMIT_ALL = ("a", "a", "a", "a", "a", "f", "x", "x", "f")


def shown(t: Table) -> str:
    return drawn.text(t.app)


# --------------------------------------------------------------------------------- nothing to do


async def test_the_last_submission_is_summed_up_once(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press(*SUBMIT_ALL)
        await t.settle()
        assert t.screen == "SummaryScreen"
        text = shown(t)
        assert "Everything is submitted: 2 articles." in text
        assert "Spans that you submitted: 5 · names: 4 · figures: 1" in text
        assert "Of 7 suggestions that you decided on, 71 % stood unchanged." in text
        assert "Articles submitted each day" in text
        assert "Keys a span: 1" in text
        await t.press("q")
        assert t.screen == "QueueScreen"
        assert "p sums up, e exports the gold" in t.line("bottom")
        await t.press("enter", "q")
        assert t.screen == "QueueScreen"
        await t.press("p", "i")
        assert t.screen == "AgreementScreen"
        await t.press("q", "escape")
        assert t.screen == "QueueScreen"


async def test_an_article_without_open_suggestions_says_what_is_next(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press("a", "a", "a", "a", "a")
        assert "Nothing is left to decide: f submits" in t.line("bottom")


# ----------------------------------------------------------------------------------------- no room


@pytest.mark.parametrize("keys", [(), ("q",), ("q", "f"), ("q", "i"), ("q", "p"), ("colon",)])
async def test_too_small_a_terminal_is_told_and_everything_comes_back(
    table: Callable[..., Open], monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr(Workbench, "LEAST", LEAST)
    async with table() as t:
        await t.press(*keys)
        before = shown(t)
        for size in ((1, 1), (3, 1), (1, 9), (59, 30), (200, 14)):
            await t.pilot.resize_terminal(*size)
            await t.settle()
            assert t.app.screen.query(TooSmall)
        sentence = "Too small: make the window 60 columns wide and 15 rows high."
        assert " ".join(shown(t).split()) == sentence
        await t.press("a", "x", "q", "down")
        await t.pilot.resize_terminal(80, 24)
        await t.settle()
        assert not t.app.screen.query(TooSmall)
        assert shown(t) == before
        assert t.standing() == []


# ------------------------------------------------------------------------------------- no database


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
async def test_a_lost_database_is_told_and_copied_and_taken_back(
    table: Callable[..., Open], small: Path, how: str
) -> None:
    aside = small.with_name("aside.db")
    async with table() as t:
        await t.press("a")
        shutil.copy(small, aside)
        if how == "moved":
            small.rename(small.with_name("kept.db"))
        else:
            small.unlink()
        if how == "replaced":
            aside.rename(small)
        await t.press("a")
        assert "is gone or replaced" in t.line("bottom")
        rescued = small.with_name("workbench.db.rescued")
        with session(rescued, "amal") as copy:
            assert copy.store.last_seq(copy.store.assignments()[0]) == 1
        await t.press("q", "e", "i", "q", "t")
        assert "is gone or replaced" in t.line("bottom")
        if how == "moved":
            small.with_name("kept.db").rename(small)
            await t.press("q", "enter", "a")
            assert len(t.standing()) == 2
        assert [path.name for path in small.parent.glob("*.rescued*")] == [rescued.name]
        app = t.app
    assert ("is gone or replaced" in app.last_words) == (how != "moved")


async def test_leaving_a_lost_database_copies_it_and_says_so(
    table: Callable[..., Open], small: Path
) -> None:
    async with table() as t:
        await t.press("a")
        small.unlink()
        app = t.app
    assert "open workbench.db.rescued" in app.last_words
    with session(small.with_name("workbench.db.rescued"), "amal") as copy:
        assert copy.store.last_seq(copy.store.assignments()[0]) == 1


@pytest.fixture
def read_only(small: Path) -> Iterator[Callable[[int], Callable[[], Session]]]:
    """How to open the database as somebody who may only read it, in a folder of some mode."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "w.db"

        def close(folder: int) -> Callable[[], Session]:
            shutil.copy(small, path)
            path.chmod(0o444)
            path.parent.chmod(folder)
            return opened

        def opened() -> Session:
            if os.geteuid() != 0:
                return open_session(path, "amal")
            os.seteuid(NOBODY)  # permissions are looked at when files are opened
            try:
                return open_session(path, "amal")
            finally:
                os.seteuid(0)

        yield close
        path.parent.chmod(0o700)


@pytest.mark.parametrize("folder", [0o555, 0o777])
async def test_what_is_read_only_can_be_looked_at(
    read_only: Callable[[int], Callable[[], Session]], folder: int
) -> None:
    app = Workbench(read_only(folder), Profile.VISUAL)
    async with app.run_test() as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, CommandScreen)
        await screen.idle()
        await pilot.pause()
        text = drawn.text(app)
        assert "read-only: you can look at everything, and decide nothing" in text
        assert "read-only  " in text.split("\n")[0]
        assert "·5" in text or "5 open" in text
        await pilot.press("a")
        await screen.idle()
        assert "read-only, and the workbench records" in screen.bottom.text
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, QueueScreen)


async def test_a_full_disk_is_told_and_the_next_try_is_kept(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press("a")
        await limit_pages(t, 1)
        while "disk is full" not in t.line("bottom"):  # the pages that are there are full
            before = t.stored().layer.seq
            await t.press("u")
            await t.press("r")
        await limit_pages(t, 1_000_000)
        assert t.stored().layer.seq in {before, before + 1}
        await t.press("x")
        assert t.stored().layer.seq > before


async def limit_pages(t: Table, most: int) -> None:
    """Let the database grow to so many pages, or no more than it has."""

    def limit(session: Session) -> None:
        session.store.connection.rows(f"PRAGMA max_page_count = {most}")

    await t.app.desk.ask(limit)


async def test_another_program_writing_is_told_while_it_lasts(
    table: Callable[..., Open], small: Path
) -> None:
    async with table() as t:
        other = sqlite3.connect(small)
        other.execute("BEGIN IMMEDIATE")
        await t.pilot.press("a")
        while "another program" not in t.line("bottom"):
            await t.pilot.pause(0.05)
        other.rollback()
        other.close()
        await t.settle()
        assert len(t.standing()) == 1


# ----------------------------------------------------------------------------------- under way


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Event:
    """An export stands still at its second article of three until this is set."""
    opened = Event()
    real = release.export_file

    def slow(session: Session, request: Request, target: Path, watch: Watch) -> Report:
        def watched(done: int, total: int) -> None:
            watch(1, 3)
            opened.wait()
            watch(done, total)

        return real(session, request, target, watched)

    monkeypatch.setattr(release, "export_file", slow)
    return opened


async def until(t: Table, words: str) -> None:
    """Wait for words in the bottom line."""
    while words not in t.line("bottom"):
        await t.pilot.pause(0.02)


async def test_keys_work_while_an_export_runs(
    table: Callable[..., Open], gate: Event, tmp_path: Path
) -> None:
    async with table() as t:
        await t.press("a", "a", "a", "a", "a", "f", "q")
        await t.pilot.press("e")
        await until(t, "Exporting: 1 of 3")
        assert "Esc stops it" in t.line("bottom")
        rows = t.app.screen.query_one("#rows", RowList)
        chosen = rows.chosen
        await t.pilot.press("up" if chosen else "down")
        while rows.chosen == chosen:
            await t.pilot.pause(0.02)
        assert "Exporting" in t.line("bottom")
        await t.pilot.press("down", "enter", "a")
        while not t.standing(1):
            await t.pilot.pause(0.05)
        gate.set()
        await until(t, "1 article, 5 spans written")
        assert (tmp_path / "exports" / "gold.jsonl").read_text("utf-8").count("\n") == 1


async def test_escape_stops_an_export_and_leaves_the_file_as_it_was(
    table: Callable[..., Open], gate: Event, tmp_path: Path
) -> None:
    target = tmp_path / "exports" / "gold.jsonl"
    target.parent.mkdir()
    target.write_text("before")
    async with table() as t:
        await t.press("a", "a", "a", "a", "a", "f", "q")
        await t.pilot.press("e")
        await until(t, "Exporting: 1 of 3")
        await t.pilot.press("escape")
        gate.set()
        await until(t, "stopped after 1 of 3")
        assert "is as it was" in t.line("bottom")
    assert [path.name for path in target.parent.iterdir()] == ["gold.jsonl"]
    assert target.read_text() == "before"


async def test_leaving_ends_an_export_whole_or_not_at_all(
    table: Callable[..., Open], gate: Event, tmp_path: Path
) -> None:
    async with table() as t:
        await t.press("a", "a", "a", "a", "a", "f", "q")
        await t.pilot.press("e")
        await until(t, "Exporting: 1 of 3")
        t.app.background.stop()
        gate.set()
    assert list((tmp_path / "exports").iterdir()) == []


async def test_what_was_learned_is_told_and_shown_while_it_lasts(
    table: Callable[..., Open], monkeypatch: pytest.MonkeyPatch
) -> None:
    polls = iter([learn.Phase.TRAINING, learn.Phase.DONE])
    stay = Event()

    def poll(_session: Session, job: learn.Job) -> learn.Phase:
        job.phase = next(polls) if stay.is_set() else learn.Phase.TRAINING
        return job.phase

    monkeypatch.setattr(learn, "due", lambda _session: True)
    monkeypatch.setattr(learn, "poll", poll)
    monkeypatch.setattr(learn, "describe", lambda _job: "It was learned.")
    async with table() as t:
        await t.press("a", "a", "a", "a", "a", "f")
        while "learning" not in shown(t).split("\n")[0]:
            await t.pilot.pause(0.02)
        await t.press("q")
        assert "learning …  amal" in shown(t).split("\n")[0]
        stay.set()
        await until(t, "It was learned.")
        assert "learning" not in shown(t)
