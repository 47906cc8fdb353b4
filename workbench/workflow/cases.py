"""Cases: which articles are ready to be adjudicated, and one of them before an adjudicator.

A case holds the clusters of what curators submitted, whose names are not told, and the
adjudicator's own layer. Nothing here writes, but that somebody has seen a case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from math import comb
from typing import TYPE_CHECKING

from workbench.agreement.classes import per_hundred
from workbench.curation import adjudication as rules
from workbench.curation import fold
from workbench.curation.adjudication import Standing
from workbench.curation.clusters import lanes
from workbench.curation.findings import Finding, cluster_spans, finding
from workbench.curation.places import Places, places, voice
from workbench.errors import Refused, UnknownName
from workbench.messages import _, ngettext
from workbench.model import Role
from workbench.store.pairs import sizes
from workbench.workflow.measure.counting import RULE
from workbench.workflow.settings import curators_needed, own_work_allowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation import Layer, Mark
    from workbench.curation.clusters import Cluster, Voice
    from workbench.model import Article, Assignment, Decision, Zone
    from workbench.workflow.session import Session


class Progress(StrEnum):
    """How far the adjudication of an article is."""

    WAITING = "waiting"
    BEGUN = "begun"
    FINISHED = "finished"
    CHANGED = "changed"
    """Finished, and then a new submission changed clusters."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An article that can be adjudicated.

    `agreement` is the exact F1 of range, label and value of what its curators last submitted, None
    where nobody marked anything; `disputed` counts spans that are not in another's layer, for each
    pair; `tokens` are those of the article. `holder` is the name of who adjudicates it now;
    `own_work` tells whether the session's curator annotated it. `second` tells that another
    adjudicates it, too, and neither sees the other's decisions before both are finished; the rest
    is about the curator's own adjudication.
    """

    article: str
    source: str
    curators: int
    agreement: float | None
    disputed: int
    progress: Progress
    holder: str | None
    own_work: bool
    second: bool = False
    tokens: int = 0

    @property
    def density(self) -> float | None:
        """How many spans differ between two curators in a hundred tokens; None without tokens."""
        return per_hundred(self.disputed, comb(self.curators, 2), self.tokens)


def ready(session: Session) -> list[Ready]:
    """The articles ready to be adjudicated: open before finished, those that differ most first.

    What counts is how many spans differ for the article's length.

    As many curators as the project needs have submitted each, and nobody is still at it. Only who
    adjudicates may ask.
    """
    _require_adjudicator(session)
    contested = session.store.contested(session.curator, curators_needed(session))
    tokens = sizes(session.store, RULE, [one.article for one in contested])
    found = [
        Ready(
            one.article,
            one.source,
            len(one.curators),
            one.agreement,
            one.disputed,
            _progress(one.holder, one.closed, one.basis, one.adjudicated),
            None if one.closed else one.holder,
            session.curator.id in one.curators,
            one.second,
            tokens[one.article],
        )
        for one in contested
    ]
    return sorted(found, key=_urgency)


def _progress(
    holder: str | None, closed: bool, basis: str | None, adjudicated: str | None
) -> Progress:
    if closed:
        return Progress.FINISHED if basis == adjudicated else Progress.CHANGED
    return Progress.BEGUN if holder is not None else Progress.WAITING


def _urgency(one: Ready) -> tuple[bool, float, float]:
    """What `ready` sorts by; ties stay in the order of ingestion."""
    agreement = one.agreement if one.agreement is not None else 2.0
    return one.progress is Progress.FINISHED, -(one.density or 0.0), agreement


@dataclass(frozen=True)
class Case:
    """An article before an adjudicator; `assignment` is None until the first act.

    `voices` are what its curators submitted, with lanes A, B, C in an order of the article's own.
    `holder` is the name of another who adjudicates it now, so that it can be read and not changed.
    `own_work` tells that the adjudicator annotated the article herself, or that a curator of it had
    seen its case before she submitted it.
    """

    article: Article
    assignment: Assignment | None
    layer: Layer
    voices: tuple[Voice, ...]
    own_work: bool
    holder: str | None
    seed: str

    def __getitem__(self, cluster: str) -> Cluster:
        try:
            return self._by_id[cluster]
        except KeyError:
            raise UnknownName(_("place"), cluster, ()) from None

    @cached_property
    def _by_id(self) -> dict[str, Cluster]:
        return {cluster.id: cluster for cluster in self.clusters}

    @cached_property
    def _places(self) -> Places:
        return places(self.article.id, self.voices, self.layer)

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """The places of the article in text order, what she added where nobody marked included."""
        return self._places.clusters

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The site furniture, as far as all agree on it or it is decided."""
        return self._places.zones

    @cached_property
    def stale(self) -> tuple[Decision, ...]:
        """What takes back that which does not hold any more; the next act begins with it."""
        return rules.stale(self.layer, self.clusters, self.zones)

    @cached_property
    def current(self) -> Layer:
        """Her layer without what does not hold any more."""
        return self.layer.after(self.stale)

    def whole(self, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        """An act that decides something on `current`: all that it appends to her layer.

        Before it comes what new submissions overtook, and behind it what the act itself did, where
        it made furniture of what was decided.
        """
        found = (*self.stale, *decisions)
        return (*found, *replace(self, layer=self.layer.after(found)).stale)

    def standing(self, cluster: Cluster) -> Standing:
        """Where a place stands."""
        return rules.standing(self.current, cluster, self.seed)

    def finding(self, cluster: Cluster) -> Finding:
        """What is said about a place."""
        return finding(self.current, cluster.id) or Finding()

    def taken(self, cluster: Cluster) -> str | None:
        """The lane that was taken, by the letter that it has now; of several alike, the first."""
        return cluster.lane_of(self.finding(cluster).source)

    def gold(self, cluster: Cluster) -> tuple[Mark, ...]:
        """The spans, or zones, that are gold of a place so far; nothing before it is decided."""
        return tuple(cluster_spans(self.current, cluster.id))

    @cached_property
    def waiting(self) -> tuple[Cluster, ...]:
        """The places still to decide: disputed, drawn for audit, or deferred, in text order."""
        return tuple(c for c in self.clusters if self.standing(c) not in rules.DONE)

    @property
    def closed(self) -> bool:
        """Whether the article is finished and not reopened."""
        return self.layer.closed

    @cached_property
    def changed(self) -> bool:
        """Whether a new submission changed places that were decided, or made some, once closed."""
        undecided = (self.standing(c) is not Standing.DECIDED for c in self.clusters)
        return bool(self.stale or self.overtaken) or (self.closed and any(undecided))

    @cached_property
    def overtaken(self) -> tuple[Mark, ...]:
        """What she added where curators have marked something else since: it is no gold now."""
        held = (
            mark
            for cluster in self.clusters
            if not cluster.added and not cluster.agreed
            for mark in cluster.made
            if self.standing(cluster) is not Standing.DECIDED
        )
        return tuple({mark.id: mark for mark in held}.values())


def open_case(session: Session, article_id: str) -> Case:
    """The case of an article. Refused where it may not be adjudicated by her.

    That is: without the role, while somebody is still at it, before enough curators submitted it,
    or where she annotated it herself and the project does not allow that. That she has seen it is
    recorded, and that alone: where the project does not allow it she cannot annotate it any more.
    """
    case = unseen_case(session, article_id)
    assignment = case.assignment
    session.store.saw(article_id, session.curator, assignment.round if assignment else 0)
    return case


def unseen_case(session: Session, article_id: str) -> Case:
    """What `open_case` opens, for lists that tell how much is to do in it and nothing that it says.

    Nothing is written.
    """
    _require_adjudicator(session)
    store, viewer = session.store, session.curator
    article = store.article(article_id)
    layers = store.layers_of(article_id)
    _refuse_unready(session, layers)
    annotated = any(layer.curator == viewer.id for layer in layers)
    if annotated and not own_work_allowed(session):
        raise Refused(_("You annotated this article, so another adjudicates it; a project may "
                        "allow it with `workbench settings own-work on`."))  # fmt: skip
    seed = store.setting("seed") or store.seed()  # asking for the latter takes the write lock
    names = lanes(article_id, [layer.curator for layer in layers], seed)
    said = {each.curator: submitted(session, each) for each in layers}
    voices = [
        voice(article, each.curator, names[each.curator], each.arm, said[each.curator])
        for each in sorted(layers, key=lambda each: names[each.curator])
    ]
    assignment = store.adjudication_in(article_id, store.adjudication_round(article_id, viewer))
    decisions = store.decisions(assignment, viewer) if assignment is not None else ()
    holder = store.holder(assignment) if assignment is not None else None
    return Case(
        article,
        assignment,
        fold((), decisions),
        tuple(voices),
        annotated or store.annotated_knowingly(article_id),
        holder.name if holder is not None and holder.id != viewer.id else None,
        seed,
    )


def submitted(session: Session, assignment: Assignment) -> Layer:
    """A layer as its curator last submitted it, also where that is the session's; NotVisible."""
    store, viewer = session.store, session.curator
    through = store.submissions(assignment, viewer)[-1].through_seq
    return fold(store.frozen(assignment), store.decisions(assignment, viewer, through=through))


def _refuse_unready(session: Session, layers: Sequence[Assignment]) -> None:
    store, viewer = session.store, session.curator
    needed = curators_needed(session)
    if len(layers) < needed:
        text = ngettext(
            "An article is adjudicated once {n} curator has submitted it.",
            "An article is adjudicated once {n} curators have submitted it.",
            needed,
        )
        raise Refused(text.format(n=needed))
    if not all(store.visible(each, viewer) and store.submissions(each, viewer) for each in layers):
        raise Refused(_("Somebody is still at this article; it is adjudicated once all submit."))


def _require_adjudicator(session: Session) -> None:
    known = session.store.find_curator(session.curator.name)
    if known is None or Role.ADJUDICATOR not in known.roles:
        raise Refused(_("Only who adjudicates may do that; ask her, or work as her."))
