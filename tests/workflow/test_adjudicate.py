"""Adjudication as a use case: what is ready, every act, undo, and gold."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, on
from tests.workflow.casework import (
    CAPITAL,
    CITY,
    COUNT,
    MINISTRY,
    OLD,
    PERSON,
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
from workbench.arabic.tokens import tokens
from workbench.curation import Policy
from workbench.errors import BadSpan, Refused, UnknownName
from workbench.model import ActionKind, Number
from workbench.workflow import adjudicate, curate, release
from workbench.workflow.adjudicate import Cause, Outcome, Progress, Remarks, Standing, Wanted
from workbench.workflow.check import check_database
from workbench.workflow.differences import kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session


def test_what_is_ready_is_listed_by_how_densely_it_differs(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, basma = team_of_three("lead"), team_of_three("basma")
    (one,) = adjudicate.ready(lead)
    assert (one.source, one.curators, one.progress) == ("one.txt", 3, Progress.WAITING)
    # Of the pairs, two share CITY and COUNT, two CITY and SHORT, and one CITY alone.
    assert one.agreement == pytest.approx(2 * (2 + 1 + 2) / (8 + 7 + 7))
    size = len(tokens(TEXT))
    assert one.tokens == size
    assert one.density == pytest.approx(100 * (22 - 10) / (3 * size))
    submit(basma, article=1)
    assert len(adjudicate.ready(lead)) == 1, "one curator is not enough"
    chadia = team_of_three("chadia")
    sheet = curate.open_article(chadia, chadia.store.article_ids()[1])
    curate.add(chadia, sheet, next(_digits(chadia)).span, "CARDINAL")
    assert len(adjudicate.ready(lead)) == 1, "somebody is still at it"
    submit(chadia, article=1)
    first, second = adjudicate.ready(lead)
    assert (first.source, second.source, second.agreement) == ("one.txt", "two.txt", 0)
    assert second.density == pytest.approx(100 * 1 / second.tokens), "one span, one pair"
    with pytest.raises(Refused, match="adjudicates"):
        adjudicate.ready(basma)
    with pytest.raises(Refused, match="adjudicates"):
        adjudicate.ready(team_of_three("stranger"))


def _digits(session: Session):  # type: ignore[no-untyped-def]
    text = session.store.article(session.store.article_ids()[1]).text
    yield on(text, "2720", "CARDINAL")


def test_a_case_hides_names_and_shows_places(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    case = case_of(lead)
    assert [case.article.text[c.span.start : c.span.end] for c in case.clusters] == [
        MINISTRY.surface, COUNT.surface, CITY.surface, CAPITAL.surface,
    ]  # fmt: skip
    assert all(list(c.lanes) == ["A", "B", "C"] for c in case.clusters)
    names = {c.id for c in lead.store.curators()} | {c.name for c in lead.store.curators()}
    assert not any(name in repr(case.clusters) for name in names)
    assert [case.standing(c) for c in case.clusters] == [
        Standing.OPEN, Standing.OPEN, Standing.AGREED, Standing.OPEN,
    ]  # fmt: skip
    found = [kinds(case.article, c) for c in case.clusters]
    assert found == [
        (Kind.BOUNDARY_OTHER,), (Kind.VALUE_AMOUNT,), (), (Kind.LABEL, Kind.ONLY_P),
    ]  # fmt: skip
    assert not case.own_work
    assert lead.store.adjudications() == (), "looking is not beginning"


def test_every_act(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    case = decided(lead)
    assert case.waiting == ()
    ministry, count, capital = (place(case, each) for each in (MINISTRY, COUNT, CAPITAL))
    assert [m.annotation for m in case.gold(case[ministry])] == [MINISTRY]
    (value,) = case.gold(case[count])
    assert value.annotation.value is not None
    assert case.finding(case[count]).outcome is Outcome.MAJORITY
    assert case.gold(case[capital]) == ()
    assert case.finding(case[capital]).note == "لا أحد"
    case = adjudicate.take(lead, case, capital, lane(case, capital), Remarks(note=""))
    said = case.finding(case[capital])
    assert (said.outcome, said.cause, said.note) == (Outcome.PICKED, Cause.AMBIGUOUS, None)
    assert case.gold(case[capital]) == (), "the lane was empty"
    case = adjudicate.remark(lead, case, capital, Remarks(Cause.GUIDELINE, guideline=True))
    assert case.finding(case[capital]).guideline
    assert case.finding(case[capital]).outcome is Outcome.PICKED
    case = adjudicate.defer(lead, case, capital)
    assert case.standing(case[capital]) is Standing.DEFERRED
    case = adjudicate.clear(lead, case, ministry)
    moroccan = on(TEXT, "المغربية", "NORP").span
    wanted = [Wanted(span.start, span.end, "ORG") for span in (SHORT.span, moroccan)]
    case = adjudicate.edit(lead, case, ministry, wanted)
    assert [m.annotation.surface for m in case.gold(case[ministry])] == [SHORT.surface, "المغربية"]
    case = adjudicate.edit(
        lead, case, count, [Wanted(COUNT.span.start, COUNT.span.end, "CARDINAL")]
    )
    (read,) = case.gold(case[count])
    assert isinstance(read.annotation.value, Number), "a value not given is read in the text"
    assert read.annotation.value.number == 35
    assert case == case_of(lead), "what is shown is on disk"
    kinds_ = {
        row[0] for row in lead.store.connection.rows(
            "SELECT DISTINCT a.kind FROM action a JOIN decision d ON d.action = a.id "
            "JOIN assignment g ON g.id = d.assignment WHERE g.task = 'adjudicate'"
        )
    }  # fmt: skip
    assert kinds_ == {ActionKind.ADJUDICATE}
    assert list(check_database(lead)) == []


def test_what_is_wrong_is_refused(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    case = case_of(lead)
    ministry, capital = place(case, MINISTRY), place(case, CAPITAL)
    with pytest.raises(UnknownName, match="lane"):
        adjudicate.take(lead, case, ministry, "D")
    with pytest.raises(Refused, match="half"):
        adjudicate.take_majority(lead, case, capital)
    with pytest.raises(Refused, match="submission changed"):
        adjudicate.reject_all(lead, case, "0" * 32)
    with pytest.raises(Refused, match="reject all"):
        adjudicate.edit(lead, case, ministry, [])
    with pytest.raises(BadSpan):
        adjudicate.edit(lead, case, ministry, [Wanted(0, len(TEXT) + 1, "ORG")])
    for elsewhere, why in ((CAPITAL, "is another place"), (PERSON, "is outside of this place")):
        wanted = [
            Wanted(*edges, "ORG")
            for edges in ((each.span.start, each.span.end) for each in (MINISTRY, elsewhere))
        ]
        with pytest.raises(BadSpan, match=f"“{elsewhere.surface}” {why}"):
            adjudicate.edit(lead, case, ministry, wanted)
    with pytest.raises(UnknownName):
        adjudicate.edit(lead, case, ministry, [Wanted(0, 5, "NONE")])
    with pytest.raises(Refused, match="3 places"):
        adjudicate.finish(lead, case)
    with pytest.raises(Refused, match="open already"):
        adjudicate.reopen(lead, case)
    assert lead.store.adjudications() == ()


def test_gold_is_finished_with_the_case_and_the_same_after_undo_and_redo(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    assert data(lead) == b""
    adjudicate.finish(lead, decided(lead))
    before = data(lead)
    (record,) = gold(lead)
    assert record["status"] == "finished"
    spans = record["spans"]
    assert isinstance(spans, list)
    assert [(s["text"], s["resolution"], s["votes"], s["curators"]) for s in spans] == [
        (MINISTRY.surface, "adjudicated", "1/3", ["c1"]),
        ("35", "adjudicated", "2/3", ["c1", "c2"]),
        (CITY.surface, "unanimous", "3/3", ["c1", "c2", "c3"]),
    ]
    assert data(team_of_three("basma")) == before, "all who submitted get the same bytes"
    case = adjudicate.reopen(lead, case_of(lead))
    assert data(lead) == b""
    assert gold(lead, include_unfinished=True)[0]["status"] == "unresolved"
    adjudicate.clear(lead, case, place(case, MINISTRY))
    curate.undo(lead)
    curate.undo(lead)
    assert data(lead) == before
    for _ in range(4):
        curate.undo(lead)
    assert data(lead) == b""
    for _ in range(4):
        curate.redo(lead)
    assert data(lead) == before
    assert list(check_database(lead)) == []


def test_same_submissions_and_decisions_give_the_same_bytes(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    adjudicate.finish(lead, decided(lead))
    first = data(lead)
    for policy in Policy:
        stream, again = io.BytesIO(), io.BytesIO()
        request = release.Request(policy=policy, include_unfinished=True)
        release.export(lead, request, stream)
        release.export(team_of_three("lead"), request, again)
        assert stream.getvalue() == again.getvalue()
    case = adjudicate.reopen(lead, case_of(lead))
    ministry = place(case, MINISTRY)
    case = adjudicate.take(lead, case, ministry, lane(case, ministry, MINISTRY))
    adjudicate.finish(lead, case)
    assert data(lead) == first, "finishing again without another decision changes nothing"


def test_a_new_submission_reopens_what_it_changed_and_keeps_the_rest(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, dalal = team_of_three("lead"), team_of_three("dalal")
    adjudicate.finish(lead, decided(lead))
    assert adjudicate.ready(lead)[0].progress is Progress.FINISHED
    before = data(lead)
    submit(dalal, SHORT, WRONG, CITY)
    assert adjudicate.ready(lead)[0].progress is Progress.FINISHED, "it says the same"
    assert data(lead) == before
    submit(dalal, SHORT, WRONG, CITY, CAPITAL)
    assert adjudicate.ready(lead)[0].progress is Progress.CHANGED
    assert data(lead) == b""
    case = case_of(lead)
    assert case.changed
    assert [case.standing(c) for c in case.clusters] == [
        Standing.DECIDED, Standing.DECIDED, Standing.DECIDED, Standing.OPEN,
    ]  # fmt: skip
    with pytest.raises(Refused, match="reopen it"):
        adjudicate.take_majority(lead, case, place(case, CAPITAL))
    case = adjudicate.reopen(lead, case)
    assert adjudicate.ready(lead)[0].progress is Progress.BEGUN
    case = adjudicate.take_majority(lead, case, place(case, CAPITAL))
    case = adjudicate.finish(lead, case)
    assert case.closed
    assert not case.changed
    (record,) = gold(lead)
    spans = record["spans"]
    assert isinstance(spans, list)
    assert [s["text"] for s in spans] == [
        MINISTRY.surface, "35", CITY.surface, CAPITAL.surface,
    ]  # fmt: skip
    assert list(check_database(lead)) == []


def test_a_place_that_changed_meanwhile_is_looked_at_again(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    case = case_of(lead)
    capital = place(case, CAPITAL)
    case = adjudicate.reject_all(lead, case, capital)
    submit(team_of_three("dalal"), SHORT, WRONG, CITY, OLD)
    with pytest.raises(Refused, match="look at it again"):
        adjudicate.reject_all(lead, case, capital)
    case = adjudicate.take_majority(lead, case, place(case, COUNT))
    assert not case.changed, "what was said about the old place is taken back with the next act"
    assert capital not in {c.id for c in case.clusters}
    assert case.standing(case[place(case, CAPITAL)]) is Standing.OPEN


def test_audits_come_before_finishing(
    team_of_three: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 1)
    lead = team_of_three("lead")
    case = decided(lead)
    assert [c.span for c in case.waiting] == [CITY.span]
    assert case.standing(case.waiting[0]) is Standing.AUDIT
    with pytest.raises(Refused, match="1 place"):
        adjudicate.finish(lead, case)
    case = adjudicate.take_majority(lead, case, case.waiting[0].id)
    assert adjudicate.finish(lead, case).closed
