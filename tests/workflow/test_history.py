"""What the history of an article tells of its adjudication, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow.casework import (
    CAPITAL,
    CITY,
    COUNT,
    MINISTRY,
    OLD,
    SHORT,
    case_of,
    decided,
    lane,
    place,
    submit,
)
from workbench.model import SUBMITTED, ActionKind, Role
from workbench.workflow import adjudicate, curate, settings, team
from workbench.workflow.adjudicate import Cause, Outcome
from workbench.workflow.history import Past, history

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session


def judged(session: Session) -> list[Past]:
    """The lines of adjudications, the first first."""
    found = history(session, session.store.article_ids()[0])
    return [line for line in reversed(found) if line.act.kind is ActionKind.ADJUDICATE]


def outcomes(session: Session) -> list[tuple[str | None, str, Outcome | None]]:
    return [
        (line.curator, line.surface, line.said.outcome)
        for line in judged(session)
        if line.said is not None
    ]


def test_who_adjudicates_reads_who_decided_what_and_why(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    case = decided(lead)
    assert outcomes(lead) == [
        ("lead", MINISTRY.surface, Outcome.PICKED),
        ("lead", COUNT.surface, Outcome.MAJORITY),
        ("lead", CAPITAL.surface, Outcome.REJECTED),
    ], "what she has decided so far"
    adjudicate.finish(lead, case)
    assert outcomes(lead)[3:] == [("lead", CITY.surface, Outcome.AUTO)]
    (rejected,) = [line for line in judged(lead) if line.surface == CAPITAL.surface]
    assert rejected.said is not None
    assert (rejected.said.cause, rejected.said.note) == (Cause.AMBIGUOUS, "لا أحد")
    assert rejected.span == CAPITAL.span
    gold = [line for line in judged(lead) if line.decision.annotation is not None]
    assert [line.decision.annotation for line in gold] == [MINISTRY, COUNT, CITY]
    assert judged(lead)[-1].decision.mark == SUBMITTED
    times = [line.act.at for line in judged(lead)]
    assert times == sorted(times)


def test_curators_read_it_once_it_is_finished_and_not_whose_it_is(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, basma = team_of_three("lead"), team_of_three("basma")
    case = decided(lead)
    assert judged(basma) == []
    adjudicate.finish(lead, case)
    told = [(None, *line[1:]) for line in outcomes(lead)]
    assert outcomes(basma) == told
    case = adjudicate.reopen(lead, case_of(lead))
    ministry = place(case, MINISTRY)
    case = adjudicate.take(lead, case, ministry, lane(case, ministry, SHORT))
    assert outcomes(basma) == told, "what is decided since is told once it is finished"
    adjudicate.finish(lead, case)
    assert outcomes(basma) == [*told, (None, MINISTRY.surface, Outcome.PICKED)]
    team.enrol(lead, "eman", [Role.CURATOR])
    assert history(team_of_three("eman"), case.article.id) == [], "she has not submitted it"


def test_of_two_adjudications_each_is_told_when_both_are_finished(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    team.enrol(lead, "eman", [Role.ADJUDICATOR])
    settings.change(lead, "adjudicate-twice", "1")
    eman, basma = team_of_three("eman"), team_of_three("basma")
    adjudicate.finish(lead, decided(lead))
    case = decided(eman)
    assert {line.curator for line in judged(lead)} == {"lead"}
    assert {line.curator for line in judged(eman)} == {"eman"}
    first = len(judged(lead))
    adjudicate.finish(eman, case)
    for viewer, names in ((lead, {"lead", "eman"}), (eman, {"lead", "eman"}), (basma, {None})):
        assert {line.curator for line in judged(viewer)} == names
        assert len(judged(viewer)) == 2 * first


def test_of_a_place_that_changed_since_its_gold_is_named(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    adjudicate.finish(lead, decided(lead))
    submit(team_of_three("dalal"), SHORT, CITY, OLD)
    told = outcomes(lead)
    assert ("lead", COUNT.surface, Outcome.MAJORITY) in told, "its gold"
    assert ("lead", "", Outcome.REJECTED) in told, "there was none"
    assert ("lead", MINISTRY.surface, Outcome.PICKED) in told


@pytest.mark.parametrize("begun", [False, True])
def test_who_is_at_the_article_herself_reads_what_she_decided(
    team_of_three: Callable[[str], Session], begun: bool
) -> None:
    """She opened its case, which the project allows her, and annotates it now."""
    lead = team_of_three("lead")
    settings.change(lead, "own-work", "on")
    decided(lead)
    if begun:
        sheet = curate.open_article(lead, lead.store.article_ids()[0])
        curate.add(lead, sheet, CAPITAL.span, "GPE")
    told = outcomes(lead)
    assert told[:1] == [("lead", MINISTRY.surface, Outcome.PICKED)]
    assert told[-1] == ("lead", "" if begun else CAPITAL.surface, Outcome.REJECTED)
    names = {line.curator for line in history(lead, lead.store.article_ids()[0])}
    assert names == ({"lead"} if begun else {"lead", "basma", "chadia", "dalal"})
