"""Adjudications: a layer of an article in which an adjudicator decides what becomes gold.

It belongs to an assignment of its own task and is no layer of annotations: nothing that counts,
measures or shows curators' work takes it for one.

Invariant: one adjudicator at a time in an adjudication. Who acted last holds it until she finishes
it, or another reopens it and so takes it over.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from workbench.canonical import read_json
from workbench.curation.gold import originals
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import (
    SUBMITTED,
    ActionKind,
    Arm,
    Assignment,
    Decision,
    Task,
    Verdict,
    set_id,
)
from workbench.store import rows, sql
from workbench.store.access import Access

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbench.model import Action, Curator, PackedSpan
    from workbench.scheme import LabelScheme
    from workbench.store.connection import Row
    from workbench.store.ledger import Entry, Ledger

_HOLDER = """
SELECT c.* FROM decision d JOIN action a ON a.id = d.action JOIN curator c ON c.id = a.curator
WHERE d.assignment = ? ORDER BY d.seq DESC LIMIT 1
"""
_CLOSED = "SELECT closed FROM tally WHERE assignment = ?"
_LAYERS_OF = f"""
SELECT * FROM assignment g
WHERE g.article = ? AND g.round = 1 AND g.task = 'annotate' AND {sql.TAKES_PART} ORDER BY g.n
"""  # noqa: S608 - built from the constants of the store
_REVERSALS = """
SELECT a.id, a.kind = 'undo' AS undoes, CASE a.kind WHEN 'undo' THEN a.reverses ELSE u.reverses END
  AS act
FROM action a LEFT JOIN action u ON u.id = a.reverses
WHERE a.kind IN ('undo', 'redo') AND a.id IN (SELECT action FROM decision WHERE assignment = ?)
"""
_CLOSINGS = "SELECT * FROM decision WHERE assignment = ? AND mark = ? ORDER BY seq"
# The last submissions of articles that at least :needed curators submitted and none is still at.
_LATEST = f"""
WITH submitted AS (
  SELECT g.article FROM assignment g JOIN submission s ON s.assignment = g.id AND s.n = 1
  WHERE g.task = 'annotate' AND g.round = 1 AND (:article IS NULL OR g.article = :article)
  GROUP BY g.article HAVING count(*) >= :needed
), unsubmitted AS (
  SELECT g.article FROM assignment g
  WHERE g.task = 'annotate' AND g.round = 1
    AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id) AND {sql.TAKES_PART}
)
SELECT a.n, a.id AS article, a.source, g.curator, g.id AS assignment, s.scheme, s.spans
FROM submitted f JOIN article a ON a.id = f.article
JOIN assignment g ON g.article = a.id AND g.task = 'annotate' AND g.round = 1
JOIN submission s ON s.assignment = g.id AND NOT EXISTS (
  SELECT 1 FROM submission t WHERE t.assignment = s.assignment AND t.n > s.n)
WHERE f.article NOT IN (SELECT article FROM unsubmitted)
ORDER BY a.n, g.n
"""  # noqa: S608
# What curators changed of the site furniture that was found, in their last submissions. Acts on
# furniture are few: beginning with them is far faster than with all decisions.
_ZONES = """
WITH touched AS (
  SELECT DISTINCT d.assignment, d.mark
  FROM action a CROSS JOIN decision d ON d.action = a.id JOIN assignment g ON g.id = d.assignment
  WHERE a.kind = 'zone' AND g.task = 'annotate' AND (?1 IS NULL OR g.article = ?1)
)
SELECT d.assignment, d.mark, d.verdict, json_extract(d.annotation, '$.start') AS start,
  json_extract(d.annotation, '$.end') AS "end", json_extract(d.annotation, '$.label') AS label
FROM touched t
JOIN submission s ON s.assignment = t.assignment AND NOT EXISTS (
  SELECT 1 FROM submission l WHERE l.assignment = s.assignment AND l.n > s.n)
JOIN decision d ON d.assignment = t.assignment AND d.seq = (
  SELECT max(seq) FROM decision l
  WHERE l.assignment = t.assignment AND l.mark = t.mark AND l.seq <= s.through_seq)
LEFT JOIN suggestion u ON u.id = d.mark
WHERE (d.verdict = 'add' AND json_extract(d.annotation, '$.label') GLOB '[a-z]*')
  OR (d.verdict = 'reject' AND u.label GLOB '[a-z]*')
"""
_BEGUN = f"""
SELECT g.article, g.round, t.closed,
  (SELECT d.payload FROM decision d WHERE d.assignment = g.id AND d.mark = '{SUBMITTED}'
   ORDER BY d.seq DESC LIMIT 1) AS payload,
  (SELECT c.name FROM decision d JOIN action a ON a.id = d.action
   JOIN curator c ON c.id = a.curator
   WHERE d.assignment = g.id ORDER BY d.seq DESC LIMIT 1) AS holder
FROM assignment g JOIN tally t ON t.assignment = g.id
WHERE g.task = 'adjudicate' AND (?1 IS NULL OR g.article = ?1)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Contested:
    """An article that several curators submitted, and how far its adjudication is.

    `agreement` is the exact F1 of range, label and value over all pairs of last submissions, None
    where nobody marked anything; `disputed` counts the spans without a partner. `basis` is the hash
    of what they say, site furniture included where they differ on it, and `adjudicated` that of
    what they said when the article was last finished; the former is left out where nothing is to
    be compared with it.
    `holder` is the name of who adjudicates, None before she begins. Where an article is adjudicated
    twice, all this is about the viewer's adjudication, and `second` tells whether that is the one
    that was begun later.
    """

    article: str
    source: str
    curators: tuple[str, ...]
    agreement: float | None
    disputed: int
    basis: str | None
    holder: str | None
    closed: bool
    adjudicated: str | None
    second: bool = False


class Adjudications(Access):
    """The part of the store that knows adjudications: what is ready for them, and who is at it."""

    # -------------------------------------------------------------------------------- assignments

    def layers_of(self, article_id: str) -> tuple[Assignment, ...]:
        """The assignments that take part in an article, in its first round; see `layers`."""
        return tuple(map(rows.assignment, self.connection.rows(_LAYERS_OF, article_id)))

    def adjudicate(self, article_id: str, curator: Curator) -> Assignment:
        """The curator's assignment to adjudicate an article, made where there is none.

        Nothing is suggested in it.
        """
        with self.connection.writing():
            round_ = self.adjudication_round(article_id, curator)
            existing = self.adjudication_in(article_id, round_)
            if existing is not None:
                return existing
            nothing = set_id(article_id, [])
            self.connection.execute(sql.ADD_SET, nothing, article_id)
            made = Assignment(
                self.new_id(), article_id, curator.id, nothing, Task.ADJUDICATE, round_, Arm.BLIND
            )
            self._add_assignment(made)
        return made

    def closed(self, assignment: Assignment) -> bool:
        """Whether an assignment is submitted, or finished, and not reopened."""
        return bool(self.connection.scalar(_CLOSED, assignment.id))

    def holder(self, assignment: Assignment) -> Curator | None:
        """Who adjudicates now: who acted last, unless she finished it."""
        row = self.connection.row(_HOLDER, assignment.id)
        return None if row is None or self.closed(assignment) else rows.curator(row)

    # ------------------------------------------------------------------------------------- writing

    def append(
        self,
        kind: ActionKind,
        curator: Curator,
        session: str,
        entries: Sequence[Entry],
        *,
        action_id: str,
        reverses: Action | None = None,
        keys: int | None = None,
    ) -> Action:
        """Append one act; Refused where it is in an adjudication that is not the curator's.

        And where she annotates an article whose case she has seen.
        """
        with self.connection.writing():
            for entry in entries:
                if entry.assignment.task is Task.ADJUDICATE:
                    self._refuse_stranger(entry, curator)
                elif entry.decisions:
                    self._refuse_knowing(entry.assignment.article, curator)
            return super().append(
                kind, curator, session, entries, action_id=action_id, reverses=reverses, keys=keys
            )

    def _refuse_stranger(self, entry: Entry, curator: Curator) -> None:
        if not self.adjudicates(curator):
            raise Refused(_("Only who adjudicates may do that; ask her, or work as her."))
        if self.is_anothers(entry.assignment, curator):
            raise Refused(_("Another adjudicates this article beside you; this is her work."))
        holder = self.holder(entry.assignment)
        takes_over = any(
            decision.mark == SUBMITTED and decision.verdict is Verdict.WITHDRAW
            for decision in entry.decisions
        )
        if holder is not None and holder.id != curator.id and not takes_over:
            text = _("{name} is adjudicating this article; reopen it to take it over.")
            raise Refused(text.format(name=holder.name))

    # ------------------------------------------------------------------------------------- reading

    def finished_at(self, assignment: Assignment) -> int | None:
        """The number of the decision that finished an adjudication last, and was not undone.

        It may have been reopened since. None where it never was finished, or each time undone.
        """
        named = originals(
            [
                Decision(SUBMITTED, Verdict(row["verdict"]), seq=row["seq"], action=row["action"])
                for row in self.connection.rows(_CLOSINGS, assignment.id, SUBMITTED)
            ],
            self._reversals(assignment),
        )
        while named and named[-1].verdict is Verdict.WITHDRAW:  # what stood before it was reopened
            reopening = next(n for n, each in enumerate(named) if each.action == named[-1].action)
            named = named[:reopening]
        return named[-1].seq if named and named[-1].verdict is Verdict.ADD else None

    def reversals(self, assignment: Assignment, viewer: Curator) -> dict[str, tuple[bool, str]]:
        """For each undo (True) and redo (False) in a layer, the act it is about; NotVisible."""
        self._refuse_unseen(assignment, viewer)
        return self._reversals(assignment)

    def _reversals(self, assignment: Assignment) -> dict[str, tuple[bool, str]]:
        found = self.connection.rows(_REVERSALS, assignment.id)
        return {row["id"]: (bool(row["undoes"]), row["act"]) for row in found}

    def contested(
        self, viewer: Curator, needed: int, article_id: str | None = None
    ) -> list[Contested]:
        """The articles, or the one, ready to be adjudicated; none for who does not adjudicate.

        At least `needed` curators have submitted each, and nobody is still at it, nor does the
        viewer have it before her again, or is at it herself.
        """
        if not self.adjudicates(viewer):
            return []
        begun = {
            (row["article"], row["round"]): row for row in self.connection.rows(_BEGUN, article_id)
        }
        hers = {article: self.adjudication_round(article, viewer) for article, _round in begun}
        found = self.connection.rows_named(_LATEST, {"needed": needed, "article": article_id})
        read = _Reader(self)
        zones = _changed_zones(self.connection.rows(_ZONES, article_id))
        return [
            _contested(
                list(group),
                begun.get((article, hers.get(article, 1))),
                read,
                zones,
                hashed=article_id is not None,
                second=article in hers and self.adjudicates_later(article, hers[article]),
            )
            for article, group in groupby(found, lambda row: str(row["article"]))
            if self.connection.row(sql.AGAIN_OF, article, viewer.id) is None
            and not self.connection.scalar(sql.UNSUBMITTED, article, 1, viewer.id)
        ]


class _Reader:
    """Unpacks submissions, reading each scheme once."""

    def __init__(self, store: Ledger) -> None:
        self._store = store
        self._schemes: dict[str, LabelScheme] = {}

    def spans(self, row: Row) -> frozenset[tuple[int, int, str, int]]:
        fingerprint = row["scheme"]
        if fingerprint not in self._schemes:
            self._schemes[fingerprint] = self._store.scheme(fingerprint)
        unpacked = rows.unpack_spans(row["spans"], self._schemes[fingerprint])
        return frozenset(_plain(unpacked))


def _plain(spans: Iterable[PackedSpan]) -> Iterator[tuple[int, int, str, int]]:
    return ((s.start, s.end, s.label, s.value) for s in spans)


_Furnished: TypeAlias = "frozenset[tuple[str | int, ...]]"


def _changed_zones(found: Iterable[Row]) -> dict[str, _Furnished]:
    """By assignment, the site furniture that its curator marked, and the marks that she rejected.

    So far as the same was found for all, curators differ in furniture where they differ in this.
    """
    changed: dict[str, set[tuple[str | int, ...]]] = {}
    for row in found:
        added = row["verdict"] == Verdict.ADD
        what = (row["start"], row["end"], row["label"]) if added else (row["mark"],)
        changed.setdefault(row["assignment"], set()).add(what)
    return {assignment: frozenset(each) for assignment, each in changed.items()}


def _contested(
    group: Sequence[Row],
    begun: Row | None,
    read: _Reader,
    zones: Mapping[str, _Furnished],
    *,
    hashed: bool,
    second: bool,
) -> Contested:
    layers = [read.spans(row) for row in group]
    shared = total = 0
    for place, one in enumerate(layers):
        for other in layers[:place]:
            shared += 2 * len(one & other)
            total += len(one) + len(other)
    payload = read_json(begun["payload"]) if begun is not None and begun["payload"] else {}
    return Contested(
        group[0]["article"],
        group[0]["source"],
        tuple(row["curator"] for row in group),
        shared / total if total else None,
        total - shared,
        _basis(layers, [zones.get(row["assignment"], frozenset()) for row in group])
        if hashed or "basis" in payload
        else None,
        begun["holder"] if begun is not None else None,
        bool(begun["closed"]) if begun is not None else False,
        payload.get("basis"),
        second,
    )


def _basis(
    layers: Sequence[frozenset[tuple[int, int, str, int]]], zones: Sequence[_Furnished]
) -> str:
    """The hash of what is said, whoever says it: ids of curators differ from file to file."""
    said: list[Any] = sorted(map(sorted, layers))
    if len(set(zones)) > 1:
        said = sorted(
            (sorted(layer), sorted(map(str, zoned)))
            for layer, zoned in zip(layers, zones, strict=True)
        )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]
