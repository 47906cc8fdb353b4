"""How the first submissions of an article compare: counts that are derived once and kept.

A row of `pair_count` is derived when it is first asked for, and again when an article has more
first submissions, which are never changed or taken back. How layers are compared is not the
store's business: a function is handed in.

Invariant: counts leave this module for a viewer only, without those of layers that she may not see.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from itertools import groupby
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.canonical import canonical_json, read_json
from workbench.errors import StoreDamaged, StoreReadOnly
from workbench.messages import _
from workbench.model import Role, value_from_json
from workbench.store import rows, sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from workbench.model import Assignment, Curator, Value
    from workbench.store.connection import Row
    from workbench.store.ledger import Ledger

Array: TypeAlias = NDArray[Any]

SPAN = np.dtype([("start", "<u4"), ("end", "<u4"), ("label", "<u4"), ("value", "<u8")])
"""One span of a submission."""

CELL = np.dtype(
    [("first", "<u2"), ("second", "<u2"), ("p", "<u2"), ("q", "<u2"), ("kind", "u1"), ("n", "<u4")]
)
"""One count: numbers of two layers, 1 + the numbers of two labels or 0, a kind of comparison."""

_BATCH = 10_000  # pairs of layers that are compared at once


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The first submissions of an article, with one set of labels; `whose` has curator and round.

    `suggested` is what the first of them who saw suggestions was shown, and None where nobody did.
    """

    number: int
    article: str
    text: str
    labels: tuple[str, ...]
    whose: tuple[tuple[str, int], ...]
    layers: tuple[Array, ...]
    suggested: Array | None


Values: TypeAlias = "Callable[[int, frozenset[int]], Mapping[int, Value]]"
"""The values that have these hashes in the article of the source of a number."""

Derive: TypeAlias = "Callable[[Sequence[Source], Values], Iterable[tuple[Array, Array]]]"
"""Counts of spans and of tokens of each source, as arrays of CELL."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How layers are compared: the name under which the counts are kept, and the work."""

    name: str
    derive: Derive


class FirstLayer(NamedTuple):
    """A first submission that the viewer may see; `curator` is None for what was suggested."""

    article: str
    curator: str | None
    round: int
    blind: bool
    at: str
    guideline: str


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """The columns of CELL, for all articles: `first` and `second` are numbers of layers in all."""

    first: Array
    second: Array
    p: Array
    q: Array
    kind: Array
    n: Array


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What a viewer may know: layers, of which those of one article follow one another, and counts.

    Numbers of labels are those of `labels`. Without tokens there are no counts of them.
    """

    layers: list[FirstLayer]
    labels: tuple[str, ...]
    spans: Counts
    tokens: Counts | None


_Stored: TypeAlias = "Sequence[Any]"  # article, rule, layers, suggested, labels, spans, tokens
_SLICE = 250  # articles whose counts are read at once


def counted(store: Ledger, viewer: Curator, rule: Rule, *, tokens: bool) -> Counted:
    """The counts of all that `viewer` may see, after deriving what is not derived yet."""
    while True:
        found = _counted(store, viewer, rule, tokens=tokens)
        if found is not None:
            return found


def _counted(store: Ledger, viewer: Curator, rule: Rule, *, tokens: bool) -> Counted | None:
    """The same; None where somebody submitted meanwhile."""
    lead = _adjudicates(store, viewer)
    seen = store.connection.rows_named(sql.FIRST_LAYERS, {"viewer": viewer.id, "lead": lead})
    kept = {row["article"]: row for row in store.connection.rows(sql.PAIR_ROWS, rule.name)}
    submitted = Counter(row["n"] for row in seen)
    stale = [n for n, layers in submitted.items() if n not in kept or kept[n]["layers"] != layers]
    unsaved = {row[0]: row for row in _refresh(store, rule, stale)}
    if stale:
        kept = {row["article"]: row for row in store.connection.rows(sql.PAIR_ROWS, rule.name)}
    facts = {n: tuple(row) for n, row in kept.items()}
    facts |= {n: (row[0], *row[2:5]) for n, row in unsaved.items()}
    if any(n not in facts or facts[n][1] != layers for n, layers in submitted.items()):
        return None
    reader = _Reader(seen, facts)
    del seen, kept
    for begin in range(0, len(reader.articles), _SLICE):
        numbers = reader.articles[begin : begin + _SLICE]
        rows_ = store.connection.rows(sql.PAIR_COUNTS, tokens, numbers[0], numbers[-1])
        found: dict[int, _Stored] = {row["article"]: row for row in rows_} | unsaved
        if any(tuple(found[n][2:5]) != facts[n][1:] for n in numbers):
            return None
        reader.read(numbers, [found[n] for n in numbers])
    return reader.result(tokens=tokens)


def _adjudicates(store: Ledger, viewer: Curator) -> bool:
    row = store.connection.row(sql.CURATOR_BY_ID, viewer.id)
    return row is not None and Role.ADJUDICATOR in rows.curator(row).roles


class _Reader:
    """Puts counts of articles together, leaving out those of layers that are not visible."""

    def __init__(self, seen: Sequence[Row], facts: Mapping[int, tuple[Any, ...]]) -> None:
        self.articles: list[int] = []
        self._layers: list[FirstLayer] = []
        self._bases: dict[int, int] = {}
        numbers: list[int] = []  # of a layer among those that may be seen, or -1
        for article, group in groupby(seen, lambda row: int(row["n"])):
            self.articles.append(article)
            self._bases[article] = len(numbers)
            before = len(self._layers)
            for row in group:
                numbers.append(len(self._layers) if row["visible"] else -1)
                if row["visible"]:
                    self._layers.append(_first_layer(row))
            if facts[article][2]:
                visible = len(self._layers) > before
                numbers.append(len(self._layers) if visible else -1)
                if visible:
                    name = self._layers[-1].article
                    self._layers.append(FirstLayer(name, None, 1, False, "", ""))
        self._numbers = np.array(numbers, np.int32)
        texts = dict.fromkeys(facts[article][3] for article in self.articles)
        names = {text: read_json(text) for text in texts}
        self._labels = tuple(dict.fromkeys(name for each in names.values() for name in each))
        place = {name: n for n, name in enumerate(self._labels, 1)}
        self._tables = {
            text: np.array([0, *(place[name] for name in each)], np.uint16)
            for text, each in names.items()
        }
        self._spans: list[Counts] = []
        self._tokens: list[Counts] = []

    def read(self, numbers: Sequence[int], stored: Sequence[_Stored]) -> None:
        """Take in the counts of some articles."""
        base = np.array([self._bases[n] for n in numbers], np.int64)
        self._spans.append(self._counts(base, stored, 5))
        if stored[0][6] is not None:
            self._tokens.append(self._counts(base, stored, 6))

    def _counts(self, base: Array, stored: Sequence[_Stored], column: int) -> Counts:
        cells = np.frombuffer(b"".join(row[column] for row in stored), CELL)
        sizes = [len(row[column]) // CELL.itemsize for row in stored]
        of = np.repeat(base, sizes)
        first, second = (self._numbers[of + cells[side]] for side in ("first", "second"))
        p, q = (np.ascontiguousarray(cells[side]) for side in ("p", "q"))
        if len(self._tables) > 1:
            edges = np.cumsum([0, *sizes])
            for k, row in enumerate(stored):
                rows_ = slice(edges[k], edges[k + 1])
                p[rows_], q[rows_] = (self._tables[row[4]][side[rows_]] for side in (p, q))
        visible = (first >= 0) & (second >= 0)
        columns = (first, second, p, q, cells["kind"], cells["n"])
        return Counts(*(column[visible] for column in columns))

    def result(self, *, tokens: bool) -> Counted:
        """All that was read."""
        of_tokens = _joined(self._tokens) if tokens else None
        return Counted(self._layers, self._labels, _joined(self._spans), of_tokens)


def _joined(parts: list[Counts]) -> Counts:
    """The parts one after another; they are used up, so that they are not held twice."""
    size = sum(len(part.n) for part in parts)
    joined = Counts(*(np.empty(size, _TYPES[field.name]) for field in fields(Counts)))
    at = size
    while parts:
        part = parts.pop()
        rows_ = slice(at - len(part.n), at)
        at = rows_.start
        for field in fields(Counts):
            getattr(joined, field.name)[rows_] = getattr(part, field.name)
    return joined


_TYPES = {"first": np.int32, "second": np.int32, "p": np.uint16, "q": np.uint16,
          "kind": np.uint8, "n": np.uint32}  # fmt: skip


def _first_layer(row: Row) -> FirstLayer:
    _number, article, name, round_, blind, at, guideline, _visible = row
    # The same names come again and again; once in memory is enough.
    article, name, guideline = map(intern, (article, name, guideline))
    return FirstLayer(article, name, round_, bool(blind), at, guideline)


def adjudicated(store: Ledger) -> tuple[str, ...]:
    """The articles that somebody has begun to adjudicate."""
    return tuple(row[0] for row in store.connection.rows(sql.ADJUDICATED))


def sources(store: Ledger) -> dict[str, str]:
    """The sources of all articles, by id."""
    return {row["id"]: row["source"] for row in store.connection.rows(sql.SOURCE_OF)}


def layers_of(store: Ledger, article: str) -> tuple[Assignment, ...]:
    """All assignments to annotate an article, in every round."""
    return tuple(map(rows.assignment, store.connection.rows(sql.LAYERS_OF, article)))


# ------------------------------------------------------------------------------------- deriving


def _refresh(store: Ledger, rule: Rule, articles: Sequence[int]) -> Iterator[_Stored]:
    """Derive the counts of articles, and keep them; those that a file cannot keep are given."""
    for batch in _batches(_first_spans(store, articles)):
        made = list(_derive(store, rule, batch))
        try:
            with store.connection.writing():
                store.connection.execute_many(sql.SET_PAIRS, map(tuple, made))
        except StoreReadOnly:
            yield from made


def audit(store: Ledger, rule: Rule, *, repair: bool) -> Iterator[str]:
    """The articles whose counts are not those of their submissions, put right if asked for.

    Counts that are only older than a submission are no problem; they will be derived again.
    """
    kept = {
        row["article"]: row["layers"] for row in store.connection.rows(sql.PAIR_ROWS, rule.name)
    }
    for batch in _batches(_first_spans(store, list(kept))):
        for source, made in zip(batch, _derive(store, rule, batch), strict=True):
            (row,) = store.connection.rows(sql.PAIR_COUNTS, True, source.number, source.number)
            stale = len(source.layers) != kept[source.number]
            if not stale and tuple(made) != tuple(row):
                if repair:
                    with store.connection.writing():
                        store.connection.execute(sql.SET_PAIRS, *made)
                yield source.article


def _derive(store: Ledger, rule: Rule, batch: Sequence[Source]) -> Iterator[_Stored]:
    known: dict[int, Value] = {}
    done: set[int] = set()

    def values(n: int, wanted: frozenset[int]) -> Mapping[int, Value]:
        if not wanted <= known.keys() and n not in done:
            done.add(n)
            known.update(_values(store, batch[n].article))
        if not wanted <= known.keys():
            raise StoreDamaged(_("A submission's spans cannot be read."))
        return known

    for source, (spans, tokens) in zip(batch, rule.derive(batch, values), strict=True):
        yield (
            source.number, rule.name, len(source.layers), int(source.suggested is not None),
            canonical_json(source.labels), spans.tobytes(), tokens.tobytes(),
        )  # fmt: skip


def _values(store: Ledger, article: str) -> Iterator[tuple[int, Value]]:
    """All values that somebody gave or that were suggested in an article, by their hash."""
    for row in store.connection.rows(sql.VALUES_GIVEN, article):
        value = value_from_json(read_json(row[0]))
        yield rows.value_hash(value), value


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += len(source.layers) ** 2
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _first_spans(store: Ledger, articles: Sequence[int]) -> Iterator[Source]:
    """The layers of articles, whoever may see them: what is made of them stays in the store."""
    schemes: dict[str, tuple[str, ...]] = {}
    for begin in range(0, len(articles), _AT_ONCE):
        wanted = canonical_json(articles[begin : begin + _AT_ONCE])
        found = store.connection.rows(sql.FIRST_SPANS, wanted)
        for row in found:
            if row["scheme"] not in schemes:
                schemes[row["scheme"]] = tuple(each.name for each in store.scheme(row["scheme"]))
        for _number, group in groupby(found, lambda row: int(row["n"])):
            yield _source(store, list(group), schemes)


_AT_ONCE = 200


def _source(store: Ledger, found: list[Row], schemes: Mapping[str, tuple[str, ...]]) -> Source:
    first = found[0]
    used = dict.fromkeys(row["scheme"] for row in found)
    names = dict.fromkeys(name for scheme in used for name in schemes[scheme])
    shown = next((row["suggestion_set"] for row in found if row["arm"] == "assisted"), None)
    suggested = store.connection.rows(sql.SUGGESTED_SPANS, shown) if shown is not None else []
    names |= dict.fromkeys(row["label"] for row in suggested)
    place = {name: n for n, name in enumerate(names)}
    tables = {scheme: [place[name] for name in schemes[scheme]] for scheme in used}
    spans = [
        (row["start"], row["end"], place[row["label"]], _hash(row["value"])) for row in suggested
    ]
    return Source(
        first["n"],
        first["article"],
        first["text"],
        tuple(names),
        tuple((row["curator"], row["round"]) for row in found),
        tuple(_layer(row["spans"], tables[row["scheme"]]) for row in found),
        np.array(spans, SPAN) if shown is not None else None,
    )


def _layer(blob: bytes, table: list[int]) -> Array:
    """The spans of a submission; `table` has the numbers of its labels in its article."""
    if len(blob) % SPAN.itemsize:
        raise StoreDamaged(_("A submission's spans cannot be read."))
    spans = np.frombuffer(blob, SPAN)
    if len(spans) and int(spans["label"].max()) >= len(table):
        raise StoreDamaged(_("A submission's spans cannot be read."))
    if table == list(range(len(table))):
        return spans
    spans = spans.copy()
    spans["label"] = np.array(table, np.uint32)[spans["label"]]
    return spans


def _hash(value: str | None) -> int:
    return rows.value_hash(value_from_json(read_json(value))) if value is not None else 0
