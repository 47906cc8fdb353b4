"""What suggestions do to curators, from the store: taken over, overlooked, accepted unread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from tests.builders import TEXT, on
from tests.workflow.measuring import (
    HASSAD,
    MINISTRY,
    PEOPLE,
    RABAT,
    SUGGESTED,
    TANJA,
    ask,
    eight,
    named,
    submit,
)
from workbench.agreement import Judged, Part
from workbench.agreement.acceptance import OUTCOMES
from workbench.arabic.tokens import tokens
from workbench.cli import cli
from workbench.errors import UnknownName
from workbench.model import Arm, Role, Verdict
from workbench.report import render
from workbench.store import pairs
from workbench.workflow import adjudicate, curate, measure, settings, team
from workbench.workflow.adjudicate import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from workbench.model import Annotation
    from workbench.workflow.session import Session

    Open = Callable[[str], Session]


@pytest.fixture
def lead(open_as: Open, monkeypatch: pytest.MonkeyPatch) -> Session:
    """The lead on eight articles; Amal sees suggestions, Badr sees none."""
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE_SUGGESTED", 0)
    lead = open_as("lead")
    eight(lead)
    for name in ("amal", "badr"):
        team.enrol(lead, name, [Role.CURATOR])
    ask(lead, lead.store.article_ids(), "amal", Arm.ASSISTED)
    ask(lead, lead.store.article_ids(), "badr", Arm.BLIND)
    return lead


def judge(session: Session, article: str, gold: Sequence[Annotation]) -> None:
    """Adjudicate an article so that this is its gold."""
    case = adjudicate.open_case(session, article)
    for cluster in case.waiting:
        wanted = [Wanted(each.span.start, each.span.end, each.label, each.value)
                  for each in gold if each.span.overlaps(cluster.span)]  # fmt: skip
        if wanted:
            case = adjudicate.edit(session, case, cluster.id, wanted)
        else:
            case = adjudicate.reject_all(session, case, cluster.id)
    adjudicate.finish(session, case)


def marked(lead: Session, open_as: Open) -> None:
    """Two articles: of six wrong suggestions one is kept, of two left to find one is missed."""
    first, second = lead.store.article_ids()[:2]
    submit(open_as("amal"), first, [TANJA, RABAT, HASSAD])
    submit(open_as("badr"), first, [TANJA, HASSAD])
    submit(open_as("amal"), second, [TANJA])
    submit(open_as("badr"), second, [TANJA, HASSAD])


def test_commission_and_omission_by_what_was_adjudicated(lead: Session, open_as: Open) -> None:
    marked(lead, open_as)
    before = measure.agreement(lead).results["bias"]
    assert "no wrong suggestion" in (before.total.undefined or "")
    for article in lead.store.article_ids()[:2]:
        judge(lead, article, [TANJA, HASSAD])
    report = measure.agreement(lead)
    commission, omission = (named(report, "bias", part)
                            for part in (Part.COMMISSION, Part.OMISSION))  # fmt: skip
    assert (commission[()].value, commission[()].spans, commission[()].documents) == (1 / 6, 6, 2)
    assert commission["curator", "amal"] == commission[()]
    assert commission["curator", "badr"].undefined is not None
    assert commission["label", "GPE"].value == 1 / 2
    assert commission["label", "ORG"].value == 0
    assert omission[()].value == 1 / 2
    assert omission["label", "PER"].value == 1 / 2
    missed = named(report, "bias", Part.MISSED)
    assert (missed["assisted",].value, missed["blind",].value) == (1 / 2, 0)
    interval = commission[()].interval
    assert interval is not None
    assert not interval.reliable


def test_numbers_lead_to_what_was_kept_and_missed(lead: Session, open_as: Open) -> None:
    marked(lead, open_as)
    ids = lead.store.article_ids()[:2]
    for article in ids:
        judge(lead, article, [TANJA, HASSAD])
    cells = {
        (row.part, *row.names): row.cell for row in measure.agreement(lead).results["bias"].rows
    }
    (kept,) = measure.cases(lead, cells[Part.COMMISSION,])
    assert (kept.article, kept.one, kept.first) == (ids[0], RABAT, "amal")
    assert kept.judged == (Judged.WRONG_KEPT,)
    assert measure.cases(lead, cells[Part.COMMISSION, "label", "GPE"]) == (kept,)
    assert measure.cases(lead, cells[Part.COMMISSION, "label", "ORG"]) == ()
    (missed,) = measure.cases(lead, cells[Part.OMISSION,])
    assert (missed.article, missed.other, missed.first) == (ids[1], HASSAD, "amal")
    assert measure.cases(lead, cells[Part.MISSED, "blind"]) == ()


def test_a_label_is_that_of_the_suggestion_kept_or_of_the_span_missed(
    lead: Session, open_as: Open
) -> None:
    article = lead.store.article_ids()[0]
    right = on(TEXT, "الرباط", "LOC")
    submit(open_as("amal"), article, [RABAT])
    submit(open_as("badr"), article, [right])
    judge(lead, article, [right])
    rows = measure.agreement(lead).results["bias"].rows
    cells = {(row.part, *row.names): row.cell for row in rows}
    (case,) = measure.cases(lead, cells[Part.COMMISSION, "label", "GPE"])
    assert case.judged == (Judged.WRONG_KEPT, Judged.UNSUGGESTED_MISSED)
    assert measure.cases(lead, cells[Part.OMISSION, "label", "LOC"]) == (case,)
    assert measure.cases(lead, cells[Part.COMMISSION, "label", "LOC"]) == ()
    assert measure.cases(lead, cells[Part.OMISSION, "label", "GPE"]) == ()


def test_who_annotated_the_article_does_not_judge(lead: Session, open_as: Open) -> None:
    marked(lead, open_as)
    settings.change(lead, "own-work", "on")
    team.enrol(lead, "amal", [Role.CURATOR, Role.ADJUDICATOR])
    first, second = lead.store.article_ids()[:2]
    judge(open_as("amal"), first, [TANJA, HASSAD])
    report = measure.agreement(lead)
    assert report.results["accuracy"].total.documents == 1
    assert report.results["bias"].total.undefined is not None
    judge(lead, second, [TANJA, HASSAD])
    found = measure.agreement(lead).results["bias"]
    assert (found.total.value, found.total.documents) == (0, 1)


def test_what_became_of_suggestions_is_counted_and_leads_to_them(
    lead: Session, open_as: Open
) -> None:
    first, second = lead.store.article_ids()[:2]
    loose = on(TEXT, "والرباط", "GPE")
    submit(open_as("amal"), first, [TANJA, loose, HASSAD])
    submit(open_as("badr"), first, [HASSAD])
    submit(open_as("amal"), second, [TANJA, RABAT, MINISTRY, PEOPLE])
    submit(open_as("badr"), second, [])
    result = measure.agreement(lead).results["acceptance"]
    shares = {row.part: (row.figure.value, row.figure.spans) for row in result.rows[1:]
              if not row.names}  # fmt: skip
    assert shares == {
        Part.UNCHANGED: (5 / 8, 8), Part.EDITED: (1 / 8, 8), Part.REJECTED: (2 / 8, 8),
        Part.ADDED: (1 / 7, 7),
    }  # fmt: skip
    assert {row.names[1] for row in result.rows if row.names[:1] == ("curator",)} == {"amal"}
    for row in result.rows:
        behind = measure.cases(lead, row.cell)
        assert len(behind) == round((row.figure.value or 0) * row.figure.spans), row.names
        assert {case.first for case in behind} <= {"amal"}


# ---------------------------------------------------------------------------------------- haste


@pytest.fixture
def pace(monkeypatch: pytest.MonkeyPatch) -> Callable[[Session, float], None]:
    """Lets every act of a session take so many seconds."""

    def run(session: Session, step: float) -> None:
        def times() -> Iterator[str]:
            at = 0.0
            while True:
                at += step
                yield f"2026-11-22T{int(at // 3600):02}:{int(at // 60) % 60:02}:{at % 60:06.3f}Z"

        ticking = times()
        monkeypatch.setattr(session.store, "now", lambda: next(ticking))

    return run


def accept(session: Session, articles: Sequence[str], *, reject: int = 0) -> None:
    """Accept all that is suggested, key by key, but for as many of the first article."""
    session.keys.pressed = 0
    for n, article in enumerate(articles):
        sheet = curate.open_article(session, article)
        for place, mark in enumerate([mark.id for mark in sheet.layer.undecided]):
            session.keys.press()
            keep = n > 0 or place >= reject
            sheet = curate.decide(session, sheet, mark, Verdict.ACCEPT if keep else Verdict.REJECT)
        curate.submit(session, sheet)


@pytest.mark.parametrize(
    ("seconds", "articles", "reject", "warned"),
    [(0.5, 8, 0, True), (0.5, 8, 1, True), (0.5, 8, 2, False), (1.5, 8, 0, False),
     (0.5, 4, 0, False)],
)  # fmt: skip
def test_who_accepts_unread_is_named(
    lead: Session, open_as: Open, pace: Callable[[Session, float], None], path: Path,
    seconds: float, articles: int, reject: int, warned: bool,
) -> None:  # fmt: skip
    amal = open_as("amal")
    pace(amal, seconds)
    ids = amal.store.article_ids()[:articles]
    accept(amal, ids, reject=reject)
    for article in ids:
        submit(open_as("badr"), article, [TANJA])
    report = measure.agreement(lead)
    assert [one.curator for one in report.hasty or ()] == ["amal"] * warned
    data: dict[str, Any] = measure.agreement_json(report)
    html = render(measure.page(lead, measure.agreement(lead, details=True)))
    done = CliRunner().invoke(cli, ["--db", str(path), "--curator", "lead", "agreement"])
    told = "amal left" in done.stderr
    assert ("amal left" in html, told, len(data["warnings"])) == (warned, warned, int(warned))
    assert "judge the model that suggests by gold from articles marked without" in done.stderr
    if warned:
        (warning,) = data["warnings"]
        shown = articles * len(SUGGESTED)
        assert warning["accepted"] == (shown - reject) / shown
        assert warning["seconds"] == pytest.approx(seconds, abs=0.01)
        assert warning["timed"] >= shown - 1
        few = measure.agreement(lead, measure.Filters(label="ORG"))
        assert named(few, "acceptance", Part.UNCHANGED)["curator", "amal"].spans == articles
        assert few.hasty == (), "of these there are too few"
        assert f"of {shown} suggestions as they were" in warning["text"]


def test_whose_times_are_not_known_is_not_accused(lead: Session, open_as: Open) -> None:
    for article in lead.store.article_ids():
        submit(open_as("amal"), article, SUGGESTED)
        submit(open_as("badr"), article, [])
    report = measure.agreement(lead)
    assert named(report, "acceptance", Part.UNCHANGED)["curator", "amal"].value == 1
    assert report.hasty == ()
    assert measure.agreement(lead, only=["ladder"]).hasty is None


# ---------------------------------------------------------------------------- tokens and filters


def test_tokens_are_those_of_the_counts_that_are_kept(
    lead: Session, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(lead, open_as)
    store, ids = lead.store, lead.store.article_ids()
    expected = {article: len(tokens(store.article(article).text)) for article in ids}
    assert pairs.sizes(store, measure.RULE, ids) == expected, "nothing is kept yet"
    report = measure.agreement(lead)
    assert pairs.sizes(store, measure.RULE, ids) == expected, "known from before"
    read: list[str] = []
    article = store.article

    def noted(name: str) -> Any:
        read.append(name)
        return article(name)

    monkeypatch.setattr(store, "article", noted)
    monkeypatch.setattr(pairs, "_SIZES", {})
    assert pairs.sizes(store, measure.RULE, ids) == expected
    assert set(read) == {*ids[2:]}, "texts of articles whose counts are kept are not read"
    assert pairs.sizes(store, measure.RULE, []) == {}
    monkeypatch.setattr(pairs, "_FIRST_CELLS", 1)
    monkeypatch.setattr(pairs, "_SIZES", {})
    assert pairs.sizes(store, measure.RULE, ids) == expected, "there is more than was read"
    density = named(report, "classes", Part.DENSITY)
    # Of amal and badr: RABAT is hers alone in the first, HASSAD is his in the second.
    assert {names[0]: figure.value for names, figure in density.items()} == {
        name: 100 * 1 / expected[name] for name in ids[:2]
    }


def test_one_curator_or_one_version_of_the_guidelines(lead: Session, open_as: Open) -> None:
    marked(lead, open_as)
    submit(open_as("chadia"), lead.store.article_ids()[0], [TANJA])
    submit(open_as("chadia"), lead.store.article_ids()[1], [HASSAD])
    pairs_ = named(measure.agreement(lead, measure.Filters(curator="chadia")), "span_f1", Part.PAIR)
    assert set(pairs_) == {("amal", "chadia"), ("badr", "chadia")}
    parts = measure.parts(lead)
    assert parts.curators == ("amal", "badr", "chadia", "lead")
    (version,) = parts.guidelines
    under = measure.Filters(guideline=version[:6])
    assert measure.agreement(lead, under).filters.guideline == version
    assert measure.agreement(lead, under).headline == measure.agreement(lead).headline
    for wrong in (measure.Filters(curator="chadja"), measure.Filters(guideline="zzz")):
        with pytest.raises(UnknownName):
            measure.agreement(lead, wrong)


def test_filters_on_the_command_line(lead: Session, open_as: Open, path: Path) -> None:
    marked(lead, open_as)
    submit(open_as("chadia"), lead.store.article_ids()[0], [TANJA])

    def run(*options: str) -> Any:
        arguments = ["--db", str(path), "--curator", "lead", "agreement", "--json", *options]
        done = CliRunner().invoke(cli, arguments)
        return json.loads(done.stdout) if done.exit_code == 0 else str(done.exception)

    assert len(run()["pairs"]) == 3
    assert {"amal", "chadia"} in [{*each["curators"]} for each in run("--of", "chadia")["pairs"]]
    assert len(run("--of", "chadia")["pairs"]) == 2
    (version,) = measure.parts(lead).guidelines
    assert run("--guideline", version[:5]) == run()
    assert "There is no version of the guidelines" in run("--guideline", "nothing")
    assert "There is no curator" in run("--of", "nobody")
    parts = {row["part"] for row in run()["measures"]["acceptance"]}
    assert parts == {"all", *OUTCOMES}
    assert {"commission", "omission", "missed"} <= {
        row["part"] for row in run()["measures"]["bias"]
    }
