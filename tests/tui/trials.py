"""The application before a case on which three curators differ, and what its database holds."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tests.builders import TEXT, incoming, on
from tests.tui.conftest import Table
from tests.workflow.casework import (
    CAPITAL,
    CITY,
    COUNT,
    MINISTRY,
    OLD,
    SHORT,
    WRONG,
    place,
    submit,
)
from workbench.layout import Profile
from workbench.tui.app import Workbench
from workbench.tui.widgets.lanes import LanesView
from workbench.workflow import adjudicate
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from workbench.model import Annotation
    from workbench.workflow.adjudicate import Case, Finding, Standing

OTHER = "خبر ثان عن فاس\n\nقال محمد حصاد في فاس إن الرقم 2720 صحيح.\n"
FES = on(OTHER, "فاس", "GPE", nth=1)


class Trial(Table):
    """A driven application before a case, and what its database holds."""

    def case(self, article: int = 0) -> Case:
        """The case as another process would read it."""
        with session(self.path, "lead") as reader:
            return adjudicate.open_case(reader, reader.store.article_ids()[article])

    def said(self, annotation: Annotation) -> Finding:
        case = self.case()
        return case.finding(case[place(case, annotation)])

    def standing(self, annotation: Annotation) -> Standing:  # type: ignore[override] # of a place
        case = self.case()
        return case.standing(case[place(case, annotation)])

    def gold(self, article: int = 0) -> list[tuple[str, str]]:
        marks = self.case(article).layer.standing
        return [(m.annotation.label, m.annotation.surface) for m in marks]

    def lane(self, *held: Annotation) -> str:
        """The digit before the lane that holds some spans."""
        for line in self.app.screen.query_one(LanesView).items:
            if tuple(m.annotation for m in line.lane.marks) == held:
                return str(line.lane.number)
        raise AssertionError("nobody proposes that")

    def aside(self, name: str) -> str:
        widget: Any = self.app.screen.query_one(f"#{name}")
        return str(widget.aside)

    def drawn(self, name: str, rows: int) -> str:
        widget: Any = self.app.screen.query_one(f"#{name}")
        return "\n".join(widget.render_line(y).text for y in range(rows))

    def as_another(self, name: str, *held: Annotation) -> None:
        """Submit the first article again, as another curator in another process."""
        with session(self.path, name) as other:
            submit(other, *held)


def differing(path: Path) -> Path:
    """A project of three who submitted the first article and differ in three of four places."""
    with session(path, "lead", create=True) as lead:
        list(ingest(lead, iter([incoming(TEXT, "one.txt"), incoming(OTHER, "two.txt")])))
        for article in lead.store.article_ids():
            lead.store.add_run("zones", "1", lead.scheme.fingerprint, {article: []})
    for name, held in (
        ("basma", (MINISTRY, COUNT, CITY, CAPITAL)),
        ("chadia", (SHORT, COUNT, CITY, OLD)),
        ("dalal", (SHORT, WRONG, CITY)),
    ):
        with session(path, name) as curator:
            submit(curator, *held)
    return path


@asynccontextmanager
async def before_the_case(
    project: Path, *keys: str, size: tuple[int, int] = (80, 24), curator: str = "lead"
) -> AsyncIterator[Trial]:
    """Open the application and press keys in the queue; without any, those that open the case."""
    app = Workbench(lambda: open_session(project, curator), Profile.VISUAL)
    async with app.run_test(size=size) as pilot:
        made = Trial(pilot, project)
        await made.settle()
        await made.settle()
        for key in ("q", *(keys or ("a", "enter"))):
            await made.press(key)
            await made.settle()
        yield made
