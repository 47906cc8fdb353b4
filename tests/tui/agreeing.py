"""Three curators who differ, and the agreement screen as tests look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.builders import TEXT, on
from tests.tui.conftest import SUGGESTED
from workbench.model import Number
from workbench.workflow import curate
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workbench.model import Annotation

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


def submit_three(path: Path) -> None:
    """The first article by three curators who differ in every way."""
    for name, marks in LAYERS.items():
        submit(path, name, marks)


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
