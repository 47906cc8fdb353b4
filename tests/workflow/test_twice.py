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
from workbench.agreement import Against
from workbench.errors import NotVisible, Refused
from workbench.model import Role
from workbench.report import render
from workbench.store.pairs import adjudicated
from workbench.workflow import adjudicate, curate, measure, settings, team
from workbench.workflow.adjudicate import Case, Progress
from workbench.workflow.check import check_database
from workbench.workflow.measure.places import differences
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


# ------------------------------------------------------------------------------------- measured


def test_how_adjudicators_agree_is_measured_with_the_rest(
    by_two: Callable[[str], Session],
) -> None:
    lead, eman = by_two("lead"), by_two("eman")
    assert "adjudicated twice" in (adjudicators(lead).total.undefined or "")
    adjudicate.finish(lead, decided(lead))
    adjudicate.finish(eman, otherwise(eman))
    total = adjudicators(lead).total
    (both,) = adjudicated_twice(lead)
    assert (total.value, total.documents, total.spans) == (both.alike / both.places, 1, 3)
    assert total.interval is not None
    assert not total.interval.reliable
    assert adjudicators(eman).total == total
    (stranger,) = (adjudicators(by_two("stranger")).total,)
    assert stranger.undefined is not None


def test_the_figure_of_adjudicators_leads_to_where_they_differ(
    by_two: Callable[[str], Session],
) -> None:
    lead, eman = by_two("lead"), by_two("eman")
    adjudicate.finish(lead, decided(lead))
    adjudicate.finish(eman, otherwise(eman))
    cell = adjudicators(lead).rows[0].cell
    (case,) = measure.cases(lead, cell)
    assert (case.first, case.second, case.against) == ("lead", "eman", Against.ADJUDICATORS)
    assert (case.one, case.other) == (MINISTRY, SHORT)
    report = measure.agreement(lead)
    html = render(measure.page(lead, report))
    assert "Adjudicators" in html
    (found,) = [each for each in differences(lead, report).differences
                if each.against is Against.ADJUDICATORS]  # fmt: skip
    assert (found.ones, found.others) == (("lead",), ("eman",))
    assert measure.cases(by_two("stranger"), cell) == ()


def test_adjudicators_are_measured_on_what_filters_leave(
    by_two: Callable[[str], Session],
) -> None:
    lead, eman = by_two("lead"), by_two("eman")
    adjudicate.finish(lead, decided(lead))
    adjudicate.finish(eman, otherwise(eman))
    for filters, share in (
        (measure.Filters(label="ORG"), (0, 1)), (measure.Filters(label="CARDINAL"), (1, 1)),
        (measure.Filters(curator="basma"), (2 / 3, 3)), (measure.Filters(curator="lead"), None),
        (measure.Filters(until="2000-01-01"), None), (measure.Filters(label="PER"), None),
    ):  # fmt: skip
        total = adjudicators(lead, filters).total
        assert (total.value is None) is (share is None), filters
        assert share in (None, (total.value, total.spans)), filters


def adjudicators(session: Session, filters: measure.Filters | None = None) -> measure.Agreement:
    return measure.agreement(session, filters, only=["adjudicators"]).results["adjudicators"]
