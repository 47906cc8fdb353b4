"""Sentences with their figures of time marked in them: read, split in halves, and scored.

The half of a sentence is told by its hash, so that no look at a result can move it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.extract.figures import find_figures
from workbench.model import Article, Modifier, Number, Range, Timex, article_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from workbench.model import Candidate, Value

CASES = Path(__file__).parents[1] / "cases"
LABELS = {"D": "DATE", "T": "TIME", "P": "DURATION", "A": "AGE"}
TABLES = ("dates", "times", "durations", "ages")

_MARK = re.compile(r"\{([^|{}]+)\|([DTPA]) ([^{}]+)\}")
_SIGNS = {
    ">=": Modifier.AT_LEAST,
    "<=": Modifier.AT_MOST,
    "~": Modifier.APPROX,
    ">": Modifier.MORE_THAN,
    "<": Modifier.LESS_THAN,
}

Row = tuple[int, int, str, "Value | None"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its day, and what must be found in it."""

    table: str
    topic: str
    text: str
    published: date | None
    gold: tuple[Row, ...]

    @property
    def is_frozen(self) -> bool:
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1

    def found(self) -> list[Candidate]:
        """Its figures of the four labels of time."""
        story = Article(
            article_id(self.text), "test", self.text, None, self.published, "words/1", "", "utf-8"
        )
        labels = set(LABELS.values())
        return [found for found in find_figures(story, ()) if found.annotation.label in labels]

    def rows(self) -> list[Row]:
        notes = [candidate.annotation for candidate in self.found()]
        return [(note.span.start, note.span.end, note.label, note.value) for note in notes]


def sentences(tables: Iterable[str] = TABLES) -> Iterator[Sentence]:
    """Every sentence of `tables`, in order."""
    for table in tables:
        groups = tomllib.loads((CASES / f"{table}.toml").read_text(encoding="utf-8"))["group"]
        for group in groups:
            for marked in group["cases"]:
                text, gold = _read(marked)
                yield Sentence(table, group["topic"], text, group.get("published"), gold)


def _read(marked: str) -> tuple[str, tuple[Row, ...]]:
    text, gold, done = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        label = LABELS[match[2]]
        gold.append((len(text), len(text) + len(match[1]), label, _value(match[3], label)))
        text += match[1]
        done = match.end()
    text += marked[done:]
    assert not set("{}|") & set(text.replace(" | ", "")), text
    return text, tuple(gold)


def _value(written: str, label: str) -> Value | None:
    if written == "?":
        return None
    sign = next((sign for sign in _SIGNS if written.startswith(sign)), "")
    modifier, written = _SIGNS.get(sign), written.removeprefix(sign)
    if label != "AGE":
        return Timex(written, modifier)
    number, unit = written.split()
    low, dots, high = number.partition("..")
    if dots:
        return Range(Decimal(low), Decimal(high), modifier, unit)
    return Number(Decimal(low), modifier, unit)


@dataclass(slots=True)
class Score:
    """Strict counts of one label: span, label and value all right."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


def score(cases: Iterable[Sentence]) -> dict[str, Score]:
    """The score of each label over `cases`."""
    scores = {label: Score() for label in LABELS.values()}
    for case in cases:
        found = case.rows()
        for label, its in scores.items():
            gold = {row for row in case.gold if row[2] == label}
            mine = {row for row in found if row[2] == label}
            its.right += len(gold & mine)
            its.gold += len(gold)
            its.found += len(mine)
    return scores


def fired(cases: Iterable[Sentence]) -> list[Sentence]:
    """The traps in which a figure was found."""
    return [case for case in cases if not case.gold and case.rows()]
