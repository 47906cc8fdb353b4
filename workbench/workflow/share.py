"""One file each: a bundle holds what one curator submitted, and merging brings it together."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from workbench.errors import Refused
from workbench.messages import _
from workbench.store import Store
from workbench.store.connection import copy
from workbench.store.merge import Brought, bring, opened_copy

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.workflow.session import Session


def write_bundle(session: Session, target: Path) -> Brought:
    """Write a database with what the curator submitted, and nothing of anybody else.

    What she adjudicated to the end is in it, with what others decided in it before or after her.
    `target` is replaced whole or not at all.
    """
    store, viewer = session.store, session.curator
    hers = [each for each in store.assignments() if each.curator == viewer.id]
    judged = [each for each in store.adjudications() if store.acted_in(each, viewer)]
    chosen = []
    for assignment in (*hers, *judged):
        # What she did in an article that she has again is kept from her, and comes with the rest.
        if store.visible(assignment, viewer):
            submissions = store.submissions(assignment, viewer)
            if submissions:
                chosen.append((assignment, submissions[-1].through_seq))
    if not chosen:
        raise Refused(_("You have submitted nothing yet; a bundle holds what is submitted."))
    if target.is_dir():
        raise Refused(_("{path} is a folder, not a database.").format(path=target))
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        bundle = Store.open(part, create=True)
        try:
            brought = bring(store, bundle, chosen, trusted=True)
        finally:
            bundle.close()
        part.replace(target)
    except OSError as error:
        text = _("{path} cannot be written: {error}.")
        raise Refused(text.format(path=target, error=error.strerror)) from error
    finally:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink()
    return brought


def merge(session: Session, path: Path) -> Brought:
    """Bring everything that curators did in another database, or a bundle, into this one.

    Who merges into a new database is the first to join it.
    """
    with opened_copy(path, type(session.store)) as other:
        chosen = [(each, None) for each in (*other.layers(), *other.adjudications())]
        with session.store.writing():
            session.store.enrol(session.curator)
            return bring(other, session.store, chosen)


def back_up(session: Session, target: Path) -> None:
    """Copy the database to a new file while others may be writing to it."""
    copy(session.store.path, target)
