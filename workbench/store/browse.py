"""The queue: which articles there are for one curator, in which order, and how far she is."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

from workbench.arabic.search import search_words
from workbench.canonical import canonical_json, read_json
from workbench.model import Progress, Sort
from workbench.store import queries, rows
from workbench.store.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.model import Curator, QueueRow, View
    from workbench.store.connection import Row

_FEW = 2000
"""Up to so many articles are looked at one by one, rather than all there are."""
_NEAR = 64
"""So many articles are asked about before all that are submitted are."""


class Browse(Corpus):
    """The part of the store that lists articles. An article's number is its place of ingestion."""

    def listed(self, viewer: Curator, view: View) -> array[int]:
        """The numbers of the articles that `view` asks for, in its order.

        What `view` says of labels and notes is about the viewer's own layer alone.
        """
        words = search_words(view.search)
        if view.search.strip() and not words:
            return array("q")
        named: dict[str, object] = {
            "viewer": viewer.id,
            "search": _match(words),
            "curator": view.curator,
            "since": view.since.isoformat() if view.since is not None else None,
            "until": view.until.isoformat() if view.until is not None else None,
            "label": view.label,
            "extractor": view.extractor,
        }
        numbers = self._ordered(view, named, searched=bool(words))
        if view.progress is Progress.NEW:
            begun = set(self._numbers(queries.IS_BEGUN, named))
            numbers = [n for n in numbers if n not in begun]
        for condition in _conditions(view):
            few = len(numbers) <= _FEW
            among = canonical_json(numbers) if few else None
            kept = set(self._numbers(condition[few], named | {"among": among}))
            numbers = [n for n in numbers if n in kept]
        return array("q", numbers)

    def _ordered(self, view: View, named: Mapping[str, object], *, searched: bool) -> list[int]:
        """All articles, or those with the words that are searched, in the order of a view."""
        if searched and view.sort is Sort.MATCH:
            return self._numbers(queries.MATCHING[view.backwards], named)
        order = queries.ORDERS.get(view.sort, queries.ORDERS[Sort.INGESTED])
        numbers = self._numbers(order[view.backwards], named)
        if view.sort is Sort.UNDECIDED:
            begun = self._numbers(queries.UNDECIDED[view.backwards], named)
            others = set(begun)
            numbers = [*begun, *(n for n in numbers if n not in others)]
        if searched:
            found = set(self._numbers(queries.FOUND, named))
            numbers = [n for n in numbers if n in found]
        return numbers

    def _numbers(self, statement: str, named: Mapping[str, object]) -> list[int]:
        """What a statement gathers."""
        numbers: list[int] = read_json(self.connection.rows_named(statement, named)[0][0])
        return numbers

    def queue_rows(self, viewer: Curator, numbers: Sequence[int]) -> list[QueueRow]:
        """The articles of these numbers as `viewer` finds them, in the order given."""
        named = {"viewer": viewer.id, "numbers": canonical_json(list(numbers))}
        return [rows.queue_row(row) for row in self.connection.rows_named(queries.QUEUE, named)]

    def first_unsubmitted(self, viewer: Curator, numbers: Sequence[int]) -> int | None:
        """The first of `numbers` whose article `viewer` has not submitted."""
        named = {"viewer": viewer.id, "numbers": canonical_json(list(numbers[:_NEAR]))}
        found = self.connection.rows_named(queries.FIRST_UNSUBMITTED, named)
        if found:
            number: int = found[0][0]
            return number
        if len(numbers) <= _NEAR:
            return None
        submitted = set(self._numbers(queries.PROGRESS_IS[Progress.SUBMITTED], named))
        return next((n for n in numbers[_NEAR:] if n not in submitted), None)

    def begun(self, viewer: Curator) -> dict[Progress, list[int]]:
        """The numbers of the articles that `viewer` has opened, by how far she is with them."""
        found = self.connection.rows_named(queries.BEGUN, {"viewer": viewer.id})
        return {_progress(row): read_json(row["numbers"]) for row in found}

    def begun_counts(self, viewer: Curator) -> Counter[Progress]:
        """How many articles `viewer` has opened, by how far she is with them."""
        found = self.connection.rows_named(queries.BEGUN_COUNTS, {"viewer": viewer.id})
        return Counter({_progress(row): row["articles"] for row in found})

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
        row = self.connection.rows_named(queries.PROGRESS, {"viewer": viewer.id})[0]
        return row[0], row[1]


def about_own_work(view: View) -> bool:
    """Whether what a viewer did decides on what a view lists, or in which order."""
    fields = (view.progress, view.label, view.extractor, view.noted or None, view.mine or None)
    return view.sort is Sort.UNDECIDED or any(field is not None for field in fields)


def _conditions(view: View) -> Iterator[dict[bool, str]]:
    """The statements of what `view` asks for, of all articles and of a few, the quick ones first.

    A view of what is new leaves out instead what is begun.
    """
    plain = (
        queries.PROGRESS_IS.get(view.progress) if view.progress is not None else None,
        queries.MINE if view.mine else None,
        queries.SINCE if view.since is not None else None,
        queries.UNTIL if view.until is not None else None,
        queries.TAKES_PART if view.curator is not None else None,
        queries.NOTED if view.noted else None,
    )
    yield from ({True: each, False: each} for each in plain if each is not None)
    if view.label is not None:
        yield queries.HAS_LABEL
    if view.extractor is not None:
        yield queries.HAS_EXTRACTOR


def _progress(row: Row) -> Progress:
    if row["closed"]:
        return Progress.SUBMITTED
    return Progress.OPEN if row["open"] else Progress.DECIDED


def _match(words: list[list[str]]) -> str:
    """The FTS5 query for texts with every word, each by any of its beginnings."""
    return " AND ".join("(" + " OR ".join(f'"{b}"*' for b in each) + ")" for each in words)
