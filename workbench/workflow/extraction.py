"""Extraction over many files, in one process or several, without a database.

Invariant: results come in the order of the input, whichever process made them, and only a few
articles are held at a time. An article that loses its process is refused, and the rest go on.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

from workbench.canonical import canonical_json
from workbench.errors import ModelError
from workbench.exchange import Incoming
from workbench.extract.learned.child import Models
from workbench.extract.learned.process import PATIENCE, Child
from workbench.extract.learned.serving import main
from workbench.extract.learned.taggers import Taggers, shipped_base
from workbench.messages import _
from workbench.workflow.ingest import Ingested, Outcome, article_of
from workbench.workflow.suggest import extracted, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HELD = 3
"""Articles under way for each process: enough that none waits."""

_PER_CHARACTER = 1e-3


def extract(incoming: Iterable[Incoming | Ingested], jobs: int = 1) -> Iterator[str | Ingested]:
    """A line of JSON for each article, and what could not be read as it came."""
    if jobs > 1:
        yield from _in_processes(incoming, jobs)
        return
    for item in incoming:
        yield item if isinstance(item, Ingested) else line(item)


def line(item: Incoming, taggers: Taggers | None = None) -> str:
    """The line of an article that was read."""
    article = article_of(item)
    return canonical_json(extracted(article, read(article, models_in_force=taggers)))


def _in_processes(incoming: Iterable[Incoming | Ingested], jobs: int) -> Iterator[str | Ingested]:
    with closing(_Workers()) as workers, ThreadPoolExecutor(jobs) as threads:
        waiting: deque[Future[str | Ingested]] = deque()
        try:
            for item in incoming:
                waiting.append(threads.submit(workers.extract, item))
                if len(waiting) >= _HELD * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for unread in waiting:  # who wants no more waits only for what is being read
                unread.cancel()


class _Workers:
    """A process for each thread that asks."""

    def __init__(self) -> None:
        self._mine = threading.local()
        self._all: list[Child] = []

    def extract(self, item: Incoming | Ingested) -> str | Ingested:
        """The line of an article from this thread's process."""
        if isinstance(item, Ingested):
            return item
        child: Child | None = getattr(self._mine, "child", None)
        if child is None or not child.alive:
            child = self._mine.child = Child(__name__)
            self._all.append(child)
        head = {"source": item.source, "encoding": item.encoding, "digest": item.digest}
        body = item.text.encode("utf-8", "surrogatepass")
        try:
            _head, answer = child.ask(head, body, seconds=PATIENCE + _PER_CHARACTER * len(body))
        except ModelError:
            return Ingested(item.source, Outcome.REFUSED, _("the process that read it was lost"))
        return answer.decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """End the processes."""
        for child in self._all:
            child.close()


def _answer(taggers: Taggers, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    text = body.decode("utf-8", "surrogatepass")
    item = Incoming(head["source"], text, head["encoding"], head["digest"])
    return {}, line(item, taggers).encode("utf-8", "surrogatepass")


def _work() -> None:
    """What a worker does: read articles, with the models in its own, expendable, process."""
    inside = Taggers(shipped_base(), child=Models)
    main(lambda head, body: _answer(inside, head, body))


if __name__ == "__main__":
    _work()
