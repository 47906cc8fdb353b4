"""The history of an article that was adjudicated, printed; and an undo that passes over acts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, on
from tests.cli.test_cli import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

MINISTRY = on(TEXT, "وزارة الداخلية المغربية", "ORG")
SHORT = on(TEXT, "وزارة الداخلية", "ORG")


@pytest.fixture
def judged(filled: Run) -> Run:
    """Two differ in one place, which Amal has decided; nothing else was marked."""
    for name, made in (("basma", MINISTRY), ("dalal", SHORT)):
        assert filled("enrol", name).exit_code == 0
        assert filled("assign", "one.txt", "--to", name, "--unassisted").exit_code == 0
        place = str(made.span.start), str(made.span.end), made.label
        assert filled("decide", "one.txt", "add", *place, curator=name).exit_code == 0
        assert filled("submit", "one.txt", curator=name).exit_code == 0
    where = f"{MINISTRY.span.start}:{MINISTRY.span.end}"
    gold = f"{SHORT.span.start}:{SHORT.span.end}:ORG"
    why = ("--cause", "boundary", "--note", "بلا نسبة", "--guideline")
    told = filled("adjudicate", "one.txt", where, "edit", gold, *why)
    assert told.exit_code == 0, told.stderr
    return filled


def test_what_was_adjudicated_and_why_is_printed(judged: Run) -> None:
    assert judged("adjudicate", "one.txt", "--finish").exit_code == 0
    for name, shown in (("amal", "amal"), ("basma", "adjudicator")):
        lines = judged("history", "one.txt", "--json", curator=name).stdout.splitlines()
        told = [json.loads(line) for line in lines if '"adjudicate"' in line]
        assert {line["curator"] for line in told} == {shown}
        (why,) = [line for line in told if line["outcome"]]
        assert (why["outcome"], why["cause"], why["guideline"]) == ("edited", "boundary", True)
        assert (why["note"], why["text"]) == ("بلا نسبة", MINISTRY.surface)
        assert (why["start"], why["end"]) == (MINISTRY.span.start, MINISTRY.span.end)
        assert [line["text"] for line in told if line["label"]] == [SHORT.surface]
        head, *table = rows(judged("history", "one.txt", curator=name))
        assert head[7:] == ["outcome", "cause", "note", "text"]
        (row,) = [row for row in table if row[7]]
        assert [row[1], *row[7:]] == [
            shown, "edited", "boundary", "[guideline] بلا نسبة", MINISTRY.surface,
        ]  # fmt: skip
    assert why["mark"] in judged("adjudicate", "one.txt").stdout, "the place as it is called there"


def test_before_it_is_finished_curators_are_not_told(judged: Run) -> None:
    assert '"adjudicate"' in judged("history", "one.txt", "--json").stdout
    assert '"adjudicate"' not in judged("history", "one.txt", "--json", curator="basma").stdout


def test_an_undo_names_its_article_and_says_that_newer_acts_stay(judged: Run) -> None:
    first = rows(judged("show", "two.txt"))[-1]
    assert judged("decide", "two.txt", first[0], "reject", curator="basma").exit_code == 0
    assert judged("enrol", "basma", "--role", "adjudicator").exit_code == 0
    assert judged("adjudicate", "one.txt", "--reopen", curator="basma").exit_code == 1
    assert judged("settings", "own-work", "on").exit_code == 0
    assert judged("adjudicate", "one.txt", "--reopen", curator="basma").exit_code == 0
    assert judged("enrol", "basma", "--role", "curator").exit_code == 0
    told = judged("undo", curator="basma").stderr
    assert "undone: decide in two.txt" in told
    assert "1 newer act is not yours to change now; it stays." in told
