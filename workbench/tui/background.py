"""What runs while keys are pressed: at most one training and one export; and what is said of them.

Invariant: no key waits for either, and what became of it is told whatever happened. What is told
stands where the keys are explained otherwise, and never over what a key was answered.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import wait
from threading import Event
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.messages import _
from workbench.tui.pace import Pace
from workbench.workflow import learn, release
from workbench.workflow.session import read_only, refuse_lost

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from workbench.tui.app import Workbench
    from workbench.workflow.release import Report
    from workbench.workflow.session import Session

_PAUSE = 0.1  # seconds between two looks
_FRESH = 8.0  # seconds that news stand
_LAST_WORD = 10.0  # seconds that a stopped export may take to clean up


class _Stopped(Exception):
    """Somebody asked the export to stop."""


class _Export:
    """One export: how far it is, and whether it is to stop."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.pace = Pace()
        self.stop = Event()
        self.future: Future[Report] | None = None

    def run(self, session: Session) -> Report:
        """Export gold, in a thread that nobody waits for."""
        return release.export_file(session, release.Request(), self.target, self._watch)

    def _watch(self, done: int, total: int) -> None:
        if self.stop.is_set():
            raise _Stopped
        self.pace.done, self.pace.total = done, total


class Background:
    """Starts and ends what runs, and says on the screens how it goes."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self._job: learn.Job | None = None
        self._learning = False
        self._export: _Export | None = None
        self._last: _Export | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._news = ""

    @property
    def sign(self) -> str:
        """What the heads of screens tell beside the rest; mostly nothing."""
        if read_only(self._workbench.desk.session):
            return _("read-only")
        return _("learning …") if self._job is not None else ""

    def line(self, *, leads: bool) -> str:
        """What stands where the keys are explained; `leads` on a screen that exports."""
        if self._export is not None and leads:
            text = _("Exporting: {pace} · Esc stops it")
            return text.format(pace=self._export.pace)
        return self._news

    def tell(self, news: str) -> None:
        """Let news stand for a while where the keys are explained."""
        self._news = news
        self._workbench.show_background()
        self._workbench.set_timer(_FRESH, lambda: self._forget(news))

    def _forget(self, news: str) -> None:
        if self._news == news:
            self._news = ""
            self._workbench.show_background()

    # ----------------------------------------------------------------------------------- learning

    async def learn(self) -> None:
        """Train on what is finished, if it is time to."""
        if self._learning:
            return
        self._learning = True
        desk = self._workbench.desk
        try:
            if not await desk.ask(learn.due):
                return
            self._job = job = await desk.ask(learn.start)
            self._workbench.show_background()
            while await desk.ask(learn.poll, job) not in learn.ENDED:
                await asyncio.sleep(_PAUSE)
            news = learn.describe(job)
        except WorkbenchError as error:
            news = str(error)
        finally:
            if self._job is not None:
                self._job.cancel()
            self._job, self._learning = None, False
        self.tell(news)

    # ---------------------------------------------------------------------------------- exporting

    def export(self) -> None:
        """Write the gold to a file, unless that is under way."""
        if self._export is None:
            self._export = self._last = _Export(self._workbench.exports / "gold.jsonl")
            self._idle.clear()
            self._workbench.run_worker(self._exported(self._export))
        self._workbench.show_background()

    async def _exported(self, export: _Export) -> None:
        try:
            await self._workbench.desk.ask(refuse_lost)
            export.future = self._workbench.desk.apart(export.run)
            answer = asyncio.wrap_future(export.future)
            try:
                while not (await asyncio.wait({answer}, timeout=_PAUSE))[0]:
                    self._workbench.show_background()
            except asyncio.CancelledError:  # the program ends
                answer.cancel()
                raise
            news = release.describe(await answer, str(export.target))
        except _Stopped:
            text = _("The export was stopped after {n} of {all} articles; {path} is as it was.")
            pace = export.pace
            news = text.format(n=pace.done, all=pace.total or 0, path=export.target)
        except WorkbenchError as error:
            news = str(error)
        finally:
            self._export = None
            self._idle.set()
        self.tell(news)

    def stop(self) -> bool:
        """Ask the export to stop, if there is one; whether there is."""
        if self._export is not None:
            self._export.stop.set()
        return self._export is not None

    async def exported(self) -> None:
        """Wait until nothing is exported any more."""
        await self._idle.wait()

    def close(self) -> None:
        """Stop everything; files are whole or not there."""
        if self._job is not None:
            self._job.cancel()
        if self._last is not None and self._last.future is not None:
            self._last.stop.set()
            wait([self._last.future], _LAST_WORD)
