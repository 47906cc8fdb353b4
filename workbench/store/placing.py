"""Where an assignment of one file belongs in another, and what it has that is not there yet.

Invariant: an assignment is continued only from where both files are the same, decision by decision.
One in which nobody has decided anything gives way to one in which somebody has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.messages import N_, _
from workbench.model import Arm, Task
from workbench.store import rows, sql
from workbench.store.foreign import unsound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model import Assignment
    from workbench.store import Store
    from workbench.store.connection import Row

_PARTED = N_("{curator} went on with {source} in both files; it stays as it is here.")
_JUDGED = N_("{source} was adjudicated in both files; it stays as it is here.")
_UNASKED = N_(
    "{curator} had suggestions for {source} there, and was asked to do it without them here; it "
    "stays as it is. `workbench assign --withdraw` lets her off that; then merge again."
)
_KNOWN = "SELECT * FROM assignment WHERE id = ?"
_IN_PLACE = """
SELECT * FROM assignment WHERE article = ? AND curator = ? AND task = ? AND round = ?
"""
_TAKEN = "SELECT round FROM assignment WHERE article = ? AND task = 'adjudicate'"
_DECISIONS = """
SELECT * FROM decision WHERE assignment = ?1 AND (?2 IS NULL OR seq <= ?2) ORDER BY seq
"""
_SUGGESTED = "SELECT suggestion FROM set_member WHERE suggestion_set = ?"
_ACTED = """
SELECT DISTINCT a.curator FROM decision d JOIN action a ON a.id = d.action WHERE d.assignment = ?
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """An assignment of another file: its id, curator and round here, and the decisions it adds.

    `known` tells that it is here already, `fills` that nobody had decided anything in it here.
    `last` is the number of the last decision that it has then.
    """

    assignment: Assignment
    home: str
    curator: str
    round: int
    decisions: Sequence[Row]
    last: int
    known: bool = False
    fills: bool = False


def place(
    source: Store, target: Store, assignment: Assignment, through: int | None, curator: str
) -> Placed | str:
    """Where an assignment belongs, up to the decision `through`; or the conflict, to be formatted.

    `curator` is the id that its curator has in the target.
    """
    theirs = source.connection.rows(_DECISIONS, assignment.id, through)
    row = _found(source, target, assignment, curator)
    if row is None:
        round_ = _free_round(target, assignment)
        return Placed(assignment, assignment.id, curator, round_, theirs, len(theirs))
    here = rows.assignment(row)
    ours = target.connection.rows(_DECISIONS, here.id, None)
    shared = min(len(ours), len(theirs))
    parted = [*map(_said, ours[:shared])] != [*map(_said, theirs[:shared])]
    if parted or (shared and here.suggestion_set != assignment.suggestion_set):
        return _(_JUDGED if assignment.task is Task.ADJUDICATE else _PARTED)
    fills = bool(theirs) and not ours
    spoiled = fills and (here.arm, assignment.arm) == (Arm.BLIND, Arm.ASSISTED)
    if spoiled and not target.connection.scalar(sql.IS_WITHDRAWN, here.id):
        return _(_UNASKED)
    last = max(len(ours), len(theirs))
    new = theirs[shared:]
    return Placed(assignment, here.id, curator, here.round, new, last, known=True, fills=fills)


def _found(source: Store, target: Store, assignment: Assignment, curator: str) -> Row | None:
    """The assignment of the target that is this one, or stands in its place."""
    row = target.connection.row(_KNOWN, assignment.id)
    what = (assignment.article, curator, assignment.task)
    if row is None and assignment.task is Task.ANNOTATE:
        return target.connection.row(_IN_PLACE, *what, assignment.round)
    if row is not None and (row["article"], row["curator"], row["task"]) != what:
        text = _("an id of the table {name} is that of something else here")
        raise unsound(source, text.format(name="assignment"))
    return row


def _said(decision: Row) -> tuple[object, ...]:
    """A decision without the assignment, whose id may differ from file to file."""
    return tuple(decision[name] for name in decision.keys() if name != "assignment")  # noqa: SIM118


def _free_round(target: Store, assignment: Assignment) -> int:
    """The round that a new assignment gets: what was adjudicated apart stands side by side."""
    if assignment.task is not Task.ADJUDICATE:
        return assignment.round
    taken = {row["round"] for row in target.connection.rows(_TAKEN, assignment.article)}
    free = next(n for n in range(1, len(taken) + 2) if n not in taken)
    return free if assignment.round in taken else assignment.round


def suggests_the_same(target: Store, one: str, other: str) -> bool:
    """Whether two frozen sets suggest the same, whichever runs proposed it."""
    found = [
        {row["suggestion"] for row in target.connection.rows(_SUGGESTED, each)}
        for each in (one, other)
    ]
    return found[0] == found[1]


def is_second(target: Store, adjudications: Sequence[Assignment]) -> bool:
    """Whether an article is adjudicated once, or by two who were to do so apart."""
    if len(adjudications) < 2:
        return True
    drawn = target.adjudicated_twice(adjudications[0].article)
    acted = [
        {row["curator"] for row in target.connection.rows(_ACTED, each.id)}
        for each in adjudications
    ]
    return drawn and len(adjudications) == 2 and acted[0].isdisjoint(acted[1])
