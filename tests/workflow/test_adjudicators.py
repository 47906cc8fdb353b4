"""Who may adjudicate, and what curators see of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow.casework import (
    CAPITAL,
    CITY,
    COUNT,
    MINISTRY,
    SHORT,
    WRONG,
    case_of,
    data,
    decided,
    gold,
    lane,
    place,
    submit,
)
from workbench.agreement import Kind
from workbench.errors import NotVisible, Refused, UnknownName
from workbench.model import Role, Status
from workbench.workflow import adjudicate, curate, release, settings, team
from workbench.workflow.adjudicate import Cause, Standing
from workbench.workflow.differences import differences

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session


def test_one_adjudicator_at_a_time_until_taken_over(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    team.enrol(lead, "eman", [Role.ADJUDICATOR])
    eman = team_of_three("eman")
    case = case_of(lead)
    capital = place(case, CAPITAL)
    case = adjudicate.reject_all(lead, case, capital)
    theirs = case_of(eman)
    assert theirs.holder == "lead"
    assert adjudicate.ready(eman)[0].holder == "lead"
    with pytest.raises(Refused, match="lead is adjudicating"):
        adjudicate.clear(eman, theirs, capital)
    with pytest.raises(Refused, match="lead is adjudicating"):
        adjudicate.take_majority(eman, theirs, place(theirs, COUNT))
    theirs = adjudicate.reopen(eman, theirs)
    assert (theirs.holder, case_of(lead).holder) == (None, "eman")
    theirs = adjudicate.clear(eman, theirs, capital)
    with pytest.raises(Refused, match="not yours to change now"):
        curate.undo(lead)
    curate.undo(eman)
    assert case_of(eman).standing(case[capital]) is Standing.DECIDED
    adjudicate.take_majority(eman, theirs, place(theirs, COUNT))
    ministry = place(theirs, MINISTRY)
    theirs = adjudicate.take(eman, theirs, ministry, lane(theirs, ministry, MINISTRY))
    adjudicate.finish(eman, theirs)
    assert case_of(lead).holder is None, "what is finished is nobody's"
    assert len(lead.store.adjudications()) == 1
    assert data(lead) == data(eman) != b""
    team.enrol(lead, "eman", [Role.CURATOR])
    with pytest.raises(Refused, match="not yours to change now"):
        curate.undo(eman)


def test_own_work_needs_leave_and_is_recorded(team_of_three: Callable[[str], Session]) -> None:
    lead, basma = team_of_three("lead"), team_of_three("basma")
    team.enrol(lead, "basma", list(Role))
    with pytest.raises(Refused, match="settings own-work on"):
        case_of(basma)
    assert adjudicate.ready(basma)[0].own_work
    with pytest.raises(Refused, match="adjudicates"):
        settings.change(team_of_three("dalal"), "own-work", "on")
    settings.change(lead, "own-work", "on")
    case = adjudicate.finish(basma, decided(basma))
    assert case.own_work
    assert all(case.finding(c).own_work for c in case.clusters)
    report = release.Report()
    list(release.gold_records(lead, release.Request(), report))
    assert (report.adjudicated, report.own_work) == (2, 2)
    assert "2 of 2" in release.describe(report, "x")


def test_settings_are_checked(opened: Callable[[str], Session]) -> None:
    lead = opened("lead")
    assert settings.settings(lead) == {"own-work": "off", "curators": "2", "adjudicate-twice": "0"}
    for name, value in (("own-work", "yes"), ("curators", "0"), ("curators", "²"),
                        ("curators", "9" * 5000), ("curators", "-1"),
                        ("adjudicate-twice", "1.5"), ("adjudicate-twice", "٠٫٥"),
                        ("adjudicate-twice", "5%"), ("adjudicate-twice", ".")):  # fmt: skip
        with pytest.raises(Refused):
            settings.change(lead, name, value)
    with pytest.raises(UnknownName, match="own-work"):
        settings.change(lead, "own-wor", "on")
    settings.change(lead, "curators", "3")
    submit(opened("basma"), CITY)
    submit(opened("chadia"), CITY)
    assert adjudicate.ready(lead) == []
    with pytest.raises(Refused, match="3 curators"):
        case_of(lead)


def test_who_joins_late_is_not_waited_for_and_counts_once_she_submits(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, fatin = team_of_three("lead"), team_of_three("fatin")
    case = decided(lead)
    sheet = curate.open_article(fatin, case.article.id)
    assert case_of(lead).waiting == (), "looking is not taking part"
    sheet = curate.add(fatin, sheet, CITY.span, "GPE")
    assert case_of(lead).waiting == ()
    assert len(adjudicate.ready(lead)) == 1
    curate.submit(fatin, sheet)
    assert case_of(lead).waiting


def test_curators_see_how_they_differ_once_it_is_adjudicated(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, dalal = team_of_three("lead"), team_of_three("dalal")
    article = lead.store.article_ids()[0]
    with pytest.raises(Refused, match="Nobody"):
        differences(dalal, article)
    case = decided(lead)
    with pytest.raises(Refused, match="to the end"):
        differences(dalal, article)
    adjudicate.finish(lead, case)
    found = differences(dalal, article)
    assert [(d.kind, d.one, d.other) for d in found if not d.agrees] == [
        (Kind.BOUNDARY_OTHER, SHORT, MINISTRY),
        (Kind.VALUE_AMOUNT, WRONG, COUNT),
    ]
    assert [d.agrees for d in found] == [False, False, True]
    (other,) = [d for d in differences(team_of_three("basma"), article) if not d.agrees]
    assert (other.kind, other.one, other.other) == (Kind.ONLY_P, CAPITAL, None)
    assert other.said is not None
    assert (other.said.cause, other.said.note, other.said.source) == (
        Cause.AMBIGUOUS,
        "لا أحد",
        None,
    )
    stranger = team_of_three("stranger")
    for who in (stranger, lead):
        with pytest.raises(NotVisible):
            differences(who, article)
    sheet = curate.open_article(stranger, article)
    curate.add(stranger, sheet, CITY.span, "GPE")
    assert differences(dalal, article) == found, "who joins late takes nothing from others"
    with pytest.raises(NotVisible):
        differences(stranger, article)


def test_an_adjudication_is_no_layer_of_annotations(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    layers, assignments = lead.store.layers(), lead.store.assignments()
    adjudicate.finish(lead, decided(lead))
    assert (lead.store.layers(), lead.store.assignments()) == (layers, assignments)
    article = lead.store.article_ids()[0]
    assert lead.store.assignment(article, lead.curator) is None
    assert lead.store.progress(lead.curator) == (2, 0)
    (adjudication,) = lead.store.adjudications()
    assert lead.store.frozen(adjudication) == ()
    (record,) = gold(lead, layers=release.Layers.CURATOR, curator="basma")
    assert record["status"] == Status.FINISHED
