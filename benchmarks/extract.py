"""How much text the extractors read in a second."""

from __future__ import annotations

import hashlib
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.figures import interleaved, table
from benchmarks.texts import seed_text, seeds
from workbench.arabic.tokens import TOKENISER
from workbench.extract import extractors
from workbench.extract.zones import find_zones
from workbench.model import Article, article_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.extract import Find
    from workbench.model import Zone

ROUNDS = 5
LONG = 300_000


def run() -> None:
    """Print the table."""
    rows = []
    for title, texts in (("articles", seeds() * 3), ("one long text", [seed_text(LONG)])):
        size = sum(len(text.encode()) for text in texts)
        for name, times in interleaved(works(texts), ROUNDS).items():
            rates = [size / taken / 1e6 for taken in times]
            rows.append((f"{title} ({size // 1000} KB)  {name}", _rate(median(rates)),
                         _rate(max(rates))))  # fmt: skip
    head = "extraction, MB/s of UTF-8", "median", "best"
    table("Extraction: both titles alike means that time is linear in the text.", head, rows)


def works(texts: list[str]) -> dict[str, Callable[[], object]]:
    """What is timed: the zones, then each extractor on articles whose zones are known."""
    read = [(_article(text), find_zones(text)) for text in texts]
    timed: dict[str, Callable[[], object]] = {"zones": lambda: [find_zones(text) for text in texts]}
    for name, extractor in extractors.items():
        _find_all(extractor.find, read[:1])  # what is loaded once is loaded before the clock runs
        timed[name] = partial(_find_all, extractor.find, read)
    return timed


def _find_all(find: Find, read: list[tuple[Article, tuple[Zone, ...]]]) -> int:
    return sum(len(tuple(find(article, zones))) for article, zones in read)


def _article(text: str) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(article_id(text), "", text, None, None, TOKENISER, digest, "utf-8")


def _rate(value: float) -> str:
    return f"{value:.2f}"
