"""Who joins an article unasked: what others, and gold, wait for, and what she sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow.casework import CAPITAL, CITY, COUNT, OLD, case_of, gold, submit
from workbench.arabic.fold import core_form
from workbench.errors import NotVisible, Refused
from workbench.model import Arm, Role, Span, ZoneKind
from workbench.store import models
from workbench.workflow import adjudicate, correct, curate, measure, team
from workbench.workflow.differences import differences
from workbench.workflow.knowledge import known

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model import Annotation
    from workbench.workflow.session import Session

ASKED = ("basma", "chadia")


@pytest.fixture
def asked(opened: Callable[[str], Session]) -> Callable[[str], Session]:
    """Basma and Chadia were asked for the first article, and Dalal was not."""
    lead = opened("lead")
    for name in (*ASKED, "dalal"):
        team.enrol(lead, name, [Role.CURATOR])
    list(team.assign(lead, lead.store.article_ids()[:1], ASKED, Arm.ASSISTED))
    return opened


def begin(session: Session, *held: Annotation) -> None:
    sheet = curate.open_article(session, session.store.article_ids()[0])
    for each in held:
        sheet = curate.add(session, sheet, each.span, each.label, each.value)


def all_submit(opened: Callable[[str], Session]) -> None:
    submit(opened("basma"), CITY, CAPITAL)
    submit(opened("chadia"), CITY, OLD)


def finish(session: Session) -> None:
    case = case_of(session)
    for cluster in case.waiting:
        case = adjudicate.take(session, case, cluster.id, "A")
    adjudicate.finish(session, case)


def test_who_joins_late_takes_nothing_from_an_article_that_is_finished(
    asked: Callable[[str], Session],
) -> None:
    all_submit(asked)
    lead, article = asked("lead"), asked("lead").store.article_ids()[0]
    finish(lead)
    before, told = gold(lead), differences(asked("basma"), article)
    begin(asked("dalal"), COUNT)
    assert gold(lead) == before
    assert len(before) == 1
    assert differences(asked("basma"), article) == told
    assert [each.progress for each in adjudicate.ready(lead)] == [adjudicate.Progress.FINISHED]


def test_who_began_with_site_furniture_alone_joins_late_with_her_first_span(
    asked: Callable[[str], Session],
) -> None:
    dalal = asked("dalal")
    sheet = curate.open_article(dalal, dalal.store.article_ids()[0])
    correct.furnish(dalal, sheet, Span(0, 1), ZoneKind.MENU)
    all_submit(asked)
    lead = asked("lead")
    finish(lead)
    before = gold(lead)
    assert len(before) == 1
    begin(dalal, COUNT)
    assert gold(lead) == before
    assert [each.progress for each in adjudicate.ready(lead)] == [adjudicate.Progress.FINISHED]


def test_who_joins_late_holds_up_no_adjudication_and_no_agreement(
    asked: Callable[[str], Session],
) -> None:
    all_submit(asked)
    lead = asked("lead")
    pairs = measure.agreement_json(measure.agreement(lead))["pairs"]
    begin(asked("dalal"), COUNT)
    assert measure.agreement_json(measure.agreement(lead))["pairs"] == pairs
    assert len(pairs) == 1
    finish(lead)
    assert len(gold(lead)) == 1


def test_who_joins_late_is_blind_until_she_submits_and_counts_then(
    asked: Callable[[str], Session],
) -> None:
    all_submit(asked)
    lead, dalal = asked("lead"), asked("dalal")
    begin(dalal, COUNT)
    (first, *_rest) = lead.store.layers_of(lead.store.article_ids()[0])
    assert len(lead.store.layers_of(first.article)) == 2
    with pytest.raises(NotVisible):
        dalal.store.submissions(first, dalal.curator)
    curate.submit(dalal, curate.open_article(dalal, first.article))
    assert len(dalal.store.submissions(first, dalal.curator)) == 1
    assert len(lead.store.layers_of(first.article)) == 3
    assert adjudicate.ready(lead)[0].curators == 3
    assert len(measure.agreement_json(measure.agreement(lead))["pairs"]) == 3


def test_of_two_who_join_late_neither_holds_anybody_up(asked: Callable[[str], Session]) -> None:
    all_submit(asked)
    team.enrol(asked("lead"), "eman", [Role.CURATOR])
    begin(asked("dalal"), COUNT)
    begin(asked("eman"), COUNT)
    assert len(adjudicate.ready(asked("lead"))) == 1


def test_an_adjudicator_who_joins_late_sees_nothing_before_she_submits(
    asked: Callable[[str], Session],
) -> None:
    all_submit(asked)
    lead = asked("lead")
    team.enrol(lead, "dalal", list(Role))
    dalal = asked("dalal")
    assert len(adjudicate.ready(dalal)) == 1
    begin(dalal, COUNT)
    assert adjudicate.ready(dalal) == []
    assert gold(dalal) == []
    with pytest.raises(Refused, match="still at"):
        case_of(dalal)
    assert len(adjudicate.ready(lead)) == 1


@pytest.mark.parametrize("done", [(), ("basma",)])
def test_who_begins_unasked_before_the_others_submitted_is_waited_for(
    asked: Callable[[str], Session], done: tuple[str, ...]
) -> None:
    if done:
        submit(asked("basma"), CITY, CAPITAL)
    begin(asked("dalal"), COUNT)
    lead = asked("lead")
    if not done:
        submit(asked("basma"), CITY, CAPITAL)
    submit(asked("chadia"), CITY, OLD)
    assert adjudicate.ready(lead) == []
    assert gold(lead) == []
    basma, hers = asked("basma"), lead.store.assignments()[1]
    with pytest.raises(NotVisible):
        basma.store.submissions(hers, basma.curator)
    submit(asked("dalal"))
    assert len(adjudicate.ready(lead)) == 1


def test_who_is_let_off_an_article_holds_nobody_up_and_is_not_shown(
    asked: Callable[[str], Session],
) -> None:
    lead = asked("lead")
    submit(asked("basma"), CITY, CAPITAL)
    begin(asked("chadia"), CITY, OLD)
    submit(asked("dalal"), CITY)
    assert adjudicate.ready(lead) == []
    (hers,) = team.withdraw(lead, ["chadia"], [])
    assert adjudicate.ready(lead)[0].curators == 2
    finish(lead)
    assert len(gold(lead)) == 1
    for name in ("lead", "basma"):
        viewer = asked(name)
        assert viewer.store.decisions(hers, viewer.curator) == ()
    chadia = asked("chadia")
    assert len(chadia.store.decisions(hers, chadia.curator)) == 2, "nothing of hers is lost"
    with pytest.raises(NotVisible):
        chadia.store.submissions(lead.store.layers_of(hers.article)[0], chadia.curator)
    curate.submit(chadia, curate.open_article(chadia, hers.article))
    assert adjudicate.ready(lead)[0].curators == 3


# -------------------------------------------------------------------------------- what is learned


def taught(session: Session, annotation: Annotation) -> int:
    """How often the project has learned that a name is what an annotation says."""
    return known(session).memory.accepted[core_form(annotation.surface), annotation.label]


def test_who_joins_late_takes_nothing_back_that_was_learned(
    asked: Callable[[str], Session],
) -> None:
    lead = asked("lead")
    all_submit(asked)
    assert (taught(lead, CITY), models.finished(lead.store)) == (2, (1, 4))
    begin(asked("dalal"), OLD)
    assert (taught(lead, CITY), taught(lead, OLD)) == (2, 1)
    assert models.finished(lead.store) == (1, 4)
    assert taught(asked("dalal"), OLD) == 0, "nor does her open work teach"
    submit(asked("dalal"), OLD)
    assert taught(lead, OLD) == 2
    assert models.finished(lead.store) == (1, 5)


def test_what_is_learned_does_not_wait_for_who_was_let_off(
    asked: Callable[[str], Session],
) -> None:
    lead = asked("lead")
    submit(asked("basma"), CITY, CAPITAL)
    begin(asked("chadia"), OLD)
    assert (taught(lead, CITY), models.finished(lead.store)[0]) == (0, 0)
    team.withdraw(lead, ["chadia"], [])
    assert (taught(lead, CITY), models.finished(lead.store)[0]) == (1, 1)
    assert taught(lead, OLD) == 0
    list(team.assign(lead, lead.store.article_ids()[:1], ["chadia"], Arm.ASSISTED))
    assert (taught(lead, CITY), models.finished(lead.store)[0]) == (0, 0), "asked for anew"
