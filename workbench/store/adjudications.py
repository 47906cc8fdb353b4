"""Adjudications: one layer an article, in which an adjudicator decides what becomes gold.

It belongs to an assignment of its own task and is no layer of annotations: nothing that counts,
measures or shows curators' work takes it for one.

Invariant: one adjudication an article, and one adjudicator at a time in it. Who acted last holds it
until she finishes it, or another reopens it and so takes it over.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from workbench.canonical import read_json
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import (
    SUBMITTED,
    ActionKind,
    Arm,
    Assignment,
    Role,
    Task,
    Verdict,
    set_id,
)
from workbench.store import rows, sql
from workbench.store.ledger import Entry, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.model import Action, Curator, PackedSpan
    from workbench.scheme import LabelScheme
    from workbench.store.connection import Row

_OF_ARTICLE = "SELECT * FROM assignment WHERE article = ? AND task = 'adjudicate' ORDER BY n"
_ALL = "SELECT * FROM assignment WHERE task = 'adjudicate' ORDER BY n"
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
SELECT a.n, a.id AS article, a.source, g.curator, s.scheme, s.spans
FROM submitted f JOIN article a ON a.id = f.article
JOIN assignment g ON g.article = a.id AND g.task = 'annotate' AND g.round = 1
JOIN submission s ON s.assignment = g.id AND NOT EXISTS (
  SELECT 1 FROM submission t WHERE t.assignment = s.assignment AND t.n > s.n)
WHERE f.article NOT IN (SELECT article FROM unsubmitted)
ORDER BY a.n, g.n
"""  # noqa: S608
_BEGUN = f"""
SELECT g.article, t.closed,
  (SELECT d.payload FROM decision d WHERE d.assignment = g.id AND d.mark = '{SUBMITTED}'
   ORDER BY d.seq DESC LIMIT 1) AS payload,
  (SELECT c.name FROM decision d JOIN action a ON a.id = d.action
   JOIN curator c ON c.id = a.curator
   WHERE d.assignment = g.id ORDER BY d.seq DESC LIMIT 1) AS holder
FROM assignment g JOIN tally t ON t.assignment = g.id WHERE g.task = 'adjudicate'
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Contested:
    """An article that several curators submitted, and how far its adjudication is.

    `agreement` is the exact F1 of range, label and value over all pairs of last submissions, None
    where nobody marked anything; `disputed` counts the spans without a partner. `basis` is the hash
    of what they say, and `adjudicated` that of what they said when the article was last finished;
    the former is left out where nothing is to be compared with it.
    `holder` is the name of who adjudicates, None before she begins.
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


class Adjudications(Ledger):
    """The part of the store that knows adjudications, and who may see them."""

    def setting(self, name: str) -> str | None:
        """A setting of the project, None where it was never set."""
        stored = self.connection.scalar(sql.PROJECT, name)
        return None if stored is None else str(stored)

    def set_setting(self, name: str, value: str) -> None:
        """Give a setting of the project another value."""
        with self.connection.writing():
            self.connection.execute(sql.SET_PROJECT, name, value)

    # -------------------------------------------------------------------------------- assignments

    def layers_of(self, article_id: str) -> tuple[Assignment, ...]:
        """The assignments that take part in an article, in its first round; see `layers`."""
        return tuple(map(rows.assignment, self.connection.rows(_LAYERS_OF, article_id)))

    def adjudication(self, article_id: str) -> Assignment | None:
        """The assignment to adjudicate an article, if somebody has begun to."""
        row = self.connection.row(_OF_ARTICLE, article_id)
        return rows.assignment(row) if row is not None else None

    def adjudications(self) -> tuple[Assignment, ...]:
        """All assignments to adjudicate."""
        return tuple(map(rows.assignment, self.connection.rows(_ALL)))

    def adjudicate(self, article_id: str, curator: Curator) -> Assignment:
        """The assignment to adjudicate an article, made where there is none; nothing is shown."""
        with self.connection.writing():
            existing = self.adjudication(article_id)
            if existing is not None:
                return existing
            nothing = set_id(article_id, [])
            self.connection.execute(sql.ADD_SET, nothing, article_id)
            made = Assignment(
                self.new_id(), article_id, curator.id, nothing, Task.ADJUDICATE, arm=Arm.BLIND
            )
            self.connection.execute(
                sql.ADD_ASSIGNMENT,
                made.id,
                article_id,
                curator.id,
                made.task,
                made.round,
                made.arm,
                made.asked,
                nothing,
            )
        return made

    def closed(self, assignment: Assignment) -> bool:
        """Whether an assignment is submitted, or finished, and not reopened."""
        return bool(self.connection.scalar(_CLOSED, assignment.id))

    def holder(self, assignment: Assignment) -> Curator | None:
        """Who adjudicates now: who acted last, unless she finished it."""
        row = self.connection.row(_HOLDER, assignment.id)
        return None if row is None or self.closed(assignment) else rows.curator(row)

    def adjudicates(self, viewer: Curator) -> bool:
        """Whether somebody has the role that adjudicating takes."""
        row = self.connection.row(sql.CURATOR_BY_ID, viewer.id)
        return row is not None and Role.ADJUDICATOR in rows.curator(row).roles

    # ------------------------------------------------------------------------------- who may what

    def works_in(self, assignment: Assignment, viewer: Curator) -> bool:
        """Whether a layer is the viewer's to change; an adjudication is all adjudicators'."""
        if assignment.task is Task.ADJUDICATE:
            return self.adjudicates(viewer) and self.visible(assignment, viewer)
        return super().works_in(assignment, viewer)

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
        """Append one act; Refused where it is in an adjudication that is not the curator's."""
        with self.connection.writing():
            for entry in entries:
                if entry.assignment.task is Task.ADJUDICATE:
                    self._refuse_stranger(entry, curator)
            return super().append(
                kind, curator, session, entries, action_id=action_id, reverses=reverses, keys=keys
            )

    def _refuse_stranger(self, entry: Entry, curator: Curator) -> None:
        if not self.adjudicates(curator):
            raise Refused(_("Only who adjudicates may do that; ask her, or work as her."))
        holder = self.holder(entry.assignment)
        takes_over = any(
            decision.mark == SUBMITTED and decision.verdict is Verdict.WITHDRAW
            for decision in entry.decisions
        )
        if holder is not None and holder.id != curator.id and not takes_over:
            text = _("{name} is adjudicating this article; reopen it to take it over.")
            raise Refused(text.format(name=holder.name))

    # ------------------------------------------------------------------------------------- reading

    def reversals(self, assignment: Assignment, viewer: Curator) -> dict[str, tuple[bool, str]]:
        """For each undo (True) and redo (False) in a layer, the act it is about; NotVisible."""
        self._refuse_unseen(assignment, viewer)
        found = self.connection.rows(_REVERSALS, assignment.id)
        return {row["id"]: (bool(row["undoes"]), row["act"]) for row in found}

    def contested(
        self, viewer: Curator, needed: int, article_id: str | None = None
    ) -> list[Contested]:
        """The articles, or the one, ready to be adjudicated; none for who does not adjudicate.

        At least `needed` curators have submitted each, and nobody is still at it.
        """
        if not self.adjudicates(viewer):
            return []
        begun = {row["article"]: row for row in self.connection.rows(_BEGUN)}
        found = self.connection.rows_named(_LATEST, {"needed": needed, "article": article_id})
        read = _Reader(self)
        return [
            _contested(list(group), begun.get(article), read, hashed=article_id is not None)
            for article, group in groupby(found, lambda row: str(row["article"]))
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


def _contested(
    group: Sequence[Row], begun: Row | None, read: _Reader, *, hashed: bool
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
        _basis(group, layers) if hashed or "basis" in payload else None,
        begun["holder"] if begun is not None else None,
        bool(begun["closed"]) if begun is not None else False,
        payload.get("basis"),
    )


def _basis(group: Sequence[Row], layers: Sequence[frozenset[tuple[int, int, str, int]]]) -> str:
    """The hash of who says what, whatever the order of curators and spans."""
    said = sorted((row["curator"], sorted(spans)) for row, spans in zip(group, layers, strict=True))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]
