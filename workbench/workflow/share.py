"""One file each: a bundle holds what one curator submitted, and merging brings it together."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import Refused
from workbench.messages import _
from workbench.store import Store
from workbench.store.connection import copy
from workbench.store.foreign import opened_copy, unsound
from workbench.store.merge import Brought, bring
from workbench.workflow.settings import SEED, SETTINGS, is_allowed

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    target = Path(os.path.realpath(target))  # a link stays, and what it leads to is replaced
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _refuse_target(session, target)
        bundle = Store.open(part, create=True)
        try:
            brought = bring(store, bundle, chosen, bundle=True)
            _bring_settings(store, bundle)
            bundle.connection.in_one_file()
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


def _refuse_target(session: Session, target: Path) -> None:
    """Refused where a bundle would take the place of a folder, or of a database in use."""
    if target.is_dir():
        raise Refused(_("{path} is a folder, not a database.").format(path=target))
    if not target.parent.is_dir():
        raise Refused(_("The folder of {path} does not exist.").format(path=target))
    own = target.exists() and target.samefile(session.store.path)
    if own or target.with_name(f"{target.name}-wal").exists():
        text = _("{path} is a database in use; write the bundle to another file.")
        raise Refused(text.format(path=target))


def _bring_settings(store: Store, bundle: Store) -> None:
    """Let a bundle tell by what rules it was made, so that merging can name what differs."""
    bundle.apply_scheme(store.scheme())
    bundle.apply_guideline(store.guideline()[1])
    for setting in SETTINGS.values():
        value = store.setting(setting.key)
        if value is not None:
            bundle.set_setting(setting.key, value)


def merge(session: Session, path: Path) -> Brought:
    """Bring everything that curators did in another database, or a bundle, into this one.

    Nothing of a project is taken over: in what it differs is told. Who merges into a new database
    is the first to join it.
    """
    with opened_copy(path, type(session.store)) as other:
        differences = list(_differences(session.store, other))
        chosen = [(each, None) for each in (*other.layers(), *other.adjudications())]
        with session.store.writing():
            session.store.enrol(session.curator)
            brought = bring(other, session.store, chosen)
    brought.differences = differences
    return brought


def _differences(store: Store, other: Store) -> Iterator[str]:
    """In what the project of another file differs, as far as anything was fixed there."""
    for name, setting in SETTINGS.items():
        theirs, ours = other.setting(setting.key), store.setting(setting.key) or setting.default
        if theirs is None or theirs == ours:
            continue
        if not is_allowed(setting, theirs):
            text = _("the setting {name} is none").format(name=name)
            raise unsound(other, text)
        if setting is SEED:
            text = _("Draws there are by another seed: other places are looked at that all agree "
                     "on, and other articles are dealt to several, or adjudicated twice. "
                     "`workbench settings seed {value}` draws by the same here.")  # fmt: skip
        else:
            text = _("The setting {name} is {value} there and {ours} here; `workbench settings "
                     "{name} {value}` makes it the same.")  # fmt: skip
        yield text.format(name=name, value=theirs, ours=ours)
    if other.scheme().fingerprint != store.scheme().fingerprint:
        yield _("The label scheme there is another; `workbench scheme apply` puts one in force.")
    if other.guideline()[0] != store.guideline()[0]:
        yield _("The guidelines there are others; `workbench guidelines apply` puts some in force.")


def back_up(session: Session, target: Path) -> None:
    """Copy the database to a new file while others may be writing to it."""
    copy(session.store.path, target)
