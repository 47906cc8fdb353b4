"""Undo and redo where the newest act is not its curator's to change any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import incoming
from tests.workflow.casework import (
    CAPITAL,
    CITY,
    COUNT,
    MINISTRY,
    PERSON,
    case_of,
    data,
    gold,
    lane,
    place,
    submit,
)
from workbench.errors import Refused
from workbench.model import ActionKind, Annotation, Role, Span
from workbench.tui.screens.reversing import told
from workbench.workflow import adjudicate, curate, propagate, settings, team
from workbench.workflow.check import check_database
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

AGAIN = team.Again(share=1, days=0, others=0)


def other(session: Session) -> Sheet:
    """The second article, which nobody else has opened."""
    return curate.open_article(session, session.store.article_ids()[1])


def mark(session: Session, text: str = "فاس", nth: int = 0) -> Annotation:
    """Mark a name in the second article."""
    sheet = other(session)
    start = -1
    for _time in range(nth + 1):
        start = sheet.article.text.index(text, start + 1)
    sheet = curate.add(session, sheet, Span(start, start + len(text)), "GPE")
    return next(m.annotation for m in sheet.layer.standing if m.annotation.span.start == start)


def standing(session: Session) -> list[Annotation]:
    return [each.annotation for each in other(session).layer.standing]


def decide(session: Session) -> str:
    """Decide one place of the first article."""
    case = case_of(session)
    capital = place(case, CAPITAL)
    adjudicate.reject_all(session, case, capital)
    return capital


def is_decided(session: Session, cluster: str) -> bool:
    case = case_of(session)
    return case.standing(case[cluster]) is adjudicate.Standing.DECIDED


@pytest.fixture
def two(team_of_three: Callable[[str], Session]) -> tuple[Session, Session]:
    """Two who adjudicate the first article."""
    lead = team_of_three("lead")
    team.enrol(lead, "eman", list(Role))
    return lead, team_of_three("eman")


def test_what_another_took_over_is_passed_over(two: tuple[Session, Session]) -> None:
    lead, eman = two
    made = mark(lead)
    capital = decide(lead)
    theirs = adjudicate.reopen(eman, case_of(eman))
    back = curate.undo(lead)
    assert (back.passed, back.act.kind, back.sheet.article.source) == (
        1, ActionKind.DECIDE, "two.txt",
    )  # fmt: skip
    assert curate.passed_over(back) == "1 newer act is not yours to change now; it stays."
    assert told(back, "it") == (
        "Undone in \u2068two.txt\u2069: it. 1 newer act is not yours to change now; it stays."
    )
    assert standing(lead) == []
    assert is_decided(eman, capital), "what she took over stays"
    with pytest.raises(Refused, match="Your last act is not yours to change now"):
        curate.undo(lead)
    forth = curate.redo(lead)
    assert (forth.passed, standing(lead)) == (0, [made])
    assert told(forth, "it") == "Done again: it"
    adjudicate.clear(eman, theirs, capital)
    assert curate.undo(eman).passed == 0
    assert is_decided(eman, capital)
    assert list(check_database(lead)) == []


def test_nobody_takes_back_what_another_has_built_on(two: tuple[Session, Session]) -> None:
    """Not even once it is nobody's, because it is finished."""
    lead, eman = two
    capital = decide(lead)
    case = adjudicate.reopen(eman, case_of(eman))
    case = adjudicate.take_majority(eman, case, place(case, COUNT))
    ministry = place(case, MINISTRY)
    case = adjudicate.take(eman, case, ministry, lane(case, ministry, MINISTRY))
    adjudicate.finish(eman, case)
    with pytest.raises(Refused, match="not yours to change now"):
        curate.undo(lead)
    assert is_decided(eman, capital)
    adjudicate.reopen(lead, case_of(lead))
    assert curate.undo(lead).marks == ("submitted",), "what she does since is hers"


def test_what_waited_for_a_role_is_taken_back_later(two: tuple[Session, Session]) -> None:
    lead, eman = two
    made = mark(eman)
    capital = decide(eman)
    team.enrol(lead, "eman", [Role.CURATOR])
    assert curate.undo(eman).passed == 1
    assert standing(eman) == []
    team.enrol(lead, "eman", list(Role))
    back = curate.undo(eman)
    assert (back.passed, back.marks) == (0, (capital,)), "nothing was lost"
    assert not is_decided(eman, capital)
    assert curate.redo(eman).marks == (capital,)
    assert curate.redo(eman).passed == 0
    assert (standing(eman), is_decided(eman, capital)) == ([made], True)
    with pytest.raises(Refused, match="nothing to redo"):
        curate.redo(eman)


def test_a_redo_passes_over_what_is_not_hers_now(two: tuple[Session, Session]) -> None:
    lead, eman = two
    capital = decide(eman)
    made = mark(eman)
    for _act in range(2):
        curate.undo(eman)
    team.enrol(lead, "eman", [Role.CURATOR])
    forth = curate.redo(eman)
    assert (forth.passed, standing(eman)) == (1, [made])
    assert told(forth, "it").startswith("Done again in \u2068two.txt\u2069: it. 1 newer act")
    with pytest.raises(Refused, match="Your last act is not yours"):
        curate.redo(eman)
    team.enrol(lead, "eman", list(Role))
    assert curate.redo(eman).marks == (capital,)
    assert is_decided(eman, capital)


def test_the_second_adjudication_survives_its_setting(two: tuple[Session, Session]) -> None:
    """Whether her act in it can be taken back meanwhile or not, undo does not stick."""
    lead, eman = two
    decide(lead)
    settings.change(lead, "adjudicate-twice", "1")
    made = mark(eman)
    capital = decide(eman)
    settings.change(lead, "adjudicate-twice", "0")
    curate.undo(eman)
    settings.change(lead, "adjudicate-twice", "1")
    curate.undo(eman)
    assert (standing(eman), is_decided(eman, capital)) == ([], False)
    for _act in range(2):
        curate.redo(eman)
    assert (standing(eman), is_decided(eman, capital)) == ([made], True)


def test_what_she_is_asked_for_again_waits(opened: Callable[[str], Session]) -> None:
    lead, basma = opened("lead"), opened("basma")
    made = mark(basma)
    submit(basma, CITY)
    list(team.ask_again(lead, ["basma"], AGAIN))
    back = curate.undo(basma)
    assert (back.passed, back.sheet.article.source) == (2, "two.txt")
    submit(basma, CAPITAL)
    assert curate.undo(basma).act.kind is ActionKind.SUBMIT
    curate.redo(basma)
    for _act in range(2):
        curate.undo(basma)
    assert curate.undo(basma).act.kind is ActionKind.SUBMIT, "the first time, in its turn"
    for _act in range(3):
        curate.redo(basma)
    assert standing(basma) == [], "a new act came since it was undone"
    assert mark(basma) == made


def test_older_acts_wait_behind_one_that_is_passed_over_in_part(
    opened: Callable[[str], Session],
) -> None:
    """One act may be in several articles, of which one is not hers to change."""
    lead, basma = opened("lead"), opened("basma")
    list(ingest(lead, iter([incoming("محمد حصاد، نعم محمد حصاد.\n", "three.txt")])))
    first, _second, third = lead.store.article_ids()
    lead.store.add_run("zones", "1", lead.scheme.fingerprint, {third: []})
    curate.open_article(basma, first)
    made = mark(basma)
    sheet = curate.open_article(basma, third)
    sheet = curate.add(basma, sheet, Span(0, 9), "PER")
    found = propagate.alike(basma, sheet, sheet.layer.standing[0].id, everywhere=True)
    assert {each.source for each in found.places} >= {"one.txt", "three.txt"}
    propagate.propagate(basma, found, [p for p in found.places if p.source != "two.txt"])
    curate.submit(basma, curate.open_article(basma, first))
    list(team.ask_again(lead, ["basma"], AGAIN))
    back = curate.undo(basma)
    assert (back.passed, back.sheet.article.source) == (3, "two.txt")
    assert len(curate.open_article(basma, third).layer.standing) == 2
    curate.redo(basma)
    assert standing(basma) == [made]
    submit(basma)
    curate.undo(basma)
    for marks in (2, 1, 0):
        curate.undo(basma)
        assert len(curate.open_article(basma, third).layer.standing) == marks


def test_what_she_may_not_annotate_any_more_is_passed_over(two: tuple[Session, Session]) -> None:
    lead, _eman = two
    settings.change(lead, "own-work", "on")
    mark(lead)
    case_of(lead)
    sheet = curate.open_article(lead, lead.store.article_ids()[0])
    curate.add(lead, sheet, CAPITAL.span, "GPE")
    settings.change(lead, "own-work", "off")
    assert (curate.undo(lead).passed, standing(lead)) == (1, [])
    settings.change(lead, "own-work", "on")
    assert curate.undo(lead).passed == 0
    assert curate.open_article(lead, sheet.article.id).layer.standing == ()


def test_an_adjudication_that_was_undone_leaves_gold_as_it_was(
    opened: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was what all hold alike before it was finished, and what was finished before that."""
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE_SUGGESTED", 0)
    for name in ("basma", "chadia"):
        submit(opened(name), MINISTRY, CITY)
    lead = opened("lead")
    agreed = data(lead)
    adjudicate.finish(lead, case_of(lead))
    first = data(lead)
    assert first == agreed != b""
    curate.undo(lead)
    assert data(lead) == agreed
    curate.redo(lead)
    case = adjudicate.reopen(lead, case_of(lead))
    reopened = gold(lead, include_unfinished=True)
    wanted = adjudicate.Wanted(PERSON.span.start, PERSON.span.end, PERSON.label)
    case = adjudicate.add(lead, case, [wanted])
    added = gold(lead, include_unfinished=True)
    assert added == reopened
    adjudicate.finish(lead, case)
    assert data(lead) not in (b"", first)
    curate.undo(lead)
    assert gold(lead, include_unfinished=True) == reopened, "not what is finished no more"
    for _time in range(2):
        curate.undo(lead)
    assert data(lead) == first
    assert list(check_database(lead)) == []
