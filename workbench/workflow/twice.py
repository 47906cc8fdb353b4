"""How adjudicators agree, where an article was adjudicated by two of them, blind to one another.

Gold is that of who finished first. Once both have finished they see each other's decisions, and
whoever decides on gold reopens the article where the other was right; nothing changes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.curation import fold
from workbench.curation.clusters import Voice, clusters, said
from workbench.curation.findings import Outcome, additions, cluster_spans, decided, finding
from workbench.model import Arm

if TYPE_CHECKING:
    from workbench.curation import Layer
    from workbench.model import Annotation, Assignment
    from workbench.workflow.session import Session

Pair = tuple[tuple["Annotation", ...], tuple["Annotation", ...]]
"""What two adjudicators made gold of one place: who decides first, then the other."""


@dataclass(frozen=True, slots=True)
class Twice:
    """An article that two adjudicated to the end, with every place that both decided on.

    `names` are those of the two, who decides on gold first. Places that both had closed for them,
    because all curators agreed, are left out: nobody judged them. Where either added a span that
    nobody had marked, that is a place of both.
    """

    article: str
    source: str
    names: tuple[str, str]
    pairs: tuple[Pair, ...]

    @property
    def places(self) -> int:
        """How many places both decided on."""
        return len(self.pairs)

    @property
    def alike(self) -> int:
        """In how many of them both made the same gold: ranges, labels and values."""
        return sum(self.same)

    @property
    def same(self) -> tuple[bool, ...]:
        """Of each place, whether both made the same gold."""
        return tuple([*map(said, one)] == [*map(said, other)] for one, other in self.pairs)


def adjudicated_twice(session: Session) -> list[Twice]:
    """The articles that two adjudicated to the end, as far as the session's curator may see both.

    What counts is what each finished first, since later ones may know of one another.
    """
    store, viewer = session.store, session.curator
    names = {curator.id: curator.name for curator in store.curators()}
    found = []
    for deciding in store.deciding().values():
        both = store.adjudications_of(deciding.article)[:2]
        apart = len({each.curator for each in both}) == 2
        if apart and all(store.visible(each, viewer) for each in both):
            one, other = (_first_finished(session, each) for each in both)
            if one is not None and other is not None:
                source = store.article(deciding.article).source
                hers, theirs = (names[each.curator] for each in both)
                pairs = _pairs(one, other)
                found.append(Twice(deciding.article, source, (hers, theirs), pairs))
    return found


def _first_finished(session: Session, adjudication: Assignment) -> Layer | None:
    store, viewer = session.store, session.curator
    submissions = store.submissions(adjudication, viewer)
    if not submissions:
        return None
    through = submissions[0].through_seq
    return fold((), store.decisions(adjudication, viewer, through=through))


def _pairs(one: Layer, other: Layer) -> tuple[Pair, ...]:
    added = [additions(one), additions(other)]
    alone = {mark.id for marks in added for mark in marks}
    shared = sorted(({*decided(one)} & {*decided(other)}) - alone)
    pairs: list[Pair] = [
        (_gold(one, cluster), _gold(other, cluster))
        for cluster in shared
        if not (_by_itself(one, cluster) and _by_itself(other, cluster))
    ]
    voices = [Voice(n, n, Arm.BLIND, marks) for n, marks in zip("12", added, strict=True)]
    for cluster in clusters("", voices):
        mine, theirs = (tuple(m.annotation for m in marks) for marks in cluster.lanes.values())
        pairs.append((mine, theirs))
    return tuple(pairs)


def _gold(layer: Layer, cluster: str) -> tuple[Annotation, ...]:
    return tuple(mark.annotation for mark in cluster_spans(layer, cluster))


def _by_itself(layer: Layer, cluster: str) -> bool:
    found = finding(layer, cluster)
    return found is not None and found.outcome is Outcome.AUTO
