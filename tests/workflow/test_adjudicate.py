"""Adjudication as a use case: who may, what is ready, every act, undo, and what curators see."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, incoming, on
from workbench.agreement import Kind
from workbench.curation import Policy
from workbench.errors import BadSpan, NotVisible, Refused, UnknownName
from workbench.model import ActionKind, Annotation, Number, Role, Status, Verdict
from workbench.workflow import adjudicate, curate, release, settings, suggest, team
from workbench.workflow.adjudicate import Cause, Outcome, Progress, Remarks, Standing, Wanted
from workbench.workflow.check import check_database
from workbench.workflow.differences import differences, kinds
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.adjudicate import Case
    from workbench.workflow.session import Session

MINISTRY = on(TEXT, "وزارة الداخلية المغربية", "ORG")
SHORT = on(TEXT, "وزارة الداخلية", "ORG")
CITY = on(TEXT, "طنجة", "GPE", nth=1)
CAPITAL = on(TEXT, "الرباط", "GPE")
OLD = on(TEXT, "الرباط", "LOC")
PERSON = on(TEXT, "محمد حصاد", "PER")
COUNT = on(TEXT, "35", "CARDINAL", Number(Decimal(35), item="شخصا"))
WRONG = on(TEXT, "35", "CARDINAL", Number(Decimal(53)))


@pytest.fixture
def opened(
    open_as: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Session]:
    """A project of two articles in which nothing is suggested; the lead joined first."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    # No cluster is drawn for audit, unless a test asks for it.
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    lead = open_as("lead")
    other = "خبر ثان عن فاس\n\nقال محمد حصاد في فاس إن الرقم 2720 صحيح.\n"
    list(ingest(lead, iter([incoming(TEXT, "one.txt"), incoming(other, "two.txt")])))
    for article in lead.store.article_ids():
        lead.store.add_run("zones", "1", lead.scheme.fingerprint, {article: []})
    return open_as


def submit(session: Session, *held: Annotation, article: int = 0) -> None:
    """Add spans and submit; a submitted article is reopened, and its spans dropped, before."""
    article_id = session.store.article_ids()[article]
    sheet = curate.open_article(session, article_id)
    if sheet.layer.closed:
        sheet = curate.reopen(session, sheet)
        for mark in sheet.layer.standing:
            if mark.annotation not in held:
                sheet = curate.decide(session, sheet, mark.id, Verdict.REJECT)
    kept = [mark.annotation for mark in sheet.layer.standing]
    for each in held:
        if each not in kept:
            sheet = curate.add(session, sheet, each.span, each.label, each.value)
    curate.submit(session, sheet)


def case_of(session: Session, article: int = 0) -> Case:
    return adjudicate.open_case(session, session.store.article_ids()[article])


def place(case: Case, annotation: Annotation) -> str:
    return next(c.id for c in case.clusters if c.span.overlaps(annotation.span))


def lane(case: Case, cluster: str, *held: Annotation) -> str:
    lanes = case[cluster].lanes
    return next(n for n, marks in lanes.items() if [m.annotation for m in marks] == list(held))


def gold(session: Session, **request: object) -> list[dict[str, object]]:
    stream = io.BytesIO()
    release.export(session, release.Request(**request), stream)  # type: ignore[arg-type]
    return [json.loads(line) for line in stream.getvalue().split(b"\n")[:-1]]


def data(session: Session) -> bytes:
    stream = io.BytesIO()
    release.export(session, release.Request(), stream)
    return stream.getvalue()


@pytest.fixture
def team_of_three(opened: Callable[[str], Session]) -> Callable[[str], Session]:
    """Three who submitted the first article and differ in the ministry, the capital, the count."""
    submit(opened("basma"), MINISTRY, COUNT, CITY, CAPITAL)
    submit(opened("chadia"), SHORT, COUNT, CITY, OLD)
    submit(opened("dalal"), SHORT, WRONG, CITY)
    return opened


def decided(session: Session) -> Case:
    """All three disputed places decided."""
    case = case_of(session)
    ministry, count, capital = (place(case, each) for each in (MINISTRY, COUNT, CAPITAL))
    case = adjudicate.take(session, case, ministry, lane(case, ministry, MINISTRY))
    case = adjudicate.take_majority(session, case, count)
    return adjudicate.reject_all(session, case, capital, Remarks(Cause.AMBIGUOUS, "لا أحد"))


def test_what_is_ready_is_listed_lowest_agreement_first(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, basma = team_of_three("lead"), team_of_three("basma")
    (one,) = adjudicate.ready(lead)
    assert (one.source, one.curators, one.progress) == ("one.txt", 3, Progress.WAITING)
    # Of the pairs, two share CITY and COUNT, two CITY and SHORT, and one CITY alone.
    assert one.agreement == pytest.approx(2 * (2 + 1 + 2) / (8 + 7 + 7))
    submit(basma, article=1)
    assert len(adjudicate.ready(lead)) == 1, "one curator is not enough"
    chadia = team_of_three("chadia")
    sheet = curate.open_article(chadia, chadia.store.article_ids()[1])
    curate.add(chadia, sheet, next(_digits(chadia)).span, "CARDINAL")
    assert len(adjudicate.ready(lead)) == 1, "somebody is still at it"
    submit(chadia, article=1)
    first, second = adjudicate.ready(lead)
    assert (first.source, first.agreement, second.source) == ("two.txt", 0, "one.txt")
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
    assert case.next_waiting() == case[ministry]
    assert case.next_waiting(case[ministry]) == case[ministry], "deferred ones come last"
    arrest = on(TEXT, "توقيف", "ORG", nth=1).span
    wanted = [Wanted(span.start, span.end, "ORG") for span in (SHORT.span, arrest)]
    case = adjudicate.edit(lead, case, ministry, wanted)
    assert [m.annotation.surface for m in case.gold(case[ministry])] == [SHORT.surface, "توقيف"]
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
        (MINISTRY.surface, "adjudicated", "1/3", ["c2"]),
        ("35", "adjudicated", "2/3", ["c2", "c3"]),
        (CITY.surface, "unanimous", "3/3", ["c2", "c3", "c4"]),
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
    with pytest.raises(Refused, match="eman is adjudicating"):
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
    with pytest.raises(NotVisible):
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
    assert settings.settings(lead) == {"own-work": "off", "curators": "2"}
    for name, value in (("own-work", "yes"), ("curators", "0"), ("curators", "²"),
                        ("curators", "9" * 5000), ("curators", "-1")):  # fmt: skip
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


def test_nobody_adjudicates_while_somebody_is_still_at_it(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, fatin = team_of_three("lead"), team_of_three("fatin")
    case = decided(lead)
    sheet = curate.open_article(fatin, case.article.id)
    assert case_of(lead).waiting == (), "looking is not taking part"
    sheet = curate.add(fatin, sheet, CITY.span, "GPE")
    with pytest.raises(Refused, match="still at"):
        adjudicate.finish(lead, case)
    assert adjudicate.ready(lead) == []
    curate.submit(fatin, sheet)
    assert case_of(lead).next_waiting() is not None


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
    assert (other.said.cause, other.said.note, other.said.lane) == (Cause.AMBIGUOUS, "لا أحد", None)
    stranger = team_of_three("stranger")
    for who in (stranger, lead):
        with pytest.raises(NotVisible):
            differences(who, article)
    sheet = curate.open_article(stranger, article)
    curate.add(stranger, sheet, CITY.span, "GPE")
    with pytest.raises(NotVisible):
        differences(dalal, article)


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
