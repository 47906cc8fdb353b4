"""Articles that a curator gets again, so that her agreement with herself can be measured."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, incoming, on
from workbench.errors import NotVisible, Refused
from workbench.model import Arm, Progress, Role, Verdict, View
from workbench.workflow import adjudicate, curate, measure, queue, release, settings, suggest, team
from workbench.workflow.check import check_database
from workbench.workflow.history import history
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session

CITY = on(TEXT, "طنجة", "GPE", nth=1)
CAPITAL = on(TEXT, "الرباط", "GPE")
EVERYTHING = team.Again(share=1, days=0, others=0)


@pytest.fixture
def lead(open_as: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch) -> Session:
    """Four articles in each of which one thing is suggested; Basma has submitted the first two."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1", "entities": "1"})
    lead = open_as("lead")
    texts = [TEXT, *(f"{TEXT}{n}\n" for n in range(3))]
    list(ingest(lead, iter(incoming(text, f"{n}.txt") for n, text in enumerate(texts))))
    fingerprint = lead.scheme.fingerprint
    for article in lead.store.article_ids():
        lead.store.add_run("zones", "1", fingerprint, {article: []})
        lead.store.add_run("entities", "1", fingerprint, {article: [candidate(CITY)]})
    team.enrol(lead, "basma", [Role.CURATOR])
    basma = open_as("basma")
    for article in lead.store.article_ids()[:2]:
        finish(basma, article, Verdict.ACCEPT)
    return lead


def finish(session: Session, article: str, verdict: Verdict, *, also: bool = False) -> None:
    sheet = curate.open_article(session, article)
    (city,) = (mark for mark in sheet.layer.marks if mark.annotation == CITY)
    sheet = curate.decide(session, sheet, city.id, verdict)
    if also:
        sheet = curate.add(session, sheet, CAPITAL.span, "GPE")
    curate.submit(session, sheet, reject_undecided=True)


def again(lead: Session, **changes: float) -> list[str]:
    rule = team.Again(**{"share": 1, "days": 0, "others": 0} | changes)  # type: ignore[arg-type]
    return [each.article for each in team.ask_again(lead, ["basma"], rule)]


def exported(session: Session) -> bytes:
    stream = io.BytesIO()
    release.export(session, release.Request(), stream)
    return stream.getvalue()


def test_what_is_old_enough_is_asked_for_once(
    lead: Session, open_as: Callable[[str], Session]
) -> None:
    first, second, third, _fourth = lead.store.article_ids()
    assert again(lead, days=1) == []
    assert again(lead, others=2) == []
    assert again(lead, others=1) == [first]
    assert again(lead, others=1) == []
    assert again(lead, share=0) == []
    basma = open_as("basma")
    curate.reopen(basma, curate.open_article(basma, second))
    assert again(lead) == [], "what is open again is not finished"
    finish(basma, third, Verdict.REJECT)
    assert again(lead) == [third]
    with pytest.raises(Refused, match="adjudicates"):
        list(team.ask_again(basma, ["basma"], EVERYTHING))


def test_a_share_is_drawn_by_the_seed_and_goes_on(
    lead: Session, open_as: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[tuple[str, ...], float] = {}
    monkeypatch.setattr(team, "drawn", lambda seed, *of: drawn.setdefault((seed, *of), 0.4))
    assert again(lead, share=0.4) == []
    assert {of[:2] for of in drawn} == {(lead.store.seed(), "again")}
    assert len(again(lead, share=0.41)) == len(drawn) == 2


def test_she_finds_it_as_if_she_had_never_done_it(
    lead: Session, open_as: Callable[[str], Session]
) -> None:
    basma = open_as("basma")
    first, second, *_rest = lead.store.article_ids()
    before = curate.open_article(basma, first)
    lead.store.add_run("entities", "2", lead.scheme.fingerprint, {first: [candidate(CAPITAL)]})
    gold = exported(lead)
    assert again(lead, others=1) == [first]
    counts = queue.counts(basma, queue.listing(basma))
    assert (counts[Progress.SUBMITTED], counts[Progress.NEW]) == (1, 3)
    assert basma.store.progress(basma.curator) == (4, 1)
    assert first in {
        row.article for row in queue.page(basma, queue.listing(basma, View(mine=True)))
    }
    assert queue.next_article(basma, queue.listing(basma)) == first
    assert history(basma, first) == []
    with pytest.raises(NotVisible, match="asked for this article again"):
        basma.store.decisions(before.assignment, basma.curator)
    assert first.encode() not in exported(basma), "her own work is kept from her everywhere"
    assert exported(lead) == gold, "and from nobody else"
    sheet = curate.open_article(basma, first)
    assert (sheet.assignment.round, sheet.assignment.arm) == (2, Arm.ASSISTED)
    assert [m.annotation for m in sheet.layer.undecided] == [CITY], "what was suggested then"
    assert measure.statistics(basma)["submitted"] == 1
    finish(basma, first, Verdict.ACCEPT, also=True)
    assert exported(lead) == exported(basma) == gold, "gold is what she said the first time"
    assert len(history(basma, first)) > 0
    assert second.encode() in gold
    assert list(check_database(lead)) == []


def test_her_agreement_with_herself_is_measured(
    lead: Session, open_as: Callable[[str], Session]
) -> None:
    basma = open_as("basma")
    articles = lead.store.article_ids()[:2]
    assert again(lead) == list(articles)
    undefined = measure.agreement(lead).results["self_agreement"].total
    assert undefined.value is None
    finish(basma, articles[0], Verdict.ACCEPT)
    finish(basma, articles[1], Verdict.ACCEPT, also=True)
    for viewer in (lead, basma):
        total = measure.agreement(viewer).results["self_agreement"].total
        assert total.value == pytest.approx(2 * 2 / (1 + 1 + 1 + 2))
        assert (total.documents, total.spans) == (2, 5)
    assert list(check_database(lead)) == []


def test_nobody_gets_again_what_was_adjudicated(
    lead: Session, open_as: Callable[[str], Session]
) -> None:
    settings.change(lead, "curators", "1")
    first, second, *_rest = lead.store.article_ids()
    case = adjudicate.open_case(lead, first)
    for cluster in case.waiting:
        case = adjudicate.take_majority(lead, case, cluster.id)
    adjudicate.finish(lead, case)
    assert again(lead) == [second]


def test_dealing_counts_a_curator_once(lead: Session) -> None:
    again(lead)
    team.enrol(lead, "chadia", [Role.CURATOR])
    shares = team.Shares(overlap=1, several=2, blind=0)
    made = list(team.deal(lead, ["basma", "chadia"], shares))
    assert len([each for each in made if each.curator == lead.store.curator("chadia").id]) == 4


def test_who_submitted_it_again_reopens_what_gold_uses(
    lead: Session, open_as: Callable[[str], Session]
) -> None:
    basma = open_as("basma")
    first = lead.store.article_ids()[0]
    assert again(lead, others=1) == [first]
    finish(basma, first, Verdict.ACCEPT)
    sheet = curate.reopen(basma, curate.open_article(basma, first))
    assert sheet.assignment.round == 1
    curate.submit(basma, curate.add(basma, sheet, CAPITAL.span, "GPE"))
    assert CAPITAL.surface.encode() in exported(lead)
    assert lead.store.progress(basma.curator) == (4, 2)
    assert list(check_database(lead)) == []


def test_who_is_let_off_doing_it_again_has_her_first_work_back(
    lead: Session, open_as: Callable[[str], Session]
) -> None:
    basma = open_as("basma")
    first = lead.store.article_ids()[0]
    assert again(lead, others=1) == [first]
    assert [each.round for each in team.withdraw(lead, ["basma"], [])] == [2]
    assert curate.open_article(basma, first).assignment.round == 1
    assert exported(basma) == exported(lead)
    assert first in [row.article for row in queue.page(basma, queue.listing(basma))]
