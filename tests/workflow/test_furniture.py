"""Site furniture on which curators differ is adjudicated, as what they marked is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, on
from tests.workflow.casework import case_of, data, decided, gold
from tests.workflow.test_added import wanted
from workbench.errors import BadSpan, Refused, UnknownName
from workbench.model import Annotation, ZoneKind
from workbench.workflow import adjudicate, correct, curate
from workbench.workflow.adjudicate import Cause, Outcome, Progress, Remarks, Standing, Wanted
from workbench.workflow.check import check_database
from workbench.workflow.differences import differences

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.adjudicate import Case
    from workbench.workflow.session import Session

HEAD = on(TEXT, "توقيف ثلاثة أشخاص بمدينة طنجة", ZoneKind.MENU)
TOWN = on(TEXT, "طنجة", "GPE")
"""In the headline."""


def resubmit(session: Session, *, zone: ZoneKind | None, add: tuple[Annotation, ...] = ()) -> None:
    """Submit again with the headline as site furniture, or as text."""
    sheet = curate.open_article(session, session.store.article_ids()[0])
    sheet = curate.reopen(session, sheet)
    if zone is None and sheet.layer.zones:
        sheet = correct.unfurnish(session, sheet, HEAD.span.start)
    elif zone is not None:
        sheet = correct.furnish(session, sheet, HEAD.span, zone)
    for each in add:
        sheet = curate.add(session, sheet, each.span, each.label)
    curate.submit(session, sheet)


@pytest.fixture
def furnished(team_of_three: Callable[[str], Session]) -> Callable[[str], Session]:
    """Basma holds the headline to be furniture; Dalal marks a town in it."""
    resubmit(team_of_three("basma"), zone=ZoneKind.MENU)
    resubmit(team_of_three("dalal"), zone=None, add=(TOWN,))
    return team_of_three


def headline(case: Case) -> str:
    return next(cluster.id for cluster in case.clusters if cluster.furniture)


def test_furniture_is_decided_and_what_is_in_it_goes_with_it(
    furnished: Callable[[str], Session],
) -> None:
    lead = furnished("lead")
    case = case_of(lead)
    zone, town = case.clusters[:2]
    assert (zone.furniture, zone.span, town.span) == (True, HEAD.span, TOWN.span)
    assert sorted(len(marks) for marks in zone.lanes.values()) == [0, 0, 1]
    assert zone.majority is not None
    assert zone.lanes[zone.majority] == ()
    case = adjudicate.reject_all(lead, case, town.id)
    lane = next(name for name, marks in zone.lanes.items() if marks)
    case = adjudicate.take(lead, case, zone.id, lane, Remarks(Cause.GUIDELINE))
    assert [z.kind for z in case.zones] == [ZoneKind.MENU]
    assert town.id not in {c.id for c in case.clusters}
    assert case.finding(town).outcome is None, "in the same act"
    with pytest.raises(Refused, match="Site furniture"):
        adjudicate.add(lead, case, wanted(on(TEXT, "أشخاص", "ORG")))
    case = adjudicate.edit(lead, case, zone.id, [Wanted(3, 5, ZoneKind.CREDIT)])
    assert [(z.kind, z.span) for z in case.zones] == [(ZoneKind.CREDIT, HEAD.span)], "whole lines"
    curate.undo(lead)
    curate.undo(lead)
    case = case_of(lead)
    assert case.finding(town).outcome is Outcome.REJECTED
    curate.redo(lead)
    decided(lead)
    adjudicate.finish(lead, case_of(lead))
    (record,) = gold(lead)
    assert record["status"] == "finished"
    assert record["zones"] == [{"start": 0, "end": HEAD.span.end, "kind": "menu"}]
    rows = differences(furnished("dalal"), case.article.id)
    (row,) = [r for r in rows if r.one == TOWN]
    assert row.other is None
    assert row.said is not None
    assert row.said.cause is Cause.GUIDELINE, "why is said of the furniture"
    assert list(check_database(lead)) == []


def test_furniture_that_is_none_leaves_what_is_in_it(furnished: Callable[[str], Session]) -> None:
    lead = furnished("lead")
    case = adjudicate.take_majority(lead, case_of(lead), headline(case_of(lead)))
    assert case.zones == ()
    with pytest.raises(UnknownName, match="furniture"):
        adjudicate.edit(lead, case, headline(case), [Wanted(0, 5, "ORG")])
    with pytest.raises(BadSpan):
        adjudicate.edit(lead, case, headline(case), [Wanted(0, len(TEXT) + 1, "menu")])
    town = next(c for c in case.clusters if c.span == TOWN.span)
    case = adjudicate.edit(lead, case, town.id, wanted(TOWN))
    decided(lead)
    adjudicate.finish(lead, case)
    (record,) = gold(lead)
    assert record["zones"] == []
    assert record["spans"][0]["text"] == TOWN.surface  # type: ignore[index]


def test_where_all_agree_on_furniture_nothing_is_asked(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    before = [cluster.id for cluster in case_of(lead).clusters]
    for name in ("basma", "chadia", "dalal"):
        resubmit(team_of_three(name), zone=ZoneKind.MENU)
    case = case_of(lead)
    assert [cluster.id for cluster in case.clusters] == before
    assert [z.span for z in case.zones] == [HEAD.span]
    adjudicate.finish(lead, decided(lead))
    assert len(gold(lead)[0]["zones"]) == 1  # type: ignore[arg-type]


def test_a_new_submission_with_other_furniture_reopens_that_and_nothing_else(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, basma = team_of_three("lead"), team_of_three("basma")
    adjudicate.finish(lead, decided(lead))
    before = data(lead)
    resubmit(basma, zone=ZoneKind.MENU)
    assert adjudicate.ready(lead)[0].progress is Progress.CHANGED
    assert data(lead) == b""
    case = case_of(lead)
    assert case.changed
    assert [c.furniture for c in case.waiting] == [True]
    states = {case.standing(c) for c in case.clusters if not c.furniture}
    assert states == {Standing.DECIDED}
    resubmit(basma, zone=None)
    assert adjudicate.ready(lead)[0].progress is Progress.FINISHED, "it says the same as before"
    assert data(lead) == before
    for name in ("basma", "chadia", "dalal"):
        resubmit(team_of_three(name), zone=ZoneKind.MENU)
    assert adjudicate.ready(lead)[0].progress is Progress.FINISHED, "they do not differ"
    assert len(gold(lead)[0]["zones"]) == 1  # type: ignore[arg-type]


def test_agreement_is_of_entities_and_figures_alone(furnished: Callable[[str], Session]) -> None:
    lead = furnished("lead")
    (one,) = adjudicate.ready(lead)
    assert headline(case_of(lead))
    # Of the pairs, two share CITY and COUNT, two CITY and SHORT, and one CITY alone.
    assert one.agreement == pytest.approx(2 * (2 + 1 + 2) / (8 + 8 + 8))
