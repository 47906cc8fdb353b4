"""Views of the queue: the first one, other orders, and how far a curator is with a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, incoming
from workbench.model import Arm, Progress, Role, Sort, View
from workbench.workflow import curate, queue, team
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session


@pytest.fixture
def several(session: Session) -> Session:
    """Four articles: one submitted, one decided, one begun, one new."""
    texts = ("نص قصير بلا أسماء", "كلام آخر بلا أسماء", TEXT, "نص رابع بلا أسماء")
    list(ingest(session, (incoming(text, f"{n}.txt") for n, text in enumerate(texts))))
    for place, article in enumerate(session.store.article_ids()[:3]):
        sheet = curate.open_article(session, article)
        if place == 0:
            curate.submit(session, sheet, reject_undecided=True)
    return session


def test_counts_are_of_the_listing(several: Session) -> None:
    everything = dict.fromkeys(Progress, 1)
    assert queue.counts(several, queue.listing(several)) == everything
    begun = queue.listing(several, View(mine=True))
    assert queue.counts(several, begun) == everything | {Progress.NEW: 0}
    found = queue.listing(several, View(search="رابع"))
    assert queue.counts(several, found) == dict.fromkeys(Progress, 0) | {Progress.NEW: 1}


def test_the_first_view_is_of_what_one_was_asked_for(
    several: Session, open_as: Callable[[str], Session]
) -> None:
    assert queue.first_view(several) == View()
    team.enrol(several, "badr", [Role.CURATOR])
    list(team.assign(several, several.store.article_ids()[1:2], ["badr"], Arm.ASSISTED))
    badr = open_as("badr")
    assert queue.first_view(badr) == View(mine=True)
    (row,) = queue.page(badr, queue.listing(badr, queue.first_view(badr)))
    assert row.source == "1.txt"


def test_a_listing_is_made_anew_only_where_it_can_be_another(several: Session) -> None:
    found, own = queue.listing(several), queue.listing(several, View(progress=Progress.NEW))
    assert queue.renewed(several, found) is found
    last = several.store.article_ids()[3]
    curate.open_article(several, last)
    assert queue.renewed(several, found) is found
    assert len(queue.renewed(several, own)) == 0
    list(ingest(several, iter([incoming("نص خامس", "4.txt")])))
    assert len(queue.renewed(several, found)) == 5


def test_searching_sorts_by_match_unless_another_order_is_chosen() -> None:
    found = queue.searching(View(), " فاس ")
    assert found == View(search="فاس", sort=Sort.MATCH)
    assert queue.searching(found, " ") == View()
    assert queue.searching(View(sort=Sort.SOURCE), "فاس").sort is Sort.SOURCE
    assert queue.unfiltered(found) == View()
    assert queue.sorted_next(found).sort is Sort.INGESTED
    assert queue.sorted_next(View(sort=Sort.UNDECIDED)).sort is Sort.INGESTED
    assert queue.turned(queue.turned(found)) == found


def test_what_can_be_asked_for(several: Session) -> None:
    found = queue.choices(several)
    assert "ORG" in found.labels
    assert "entities" in found.extractors
    assert "zones" not in found.extractors
    assert list(found.curators.values()) == ["amal"]
