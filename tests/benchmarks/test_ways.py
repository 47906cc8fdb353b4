"""The ways that the scripted curator sees are ways that the keys go."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.valuing import typed_keys
from benchmarks.ways import Ways, edges
from tests.builders import TEXT, incoming, on
from workbench.layout import Layout
from workbench.layout.navigate import word_at
from workbench.model import Modifier, Number, Timex
from workbench.tui.commands import COMMANDS
from workbench.workflow import curate
from workbench.workflow.ingest import ingest
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.model import Value
    from workbench.workflow.curate import Sheet

IDS = {command.id for command in COMMANDS}
WAYS = Ways(Layout(TEXT, 40), 40, 10)


def where(surface: str, nth: int = 0) -> tuple[int, int]:
    span = on(TEXT, surface, "ORG", nth=nth).span
    return span.start, span.end


@pytest.mark.parametrize(
    ("found", "gold", "keys"),
    [
        ("طنجة والرباط", "طنجة والرباط", ""),
        ("وزارة الداخلية", "وزارة الداخلية المغربية", "end_on"),
        ("وزارة الداخلية المغربية", "الداخلية المغربية", "start_on"),
        ("أعلنت وزارة الداخلية", "وزارة الداخلية المغربية", "start_on end_on"),
        ("والرباط", "الرباط", "proclitic"),
        ("بمدينة", "دينة", "start_letter_on start_letter_on"),
        ("الرباط", "والرباط", "start_back"),
        ("الربا", "الرباط", "end_on"),
        ("الرباط", "الربا", "end_letter_back"),
        ("وزارة الداخلية المغربية", "وزارة", "end_back end_back"),
    ],
)
def test_edges_move_in_the_fewest_keys(found: str, gold: str, keys: str) -> None:
    expected = tuple(f"curate.{key}" for key in keys.split())
    assert edges(TEXT, where(found), where(gold)) == expected
    assert set(expected) <= IDS


def test_a_join_is_one_key() -> None:
    goal = where("وزارة الداخلية المغربية توقيف")
    found = edges(TEXT, where("وزارة"), goal, goal[1])
    assert found == ("curate.join",)


def test_what_shares_no_letter_is_no_way() -> None:
    assert edges(TEXT, where("وزارة"), where("توقيف", 1)) is None


def follow(keys: tuple[str, ...], at: int, marks: list[int]) -> int:
    """Where keys lead, one after another."""
    goal, on_mark = None, -1
    for key in keys:
        name = key.removeprefix("curate.")
        if name in ("up", "down"):
            at, goal = WAYS.rows(at, 1 if name == "down" else -1, goal)
        elif name in ("next", "previous"):
            on_mark += 1
            at = (marks if name == "next" else marks[::-1])[on_mark]
        else:
            at, goal = WAYS.after(name, at), None
    return at


places = st.integers(0, len(TEXT) - 1)


@settings(max_examples=60)
@given(places, places.filter(lambda at: not TEXT[at].isspace()), st.lists(places, max_size=3))
def test_a_way_leads_where_it_should(at: int, to: int, marks: list[int]) -> None:
    wanted = range(*word_at(TEXT, to))
    way = WAYS.way(at, marks, wanted)
    assert way is not None
    assert set(way) <= IDS
    assert follow(way, at, marks) in wanted
    costs = dict.fromkeys(wanted, 0)
    assert WAYS.fewest(at, marks, costs.get, len(way)) <= len(way)


def test_the_fewest_are_fewer_where_a_person_does_not_see_them() -> None:
    costs = {TEXT.index("محمد"): 0}
    assert WAYS.fewest(len(TEXT), [], costs.get, 9) < 9
    assert WAYS.fewest(TEXT.index("محمد"), [], costs.get, 9) == 0


def number(value: int, **fields: Any) -> Number:
    return Number(Decimal(value), **fields)


@pytest.fixture
def sheet(path: Path) -> Iterator[Sheet]:
    with session(path, "ada", create=True) as made:
        list(ingest(made, iter([incoming()])))
        yield curate.open_article(made, *made.store.article_ids())


@pytest.mark.parametrize(
    ("label", "old", "new", "keys"),
    [
        ("CARDINAL", number(350), number(35), "3 5 enter"),
        ("CARDINAL", number(1600000), number(1600001), "end backspace 1 enter"),
        ("CARDINAL", number(21600000), number(1600000), "home delete enter"),
        ("CARDINAL", number(7), None, "backspace enter"),
        ("MONEY", number(70, unit="MAD"), number(5, unit="MAD"), "5 enter"),
        ("MONEY", number(250000), number(250000, unit="MAD"), "M A D enter"),
        ("CARDINAL", number(7), number(7, modifier=Modifier.MORE_THAN), "> enter"),
        ("AGE", None, number(19, unit="a"), "1 9 enter"),
        ("CARDINAL", number(7, modifier=Modifier.APPROX), number(8), "= 8 enter"),
        ("DATE", Timex("2021"), Timex("2021-12-31"), "end - 1 2 - 3 1 enter"),
    ],
)
def test_what_is_wrong_in_a_value_is_typed(
    sheet: Sheet, label: str, old: Value | None, new: Value | None, keys: str
) -> None:
    assert typed_keys(sheet, on(TEXT, "35", label, old), new) == tuple(keys.split())
