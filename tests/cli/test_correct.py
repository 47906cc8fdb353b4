"""Corrections from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.builders import TEXT
from tests.cli.test_cli import marks, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result


def of(run: Callable[..., Result], surface: str) -> str:
    return next(mark[0] for mark in marks(run, "one.txt") if mark[-1] == surface)


def state(run: Callable[..., Result], surface: str) -> list[str]:
    return next(mark for mark in marks(run, "one.txt") if mark[-1] == surface)


MINISTRY = "وزارة الداخلية المغربية"


def test_every_correction_can_be_typed(filled: Callable[..., Result]) -> None:
    ministry = of(filled, MINISTRY)
    filled("move", "one.txt", ministry, "end", "--back")
    assert state(filled, "وزارة الداخلية")[2] == "amended"
    filled("undo")
    filled("move", "one.txt", ministry, "proclitic")
    assert state(filled, "زارة الداخلية المغربية")[2] == "amended"
    filled("undo")
    place = TEXT.index(MINISTRY) + len("وزارة الداخلية")
    filled("split", "one.txt", ministry, str(place))
    assert state(filled, "المغربية")[2] == "added"
    filled("join", "one.txt", ministry)
    assert state(filled, MINISTRY)[2] == "accepted"


def test_values_and_notes(filled: Callable[..., Result]) -> None:
    figure = next(mark for mark in marks(filled, "one.txt") if mark[3] == "CARDINAL")
    assert filled("value", "one.txt", figure[0], "ألف وستمائة").exit_code == 0
    assert "1600" in state(filled, figure[-1])[4]
    assert "no value" in str(filled("value", "one.txt", figure[0], "غدا").exception)
    found = rows(filled("value", "one.txt", figure[0]))
    assert [row[0] for row in found[:2]] == ["value", figure[4]]
    assert json.loads(found[1][1])["number"] == int(figure[4])
    filled("decide", "one.txt", figure[0], "amend", "--value", found[1][1])
    assert state(filled, figure[-1])[4] == figure[4]
    assert f"{figure[0]} amended CARDINAL {figure[-1]} = 1600" in filled("undo").stderr
    filled("note", "one.txt", "راجع العدد", "--mark", figure[0])
    filled("note", "one.txt", "مقال قصير")
    assert len(rows(filled("list", "articles", "--noted"))) == 2


def test_zones_and_propagation(filled: Callable[..., Result]) -> None:
    told = filled("zone", "one.txt", "0", "5", "caption").stderr
    assert "caption" in told
    assert "no site furniture" in filled("zone", "one.txt", "0", "5", "none").stderr
    city = next(mark for mark in marks(filled, "one.txt") if mark[3] == "GPE")
    assert "Decide here first" in str(filled("propagate", "one.txt", city[0]).exception)
    filled("decide", "one.txt", city[0], "accept")
    assert filled("propagate", "one.txt", city[0]).exit_code == 0
    assert "carried to" in filled("propagate", "one.txt", city[0], "--yes").stderr


def test_history_is_told_backwards(filled: Callable[..., Result]) -> None:
    one, two = marks(filled, "one.txt")[:2]
    filled("decide", "one.txt", one[0], "accept")
    filled("decide", "one.txt", two[0], "reject")
    told = [json.loads(line) for line in filled("history", "one.txt", "--json").stdout.splitlines()]
    assert [(line["verdict"], line["text"]) for line in told] == [
        ("reject", two[-1]), ("accept", one[-1]),
    ]  # fmt: skip
    assert len(rows(filled("history", "one.txt", "--mark", one[0]))) == 2
