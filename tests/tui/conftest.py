"""The application on a small database whose suggestions the tests know."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import TEXT, candidate, incoming, on
from tests.tui.hand import Hand
from workbench.config import Settings
from workbench.layout import Profile
from workbench.model import Number
from workbench.tui.app import Workbench
from workbench.tui.screens.base import CommandScreen
from workbench.workflow import curate, suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.pilot import Pilot

    from workbench.workflow.curate import Sheet

OTHER = "خبر ثان عن مدينة فاس\nقال محمد حصاد إن 5 أشخاص في فاس.\n"
SUGGESTED = [
    on(TEXT, "وزارة الداخلية المغربية", "ORG"),
    on(TEXT, "35", "CARDINAL", Number(35, item="شخصا")),  # type: ignore[arg-type]
    on(TEXT, "طنجة", "GPE", nth=1),
    on(TEXT, "الرباط", "GPE"),
    on(TEXT, "محمد حصاد", "PER"),
]
MORE = [on(OTHER, "فاس", "GPE"), on(OTHER, "محمد حصاد", "PER")]


@pytest.fixture(autouse=True)
def _spare_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking through all that a long test run has in memory, at every article, takes minutes."""
    monkeypatch.setattr(Workbench, "keep_loaded", lambda _self: None)


@pytest.fixture(autouse=True)
def _allow_small_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of scrolling take terminals that are smaller than anybody could work in."""
    monkeypatch.setattr(Workbench, "LEAST", (0, 0))


class Table:
    """A driven application and what its database holds."""

    def __init__(self, pilot: Pilot[bool], path: Path) -> None:
        self.pilot = pilot
        self.path = path

    @property
    def app(self) -> Workbench:
        app = self.pilot.app
        assert isinstance(app, Workbench)
        return app

    @property
    def screen(self) -> str:
        """What sort of screen is in front, or of question."""
        front = self.app.screen
        asked = front.question if isinstance(front, CommandScreen) else None
        return type(asked or front).__name__

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they asked for is done."""
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()
        screen = self.app.screen
        if isinstance(screen, CommandScreen):
            await screen.idle()
        await self.pilot.pause()

    def stored(self, place: int = 0, curator: str = "amal") -> Sheet:
        """The curator's sheet as another process would read it."""
        with session(self.path, curator) as reader:
            return curate.open_article(reader, reader.store.article_ids()[place])

    def standing(self, place: int = 0) -> list[tuple[str, str]]:
        marks = self.stored(place).layer.standing
        return [(m.annotation.label, m.annotation.surface) for m in marks]

    def line(self, name: str) -> str:
        """The text of one of the lines of the screen."""
        widget: Any = self.app.screen.query_one(f"#{name}")
        return str(widget.text)


@pytest.fixture
def small(path: Path) -> Path:
    """Two articles with known suggestions, unopened."""
    with session(path, "amal", create=True) as made:
        list(ingest(made, iter([incoming(), incoming(OTHER, "two.txt")])))
        first, second = made.store.article_ids()
        for name, version in suggest.versions().items():
            known = {first: SUGGESTED, second: MORE} if name == "entities" else {}
            found = {a: [candidate(x) for x in known.get(a, [])] for a in (first, second)}
            made.store.add_run(name, version, made.scheme.fingerprint, found)
    return path


@pytest.fixture
def table(small: Path, tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[Table]]:
    """Open the application on the small database."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24),
        curator: str = "amal",
        *,
        start_at: str | None = None,
        **settings: Any,
    ) -> AsyncIterator[Table]:
        app = Workbench(
            lambda: open_session(small, curator), Profile.VISUAL,
            settings=Settings(**{"hints": "no", **settings}), start_at=start_at,
            exports=tmp_path / "exports",
        )  # fmt: skip
        async with app.run_test(size=size) as pilot:
            made = Table(pilot, small)
            await made.settle()
            await made.settle()
            yield made

    return opened


@pytest.fixture
def hand(table: Callable[..., AbstractAsyncContextManager[Table]]) -> Callable[..., Any]:
    """An application that is held by its mouse."""

    @asynccontextmanager
    async def opened(**settings: Any) -> AsyncIterator[Hand]:
        async with table(**settings) as t:
            yield Hand(t)

    return opened
