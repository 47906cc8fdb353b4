"""Which act an undo takes back, and which undo a redo reverses: the newest that is still hers.

An act may lie in a layer that its curator cannot change now: another adjudicates there since, or
she is asked for the article again. Such an act stays as it is, and an older one is looked for.

Invariant: a layer is gone back through in order. What lies in a layer in which an act was passed
over is passed over, too; and nobody's decision is taken back by anybody else's undo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Task
from workbench.store import rows

if TYPE_CHECKING:
    from workbench.model import Action, Assignment, Curator
    from workbench.store.adjudications import Adjudications

_LATEST = 1 << 62  # behind every act

# An act is undone while an undo of it exists that no redo has reversed.
_UNDONE = """
EXISTS (SELECT 1 FROM action u WHERE u.reverses = a.id AND u.kind = 'undo' AND NOT EXISTS (
  SELECT 1 FROM action r WHERE r.reverses = u.id AND r.kind = 'redo'))
"""
_UNDOABLE = f"""
SELECT * FROM action a
WHERE a.curator = ?1 AND a.seq < ?2 AND a.kind NOT IN ('open', 'undo', 'redo') AND NOT {_UNDONE}
ORDER BY a.seq DESC LIMIT 1
"""  # noqa: S608 - built from the constants above
_REDOABLE = """
SELECT * FROM action u
WHERE u.curator = ?1 AND u.seq < ?2 AND u.kind = 'undo'
  AND NOT EXISTS (SELECT 1 FROM action r WHERE r.reverses = u.id AND r.kind = 'redo')
  AND NOT EXISTS (SELECT 1 FROM action a WHERE a.curator = ?1 AND a.seq > u.seq
    AND a.kind NOT IN ('open', 'undo', 'redo'))
ORDER BY u.seq DESC LIMIT 1
"""
_OTHERS_SINCE = """
SELECT 1 FROM decision d JOIN action a ON a.id = d.action
WHERE d.assignment = ?1 AND a.curator <> ?2
  AND d.seq > (SELECT max(seq) FROM decision WHERE action = ?3 AND +assignment = ?1)
LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Newest:
    """An act to reverse, None where there is none, and how many newer ones were passed over."""

    act: Action | None
    passed: int


def undoable(store: Adjudications, curator: Curator) -> Newest:
    """The curator's last act that is not undone and that she may take back."""
    return _newest(store, curator, _UNDOABLE)


def redoable(store: Adjudications, curator: Curator) -> Newest:
    """The undo that a redo would reverse: her last one, with no new act of hers behind it."""
    return _newest(store, curator, _REDOABLE)


def _newest(store: Adjudications, curator: Curator, statement: str) -> Newest:
    closed: set[str] = set()
    before, passed = _LATEST, 0
    while (row := store.connection.row(statement, curator.id, before)) is not None:
        act = rows.action(row)
        touched = store.touched(act)
        names = {assignment.id for assignment in touched}
        hers = all(_is_hers(store, curator, act, each) for each in touched)
        if hers and names and closed.isdisjoint(names):
            return Newest(act, passed)
        closed |= names
        before, passed = act.seq, passed + 1
    return Newest(None, passed)


def _is_hers(store: Adjudications, curator: Curator, act: Action, assignment: Assignment) -> bool:
    """Whether the curator of an act may change its layer, where nobody decided anything since."""
    if not store.works_in(assignment, curator):
        return False
    if assignment.task is Task.ANNOTATE:
        return store.may_annotate(assignment.article, curator)
    return store.connection.row(_OTHERS_SINCE, assignment.id, curator.id, act.id) is None
