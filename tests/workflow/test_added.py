"""What all curators missed: an adjudicator adds it, and curators and gold come to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, on
from tests.workflow.casework import (
    CAPITAL,
    CITY,
    COUNT,
    MINISTRY,
    PERSON,
    SHORT,
    WRONG,
    case_of,
    data,
    decided,
    gold,
    place,
    submit,
)
from tests.workflow.test_share_adjudications import Files, files, judging, main_file
from workbench.agreement import Kind
from workbench.errors import BadSpan, Refused, UnknownName
from workbench.model import Annotation, Number, Role
from workbench.workflow import adjudicate, curate, history, settings, team
from workbench.workflow.adjudicate import Cause, Outcome, Progress, Remarks, Standing, Wanted
from workbench.workflow.check import check_database
from workbench.workflow.differences import differences
from workbench.workflow.twice import adjudicated_twice

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.adjudicate import Case
    from workbench.workflow.session import Session

__all__ = ["files"]

PERCENT = on(TEXT, "4 في المائة", "PERCENT")
FIRST = on(TEXT, "محمد", "PER")


def wanted(*annotations: Annotation) -> list[Wanted]:
    return [Wanted(a.span.start, a.span.end, a.label, a.value) for a in annotations]


def held(case: Case) -> list[tuple[str, str]]:
    return [(m.annotation.label, m.annotation.surface) for m in case.layer.standing]


def test_what_all_missed_is_added_with_its_value_and_taken_back(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    case = adjudicate.add(lead, case_of(lead), wanted(PERSON, PERCENT), Remarks(Cause.SLIP, "فات"))
    assert held(case) == [("PER", PERSON.surface), ("PERCENT", PERCENT.surface)]
    (value,) = (m.annotation.value for m in case.layer.standing if m.annotation.value is not None)
    assert isinstance(value, Number)
    assert value.number == 4, "read in the text"
    alone = case[place(case, PERSON)]
    assert (case.standing(alone), case.finding(alone).outcome) == (
        Standing.DECIDED, Outcome.ADDED,
    )  # fmt: skip
    assert (case.finding(alone).cause, case.finding(alone).note) == (Cause.SLIP, "فات")
    assert len(case.waiting) == 3, "it is decided"
    assert case == case_of(lead), "what is shown is on disk"
    case = adjudicate.remark(lead, case, alone.id, Remarks(guideline=True))
    assert case.finding(alone).guideline
    case = adjudicate.edit(lead, case, alone.id, wanted(FIRST))
    assert held(case) == [("PER", FIRST.surface), ("PERCENT", PERCENT.surface)]
    assert case.finding(case[place(case, FIRST)]).note == "فات", "remarks stay"
    with pytest.raises(Refused, match="yourself"):
        adjudicate.defer(lead, case, place(case, FIRST))
    with pytest.raises(Refused, match="yourself"):
        adjudicate.take_majority(lead, case, place(case, FIRST))
    curate.undo(lead)
    assert held(case_of(lead)) == [("PER", PERSON.surface), ("PERCENT", PERCENT.surface)]
    curate.redo(lead)
    case = adjudicate.reject_all(lead, case_of(lead), place(case, FIRST))
    case = adjudicate.take(lead, case, place(case, PERCENT), "A")
    assert held(case) == []
    assert len(case.clusters) == 4
    assert list(check_database(lead)) == []


def test_what_cannot_be_added_is_refused(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    case = case_of(lead)
    with pytest.raises(BadSpan, match="is another place"):
        adjudicate.add(lead, case, wanted(SHORT))
    with pytest.raises(Refused, match="label first"):
        adjudicate.add(lead, case, [])
    with pytest.raises(BadSpan):
        adjudicate.add(lead, case, [Wanted(0, len(TEXT) + 1, "ORG")])
    with pytest.raises(UnknownName):
        adjudicate.add(lead, case, [Wanted(0, 5, "NONE")])
    assert lead.store.adjudications() == ()
    case = adjudicate.finish(lead, decided(lead))
    with pytest.raises(Refused, match="reopen"):
        adjudicate.add(lead, case, wanted(PERSON))


def test_what_was_added_is_gold_that_its_curators_missed(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    case = adjudicate.add(lead, case_of(lead), wanted(PERSON), Remarks(note="فات"))
    decided(lead)
    adjudicate.finish(lead, case)
    before = data(lead)
    (record,) = gold(lead)
    spans = record["spans"]
    assert isinstance(spans, list)
    (span,) = [each for each in spans if each["text"] == PERSON.surface]
    assert (span["origin"], span["resolution"], span["votes"], span["curators"]) == (
        "added", "adjudicated", "0/3", [],
    )  # fmt: skip
    for name in ("basma", "chadia", "dalal"):
        session = team_of_three(name)
        (row,) = [r for r in differences(session, case.article.id) if r.other == PERSON]
        assert row.kind is Kind.ONLY_Q
        assert row.said is not None
        assert (row.said.outcome, row.said.note) == (Outcome.ADDED, "فات")
    past = [
        each for each in history.history(lead, case.article.id) if each.surface == PERSON.surface
    ]
    assert {each.curator for each in past} == {"lead"}
    assert len(past) == 1
    case = adjudicate.reopen(lead, case)
    case = adjudicate.clear(lead, case, place(case, PERSON))
    adjudicate.finish(lead, case)
    assert data(lead) != before
    for _ in range(3):
        curate.undo(lead)
    assert data(lead) == before


def test_a_new_submission_that_meets_it_is_decided_with_it(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, dalal = team_of_three("lead"), team_of_three("dalal")
    adjudicate.add(lead, case_of(lead), wanted(PERSON))
    adjudicate.finish(lead, decided(lead))
    submit(dalal, SHORT, WRONG, CITY, FIRST)
    assert adjudicate.ready(lead)[0].progress is Progress.CHANGED
    assert data(lead) == b""
    case = case_of(lead)
    assert case.changed
    assert [mark.annotation for mark in case.overtaken] == [PERSON]
    (waiting,) = case.waiting
    assert not waiting.added
    assert [mark.annotation for mark in waiting.made] == [PERSON]
    case = adjudicate.reopen(lead, case)
    assert PERSON in [mark.annotation for mark in case.layer.standing], "it is not lost"
    with pytest.raises(Refused, match="1 place"):
        adjudicate.finish(lead, case)
    for kept in (FIRST, PERSON):
        case = adjudicate.edit(lead, case, waiting.id, wanted(kept))
        assert [m.annotation for m in case.gold(waiting)] == [kept]
        assert not case.changed
    adjudicate.finish(lead, case)
    texts = [each["text"] for each in gold(lead)[0]["spans"]]  # type: ignore[attr-defined]
    assert texts.count(PERSON.surface) == 1
    assert list(check_database(lead)) == []


def test_where_all_come_to_agree_with_it_nothing_is_asked(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    adjudicate.add(lead, case_of(lead), wanted(PERSON))
    adjudicate.finish(lead, decided(lead))
    submit(team_of_three("basma"), MINISTRY, COUNT, CITY, CAPITAL, PERSON)
    submit(team_of_three("chadia"), SHORT, COUNT, CITY, on(TEXT, "الرباط", "LOC"), PERSON)
    submit(team_of_three("dalal"), SHORT, WRONG, CITY, PERSON)
    case = case_of(lead)
    assert case.waiting == ()
    assert case.changed, "though something is new"
    adjudicate.finish(lead, adjudicate.reopen(lead, case))
    (record,) = gold(lead)
    found = record["spans"]
    assert isinstance(found, list)
    (span,) = [each for each in found if each["text"] == PERSON.surface]
    assert (span["resolution"], span["votes"]) == ("unanimous", "3/3")


def test_two_adjudicators_are_compared_where_either_added(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    team.enrol(lead, "eman", [Role.ADJUDICATOR])
    settings.change(lead, "adjudicate-twice", "1")
    eman = team_of_three("eman")
    for session, added in ((lead, [PERSON, PERCENT]), (eman, [FIRST, PERCENT])):
        case = adjudicate.add(session, case_of(session), wanted(*added))
        decided(session)
        adjudicate.finish(session, case)
    (both,) = adjudicated_twice(lead)
    assert (both.places, both.alike) == (5, 4)
    assert ((PERSON,), (FIRST,)) in both.pairs


def test_it_comes_with_a_merge_under_the_same_name(files: Files) -> None:
    eman = judging(files, "eman")
    case = adjudicate.add(eman, case_of(eman), wanted(PERSON))
    decided(eman)
    adjudicate.finish(eman, case)
    lead = main_file(files)
    for brought in files.merge(lead, "eman", "basma", "chadia", "dalal"):
        assert brought.conflicts == []
    assert data(lead) == data(eman) != b""
    case = case_of(lead)
    assert case[place(case, PERSON)].added
    assert list(check_database(lead)) == []
