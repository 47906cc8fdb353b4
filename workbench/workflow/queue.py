"""The queue of one curator: what it lists, a page of it, and which article comes next."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.model import Progress, Sort, View
from workbench.store.browse import about_own_work
from workbench.workflow.suggest import sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model import QueueRow
    from workbench.workflow.session import Session

_PREVIOUS = -1


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The articles of a view in its order, by their numbers: small even for a large corpus.

    `last` is the number of the article that had come last then.
    """

    view: View
    numbers: array[int]
    last: int = 0

    def __len__(self) -> int:
        return len(self.numbers)


EVERYTHING = Listing(View(), array("q"))
"""The view of all articles, before they are read."""


def listing(session: Session, view: View | None = None) -> Listing:
    """What a view asks for, as the session's curator finds it now; all articles without one.

    The listing's view has the order that it is in, which is another than by match where too many
    match.
    """
    view = session.store.feasible(view or View())
    last = session.store.last_number()
    return Listing(view, session.store.listed(session.curator, view), last)


def renewed(session: Session, found: Listing) -> Listing:
    """A listing as it is now; itself where nothing can have changed."""
    if about_own_work(found.view) or session.store.last_number() != found.last:
        return listing(session, found.view)
    return found


@dataclass(frozen=True, slots=True)
class Choices:
    """What a view can be asked for: names of labels and extractors, curators by id."""

    labels: tuple[str, ...]
    extractors: tuple[str, ...]
    curators: Mapping[str, str]


def choices(session: Session) -> Choices:
    """The labels, extractors and curators of the project."""
    scheme = session.scheme
    return Choices(
        tuple(label.name for label in (*scheme, *scheme.retired)),
        sources(session),
        {curator.id: curator.name for curator in session.store.curators()},
    )


def first_view(session: Session) -> View:
    """What a curator sees first: her own articles where she was asked for any, else all."""
    return View(mine=session.store.asked(session.curator))


def searching(view: View, words: str) -> View:
    """A view with other words; what is searched is sorted by match unless another order is chosen.

    Empty words end a search.
    """
    sort = view.sort
    if words.strip():
        sort = Sort.MATCH if sort is Sort.INGESTED else sort
    elif sort is Sort.MATCH:
        sort = Sort.INGESTED
    return replace(view, search=words.strip(), sort=sort)


def unfiltered(view: View) -> View:
    """The view of all articles, in the same order where that means anything."""
    sort = Sort.INGESTED if view.sort is Sort.MATCH else view.sort
    return View(sort=sort, backwards=view.backwards)


def sorted_next(view: View) -> View:
    """A view in the next order; by match only where words are searched."""
    orders = [sort for sort in Sort if sort is not Sort.MATCH or view.search]
    place = orders.index(view.sort) if view.sort in orders else -1
    return replace(view, sort=orders[(place + 1) % len(orders)])


def turned(view: View) -> View:
    """A view in the other direction."""
    return replace(view, backwards=not view.backwards)


def counts(session: Session, found: Listing) -> dict[Progress, int]:
    """How many articles of a listing the curator is how far with; an article counts once."""
    if _everything(found.view):
        states = session.store.begun_counts(session.curator)
    else:
        begun = session.store.begun(session.curator)
        listed = set(found.numbers) if begun else set()
        states = Counter({state: len(listed.intersection(n)) for state, n in begun.items()})
    states[Progress.NEW] = len(found) - states.total()
    return {state: states[state] for state in Progress}


def _everything(view: View) -> bool:
    return view == View(sort=view.sort, backwards=view.backwards)


def page(
    session: Session, found: Listing, start: int = 0, limit: int | None = None
) -> list[QueueRow]:
    """Up to `limit` articles of a listing from place `start` on."""
    end = len(found) if limit is None else start + limit
    return session.store.queue_rows(session.curator, found.numbers[start:end])


def place(session: Session, found: Listing, article: str) -> int | None:
    """At which place of a listing an article stands; None where it is not listed."""
    number = session.store.number(article)
    try:
        return found.numbers.index(number) if number is not None else None
    except ValueError:
        return None


def next_article(session: Session, found: Listing, after: str | None = None) -> str | None:
    """The next listed article that the curator has not submitted, around the end of the list.

    None where she has submitted all others.
    """
    at = place(session, found, after) if after is not None else None
    start = at + 1 if at is not None else 0
    waiting = found.numbers[start:] + found.numbers[: max(0, start - 1)]
    number = session.store.first_unsubmitted(session.curator, waiting)
    return session.store.article_of(number) if number is not None else None


def neighbour(session: Session, found: Listing, article: str, by: int) -> str:
    """The article behind (1) or before (-1) another in a listing, around its ends."""
    if not len(found):
        return article
    at = place(session, found, article)
    if at is None:
        at = len(found) if by == _PREVIOUS else -1
    return session.store.article_of(found.numbers[(at + by) % len(found)])


def progress(session: Session) -> tuple[int, int]:
    """How many articles there are, and how many the curator has submitted."""
    return session.store.progress(session.curator)
