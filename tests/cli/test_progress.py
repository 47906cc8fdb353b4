"""Long work on the command line: what a person sees of it, and what an interrupt leaves behind."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT
from tests.e2e.terminal import Terminal
from workbench import messages
from workbench.cli.progress import Line
from workbench.tui.pace import lasting, told
from workbench.workflow import extraction, ingest, learn, measure, release, suggest
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from click.testing import Result

    from workbench.workflow.ingest import Ingested

ROOT = Path(__file__).parents[2]
MANY = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Many articles."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(MANY):
        (articles / f"{n:02}.txt").write_text(f"{TEXT}خبر رقم {n}\n" * 6, "utf-8")
    return tmp_path


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8", "WORKBENCH_DB": "w.db", "WORKBENCH_CURATOR": "amal",
            "WORKBENCH_CONFIG": str(folder / "config.toml"), **more}  # fmt: skip


def stored(folder: Path) -> tuple[int, int]:
    """How many articles are stored, and how many of them were read."""
    with session(folder / "w.db", "amal") as found:
        articles = found.store.article_ids()
        return len(articles), sum(bool(found.store.readings(each)) for each in articles)


def test_a_terminal_shows_how_far_it_is_and_an_interrupt_keeps_what_is_done(folder: Path) -> None:
    env = environment(folder, NO_COLOR="1")
    with Terminal(["import", "articles"], cwd=folder, env=env) as terminal:
        terminal.wait_for(f"{MANY} articles imported")
        assert terminal.wait() == 0
        assert f"of {MANY}".encode() in terminal.raw
        assert "Importing" not in terminal.text
        assert b"\x1b[3" not in terminal.raw
    with Terminal(["suggest"], cwd=folder, env=env) as terminal:
        terminal.wait_for(lambda text: f"of {MANY}" in text and f" 0 of {MANY}" not in text)
        os.killpg(terminal.process.pid, signal.SIGINT)
        assert terminal.wait() == 130
        terminal.read(0.1)
        done = int(terminal.text.split("Stopped after ")[1].split()[0])
    assert stored(folder) == (MANY, done)
    assert 0 < done < MANY


@pytest.mark.parametrize("redirected", ["2>err", ">out", "2>&1 | cat >out", ""])
def test_nothing_is_shown_where_nobody_watches(folder: Path, redirected: str) -> None:
    shell = f"{sys.executable} -m workbench import articles {redirected}"
    done = subprocess.run(
        ["bash", "-c", shell], cwd=folder, env=environment(folder), capture_output=True, check=True
    )
    files = b"".join(f.read_bytes() for n in ("err", "out") if (f := folder / n).exists())
    assert (
        files + done.stdout + done.stderr
        == f"{MANY} articles imported, 0 known, 0 refused\n".encode()
    )


@pytest.mark.parametrize("answers", [("n\r",), ("y\r", "none\r", "\x04")])
def test_without_a_database_one_is_offered_and_nothing_is_made_of_no(
    folder: Path, answers: tuple[str, ...]
) -> None:
    with Terminal([], cwd=folder, env=environment(folder)) as terminal:
        terminal.wait_for("There is no database w.db. Create it?")
        for answer in answers:
            terminal.send(answer)
            terminal.read(1)
        assert terminal.wait() == 1
        terminal.read(0.1)
        assert "Nothing was created" in terminal.text
    assert not (folder / "w.db").exists()


def interrupted_at(place: int, real: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """What `real` gives, with an interrupt while the item of a place is made."""

    def made(*arguments: Any, **named: Any) -> Iterator[Any]:
        for n, item in enumerate(real(*arguments, **named)):
            if n == place:
                signal.raise_signal(signal.SIGINT)
            yield item

    return made


def test_import_ends_behind_the_article_that_it_is_at(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        Path(f"{n}.txt").write_text(f"{TEXT}{n}\n", "utf-8")
    monkeypatch.setattr(ingest, "ingest", interrupted_at(1, ingest.ingest))
    stopped = run("import", *(f"{n}.txt" for n in range(4)))
    assert stopped.exit_code == 130
    assert "2 articles imported, 0 known, 0 refused" in stopped.stderr
    assert "import the same once more" in stopped.stderr
    assert len(run("list", "articles", "--json").stdout.splitlines()) == 2


def test_a_second_interrupt_does_not_wait(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")

    reached = []

    def twice(*_arguments: object) -> Iterator[Ingested]:
        for time in range(2):
            signal.raise_signal(signal.SIGINT)
            reached.append(time)
        yield ingest.Ingested("a.txt", ingest.Outcome.STORED)

    monkeypatch.setattr(ingest, "ingest", twice)
    assert run("import", "a.txt").exit_code == 130
    assert reached == [0]


def test_suggest_and_extract_tell_how_far_they_came(
    filled: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("three.txt").write_text(f"{TEXT}3\n", "utf-8")
    filled("import", "three.txt")
    monkeypatch.setattr(suggest, "suggest", interrupted_at(2, suggest.suggest))
    stopped = filled("suggest")
    assert stopped.exit_code == 130
    assert "Stopped after 3 of 3 articles" in stopped.stderr
    monkeypatch.setattr(extraction, "extract", interrupted_at(0, extraction.extract))
    stopped = filled("extract", "one.txt", "two.txt")
    assert stopped.exit_code == 130
    assert len(stopped.stdout.splitlines()) == 1
    assert "Stopped after 1 article." in stopped.stderr


def test_an_export_that_is_stopped_leaves_the_file_as_it_was(
    filled: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one.txt", "two.txt"):
        filled("submit", name, "--reject-undecided")
    Path("gold.jsonl").write_text("before")
    monkeypatch.setattr(release, "gold_records", interrupted_at(0, release.gold_records))
    stopped = filled("export", "-o", "gold.jsonl")
    assert stopped.exit_code == 130
    assert "gold.jsonl is as it was" in stopped.stderr
    assert Path("gold.jsonl").read_text() == "before"
    assert not list(Path().glob(".*.part"))
    stopped = filled("export")
    assert (stopped.exit_code, stopped.stdout) == (130, "")


def test_training_and_agreement_that_are_stopped_change_nothing(
    filled: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one.txt", "two.txt"):
        filled("submit", name, "--reject-undecided")

    def poll(job: learn.Job) -> learn.Phase:
        signal.raise_signal(signal.SIGINT)
        return job.phase

    monkeypatch.setattr(learn.Job, "poll", poll)
    stopped = filled("train")
    assert stopped.exit_code == 130
    assert "the model in use stays" in stopped.stderr

    def interrupt(*_arguments: object, **_named: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(measure, "agreement", interrupt)
    stopped = filled("agreement")
    assert (stopped.exit_code, stopped.stdout) == (130, "")


# ------------------------------------------------------------------------------------- the line


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_line_keeps_to_its_columns_and_to_the_reading_order(language: str) -> None:
    messages.use_language(language)
    with redirect_stderr(io.StringIO()):
        line = Line(messages._("Importing"), None)
    line.show(30, 120, None)
    for width in (0, 1, 7, 20, 40, 79):
        assert sum(len(text) for text in line._texts(width)) <= width
    text = "".join(line._texts(79))
    assert (text.index("█") < text.index("30")) == (language == "en")
    assert text.startswith("Importing") == (language == "en")
    line.show(3, None, "other")
    assert "█" not in "".join(line._texts(79))


@pytest.mark.parametrize(
    ("done", "total", "rate", "phrase"),
    [
        (0, 10, None, "0 of 10"),
        (5, 10, 2.0, "5 of 10 · 2.0 a second · 2 s left"),
        (1200, 100_000, 13.0, "1,200 of 100,000 · 13 a second · 2 h 6 min left"),
        (10, 10, 20.0, "10 of 10 · 20 a second · 0 s left"),
        (11, 10, 20.0, "11 · 20 a second"),
        (3, None, None, "3 so far"),
    ],
)
def test_what_is_done_is_told_with_its_rate_and_the_time_left(
    done: int, total: int | None, rate: float | None, phrase: str
) -> None:
    assert told(done, total, rate) == phrase


def test_lengths_of_time_are_as_exact_as_anybody_wants() -> None:
    assert [lasting(s) for s in (0, 59.4, 61, 3599, 3600, 7300)] == [
        "0 s", "59 s", "1 min", "60 min", "1 h 0 min", "2 h 1 min"
    ]  # fmt: skip
