"""Corrections from the keyboard: each leaves its decision on disk."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import TEXT
from workbench.curation import State
from workbench.model import ActionKind, Modifier, Number, Span
from workbench.store.models import newest_model
from workbench.store.undoing import undoable
from workbench.tui.telling import is_weak
from workbench.tui.widgets.article_view import ArticleView
from workbench.tui.widgets.rtl_input import RtlInput
from workbench.workflow import learn
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Callable

Open = Any
ORG = ("ORG", "وزارة الداخلية المغربية")


def view(table: Any) -> ArticleView:
    found: ArticleView = table.app.screen.query_one(ArticleView)
    return found


def labels(table: Any) -> list[tuple[str, str]]:
    return list(table.standing())


async def type_in(table: Any, text: str) -> None:
    """Replace what the dialog's line holds and press Enter."""
    line = table.app.screen.query_one(RtlInput)
    line.value = text
    await table.press("enter")


@pytest.mark.parametrize(
    ("keys", "surface"),
    [
        ((".",), "وزارة الداخلية"),
        ((".", ","), "وزارة الداخلية المغربية"),
        ((",",), "وزارة الداخلية المغربية توقيف"),
        ((";",), "الداخلية المغربية"),
        ((";", "'"), "وزارة الداخلية المغربية"),
        (("'",), "أعلنت وزارة الداخلية المغربية"),
        (("d",), "وزارة الداخلية المغربي"),
        (("d", "e"), "وزارة الداخلية المغربية"),
        (("m",), "زارة الداخلية المغربية"),
        (("m", "i"), "وزارة الداخلية المغربية"),
        (("-",), "زارة الداخلية المغربية"),
        (("-", "-"), "وزارة الداخلية المغربية"),
    ],
)
async def test_one_key_moves_an_edge(
    table: Callable[..., Open], keys: tuple[str, ...], surface: str
) -> None:
    async with table() as t:
        await t.press(*keys)
        assert labels(t) == [("ORG", surface)]


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [(",", "و"), (".", "ز"), (";", "ك"), ("d", "ي"), ("t", "ف")],
)
async def test_the_same_keys_work_under_an_arabic_layout(
    table: Callable[..., Open], latin: str, arabic: str
) -> None:
    async with table() as t:
        view(t).go(TEXT.index("الداخلية"))
        await t.press(latin)
        by_latin = labels(t)
        await t.press("u")
        await t.press(arabic)
        assert labels(t) == by_latin != []


async def test_a_boundary_takes_its_neighbour_and_says_so(table: Callable[..., Open]) -> None:
    async with table() as t:
        view(t).go(TEXT.index("توقيف 35"), TEXT.index("توقيف 35") + len("توقيف"))
        await t.press("7")
        assert len(labels(t)) == 1
        await t.press(",")
        assert labels(t) == [("ORG", "وزارة الداخلية المغربية توقيف")]
        assert "took a span" in t.line("bottom")
        await t.press("u")
        assert [surface for _label, surface in labels(t)] == ["توقيف"]


async def test_split_and_join(table: Callable[..., Open]) -> None:
    async with table() as t:
        view(t).go(TEXT.index("الداخلية"))
        await t.press("t")
        assert labels(t) == [("ORG", "وزارة"), ("ORG", "الداخلية المغربية")]
        await t.press("ampersand")
        assert labels(t) == [ORG]
        await t.press("u", "u")
        assert labels(t) == []


async def test_a_value_is_typed_and_a_wrong_one_is_refused(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("equals_sign")
        assert "Only figures" in t.line("bottom")
        await t.press("j", "equals_sign")
        assert t.screen == "InputDialog"
        await type_in(t, "غدا")
        assert t.screen == "InputDialog"
        assert "no value" in t.app.screen.query_one("#foot").text
        assert t.standing() == []
        await type_in(t, "ألف وستمائة")
        (figure,) = t.stored().layer.standing
        assert figure.annotation.value.number == 1600
        assert figure.state is State.AMENDED
        assert t.screen == "CurateScreen"


async def test_accepting_what_was_changed_keeps_it_and_goes_on(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press(".", "a")
        assert labels(t) == [("ORG", "وزارة الداخلية")]
        assert "35" in t.line("current")
        await t.press("k", "c", "a")
        assert labels(t) == [ORG]


async def test_what_is_typed_takes_the_place_of_a_value(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("j", "equals_sign")
        await t.press("4", "0", "enter")
        (figure,) = t.stored().layer.standing
        assert figure.annotation.value == Number(Decimal(40), item="شخصا")
        await t.press("k", "equals_sign")
        await t.press("home", "1", "enter")
        (figure,) = t.stored().layer.standing
        assert figure.annotation.value == Number(Decimal(140), item="شخصا")
        await t.press("k", "equals_sign")
        await t.press("equals_sign", "7", "enter")
        (figure,) = t.stored().layer.standing
        assert figure.annotation.value == Number(Decimal(7))


async def test_the_readings_of_a_figure_are_listed_the_one_suggested_first(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press("j", "equals_sign")
        await t.press("4", "enter", "k", "backslash")
        assert t.screen == "ReadingQuestion"
        await t.press("1")
        (figure,) = t.stored().layer.standing
        assert figure.annotation.value == Number(Decimal(35), item="شخصا")
        assert "طنجة" in t.line("current")
        await t.press("k", "backslash", "down", "up", "enter")
        figure = t.stored().layer.standing[0]
        assert figure.annotation.value == Number(Decimal(35), Modifier.APPROX, item="شخصا")
        await t.press("k", "backslash", "9", "escape")
        assert t.stored().layer.standing[0] == figure


async def test_a_unit_that_the_article_uses_is_another_reading(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press("j", "4", "k")
        view(t).go(TEXT.index("4 في"), TEXT.index("4 في") + 1)
        await t.press("4", "backspace", "equals_sign")
        await type_in(t, "4 MAD")
        view(t).go(TEXT.index("35"))
        await t.press("w", "equals_sign", "down")
        assert t.app.screen.query_one(RtlInput).value == "35 MAD"
        await t.press("escape", "backslash", "1")
        values = {m.annotation.surface: m.annotation.value for m in t.stored().layer.standing}
        assert values == {
            "4": Number(Decimal(4), unit="MAD"), "35": Number(Decimal(35), unit="MAD"),
        }  # fmt: skip


async def test_a_unit_or_a_sign_keeps_the_number(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("j", "4", "k", "equals_sign")
        await type_in(t, "درهم")
        await t.press("k", "equals_sign")
        await type_in(t, ">")
        await t.press("k", "equals_sign")
        await type_in(t, "36")
        (figure,) = t.stored().layer.standing
        assert figure.annotation.value == Number(Decimal(36), Modifier.MORE_THAN, "MAD")
        await t.press("k", "equals_sign")
        await type_in(t, "=")
        assert t.screen == "InputDialog"
        await type_in(t, "=36")
        assert t.stored().layer.standing[0].annotation.value == Number(Decimal(36))


async def test_a_key_turns_how_exact_a_figure_is(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("underscore")
        assert "Only figures" in t.line("bottom")
        await t.press("j")
        said = []
        for _time in range(6):
            await t.press("underscore")
            (figure,) = t.stored().layer.standing
            said.append(figure.annotation.value.modifier)
            assert figure.annotation.value.number == 35
        assert said == [*Modifier, None]
        assert figure.state is State.ACCEPTED
        await t.press("u")
        (figure,) = t.stored().layer.standing
        assert figure.annotation.value.modifier is Modifier.LESS_THAN


async def test_accepting_what_stands_writes_nothing_and_goes_on(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        await t.press("a")
        await t.press(",")
        seq = t.stored().layer.seq
        await t.press("k", "a")
        assert t.stored().layer.seq == seq
        assert "طنجة" in t.line("current")


async def test_notes_on_a_span_and_on_the_article(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("plus")
        await type_in(t, "تحقق من الاسم")
        first = t.stored().layer.marks[0]
        assert (first.note, first.state) == ("تحقق من الاسم", State.UNDECIDED)
        assert "تحقق" in t.line("why")
        await t.press("exclamation_mark")
        await type_in(t, "مقال منقول")
        assert t.stored().layer.note == "مقال منقول"
        await t.press("u")
        assert t.stored().layer.note is None


async def test_a_decision_is_carried_after_a_look_and_undone_at_once(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        city = next(m for m in t.stored().layer.marks if m.annotation.surface == "طنجة")
        await t.press("asterisk")
        assert "Decide here first" in t.line("bottom")
        await t.press("j", "j")
        assert "طنجة" in t.line("current")
        await t.press("a", "k", "asterisk")
        assert t.screen == "PlacesDialog"
        await t.press("space")
        await t.press("enter")
        assert [m.id for m in t.stored().layer.standing] == [city.id], "what is left out stays"
        await t.press("asterisk")
        await t.press("enter")
        assert [m.annotation.surface for m in t.stored().layer.standing] == ["طنجة", "طنجة"]
        with session(t.path, "amal") as reader:
            act = undoable(reader.store, reader.curator).act
            assert act is not None
            assert act.kind is ActionKind.PROPAGATE
        await t.press("u")
        assert len(t.standing()) == 1


async def test_a_decision_is_carried_into_another_article(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("right_square_bracket", "left_square_bracket")
        await t.press("k", "a", "k", "number_sign")
        assert t.screen == "PlacesDialog"
        await t.press("enter")
        assert ("PER", "محمد حصاد") in t.standing(1)
        await t.press("u")
        assert t.standing(1) == []


async def test_lines_become_furniture_and_text_again(table: Callable[..., Open]) -> None:
    async with table() as t:
        view(t).go(TEXT.index("35"))
        await t.press("at")
        assert t.screen == "ZoneDialog"
        await t.press("2")
        assert len(t.stored().layer.marks) == 0
        assert len(t.stored().layer.zones) == 1
        view(t).go(TEXT.index("35"))
        await t.press("at")
        assert len(t.stored().layer.marks) == 5
        await t.press("u", "u")
        assert t.stored().layer.zones == ()


async def test_the_history_leads_to_a_mark(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("a", "x", "h")
        assert t.screen == "HistoryDialog"
        await t.press("j", "enter")
        assert "وزارة" in t.line("current")


async def test_undo_reaches_another_article_after_a_restart(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press(",")
        await t.press("right_square_bracket", "a")
    async with table() as t:
        await t.press("u", "u")
        assert t.standing(0) == []
        assert t.standing(1) == []
        assert "Undone" in t.line("bottom")


async def test_a_span_added_where_one_stands_is_one_span(table: Callable[..., Open]) -> None:
    async with table() as t:
        await t.press("a")
        start = TEXT.index("الداخلية")
        view(t).go(start, start + len("الداخلية"))
        await t.press("3")
        spans = [mark.annotation.span for mark in t.stored().layer.standing]
        assert spans == [Span(start, start + len("الداخلية"))]


async def test_a_weak_suggestion_is_dimmed_and_a_decided_one_is_not(
    table: Callable[..., Open],
) -> None:
    async with table() as t:
        mark = t.stored().layer.marks[0]
        assert not is_weak(mark)
        assert mark.proposal is not None
        doubtful = replace(mark.proposal, candidate=replace(mark.proposal.candidate, score=0.4))
        assert is_weak(replace(mark, proposal=doubtful))
        assert not is_weak(replace(mark, proposal=doubtful, state=State.ACCEPTED))


async def test_submitting_trains_when_it_is_time_and_no_key_waits(
    table: Callable[..., Open], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learn, "FIRST_ARTICLES", 1)
    async with table() as t:
        await t.press("a", "a", "a", "a", "a", "f")
        assert "next article" in t.line("bottom")
        for _wait in range(600):
            with session(t.path, "amal") as reader:
                if newest_model(reader.store) is not None:
                    break
            await t.pilot.pause(0.1)
        else:
            pytest.fail("no model was made")
        await t.press("a")
        assert len(t.standing(1)) == 1
