"""The queue of one curator: what it lists, a page of it, and which article comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import View

if TYPE_CHECKING:
    from array import array

    from workbench.model import QueueRow
    from workbench.workflow.session import Session

_STEP = 4000  # articles asked about at a time
_PREVIOUS = -1


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The articles of a view in its order, by their numbers: small even for a large corpus."""

    view: View
    numbers: array[int]

    def __len__(self) -> int:
        return len(self.numbers)


def listing(session: Session, view: View | None = None) -> Listing:
    """What a view asks for, as the session's curator finds it now; all articles without one."""
    view = view or View()
    return Listing(view, session.store.listed(session.curator, view))


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
    for first in range(0, len(waiting), _STEP):
        step = waiting[first : first + _STEP]
        number = session.store.first_unsubmitted(session.curator, step)
        if number is not None:
            return session.store.article_of(number)
    return None


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
