"""Learning in a project: when, from what, for whom, and what it changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.builders import candidate, incoming, on
from tests.workflow.lessons import stored_lessons, work
from workbench.errors import NotVisible, Refused
from workbench.extract.learned.model_file import FORMAT
from workbench.model import Arm, Verdict
from workbench.store import models
from workbench.store.models import ModelRecord
from workbench.workflow import curate, learn, suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.knowledge import known
from workbench.workflow.learn import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model import Candidate
    from workbench.store import Store
    from workbench.workflow.session import Session

FIRST = "زار سناء الوالي مدينة طنجة، وقالت سناء الوالي إن مرصد الشمال للدراسات مغلق.\n"
SECOND = "التقت سناء الوالي وفدا في مرصد الشمال للدراسات بالعاصمة أمس.\n"


def suggested(session: Session, article: str) -> dict[str, list[str]]:
    """The surfaces that each source suggests now."""
    reading = suggest.suggested(session, session.store.article(article))
    return {
        name: [c.annotation.surface for c in group]
        for name, group in reading.candidates.items() if group
    }  # fmt: skip


@pytest.fixture
def pair(session: Session) -> tuple[str, str]:
    """Two articles with one person in common, whom no rule is asked about."""
    list(ingest(session, iter([incoming(FIRST, "one.txt"), incoming(SECOND, "two.txt")])))
    first, second = session.store.article_ids()
    for name, version in suggest.versions().items():
        session.store.add_run(name, version, session.scheme.fingerprint, {first: [], second: []})
    return first, second


def test_what_is_accepted_is_recalled_in_the_next_article_at_once(
    session: Session, pair: tuple[str, str]
) -> None:
    first, second = pair
    sheet = curate.open_article(session, first)
    span = on(FIRST, "مرصد الشمال للدراسات", "ORG").span
    sheet = curate.add(session, sheet, span, "ORG")
    assert not suggest.up_to_date(session, second)
    opened = curate.open_article(session, second)
    (mark,) = opened.layer.marks
    assert mark.annotation == on(SECOND, "مرصد الشمال للدراسات", "ORG")
    assert mark.proposal is not None
    assert mark.proposal.extractor == "memory"
    assert mark.proposal.candidate.score >= 0.5


def test_an_opened_article_keeps_what_it_showed(session: Session, pair: tuple[str, str]) -> None:
    first, second = pair
    shown = curate.open_article(session, second)
    sheet = curate.open_article(session, first)
    curate.add(session, sheet, on(FIRST, "سناء الوالي", "PER").span, "PER")
    assert suggest.up_to_date(session, second)
    again = curate.open_article(session, second)
    assert list(again.layer.marks) == list(shown.layer.marks) == []


def test_a_surface_rejected_twice_is_not_suggested_again(
    session: Session, pair: tuple[str, str]
) -> None:
    first, second = pair
    wrong = [candidate(on(FIRST, "سناء الوالي", "ORG", nth=n)) for n in (0, 1)]
    also = [candidate(on(SECOND, "سناء الوالي", "ORG")), candidate(on(SECOND, "وفدا", "ORG"))]
    version = suggest.versions()["entities"]
    found = {first: wrong, second: also}
    session.store.add_run("entities", version, session.scheme.fingerprint, found)
    sheet = curate.open_article(session, first)
    for mark in sheet.layer.marks:
        sheet = curate.decide(session, sheet, mark.id, Verdict.REJECT)
    assert [m.annotation.surface for m in curate.open_article(session, second).layer.marks] == [
        "وفدا"
    ]


def test_an_undone_decision_teaches_nothing(session: Session, pair: tuple[str, str]) -> None:
    first, _second = pair
    sheet = curate.open_article(session, first)
    curate.add(session, sheet, on(FIRST, "سناء الوالي", "PER").span, "PER")
    assert known(session).memory.accepted["سناء الوالي", "PER"] == 1
    curate.undo(session)
    assert known(session).memory.accepted["سناء الوالي", "PER"] == 0
    curate.redo(session)
    assert known(session).memory.accepted["سناء الوالي", "PER"] == 1


def test_decisions_on_suggestions_are_counted_by_source_rule_and_label(
    session: Session, pair: tuple[str, str]
) -> None:
    first, _second = pair
    before = known(session).record.precision("entities")
    found = [candidate(on(FIRST, "سناء الوالي", "PER")), candidate(on(FIRST, "مغلق", "ORG"))]
    version = suggest.versions()["entities"]
    session.store.add_run("entities", version, session.scheme.fingerprint, {first: found})
    sheet = curate.open_article(session, first)
    right, wrong = sheet.layer.marks
    sheet = curate.decide(session, sheet, right.id, Verdict.ACCEPT)
    curate.decide(session, sheet, wrong.id, Verdict.REJECT)
    after = known(session).record
    assert after.precision("entities") == (before[0] + 1, before[1] + 2)
    assert after.right["entities", "a rule", "PER"] == 1
    assert after.wrong["entities", "a rule", "ORG"] == 1


def test_a_label_that_was_corrected_is_the_one_suggested_afterwards(
    session: Session, pair: tuple[str, str]
) -> None:
    first, second = pair
    name = "مرصد الشمال للدراسات"
    wrong = {
        first: [candidate(on(FIRST, name, "LAW"))],
        second: [candidate(on(SECOND, name, "LAW"))],
    }
    version = suggest.versions()["entities"]
    session.store.add_run("entities", version, session.scheme.fingerprint, wrong)
    sheet = curate.open_article(session, first)
    curate.relabel(session, sheet, sheet.layer.marks[0].id, "ORG")
    (mark,) = curate.open_article(session, second).layer.marks
    assert mark.annotation == on(SECOND, name, "ORG")


def test_a_family_name_is_suggested_once_the_full_one_was_accepted(
    session: Session, pair: tuple[str, str]
) -> None:
    first, _second = pair
    later = "وصل الحافيظي أمس.\n"
    list(ingest(session, iter([incoming("قال إحسان الحافيظي ذلك.\n", "3.txt"),
                               incoming(later, "4.txt")])))  # fmt: skip
    third, fourth = session.store.article_ids()[2:]
    for name, version in suggest.versions().items():
        found: dict[str, list[Candidate]] = {third: [], fourth: []}
        session.store.add_run(name, version, session.scheme.fingerprint, found)
    sheet = curate.open_article(session, third)
    curate.add(session, sheet, on(sheet.article.text, "إحسان الحافيظي", "PER").span, "PER")
    (mark,) = curate.open_article(session, fourth).layer.marks
    assert mark.annotation == on(later, "الحافيظي", "PER")
    assert first not in (third, fourth)


def test_open_work_of_another_teaches_nobody(open_as: Callable[[str], Session]) -> None:
    amal, badr = open_as("amal"), open_as("badr")
    list(ingest(amal, iter([incoming(FIRST, "one.txt"), incoming(SECOND, "two.txt")])))
    first, second = amal.store.article_ids()
    badr.store.enrol(badr.curator)
    sheet = curate.open_article(amal, first)
    span = on(FIRST, "مرصد الشمال للدراسات", "ORG").span
    place = next((m for m in sheet.layer.marks if m.annotation.span.overlaps(span)), None)
    if place is None:
        sheet = curate.add(amal, sheet, span, "ORG")
    for session in (amal, badr):
        assert known(session).memory.empty
    (layer,) = models.layers_of(amal.store, first)
    with pytest.raises(NotVisible):
        list(models.evidence(badr.store, layer, badr.curator))
    sheet = curate.submit(amal, sheet, reject_undecided=True)
    assert not known(amal).memory.empty  # the lead's own, submitted
    assert known(badr).memory.empty  # badr never took part in it
    assert second


def test_an_article_never_learns_from_itself(open_as: Callable[[str], Session]) -> None:
    amal, badr = open_as("amal"), open_as("badr")
    list(ingest(amal, iter([incoming(FIRST, "one.txt")])))
    (first,) = amal.store.article_ids()
    amal.store.assign(first, amal.curator, Arm.BLIND)
    sheet = curate.open_article(amal, first)
    sheet = curate.add(amal, sheet, on(FIRST, "مغلق", "ORG").span, "ORG")
    curate.submit(amal, sheet, reject_undecided=True)
    shown = curate.open_article(badr, first)
    assert "مغلق" not in [m.annotation.surface for m in shown.layer.marks]
    assert "memory" not in {m.proposal.extractor for m in shown.layer.marks if m.proposal}


def test_training_is_due_from_the_third_article_or_sixty_names(session: Session) -> None:
    articles = list(stored_lessons(session, 4).items())
    assert not learn.due(session)
    for number, (article, lesson) in enumerate(articles, start=1):
        work(session, article, lesson)
        spans = models.finished(session.store)[1]
        assert models.finished(session.store)[0] == number
        assert learn.due(session) is (number >= 3 or spans >= 60)
    record = ModelRecord("m", FORMAT, {"finished": 3}, {"seconds": 2.0, "record": []}, "h")
    models.add_model(session.store, record, b"")
    assert learn.due(session)
    slow = ModelRecord("n", FORMAT, {"finished": 3}, {"seconds": 9.0, "record": []}, "h")
    models.add_model(session.store, slow, b"")
    assert not learn.due(session)


def test_only_the_two_newest_models_are_kept(session: Session) -> None:
    for name in "abc":
        models.add_model(session.store, ModelRecord(name, FORMAT, {}, {}, "h"), b"bytes")
    newest = models.newest_model(session.store)
    assert newest is not None
    assert newest.id == "c"
    assert [bool(models.model_bytes(session.store, name)) for name in "abc"] == [False, True, True]


def test_training_stores_a_model_and_refreshes_what_nobody_opened(session: Session) -> None:
    articles = list(stored_lessons(session, 6).items())
    with pytest.raises(Refused, match="nothing to learn"):
        learn.train(session)
    list(suggest.suggest(session, [article for article, _lesson in articles]))
    for article, lesson in articles[:4]:
        work(session, article, lesson)
    before = curate.open_article(session, articles[4][0])
    outcome = learn.train(session)
    assert (outcome.articles, outcome.kept) == (4, True)
    assert outcome.scores.n_documents == 4
    record = models.newest_model(session.store)
    assert record is not None
    assert set(record.trained_on["articles"]) == {article for article, _lesson in articles[:4]}
    stored_shifts = {voters: float(x) for voters, x in record.scores["shifts"].items()}
    assert known(session).record.shifts == stored_shifts
    assert stored_shifts["base+entities+learned"] != 0
    runs = session.store.connection.rows("SELECT model FROM run WHERE extractor = 'learned'")
    assert {row["model"] for row in runs} == {record.id}
    assert suggest.up_to_date(session, articles[5][0])
    after = curate.open_article(session, articles[4][0])
    assert list(after.layer.marks) == list(before.layer.marks)
    for article, _lesson in articles[:4]:
        assert curate.open_article(session, article).layer.closed


def test_a_worse_model_is_not_taken_into_use(session: Session) -> None:
    articles = list(stored_lessons(session, 3).items())
    for article, lesson in articles:
        work(session, article, lesson)
    best = ModelRecord("best", FORMAT, {"articles": []}, {"f1": 1.0, "record": []}, "h")
    models.add_model(session.store, best, b"")
    outcome = learn.train(session)
    assert not outcome.kept
    newest = models.newest_model(session.store)
    assert newest is not None
    assert newest.id == "best"


def test_a_job_never_holds_its_caller_and_can_be_cancelled(session: Session) -> None:
    articles = list(stored_lessons(session, 3).items())
    for article, lesson in articles:
        work(session, article, lesson)
    job = learn.start(session)
    while job.poll() is Phase.COLLECTING:
        pass
    slowest = 0.0
    for _ in range(5):
        began = time.process_time()
        job.poll()
        slowest = max(slowest, time.process_time() - began)
    assert slowest < 0.5
    job.cancel()
    assert job.poll() in {Phase.CANCELLED, Phase.DONE}
    assert job.phase is Phase.CANCELLED
    assert models.newest_model(session.store) is None


def test_a_damaged_model_is_left_out_with_a_sentence_and_reading_goes_on(session: Session) -> None:
    articles = list(stored_lessons(session, 1))
    record = ModelRecord("m", FORMAT, {"articles": []}, {"f1": 0.5, "record": []}, "0" * 64)
    models.add_model(session.store, record, b"\x00\x01")
    assert suggest.refresh(session, articles[0]) > 0
    assert suggest.problems(session) == [
        "The learned model is damaged and is not used; train again to replace it."
    ]
    assert {"base", "entities"} & suggested(session, articles[0]).keys()


def test_looking_for_requests_does_not_look_at_every_assignment(store: Store) -> None:
    plan = store.connection.rows(f"EXPLAIN QUERY PLAN {models.REQUESTED}", 0)
    assert [row["detail"] for row in plan if "SCAN" in row["detail"]] == []
