"""The places where curators differ, for people to read.

Invariant: what several pairs of curators have in common, the same two spans that differ alike, is
one place; so nothing is read twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.agreement import KINDS, Against, Class, Kind, Part
from workbench.model import short_value
from workbench.workflow.measure import layers as reading
from workbench.workflow.measure.cases import cases_of, is_behind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.agreement import Cell
    from workbench.model import Annotation
    from workbench.workflow.measure.cases import Case
    from workbench.workflow.measure.report import Filters, Report
    from workbench.workflow.session import Session

LIMIT = 300
"""Places that are gathered, unless more are asked for."""

_LEAST = 10  # places of one article, however many articles there are

_READ = (Against.CURATOR, Against.SELF, Against.GOLD, Against.ADJUDICATORS)
_WHOLE = (Against.GOLD, Against.ADJUDICATORS)
"""What is measured of all arms, whichever are asked for."""
_ALONE = {Kind.ONLY_P, Kind.ONLY_Q}


@dataclass(frozen=True, slots=True)
class Difference:
    """Cases of one place: all of the same spans of one article, compared with the same thing.

    `one` is what those named in `ones` marked, `other` what `others` marked, which is nothing where
    it is None. A name is None for gold. What gold, or a later round, has alone is `one`, too.
    """

    article: str
    source: str
    text: str
    against: Against
    kind: Kind
    one: Annotation
    other: Annotation | None
    ones: tuple[str | None, ...]
    others: tuple[str | None, ...]
    cases: tuple[Case, ...]

    def is_behind(self, cell: Cell) -> bool:
        """Whether a cell counts one of the cases."""
        return any(is_behind(case, cell) for case in self.cases)


@dataclass(frozen=True, slots=True)
class Found:
    """The places that were gathered, of how many of the articles that have any.

    `each` is how many places of one article are there at most, None where none was left out.
    """

    differences: tuple[Difference, ...]
    articles: int
    of: int
    each: int | None


def differences(session: Session, report: Report, *, limit: int = LIMIT) -> Found:
    """Places where the session's curator may see how others differ, about `limit`.

    Articles that agree least come first; of each there are as many places as there is room for.
    """
    gold = reading.gold(session) if report.beside else {}
    decided = reading.by_adjudicators(session) if report.beside else {}
    articles = _articles(report)
    each = max(_LEAST, limit // max(len(articles), 1))
    found: list[Difference] = []
    read, cut = 0, False
    for article in articles:
        if len(found) >= limit:
            break
        layers = reading.first_layers(session, article) + gold.get(article, [])
        made = cases_of(session, article, layers)
        made += cases_of(session, article, decided[article]) if article in decided else []
        cases = [case for one in made if (case := _filtered(one, report.filters)) is not None]
        places = _places(session, cases)
        step = -(-len(places) // each) or 1
        found += places[::step]
        read, cut = read + 1, cut or step > 1
    session.store.shown((place.article for place in found), session.curator)
    return Found(tuple(found), read, len(articles), each if cut else None)


def _articles(report: Report) -> list[str]:
    """The articles that may have such places, those that agree least first."""
    rows = report.results["classes"].of(Part.DOCUMENT)
    rows = tuple(sorted(rows, key=lambda row: -(row.figure.value or 0)))
    differing = [row.names[0] for row in rows if row.figure.spans]
    return list(dict.fromkeys([*differing, *report.beside]))


def _filtered(case: Case, filters: Filters) -> Case | None:
    """A case as the report counts it, if it is one, and no agreement."""
    agreed = case.kind in KINDS[Class.AGREE] or case.against not in _READ
    elsewhere = filters.arms not in (None, case.arms) and case.against not in _WHOLE
    others = filters.curator not in (None, case.first, case.second)
    if agreed or elsewhere or (others and case.against is not Against.ADJUDICATORS):
        return None
    if filters.label is None:
        return case
    one, other = (m if m is not None and m.label == filters.label else None
                  for m in (case.one, case.other))  # fmt: skip
    if one is None and other is None:
        return None
    kind = case.kind if one and other else Kind.ONLY_P if one else Kind.ONLY_Q
    return replace(case, one=one, other=other, kind=kind)


def _places(session: Session, cases: Iterable[Case]) -> list[Difference]:
    """The differences of an article's cases, in their order."""
    by_place: dict[tuple[object, ...], list[Case]] = {}
    for case in cases:
        by_place.setdefault(_place(case), []).append(case)
    return [_difference(session, each) for each in by_place.values()]


def _place(case: Case) -> tuple[object, ...]:
    """What cases of one place have in common; between curators there is no first and second."""
    marks = [_key(case.one), _key(case.other)]
    if case.against is Against.CURATOR:
        marks.sort()
    return case.against, case.kind in _ALONE, *marks


def _key(mark: Annotation | None) -> tuple[object, ...]:
    """Marks in their order, none behind all."""
    if mark is None:
        return (True,)
    value = short_value(mark.value) if mark.value is not None else ""
    return False, mark.span.start, mark.span.end, mark.label, value


def _difference(session: Session, cases: list[Case]) -> Difference:
    first = cases[0]
    marks = sorted((mark for mark in (first.one, first.other) if mark is not None), key=_key)
    if first.against is not Against.CURATOR and first.one is not None:
        marks.sort(key=lambda mark: mark is not first.one)
    names: tuple[dict[str | None, None], ...] = ({}, {})
    for case in cases:
        turned = _key(case.one) != _key(marks[0])
        names[turned][case.first] = None
        names[not turned][case.second] = None
    return Difference(
        first.article, first.source, session.store.article(first.article).text, first.against,
        first.kind, marks[0], marks[1] if len(marks) > 1 else None, _sorted(names[0]),
        _sorted(names[1]), tuple(cases),
    )  # fmt: skip


def _sorted(names: Iterable[str | None]) -> tuple[str | None, ...]:
    return tuple(sorted(names, key=lambda name: (name is None, name or "")))
