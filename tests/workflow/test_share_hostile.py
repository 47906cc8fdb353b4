"""Files that are broken, or made to break: one clear error each, and nothing is changed."""

from __future__ import annotations

import io
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.workflow.casework import case_of
from tests.workflow.test_share import content
from tests.workflow.test_share_requests import CAPITAL, CITY, asking, done, files, own
from workbench.errors import Refused, StoreError, WorkbenchError
from workbench.model import Arm, Role, Verdict
from workbench.workflow import adjudicate, measure, release, settings, share, team
from workbench.workflow.check import check_database
from workbench.workflow.history import history
from workbench.workflow.session import session as opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.workflow.test_share_adjudications import Files
    from workbench.workflow.session import Session

__all__ = ["files"]

HOSTILE: dict[str, tuple[object, ...]] = {
    "TEXT": ("", "\x1b[31m\x07", "\u202e", "{}", "[]", '{"outcome":"evil"}', "null", "9" * 400,
             "../../etc/passwd", "2026-13-45", "GPE", "0" * 64),
    "INTEGER": (-1, 0, 2, 7, 2**31, 2**63 - 1, -(2**63)),
    "REAL": (-1.0, 1e308),
    "BLOB": (b"", b"\xff" * 20, b"\x00" * 19),
}  # fmt: skip
LEFT_OUT = {"_sqlite_migrations", "model", "prediction", "pair_count", "reading", "queued"}
"""What is not of interest: merging reads none of them."""


@pytest.fixture
def target(files: Files) -> Session:
    """The lead's file, in which Basma and Eman were asked for the article."""
    lead = asking(files, "basma", "chadia")
    team.enrol(lead, "eman", list(Role))
    return lead


@pytest.fixture
def source(files: Files, target: Session) -> Path:
    """A file with all there is to merge: work, a second round, a withdrawal, an adjudication."""
    eman = own(files, "eman", [CITY, CAPITAL])
    settings.change(eman, "own-work", "on")
    settings.change(eman, "seed", "ab")
    settings.change(eman, "adjudicate-twice", "0.5")
    for name in ("basma", "chadia"):
        done(files.open("eman", name), Verdict.ACCEPT if name == "basma" else Verdict.REJECT)
    team.enrol(eman, "dalal")
    list(team.assign(eman, eman.store.article_ids(), ["dalal"], Arm.BLIND))
    team.withdraw(eman, ["dalal"], [])
    list(team.ask_again(eman, ["basma"], team.Again(1, 0, 0)))
    case = case_of(eman)
    for place in case.waiting:
        case = adjudicate.take(eman, case, place.id, "A", adjudicate.Remarks(note="ملاحظة"))
    adjudicate.finish(eman, case)
    path = files.folder / "source.db"
    share.back_up(eman, path)
    return path


def tampered(source: Path, path: Path, statement: str, *values: object) -> Path:
    """A copy that was written to by hand, past everything that guards it."""
    path.write_bytes(source.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        triggers = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(statement, values)
        db.commit()
    return path


def columns(source: Path) -> Iterator[tuple[str, str, str]]:
    with closing(sqlite3.connect(source)) as db:
        found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in found.fetchall():
            if table not in LEFT_OUT and "fts" not in table and not table.startswith("sqlite"):
                for row in db.execute(f"SELECT name, type FROM pragma_table_info('{table}')"):
                    yield table, row[0], row[1]


def used(session: Session) -> None:
    """All that reads what was merged."""
    assert list(check_database(session)) == []
    stream = io.BytesIO()
    release.export(session, release.Request(include_unfinished=True), stream)
    measure.agreement_json(measure.agreement(session, details=True))
    measure.statistics(session)
    for article in session.store.article_ids():
        history(session, article)


def attempt(files: Files, lead: Path, path: Path) -> str | None:
    """Merge into a copy of the lead's file: what was refused, and how; None where it was taken."""
    path_of_copy = files.folder / "target.db"
    path_of_copy.write_bytes(lead.read_bytes())
    with opened(path_of_copy, "lead") as session:
        before = content(session)
        try:
            share.merge(session, path)
        except WorkbenchError as error:
            assert content(session) == before
            return str(error)
        used(session)
    return None


def test_no_column_breaks_anything(files: Files, target: Session, source: Path) -> None:
    """Every column of every table, set to what no workbench writes: refused, or harmless."""
    lead = files.folder / "kept.db"
    share.back_up(target, lead)
    refused, number = [], 0
    for number, (table, column, kind) in enumerate(columns(source)):
        values = HOSTILE[kind]
        path = files.folder / f"{number}.db"
        statement = f'UPDATE {table} SET "{column}" = ?'
        try:
            tampered(source, path, statement, values[number % len(values)])
        except sqlite3.DatabaseError:  # several rows would be one, or an index takes JSON only
            continue
        said = attempt(files, lead, path)
        if said is not None:
            assert str(path) in said
            assert ".db" not in said.replace(str(path), ""), "what was given, and not a copy of it"
            refused.append((table, column))
    assert len(refused) > number / 3


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE article SET text = text || 'x'", "its text is not the one it is named for"),
        ("UPDATE curator SET name = 'am' || char(27) || 'al' WHERE name = 'basma'", "printable"),
        ("UPDATE curator SET name = replace(hex(zeroblob(40)), '0', 'x') WHERE name = 'basma'",
         "64 printable"),
        ("UPDATE curator SET roles = '7'", "damaged curator"),
        ("UPDATE action SET at = '9999-99-99'", "a time of the table action"),
        ("UPDATE submission SET at = 'soon'", "a time of the table submission"),
        ("UPDATE action SET session = char(27) || '[2J'", "an id of the table action"),
        ("UPDATE submission SET n = 9", "misnumbered"),
        ("UPDATE submission SET through_seq = 4611686018427387904", "misnumbered"),
        ("UPDATE assignment SET round = 9 WHERE round = 2", "misnumbered"),
        ("UPDATE decision SET payload = '7'", "damaged decision"),
        ("UPDATE decision SET payload = '{\"outcome\":\"?\"}'", "a decision cannot be read"),
        ("UPDATE suggestion SET value = 'null'", "damaged proposal"),
        ("UPDATE guideline SET text = 'x'", "not the text that it is named for"),
        ("UPDATE scheme SET text = replace(text, 'version = 1', 'version = 7')",
         "not the text that it is named for"),
        ("UPDATE project SET value = 'x' WHERE key = 'own_work'", "setting own-work is none"),
        ("UPDATE project SET value = char(27) WHERE key = 'seed'", "setting seed is none"),
        ("ALTER TABLE seen ADD COLUMN more TEXT", "table seen is not that of a workbench"),
        ("DROP TABLE request", "table request is not that of a workbench"),
        ("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('workbench', 'm9999_x')",
         "written by a newer workbench"),
        ("DELETE FROM _sqlite_migrations", "is not a workbench database"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_once(
    files: Files, target: Session, source: Path, statement: str, said: str
) -> None:
    path = tampered(source, files.folder / "tampered.db", statement)
    lead = files.folder / "kept.db"
    share.back_up(target, lead)
    refused = attempt(files, lead, path)
    assert refused is not None
    assert said in refused
    assert refused.count(str(path)) == 1


def test_an_id_that_is_known_here_is_not_taken_for_another(
    files: Files, target: Session, source: Path
) -> None:
    """An act that takes the id of one of the lead's would be hers."""
    done(files.open("lead", "chadia"))
    (act,) = target.store.connection.rows("SELECT id FROM action ORDER BY seq LIMIT 1")[0]
    last = "(SELECT id FROM action WHERE seq = (SELECT max(seq) FROM action))"
    path = files.folder / "tampered.db"
    tampered(source, path, f"UPDATE decision SET action = ? WHERE action = {last}", act)
    again = tampered(path, files.folder / "again.db",
                     f"UPDATE action SET id = ? WHERE id = {last}", act)  # fmt: skip
    before = content(target)
    with pytest.raises(Refused, match="an id of the table action is that of something else here"):
        share.merge(target, again)
    assert content(target) == before


@pytest.mark.parametrize("seed", range(8))
def test_noise_and_ends_cut_off(files: Files, target: Session, source: Path, seed: int) -> None:
    """Bytes changed anywhere, and a file that is shorter than it says."""
    drawn = random.Random(seed)
    whole = bytearray(source.read_bytes())
    for _byte in range(1 << seed):
        whole[drawn.randrange(len(whole))] ^= drawn.randrange(1, 256)
    path = files.folder / "noise.db"
    path.write_bytes(whole[: drawn.randrange(len(whole))] if seed % 2 else whole)
    lead = files.folder / "kept.db"
    share.back_up(target, lead)
    refused = attempt(files, lead, path)
    assert refused is None or str(path) in refused


def test_odd_paths(target: Session, source: Path, tmp_path: Path) -> None:
    odd = tmp_path / "a b?c#d%41 ع.db"
    odd.write_bytes(source.read_bytes())
    link, gone, loop = (tmp_path / name for name in ("link.db", "gone", "loop"))
    link.symlink_to(odd)
    gone.symlink_to(tmp_path / "nowhere")
    loop.symlink_to(loop)
    for path in (tmp_path, tmp_path / "nothing.db", gone, loop, tmp_path / "n\0l",
                 tmp_path / ("x" * 300)):  # fmt: skip
        with pytest.raises(StoreError):
            share.merge(target, path)
    assert share.merge(target, link).submissions > 0
    assert share.merge(target, odd).submissions == 0
    before = content(target)
    assert share.merge(target, target.store.path).decisions == 0, "the file itself"
    assert content(target) == before


def test_a_bundle_takes_no_databases_place(files: Files, target: Session, tmp_path: Path) -> None:
    basma = files.open("lead", "basma")
    done(basma)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "lead.db")
    files.open("other", "nadia")
    for path in (tmp_path / "lead.db", link, tmp_path / "other.db"):
        with pytest.raises(Refused, match="is a database in use"):
            share.write_bundle(basma, path)
    with pytest.raises(Refused, match="is a folder"):
        share.write_bundle(basma, tmp_path)
    with pytest.raises(Refused, match="no/bundle does not exist"):
        share.write_bundle(basma, tmp_path / "no" / "bundle")
    with pytest.raises(Refused, match="cannot be written"):
        share.write_bundle(basma, tmp_path / ("x" * 300))
    real, way = tmp_path / "real", tmp_path / "way"
    way.symlink_to(real)
    share.write_bundle(basma, way)
    share.write_bundle(basma, way)
    assert way.is_symlink()
    assert share.merge(target, real).conflicts == []
    beside = {path.name for path in tmp_path.iterdir() if path.name.startswith(("real", "way"))}
    assert beside == {"real", "way"}, "one file, whoever has read it"
