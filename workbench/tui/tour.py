"""The tour as a program of its own: the sample article and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.app import Workbench
from workbench.tui.screens.tour import TourScreen

if TYPE_CHECKING:
    from workbench.workflow.session import Session


class Tour(Workbench):
    """The workbench on the sample article alone; it ends with the tour."""

    async def begin(self) -> None:
        """Open the sample."""
        (article,) = await self.desk.ask(_articles)
        await self.push_screen(TourScreen(article), lambda _article: self.exit())


def _articles(session: Session) -> tuple[str, ...]:
    return tuple(session.store.article_ids())
