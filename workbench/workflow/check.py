"""Verification of a database or of a gold file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import FormatError, NotText
from workbench.exchange.gold import read_gold
from workbench.messages import _
from workbench.store.audit import Problem, audit
from workbench.workflow.measure import RULE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.workflow.session import Session

SQLITE_MAGIC = b"SQLite format 3\0"


def check_database(session: Session, *, repair: bool = False) -> Iterator[Problem]:
    """All that is wrong with a database; derived tables are put right where `repair` says so."""
    return audit(session.store, repair=repair, rule=RULE)


def check_gold(path: Path) -> Iterator[Problem]:
    """The first thing that is wrong with a gold file, or with lines of `extract`, if any."""
    try:
        lines = path.read_text("utf-8").split("\n") if path.exists() else None
    except OSError as error:
        yield Problem(f"{path}: {error.strerror}.")
        return
    except UnicodeDecodeError:
        yield Problem(_("{path} is not UTF-8 text.").format(path=path))
        return
    if lines is None:
        yield Problem(_("There is no file {path}.").format(path=path))
        return
    try:
        records = sum(1 for _line in read_gold(lines))
    except (FormatError, NotText) as error:
        yield Problem(str(error))
        return
    if not records:
        yield Problem(_("{path} holds no record.").format(path=path))


def is_database(path: Path) -> bool:
    """Whether a file begins as SQLite databases do."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return False
