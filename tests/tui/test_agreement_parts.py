"""Parts of the agreement screen: pages of places, numbers in words, bars, matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import on
from tests.tui.agreeing import LAYERS, submit, submit_three
from workbench import messages
from workbench.layout import Profile
from workbench.tui import plots
from workbench.tui.agreement_table import AGREEING, VIEW
from workbench.tui.screens import agreement_behind
from workbench.tui.screens.agreement_behind import Question, page
from workbench.tui.screens.agreement_rows import Rows, interval, told, written
from workbench.tui.screens.agreement_views import VIEWS
from workbench.workflow import measure
from workbench.workflow.measure import Cell, Figure, Kind, Part
from workbench.workflow.session import session

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def three(small: Path) -> Path:
    """The first article by three curators who differ in every way."""
    submit_three(small)
    return small


@pytest.mark.parametrize("size", [1, 2, 3, 40])
def test_pages_of_places_follow_one_another(
    three: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(agreement_behind, "PAGE", size)
    for name in LAYERS:
        submit(three, name, [on("خبر ثان عن مدينة فاس\nقال محمد حصاد", "فاس", "GPE")], article=1)
    with session(three, "amal") as s:
        for question in (
            Question(Cell()), Question(Cell(), agreeing=True), Question(Cell(), "GPE"),
            Question(Cell(kinds=(Kind.ONLY_P,)), "GPE"), Question(Cell(pair=("amal", "badr"))),
        ):  # fmt: skip
            found, before = [], None
            while before is None or before.last is not None:
                before = page(s, question, before)
                found += [place.case for place in before.places]
            cell, wanted = question.cell, measure.cases(s, Cell(pair=question.cell.pair))
            kinds = question.kinds
            if question.label is None:
                assert found == [c for c in wanted if kinds is None or c.kind in kinds]
            else:
                report = measure.agreement(
                    s, measure.Filters(label=question.label), only=["classes"]
                )
                rows = report.results["classes"].of(Part.KIND)
                counted = {Kind[row.names[0].upper()]: row.figure.spans for row in rows}
                alone = (Kind.ONLY_P, Kind.ONLY_Q)
                sides = [counted[kind] // (1 if kind in alone else 2) for kind in kinds or ()]
                assert len(found) == sum(sides)
            assert cell.against is found[0].against


def test_a_number_is_told_with_what_it_rests_on() -> None:
    figure = Figure(-0.001, None, 1, 2000)
    assert told("a", figure) == "a · \u20660.00\u2069 · 1 article · 2,000 spans"
    assert written(Figure(None, "Undefined, because …", 0, 0)) == "—"
    assert interval(figure) == ""


def test_bars_and_lines() -> None:
    assert plots.bar(0.5, 4) == "██  "
    assert plots.bar(2, 4) == "████"
    assert plots.bar(0.28, 4) == "█▏  "
    assert plots.whiskered(0.2, 0.5, 0.9, 10) == "██▓▓▓░░░░ "
    assert plots.whiskered(0.5, 0.5, 0.5, 4) == "██  "
    assert plots.shares({"a": 2, "b": 1}, 6) == "aaaabb"
    assert plots.shares({"a": 0}, 3) == "   "
    assert plots.trend([0.0, None, 1.0]) == "▁ █"
    assert plots.trend([0.6, 0.7, 0.8], 0.6, 0.8) == "▁▄█"
    assert plots.trend([0.5, 0.5], 0.5, 0.5) == "▁▁"
    assert plots.trend([]) == ""
    assert plots.thinned([1.0, 3.0, None, None], 2) == [2.0, None]
    assert [plots.shade(n, (0.5, 0.8)) for n in (0.4, 0.5, 0.9)] == [0, 1, 2]


def test_bars_of_a_mirrored_interface_end_on_their_left() -> None:
    messages.use_language("ar")
    assert plots.bar(0.6, 4) == "██▕ "


def test_a_wide_matrix_shows_the_columns_around_the_chosen_one() -> None:
    rows = Rows(None, Profile.VISUAL)  # type: ignore[arg-type]
    width = 9 + 7 * 5
    for wanted, left in ((4, 0), (7, 3), (2, 2), (99, 7), (-3, 0)):
        rows.column = wanted
        rows.bring(12, width)
        assert rows.left == left
        assert rows.left <= rows.column < rows.left + rows.shown(width)
    assert rows.column_at(9 + 7, width, mirrored=False) == 1
    assert rows.column_at(width - 1 - 9 - 7, width, mirrored=True) == 1
    assert rows.column_at(3, width, mirrored=False) is None


def test_views_and_their_keys_are_as_many() -> None:
    assert len([c for c in AGREEING if c.id.startswith(VIEW)]) == len(VIEWS)
