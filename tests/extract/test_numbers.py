"""Numbers per construct: every developed sentence, and a score of those that nobody looked at.

The half of a sentence is told by its hash, so that no look at a result can move it.
"""

from __future__ import annotations

import hashlib
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workbench.extract.figures import find_figures
from workbench.model import Article, Value, article_id, comparable, value_from_json

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases/numbers.toml").read_text(encoding="utf-8"),
    parse_float=Decimal,
)["case"]
NUMBERS = {"CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"}
OTHERS = {"AGE", "DURATION"}
"""What the sentences mark besides numbers; dates and clock times have tables of their own."""

Row = tuple[int, int, str, "Value | None"]


def is_frozen(case: dict[str, Any]) -> bool:
    return hashlib.sha256(case["text"].encode()).digest()[0] % 2 == 1


DEVELOPED = [case for case in CASES if not is_frozen(case)]
FROZEN = [case for case in CASES if is_frozen(case)]


def gold(case: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    end = 0
    for surface, label, value in case["figures"]:
        start = case["text"].index(surface, end)
        end = start + len(surface)
        rows.append((start, end, label, value_from_json(value)))
    return rows


def found(case: dict[str, Any]) -> list[Row]:
    text = case["text"]
    article = Article(article_id(text), "test", text, None, None, "words/1", "", "utf-8")
    notes = [candidate.annotation for candidate in find_figures(article, ())]
    return [
        (note.span.start, note.span.end, note.label, note.value)
        for note in notes
        if note.label in NUMBERS | OTHERS
    ]


@pytest.mark.parametrize("case", DEVELOPED, ids=lambda case: f"{case['topic']}-{case['text'][:24]}")
def test_a_developed_sentence(case: dict[str, Any]) -> None:
    assert found(case) == gold(case)


def test_the_frozen_sentences_are_read_well() -> None:
    """Strict: span, label and value; the counted noun is descriptive and not compared."""
    right = wrong = missed = 0
    for case in FROZEN:
        expected = {(*row[:3], comparable(row[3])) for row in gold(case) if row[2] in NUMBERS}
        read = {(*row[:3], comparable(row[3])) for row in found(case) if row[2] in NUMBERS}
        right += len(expected & read)
        wrong += len(read - expected)
        missed += len(expected - read)
    assert 2 * right / (2 * right + wrong + missed) >= 0.97


def test_what_is_no_figure_is_left_alone() -> None:
    empty = [case for case in CASES if not case["figures"]]
    assert len(empty) > 90
    assert sum(bool(found(case)) for case in empty) <= 0.02 * len(empty)
