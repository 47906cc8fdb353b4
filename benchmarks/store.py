"""A database of 1,000 articles, beside the bare commit, and the queue of one with 100,000.

What a view of the queue takes is until its first page can be shown; the counts come after it.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.commit import bare_commit
from benchmarks.figures import interleaved, ms, p95, seconds, table
from benchmarks.many import ARTICLES as MANY
from benchmarks.many import CURATOR, project
from benchmarks.texts import seeds
from workbench.exchange import Incoming
from workbench.model import Progress, Sort, Verdict, View
from workbench.workflow import curate, queue
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session
from workbench.workflow.session import session as opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

ARTICLES = 1000
OPENED = 40
DECISIONS = 200
PAGE = 50
LISTED = 5  # times that each view is listed

VIEWS = {
    **{f"by {sort}": View(sort=sort) for sort in Sort if sort is not Sort.MATCH},
    "by undecided, backwards": View(sort=Sort.UNDECIDED, backwards=True),
    **{f"{progress}": View(progress=progress) for progress in Progress},
    "her own": View(mine=True),
    "with a note": View(noted=True),
    "since 2020": View(since=date(2020, 1, 1)),
    "with GPE": View(label="GPE"),
    "with LAW": View(label="LAW"),
    "of an extractor": View(extractor="figures"),
    "a word of all, by match": View(search="المغرب", sort=Sort.MATCH),
    "a word of all, by import": View(search="المغرب"),
    "two words": View(search="وزارة الداخلية", sort=Sort.MATCH),
    "a rare word with GPE": View(search="77777", label="GPE", sort=Sort.MATCH),
    "a letter": View(search="م", sort=Sort.MATCH),
}


def run() -> None:
    """Print the tables."""
    _few()
    _many()


def _many() -> None:
    """Views of the queue of a large project, each of which is read some times."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "workbench.db"
        shutil.copyfile(project(), path)
        with opened(path, CURATOR) as session:
            for title, view in VIEWS.items():
                found = queue.listing(session, view)
                shown = [seconds(partial(_first_page, session, view)) for _time in range(LISTED)]
                counted = [
                    seconds(partial(queue.counts, session, found)) for _time in range(LISTED)
                ]
                rows.append((title, f"{len(found):,}", ms(median(shown)), ms(median(counted))))
            pages = [
                seconds(partial(queue.page, session, queue.listing(session), place, PAGE))
                for place in range(0, MANY, MANY // 50)
            ]
            first = seconds(partial(queue.first_view, session))
            following = seconds(partial(queue.next_article, session, queue.listing(session)))
    table(f"Queue of {MANY:,} articles: p50 until the first page is there, and of the counts.",
          ("view, ms", "articles", "page", "counts"), rows)  # fmt: skip
    print(f"another page of {PAGE}: {ms(median(pages))} ms, p95 {ms(p95(pages))};"
          f" first view {ms(first)} ms; next article {ms(following)} ms")  # fmt: skip


def _first_page(session: Session, view: View) -> None:
    queue.page(session, queue.listing(session, view), 0, PAGE)


def _few() -> None:
    """Import, open and decide in a small project."""
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
