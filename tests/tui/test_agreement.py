"""The agreement screen: its views, and the spans behind a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import TEXT, on
from tests.tui.agreeing import LAYERS, RABAT, drawn, row, see, submit, submit_three
from tests.tui.conftest import OTHER
from workbench import messages
from workbench.workflow import measure
from workbench.workflow.measure import Part
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def three(small: Path) -> Path:
    """The first article by three curators who differ in every way."""
    submit_three(small)
    return small


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
    "4": ["one.txt", "in 100", "0.50 █"],
    "5": ["over time", "Undefined, because 1 documents are too few"],
    "6": ["█agree", "░other range", "a proclitic or the article", "·only one of the two"],
    "8": ["same value", "a power of ten"],
    "9": ["Undefined, because nobody has submitted an article again"],
    "0": [
        "Undefined, because no article that several curators submitted was",
        "two adjudicators",
        "Undefined, because no article was adjudicated twice.",
    ],
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


async def test_articles_stand_by_how_densely_they_differ(
    table: Callable[..., Any], three: Path
) -> None:
    for name in LAYERS:  # six of eight spans differ in the first; here one of three pairs of two
        held = [on(OTHER, "فاس", "GPE")] if name != "chadia" else [on(OTHER, "فاس", "LOC")]
        submit(three, name, held, article=1)
    with session(three, "amal") as s:
        report = measure.agreement(s)
        density = {s.store.article(row.names[0]).source: row.figure.value or 0
                   for row in report.results["classes"].of(Part.DENSITY)}  # fmt: skip
    assert set(density) == {"one.txt", "two.txt"}
    expected = sorted(density, key=lambda name: -density[name])
    async with table() as t:
        assert t.screen == "QueueScreen", "nothing is left to decide"
        await t.press("i", "4")
        await t.settle()
        shown = [line for line in drawn(t) if ".txt" in line]
        assert [next(n for n in density if n in line) for line in shown] == expected
        for name, line in zip(expected, shown, strict=True):
            assert f"{density[name]:.1f}" in line
        assert "differ in 100 tokens · F1 · " in t.line("about")
        assert "in 100: spans in which two differ" in t.line("legend")


async def test_what_became_of_suggestions_and_what_they_do(
    table: Callable[..., Any], three: Path
) -> None:
    async with table(size=(100, 60)) as t:
        await see(t, "-")
        shown = "\n".join(drawn(t))
        for text in ("wrong suggestions kept", "missed of what nobody suggested",
                     "more missed with suggestions", "suggestions: stand unchanged",
                     "Undefined, because no wrong suggestion was shown"):  # fmt: skip
            assert text in shown
        items = list(t.app.screen.rows.items)
        text = " ".join(getattr(item, "text", "") for item in items)
        assert "judge the model that suggests by gold from articles marked without them" in text
        # Of fifteen suggestions shown to three, what stands as it was suggested:
        start = next(n for n, item in enumerate(items)
                     if getattr(item, "text", "") == "suggestions: stand unchanged")  # fmt: skip
        whole, *rest = items[start + 1 :]
        assert (whole.figure.value, whole.figure.spans) == (9 / 15, 15)
        assert [entry.figure.value for entry in rest[:3]] == [4 / 5, 2 / 5, 3 / 5]
        while t.app.screen.rows.chosen < start + 1:
            await t.press("down")
        await t.press("enter")
        await t.settle()
        assert t.app.screen.head.aside.strip() == "9 places"
