"""Opening a database file safely, and one sentence for each way that SQLite can refuse.

Every connection has foreign keys on, waits for other writers, and survives a killed process
(write-ahead log, full synchronisation). Nothing else of the package calls sqlite3.
"""

from __future__ import annotations

import functools
import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlite_utils import Database

from migrations import schema
from workbench.errors import (
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
)
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Row = sqlite3.Row

BUSY_SECONDS = 30.0
_WAL_TRIES, _WAL_PAUSE = 50, 0.02


class Connection:
    """One thread's way to the file: reads, and writes that are one transaction each.

    Invariant: nothing is written to a file that is no longer at its path, where nobody would find
    it again.
    """

    def __init__(self, path: Path, database: Database, identity: _Identity, *, read_only: bool):
        self.path = path
        self.read_only = read_only
        """Whether all writing will be refused."""
        self._database = database
        self._db: sqlite3.Connection = database.conn
        self._identity = identity

    @property
    def present(self) -> bool:
        """Whether the file that was opened is still at its path; any thread may ask."""
        return _identity(self.path) == self._identity

    def rescue(self) -> Path:
        """Copy what was opened, wherever it is now, to a new file beside its path; StoreError."""
        target = self.path.with_name(f"{self.path.name}.rescued")
        number = 1
        while target.exists():
            number += 1
            target = self.path.with_name(f"{self.path.name}.rescued-{number}")
        _copy(self.path, self._db, target)
        return target

    def rows(self, sql: str, *parameters: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        with translated(self.path):
            return self._db.execute(sql, parameters).fetchall()

    def rows_named(self, sql: str, parameters: Mapping[str, object]) -> list[sqlite3.Row]:
        """All rows of a query whose parameters have names."""
        with translated(self.path):
            return self._db.execute(sql, parameters).fetchall()

    def row(self, sql: str, *parameters: object) -> sqlite3.Row | None:
        """The first row of a query, if any."""
        rows = self.rows(sql, *parameters)
        return rows[0] if rows else None

    def scalar(self, sql: str, *parameters: object) -> Any:
        """The first field of the first row, or None."""
        row = self.row(sql, *parameters)
        return row[0] if row is not None else None

    def execute(self, sql: str, *parameters: object) -> int:
        """Run one statement inside `writing`; the number of rows it changed."""
        with translated(self.path):
            return self._db.execute(sql, parameters).rowcount

    def execute_many(self, sql: str, parameters: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for many rows inside `writing`."""
        with translated(self.path):
            self._db.executemany(sql, parameters)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that holds the write lock from its start; nests."""
        if self._db.in_transaction:
            yield
            return
        if not self.present:
            text = _("{path} was moved, deleted or replaced while it was open.")
            raise StoreMissing(text.format(path=self.path))
        with translated(self.path):
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            with translated(self.path):
                self._db.commit()
        except BaseException:
            self._db.rollback()
            raise

    def integrity(self) -> list[str]:
        """What SQLite itself finds wrong with the file; empty when nothing is."""
        problems = [row[0] for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        broken = self.rows("PRAGMA foreign_key_check")
        return problems + [f"{row[0]} refers to a missing {row[2]}" for row in broken]

    def unlike_ours(self) -> list[str]:
        """The tables that are not there as our schema makes them; of those for words no account.

        Quoting and spacing, in which versions of SQLite differ, do not count.
        """
        made = _our_tables()
        with translated(self.path):
            there = _tables(self._db)
        return sorted(name for name in made if there.get(name) != made[name])

    def in_one_file(self) -> None:
        """Put all that was written into the file itself, so that it can be sent as it is."""
        with translated(self.path):
            self._db.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def connect(path: Path, *, create: bool, busy_seconds: float = BUSY_SECONDS) -> Connection:
    """Open, check and bring up to date the database at `path`; StoreError says why not."""
    _refuse_path(path, create=create)
    with translated(path):
        db, read_only = _opened(path, busy_seconds)
        try:
            identity = _identity(path)
            db.row_factory = sqlite3.Row
            database = Database(db, execute_plugins=False)
            _refuse_stranger(path, database, create=create)
            _use_wal(db, read_only=read_only)
            for pragma in ("synchronous = FULL", "recursive_triggers = ON"):
                db.execute(f"PRAGMA {pragma}")
            _migrate(path, database)
            # After migrating: a migration may rebuild a table that others refer to.
            db.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            db.close()
            raise
    return Connection(path, database, identity, read_only=read_only)


_TABLES = """
SELECT name, sql FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'article_fts%' AND name NOT LIKE '%sqlite_%'
"""


@functools.cache
def _our_tables() -> dict[str, str]:
    made = Database(memory=True)
    try:
        schema.apply(made)
        return _tables(made.conn)
    finally:
        made.close()


def _tables(db: sqlite3.Connection) -> dict[str, str]:
    """How each table is made, without quotes and spaces."""
    plain = str.maketrans("", "", "\"'`[] \t\n")
    return {name: str(made).translate(plain) for name, made in db.execute(_TABLES)}


_Identity: TypeAlias = "tuple[int, int] | None"


def _identity(path: Path) -> _Identity:
    """Device and number of a file; None where there is none, or it cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _opened(path: Path, busy_seconds: float) -> tuple[sqlite3.Connection, bool]:
    """A connection, and whether it can only read.

    In a folder that cannot be written, and to which no writer has left a log, SQLite reads a file
    only where it is promised that nobody changes it meanwhile.
    """
    db = sqlite3.connect(path, timeout=busy_seconds)
    try:
        db.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        db.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_DIRECTORY:
            raise
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True), True
    except BaseException:
        db.close()
        raise
    effective = os.access in os.supports_effective_ids
    return db, not os.access(path, os.W_OK, effective_ids=effective)


def _refuse_path(path: Path, *, create: bool) -> None:
    try:
        if path.is_dir():
            raise NotAStore(_("{path} is a folder, not a database.").format(path=path))
        exists = path.exists()
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}.") from None
    if not exists and not create:
        text = _("There is no database {path}; `workbench import` creates it.")
        raise StoreMissing(text.format(path=path))
    if not exists and not path.parent.is_dir():
        text = _("The folder of {path} does not exist.")
        raise StoreMissing(text.format(path=path))


def _refuse_stranger(path: Path, database: Database, *, create: bool) -> None:
    """Nothing is written to a file that is not ours, or that a newer program wrote."""
    tables = set(database.table_names())
    if "_sqlite_migrations" not in tables:
        if tables or not (create or path.stat().st_size):
            text = _("{path} is not a workbench database.")
            raise NotAStore(text.format(path=path))
        return
    applied = {migration.name for migration in schema.applied(database)}
    if not applied and tables != {"_sqlite_migrations"}:
        raise NotAStore(_("{path} is not a workbench database.").format(path=path))
    known = {migration.name for migration in schema.pending(Database(memory=True))}
    if applied - known:
        text = _("{path} was written by a newer workbench; update this one to open it.")
        raise StoreTooNew(text.format(path=path))


def _use_wal(db: sqlite3.Connection, *, read_only: bool) -> None:
    """Switching a fresh file to WAL ignores the busy timeout, so it is tried again for a second."""
    if read_only or db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    for _try in range(_WAL_TRIES):
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            time.sleep(_WAL_PAUSE)
        else:
            return
    db.execute("PRAGMA journal_mode = WAL")


def _migrate(path: Path, database: Database) -> None:
    """Apply what is pending under one write lock, because sqlite-utils reads its list before it."""
    db = database.conn
    pending = schema.pending(database)
    if not pending:
        return
    if schema.applied(database):
        _copy(path, db, path.with_name(f"{path.name}.before-{pending[0].name}"))
    db.execute("BEGIN IMMEDIATE")
    try:
        schema.apply(database)
        db.commit()
    except BaseException:
        db.rollback()
        raise


def _copy(path: Path, db: sqlite3.Connection, target: Path) -> None:
    if target.exists():
        raise StoreError(_("{path} exists already; nothing was copied.").format(path=target))
    with translated(path):
        copy = sqlite3.connect(target)
        try:
            db.backup(copy)
        finally:
            copy.close()


def copy(path: Path, target: Path) -> None:
    """Copy the database at `path`, whoever is writing to it, to a new file `target`."""
    try:
        there = path.is_file()
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}.") from None
    if not there:
        raise StoreMissing(_("There is no database {path}.").format(path=path))
    with translated(path):
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            _copy(path, db, target)
        finally:
            db.close()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's refusals into sentences for a curator."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise StoreDamaged(f"{path}: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise _sentence(path, error) from error
    except UnicodeError:
        text = _("A text that is not valid Unicode can be neither stored nor looked up.")
        raise StoreError(text) from None


def _sentence(path: Path, error: sqlite3.DatabaseError) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(_("Another program is writing to {path}; try again.").format(path=path))
    if code == sqlite3.SQLITE_NOTADB:
        return NotAStore(_("{path} is not a database.").format(path=path))
    if code == sqlite3.SQLITE_READONLY:
        text = _("{path} or its folder is read-only, and the workbench records what you do.")
        return StoreReadOnly(text.format(path=path))
    if code == sqlite3.SQLITE_FULL:
        text = _("The disk is full: free some room and try again; what was recorded is kept.")
        return StoreError(text)
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreError(_("{path} cannot be opened; may you read it?").format(path=path))
    if code == sqlite3.SQLITE_CORRUPT:
        text = _("{path} is damaged; restore a copy, or recover it with the sqlite3 program.")
        return StoreDamaged(text.format(path=path))
    if isinstance(error, sqlite3.OperationalError) and "decode" in str(error):
        return StoreDamaged(_("{path} holds a text that cannot be read.").format(path=path))
    return StoreError(f"{path}: {error}.")
