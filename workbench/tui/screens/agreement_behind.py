"""The spans behind a number, a page at a time, so that other work on the database goes on between.

Invariant: pages follow one another without gap or repetition, whatever the size of an article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.workflow import measure
from workbench.workflow.measure import KINDS, Class, Kind

if TYPE_CHECKING:
    from workbench.model import Article
    from workbench.workflow.measure import Case, Cell
    from workbench.workflow.session import Session

PAGE = 40  # cases that are looked for at once

_DIFFERENT = tuple(kind for kind in Kind if kind not in KINDS[Class.AGREE])


@dataclass(frozen=True, slots=True)
class Question:
    """A cell of what was measured as if only `label` were marked, if one is given.

    Spans that agree are asked for if `agreeing`, or if the cell is one of them.
    """

    cell: Cell
    label: str | None = None
    agreeing: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...] | None:
        """The kinds that are asked for; None for all."""
        if self.cell.kinds is not None:
            return self.cell.kinds
        return None if self.agreeing else _DIFFERENT


@dataclass(frozen=True, slots=True)
class Place:
    """A case with its article."""

    case: Case
    article: Article


@dataclass(frozen=True, slots=True)
class Page:
    """Some places; `read` cases of the article `last` were looked at when they were found.

    `last` is None when no more can follow.
    """

    places: tuple[Place, ...]
    last: str | None = None
    read: int = 0


def page(session: Session, question: Question, before: Page | None = None) -> Page:
    """The places behind those of the page before, which may be none although more follow."""
    cell, read = _asked(question), 0
    if before is not None and before.last is not None:
        articles = session.store.article_ids()
        rest = articles[articles.index(before.last) :]
        only = frozenset(rest if cell.documents is None else cell.documents)
        cell = replace(cell, documents=tuple(name for name in rest if name in only))
        read = before.read
    found = measure.cases(session, cell, limit=read + PAGE)
    places = tuple(
        Place(case, session.store.article(case.article))
        for case in found[read:]
        if _is_asked(case, question)
    )
    if len(found) < read + PAGE:
        return Page(places)
    last = found[-1].article
    return Page(places, last, sum(case.article == last for case in found))


def _asked(question: Question) -> Cell:
    """The cell that has all that may be asked for."""
    if question.label is None:
        return replace(question.cell, kinds=question.kinds)
    # A span beside one of another label counts there as one alone: of which kind, is seen later.
    return replace(question.cell, kinds=None, labels=None, label=question.label)


def _is_asked(case: Case, question: Question) -> bool:
    """Whether a case is asked for, seen as if only one label were marked."""
    label, cell = question.label, question.cell
    if label is None:
        return True
    one, other = (mark.label if mark is not None and mark.label == label else None
                  for mark in (case.one, case.other))  # fmt: skip
    kind = case.kind if one and other else Kind.ONLY_P if one else Kind.ONLY_Q
    if cell.labels is not None and sorted(map(str, (one, other))) != sorted(map(str, cell.labels)):
        return False
    return question.kinds is None or kind in question.kinds
