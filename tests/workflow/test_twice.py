"""Two adjudicators of one article, blind to one another, and how they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow.casework import (
    CAPITAL,
    COUNT,
    MINISTRY,
    SHORT,
    case_of,
    data,
    decided,
    lane,
    place,
)
from workbench.errors import NotVisible, Refused
from workbench.model import Role
from workbench.store.pairs import adjudicated
from workbench.workflow import adjudicate, curate, measure, settings, team
from workbench.workflow.adjudicate import Case, Progress
from workbench.workflow.check import check_database
from workbench.workflow.twice import adjudicated_twice

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session


@pytest.fixture
def by_two(team_of_three: Callable[[str], Session]) -> Callable[[str], Session]:
    """Every article is adjudicated twice; the lead and Eman adjudicate."""
    lead = team_of_three("lead")
    team.enrol(lead, "eman", [Role.ADJUDICATOR])
    settings.change(lead, "adjudicate-twice", "1")
    return team_of_three


def otherwise(session: Session) -> Case:
    """The ministry decided in another way than by `decided`."""
    case = decided(session)
    ministry = place(case, MINISTRY)
    return adjudicate.take(session, case, ministry, lane(case, ministry, SHORT))


def test_the_second_sees_nothing_of_the_first_and_gold_stays_the_first(
    by_two: Callable[[str], Session],
) -> None:
    lead, eman = by_two("lead"), by_two("eman")
    assert not adjudicate.ready(eman)[0].second, "nobody has begun; whoever does is the first"
    adjudicate.finish(lead, decided(lead))
    gold = data(lead)
    assert gold != b""
    assert data(by_two("basma")) == gold
    assert data(eman) == b"", "the first is kept from her in exports, too"
    (one,) = adjudicate.ready(eman)
    assert (one.second, one.progress, one.holder) == (True, Progress.WAITING, None)
    case = case_of(eman)
    assert not case.layer.latest
    assert len(case.waiting) == 3
    first = lead.store.adjudication(case.article.id)
    assert first is not None
    for ask in (eman.store.decisions, eman.store.submissions, eman.store.acts):
        with pytest.raises(NotVisible):
            ask(first, eman.curator)
    case = otherwise(eman)
    assert adjudicated_twice(lead) == []
    adjudicate.finish(eman, case)
    assert data(lead) == data(eman) == data(by_two("basma")) == gold
    (both,) = adjudicated_twice(lead)
    assert (both.source, both.places, both.alike) == ("one.txt", 3, 2)
    assert {len(one) for one, _other in both.pairs} == {0, 1}
    assert adjudicated_twice(eman) == [both]
    assert [o.progress for o in adjudicate.ready(eman)] == [Progress.FINISHED]
    assert list(check_database(lead)) == []


def test_gold_follows_whoever_decides_on_it(by_two: Callable[[str], Session]) -> None:
    lead, eman = by_two("lead"), by_two("eman")
    case = decided(lead)
    adjudicate.finish(eman, otherwise(eman))
    theirs = data(eman)
    assert theirs != b"", "who finished first, though she began later"
    adjudicate.finish(lead, case)
    assert data(lead) == theirs
    case = adjudicate.reopen(eman, case_of(eman))
    assert data(lead) == b"", "what decides is open, and the other does not stand in for it"
    ministry = place(case, MINISTRY)
    case = adjudicate.take(eman, case, ministry, lane(case, ministry, MINISTRY))
    adjudicate.finish(eman, case)
    assert data(lead) not in (b"", theirs)
    for _act in range(3):
        curate.undo(eman)
    assert data(lead) == theirs
    (both,) = adjudicated_twice(lead)
    assert both.alike == 2, "what they finished first counts; later they know of one another"


def test_each_has_her_own_and_cannot_act_in_the_other(by_two: Callable[[str], Session]) -> None:
    lead, eman = by_two("lead"), by_two("eman")
    case, theirs = decided(lead), case_of(eman)
    assert (case.holder, theirs.holder) == (None, None)
    capital = place(theirs, CAPITAL)
    theirs = adjudicate.reject_all(eman, theirs, capital)
    assert [a.curator for a in lead.store.adjudications()] == [lead.curator.id, eman.curator.id]
    assert curate.undo(eman).marks == (capital,)
    case = adjudicate.finish(lead, case)
    adjudicate.reopen(lead, case)
    team.enrol(lead, "fatin", [Role.ADJUDICATOR])
    fatin = by_two("fatin")
    shared = case_of(fatin)
    assert shared.holder == "eman", "the second is shared by all who are not in the first"
    with pytest.raises(Refused, match="eman is adjudicating"):
        adjudicate.take_majority(fatin, shared, place(shared, COUNT))
    adjudicate.reopen(fatin, shared)
    assert case_of(fatin).holder is None


def test_who_saw_the_first_while_it_was_shared_does_not_become_the_second(
    by_two: Callable[[str], Session],
) -> None:
    lead, eman = by_two("lead"), by_two("eman")
    settings.change(lead, "adjudicate-twice", "0")
    case = decided(lead)
    assert case_of(eman).holder == "lead"
    settings.change(lead, "adjudicate-twice", "1")
    assert case_of(eman).holder == "lead"
    assert not adjudicate.ready(eman)[0].second
    team.enrol(lead, "fatin", [Role.ADJUDICATOR])
    assert adjudicate.ready(by_two("fatin"))[0].second
    adjudicate.finish(lead, case)


def test_only_some_are_drawn(by_two: Callable[[str], Session]) -> None:
    lead = by_two("lead")
    names = [f"{n:064x}" for n in range(2000)]
    settings.change(lead, "adjudicate-twice", "0.05")
    drawn = {name for name in names if lead.store.adjudicated_twice(name)}
    assert 60 < len(drawn) < 140
    settings.change(lead, "adjudicate-twice", "0.1")
    assert drawn < {name for name in names if lead.store.adjudicated_twice(name)}


def test_what_is_adjudicated_is_what_is_finished(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    case = decided(lead)
    assert adjudicated(lead.store) == ()
    case = adjudicate.finish(lead, case)
    assert adjudicated(lead.store) == (case.article.id,)
    adjudicate.reopen(lead, case)
    assert adjudicated(lead.store) == ()


# --------------------------------------------------------- who has seen a case does not annotate it


def test_who_saw_a_case_does_not_annotate_it(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    article = lead.store.article_ids()[0]
    sheet = curate.open_article(lead, article)
    assert lead.store.may_annotate(article, lead.curator), "lists and looking are nothing"
    adjudicate.ready(lead)
    case_of(lead)
    with pytest.raises(Refused, match="lead has seen"):
        curate.add(lead, sheet, CAPITAL.span, "GPE")
    team.enrol(lead, "eman", [Role.ADJUDICATOR])
    eman = team_of_three("eman")
    case_of(eman)
    with pytest.raises(Refused, match="eman has seen"):
        curate.open_article(eman, article)
    with pytest.raises(Refused, match="eman has seen"):
        list(team.assign(lead, [article], ["eman"], sheet.assignment.arm))
    dealt = team.deal(lead, ["eman", "basma", "chadia", "dalal", "lead"],
                      team.Shares(overlap=1, several=5))  # fmt: skip
    assert article not in {each.article for each in dealt if each.curator == eman.curator.id}
    settings.change(lead, "own-work", "on")
    assert curate.open_article(eman, article).assignment.curator == eman.curator.id


def test_what_was_annotated_knowingly_is_recorded_and_measures_nothing(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    settings.change(lead, "own-work", "on")
    assert not case_of(lead).own_work
    team.enrol(lead, "eman", [Role.ADJUDICATOR])
    sheet = curate.open_article(lead, lead.store.article_ids()[0])
    curate.submit(lead, curate.add(lead, sheet, CAPITAL.span, "GPE"))
    eman = team_of_three("eman")
    assert case_of(eman).own_work, "whoever decides now"
    assert sum(each.own_work for each in adjudicate.ready(eman)) == 0
    report = measure.agreement(lead)
    names = {name for row in report.results["span_f1"].rows for name in row.names}
    assert {"basma", "chadia", "dalal"} <= names
    assert "lead" not in names
    assert {case.first for case in measure.cases(lead, measure.Cell())} <= names
    assert list(check_database(lead)) == []
