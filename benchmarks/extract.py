"""How much text the extractors read in a second, beside peers, and on text made to be slow."""

from __future__ import annotations

import hashlib
import importlib
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.figures import interleaved, seconds, table
from benchmarks.texts import seed_text, seeds
from workbench.arabic.tokens import TOKENISER
from workbench.extract import extractors
from workbench.extract.zones import find_zones
from workbench.model import Article, article_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.extract import Find
    from workbench.model import Zone

ROUNDS = 5
LONG = 300_000
LENGTHS = {"1 MB": 1_000_000, "10 MB": 10_000_000, "100 MB": 100_000_000}
PEERS_READ = 20_000
"""Bytes that the peers are given: what they do takes seconds."""

HOSTILE = (
    "1", "1 ", "1 و", "1.234.", "5,", "5\n", "بين 1 و", "5 درهم و", "5 شخصا و", "12 سنة ", "و",
    "مائة ", "خمسة وعشرون ", "مليون و", "نصف و", "أول ", "%", "ستة أو سبعة ",
)  # fmt: skip
HOSTILE_BYTES = 1_000_000


def run() -> None:
    """Print the tables."""
    rows = []
    for title, texts in (("articles", seeds() * 3), ("one long text", [seed_text(LONG)])):
        size = sum(len(text.encode()) for text in texts)
        for name, times in interleaved(works(texts), ROUNDS).items():
            rows.append((f"{title} ({size // 1000} KB)  {name}", *_rates(size, times)))
    head = "extraction, MB/s of UTF-8", "median", "best"
    table("Extraction: both titles alike means that time is linear in the text.", head, rows)
    _run_peers()
    _run_lengths()
    _run_hostile()


def works(texts: list[str]) -> dict[str, Callable[[], object]]:
    """What is timed: the zones, then each extractor on articles whose zones are known."""
    read = [(_article(text), find_zones(text)) for text in texts]
    timed: dict[str, Callable[[], object]] = {"zones": lambda: [find_zones(text) for text in texts]}
    for name, extractor in extractors.items():
        _find_all(extractor.find, read[:1])  # what is loaded once is loaded before the clock runs
        timed[name] = partial(_find_all, extractor.find, read)
    return timed


def _run_peers() -> None:
    """Our figures beside the number and date finders of others, on the same text."""
    text = seed_text(PEERS_READ)
    size = len(text.encode())
    timed: dict[str, Callable[[], object]] = {"figures": works([text])["figures"]} | _peers(text)
    rows = [(name, *_rates(size, times)) for name, times in interleaved(timed, 3).items()]
    head = f"{size // 1000} KB, MB/s of UTF-8", "median", "best"
    table("Figures beside peers; those that are not installed are left out.", head, rows)


def _peers(text: str) -> dict[str, Callable[[], object]]:
    """What others offer for Arabic: numbers in words, and dates."""
    timed: dict[str, Callable[[], object]] = {}
    number = importlib.import_module("pyarabic.number")
    words = text.split()
    timed["pyarabic detect_number_phrases_position"] = partial(
        number.detect_number_phrases_position, words
    )
    try:
        search = importlib.import_module("dateparser.search")
    except ModuleNotFoundError:
        return timed
    timed["dateparser search_dates"] = partial(search.search_dates, text, languages=["ar"])
    return timed


def _run_lengths() -> None:
    """The same articles over and over: a rate that holds means that time is linear."""
    find = extractors["figures"].find
    rows = []
    for name, size in LENGTHS.items():
        taken = seconds(partial(_find_all, find, [(_article(seed_text(size)), ())]))
        rows.append((name, f"{taken:.1f}", _rate(size / taken / 1e6)))
    table("Figures in one long text.", ("size", "seconds", "MB/s"), rows)


def _run_hostile() -> None:
    """A megabyte of one thing, over and over."""
    find = extractors["figures"].find
    rows = []
    for unit in HOSTILE:
        text = unit * (HOSTILE_BYTES // len(unit.encode()))
        rows.append(
            (repr(unit), f"{seconds(partial(_find_all, find, [(_article(text), ())])):.1f}")
        )
    table("Figures in a megabyte of", ("text", "seconds"), rows)


def _find_all(find: Find, read: Sequence[tuple[Article, Sequence[Zone]]]) -> int:
    return sum(sum(1 for _ in find(article, zones)) for article, zones in read)


def _article(text: str) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(article_id(text), "", text, None, None, TOKENISER, digest, "utf-8")


def _rates(size: int, times: list[float]) -> tuple[str, str]:
    """The median and the best rate."""
    rates = [size / taken / 1e6 for taken in times]
    return _rate(median(rates)), _rate(max(rates))


def _rate(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"
