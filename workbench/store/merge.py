"""Bring what curators did in one database file into another, without changing anything there.

Invariant: rows are only added. What both files have must be the same, or one must continue the
other; where two people (or one, twice) went on differently, that assignment stays as it is and the
conflict is named. Bringing the same file again adds nothing. Models are never brought.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold as fold_text
from workbench.canonical import canonical_json
from workbench.curation import fold
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import Role
from workbench.store import rows
from workbench.store.audit import audit
from workbench.store.connection import copy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model import Assignment
    from workbench.store import Store
    from workbench.store.connection import Row


_DECISIONS = "SELECT * FROM decision WHERE assignment = ? ORDER BY seq"
_SUBMISSIONS = "SELECT * FROM submission WHERE assignment = ? AND through_seq <= ? ORDER BY n"
_ACTION = "SELECT 1 FROM action WHERE id = ?"


@dataclass(slots=True)
class Brought:
    """What was added, and which assignments were left as they are, in a sentence each."""

    curators: int = 0
    articles: int = 0
    assignments: int = 0
    decisions: int = 0
    submissions: int = 0
    conflicts: list[str] = field(default_factory=list)


@contextmanager
def opened_copy(path: Path, opener: type[Store]) -> Iterator[Store]:
    """A sound copy of another database, brought up to date; StoreError or Refused.

    The file itself is only read.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "copy.db")
        copy(path, target)
        store = opener.open(target)
        try:
            for problem in audit(store, repair=True):
                if not problem.repaired:
                    text = _("{path} is damaged and was not merged: {problem}")
                    raise Refused(text.format(path=path, problem=problem.message))
            yield store
        finally:
            store.close()


@dataclass(frozen=True, slots=True)
class _Continued:
    """An assignment with the decisions that the target lacks, and whose it is there."""

    assignment: Assignment
    curator: str
    known: bool
    decisions: Sequence[Row]
    last: int


def bring(source: Store, target: Store, chosen: Sequence[tuple[Assignment, int | None]]) -> Brought:
    """Add to `target` the assignments of `source` that are `chosen`, up to a decision or whole."""
    brought = Brought()
    with target.writing():
        for table in ("scheme", "guideline"):
            for row in source.connection.rows(f"SELECT * FROM {table}"):  # noqa: S608
                _add(target, table, row, ("fingerprint",))
        compared = [_compared(source, target, *each, brought) for each in chosen]
        continued = [each for each in compared if each is not None]
        _bring_actions(source, target, continued)
        for each in continued:
            _bring(source, target, each, brought)
    return brought


def _compared(
    source: Store, target: Store, assignment: Assignment, through: int | None, brought: Brought
) -> _Continued | None:
    """What one file has beyond the other, or None and a conflict where they part."""
    article = source.article(assignment.article)
    title = article.title
    headline = fold_text(article.text[title.start : title.end]) if title else ""
    brought.articles += target.add_article(article, headline, fold_text(article.text))
    curator = _curator(source, target, assignment.curator, brought)
    known = target.connection.row(
        "SELECT id FROM assignment WHERE article = ? AND curator = ? AND task = ? AND round = ?",
        article.id, curator, assignment.task, assignment.round,
    )  # fmt: skip
    theirs = source.connection.rows(
        "SELECT * FROM decision WHERE assignment = ?1 AND (?2 IS NULL OR seq <= ?2) ORDER BY seq",
        assignment.id, through,
    )  # fmt: skip
    ours = target.connection.rows(_DECISIONS, assignment.id)
    shared = min(len(ours), len(theirs))
    differs = known is not None and known["id"] != assignment.id
    if differs or [tuple(r) for r in ours[:shared]] != [tuple(r) for r in theirs[:shared]]:
        text = _("{curator} went on with {source} in both files; it stays as it is here.")
        name = next(c.name for c in target.curators() if c.id == curator)
        brought.conflicts.append(text.format(curator=name, source=article.source))
        return None
    last = max(len(ours), len(theirs))
    return _Continued(assignment, curator, known is not None, theirs[shared:], last)


def _bring_actions(source: Store, target: Store, continued: Sequence[_Continued]) -> None:
    """The acts behind new decisions, in their order, so that undo goes back the same way."""
    owners = {row["action"]: each.curator for each in continued for row in each.decisions}
    acts = {action: _one(source, "action", "id", action) for action in owners}
    for action, row in sorted(acts.items(), key=lambda item: item[1]["seq"]):
        reversed_act = row["reverses"]
        if reversed_act is None or target.connection.row(_ACTION, reversed_act) is not None:
            owned = {"curator": owners[action]}
            _add(target, "action", row, ("id",), without=("seq",), instead=owned)
        else:
            raise Refused(_("A part of what was to be merged is missing."))


def _bring(source: Store, target: Store, new: _Continued, brought: Brought) -> None:
    assignment = new.assignment
    if not new.known:
        _bring_set(source, target, assignment.suggestion_set)
        row = _one(source, "assignment", "id", assignment.id)
        owned = {"curator": new.curator}
        _add(target, "assignment", row, ("id",), without=("n",), instead=owned)
        brought.assignments += 1
    for row in new.decisions:
        _add(target, "decision", row, ("assignment", "seq"))
    brought.decisions += len(new.decisions)
    for row in source.connection.rows(_SUBMISSIONS, assignment.id, new.last):
        brought.submissions += _add(target, "submission", row, ("id",))
    if new.decisions:
        stored = rows.assignment(_one(target, "assignment", "id", assignment.id))
        text = source.article(assignment.article).text
        found = target.connection.rows(_DECISIONS, assignment.id)
        layer = fold(target.frozen(stored), [rows.decision(row, text) for row in found])
        target.set_tally(stored, layer.tally)


def _curator(source: Store, target: Store, curator: str, brought: Brought) -> str:
    """Who that curator is in `target`: a name is one person. Roles are given here, not brought."""
    row = _one(source, "curator", "id", curator)
    name = row["name"]
    if not name.isprintable():
        raise Refused(_("A curator's name is one to 64 printable characters."))
    known = target.connection.row("SELECT id FROM curator WHERE name = ? OR id = ?", name, curator)
    if known is not None:
        return str(known["id"])
    roles = {"roles": canonical_json([Role.CURATOR])}
    brought.curators += _add(target, "curator", row, ("id",), without=("n",), instead=roles)
    return curator


def _bring_set(source: Store, target: Store, set_id: str) -> None:
    """A frozen set with its proposals and their runs, which do not count as having read here."""
    _add(target, "suggestion_set", _one(source, "suggestion_set", "id", set_id), ("id",))
    members = source.connection.rows("SELECT * FROM set_member WHERE suggestion_set = ?", set_id)
    for member in members:
        run, suggestion = member["run"], member["suggestion"]
        _add(target, "run", _one(source, "run", "id", run), ("id",), without=("n",))
        _add(target, "suggestion", _one(source, "suggestion", "id", suggestion), ("id",))
        proposal = source.connection.row(
            "SELECT * FROM proposal WHERE run = ? AND suggestion = ?", run, suggestion
        )
        if proposal is not None:
            _add(target, "proposal", proposal, ("run", "suggestion"))
        _add(target, "set_member", member, ("suggestion_set", "suggestion"))


def _one(store: Store, table: str, key: str, value: str) -> Row:
    row = store.connection.row(f"SELECT * FROM {table} WHERE {key} = ?", value)  # noqa: S608
    if row is None:
        raise Refused(_("A part of what was to be merged is missing."))
    return row


def _add(
    target: Store,
    table: str,
    row: Row,
    key: tuple[str, ...],
    *,
    without: tuple[str, ...] = (),
    instead: dict[str, str] | None = None,
) -> bool:
    """Add a row of another file unless its key is there; whether it was added."""
    where = " AND ".join(f"{name} = ?" for name in key)
    there = f"SELECT 1 FROM {table} WHERE {where}"  # noqa: S608 - names are those of the schema
    if target.connection.row(there, *(row[name] for name in key)) is not None:
        return False
    values = {name: row[name] for name in row.keys() if name not in without}  # noqa: SIM118
    values |= instead or {}
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" for _value in values)
    target.connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608
        *values.values(),
    )
    return True
