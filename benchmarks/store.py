"""The database with 1,000 articles: import, open, decide, beside the bare commit."""

from __future__ import annotations

import hashlib
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.commit import bare_commit
from benchmarks.figures import interleaved, ms, p95, seconds, table
from benchmarks.texts import seeds
from workbench.exchange import Incoming
from workbench.model import Verdict
from workbench.workflow import curate, queue
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

ARTICLES = 1000
OPENED = 40
DECISIONS = 200
PAGE = 50


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with bare_commit(folder / "bare.db") as commit:
            commit()
            session = open_session(folder / "workbench.db", "bench", create=True)
            try:
                imported = _import(session)
                listed = queue.listing(session)
                times = {
                    f"open the database of {ARTICLES} articles": _opening(session.store.path),
                    f"a queue page of {PAGE}": [
                        seconds(partial(queue.page, session, listed, page * PAGE, PAGE))
                        for page in range(ARTICLES // PAGE)
                    ],
                    **_articles(session),
                }
                sheets = _Sheets(session)
                timed = {"a decision": sheets.decide, "bare commit": commit}
                times |= interleaved(timed, DECISIONS)
            finally:
                session.store.close()
    rows = [(name, ms(median(taken)), ms(p95(taken))) for name, taken in times.items()]
    table("Store: a decision is one commit and what is read for it.",
          ("store, ms", "p50", "p95"), rows)  # fmt: skip
    bare = median(times["bare commit"])
    print(f"import: {imported:.1f} s for {ARTICLES} articles, each one commit;"
          f" {ms(imported / ARTICLES)} ms an article, bare commit {ms(bare)} ms")  # fmt: skip


def _import(session: Session) -> float:
    """Seconds to read and store different articles made of the seeds."""
    articles = list(_incoming())
    return seconds(lambda: list(ingest(session, iter(articles))))


def _incoming() -> Iterator[Incoming]:
    texts = seeds()
    for number in range(ARTICLES):
        text = f"{texts[number % len(texts)]}\n{number}\n"
        digest = hashlib.sha256(text.encode()).hexdigest()
        yield Incoming(f"{number}.txt", text, "utf-8", digest)


def _opening(path: Path) -> list[float]:
    def reopen() -> None:
        open_session(path, "bench").store.close()

    return [seconds(reopen) for _round in range(20)]


def _articles(session: Session) -> dict[str, list[float]]:
    """The first opening of articles, which reads and assigns them, and the second."""
    ids: Sequence[str] = session.store.article_ids()[:OPENED]
    once, again = (
        [seconds(partial(curate.open_article, session, one)) for one in ids] for _turn in range(2)
    )
    return {"open an article, not yet read": once, "open an article again": again}


class _Sheets:
    """One decision after another, through article after article."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids = iter(session.store.article_ids()[:OPENED])
        self._sheet = self._next()

    def _next(self) -> Sheet:
        return curate.open_article(self._session, next(self._ids))

    def decide(self) -> None:
        mark = self._sheet.layer.next_open(None)
        while mark is None:
            self._sheet = self._next()
            mark = self._sheet.layer.next_open(None)
        self._sheet = curate.decide(self._session, self._sheet, mark.id, Verdict.ACCEPT)
