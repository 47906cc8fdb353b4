"""Fixtures: a database in a temporary folder, with a clock and ids that tests can foresee."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.builders import incoming
from workbench import messages
from workbench.config import SETTINGS
from workbench.store import Store
from workbench.tui.terminal import COLOURS
from workbench.tui.terminal.colours import TRUECOLOR
from workbench.workflow.ingest import ingest
from workbench.workflow.session import Session, open_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A loaded machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own settings never reach a test."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.setenv("WORKBENCH_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("WORKBENCH_STATE", str(tmp_path / "state"))
    monkeypatch.setenv(COLOURS, TRUECOLOR)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins in English, whatever the machine speaks."""
    messages.use_language(messages.SOURCE_LANGUAGE)
    messages.use_numerals(messages.WESTERN)
    yield
    messages.use_language(messages.SOURCE_LANGUAGE)
    messages.use_numerals(messages.WESTERN)


@pytest.fixture
def clock() -> Callable[[], str]:
    """A clock that moves one second at each look."""
    seconds = itertools.count()
    return lambda: f"2026-11-21T00:{(s := next(seconds)) // 60 % 60:02}:{s % 60:02}.000Z"


@pytest.fixture
def new_id() -> Callable[[], str]:
    """Ids 1, 2, 3 … in 32 hexadecimal digits."""
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):032x}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database can be made."""
    return tmp_path / "workbench.db"


@pytest.fixture
def store(path: Path, clock: Callable[[], str], new_id: Callable[[], str]) -> Iterator[Store]:
    """An empty database."""
    opened = Store.open(path, create=True, clock=clock, new_id=new_id)
    yield opened
    opened.close()


@pytest.fixture
def open_as(
    path: Path, clock: Callable[[], str], new_id: Callable[[], str]
) -> Iterator[Callable[[str], Session]]:
    """Open the test's database for a curator, as often as wanted."""
    opened: list[Session] = []

    def open_for(name: str) -> Session:
        session = open_session(path, name, create=True, clock=clock, new_id=new_id)
        opened.append(session)
        return session

    yield open_for
    for session in opened:
        session.store.close()


@pytest.fixture
def session(open_as: Callable[[str], Session]) -> Session:
    """Amal's session on an empty database."""
    return open_as("amal")


@pytest.fixture
def article(session: Session) -> str:
    """The id of a small article, stored and not yet opened."""
    list(ingest(session, iter([incoming()])))
    return session.store.article_ids()[0]
