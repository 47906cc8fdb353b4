"""A person at work on a database."""

from __future__ import annotations

import getpass
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.arabic.names import plain_name
from workbench.errors import Refused, StoreError, StoreMissing
from workbench.messages import _
from workbench.model import Curator
from workbench.store import Store, random_id, utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.scheme import LabelScheme

_LONGEST_NAME = 64


@dataclass(slots=True)
class Keys:
    """How many keys were pressed since the last act; None where acts are done without keys."""

    pressed: int | None = None

    def press(self) -> None:
        """Count one key."""
        self.pressed = (self.pressed or 0) + 1

    def take(self) -> int | None:
        """The count, which then begins anew."""
        pressed, self.pressed = self.pressed, 0 if self.pressed is not None else None
        return pressed


@dataclass(frozen=True, slots=True)
class Session:
    """An open database, the curator who acts, and the label scheme in force."""

    store: Store
    curator: Curator
    id: str
    scheme: LabelScheme
    keys: Keys = field(default_factory=Keys)
    rescued: list[str] = field(default_factory=list)
    """Where the database was copied to, if it was lost."""


def open_session(
    path: Path,
    curator: str | None,
    *,
    create: bool = False,
    clock: Callable[[], str] = utc_now,
    new_id: Callable[[], str] = random_id,
) -> Session:
    """Open `path` for the curator of that name, or of the login name; StoreError or Refused.

    A name that is new joins the project with its first act, not by looking.
    """
    typed = curator if curator is not None else _login()
    name = checked_name(typed)
    store = Store.open(path, create=create, clock=clock, new_id=new_id)
    try:
        known = store.find_curator(typed.strip())
        return Session(
            store, known or Curator(store.new_id(), name), store.new_id(), store.scheme()
        )
    except BaseException:
        store.close()
        raise


@contextmanager
def session(path: Path, curator: str | None, *, create: bool = False) -> Iterator[Session]:
    """`open_session` for the length of a block."""
    opened = open_session(path, curator, create=create)
    try:
        yield opened
    finally:
        opened.store.close()


def read_only(session: Session) -> bool:
    """Whether the database can be looked at, and nothing of it changed."""
    return session.store.connection.read_only


def refuse_lost(session: Session) -> None:
    """StoreMissing where the database is no longer the file that was opened.

    What was recorded in it until then is copied beside where it was, once for each time that it is
    lost: nobody else could reach it any more.
    """
    connection = session.store.connection
    if connection.present:
        session.rescued.clear()
        return
    if not session.rescued:
        try:
            session.rescued.append(connection.rescue().name)
        except (StoreError, OSError) as error:
            text = _("{name} is gone or replaced: put it back. It cannot be copied: {error}")
            raise StoreMissing(text.format(name=connection.path.name, error=error)) from None
    text = _("{name} is gone or replaced: put it back, or open {copy}.")
    raise StoreMissing(text.format(name=connection.path.name, copy=session.rescued[0]))


def checked_name(typed: str) -> str:
    """A curator's name in the spelling that is kept; Refused where it cannot be one.

    Controls are refused, also those that count as spaces, but for spaces around the name.
    """
    typed = typed.strip()
    name = plain_name(typed)
    controls = any(unicodedata.category(char) == "Cc" for char in typed)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or controls:
        raise Refused(_("A curator's name is one to 64 printable characters."))
    return name


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        text = _("This login has no name; say who you are with --curator NAME.")
        raise Refused(text) from error
