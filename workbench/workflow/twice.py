"""How adjudicators agree, where an article was adjudicated by two of them, blind to one another.

Gold is that of who finished first. Once both have finished they see each other's decisions, and
whoever decides on gold reopens the article where the other was right; nothing changes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.curation import fold
from workbench.curation.adjudication import Outcome, cluster_spans, decided, finding
from workbench.curation.clusters import said

if TYPE_CHECKING:
    from workbench.curation import Layer
    from workbench.model import Annotation, Assignment
    from workbench.workflow.session import Session

Pair = tuple[tuple["Annotation", ...], tuple["Annotation", ...]]
"""What two adjudicators made gold of one place: who decides first, then the other."""


@dataclass(frozen=True, slots=True)
class Twice:
    """An article that two adjudicated to the end, with every place that both decided on.

    Places that both had closed for them, because all curators agreed, are left out: nobody judged
    them.
    """

    article: str
    source: str
    pairs: tuple[Pair, ...]

    @property
    def places(self) -> int:
        """How many places both decided on."""
        return len(self.pairs)

    @property
    def alike(self) -> int:
        """In how many of them both made the same gold: ranges, labels and values."""
        return sum([*map(said, one)] == [*map(said, other)] for one, other in self.pairs)


def adjudicated_twice(session: Session) -> list[Twice]:
    """The articles that two adjudicated to the end, as far as the session's curator may see both.

    What counts is what each finished first, since later ones may know of one another.
    """
    store, viewer = session.store, session.curator
    found = []
    for deciding in store.deciding().values():
        rounds = (store.adjudication_in(deciding.article, n) for n in (1, 2))
        others = [each for each in rounds if each is not None and each.id != deciding.id]
        both = [deciding, *others]
        if len(both) == 2 and all(store.visible(each, viewer) for each in both):
            one, other = (_first_finished(session, each) for each in both)
            if one is not None and other is not None:
                source = store.article(deciding.article).source
                found.append(Twice(deciding.article, source, _pairs(one, other)))
    return found


def _first_finished(session: Session, adjudication: Assignment) -> Layer | None:
    store, viewer = session.store, session.curator
    submissions = store.submissions(adjudication, viewer)
    if not submissions:
        return None
    through = submissions[0].through_seq
    return fold((), store.decisions(adjudication, viewer, through=through))


def _pairs(one: Layer, other: Layer) -> tuple[Pair, ...]:
    shared = sorted({*decided(one)} & {*decided(other)})
    return tuple(
        (_gold(one, cluster), _gold(other, cluster))
        for cluster in shared
        if not (_by_itself(one, cluster) and _by_itself(other, cluster))
    )


def _gold(layer: Layer, cluster: str) -> tuple[Annotation, ...]:
    return tuple(mark.annotation for mark in cluster_spans(layer, cluster))


def _by_itself(layer: Layer, cluster: str) -> bool:
    found = finding(layer, cluster)
    return found is not None and found.outcome is Outcome.AUTO
