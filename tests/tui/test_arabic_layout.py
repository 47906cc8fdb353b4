"""An Arabic layout alone, in an Arabic interface: no Latin letter or digit is ever typed."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import TEXT
from workbench import messages
from workbench.curation import State
from workbench.messages import _
from workbench.model import Modifier, Number, Timex
from workbench.tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from tests.tui.conftest import Table

    Open = Callable[..., AbstractAsyncContextManager[Table]]


class Typist:
    """Someone at a keyboard with an Arabic layout."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def press(self, *keys: str) -> None:
        """Press keys, each a sign of the layout or a key that every layout has."""
        for key in keys:
            assert len(key) > 1 or not (key.isascii() and key.isalnum()), key
        await self.table.press(*keys)

    async def line(self, text: str) -> None:
        """Type a line into what asks for one."""
        await self.press(*(key if key != " " else "space" for key in text), "enter")

    def go(self, words: str) -> None:
        """Stand before words, as the arrow keys do."""
        self.table.app.screen.query_one(ArticleView).go(TEXT.index(words))

    def standing(self) -> list[tuple[str, str]]:
        return self.table.standing()


@pytest.fixture
def typist(table: Open) -> Callable[..., AbstractAsyncContextManager[Typist]]:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Typist]:
        messages.use_language("ar")
        async with table(lang="ar") as t:
            yield Typist(t)

    return opened


Held = Any


async def test_decisions_and_labels(typist: Held) -> None:
    async with typist() as a:
        await a.press("ش", "ء", "س")
        marks = a.table.stored().layer.marks
        assert [m.state for m in marks[:3]] == [State.ACCEPTED, State.REJECTED, State.SKIPPED]
        await a.press("م", "٠", "٧")
        (date,) = [m for m in a.table.stored().layer.standing if m.annotation.label != "ORG"]
        assert (date.annotation.label, date.annotation.surface) == ("DATE", "الرباط")
        await a.press("backspace", "م", "ت", "ن", "٠", "٤")
        assert a.standing()[-1] == ("LOC", "الرباط")
        await a.press("backspace", "ؤ", "٣")
        assert a.standing()[-1] == ("GPE", "الرباط")
        await a.press("ع", "ع", "ق")
        assert "الرباط" not in dict(map(reversed, a.standing()))


@pytest.mark.parametrize(
    ("keys", "surface"),
    [
        (("ز",), "وزارة الداخلية"),
        (("و",), "وزارة الداخلية المغربية توقيف"),
        (("ك",), "الداخلية المغربية"),
        (("ط",), "أعلنت وزارة الداخلية المغربية"),
        (("ي",), "وزارة الداخلية المغربي"),
        (("ي", "ث"), "وزارة الداخلية المغربية"),
        (("ة",), "زارة الداخلية المغربية"),
        (("ة", "ه"), "وزارة الداخلية المغربية"),
        (("-",), "زارة الداخلية المغربية"),
        (("ctrl+left", "ف", "&"), "وزارة الداخلية المغربية"),
    ],
)
async def test_edges(typist: Held, keys: tuple[str, ...], surface: str) -> None:
    async with typist() as a:
        await a.press(*keys)
        assert a.standing() == [("ORG", surface)]


async def test_values(typist: Held) -> None:
    async with typist() as a:
        await a.press("ت")
        await a.press("=")
        await a.line("ليس عددا")
        assert a.table.screen == "InputDialog"
        await a.press("escape", "=", *"٤٠", "enter")
        (figure,) = a.table.stored().layer.standing
        assert isinstance(figure.annotation.value, Number)
        assert figure.annotation.value.number == 40
        await a.press("backspace", "_")
        (figure,) = a.table.stored().layer.standing
        assert isinstance(figure.annotation.value, Number)
        assert figure.annotation.value.modifier is Modifier.APPROX


async def test_what_is_missing_is_found_selected_and_labelled(typist: Held) -> None:
    async with typist() as a:
        await a.press("ظ")
        await a.line("سنه ٢٠٢٠")
        await a.press("٧")
        (date,) = a.table.stored().layer.standing
        assert (date.annotation.surface, date.annotation.value) == ("سنة 2020", Timex("2020"))
        a.go("أجانب")
        await a.press("ص", "٠", "٠", "٦")
        assert a.standing()[-1] == ("NORP", "أجانب")
        await a.press("ظ")
        await a.line("طنجه")
        await a.press("ى", "ح", "ى", "ص")
        assert "طنجة" in a.table.line("current")


async def test_the_same_words_notes_furniture_and_history(typist: Held) -> None:
    async with typist() as a:
        await a.press("ت", "ت", "ش", "ن", "*")
        assert a.table.screen == "PlacesDialog"
        await a.press("ت", "ن", "space", "space", "enter")
        assert a.standing() == [("GPE", "طنجة"), ("GPE", "طنجة")]
        await a.press("ع")
        assert a.standing() == [("GPE", "طنجة")]
        assert a.table.line("bottom").startswith(_("Undone: {what}").partition("{")[0])
        await a.press("+")
        await a.line("أهي هي")
        assert "أهي هي" in [mark.note for mark in a.table.stored().layer.marks]
        await a.press("!")
        await a.line("خبر قصير")
        assert a.table.stored().layer.note == "خبر قصير"
        a.go("أعلنت")
        await a.press("@", "ت", "ن", "١")
        assert len(a.table.stored().layer.zones) == 1
        await a.press("@")
        assert a.table.stored().layer.zones == ()
        await a.press("ا", "ت", "ت", "enter")
        assert a.table.screen == "CurateScreen"


async def test_help_guidelines_and_commands(typist: Held) -> None:
    async with typist() as a:
        await a.press("ل")
        assert "ORG" in a.table.line("title")
        await a.press("ى")
        assert "ORG" not in a.table.line("title")
        await a.press("ل")
        assert a.table.screen == "GuidelinesScreen"
        await a.press("ظ")
        await a.line("مدريد")
        await a.press("ى", "ح", "د", "ج", "ض")
        await a.press("؟", "ت", "ن", "؟", ":")
        await a.line("رفض")
        assert a.table.stored().layer.marks[0].state is State.REJECTED
        await a.press('"')
        assert _("end further") in a.table.line("bottom")


async def test_the_queue_the_settings_and_submission(typist: Held) -> None:
    async with typist() as a:
        app = a.table.app
        await a.press("ض", "ظ")
        await a.line("فاس")
        assert len(app.listing) == 1
        await a.press("ؤ", "س", "ي", "ب", "space", "ت", "ت", "ت", *"٢٠٢١", "enter")
        assert app.listing.view.since is not None
        assert app.listing.view.since.year == 2021
        await a.press("ؤ", "و", "ت", "ت", "space")
        assert app.settings.numerals == "arabic"
        await a.press("ؤ", "ض", "ى")
        await a.line("ملاحظة")
        await a.press("ف", "ض", "ح", "ض", "home", "enter")
        assert a.table.screen == "CurateScreen"
        await a.press("ج", "د")
        await a.press("ب")
        assert a.table.screen.startswith("Submit")
        await a.press("ق")
        layers = [a.table.stored(place).layer for place in (0, 1)]
        assert [layer.closed for layer in layers].count(True) == 1
        await a.press("ع")
        assert not any(a.table.stored(place).layer.closed for place in (0, 1))
        await a.press("ق")
        assert any(a.table.stored(place).layer.closed for place in (0, 1))
