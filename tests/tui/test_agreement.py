"""The agreement screen: its views, the spans behind a number, and keys while it measures."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import TEXT, on
from tests.tui.conftest import SUGGESTED
from workbench import messages
from workbench.layout import Profile
from workbench.model import Arm, Number, Role
from workbench.tui import plots
from workbench.tui.agreement_table import AGREEING, VIEW
from workbench.tui.app import Workbench
from workbench.tui.screens import agreement_behind
from workbench.tui.screens.agreement_behind import Question, page
from workbench.tui.screens.agreement_rows import Rows, interval, told, written
from workbench.tui.screens.agreement_views import VIEWS
from workbench.workflow import curate, measure, team
from workbench.workflow.measure import Cell, Figure, Kind, Part
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from workbench.model import Annotation
    from workbench.workflow.session import Session

ORG, PEOPLE, TANJA, RABAT, HASSAD = SUGGESTED
LOOSE = on(TEXT, "والرباط", "GPE")
MOVED = on(TEXT, "طنجة", "LOC", nth=1)
MORE = on(TEXT, "35", "CARDINAL", Number(350, item="شخصا"))  # type: ignore[arg-type]
LAYERS = {
    "amal": [ORG, PEOPLE, TANJA, RABAT],
    "badr": [ORG, MORE, TANJA, LOOSE],
    "chadia": [PEOPLE, MOVED, RABAT, HASSAD],
}


def submit(path: Path, name: str, marks: Iterable[Annotation], article: int = 0) -> None:
    with session(path, name) as s:
        sheet = curate.open_article(s, s.store.article_ids()[article])
        known = {mark.annotation: mark.id for mark in sheet.layer.marks}
        for each in marks:
            if each in known:
                sheet = curate.relabel(s, sheet, known[each], each.label)
            else:
                sheet = curate.add(s, sheet, each.span, each.label, each.value)
        curate.submit(s, sheet, reject_undecided=True)


@pytest.fixture
def three(small: Path) -> Path:
    """The first article by three curators who differ in every way."""
    for name, marks in LAYERS.items():
        submit(small, name, marks)
    return small


def drawn(t: Any, name: str = "rows") -> list[str]:
    """The rows of a list as they are seen, from the first on."""
    rows = t.app.screen.query_one(f"#{name}")
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


def row(t: Any, start: str) -> str:
    """The row that begins with some words."""
    return next(line for line in drawn(t) if line.strip(" ▸").startswith(start))


async def see(t: Any, *keys: str) -> None:
    """Open the screen from the article to begin with, and press keys."""
    await t.press("q")
    await t.press("i")
    await t.settle()
    for key in keys:
        await t.press(key)


# ------------------------------------------------------------------------------------------- views


async def test_the_overview_has_the_headline_the_ladder_and_alpha(
    table: Callable[..., Any], three: Path
) -> None:
    # Of four spans each, the three pairs have 3, 2 and 1 in common.
    async with table() as t:
        await see(t)
        assert t.line("head").strip().startswith("Agreement: exact F1 · ")
        assert row(t, "all pairs").split()[4] == "0.50"
        assert "3 curators: amal, badr, chadia" in "\n".join(drawn(t))
        names = ("overlapping range", "same range  ", "same range and label", "same range, label")
        assert all(any(line.strip().startswith(n) for line in drawn(t)) for n in names)
        assert "Krippendorff" in "\n".join(drawn(t))
        assert "Fleiss" not in "\n".join(drawn(t))
        assert "~" in row(t, "all pairs")
        await t.press("d")
        await t.settle()
        assert "Fleiss" in "\n".join(line for item in t.app.screen.rows.items
                                     for line in [getattr(item, "name", "")])  # fmt: skip


async def test_the_heat_map_leads_to_the_spans_of_a_pair(
    table: Callable[..., Any], three: Path
) -> None:
    async with table() as t:
        await see(t, "2")
        head, amal, badr, chadia = drawn(t)[:4]
        assert head.split() == ["amal", "badr", "chadia"]
        assert [part for part in badr.split() if part not in "░▒▓█▸"] == ["badr", "1", "·", "0.25~"]
        assert "▸ 0.75~" in amal
        assert chadia.split() == ["chadia", "1", "1", "·"]
        assert "amal\u2069 – \u2068badr\u2069 · \u20660.75" in t.line("about")
        await t.press("down", "right")
        assert "badr\u2069 – \u2068chadia\u2069 · \u20660.25" in t.line("about")
        await t.press("up", "left", "enter")
        await t.settle()
        assert t.screen == "CasesScreen"
        assert "badr" in t.line("head")
        assert t.app.screen.head.aside.strip() == "2 places"
        assert drawn(t)[2].strip().startswith("other value: a power of ten")
        assert drawn(t)[4].strip().startswith("other range: a proclitic or")
        assert "other value: a power of ten" in t.line("about")
        await t.press("down")
        assert "other range: a proclitic or the article" in t.line("about")


async def test_enter_opens_the_article_at_the_place(table: Callable[..., Any], three: Path) -> None:
    async with table() as t:
        await see(t, "2", "enter")
        await t.settle()
        assert "35" in drawn(t)[1]
        assert "350" in drawn(t)[1]
        assert "bold: \u2068amal\u2069   underlined: \u2068badr\u2069" in t.line("about")
        await t.press("down", "enter")
        await t.settle()
        assert t.screen == "PlaceScreen"
        assert t.app.screen.mark.annotation == RABAT
        assert "توقيف" in t.line("head")
        await t.press("q")
        assert t.screen == "CasesScreen"
        assert "▸" in drawn(t)[3]
        await t.press("escape")
        await t.settle()
        assert t.screen == "AgreementScreen"
        assert "▸" in drawn(t)[1]
        assert len(t.stored().layer.standing) == len(LAYERS["amal"])


async def test_text_without_a_mark_is_selected_where_the_article_opens(
    table: Callable[..., Any], three: Path
) -> None:
    submit(three, "dalal", [on(TEXT, "21 ديسمبر 2021", "DATE")])
    async with table() as t:
        await see(t, "7")
        await t.press("end")
        while "DATE" not in t.line("about"):
            await t.press("up")
        await t.press("enter")
        await t.settle()
        await t.press("enter")
        await t.settle()
        assert t.app.screen.article_view.selected_text == "21 ديسمبر 2021"


async def test_confusion_stands_as_a_matrix(table: Callable[..., Any], three: Path) -> None:
    async with table() as t:
        await see(t, "7")
        head = next(line for line in drawn(t) if "∅" in line)
        assert head.split() == ["CARDI…", "GPE", "LOC", "ORG", "PER", "∅"]
        assert [n for n in row(t, "GPE").split() if n.isdecimal()] == ["4", "2"]
        assert "█" in row(t, "GPE") or "▓" in row(t, "GPE")
        assert "GPE – LOC" in "\n".join(drawn(t))
        for key in ("down", "down", "right", "right"):
            await t.press(key)
        assert "GPE – LOC" in t.line("about")
        assert "2 cases" in t.line("about")
        await t.press("enter")
        await t.settle()
        assert t.app.screen.head.aside.strip() == "2 places"
        assert ["GPE" in line and "LOC" in line for line in drawn(t)[1:4:2]] == [True, True]


VIEW_ROWS = {
    "3": ["GPE", "PER"],
    "4": ["one.txt"],
    "5": ["over time", "Undefined, because 1 documents are too few"],
    "6": ["█agree", "░other range", "a proclitic or the article", "·only one of the two"],
    "8": ["same value", "a power of ten"],
    "9": ["Undefined, because nobody has submitted an article again"],
    "0": ["Undefined, because no article that several curators submitted was"],
    "-": ["both saw suggestions", "neither saw suggestions", "Undefined, because"],
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_every_view_fits_and_says_why_where_there_is_no_number(
    table: Callable[..., Any], three: Path, size: tuple[int, int]
) -> None:
    async with table(size=size) as t:
        await see(t)
        for key, expected in VIEW_ROWS.items():
            await t.press(key)
            await t.settle()
            shown = "\n".join(drawn(t))
            assert [text for text in expected if text not in shown] == [], key
            rows = t.app.screen.query_one("#rows")
            width = rows.scrollable_content_region.width
            assert {rows.render_line(y).cell_length for y in range(rows.size.height)} == {width}
        await t.press("tab", "tab", "shift+tab")
        assert t.app.screen.bar.chosen == 0


async def test_views_are_chosen_and_numbers_opened_by_the_mouse(
    table: Callable[..., Any], three: Path
) -> None:
    async with table() as t:
        await see(t)
        await t.pilot.click("#views", offset=(16, 0))
        await t.settle()
        assert t.app.screen.bar.chosen == 1
        await t.pilot.click("#rows", offset=(26, 2))
        await t.settle()
        assert "chadia" in t.line("about")
        await t.pilot.click("#rows", offset=(19, 1), times=2)
        await t.settle()
        assert t.screen == "CasesScreen"
        assert "badr" in t.line("head")
        await t.pilot.click("#rows", offset=(19, 2), times=2)
        await t.settle()
        assert t.screen == "PlaceScreen"


async def test_an_arabic_interface_is_mirrored(table: Callable[..., Any], three: Path) -> None:
    messages.use_language("ar")
    async with table() as t:
        await see(t)
        for key in "1234567890-":
            await t.press(key)
            await t.settle()
            assert any(line.strip() for line in drawn(t)), key
        await t.press("2")
        await t.settle()
        assert [w for w in drawn(t)[0].split() if w.isascii()] == ["chadia", "badr", "amal"]
        before = t.line("about")
        await t.press("left")
        assert t.line("about") != before
        await t.press("right")
        assert t.line("about") == before


# ----------------------------------------------------------------------------------------- filters


async def test_a_label_alone_and_its_spans(table: Callable[..., Any], three: Path) -> None:
    async with table() as t:
        await see(t, "l")
        scheme = t.app.desk.session.scheme
        await t.press(str(scheme["GPE"].key))
        await t.settle()
        assert "only GPE" in t.app.screen.head.aside
        await t.press("6")
        await t.settle()
        await t.press("end")
        await t.press("home")
        only = next(n for n, item in enumerate(t.app.screen.rows.items)
                    if getattr(item, "sign", "") == "·")  # fmt: skip
        figure = t.app.screen.rows.items[only].figure
        while t.app.screen.rows.chosen < only:
            await t.press("down")
        await t.press("enter")
        await t.settle()
        assert t.app.screen.head.aside.strip() == f"{figure.spans} places"
        assert figure.spans == 2
        await t.press("q", "c")
        await t.settle()
        assert t.app.screen.head.aside == ""


async def test_pairs_are_chosen_by_who_saw_suggestions(
    table: Callable[..., Any], small: Path
) -> None:
    with session(small, "amal") as lead:
        team.enrol(lead, "badr", [Role.CURATOR])
        list(team.assign(lead, [lead.store.article_ids()[0]], ["badr"], Arm.BLIND))
    for name in ("amal", "badr"):
        submit(small, name, [TANJA])
    async with table() as t:
        await see(t, "s")
        await t.settle()
        assert "Nothing is left of what is asked for" in "\n".join(drawn(t))
        await t.press("س")
        await t.settle()
        assert "1.00" in row(t, "all pairs")


# ---------------------------------------------------------------------------------- nothing to show


async def test_what_to_do_where_nothing_is_to_be_measured(
    table: Callable[..., Any], small: Path
) -> None:
    async with table() as t:
        await see(t)
        assert "Only one curator works in this project" in "\n".join(drawn(t))
    submit(small, "badr", [TANJA])
    async with table() as t:
        await see(t, "2")
        shown = " ".join("\n".join(drawn(t)).split())
        assert "Two curators must submit the same articles" in shown
        assert "Undefined, because no document was submitted by two curators." in shown
        assert "badr" not in shown
        await t.press("down", "up", "home", "end", "pagedown", "right", "r", "enter")
        await t.settle()
        assert "Nothing differs here" in t.line("bottom")


async def test_an_empty_project_says_so(path: Path) -> None:
    open_session(path, "amal", create=True).store.close()
    app = Workbench(lambda: open_session(path, "amal"), Profile.VISUAL)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        await app.screen.idle()  # type: ignore[attr-defined]
        items = app.screen.query_one("#rows").items  # type: ignore[attr-defined]
        assert any("workbench import" in getattr(item, "text", "") for item in items)


async def test_who_has_not_submitted_sees_nothing(table: Callable[..., Any], three: Path) -> None:
    """Dalal is asked to take part, so that until she submits nobody sees what others marked."""
    async with table() as t:
        await see(t, "2")
        with session(three, "amal") as lead:
            team.enrol(lead, "dalal")
            list(team.assign(lead, lead.store.article_ids()[:1], ["dalal"], Arm.ASSISTED))
        await t.press("enter")
        await t.settle()
        assert drawn(t)[0] == ""
        await t.press("a")
        await t.settle()
        assert "nothing here that you may see" in t.line("bottom")
        await t.press("enter", "down", "end", "pageup")
        await t.press("q", "r")
        await t.settle()
        assert "Two curators must submit" in "\n".join(drawn(t))


# ---------------------------------------------------------------------------------------- patience


async def test_escape_leaves_and_keys_work_while_something_is_measured(
    table: Callable[..., Any], three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, wait = Event(), Event()
    agreement = measure.agreement

    def slow(*args: Any, **options: Any) -> Any:
        begun.set()
        assert wait.wait(30)
        return agreement(*args, **options)

    monkeypatch.setattr(measure, "agreement", slow)
    async with table() as t:
        await t.press("q")
        await t.pilot.press("i")
        await t.pilot.pause()
        assert begun.wait(30)
        assert drawn(t)[0].strip() == "Measuring …"
        await t.pilot.press("5", "3")
        await t.pilot.pause()
        assert t.app.screen.bar.chosen == 2
        await t.pilot.press("escape")
        await t.pilot.pause()
        assert t.screen == "QueueScreen"
        wait.set()
        await t.settle()
        assert t.screen == "QueueScreen"


async def test_only_what_a_view_needs_is_measured_and_once(
    table: Callable[..., Any], three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    agreement = measure.agreement

    def noted(session: Session, filters: Any, *, only: tuple[str, ...]) -> Any:
        asked.append(only)
        return agreement(session, filters, only=only)

    monkeypatch.setattr(measure, "agreement", noted)
    async with table() as t:
        await see(t, "3", "8", "1", "8")
        assert asked == [("ladder",), ("krippendorff_alpha",), ("value_agreement",)]
        submit(three, "dalal", [TANJA, RABAT])
        await t.press("r", "1")
        await t.settle()
        assert asked[3:] == [("value_agreement",), ("ladder",), ("krippendorff_alpha",)]
        assert "4 curators" in "\n".join(drawn(t))


# ------------------------------------------------------------------------------------------- parts


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
