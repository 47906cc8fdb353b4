"""Layers with their annotations, compared where they are asked for: gold, and single articles."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import PACKED, Against, Batch, Layer, assemble, compare, pairings
from workbench.agreement.bias import judged
from workbench.curation import fold
from workbench.curation.clusters import said
from workbench.curation.findings import finding
from workbench.model import Arm
from workbench.store import pairs
from workbench.store.rows import value_hash
from workbench.workflow import release
from workbench.workflow.twice import adjudicated_twice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.agreement import Pairings, Study
    from workbench.agreement.study import Array
    from workbench.curation.clusters import Said
    from workbench.model import Annotation, Assignment, Value
    from workbench.workflow.session import Session

Layers = list[tuple[Layer, "tuple[Annotation, ...]"]]
"""Layers and what stands in them; those of one document follow one another."""


def first_layers(session: Session, article: str) -> Layers:
    """The first submissions of an article that the session's curator may see."""
    store, viewer = session.store, session.curator
    names = {curator.id: curator.name for curator in store.curators()}
    found: Layers = []
    for assignment in pairs.layers_of(store, article):
        if not store.visible(assignment, viewer):
            continue
        submissions = store.submissions(assignment, viewer)
        if submissions:
            first, blind = submissions[0], assignment.arm is Arm.BLIND
            layer = Layer(article, names[assignment.curator], first.at, first.guideline, blind,
                          assignment.round)  # fmt: skip
            found.append((layer, _standing(session, assignment, first.through_seq)))
    return found


def _standing(session: Session, assignment: Assignment, through: int) -> tuple[Annotation, ...]:
    decisions = session.store.decisions(assignment, session.curator, through=through)
    layer = fold(session.store.frozen(assignment), decisions)
    return tuple(mark.annotation for mark in layer.standing)


def suggested(session: Session, article: str) -> Layers:
    """What curators who submitted the article, and saw suggestions, were shown.

    Of several sets, which files that were made apart may have brought, the one that counts take.
    """
    store, viewer = session.store, session.curator
    saw = [
        each
        for each in pairs.layers_of(store, article)
        if each.arm is Arm.ASSISTED
        and store.visible(each, viewer)
        and store.submissions(each, viewer)
    ]
    if not saw:
        return []
    shown = store.frozen(min(saw, key=lambda each: each.suggestion_set))
    marks = tuple(p.annotation for p in shown if not p.annotation.label.islower())
    return [(Layer(article, "", role=Against.SUGGESTIONS), marks)]


def gold(session: Session) -> dict[str, Layers]:
    """The gold of each article that was adjudicated and is finished."""
    adjudicated = set(pairs.adjudicated(session.store))
    if not adjudicated:
        return {}
    records = release.gold_records(session, release.Request(), release.Report())
    return {
        record.article.id: [
            (
                Layer(record.article.id, "", role=Against.GOLD),
                tuple(span.annotation for span in record.spans),
            )
        ]
        for record in records
        if record.article.id in adjudicated
    }


def batch_of(
    session: Session, found: Layers
) -> tuple[Batch, Pairings, list[str], Mapping[int, Value]]:
    """Layers ready to be compared: with their pairings, labels, and values by hash."""
    layers = [layer for layer, _marks in found]
    labels = sorted({mark.label for _layer, marks in found for mark in marks})
    values = {
        value_hash(mark.value): mark.value
        for _layer, marks in found
        for mark in marks
        if mark.value is not None
    }
    documents = {name: n for n, name in enumerate(dict.fromkeys(each.document for each in layers))}
    compared = pairings(layers)
    batch = Batch(
        [session.store.article(name).text for name in documents],
        np.array([documents[layer.document] for layer in layers], np.int64),
        [_packed(marks, labels) for _layer, marks in found],
        compared.first,
        compared.second,
    )
    return batch, compared, labels, values


def _packed(marks: Iterable[Annotation], labels: Sequence[str]) -> Array:
    place = {label: n for n, label in enumerate(labels)}
    rows = [(m.span.start, m.span.end, place[m.label], value_hash(m.value)) for m in marks]
    return np.array(rows, PACKED)


def against_gold(session: Session) -> Study:
    """First submissions beside the gold of articles that were adjudicated, and what it judges."""
    found: Layers = []
    for article, marks in gold(session).items():
        found += [each for each in first_layers(session, article) if each[0].round == 1] + marks
    batch, compared, labels, values = batch_of(session, found)
    cells, _tokens = compare(batch, lambda _n, _wanted: values)
    layers = [layer for layer, _marks in found]
    seen = {
        article: shown
        for article in dict.fromkeys(layer.document for layer in layers)
        if (shown := shown_to_some(session, article)) is not None
    }
    labels += sorted({mark[2] for each in seen.values() for mark in each} - {*labels})
    held = [frozenset(map(said, marks)) for _layer, marks in found]
    judgement = judged(layers, compared, held, seen, labels)
    return assemble(layers, labels, compared, cells, None, judged=judgement)


def shown_to_some(session: Session, article: str) -> frozenset[Said] | None:
    """What curators of an adjudicated article were shown who saw suggestions.

    None where nobody was, and where somebody adjudicated who had annotated the article, since she
    knows more than gold should.
    """
    store, viewer = session.store, session.curator
    adjudication = store.adjudication(article)
    layers = suggested(session, article)
    if not layers or adjudication is None or not store.visible(adjudication, viewer):
        return None
    layer = fold((), store.decisions(adjudication, viewer))
    findings = (finding(layer, cluster) for cluster in layer.latest)
    if any(each is not None and each.own_work for each in findings):
        return None
    return frozenset(said(mark) for _layer, marks in layers for mark in marks)


def by_adjudicators(session: Session) -> dict[str, Layers]:
    """What two adjudicators made gold of, each, where both decided, by article."""
    found: dict[str, Layers] = {}
    for both in adjudicated_twice(session):
        one, other = both.names
        sides = (Layer(both.article, one), Layer(both.article, other, role=Against.ADJUDICATORS))
        found[both.article] = [
            (side, tuple(chain.from_iterable(pair[n] for pair in both.pairs)))
            for n, side in enumerate(sides)
        ]
    return found
