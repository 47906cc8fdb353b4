"""The queue: which articles there are for one curator, in which order, and how far she is."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

from workbench.arabic.search import search_words
from workbench.canonical import canonical_json
from workbench.model import Progress, Sort
from workbench.store import queries, rows
from workbench.store.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model import Curator, QueueRow, View


class Browse(Corpus):
    """The part of the store that lists articles. An article's number is its place of ingestion."""

    def listed(self, viewer: Curator, view: View) -> array[int]:
        """The numbers of the articles that `view` asks for, in its order.

        What `view` says of labels and notes is about the viewer's own layer alone.
        """
        conditions, named = [], {"viewer": viewer.id}
        words = search_words(view.search)
        if words:
            named["search"] = _match(words)
        elif view.search.strip():
            return array("q")
        if view.progress is not None:
            conditions.append(queries.PROGRESS_IS[view.progress])
        if view.curator is not None:
            conditions.append(queries.TAKES_PART)
            named["curator"] = view.curator
        if view.since is not None:
            conditions.append("a.published >= :since")
            named["since"] = view.since.isoformat()
        if view.until is not None:
            conditions.append("a.published <= :until")
            named["until"] = view.until.isoformat()
        if view.label is not None:
            conditions.append(queries.HAS_LABEL)
            named["label"] = view.label
        if view.extractor is not None:
            conditions.append(queries.HAS_EXTRACTOR)
            named["extractor"] = view.extractor
        if view.noted:
            conditions.append(queries.HAS_NOTE)
        if view.mine:
            conditions.append(queries.MINE)
        sort = view.sort
        if sort is Sort.MATCH and not words:
            sort = Sort.INGESTED
        own = about_own_work(view)
        sql = queries.listed(
            conditions, sort, search=bool(words), backwards=view.backwards, own=own
        )
        return array("q", (row[0] for row in self.connection.rows_named(sql, named)))

    def queue_rows(self, viewer: Curator, numbers: Sequence[int]) -> list[QueueRow]:
        """The articles of these numbers as `viewer` finds them, in the order given."""
        found = self.connection.rows(queries.QUEUE, viewer.id, canonical_json(list(numbers)))
        return [rows.queue_row(row) for row in found]

    def first_unsubmitted(self, viewer: Curator, numbers: Sequence[int]) -> int | None:
        """The first of `numbers` whose article `viewer` has not submitted."""
        number: int | None = self.connection.scalar(
            queries.FIRST_UNSUBMITTED, viewer.id, canonical_json(list(numbers))
        )
        return number

    def begun(self, viewer: Curator) -> dict[int, Progress]:
        """How far `viewer` is with each article that she has opened, by its number."""
        found = self.connection.rows(queries.BEGUN, viewer.id)
        return {n: _progress(closed, undecided) for n, closed, undecided in found}

    def begun_counts(self, viewer: Curator) -> Counter[Progress]:
        """How many articles `viewer` has opened, by how far she is with them."""
        found = self.connection.rows(queries.BEGUN_COUNTS, viewer.id)
        counts: Counter[Progress] = Counter()
        for closed, undecided, n in found:
            counts[_progress(closed, undecided)] += n
        return counts

    def asked(self, viewer: Curator) -> bool:
        """Whether somebody asked `viewer` for any article."""
        return self.connection.row(queries.ASKED, viewer.id) is not None

    def extractors(self) -> tuple[str, ...]:
        """The names of all that ever read an article, sorted."""
        return tuple(row[0] for row in self.connection.rows(queries.EXTRACTORS))

    def last_number(self) -> int:
        """The number of the article that came last, 0 where there is none."""
        return int(self.connection.scalar(queries.LAST_NUMBER) or 0)

    def number(self, article_id: str) -> int | None:
        """The number of an article."""
        number: int | None = self.connection.scalar(queries.NUMBER, article_id)
        return number

    def article_of(self, number: int) -> str:
        """The id of the article of a number."""
        return str(self.connection.scalar(queries.ARTICLE_OF, number))

    def progress(self, viewer: Curator) -> tuple[int, int]:
        """How many articles there are, and how many of them `viewer` has submitted."""
        row = self.connection.rows(queries.PROGRESS, viewer.id)[0]
        return row[0], row[1]


def about_own_work(view: View) -> bool:
    """Whether what a viewer did decides on what a view lists, or in which order."""
    fields = (view.progress, view.label, view.extractor, view.noted or None, view.mine or None)
    return view.sort is Sort.UNDECIDED or any(field is not None for field in fields)


def _progress(closed: int, undecided: int) -> Progress:
    if closed:
        return Progress.SUBMITTED
    return Progress.OPEN if undecided else Progress.DECIDED


def _match(words: list[list[str]]) -> str:
    """The FTS5 query for texts with every word, each by any of its beginnings."""
    return " AND ".join("(" + " OR ".join(f'"{b}"*' for b in each) + ")" for each in words)
