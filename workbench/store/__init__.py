"""The database: `Store.open` and its verbs. The only package that knows SQLite.

The ledger is append-only. Every verb that returns somebody's annotations takes a viewer, the id of
the curator who asks, and refuses what she may not see yet: another's work on an article before
every curator assigned to it has submitted it once.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from workbench.scheme import default_guideline, default_scheme, guideline_fingerprint
from workbench.store import sql
from workbench.store.adjudications import Adjudications, Contested
from workbench.store.browse import Browse
from workbench.store.connection import BUSY_SECONDS, connect
from workbench.store.ledger import Entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["Contested", "Entry", "Store", "random_id", "utc_now"]


def utc_now() -> str:
    """The time, ISO 8601 in UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def random_id() -> str:
    """128 random bits, hexadecimal."""
    return secrets.token_hex(16)


class Store(Adjudications, Browse):
    """An open database; belongs to the thread that opened it."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        busy_seconds: float = BUSY_SECONDS,
        clock: Callable[[], str] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> Self:
        """Open the database at `path`, bringing its schema up to date; StoreError says why not."""
        store = cls(connect(path, create=create, busy_seconds=busy_seconds), clock, new_id)
        if store.connection.scalar(sql.PROJECT, "scheme") is None:
            store._found()
        return store

    def _found(self) -> None:
        scheme, guideline = default_scheme(), default_guideline()
        with self.connection.writing():
            self.connection.execute(sql.ADD_SCHEME, scheme.fingerprint, scheme.text)
            fingerprint = guideline_fingerprint(guideline)
            self.connection.execute(sql.ADD_GUIDELINE, fingerprint, guideline)
            self.connection.execute(sql.SET_PROJECT, "scheme", scheme.fingerprint)
            self.connection.execute(sql.SET_PROJECT, "guideline", fingerprint)

    @property
    def path(self) -> Path:
        """The file."""
        return self.connection.path

    def writing(self) -> AbstractContextManager[None]:
        """A transaction that holds the write lock, for a use case that reads and then writes."""
        return self.connection.writing()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()
