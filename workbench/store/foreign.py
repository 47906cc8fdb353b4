"""Databases of others, before anything is taken from them.

Invariant: what is read from another file is a copy that has our tables and passed `check`, with
people's names, times and numbers as this program writes them. The file itself is only read.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.curation import fold
from workbench.curation.findings import finding
from workbench.errors import Refused, SchemeError, StoreError, WorkbenchError
from workbench.messages import _
from workbench.scheme import guideline_fingerprint, parse_scheme
from workbench.store import rows
from workbench.store.audit import audit
from workbench.store.connection import copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.store import Store

_LONGEST_NAME = 64
_ID = re.compile(r"[0-9a-f]{1,64}", re.ASCII)
_IDS = (
    ("curator", "id"), ("run", "id"), ("assignment", "id"), ("action", "id"),
    ("action", "session"), ("submission", "id"),
)  # fmt: skip
_TIMES = (("action", "at"), ("submission", "at"), ("seen", "at"), ("request", "at"), ("run", "at"))
# Submissions are numbered one by one, none is of more than was decided, and nobody is asked for
# an article three times.
_NUMBERS = """
SELECT s.assignment FROM submission s GROUP BY s.assignment
HAVING max(s.n) <> count(*) OR max(s.through_seq) >
  (SELECT coalesce(max(d.seq), 0) FROM decision d WHERE d.assignment = s.assignment)
UNION ALL SELECT id FROM assignment WHERE task = 'annotate' AND round > 2
"""
_DECIDED = "SELECT * FROM decision WHERE assignment = ? ORDER BY seq"


@contextmanager
def opened_copy(path: Path, opener: type[Store]) -> Iterator[Store]:
    """A sound copy of another database, brought up to date; StoreError or Refused.

    What is wrong with it is said of `path`, also what is found while the copy is in use.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "copy.db")
        copy(path, target)
        with _blamed(path, target):
            store = _opened(target, opener)
            try:
                yield store
            finally:
                store.close()


def _opened(target: Path, opener: type[Store]) -> Store:
    """A copy as a sound store; whatever is wrong names it."""
    store = None
    try:
        store = opener.open(target)
        _refuse_unsound(store)
    except WorkbenchError as error:
        if store is not None:
            store.close()
        if str(target) in str(error):
            raise
        raise _damaged(target, error) from error
    return store


def unsound(store: Store, problem: object) -> Refused:
    """The error that says that a file was not merged, and why."""
    return _damaged(store.path, problem)


def _damaged(path: Path, problem: object) -> Refused:
    text = _("{path} is damaged and was not merged: {problem}")
    return Refused(text.format(path=path, problem=problem))


@contextmanager
def _blamed(path: Path, copied: Path) -> Iterator[None]:
    """Let what is wrong with a copy be said of the file that it is the copy of."""
    try:
        yield
    except (StoreError, Refused) as error:
        said = str(error)
        if str(copied) not in said:
            raise
        raise type(error)(said.replace(str(copied), str(path))) from error


def _refuse_unsound(store: Store) -> None:
    for table in store.connection.unlike_ours():
        text = _("its table {name} is not that of a workbench")
        raise unsound(store, text.format(name=table))
    for found in audit(store, repair=True):
        if not found.repaired:
            raise unsound(store, found.message)
    for look in (_unlikely, _untrue_versions, _unknown_findings):
        for problem in look(store):
            raise unsound(store, problem)


def _unlikely(store: Store) -> Iterator[str]:
    """Names, ids, times and numbers that this program does not write."""
    for name in (curator.name for curator in store.curators()):
        if not name.isprintable() or len(name) > _LONGEST_NAME or name != name.strip():
            yield _("A curator's name is one to 64 printable characters.")
    for table, column in _IDS:
        for value in _values(store, table, column):
            if not _ID.fullmatch(value):
                yield _("an id of the table {name} is none").format(name=table)
    for table, column in _TIMES:
        for value in _values(store, table, column):
            if not _is_time(value):
                yield _("a time of the table {name} is none").format(name=table)
    for row in store.connection.rows(_NUMBERS):
        where = _("Assignment {id}: {what}")
        yield where.format(
            id=row["assignment"], what=_("its rounds or submissions are misnumbered")
        )


def _values(store: Store, table: str, column: str) -> Iterator[str]:
    select = f"SELECT DISTINCT {column} FROM {table}"  # noqa: S608 - names of the tables above
    return (str(row[0]) for row in store.connection.rows(select))


def _is_time(value: str) -> bool:
    """Whether it is a time as the store writes it, in UTC."""
    try:
        return value.isascii() and value.endswith("Z") and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _untrue_versions(store: Store) -> Iterator[str]:
    """Schemes and guidelines that are not those that they are named for."""
    wrong = _("{name} is not the text that it is named for")
    for row in store.connection.rows("SELECT fingerprint, text FROM guideline"):
        if guideline_fingerprint(row["text"]) != row["fingerprint"]:
            yield wrong.format(name=_("a version of the guidelines"))
    for row in store.connection.rows("SELECT fingerprint, text FROM scheme"):
        try:
            named = parse_scheme(row["text"]).fingerprint == row["fingerprint"]
        except SchemeError as error:
            yield str(error)
        else:
            if not named:
                yield wrong.format(name=_("a label scheme"))


def _unknown_findings(store: Store) -> Iterator[str]:
    """Adjudications that say what this program knows nothing of."""
    for assignment in store.adjudications():
        text = store.article(assignment.article).text
        found: list[Any] = store.connection.rows(_DECIDED, assignment.id)
        for decision in (rows.decision(row, text) for row in found):
            try:
                finding(fold((), [decision]), decision.mark)
            except (ValueError, TypeError):
                where = _("Assignment {id}: {what}")
                yield where.format(id=assignment.id, what=_("a decision cannot be read"))
