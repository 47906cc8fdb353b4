"""How the first submissions of an article compare: counts that are derived once and kept.

A row of `pair_count` is derived when it is first asked for, and again when an article has more
first submissions, which are never changed or taken back. How layers are compared is not the
store's business: a function is handed in.

Invariant: counts leave this module for a viewer only, without those of layers that she may not see.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from workbench.arabic.tokens import tokens as tokens_in
from workbench.canonical import canonical_json, read_json
from workbench.errors import StoreDamaged, StoreReadOnly
from workbench.messages import _
from workbench.model import Role, value_from_json
from workbench.store import rows, sql
from workbench.store.pair_reader import CELL, Array, Counts, Facts, FirstLayer, Pairing, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from workbench.model import Assignment, Curator, Value
    from workbench.store.connection import Row
    from workbench.store.ledger import Ledger

__all__ = [
    "CELL", "SPAN", "Counted", "Counts", "FirstLayer", "Rule", "Source", "adjudicated", "audit",
    "counted", "guidelines", "layers_of", "sizes", "sources",
]  # fmt: skip

SPAN = np.dtype([("start", "<u4"), ("end", "<u4"), ("label", "<u4"), ("value", "<u8")])
"""One span of a submission."""

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
    """How layers are compared: the name under which the counts are kept, and the work.

    `pair` says of layers which are compared, and numbers the comparisons.
    """

    name: str
    derive: Derive
    pair: Callable[[Sequence[FirstLayer]], Pairing]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What a viewer may know: layers, of which those of one article follow one another, and counts.

    Numbers of labels are those of `labels`, of comparisons those of `pairing`. Without tokens there
    are no counts of them.
    """

    layers: Sequence[FirstLayer]
    labels: tuple[str, ...]
    pairing: Pairing
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
    submitted = Counter(row[0] for row in seen)
    kept = _kept(store, rule)
    stale = [n for n, layers in submitted.items() if n not in kept or kept[n].layers != layers]
    unsaved = {row[0]: row for row in _refresh(store, rule, stale)}
    if stale:
        kept = _kept(store, rule)
        kept |= {
            n: Facts(row[2], row[3], row[4], len(row[5]), len(row[6])) for n, row in unsaved.items()
        }
    if any(n not in kept or kept[n].layers != layers for n, layers in submitted.items()):
        return None
    reader = Reader(seen, kept, rule.pair, tokens=tokens)
    del seen
    for begin in range(0, len(reader.articles), _SLICE):
        numbers = reader.articles[begin : begin + _SLICE]
        rows_ = store.connection.rows(sql.PAIR_COUNTS, tokens, numbers[0], numbers[-1])
        found: dict[int, _Stored] = {row[0]: row for row in rows_} | unsaved
        if any(tuple(found[n][2:5]) != kept[n][:3] for n in numbers):
            return None
        reader.read(numbers, [found[n] for n in numbers])
    return Counted(reader.layers, reader.labels, reader.pairing, reader.spans, reader.tokens)


def _kept(store: Ledger, rule: Rule) -> dict[int, Facts]:
    """What is known of the counts that are kept, by number of article."""
    found = store.connection.rows(sql.PAIR_ROWS, rule.name)
    return {number: Facts(*facts) for number, *facts in found}


def _adjudicates(store: Ledger, viewer: Curator) -> bool:
    row = store.connection.row(sql.CURATOR_BY_ID, viewer.id)
    return row is not None and Role.ADJUDICATOR in rows.curator(row).roles


def adjudicated(store: Ledger) -> tuple[str, ...]:
    """The articles that were adjudicated to the end, and not reopened."""
    return tuple(row[0] for row in store.connection.rows(sql.ADJUDICATED))


def sources(store: Ledger) -> dict[str, str]:
    """The sources of all articles, by id."""
    return {row["id"]: row["source"] for row in store.connection.rows(sql.SOURCE_OF)}


_FIRST_CELLS = 128  # that are read of an article; those of one comparison are hardly ever more


def sizes(store: Ledger, rule: Rule, articles: Sequence[str]) -> dict[str, int]:
    """How many tokens articles have, by id.

    The counts of any comparison of an article have each of its tokens once; where none are kept,
    the text is read.
    """
    known = {article: _SIZES[article] for article in articles if article in _SIZES}
    unknown = [article for article in articles if article not in known]
    if unknown:
        known |= (new := _sizes(store, rule, unknown))
        if len(_SIZES) + len(new) > _MOST_SIZES:
            _SIZES.clear()
        _SIZES.update(new)
    return known


_SIZES: dict[str, int] = {}
"""Sizes that were asked for; an article's id is the hash of its text, which never changes."""
_MOST_SIZES = 200_000


def _sizes(store: Ledger, rule: Rule, articles: Sequence[str]) -> dict[str, int]:
    named = rule.name, canonical_json(articles), _FIRST_CELLS * CELL.itemsize
    found = store.connection.rows(sql.TOKENS_OF, *named)
    kept = [row for row in found if row[2]]
    cells = np.frombuffer(b"".join(row[3] for row in kept), CELL)
    edges = np.cumsum([0, *(len(row[3]) // CELL.itemsize for row in kept)])
    of = np.repeat(edges[:-1], np.diff(edges))
    first = (cells["first"] == cells["first"][of]) & (cells["second"] == cells["second"][of])
    sums = np.concatenate([[0], np.cumsum(cells["n"] * first, dtype=np.int64)])[edges]
    whole = np.concatenate([[0], np.cumsum(first)])[edges]
    known: dict[str, int] = {}
    for n, row in enumerate(kept):
        if whole[n + 1] - whole[n] < _FIRST_CELLS:  # else the comparison may have more
            known[row[0]] = int(sums[n + 1] - sums[n])
    rest = [row for row in found if row[0] not in known]
    return known | {row[0]: len(tokens_in(store.article(row[0]).text)) for row in rest}


def guidelines(store: Ledger) -> dict[str, str]:
    """The guidelines that articles were first submitted under, and when that first was."""
    return {row["guideline"]: row["at"] for row in store.connection.rows(sql.GUIDELINES_USED)}


def layers_of(store: Ledger, article: str) -> tuple[Assignment, ...]:
    """All assignments to annotate an article, in every round."""
    return tuple(map(rows.assignment, store.connection.rows(sql.LAYERS_OF, article)))


# ------------------------------------------------------------------------------------- deriving


_SAVED = 500  # articles whose counts are written in one transaction


def _refresh(store: Ledger, rule: Rule, articles: Sequence[int]) -> Iterator[_Stored]:
    """Derive the counts of articles, and keep them; those that a file cannot keep are given."""
    made: list[_Stored] = []
    for batch in _batches(_first_spans(store, articles)):
        made += _derive(store, rule, batch)
        if len(made) >= _SAVED:
            yield from _save(store, made)
            made = []
    yield from _save(store, made)


def _save(store: Ledger, made: list[_Stored]) -> Sequence[_Stored]:
    """Write rows; those that a file cannot keep are given back."""
    try:
        with store.connection.writing():
            store.connection.execute_many(sql.SET_PAIRS, map(tuple, made))
    except StoreReadOnly:
        return made
    return ()


def audit(store: Ledger, rule: Rule, *, repair: bool) -> Iterator[str]:
    """The articles whose counts are not those of their submissions, put right if asked for.

    Counts that are only older than a submission are no problem; they will be derived again.
    """
    kept = _kept(store, rule)
    for batch in _batches(_first_spans(store, list(kept))):
        for source, made in zip(batch, _derive(store, rule, batch), strict=True):
            (row,) = store.connection.rows(sql.PAIR_COUNTS, True, source.number, source.number)
            stale = len(source.layers) != kept[source.number].layers
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
            _text_of(source.labels), spans.tobytes(), tokens.tobytes(),
        )  # fmt: skip


@lru_cache(maxsize=64)
def _text_of(labels: tuple[str, ...]) -> str:
    return canonical_json(labels)


def _values(store: Ledger, article: str) -> Iterator[tuple[int, Value]]:
    """All values that somebody gave or that were suggested in an article, by their hash."""
    return (_value(row[0]) for row in store.connection.rows(sql.VALUES_GIVEN, article))


@lru_cache(maxsize=4096)
def _value(text: str) -> tuple[int, Value]:
    value = value_from_json(read_json(text))
    return rows.value_hash(value), value


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
        texts = {row[0]: row[1] for row in store.connection.rows(sql.TEXTS, wanted)}
        found = store.connection.rows(sql.FIRST_SPANS, wanted)
        for row in found:
            if row["scheme"] not in schemes:
                schemes[row["scheme"]] = tuple(each.name for each in store.scheme(row["scheme"]))
        groups = [(n, list(group)) for n, group in groupby(found, lambda row: int(row["n"]))]
        shown = [_shown(group) for _n, group in groups]
        suggested = _suggested(store, [one for one in shown if one is not None])
        for (n, group), one in zip(groups, shown, strict=True):
            marks = suggested.get(one, ()) if one is not None else None
            yield _source(group, texts[n], schemes, marks)


_AT_ONCE = 200


def _shown(found: Iterable[Row]) -> str | None:
    """The set of suggestions that curators of an article saw, if any did.

    Of several, which files that were made apart may have brought, the same in every file.
    """
    return min((row["suggestion_set"] for row in found if row["arm"] == "assisted"), default=None)


def _suggested(store: Ledger, sets: Sequence[str]) -> dict[str, list[Row]]:
    """What is in sets of suggestions."""
    found = store.connection.rows(sql.SUGGESTED_SPANS, canonical_json(sets))
    return {one: list(group) for one, group in groupby(found, lambda row: str(row[0]))}


def _source(
    found: list[Row], text: str, schemes: Mapping[str, tuple[str, ...]],
    suggested: Sequence[Row] | None,
) -> Source:  # fmt: skip
    used = dict.fromkeys(row["scheme"] for row in found)
    names = dict.fromkeys(name for scheme in used for name in schemes[scheme])
    names |= dict.fromkeys(row["label"] for row in suggested or ())
    place = {name: n for n, name in enumerate(names)}
    tables = {scheme: [place[name] for name in schemes[scheme]] for scheme in used}
    spans = [
        (row["start"], row["end"], place[row["label"]], _hash(row["value"]))
        for row in suggested or ()
    ]
    return Source(
        found[0]["n"],
        found[0]["article"],
        text,
        tuple(names),
        tuple((row["curator"], row["round"]) for row in found),
        tuple(_layer(row["spans"], tables[row["scheme"]]) for row in found),
        np.array(spans, SPAN) if suggested is not None else None,
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
    return _value(value)[0] if value is not None else 0
