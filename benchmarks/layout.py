"""The layout engine beside python-bidi and arabic-reshaper, which make a string and no cells."""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from arabic_reshaper import ArabicReshaper
from bidi import get_display

from benchmarks.figures import interleaved, ms, table
from benchmarks.texts import SIZES, seed_text
from workbench.layout import Layout, Profile, bidi, plain
from workbench.layout.joining import shape

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH, OTHER_WIDTH, ROWS = 80, 60, 40
ROUNDS = {"4 KB": 40, "100 KB": 12, "1 MB": 5}

ORDER, SHAPES, BOTH = "python-bidi", "arabic-reshaper", "both"

# As the workbench shows it: harakat stay, and of the ligatures those of lam and alef alone.
_reshaper = ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})

# Each work of ours, and the one of the libraries that it is held against.
AGAINST = {
    "levels": ORDER,
    "shaping": SHAPES,
    "open": BOTH,
    "resize": BOTH,
    "open, first 40 rows": BOTH,
    "one paragraph, first 40 rows": BOTH,
    "open, every row": BOTH,
}


def run() -> None:
    """Print the table."""
    rows = []
    for name, size in SIZES.items():
        times = interleaved(works(seed_text(size)), ROUNDS[name])
        for ours, theirs in AGAINST.items():
            mine, other = times[ours], times[theirs]
            rows.append(
                (
                    f"{name}  {ours}",
                    ms(min(mine)),
                    ms(median(mine)),
                    theirs,
                    ms(min(other)),
                    ms(median(other)),
                    f"{median(mine) / median(other):.2f}",
                )
            )
    head = "layout, ms", "min", "median", "library", "min", "median", "ratio"
    table("Layout: a ratio below 1 is quicker than the library.", head, rows)


def works(text: str) -> dict[str, Callable[[], object]]:
    """What is timed on `text`."""
    unbroken = text.replace("\n", " ")
    return {
        ORDER: partial(get_display, text),
        SHAPES: partial(_reshaper.reshape, text),
        BOTH: lambda: get_display(_reshaper.reshape(text)),
        "levels": partial(_levels, text),
        "shaping": partial(shape, text),
        "open": partial(Layout, text, WIDTH),
        "resize": partial(Layout, text, OTHER_WIDTH),
        "open, first 40 rows": partial(_rows, text, ROWS),
        "one paragraph, first 40 rows": partial(_rows, unbroken, ROWS),
        "open, every row": partial(_rows, text),
    }


def _levels(text: str) -> None:
    for paragraph in text.split("\n"):
        classes = bidi.classes_of(paragraph)
        base = bidi.paragraph_level(classes)
        bidi.levels(paragraph, classes, 1 if base is None else base)


def _rows(text: str, most: int | None = None) -> list[str]:
    """Rows as they are sent, each made of cells that know their offsets and columns."""
    layout = Layout(text, WIDTH)
    return [plain(layout.line(row), Profile.VISUAL) for row in range(layout.rows)[:most]]
