"""Everything stored is checked against everything else, and derived tables are derived again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.canonical import read_json
from workbench.curation import fold
from workbench.errors import WorkbenchError
from workbench.messages import _
from workbench.model import Task, article_id, set_id, suggestion_id
from workbench.store import pairs, rows, sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.curation import Layer
    from workbench.model import Assignment
    from workbench.store.adjudications import Adjudications
    from workbench.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `repaired` where it could be derived again."""

    message: str
    repaired: bool = False


def audit(
    store: Adjudications, *, repair: bool, rule: pairs.Rule | None = None
) -> Iterator[Problem]:
    """All that is wrong with a database. Shows nobody's annotations, so it needs no viewer.

    Counts of agreement are derived again where `rule` says how.
    """
    for sentence in store.connection.integrity():
        yield Problem(sentence)
    where = _("{what}: {error}")
    for article in store.article_ids():
        try:
            yield from _audit_article(store, article, repair=repair)
        except WorkbenchError as error:
            yield Problem(where.format(what=article, error=error))
    try:
        assignments = (*store.assignments(), *store.adjudications())
    except WorkbenchError as error:
        yield Problem(str(error))
        return
    for assignment in assignments:
        try:
            yield from _audit_assignment(store, assignment, repair=repair)
        except WorkbenchError as error:
            yield Problem(where.format(what=assignment.id, error=error))
    if rule is not None:
        yield from _audit_pairs(store, rule, repair=repair)


def _audit_pairs(store: Ledger, rule: pairs.Rule, *, repair: bool) -> Iterator[Problem]:
    where = _("Article {id}: {what}")
    what = _("its counts of agreement were not those of its submissions")
    try:
        for article in pairs.audit(store, rule, repair=repair):
            yield Problem(where.format(id=article, what=what), repaired=repair)
    except WorkbenchError as error:
        yield Problem(str(error))


def _audit_article(store: Ledger, stored_id: str, *, repair: bool) -> Iterator[Problem]:
    where = _("Article {id}: {what}")
    article = store.article(stored_id)
    if article_id(article.text) != stored_id:
        yield Problem(where.format(id=stored_id, what=_("its text is not the one it is named for")))
    if article.title is not None and article.title.end > len(article.text):
        yield Problem(where.format(id=stored_id, what=_("its title lies outside its text")))
    for row in store.connection.rows(sql.PROPOSALS_OF, stored_id):
        try:
            proposal = rows.proposal(row, article.text)
        except WorkbenchError as error:
            yield Problem(where.format(id=stored_id, what=error))
            continue
        if suggestion_id(stored_id, proposal.annotation) != proposal.suggestion:
            what = _("a suggestion is not the one it is named for")
            yield Problem(where.format(id=stored_id, what=what))
    for row in store.connection.rows(sql.SETS_OF, stored_id):
        members = store.connection.rows(sql.MEMBERS, row["id"])
        if set_id(stored_id, [(m["suggestion"], m["run"]) for m in members]) != row["id"]:
            what = _("a suggestion set is not the one it is named for")
            yield Problem(where.format(id=stored_id, what=what))
    shown = store.connection.rows(sql.READING, stored_id)[0]["shown"]
    if read_json(shown) != read_json(store.connection.scalar(sql.STORED_READING, stored_id)):
        if repair:
            with store.connection.writing():
                store.connection.execute(sql.SET_READING, stored_id, shown)
        what = _("the queue did not show it as it is")
        yield Problem(where.format(id=stored_id, what=what), repaired=repair)


def _audit_assignment(store: Ledger, assignment: Assignment, *, repair: bool) -> Iterator[Problem]:
    where = _("Assignment {id}: {what}")
    layer, wrong = _layer(store, assignment)
    for what in wrong:
        yield Problem(where.format(id=assignment.id, what=what))
    tally = store.tally(assignment)
    if tally != layer.tally and (tally is not None or layer.seq):
        if repair:
            with store.connection.writing():
                store.set_tally(assignment, layer.tally)
        what = _("its counts were not those of its decisions")
        yield Problem(where.format(id=assignment.id, what=what), repaired=repair)
    queued = assignment.task is Task.ANNOTATE
    if queued and not store.connection.scalar(sql.IS_QUEUED, assignment.id):
        if repair:
            with store.connection.writing():
                store.connection.execute(sql.SET_QUEUED, assignment.id)
        what = _("the queue did not show it as it is")
        yield Problem(where.format(id=assignment.id, what=what), repaired=repair)
    for row in store.connection.rows(sql.SUBMISSIONS, assignment.id):
        frozen, _wrong = _layer(store, assignment, through=row["through_seq"])
        standing = [mark.annotation for mark in frozen.standing]
        if rows.pack_spans(standing, store.scheme(row["scheme"])) != row["spans"]:
            what = _("submission {n} is not what was decided").format(n=row["n"])
            yield Problem(where.format(id=assignment.id, what=what))


def _layer(
    store: Ledger, assignment: Assignment, *, through: int | None = None
) -> tuple[Layer, list[str]]:
    """A layer folded anew, and what is wrong with its decisions."""
    text = store.article(assignment.article).text
    found = store.connection.rows(sql.DECISIONS, assignment.id, through, through)
    decisions = [rows.decision(row, text) for row in found]
    layer = fold(store.frozen(assignment), decisions)
    wrong = []
    if [decision.seq for decision in decisions] != list(range(1, len(decisions) + 1)):
        wrong.append(_("its decisions are not numbered one by one"))
    for one, other in pairwise(layer.standing):
        if one.annotation.span.overlaps(other.annotation.span):
            text = _("the span at {start} overlaps the one behind it")
            wrong.append(text.format(start=one.annotation.span.start))
    scheme = store.scheme()  # an undo may bring back what another scheme of the project allowed
    for decision in decisions:
        label = decision.annotation.label if decision.annotation is not None else ""
        if label and not label.islower() and label not in scheme:
            text = _("{label} is no label of any scheme of the project")
            wrong.append(text.format(label=label))
    return layer, wrong
