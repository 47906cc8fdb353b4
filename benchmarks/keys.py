"""From a key to the last byte that it makes the program write, in a real terminal.

The real program runs on an article of each size. Beside it run a Textual application that repaints
one line for each key, which is the least that the framework costs, and a bare SQLite commit, which
is the least that a decision costs.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
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
QUIET = {"4 KB": 0.1, "100 KB": 0.1, "1 MB": 0.25}  # longer than a pause within an answer
DECIDED = 10  # decisions in a row before they are undone again

# What stands around the article on the screen: the list, a blank at each side, the scroll bar, the
# line above it and the three lines below.
_LIST, _BLANK, _BAR, _ABOVE, _BELOW = 34, 1, 1, 1, 3
WIDTH = COLUMNS - _LIST - _BAR - 2 * _BLANK
HEIGHT = ROWS - _ABOVE - _BELOW

UP, DOWN, PAGE_UP, PAGE_DOWN = b"\x1b[A", b"\x1b[B", b"\x1b[5~", b"\x1b[6~"
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


def run() -> None:
    """Print the table."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in SIZES:
            rows += _workbench(folder, size)
        command = [sys.executable, "-c", "from benchmarks.keys import Bare; Bare().run()"]
        with Console(command, folder, _env(folder)) as console:
            console.answer(time.perf_counter(), quiet=1.0)
            rows.append(_row("bare Textual app  one line", _pressed(console, [b"j"])))
        with bare_commit(folder / "bare.db") as commit:
            times = [seconds(commit) for _ in range(TIMES)]
    rows.append(("bare commit, no screen", "", ms(median(times)), ms(p95(times)), ""))
    head = "key to byte, ms", "first", "last", "p95 of last", "bytes"
    table("Keys: the last byte is when a terminal can show all of it; a 60 Hz frame is 16.7 ms.",
          head, rows)  # fmt: skip


def _workbench(folder: Path, size: str) -> list[Sequence[str]]:
    """The rows of the real program on an article of one size."""
    db = folder / f"{SIZES[size]}.db"
    sheet = _prepare(db, seed_text(SIZES[size]))
    command = [sys.executable, "-m", "workbench", "--db", str(db), "--curator", "bench",
               "--rtl", "visual"]  # fmt: skip
    rows: list[Sequence[str]] = []
    start = time.perf_counter()
    with Console(command, folder, _env(folder), quiet=QUIET[size]) as console:
        begun = console.answer(start, quiet=1.5)
        rows.append(_row(f"{size}  start", [begun]))
        rows.append(_row(f"{size}  next mark (j)", _pressed(console, [b"j"])))
        turns = [b"a"] * DECIDED + [b"u"] * DECIDED
        decided = list(zip(islice(cycle(turns), 2 * TIMES), _pressed(console, turns, 2 * TIMES),
                           strict=True))  # fmt: skip
        for key, title in ((b"a", "accept (a)"), (b"u", "undo (u)")):
            rows.append(_row(f"{size}  {title}", [answer for k, answer in decided if k == key]))
        hidden = Layout(sheet.article.text, WIDTH).rows - HEIGHT
        lines, pages = min(TIMES, hidden), max(1, min(TIMES, hidden // HEIGHT))
        console.flush(TO_TOP)
        keys = [DOWN] * lines + [UP] * lines
        rows.append(_row(f"{size}  line (up, down)", _pressed(console, keys)))
        console.flush(TO_TOP)
        keys = [PAGE_DOWN] * pages + [PAGE_UP] * pages
        rows.append(_row(f"{size}  page (up, down)", _pressed(console, keys)))
        clicks = [_click(5, 6), _click(5, 9)]
        rows.append(_row(f"{size}  click on a row", _pressed(console, clicks)))
        console.flush(TO_TOP)
        rows.append(_row(f"{size}  click on a span", _pressed(console, _spans(sheet))))
    return rows


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


def _click(column: int, row: int) -> bytes:
    """The report of a click in a cell, counted from 1."""
    return f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m".encode()


def _spans(sheet: Sheet) -> list[bytes]:
    """Clicks on two marks so near to the start that going there does not scroll."""
    layout = Layout(sheet.article.text, WIDTH)
    starts = [mark.annotation.span.start for mark in sheet.layer.marks]
    near = [start for start in starts if layout.row_of(start) < HEIGHT // 2]
    return [
        _click(_LIST + _BLANK + layout.column_of(start) + 1, _ABOVE + layout.row_of(start) + 1)
        for start in (near[0], near[-1])
    ]


def _row(title: str, answers: Sequence[Answer]) -> Sequence[str]:
    last = [answer.last for answer in answers]
    return (
        title,
        ms(median(answer.first for answer in answers)),
        ms(median(last)),
        ms(p95(last)) if len(last) > 1 else "",
        f"{median(answer.size for answer in answers):.0f}",
    )
