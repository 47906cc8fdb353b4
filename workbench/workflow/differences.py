"""How spans of an article differ: those of two lanes of a cluster, and hers from gold."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import KINDS, PACKED, Batch, Class, Kind
from workbench.agreement.batch import flatten
from workbench.agreement.compare import match
from workbench.curation import fold
from workbench.curation.findings import Finding, finding
from workbench.curation.places import places, voice
from workbench.errors import NotVisible, Refused
from workbench.messages import _
from workbench.model import Status
from workbench.store.rows import value_hash
from workbench.workflow.cases import submitted
from workbench.workflow.release import gold_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.curation.clusters import Cluster
    from workbench.model import Annotation, Article, Assignment, Span
    from workbench.workflow.session import Session

AGREE = frozenset(KINDS[Class.AGREE])
"""The kinds of spans that do not differ."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A span of each side that are matched, or one without partner, and how they compare.

    ONLY_P is a span of the first side. `said` is what the adjudicator said about its place, if
    anything; the lane is not told.
    """

    kind: Kind
    one: Annotation | None
    other: Annotation | None
    said: Finding | None = None

    @property
    def agrees(self) -> bool:
        """Whether there is no difference."""
        return self.kind in AGREE


def compare(
    article: Article, one: Sequence[Annotation], other: Sequence[Annotation]
) -> list[Difference]:
    """Every span of both sides in exactly one row, in text order; neither overlaps itself."""
    labels = {name: n for n, name in enumerate(sorted({a.label for a in (*one, *other)}))}
    packed = [
        np.array([(a.span.start, a.span.end, labels[a.label], value_hash(a.value)) for a in side],
                 PACKED)
        for side in (one, other)
    ]  # fmt: skip
    document = np.zeros(2, np.int64)
    batch = Batch([article.text], document, packed, np.array([0]), np.array([1]))
    values = {value_hash(a.value): a.value for a in (*one, *other) if a.value is not None}
    flat = flatten(batch.layers)
    found = match(batch, flat, lambda _n, _wanted: values)
    sides = ({_place(a): a for a in one}, {_place(a): a for a in other})
    named = [
        sides[layer][start, end]
        for layer, start, end in zip(
            flat.layer.tolist(), flat.start.tolist(), flat.end.tolist(), strict=True
        )
    ]
    pairs = zip(found.kind.tolist(), found.p.tolist(), found.q.tolist(), strict=True)
    rows = [Difference(Kind(kind), named[p], named[q]) for kind, p, q in pairs]
    rows += [Difference(Kind.ONLY_P, named[p], None) for p in found.only_p.tolist()]
    rows += [Difference(Kind.ONLY_Q, None, named[q]) for q in found.only_q.tolist()]
    return sorted(rows, key=_span)


def kinds(article: Article, cluster: Cluster) -> tuple[Kind, ...]:
    """In what the lanes of a cluster differ, each kind once; () where all agree.

    A span that only one of two lanes has is ONLY_P, whichever lane it is.
    """
    found = set()
    for one, other in combinations(cluster.lanes.values(), 2):
        sides = ([mark.annotation for mark in one], [mark.annotation for mark in other])
        found |= {row.kind for row in compare(article, *sides) if not row.agrees}
    if Kind.ONLY_Q in found:
        found = found - {Kind.ONLY_Q} | {Kind.ONLY_P}
    return tuple(sorted(found))


def differences(session: Session, article_id: str) -> list[Difference]:
    """How what the session's curator last submitted compares with the article's gold.

    `one` is hers and `other` is gold. NotVisible before she and all others submitted it; Refused
    where it is not adjudicated, or was reopened since.
    """
    store, viewer = session.store, session.curator
    layers = [each for each in store.layers_of(article_id) if each.curator == viewer.id]
    if not layers or not store.submissions(layers[0], viewer):
        raise NotVisible(_("You see how an article was adjudicated once you have submitted it."))
    adjudication = store.adjudication(article_id)
    if adjudication is None:
        raise Refused(_("Nobody has adjudicated this article yet."))
    store.submissions(adjudication, viewer)  # NotVisible while somebody is still at it
    record = gold_of(session, article_id)
    if not store.closed(adjudication) or record is None or record.status is not Status.FINISHED:
        raise Refused(_("This article is not adjudicated to the end."))
    gold = [span.annotation for span in record.spans]
    hers = [mark.annotation for mark in submitted(session, layers[0]).standing]
    return [
        replace(row, said=said)
        for row, said in _with_findings(session, adjudication, compare(record.article, hers, gold))
    ]


def _with_findings(
    session: Session, adjudication: Assignment, rows: Sequence[Difference]
) -> Iterator[tuple[Difference, Finding | None]]:
    """Each row with what was said about the place that it lies in, furniture last."""
    store, viewer = session.store, session.curator
    article = store.article(adjudication.article)
    voices = [
        voice(article, each.curator, each.curator, each.arm, submitted(session, each))
        for each in store.layers_of(article.id)
    ]
    through = store.submissions(adjudication, viewer)[-1].through_seq
    layer = fold((), store.decisions(adjudication, viewer, through=through))
    found = places(article.id, voices, layer).clusters
    kinds = [[c for c in found if c.furniture is furniture] for furniture in (False, True)]
    for row in rows:
        here = filter(None, (_place_of(_span(row), clusters) for clusters in kinds))
        said = next((finding(layer, cluster.id) for cluster in here), None)
        yield row, replace(said, source=None) if said is not None else None


def _place_of(span: Span, clusters: Sequence[Cluster]) -> Cluster | None:
    """The first of clusters, which do not overlap, that a span touches."""
    place = bisect_right(clusters, span.start, key=lambda cluster: cluster.span.end)
    here = clusters[place : place + 1]
    return here[0] if here and here[0].span.overlaps(span) else None


def _span(row: Difference) -> Span:
    mark = row.one or row.other
    if mark is None:
        raise ValueError("a difference has one span at least")
    return mark.span


def _place(annotation: Annotation) -> tuple[int, int]:
    return annotation.span.start, annotation.span.end
