"""From a number to the spans behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import KINDS, Against, Class, Judged, Kind
from workbench.agreement.assemble import arms_of
from workbench.agreement.batch import flatten
from workbench.agreement.compare import match
from workbench.curation.clusters import said
from workbench.workflow.measure import layers as reading
from workbench.workflow.measure.counting import study

if TYPE_CHECKING:
    from workbench.agreement import Arms, Cell, Layer
    from workbench.model import Annotation
    from workbench.workflow.session import Session

LIMIT = 500
"""Cases that are looked up, unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Case:
    """Two matched spans, or one without a partner, with the names of those who marked them.

    A name is None where the side is gold or what was suggested. `kind` tells how the two compare;
    ONLY_P is a span of the first side. `arms` says who of the two saw suggestions, `judged` what
    gold makes of them: of a suggestion that was kept, of a span that was missed.
    """

    article: str
    source: str
    against: Against
    arms: Arms
    first: str | None
    second: str | None
    kind: Kind
    one: Annotation | None
    other: Annotation | None
    judged: tuple[Judged, ...] = ()


def cases(session: Session, cell: Cell, *, limit: int = LIMIT) -> tuple[Case, ...]:
    """The spans behind a cell, in the order of the articles' ingestion, at most `limit`."""
    found: list[Case] = []
    beside: dict[str, reading.Layers] = {}
    if cell.against in _BESIDE:
        beside = _BESIDE[cell.against](session)
    for article in beside if cell.against in _BESIDE else _articles(session, cell):
        if cell.documents is not None and article not in cell.documents:
            continue
        layers = beside.get(article, [])
        if cell.against is not Against.ADJUDICATORS:
            layers = reading.first_layers(session, article) + layers
        if cell.against is Against.SUGGESTIONS:
            layers += reading.suggested(session, article)
        found += [case for case in cases_of(session, article, layers) if is_behind(case, cell)]
        if len(found) >= limit:
            break
    session.store.shown((case.article for case in found[:limit]), session.curator)
    return tuple(found[:limit])


_BESIDE = {Against.GOLD: reading.gold, Against.ADJUDICATORS: reading.by_adjudicators}
"""What is compared that is no first submission, by article."""


def _articles(session: Session, cell: Cell) -> list[str]:
    """The articles that may have such spans, as far as counts can tell."""
    whole = study(session, tokens=False)
    c = whole.comparisons
    mask = c.against == cell.against
    if cell.arms is not None:
        mask &= c.arms == cell.arms
    if cell.pair is not None:
        first, second = (whole.curators.index(n) if n in whole.curators else -1 for n in cell.pair)
        mask &= (c.first == first) & (c.second == second)
    wanted = whole.where(mask)
    cells = wanted.cells
    rows = np.ones(len(cells), np.bool_)
    if cell.kinds is not None:
        rows &= np.isin(cells.kind, cell.kinds)
    for label in (cell.label, cell.second, *(cell.labels or ())):
        if label is not None:
            number = whole.labels.index(label) + 1 if label in whole.labels else -1
            rows &= (cells.p == number) | (cells.q == number)
    documents = wanted.comparisons.document[cells.comparison[rows]]
    return [whole.documents[n] for n in np.unique(documents).tolist()]


def cases_of(session: Session, article: str, layers: reading.Layers) -> list[Case]:
    """All spans of the comparisons of one article's layers, matched or alone, in their order."""
    batch, compared, labels, values = reading.batch_of(session, layers)
    flat = flatten(batch.layers)
    found = match(batch, flat, lambda _n, _wanted: values)
    marks = [{(m.span.start, m.span.end, m.label): m for m in layer} for _layer, layer in layers]
    columns = (flat.layer.tolist(), flat.start.tolist(), flat.end.tolist(), flat.label.tolist())
    named = [
        marks[layer][start, end, labels[label]]
        for layer, start, end, label in zip(*columns, strict=True)
    ]
    matched = (found.comparison.tolist(), found.kind.tolist(), found.p.tolist(), found.q.tolist())
    only_p = (found.only_p_of.tolist(), found.only_p.tolist())
    only_q = (found.only_q_of.tolist(), found.only_q.tolist())
    rows: list[tuple[int, Kind, Annotation | None, Annotation | None]] = [
        (n, Kind(kind), named[p], named[q]) for n, kind, p, q in zip(*matched, strict=True)
    ]
    rows += [(n, Kind.ONLY_P, named[p], None) for n, p in zip(*only_p, strict=True)]
    rows += [(n, Kind.ONLY_Q, None, named[q]) for n, q in zip(*only_q, strict=True)]
    source = session.store.article(article).source
    made = []
    for n, kind, one, other in rows:
        sides = layers[compared.first[n]][0], layers[compared.second[n]][0]
        against = Against(int(compared.against[n]))
        made.append(_case(source, against, sides, kind, (one, other)))
    return sorted(_judged(session, article, made), key=_order)


def _judged(session: Session, article: str, made: list[Case]) -> list[Case]:
    """Cases with what gold makes of suggestions in them."""
    if not any(case.against is Against.GOLD for case in made):
        return made
    shown = reading.shown_to_some(session, article)
    if shown is None:
        return made
    found = []
    for case in made:
        judged = []
        if case.against is Against.GOLD and case.kind not in KINDS[Class.AGREE]:
            if case.one is not None and said(case.one) in shown:
                judged.append(Judged.WRONG_KEPT)
            if case.other is not None and said(case.other) not in shown:
                judged.append(Judged.UNSUGGESTED_MISSED)
        found.append(replace(case, judged=tuple(judged)))
    return found


_TURNED = {Kind.ONLY_P: Kind.ONLY_Q, Kind.ONLY_Q: Kind.ONLY_P}


def _case(
    source: str, against: Against, sides: tuple[Layer, Layer], kind: Kind,
    marks: tuple[Annotation | None, Annotation | None],
) -> Case:  # fmt: skip
    """A case with the curators in the order of their names, as in figures."""
    arms = arms_of(*sides)
    if sides[1].role is Against.CURATOR and sides[0].curator > sides[1].curator:
        sides, marks, kind = sides[::-1], marks[::-1], _TURNED.get(kind, kind)
    first, second = (side.curator or None for side in sides)
    return Case(sides[0].document, source, against, arms, first, second, kind, *marks)


def is_behind(case: Case, cell: Cell) -> bool:
    """Whether a cell counts a case."""
    labels = [mark.label if mark is not None else None for mark in (case.one, case.other)]
    if cell.judged is not None:  # that is said of one of the two alone
        labels = labels[:1] if cell.judged is Judged.WRONG_KEPT else labels[1:]
    return (
        case.against == cell.against
        and (cell.documents is None or case.article in cell.documents)
        and (cell.arms is None or case.arms == cell.arms)
        and (cell.pair is None or (case.first, case.second or "") == cell.pair)
        and (cell.curator is None or cell.curator in (case.first, case.second))
        and (cell.label is None or cell.label in labels)
        and (cell.labels is None or sorted(map(str, labels)) == sorted(map(str, cell.labels)))
        and (cell.kinds is None or case.kind in cell.kinds)
        and (cell.second is None or cell.second == labels[-1])
        and (cell.judged is None or cell.judged in case.judged)
    )


def _order(case: Case) -> tuple[int, int, str, str]:
    mark = case.one or case.other
    span = (mark.span.start, mark.span.end) if mark is not None else (0, 0)
    return *span, case.first or "", case.second or ""
