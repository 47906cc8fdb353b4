"""Every screen as it looks: three sizes, two languages, three themes.

`tests/golden/screens/SCENE.LANGUAGE.txt` has the text at each size, and the styles of each theme:
in full at 80×24, as digests at the others. `WORKBENCH_GOLDEN=write` renews the files; look at the
difference before you keep it.
"""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, incoming, on
from tests.tui import drawn
from tests.tui.conftest import Table
from tests.tui.trials import differing
from workbench import messages
from workbench.config import THEMES, Settings
from workbench.layout import Profile
from workbench.model import Number
from workbench.store import Store
from workbench.tui.app import Workbench
from workbench.workflow import suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parents[1] / "golden" / "screens"
SIZES = ((80, 24), (120, 36), (200, 60))
LANGUAGES = ("en", "ar")


@dataclass(frozen=True)
class Scene:
    """A screen: the keys that lead to it, and those that lead back."""

    name: str
    there: tuple[str, ...]
    back: tuple[str, ...] = ("escape",)


NEWS = TEXT.replace("ثلاثة", "أربعة")
SUGGESTED = (
    on(NEWS, "وزارة الداخلية المغربية", "ORG"),
    on(NEWS, "35", "CARDINAL", Number(Decimal(35), item="شخصا")),
    on(NEWS, "طنجة", "GPE", nth=1),
    on(NEWS, "الرباط", "GPE"),
    on(NEWS, "محمد حصاد", "PER"),
)

SCENES = (
    Scene("article", (), ()),
    Scene("label", ("l",)),
    Scene("meaning", ("g",)),
    Scene("keys", ("question_mark",)),
    Scene("commands", ("colon",)),
    Scene("value", ("j", "j", "equals_sign")),
    Scene("places", ("k", "k", "a", "k", "asterisk")),
    Scene("history", ("h",)),
    Scene("submit", ("f",)),
    Scene("queue", ("q",), ()),
    Scene("filter", ("f",)),
    Scene("speed", ("t",)),
    Scene("summary", ("p",)),
    Scene("settings", ("comma",)),
    Scene("guidelines", ("g",)),
    Scene("agreement", ("i",)),
    Scene("docket", ("a",), ()),
    Scene("case", ("enter",), ("q", "q")),
)


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Begins anew with a clock and ids that are the same in every run."""

    def begin(day: int) -> None:
        seconds, ids = itertools.count(), itertools.count(1)

        def now() -> str:
            n = next(seconds)
            return f"2026-11-{day:02}T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000Z"

        for opening in (open_session, Store.open):
            defaults: dict[str, object] = opening.__kwdefaults__ or {}
            monkeypatch.setitem(defaults, "clock", now)
            monkeypatch.setitem(defaults, "new_id", lambda: f"{day:02}{next(ids):030x}")

    return begin


@pytest.fixture
def project(steady: Callable[[int], None], path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case to adjudicate, and an article with suggestions."""
    steady(20)
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("WORKBENCH_CONFIG", "config.toml")  # the screen of settings names it
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    with session(differing(path), "lead") as lead:
        list(ingest(lead, iter([incoming(NEWS, "three.txt")])))
        article = lead.store.article_ids()[-1]
        for name, found in (("zones", ()), ("entities", SUGGESTED)):
            read = {article: [candidate(each) for each in found]}
            lead.store.add_run(name, "1", lead.scheme.fingerprint, read)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_it_is_kept(
    project: Path, steady: Callable[[int], None], language: str, size: tuple[int, int]
) -> None:
    found: dict[str, dict[str, str]] = {}
    for theme in THEMES:
        copy = project.with_name(f"{theme}.db")
        copy.write_bytes(project.read_bytes())
        steady(21)
        seen = await scenes(copy, language, size, theme)
        for name, (text, styles) in seen.items():
            kept = found.setdefault(name, {"text": text})
            if name != "settings":  # it names the theme
                assert text == kept["text"], f"{name} says something else in the theme {theme}"
            kept[theme] = styles if size == SIZES[0] else drawn.digest(styles) + "\n"
    for name, parts in found.items():
        target = GOLDEN / f"{name}.{language}.{size[0]}x{size[1]}.txt"
        said = "".join(f"=== {part}\n{content}" for part, content in parts.items())
        if os.environ.get("WORKBENCH_GOLDEN") == "write":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(said, "utf-8")
        assert said == target.read_text("utf-8"), f"look at {target.name}, then renew it"


async def scenes(
    path: Path, language: str, size: tuple[int, int], theme: str
) -> dict[str, tuple[str, str]]:
    """The text and the styles of every scene, in one run of the program."""
    messages.use_language(language)
    settings = Settings(theme=theme, lang=language, hints="no")
    with session(path, "lead") as lead:
        article = lead.store.article_ids()[-1]
    app = Workbench(
        lambda: open_session(path, "lead"), Profile.VISUAL, settings=settings, start_at=article
    )
    seen = {}
    async with app.run_test(size=size) as pilot:
        table = Table(pilot, path)
        await table.settle()
        await table.settle()
        for scene in SCENES:
            await table.press(*scene.there)
            await table.settle()
            seen[scene.name] = drawn.text(app), drawn.styles(app)
            await table.press(*scene.back)
            await table.settle()
    return seen
