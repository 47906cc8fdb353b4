"""Every way to ask for what is stored, as the curator of a session, in a small world."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tests.workflow.worlds import CURATORS, LEADS, TEXT, Work, World
from workbench.canonical import canonical_json
from workbench.curation import Policy
from workbench.errors import Refused
from workbench.model import Progress as Far
from workbench.model import Sort, View
from workbench.store import audit, efforts, foreign, models, pairs, standing, submitted, undoing
from workbench.workflow import (
    adjudicate,
    curate,
    insight,
    measure,
    queue,
    release,
    share,
    twice,
    versions,
)
from workbench.workflow.differences import differences
from workbench.workflow.history import history
from workbench.workflow.measure import places

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session


def each_layer(ask: Callable[[Session, Any], Any]) -> Callable[[Session, World], Any]:
    """Ask about every assignment there is, of either task."""

    def asking(session: Session, world: World) -> Any:
        found = []
        for assignment in (*session.store.assignments(), *session.store.adjudications()):
            with suppress(Refused):
                answer = ask(session, assignment)
                found.append(list(answer) if isinstance(answer, Iterator) else answer)
        return found

    return asking


def each_act(ask: Callable[[Session, Any], Any]) -> Callable[[Session, World], Any]:
    """Ask about every act there is."""

    def asking(session: Session, world: World) -> Any:
        rows = session.store.connection.rows("SELECT id FROM action")
        found = []
        for row in rows:
            with suppress(Refused):
                found.append(ask(session, session.store.action(row["id"])))
        return found

    return asking


def each_view(session: Session, world: World) -> Any:
    """Every way to list articles: whether one is listed must not tell what another did."""
    views = [View(label="CARDINAL"), View(noted=True), View(mine=True), View(search="noun"),
             *(View(progress=far) for far in Far), *(View(sort=sort) for sort in Sort)]  # fmt: skip
    found = [list(session.store.listed(session.curator, view)) for view in views]
    hers = world.work.get(session.curator.name, Work()).all
    if world.looks_again(session.curator.name):
        hers = world.again[session.curator.name].all
    assert hers or found[:2] == [[], []], "a label or a note of another"
    return found


def contested(session: Session, world: World) -> Any:
    """What is ready says how far curators agree: to who adjudicates, and once all submitted."""
    found = session.store.contested(session.curator, 1)
    if session.curator.name not in LEADS or world.waits(session.curator.name):
        assert found == []
    if world.looks_again(session.curator.name):
        assert found == []
    return found


def twice_compared(session: Session, world: World) -> Any:
    """How two adjudicators agree tells of both: once both are finished."""
    found = twice.adjudicated_twice(session)
    if not all(gold.submitted for gold in world.golds):
        assert found == []
    return found


STORE: dict[str, Callable[[Session, World], Any]] = {
    "action": each_act(lambda s, act: act),
    "acted_in": each_layer(lambda s, a: s.store.acted_in(a, s.curator)),
    "acts": each_layer(lambda s, a: s.store.acts(a, s.curator)),
    "adjudicates": lambda s, w: s.store.adjudicates(s.curator),
    "adjudicated_twice": lambda s, w: s.store.adjudicated_twice(w.article),
    "adjudication": lambda s, w: s.store.adjudication(w.article),
    "adjudication_in": lambda s, w: [s.store.adjudication_in(w.article, n) for n in (1, 2)],
    "adjudication_round": lambda s, w: s.store.adjudication_round(w.article, s.curator),
    "adjudications": lambda s, w: s.store.adjudications(),
    "adjudications_of": lambda s, w: s.store.adjudications_of(w.article),
    "adjudicates_later": lambda s, w: [s.store.adjudicates_later(w.article, n) for n in (1, 2)],
    "annotated_knowingly": lambda s, w: s.store.annotated_knowingly(w.article),
    "around": lambda s, w: [
        each_act(lambda s, act, a=a: s.store.around(act, a, s.curator))(s, w)  # type: ignore[misc]
        for a in (*s.store.assignments(), *s.store.adjudications())
    ],
    "article": lambda s, w: s.store.article(w.article),
    "article_ids": lambda s, w: s.store.article_ids(),
    "article_of": lambda s, w: s.store.article_of(1),
    "asked": lambda s, w: s.store.asked(s.curator),
    "assignment": lambda s, w: s.store.assignment(w.article, s.curator),
    "assignments": lambda s, w: s.store.assignments(),
    "begun": lambda s, w: s.store.begun(s.curator),
    "begun_counts": lambda s, w: s.store.begun_counts(s.curator),
    "closed": each_layer(lambda s, a: s.store.closed(a)),
    "contested": contested,
    "curator": lambda s, w: s.store.curator("lead"),
    "curators": lambda s, w: s.store.curators(),
    "decisions": each_layer(lambda s, a: s.store.decisions(a, s.curator)),
    "deciding": lambda s, w: s.store.deciding(),
    "due_again": lambda s, w: s.store.due_again(s.curator, days=0, others=0),
    "extractors": lambda s, w: s.store.extractors(),
    "find_article": lambda s, w: s.store.find_article("one.txt"),
    "feasible": lambda s, w: s.store.feasible(View(search=TEXT[:4], sort=Sort.MATCH)),
    "find_curator": lambda s, w: s.store.find_curator("lead"),
    "first_submitted": lambda s, w: s.store.first_submitted(),  # when, not what
    "first_unsubmitted": lambda s, w: s.store.first_unsubmitted(s.curator, [1]),
    "frozen": each_layer(lambda s, a: s.store.frozen(a)),
    "guideline": lambda s, w: s.store.guideline(),
    "has_seen": lambda s, w: s.store.has_seen(w.article, s.curator),
    "finished_at": each_layer(lambda s, a: s.store.finished_at(a)),
    "holder": each_layer(lambda s, a: s.store.holder(a)),
    "later": each_layer(lambda s, a: s.store.later(a, s.curator, 0)),
    "is_anothers": each_layer(lambda s, a: s.store.is_anothers(a, s.curator)),
    "last_number": lambda s, w: s.store.last_number(),
    "last_seq": each_layer(lambda s, a: s.store.last_seq(a)),  # how far, too
    "layers": lambda s, w: s.store.layers(),
    "counted": lambda s, w: s.store.counted(),
    "layers_of": lambda s, w: s.store.layers_of(w.article),
    "let_off": lambda s, w: s.store.let_off(),
    "listed": each_view,
    "may_annotate": lambda s, w: s.store.may_annotate(w.article, s.curator),
    "number": lambda s, w: s.store.number(w.article),
    "open_assisted": lambda s, w: s.store.open_assisted(s.curator),
    "path": lambda s, w: s.store.path,
    "progress": lambda s, w: s.store.progress(s.curator),
    "proposals": lambda s, w: s.store.proposals(w.article),
    "queue_rows": lambda s, w: s.store.queue_rows(s.curator, [1]),
    "readings": lambda s, w: s.store.readings(w.article),
    "reversals": each_layer(lambda s, a: s.store.reversals(a, s.curator)),
    "schemes": lambda s, w: [scheme.fingerprint for scheme in s.store.schemes()],
    "scheme": lambda s, w: s.store.scheme().fingerprint,
    "seed": lambda s, w: s.store.seed(),
    "setting": lambda s, w: s.store.setting("seed"),
    "submissions": each_layer(lambda s, a: s.store.submissions(a, s.curator)),
    "tally": each_layer(lambda s, a: s.store.tally(a)),  # how far somebody is, not with what
    "touched": each_act(lambda s, act: s.store.touched(act)),
    "visible": each_layer(lambda s, a: s.store.visible(a, s.curator)),
    "withdrawable": lambda s, w: s.store.withdrawable(s.curator),
    "works_in": each_layer(lambda s, a: s.store.works_in(a, s.curator)),
}
"""How each verb of the store that reads is asked, as the curator of a session."""

WRITES = {"add_article", "add_run", "adjudicate", "append", "apply_guideline", "apply_scheme",
          "assign", "assign_again", "close", "enrol", "open", "request", "saw", "set_roles",
          "set_setting", "set_tally", "shown", "writing"}  # fmt: skip
"""The verbs that return nothing that was stored by others."""


def _counted(session: Session, world: World) -> Any:
    found = pairs.counted(session.store, session.curator, measure.RULE, tokens=True)
    names = {layer.curator for layer in found.layers}
    assert {n for n in names if n is not None} <= _may_compare(session.curator.name, world)
    return found.layers


def _may_compare(viewer: str, world: World) -> set[str]:
    """Whose layers a viewer's figures may count."""
    if world.looks_again(viewer):
        return set()
    mine = {viewer} if viewer in world.work and world.work[viewer].submitted else set()
    if world.waits(viewer) or not (viewer in LEADS or mine):
        return mine
    return {name for name, work in world.work.items() if work.submitted}


BESIDE: dict[str, Callable[[Session, World], Any]] = {
    "audit.audit": lambda s, w: list(audit.audit(s.store, repair=False, rule=measure.RULE)),
    "efforts.efforts": lambda s, w: list(efforts.efforts(s.store, s.curator)),
    "standing.standing": lambda s, w: _standing(s),
    "pairs.adjudicated": lambda s, w: pairs.adjudicated(s.store),
    "pairs.audit": lambda s, w: list(pairs.audit(s.store, measure.RULE, repair=False)),
    "pairs.counted": _counted,
    "pairs.guidelines": lambda s, w: pairs.guidelines(s.store),
    "pairs.layers_of": lambda s, w: pairs.layers_of(s.store, w.article),
    "pairs.sizes": lambda s, w: pairs.sizes(s.store, measure.RULE, [w.article]),
    "pairs.sources": lambda s, w: pairs.sources(s.store),
    "foreign.unsound": lambda s, w: foreign.unsound(s.store, ""),
    "models.assigned": lambda s, w: models.assigned(s.store, w.article),
    "models.evidence": each_layer(lambda s, a: models.evidence(s.store, a, s.curator)),
    "models.finished": lambda s, w: models.finished(s.store),
    "models.is_stored": lambda s, w: models.is_stored(s.store, w.article),
    "models.last_action": lambda s, w: models.last_action(s.store),
    "models.last_request": lambda s, w: models.last_request(s.store),
    "models.layers_of": lambda s, w: models.layers_of(s.store, w.article),
    "models.model_bytes": lambda s, w: models.model_bytes(s.store, "none"),
    "models.newest_model": lambda s, w: models.newest_model(s.store),
    "models.predictions": lambda s, w: models.predictions(s.store, w.article),
    "models.requested_since": lambda s, w: models.requested_since(s.store, 0),
    "models.touched_since": lambda s, w: models.touched_since(s.store, 0),
    "models.unopened": lambda s, w: models.unopened(s.store),
    "submitted.submitted": lambda s, w: submitted.submitted(s.store, s.curator),
    "undoing.redoable": lambda s, w: undoing.redoable(s.store, s.curator),
    "undoing.undoable": lambda s, w: undoing.undoable(s.store, s.curator),
}
"""The store's queries that are functions of their modules."""
BESIDE_WRITES = {"models.add_model", "models.set_predictions"}


def _standing(session: Session) -> Any:
    """How much stands with which label anywhere; values and sources where she may see them."""
    return list(standing.standing(session.store, session.curator))


def _agreement(session: Session, world: World) -> Any:
    data = measure.agreement_json(measure.agreement(session, details=True))
    others = _may_compare(session.curator.name, world)
    for pair in data["pairs"]:
        assert set(pair["curators"]) <= others
    if len(others) < 2:
        assert data["spans"] == 0
    return canonical_json(data)


def _exports(session: Session, world: World) -> Any:
    found = []
    requests = [release.Request(policy=policy, include_unfinished=True) for policy in Policy]
    requests += [release.Request(release.Layers.CURATOR, name, include_unfinished=True)
                 for name in CURATORS]  # fmt: skip
    for request in (*requests, release.Request(release.Layers.SUGGESTIONS)):
        stream = io.BytesIO()
        release.export(session, request, stream)
        # The text of the article is everybody's.
        found.append(stream.getvalue().decode().replace(TEXT, ""))
    return found


def _bundle(session: Session, world: World) -> Any:
    target = world.folder / f"{session.curator.name}.bundle"
    with suppress(Refused):
        share.write_bundle(session, target)
        return target.read_bytes().decode("latin-1")
    return ""


def refusable(ask: Callable[[Session, World], Any]) -> Callable[[Session, World], Any]:
    def asking(session: Session, world: World) -> Any:
        with suppress(Refused):
            return ask(session, world)
        return None

    return asking


def _case(session: Session, world: World) -> Any:
    case = adjudicate.open_case(session, world.article)
    return case.clusters, dict(case.layer.latest), case.holder


def _opened(session: Session, world: World) -> Any:
    """What is before who annotates; looking is not taking part, but others need not look."""
    if session.curator.name not in world.work:
        return None
    sheet = curate.open_article(session, world.article)
    return sheet.layer.standing, dict(sheet.layer.latest)


def _page(session: Session, world: World) -> Any:
    target = world.folder / f"{session.curator.name}.html"
    report = measure.agreement(session, details=True)
    measure.write_page(session, report, target)
    return [each.cases for each in places.differences(session, report).differences]


WORKFLOW: dict[str, Callable[[Session, World], Any]] = {
    "agreement": _agreement,
    "cases": lambda s, w: measure.cases(s, measure.Cell()),
    "page": _page,
    "insight": lambda s, w: insight.insight(s),
    "scheme change": lambda s, w: versions.change(s, s.scheme),
    "statistics": lambda s, w: measure.statistics(s),
    "export": _exports,
    "bundle": _bundle,
    "gold_of": lambda s, w: release.gold_of(s, w.article),
    "queue": lambda s, w: queue.page(s, queue.listing(s, View(noted=True, label="CARDINAL"))),
    "ready": refusable(lambda s, w: adjudicate.ready(s)),
    "case": refusable(_case),
    "differences": refusable(lambda s, w: differences(s, w.article)),
    "history": lambda s, w: history(s, w.article),
    "opened": _opened,
    "twice": twice_compared,
}

SHOWS = {"cases", "page", "export", "case", "history"}
"""The use cases that show spans of others to a person who adjudicates: that she saw is recorded."""
