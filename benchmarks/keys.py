"""From a key to the last byte that it makes the program write, in a real terminal.

The real program runs on an article of each size, and right before it, to be compared with, a
Textual application that repaints one line for each key, which is the least that the framework
costs, and a bare SQLite commit, which is the least that a decision costs.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from textual.app import App
from textual.reactive import reactive
from textual.widget import Widget

from benchmarks.commit import bare_commit
from benchmarks.console import COLUMNS, ROWS, Console
from benchmarks.figures import ms, p95, seconds, table
from benchmarks.texts import ROOT, SIZES, seed_text
from workbench.exchange import Incoming
from workbench.layout import Layout
from workbench.workflow import curate
from workbench.workflow.ingest import ingest
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from benchmarks.console import Answer
    from workbench.workflow.curate import Sheet

TIMES = 30
DECIDED = 10  # decisions in a row before they are undone again
FRAME = 1 / 60

# What stands around the article on the screen: the list, a blank at each side, the scroll bar, the
# line above it and the three lines below.
_LIST, _BLANK, _BAR, _ABOVE, _BELOW = 34, 1, 1, 1, 3
WIDTH = COLUMNS - _LIST - _BAR - 2 * _BLANK
HEIGHT = ROWS - _ABOVE - _BELOW

UP, DOWN, PAGE_UP, PAGE_DOWN = b"\x1b[A", b"\x1b[B", b"\x1b[5~", b"\x1b[6~"
SELECT_UP, SELECT_DOWN = b"\x1b[1;2A", b"\x1b[1;2B"
TO_TOP = PAGE_UP * (TIMES + 5)  # no key leads further down than this


class Line(Widget):
    """A number across the screen."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"
    number: reactive[int] = reactive(0)

    def render(self) -> str:
        return f"{self.number:0100}"


class Bare(App[None]):
    """The least that Textual does for a key."""

    def compose(self) -> ComposeResult:
        yield Line()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.query_one(Line).number += 1


@dataclass(slots=True)
class Report:
    """The rows of the table; `least` and `commit` are medians that the times are held against."""

    least: float = 0.0
    commit: float = 0.0
    rows: list[Sequence[str]] = field(default_factory=list)

    def add(self, title: str, answers: Sequence[Answer], *, commits: bool = False) -> None:
        """A row; an act that `commits` may take a commit longer than the least."""
        last = [answer.last for answer in answers]
        least = self.least + (self.commit if commits else 0.0)
        room = FRAME + (self.commit if commits else 0.0)
        self.rows.append(
            (
                title,
                ms(median(answer.first for answer in answers)),
                ms(median(last)),
                ms(p95(last)),
                f"{median(last) / least:.1f}",
                f"{p95(last) / room:.2f}",
                f"{median(answer.size for answer in answers):.0f}",
            )
        )


def run() -> None:
    """Print the table."""
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in SIZES:
            _least(report, folder, size)
            _workbench(report, folder, size)
    head = "key to byte, ms", "first", "last", "p95 of last", "x least", "p95 / frame", "bytes"
    table("Keys: the last byte is when a terminal can show all of it; a 60 Hz frame is 16.7 ms.",
          head, report.rows)  # fmt: skip


def _least(report: Report, folder: Path, size: str) -> None:
    """What the rows of one size are held against."""
    with bare_commit(folder / f"bare{SIZES[size]}.db") as commit:
        times = [seconds(commit) for _ in range(TIMES)]
    command = [sys.executable, "-c", "from benchmarks.keys import Bare; Bare().run()"]
    with Console(command, folder, _env(folder)) as console:
        console.answer(time.perf_counter(), quiet=1.0)
        answers = _pressed(console, [b"j"])
    report.least, report.commit = median(answer.last for answer in answers), median(times)
    report.add(f"{size}  bare Textual app, one line", answers)
    report.rows.append(
        (f"{size}  bare commit, no screen", "", ms(median(times)), ms(p95(times)), "", "", "")
    )


def _workbench(report: Report, folder: Path, size: str) -> None:
    """The rows of the real program on an article of one size."""
    db = folder / f"{SIZES[size]}.db"
    sheet = _prepare(db, seed_text(SIZES[size]))
    command = [sys.executable, "-m", "workbench", "--db", str(db), "--curator", "bench",
               "--rtl", "visual"]  # fmt: skip
    start = time.perf_counter()
    with Console(command, folder, _env(folder)) as console:
        begun = console.answer(start, quiet=1.5)
        report.rows.append(
            (f"{size}  start", ms(begun.first), ms(begun.last), "", "", "", str(begun.size))
        )
        report.add(f"{size}  next mark (j)", _pressed(console, [b"j"]))
        report.add(f"{size}  mark before (k)", _pressed(console, [b"k"]))
        for key, title in ((b"a", "accept (a)"), (b"x", "reject (x)")):
            turns = [key] * DECIDED + [b"u"] * DECIDED
            answers = _pressed(console, turns, 2 * TIMES)
            for of, act in ((key, title), (b"u", f"undo of {title}")):
                chosen = [
                    answer for k, answer in zip(cycle(turns), answers, strict=False) if k == of
                ]
                report.add(f"{size}  {act}", chosen, commits=True)
        _moves(report, console, size, Layout(sheet.article.text, WIDTH).rows - HEIGHT)
        _clicks(report, console, size, sheet)


def _moves(report: Report, console: Console, size: str, hidden: int) -> None:
    """The rows of moving the text cursor; `hidden` is how many rows do not fit on the screen."""
    lines, pages = min(TIMES, hidden), max(1, min(TIMES, hidden // HEIGHT))
    turns = {
        "line (up, down)": [DOWN] * lines + [UP] * lines,
        "select lines (shift)": [SELECT_DOWN] * (TIMES // 2) + [SELECT_UP] * (TIMES // 2),
        "page (up, down)": [PAGE_DOWN] * pages + [PAGE_UP] * pages,
    }
    for title, keys in turns.items():
        console.flush(TO_TOP)
        report.add(f"{size}  {title}", _pressed(console, keys))


def _clicks(report: Report, console: Console, size: str, sheet: Sheet) -> None:
    """The rows of the mouse; no finger lets a button go in the frame in which it pressed it."""
    for title, places in (("row", [(5, 6), (5, 9)]), ("span", _spans(sheet))):
        console.flush(TO_TOP)
        reports = [_mouse(*place, end) for place in places for end in b"Mm"]
        if title == "row":  # nothing is shown while the button is down
            reports = [b"".join(reports[:2]), b"".join(reports[2:])]
            report.add(f"{size}  click on a row", _pressed(console, reports))
            continue
        answers = _pressed(console, reports, 2 * TIMES)
        report.add(f"{size}  press on a span", answers[::2])
        report.add(f"{size}  release on a span", answers[1::2])


def _prepare(db: Path, text: str) -> Sheet:
    """A database with one article, read and assigned already."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    with session(db, "bench", create=True) as made:
        list(ingest(made, iter([Incoming("bench.txt", text, "utf-8", digest)])))
        return curate.open_article(made, made.store.article_ids()[0])


def _env(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "WORKBENCH_CONFIG": str(folder / "config.toml"),
        "WORKBENCH_STATE": str(folder / "state"),
    }


def _pressed(console: Console, keys: Sequence[bytes], times: int = TIMES) -> list[Answer]:
    """The answers to `keys`, pressed in turn; each waits until the one before is shown."""
    return [console.press(key) for key in islice(cycle(keys), times)]


def _mouse(column: int, row: int, end: int) -> bytes:
    """The report of a press (M) or a release (m) in a cell, counted from 1."""
    return f"\x1b[<0;{column};{row}{end:c}".encode()


def _spans(sheet: Sheet) -> list[tuple[int, int]]:
    """The cells of two marks so near to the start that going there does not scroll."""
    layout = Layout(sheet.article.text, WIDTH)
    starts = [mark.annotation.span.start for mark in sheet.layer.marks]
    near = [start for start in starts if layout.row_of(start) < HEIGHT // 2]
    return [
        (_LIST + _BLANK + layout.column_of(start) + 1, _ABOVE + layout.row_of(start) + 1)
        for start in (near[0], near[-1])
    ]
