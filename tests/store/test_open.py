"""Opening: what is created, and each way in which a file can be refused."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database, Migrations

from migrations import schema
from workbench import errors
from workbench.model import Curator, Role
from workbench.store import Store
from workbench.store import connection as opening

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
AMAL = Curator("a", "amal")


def test_a_new_database_has_the_default_scheme_and_is_in_wal_mode(path: Path) -> None:
    store = Store.open(path, create=True)
    assert store.scheme().name == "news"
    assert store.guideline()[1].startswith("#")
    assert store.connection.scalar("PRAGMA journal_mode") == "wal"
    assert store.connection.scalar("PRAGMA foreign_keys") == 1
    assert store.connection.scalar("PRAGMA synchronous") == 2
    store.close()
    Store.open(path).close()


def test_nothing_is_created_unless_asked_for(path: Path) -> None:
    with pytest.raises(errors.StoreMissing):
        Store.open(path)
    assert not path.exists()
    with pytest.raises(errors.StoreMissing):
        Store.open(path.parent / "no" / "such.db", create=True)


def test_a_folder_text_and_another_program_s_database_are_refused_untouched(path: Path) -> None:
    with pytest.raises(errors.NotAStore):
        Store.open(path.parent)
    path.write_text("ليس قاعدة بيانات\n" * 100, "utf-8")
    before = path.read_bytes()
    with pytest.raises(errors.NotAStore):
        Store.open(path, create=True)
    assert path.read_bytes() == before
    path.unlink()
    path.touch()
    with pytest.raises(errors.NotAStore):
        Store.open(path)
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photos (id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(errors.NotAStore):
        Store.open(path, create=True)
    assert path.read_bytes() == before


def test_a_newer_database_is_refused(path: Path) -> None:
    Store.open(path, create=True).close()
    newer = sqlite3.connect(path)
    newer.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        ("workbench", "m9999_future", "2030-01-01"),
    )
    newer.commit()
    newer.close()
    with pytest.raises(errors.StoreTooNew):
        Store.open(path)


def test_a_damaged_database_is_refused_in_words(path: Path) -> None:
    Store.open(path, create=True).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = os.urandom(3996)
    path.write_bytes(data)
    with pytest.raises(errors.StoreError):
        Store.open(path)


def test_a_locked_database_is_waited_for_and_then_refused(path: Path) -> None:
    Store.open(path, create=True).close()
    store = Store.open(path, busy_seconds=0.1)
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.StoreBusy):
        store.enrol(AMAL)
    other.rollback()
    other.close()
    store.enrol(AMAL)
    assert [curator.name for curator in store.curators()] == ["amal"]
    store.close()


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """A folder that everybody may read, while this process is not the superuser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        if os.getuid() == 0:
            os.seteuid(0)


def test_a_read_only_database_is_refused_when_something_is_to_be_recorded(
    plain_user: Path,
) -> None:
    path = plain_user / "w.db"
    Store.open(path, create=True).close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    with pytest.raises(errors.StoreReadOnly):
        Store.open(path).enrol(AMAL)


def test_an_unreadable_database_is_refused(plain_user: Path) -> None:
    path = plain_user / "w.db"
    Store.open(path, create=True).close()
    path.chmod(0)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    with pytest.raises(errors.StoreError, match="may you read it"):
        Store.open(path)


def _applied() -> Migrations:
    """The migrations that a new database has gone through, to append to."""
    known = Migrations("workbench")
    for migration in schema.pending(Database(memory=True)):
        known(name=migration.name)(lambda _db: None)
    return known


def test_the_store_is_copied_before_it_is_migrated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(path, create=True).close()
    later = _applied()

    @later()
    def m9999_more(db: Database) -> None:
        db.execute("CREATE TABLE more (id TEXT) STRICT")

    monkeypatch.setattr(opening, "schema", later)
    store = Store.open(path)
    assert "more" in {row[0] for row in store.connection.rows("SELECT name FROM sqlite_master")}
    store.close()
    copy = path.with_name("workbench.db.before-m9999_more")
    assert "more" not in Database(copy).table_names()
    assert "ledger" not in Database(copy).table_names()


def test_a_failing_migration_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(path, create=True).close()
    broken = _applied()

    @broken()
    def m9999_broken(db: Database) -> None:
        db.execute("CREATE TABLE more (id TEXT) STRICT")
        db.execute("SELECT no_such_function()")

    monkeypatch.setattr(opening, "schema", broken)
    with pytest.raises(errors.StoreError):
        Store.open(path)
    assert "more" not in Database(path).table_names()


def test_many_processes_may_open_a_new_database_at_once(path: Path) -> None:
    script = "import sys; from pathlib import Path; from workbench.store import Store\n"
    script += "from workbench.model import Curator\n"
    script += "store = Store.open(Path(sys.argv[1]), create=True)\n"
    script += "store.enrol(Curator(sys.argv[2], sys.argv[2]))"
    started = [
        subprocess.Popen([sys.executable, "-c", script, str(path), f"curator {n}"])
        for n in range(4)
    ]
    assert [process.wait() for process in started] == [0] * 4
    store = Store.open(path)
    assert len(store.curators()) == 4
    store.close()


def test_the_schema_applied_by_hand_is_the_same(path: Path, tmp_path: Path) -> None:
    Store.open(path, create=True).close()
    by_hand = tmp_path / "by_hand.db"
    folder = Path(__file__).parents[2] / "migrations"
    subprocess.run(
        [sys.executable, "-m", "sqlite_utils", "migrate", str(by_hand), str(folder)], check=True
    )
    assert statements(by_hand) == statements(path)


def test_the_schema_is_the_committed_one(path: Path) -> None:
    Store.open(path, create=True).close()
    golden = Path(__file__).parents[1] / "golden" / "schema.sql"
    assert "\n".join(statements(path)) + "\n" == golden.read_text("utf-8")


def statements(path: Path) -> list[str]:
    database = Database(path)
    sql = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    return [f"{row[0]};" for row in database.execute(sql).fetchall()]


def test_the_ledger_is_append_only(path: Path) -> None:
    assert {migration.name for migration in schema.pending(Database(memory=True))}
    store = Store.open(path, create=True)
    store.enrol(AMAL)
    db = sqlite3.connect(path)
    tables = ("scheme", "guideline")
    for table in tables:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(f"UPDATE {table} SET text = ''")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(f"DELETE FROM {table}")
    db.close()
    store.close()


def test_the_first_to_join_may_adjudicate_and_a_name_is_taken_once(path: Path) -> None:
    store = Store.open(path, create=True)
    for curator in (AMAL, Curator("b", "badr"), AMAL):
        store.enrol(curator)
    assert [c.roles for c in store.curators()] == [tuple(Role), (Role.CURATOR,)]
    with pytest.raises(errors.Refused, match="amal"):
        store.enrol(Curator("c", "amal"))
    assert store.find_curator("amal") is not None
    assert store.find_curator("nobody") is None
    store.close()
