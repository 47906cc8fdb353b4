"""From a key to the last byte that it makes the program write, in a real terminal.

The real program runs on the project of `many`: first with an article of 1 MB open and 100,000
behind it, then with ordinary ones, then on its queue. Held against are a Textual application that
repaints one line for each key, which is the least that the framework costs, and a bare SQLite
commit on the same disk after each key, which is the least that a decision costs.
"""

from __future__ import annotations

import os
import shutil
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
from benchmarks.console import COLUMNS, ROWS, Answer, Console
from benchmarks.figures import ms, p95, seconds, table
from benchmarks.many import ARTICLES, CURATOR, ORDINARY, project
from benchmarks.texts import ROOT
from workbench.layout import Layout
from workbench.workflow import curate
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from workbench.workflow.curate import Sheet

TIMES = 30
IN_A_ROW = 10  # acts before they are undone again
_PARTS = 0.4  # seconds without a byte after which an answer in parts is over
_SETTLED = 1.0  # seconds without a byte after which a new screen is whole
HELD = 40  # repetitions of a key that is held down
SEARCHED = ("المغرب", "وزارة الداخلية", "77777")
FRAME = 1 / 60
OPENING = 0.05  # the aim for opening the next article

# What stands around the article on the screen: the list, a blank at each side, the scroll bar, the
# line above it and the three lines below.
_LIST, _BLANK, _BAR, _ABOVE, _BELOW = 34, 1, 1, 1, 3
WIDTH = COLUMNS - _LIST - _BAR - 2 * _BLANK
HEIGHT = ROWS - _ABOVE - _BELOW

UP, DOWN, PAGE_UP, PAGE_DOWN = b"\x1b[A", b"\x1b[B", b"\x1b[5~", b"\x1b[6~"
SELECT_UP, SELECT_DOWN, HOME, END = b"\x1b[1;2A", b"\x1b[1;2B", b"\x1b[H", b"\x1b[F"
TO_TOP = PAGE_UP * (TIMES + 5)  # no key leads further down than this

ACTS = {
    "accept (a)": b"a",
    "reject (x)": b"x",
    "label by number (3)": b"3",
}
"""Keys that decide and go on; each is pressed some times, and then undone as often."""


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
    """The rows of the table, and the bare commits between the keys, in seconds."""

    commit: Callable[[], None]
    commits: list[float] = field(default_factory=list)
    timed: list[tuple[str, Sequence[Answer], float]] = field(default_factory=list)

    def add(self, title: str, answers: Sequence[Answer], aim: float = FRAME) -> None:
        """A row; `aim` is what a key may take besides a commit."""
        self.timed.append((title, answers, aim))

    def press(
        self,
        console: Console,
        keys: Sequence[bytes],
        times: int = TIMES,
        *,
        quiet: float | None = None,
    ) -> list[Answer]:
        """The answers to `keys`, pressed in turn; each waits until the one before is shown.

        `quiet` is for answers that come in parts, with the database at work between them.
        """
        answers = []
        for key in islice(cycle(keys), times):
            answers.append(console.press(key, quiet=quiet))
            self.commits.append(seconds(self.commit))
        return answers

    def rows(self) -> list[Sequence[str]]:
        """The table: what is over the aim with a commit has a ratio above 1."""
        commit = p95(self.commits)
        least = median(answer.last for answer in self.timed[0][1])
        found: list[Sequence[str]] = [
            ("bare commit, no screen", "", ms(median(self.commits)), ms(commit), "", "", "")
        ]
        for title, answers, aim in self.timed:
            last = [answer.last for answer in answers]
            ratio = p95(last) / (aim + commit)
            found.append(
                (
                    title,
                    ms(median(answer.first for answer in answers)),
                    ms(median(last)),
                    ms(p95(last)),
                    f"{median(last) / least:.1f}",
                    f"{ratio:.2f}{' ' if ratio <= 1 else '!'}",
                    f"{median(answer.size for answer in answers):.0f}",
                )
            )
        return found


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name, bare_commit(Path(name) / "bare.db") as commit:
        folder, report = Path(name), Report(commit)
        db = folder / "workbench.db"
        shutil.copyfile(project(), db)
        with session(db, CURATOR) as made:
            huge, ordinary = (
                curate.open_article(made, article) for article in made.store.article_ids()[:2]
            )
        bare = [sys.executable, "-c", "from benchmarks.keys import Bare; Bare().run()"]
        with Console(bare, folder, _env(folder)) as console:
            console.answer(time.perf_counter(), quiet=1.0)
            report.add("bare Textual app, one line", report.press(console, [b"j"]))
        command = [sys.executable, "-m", "workbench", "--db", str(db), "--curator", CURATOR,
                   "--rtl", "visual"]  # fmt: skip
        start = time.perf_counter()
        with Console(command, folder, _env(folder)) as console:
            begun = console.answer(start, quiet=1.5)
            _article(report, console, "1 MB", huge)
            _settled(console, b"]")
            _article(report, console, "4 KB", ordinary)
            _opening(report, console)
            _queue(report, console)
        with Console(command, folder, _env(folder)) as console:
            console.answer(time.perf_counter(), quiet=1.5)
            _settled(console, b"]")
            _submitting(report, console)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    head = "key to byte, ms", "first", "last", "p95 of last", "x least", "p95 / aim", "bytes"
    table(
        f"Keys, with {ARTICLES:,} articles in the database: the last byte is when a terminal can"
        f" show all of it.\nThe aim is a 60 Hz frame, for opening an article 50 ms, and a commit"
        f" at its p95. Load {load}.",
        head, report.rows(),
    )  # fmt: skip
    print(f"start, to the article of 1 MB: {begun.first:.1f} s, {begun.last:.1f} s")


def _article(report: Report, console: Console, size: str, sheet: Sheet) -> None:
    """The rows of an article that is open."""
    report.add(f"{size}  next mark (j)", report.press(console, [b"j"]))
    report.add(f"{size}  mark before (k)", report.press(console, [b"k"]))
    for title, key in ACTS.items():
        turns = [key] * IN_A_ROW + [b"u"] * IN_A_ROW
        answers = report.press(console, turns, 2 * TIMES)
        for of, act in ((key, title), (b"u", f"undo of {title}")):
            chosen = [a for turn, a in zip(cycle(turns), answers, strict=False) if turn == of]
            report.add(f"{size}  {act}", chosen)
    answers = report.press(console, [b",", b"u"], 2 * TIMES)
    report.add(f"{size}  end a word further (,)", answers[::2])
    answers = report.press(console, [b"l", b"4", b"u"], 3 * TIMES)
    report.add(f"{size}  ask for a label (l)", answers[::3])
    report.add(f"{size}  relabel by the picker", answers[1::3])
    hidden = Layout(sheet.article.text, WIDTH).rows - HEIGHT
    lines, pages = min(TIMES, hidden), max(1, min(TIMES, hidden // HEIGHT))
    moves = {
        "line (up, down)": [DOWN] * lines + [UP] * lines,
        "select lines (shift)": [SELECT_DOWN] * (TIMES // 2) + [SELECT_UP] * (TIMES // 2),
        "page (up, down)": [PAGE_DOWN] * pages + [PAGE_UP] * pages,
    }
    for title, keys in moves.items():
        console.flush(TO_TOP, quiet=_SETTLED)
        report.add(f"{size}  {title}", report.press(console, keys))
    _clicks(report, console, size, sheet)


def _clicks(report: Report, console: Console, size: str, sheet: Sheet) -> None:
    """The rows of the mouse; no finger lets a button go in the frame in which it pressed it."""
    for title, places in (("row", [(5, 6), (5, 9)]), ("span", _spans(sheet))):
        console.flush(TO_TOP, quiet=_SETTLED)
        reports = [_mouse(*place, end) for place in places for end in b"Mm"]
        if title == "row":  # nothing is shown while the button is down
            reports = [b"".join(reports[:2]), b"".join(reports[2:])]
            report.add(f"{size}  click on a row", report.press(console, reports))
            continue
        console.flush(b"".join(reports[2:]), quiet=_SETTLED)  # the first is not the current one
        answers = report.press(console, reports, 2 * TIMES)
        report.add(f"{size}  press on a span", answers[::2])
        report.add(f"{size}  release on a span", answers[1::2])


def _opening(report: Report, console: Console) -> None:
    """The rows of going from one ordinary article to the next."""
    first, *others = report.press(console, [b"]"], ORDINARY // 2, quiet=_PARTS)
    report.add("open the first that nobody has opened (])", [first, first], OPENING)
    report.add("open the next that nobody has opened (])", others, OPENING)
    report.add(
        "open the one before ([)", report.press(console, [b"["], len(others), quiet=_PARTS), OPENING
    )


def _submitting(report: Report, console: Console) -> None:
    """The rows of submitting ordinary articles, with the training that follows behind them."""
    answers = report.press(console, [b"f", b"r"], ORDINARY // 2, quiet=_PARTS)
    report.add("ask to submit (f)", answers[::2])
    report.add("submit and open the next (r)", answers[1::2], OPENING)


def _queue(report: Report, console: Console) -> None:
    """The rows of the queue of all articles."""
    shown = []
    for _time in range(5):
        shown += report.press(console, [b"q"], 1, quiet=_PARTS)
        _settled(console, b"\r")
    report.add("queue  show it (q)", shown)
    _settled(console, b"q")
    turns = {
        "one down (j)": [b"j"],
        "a page down": [PAGE_DOWN],
        "a page up": [PAGE_UP],
        "to the end, to the start": [END, HOME],
        "other direction (d)": [b"d"],
    }
    for title, keys in turns.items():
        report.add(f"queue  {title}", report.press(console, keys, quiet=_PARTS))
    for order in ("day", "source", "open spans", "import"):
        report.add(
            f"queue  sort by {order} (s)", report.press(console, [b"s"], 1, quiet=_PARTS) * 2
        )
    held = console.press(PAGE_DOWN * HELD)
    each = Answer(held.first / HELD, held.last / HELD, held.size // HELD)
    report.add(f"queue  each of {HELD} pages held down", [each] * 2)
    for words in SEARCHED:
        for typed in (b"c", b"/", words.encode()):
            console.flush(typed, quiet=_SETTLED)
        report.add(
            f"queue  search in all of them: {words}",
            report.press(console, [b"\r"], 1, quiet=_PARTS) * 2,
        )


def _settled(console: Console, key: bytes) -> None:
    """Press a key whose answer is of no interest, and wait until all of it is there."""
    console.press(key)
    console.flush(b"", quiet=_SETTLED)


def _env(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "WORKBENCH_CONFIG": str(folder / "config.toml"),
        "WORKBENCH_STATE": str(folder / "state"),
        "WORKBENCH_HINTS": "no",
    }


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
