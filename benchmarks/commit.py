"""The least that a durable act can cost: one row into a bare SQLite file, on the same disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ROW = "0" * 200


@contextmanager
def bare_commit(path: Path) -> Iterator[Callable[[], None]]:
    """A function that commits one row of 200 bytes: write-ahead log, full synchronisation."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE act (row TEXT)")

        def commit() -> None:
            with db:
                db.execute("INSERT INTO act VALUES (?)", (ROW,))

        yield commit
