"""Adjudication from the command line: what is printed, what is refused, and in which words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, on
from tests.cli.test_cli import rows
from workbench.cli.output import Exit

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

MINISTRY = on(TEXT, "وزارة الداخلية المغربية", "ORG").span
SHORT = on(TEXT, "وزارة الداخلية", "ORG").span
CITY = on(TEXT, "طنجة", "GPE", nth=1).span


@pytest.fixture
def ready(filled: Run) -> Run:
    """Two curators who differ in one place and agree in another, both without suggestions."""
    for name, span in (("basma", MINISTRY), ("dalal", SHORT)):
        assert filled("enrol", name).exit_code == 0
        assert filled("assign", "one.txt", "--to", name, "--unassisted").exit_code == 0
        for place, label in ((span, "ORG"), (CITY, "GPE")):
            told = filled(
                "decide", "one.txt", "add", str(place.start), str(place.end), label, curator=name
            )
            assert told.exit_code == 0, told.stderr
        assert filled("submit", "one.txt", curator=name).exit_code == 0
    return filled


def place_of(run: Run, start: int) -> dict[str, object]:
    data = json.loads(run("adjudicate", "one.txt", "--json").stdout)
    found: dict[str, object] = next(p for p in data["places"] if p["start"] == start)
    return found


def test_what_is_ready_is_listed(ready: Run) -> None:
    _head, one = rows(ready("adjudicate"))
    assert one[1:6] == ["2", "0.50", "2", "5.4", "waiting"]
    assert json.loads(ready("adjudicate", "--json").stdout)["progress"] == "waiting"
    refused = ready("adjudicate", curator="basma")
    assert refused.exit_code == Exit.FAILED
    assert "Only who adjudicates" in str(refused.exception)


def test_a_case_is_decided_and_finished(ready: Run) -> None:
    shown = ready("adjudicate", "one.txt")
    assert not any(name in shown.stdout for name in ("basma", "dalal"))
    head, *places = rows(shown)
    assert head[4:6] == ["A", "B"]
    assert len(places) == 2
    where = f"{MINISTRY.start}:{MINISTRY.end}"
    assert ready("adjudicate", "one.txt", "--finish").exit_code == Exit.FAILED
    short = f"{SHORT.start}:{SHORT.end}:ORG"
    told = ready("adjudicate", "one.txt", where, "edit", short, "--cause", "boundary",
                 "--note", "بلا نسبة", "--guideline")  # fmt: skip
    assert told.exit_code == 0, told.exception
    place = place_of(ready, MINISTRY.start)
    assert (place["outcome"], place["cause"], place["guideline"]) == ("edited", "boundary", True)
    lanes = place["lanes"]
    assert isinstance(lanes, dict)
    lane = next(name for name, held in lanes.items() if held[0]["end"] == MINISTRY.end)
    assert ready("adjudicate", "one.txt", str(place["id"])[:8], "take", lane.lower()).exit_code == 0
    for act in ("reject", "defer", "clear"):
        assert ready("adjudicate", "one.txt", where, act).exit_code == 0
    assert ready("undo").exit_code == 0
    assert place_of(ready, MINISTRY.start)["state"] == "deferred"
    assert ready("adjudicate", "one.txt", where, "take", lane, "--note", "ن").exit_code == 0
    if place_of(ready, CITY.start)["state"] == "audit":
        city = f"{CITY.start}:{CITY.end}"
        assert ready("adjudicate", "one.txt", city, "majority").exit_code == 0
    assert ready("adjudicate", "one.txt", "--finish").exit_code == 0
    gold = json.loads(ready("export").stdout)
    assert [s["text"] for s in gold["spans"]] == [TEXT[MINISTRY.start : MINISTRY.end], "طنجة"]
    differ = ready("differences", "one.txt", curator="dalal")
    _head, row = rows(differ)
    assert row[0] == "boundary_other"
    assert row[4] == "[guideline] ن"
    assert len(rows(ready("differences", "one.txt", "--all", curator="dalal"))) == 3
    data = json.loads(ready("differences", "one.txt", "--json", curator="dalal").stdout)
    assert (data["yours"]["end"], data["gold"]["end"]) == (SHORT.end, MINISTRY.end)
    assert ready("differences", "one.txt").exit_code == Exit.FAILED
    assert ready("adjudicate", "one.txt", "--reopen").exit_code == 0
    assert ready("export").stdout == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ["--finish"],
        ["one.txt", "--finish", "--reopen"],
        ["one.txt", "1:2", "--finish"],
        ["one.txt", "--note", "n"],
        ["one.txt", "1:2"],
        ["one.txt", "1:2", "accept"],
        ["one.txt", "1:2", "take"],
        ["one.txt", "1:2", "take", "A", "B"],
        ["one.txt", "1:2", "reject", "A"],
        ["one.txt", "1:2", "edit"],
        ["one.txt", "1:2", "clear", "--cause", "slip"],
        ["one.txt", "1:2", "reject", "--cause", "none"],
    ],
)
def test_wrong_usage(ready: Run, wrong: list[str]) -> None:
    assert ready("adjudicate", *wrong).exit_code == Exit.USAGE


@pytest.mark.parametrize("span", ["1:2", "a:b:ORG", "1:2:ORG:3", "1:" + "9" * 5000 + ":ORG"])
def test_spans_that_cannot_be_read(ready: Run, span: str) -> None:
    where = f"{MINISTRY.start}:{MINISTRY.end}"
    assert ready("adjudicate", "one.txt", where, "edit", span).exit_code == Exit.USAGE


def test_settings(ready: Run) -> None:
    assert [row[:2] for row in rows(ready("settings"))[1:]] == [
        ["own-work", "off"],
        ["curators", "2"],
        ["adjudicate-twice", "0"],
    ]
    assert ready("settings", "own-work", "on").exit_code == 0
    assert json.loads(ready("settings", "--json").stdout)["own-work"] == "on"
    assert ready("settings", "own-work").exit_code == Exit.USAGE
    assert ready("settings", "own-work", "maybe").exit_code == Exit.FAILED
    assert ready("settings", "curators", "3", curator="dalal").exit_code == Exit.FAILED


def test_two_adjudicators_are_compared(ready: Run) -> None:
    assert ready("enrol", "eman", "--role", "adjudicator").exit_code == 0
    assert ready("settings", "adjudicate-twice", "2").exit_code == Exit.FAILED
    assert ready("settings", "adjudicate-twice", "1").exit_code == 0
    for name, act in (("amal", ("reject",)), ("eman", ("majority",)), ("eman", ("reject",))):
        place = f"{MINISTRY.start}:{MINISTRY.end}"
        assert ready("adjudicate", "one.txt", place, *act, curator=name).exit_code == (
            Exit.FAILED if act == ("majority",) else 0
        )
    assert json.loads(ready("adjudicate", "--json", curator="eman").stdout)["second"]
    for name in ("amal", "eman"):
        city = f"{CITY.start}:{CITY.end}"
        assert ready("adjudicate", "one.txt", city, "majority", curator=name).exit_code == 0
        assert rows(ready("adjudicate", "--twice", curator=name))[1:] == []
        assert ready("adjudicate", "one.txt", "--finish", curator=name).exit_code == 0
    _head, row = rows(ready("adjudicate", "--twice"))
    assert row[1:] == ["2", "2", "one.txt"]
    assert json.loads(ready("adjudicate", "--twice", "--json").stdout)["places"] == 2
    assert "2 of 2 places alike" in ready("adjudicate").stderr
    assert ready("adjudicate", "one.txt", "--twice").exit_code == Exit.USAGE


def test_articles_are_asked_for_again(ready: Run) -> None:
    old = ("--after", "0", "--others", "0")
    assert ready("assign", "one.txt", "--to", "basma", "--again", "1").exit_code == Exit.USAGE
    assert ready("assign", "--to", "basma", "--again", "1", "--blind", "0").exit_code == Exit.USAGE
    assert "old enough" in ready("assign", "--to", "basma", "--again", "1").stderr
    assert "basma: 1 article" in ready("assign", "--to", "basma", "--again", "1", *old).stderr
    assert "old enough" in ready("assign", "--to", "basma", "--again", "1", *old).stderr
    refused = ready("differences", "one.txt", curator="basma")
    assert "asked for this article again" in str(refused.exception)
    assert ready("submit", "one.txt", curator="basma").exit_code == 0
    found = json.loads(ready("agreement", "--json").stdout)["measures"]["self_agreement"]
    assert (found[0]["value"], found[0]["documents"], found[0]["spans"]) == (0, 1, 2)


def test_who_leaves_is_let_off_and_keeps_her_roles(filled: Run) -> None:
    for name in ("basma", "chadia"):
        assert filled("enrol", name, "--role", "adjudicator").exit_code == 0
        assert filled("assign", "one.txt", "--to", name, "--unassisted").exit_code == 0
    assert filled("enrol", "basma").stderr == "basma: adjudicator\n"
    assert filled("submit", "one.txt", curator="basma").exit_code == 0
    off = ("assign", "--withdraw", "chadia")
    assert filled(*off, "--to", "basma").exit_code == Exit.USAGE
    assert filled("assign", "one.txt").exit_code == Exit.USAGE
    assert "unfinished" in filled("export").stderr
    assert filled(*off, "one.txt").stderr == "chadia: 1 article withdrawn\n"
    assert "unfinished" not in filled("export").stderr
    assert "nothing" in filled(*off).stderr


def test_what_all_missed_is_added(ready: Run) -> None:
    person, percent = on(TEXT, "محمد حصاد", "PER").span, on(TEXT, "4 في المائة", "PERCENT").span
    added = (f"{person.start}:{person.end}:PER", f"{percent.start}:{percent.end}:PERCENT")
    told = ready("adjudicate", "one.txt", "add", *added, "--note", "فات")
    assert told.exit_code == 0, told.exception
    place = place_of(ready, percent.start)
    assert (place["outcome"], place["note"], place["state"]) == ("added", "فات", "decided")
    gold = place["gold"]
    assert isinstance(gold, list)
    assert gold[0]["value"] == {"number": 4}
    assert place["lanes"] == {"A": [], "B": []}
    (row,) = [r for r in rows(told) if r[1] == f"{person.start}:{person.end}"]
    assert row[4:7] == ["—", "—", "PER محمد حصاد"]
    assert ready("adjudicate", "one.txt", "add", added[0]).exit_code == Exit.FAILED
    where = f"{person.start}:{person.end}"
    edited = f"{person.start}:{person.start + 4}:PER"
    assert ready("adjudicate", "one.txt", where, "edit", edited).exit_code == 0
    where = f"{person.start}:{person.start + 4}"
    assert ready("adjudicate", "one.txt", where, "clear").exit_code == 0
    assert ready("adjudicate", "one.txt", where, "clear").exit_code == Exit.FAILED
    assert ready("adjudicate", "one.txt", "add").exit_code == Exit.USAGE
    assert ready("adjudicate", "one.txt", "add", "1:2").exit_code == Exit.USAGE


def test_furniture_that_differs_is_a_place(ready: Run) -> None:
    assert ready("reopen", "one.txt", curator="basma").exit_code == 0
    assert ready("zone", "one.txt", "0", "1", "menu", curator="basma").exit_code == 0
    assert ready("submit", "one.txt", curator="basma").exit_code == 0
    end = TEXT.index("\n")
    place = place_of(ready, 0)
    assert (place["furniture"], place["end"], place["differ"]) == (True, end, ["only_p"])
    assert ready("adjudicate", "one.txt", f"0:{end}", "edit", "0:1:GPE").exit_code == Exit.FAILED
    told = ready("adjudicate", "one.txt", f"0:{end}", "edit", "0:1:caption")
    assert told.exit_code == 0, told.exception
    gold = place_of(ready, 0)["gold"]
    assert isinstance(gold, list)
    assert (gold[0]["end"], gold[0]["label"]) == (end, "caption")
