"""The docket: what lists say about articles that are adjudicated, before one is opened.

Invariant: nothing here writes, and nothing is told that opening the article would not tell.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.agreement import Kind
from workbench.errors import Refused
from workbench.workflow.cases import unseen_case
from workbench.workflow.differences import differences, kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from workbench.model import Article
    from workbench.workflow.cases import Case
    from workbench.workflow.differences import Difference
    from workbench.workflow.session import Session


__all__ = [
    "Entry",
    "Fate",
    "Kind",
    "Outcome",
    "adjudicated",
    "adjudicates",
    "compared",
    "differing",
    "entries",
    "fate",
    "outcomes",
]


class Fate(StrEnum):
    """What became of a span that a curator marked, or did not."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"
    MISSED = "missed"
    """It is gold, and she had nothing there."""


def fate(row: Difference) -> Fate:
    """What became of hers in a row of `differences`, whose first side is hers."""
    if row.agrees:
        return Fate.KEPT
    if row.one is None:
        return Fate.MISSED
    return Fate.DROPPED if row.other is None else Fate.CHANGED


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that can be adjudicated: `waiting` counts the clusters still to decide.

    It is None where the session's curator may not adjudicate the article, which `refused` explains.
    """

    headline: str
    published: date | None
    waiting: int | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article that is adjudicated: how many spans of the session's curator became what.

    `fates` is None where that cannot be told now, which `refused` explains.
    """

    headline: str
    published: date | None
    fates: Mapping[Fate, int] | None
    refused: str = ""


def adjudicates(session: Session) -> bool:
    """Whether the session's curator may adjudicate."""
    return session.store.adjudicates(session.curator)


def entries(session: Session, articles: Sequence[str]) -> dict[str, Entry]:
    """What a list says about each of some articles that are ready; it costs as opening them."""
    return {article: _entry(session, article) for article in articles}


def _entry(session: Session, article_id: str) -> Entry:
    article = session.store.article(article_id)
    try:
        case = unseen_case(session, article_id)
    except Refused as error:
        return Entry(article.headline, article.published, None, str(error))
    return Entry(article.headline, article.published, len(case.waiting))


def differing(_session: Session, case: Case) -> dict[str, tuple[Kind, ...]]:
    """In what the lanes of each disputed cluster of a case differ, by the cluster's id."""
    return {c.id: kinds(case.article, c) for c in case.clusters if not c.agreed}


def adjudicated(session: Session) -> list[str]:
    """The articles that the session's curator worked on and that somebody has adjudicated."""
    store, viewer = session.store, session.curator
    return [
        each.article
        for each in store.deciding().values()
        if store.closed(each)
        and any(layer.curator == viewer.id for layer in store.layers_of(each.article))
    ]


def outcomes(session: Session, articles: Sequence[str]) -> dict[str, Outcome]:
    """What became of hers in each of some articles of `adjudicated`."""
    return {article: _outcome(session, article) for article in articles}


def _outcome(session: Session, article_id: str) -> Outcome:
    article = session.store.article(article_id)
    try:
        counts = Counter(map(fate, differences(session, article_id)))
    except Refused as error:  # NotVisible is one
        return Outcome(article.headline, article.published, None, str(error))
    return Outcome(article.headline, article.published, {each: counts[each] for each in Fate})


def compared(session: Session, article_id: str) -> tuple[Article, list[Difference]]:
    """An article, and how what the session's curator submitted compares with its gold.

    Refused, or NotVisible, as `differences`.
    """
    return session.store.article(article_id), differences(session, article_id)
