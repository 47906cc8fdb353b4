"""The queue: which articles there are for one curator, in which order, and how far she is."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.arabic.search import is_whole, search_words
from workbench.canonical import canonical_json, read_json
from workbench.model import Progress, Sort
from workbench.store import queries, rows
from workbench.store.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from workbench.model import Curator, QueueRow, View
    from workbench.store.connection import Connection

_NEAR = 64
"""So many articles are asked about before all that are submitted are."""
_RANKED = 10_000
"""What more articles match is not sorted by match: that takes long and says little."""


@dataclass(slots=True)
class _Kept:
    """What of the articles is asked for again and again, as long as `last` is the last of them."""

    last: int = -1
    orders: dict[tuple[Sort, bool], list[int]] = field(default_factory=dict)
    found: tuple[str, list[int]] = ("", [])


class Browse(Corpus):
    """The part of the store that lists articles.

    An article's number is its place of ingestion: articles are only ever added, so the numbers are
    those from 1 to the last.
    """

    def __init__(
        self, connection: Connection, clock: Callable[[], str], new_id: Callable[[], str]
    ) -> None:
        super().__init__(connection, clock, new_id)
        self._kept = _Kept()

    def feasible(self, view: View) -> View:
        """A view in the order that it is listed in: what very many articles match is not ranked."""
        if view.sort is Sort.MATCH:
            words = search_words(view.search)
            if not words or len(self._matching(_match(words))) > _RANKED:
                return replace(view, sort=Sort.INGESTED)
        return view

    def listed(self, viewer: Curator, view: View) -> array[int]:
        """The numbers of the articles that a feasible `view` asks for, in its order.

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
        numbers = self._ordered(view, named)
        for kept in self._conditions(view, named):
            numbers = list(filter(kept.__contains__, numbers))
        if view.progress is Progress.NEW:
            begun = set(self._numbers(queries.IS_BEGUN, named))
            numbers = [n for n in numbers if n not in begun]
        return array("q", numbers)

    def _ordered(self, view: View, named: Mapping[str, object]) -> Sequence[int]:
        """All articles, or those with the words that are searched, in the order of a view."""
        if named["search"] and view.sort is Sort.MATCH:
            return self._numbers(queries.MATCHING[view.backwards], named)
        if named["search"] and view.sort is Sort.INGESTED:
            return sorted(self._matching(str(named["search"])), reverse=view.backwards)
        numbers = self._all(view.sort, backwards=view.backwards)
        if view.sort is Sort.UNDECIDED:
            begun = self._numbers(queries.UNDECIDED[view.backwards], named)
            others = set(begun)
            return [*begun, *(n for n in numbers if n not in others)]
        return numbers

    def _all(self, sort: Sort, *, backwards: bool) -> Sequence[int]:
        """All articles in an order that is nobody's in particular; by number in any other."""
        kept = self._present()
        if sort not in queries.ORDERS:
            numbers = range(1, kept.last + 1)
            return numbers[::-1] if backwards else numbers
        order = (sort, backwards)
        if order not in kept.orders:
            kept.orders[order] = self._numbers(queries.ORDERS[sort][backwards], {})
        return kept.orders[order]

    def _matching(self, search: str) -> list[int]:
        """The articles with certain words, in no order."""
        kept = self._present()
        if kept.found[0] != search:
            kept.found = search, self._numbers(queries.FOUND, {"search": search})
        return kept.found[1]

    def _present(self) -> _Kept:
        """What is kept, forgotten where an article came in meanwhile."""
        last = self.last_number()
        if self._kept.last != last:
            self._kept = _Kept(last)
        return self._kept

    def _numbers(self, statement: str, named: Mapping[str, object]) -> list[int]:
        """What a statement gathers."""
        numbers: list[int] = read_json(self.connection.rows_named(statement, named)[0][0])
        return numbers

    def _conditions(self, view: View, named: Mapping[str, object]) -> Iterator[set[int]]:
        """The articles that each of the conditions of `view` holds for, the quick ones first.

        A view of what is new leaves out instead what is begun.
        """
        if named["search"] and view.sort not in (Sort.MATCH, Sort.INGESTED):
            yield set(self._matching(str(named["search"])))
        asked = (
            queries.DAYS if view.since is not None or view.until is not None else None,
            queries.TAKES_PART if view.curator is not None else None,
            queries.NOTED if view.noted else None,
        )
        for statement in filter(None, asked):
            yield set(self._numbers(statement, named))
        own = [queries.OF_STATE[view.progress]] if view.progress in queries.OF_STATE else []
        own += [queries.NOT_LET_OFF] if view.mine else []
        if own:
            own += [queries.WITH_LABEL] if view.label is not None else []
            own += [queries.WITH_EXTRACTOR] if view.extractor is not None else []
            yield set(self._numbers(queries.assigned(*own), named))
            return
        if view.label is not None:
            shown = self._shown(queries.LABEL_SHOWN, named)
            yield shown.union(self._numbers(queries.RELABELLED, named))
        if view.extractor is not None:
            yield self._shown(queries.EXTRACTOR_SHOWN, named)

    def _shown(self, statements: tuple[str, ...], named: Mapping[str, object]) -> set[int]:
        """The articles in which the viewer is shown something."""
        frozen, latest = (self._numbers(statement, named) for statement in statements)
        shown = set(latest)
        shown.difference_update(map(abs, frozen))
        shown.update(number for number in frozen if number > 0)
        return shown

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
        is_submitted = queries.assigned(queries.OF_STATE[Progress.SUBMITTED])
        submitted = set(self._numbers(is_submitted, named))
        return next((n for n in numbers[_NEAR:] if n not in submitted), None)

    def begun(self, viewer: Curator) -> dict[Progress, list[int]]:
        """The numbers of the articles that `viewer` has opened, by how far she is with them."""
        (row,) = self.connection.rows_named(queries.BEGUN, {"viewer": viewer.id})
        return {Progress(state): read_json(row[state]) for state in row.keys()}  # noqa: SIM118

    def begun_counts(self, viewer: Curator) -> Counter[Progress]:
        """How many articles `viewer` has opened, by how far she is with them."""
        (row,) = self.connection.rows_named(queries.BEGUN_COUNTS, {"viewer": viewer.id})
        return Counter({Progress(state): row[state] for state in row.keys()})  # noqa: SIM118

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


def _match(words: list[list[str]]) -> str:
    """The FTS5 query for texts with every word, each by any of its beginnings."""
    return " AND ".join("(" + " OR ".join(map(_term, each)) + ")" for each in words)


def _term(beginning: str) -> str:
    return f'"{beginning}"' if is_whole(beginning) else f'"{beginning}"*'
