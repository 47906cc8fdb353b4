"""Agreement from the store: what is counted, kept, seen and put right."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from decimal import Decimal
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
from workbench.agreement import Against, Kind, Part
from workbench.cli import cli
from workbench.errors import UnknownName
from workbench.model import Arm, Number, Role
from workbench.scheme import parse_scheme
from workbench.store import Store, pairs, sql
from workbench.workflow import curate, measure, team
from workbench.workflow.check import check_database
from workbench.workflow.measure.counting import Numbered, study

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.workflow.session import Session

    Open = Callable[[str], Session]


@pytest.fixture
def corpus(session: Session) -> Session:
    """Amal's session on eight articles with the same four suggestions."""
    eight(session)
    return session


def rows(store: Store) -> list[tuple[Any, ...]]:
    found = store.connection.rows("SELECT * FROM pair_count ORDER BY article")
    return [tuple(row) for row in found]


def test_counts_are_kept_and_a_new_submission_renews_those_of_its_article(
    corpus: Session, open_as: Open
) -> None:
    badr = open_as("badr")
    first, second = corpus.store.article_ids()[:2]
    for article in (first, second):
        submit(corpus, article, [TANJA, HASSAD])
        submit(badr, article, [TANJA])
    assert measure.agreement(corpus).headline.value == 2 * 2 / 6
    kept = rows(corpus.store)
    assert [row[2] for row in kept] == [2, 2]
    submit(open_as("chadia"), second, [TANJA])
    # The first article as before; in the second amal has two spans, and the others one of them.
    assert measure.agreement(corpus).headline.value == 2 * (1 + 3) / (3 + 3 + 3 + 2)
    assert rows(corpus.store)[0] == kept[0]
    assert rows(corpus.store)[1][2] == 3
    assert list(check_database(corpus)) == []


def test_reopening_changes_nothing(corpus: Session, open_as: Open) -> None:
    article, badr = corpus.store.article_ids()[0], open_as("badr")
    submit(corpus, article, [TANJA])
    submit(badr, article, [TANJA, RABAT])
    before = measure.agreement(corpus).headline
    submit_again(badr, article)
    assert measure.agreement(corpus).headline == before


def submit_again(session: Session, article: str) -> None:
    sheet = curate.reopen(session, curate.open_article(session, article))
    mark = next(m for m in sheet.layer.marks if m.annotation.span == RABAT.span)
    sheet = curate.relabel(session, sheet, mark.id, "LOC")
    curate.submit(session, sheet)


def test_what_is_wrong_is_found_and_put_right(corpus: Session, open_as: Open) -> None:
    article = corpus.store.article_ids()[0]
    submit(corpus, article, [TANJA, HASSAD])
    submit(open_as("badr"), article, [TANJA])
    right = measure.agreement(corpus, details=True)
    with corpus.store.writing():
        corpus.store.connection.execute("UPDATE pair_count SET spans = substr(spans, 14)")
    assert measure.agreement(corpus).headline != right.headline
    (problem,) = check_database(corpus)
    assert "counts of agreement" in problem.message
    assert not problem.repaired
    (problem,) = check_database(corpus, repair=True)
    assert problem.repaired
    assert list(check_database(corpus)) == []
    assert measure.agreement(corpus, details=True) == right


def test_counts_by_another_rule_are_made_anew(corpus: Session, open_as: Open) -> None:
    article = corpus.store.article_ids()[0]
    submit(corpus, article, [TANJA])
    submit(open_as("badr"), article, [TANJA])
    right = measure.agreement(corpus)
    with corpus.store.writing():
        corpus.store.connection.execute("UPDATE pair_count SET rule = 'old', spans = x''")
    assert list(check_database(corpus)) == []
    assert measure.agreement(corpus) == right


def test_a_file_that_cannot_be_written_is_measured_all_the_same(
    corpus: Session, open_as: Open
) -> None:
    article = corpus.store.article_ids()[0]
    submit(corpus, article, [TANJA])
    submit(open_as("badr"), article, [TANJA])
    corpus.store.connection.rows("PRAGMA query_only = ON")
    assert measure.agreement(corpus).headline.value == 1
    assert rows(corpus.store) == []


def test_a_database_of_before_is_brought_up_to_date(path: Path, corpus: Session) -> None:
    corpus.store.close()
    old = sqlite3.connect(path)
    old.executescript(
        "DROP TABLE pair_count; CREATE TABLE pair_count (a TEXT, b TEXT, label TEXT);"
        "DELETE FROM _sqlite_migrations WHERE name = 'm0003_pair_count'"
    )
    old.close()
    store = Store.open(path)
    assert rows(store) == []
    assert store.connection.row("SELECT article, rule, layers FROM pair_count") is None
    store.close()


# ------------------------------------------------------------------------------------ blindness


@pytest.mark.parametrize("seed", range(6))
def test_a_viewer_gets_counts_of_what_she_may_see_and_nothing_else(
    corpus: Session, open_as: Open, seed: int
) -> None:
    draw = random.Random(seed)
    for name in ("badr", "chadia", "dalal", "nobody"):
        team.enrol(corpus, name, [Role.CURATOR])
    people = {name: open_as(name) for name in ("badr", "chadia", "dalal")} | {"amal": corpus}
    ids = corpus.store.article_ids()
    for _step in range(20):
        name, article = draw.choice(sorted(people)), draw.choice(ids)
        corpus.store.assign(article, people[name].curator)
        sheet = curate.open_article(people[name], article)
        act = draw.choice(["look", "decide", "submit", "submit", "ask"])
        if act == "ask":
            ask(corpus, [article], name, Arm.ASSISTED)
        elif act == "submit" and not sheet.layer.closed:
            marks = draw.sample(SUGGESTED, draw.randint(0, 4))
            submit(people[name], article, [m for m in marks if m.value is None])
        elif act == "decide" and not sheet.layer.closed:
            curate.relabel(people[name], sheet, sheet.layer.marks[0].id, "GPE")
    store = corpus.store
    names = {curator.id: curator.name for curator in store.curators()}
    seen = Counter[str]()
    for viewer in (*people.values(), open_as("nobody"), open_as("stranger")):
        found = pairs.counted(store, viewer.curator, measure.RULE, tokens=True)
        shown = [(layer.article, layer.curator) for layer in found.layers if layer.curator]
        allowed = [
            (assignment.article, names[assignment.curator])
            for article in ids
            for assignment in pairs.layers_of(store, article)
            if store.visible(assignment, viewer.curator)
            and store.submissions(assignment, viewer.curator)
        ]
        assert sorted(shown) == sorted(allowed)
        assert {each.article for each in found.layers} == {article for article, _name in allowed}
        compared = len(Numbered(found.layers).compared)
        for cells in (found.spans, found.tokens):
            assert cells is not None
            assert len({len(column) for column in (cells.comparison, cells.p, cells.q, cells.kind,
                                                   cells.n)}) == 1  # fmt: skip
            assert ((cells.comparison >= 0) & (cells.comparison < compared)).all()
        counts = study(viewer, tokens=True)
        assert set(counts.curators) == {name for _article, name in allowed}
        seen[viewer.curator.name] = len(shown)
    assert seen.total() > 0
    assert seen["stranger"] == seen["nobody"] == 0


# ---------------------------------------------------------------------------- what is behind a cell


@pytest.fixture
def three(corpus: Session, open_as: Open) -> Session:
    """Two articles by three curators who differ in every way."""
    for article in corpus.store.article_ids()[:2]:
        loose = on(TEXT, "والرباط", "GPE")
        other = on(TEXT, "35", "CARDINAL", Number(Decimal(3500)))
        submit(corpus, article, [TANJA, RABAT, HASSAD, PEOPLE])
        submit(open_as("badr"), article, [TANJA, loose, MINISTRY, other])
        moved = on(TEXT, "طنجة", "LOC", nth=1)
        submit(open_as("chadia"), article, [moved, RABAT, PEOPLE])
    return corpus


def test_the_first_field_that_differs_is_read_from_the_ledger(three: Session) -> None:
    found = named(measure.agreement(three), "value_agreement", Part.KIND)
    assert {names: figure.spans for names, figure in found.items()} == {("magnitude",): 6}
    assert found["magnitude",].value == 2 / 3
    boundaries = named(measure.agreement(three), "classes", Part.KIND)
    assert boundaries["boundary_clitic",].spans == 2 * 2 * 2
    assert boundaries["boundary_other",].spans == 0


def test_every_cell_leads_to_as_many_spans_as_it_counts(three: Session) -> None:
    report = measure.agreement(three)
    for name in ("classes", "confusion", "value_agreement", "span_f1"):
        for row in report.results[name].rows:
            found = measure.cases(three, row.cell)
            spans = sum((case.one is not None) + (case.other is not None) for case in found)
            if name == "classes" and row.part is not Part.ALL:
                assert spans == row.figure.spans
            elif name == "confusion" and row.part is not Part.ALL:
                assert len(found) == row.figure.spans
            elif name == "span_f1" and row.part is Part.PAIR:
                assert spans == row.figure.spans
            elif name == "value_agreement" and row.part is Part.KIND:
                assert len(found) == round((row.figure.value or 0) * row.figure.spans)
    magnitude = next(iter(report.results["value_agreement"].of(Part.KIND)))
    case = measure.cases(three, magnitude.cell)[0]
    assert (case.first, case.second, case.kind) == ("amal", "badr", Kind.VALUE_MAGNITUDE)
    assert case.one is not None
    assert case.one.value == PEOPLE.value
    assert case.source == "0.txt"
    assert len(measure.cases(three, magnitude.cell, limit=1)) == 1


def test_cases_are_as_blind_as_counts(three: Session, open_as: Open) -> None:
    stranger = open_as("stranger")
    for row in measure.agreement(three).results["classes"].rows:
        assert measure.cases(stranger, row.cell) == ()


# --------------------------------------------------------------------- arms, suggestions and gold


def test_what_is_suggested_pulls_those_who_see_it(corpus: Session, open_as: Open) -> None:
    for curator in ("badr", "chadia"):
        team.enrol(corpus, curator, [Role.CURATOR])
    badr, chadia = open_as("badr"), open_as("chadia")
    articles = corpus.store.article_ids()
    ask(corpus, articles[:4], "badr", Arm.ASSISTED)
    ask(corpus, articles[:2], "chadia", Arm.BLIND)
    ask(corpus, articles[2:4], "chadia", Arm.ASSISTED)
    for n, article in enumerate(articles[:4]):
        submit(badr, article, SUGGESTED)
        submit(chadia, article, [HASSAD, TANJA] if n < 2 else SUGGESTED)
    report = measure.agreement(corpus)
    gaps = named(report, "assistance", Part.GAP)
    assert gaps["anchoring",].value == 1 - 2 * 2 / 12
    assert named(report, "assistance", Part.ARM)["assisted",].value == 1
    assert named(report, "assistance", Part.ARM)["mixed",].value == 2 * 2 / 12
    only = measure.agreement(corpus, measure.Filters(arms=measure.Arms.MIXED))
    assert only.headline.documents == 2
    kept = next(r for r in report.results["assistance"].rows if r.names == ("anchoring",))
    assert len(measure.cases(corpus, kept.cell)) == 6 * 4 + 2 * 5


def test_submissions_under_other_schemes_are_put_together(corpus: Session, open_as: Open) -> None:
    """Spans hold numbers of labels, which another scheme has in another order."""
    one, two, both = corpus.store.article_ids()[:3]
    submit(corpus, one, [TANJA, HASSAD])
    submit(corpus, both, [TANJA, HASSAD])
    submit(open_as("badr"), one, [TANJA])
    head, *labels = corpus.scheme.text.split("[[label]]")
    turned = parse_scheme("[[label]]".join([head.replace("news", "swen"), *labels[::-1]]))
    assert [each.name for each in turned] == [each.name for each in corpus.scheme][::-1]
    with corpus.store.writing():
        corpus.store.connection.execute(sql.ADD_SCHEME, turned.fingerprint, turned.text)
        corpus.store.connection.execute(sql.SET_PROJECT, "scheme", turned.fingerprint)
    submit(corpus, two, [TANJA, MINISTRY])
    submit(open_as("badr"), two, [TANJA])
    submit(open_as("badr"), both, [TANJA])
    found = named(measure.agreement(corpus), "span_f1", Part.LABEL)
    assert {names: (figure.value, figure.spans) for names, figure in found.items()} == {
        ("GPE",): (1, 6), ("PER",): (0, 2), ("ORG",): (0, 1),
    }  # fmt: skip
    assert list(check_database(corpus)) == []


def test_gold_is_that_of_articles_that_were_adjudicated(corpus: Session, open_as: Open) -> None:
    article = corpus.store.article_ids()[0]
    submit(corpus, article, [TANJA, RABAT])
    submit(open_as("badr"), article, [TANJA, RABAT])
    assert "adjudicated" in (measure.agreement(corpus).results["accuracy"].total.undefined or "")
    with corpus.store.writing():
        corpus.store.connection.execute(
            "INSERT INTO assignment (id, article, curator, task, round, arm, asked, suggestion_set)"
            " SELECT 'judged', article, curator, 'adjudicate', 1, arm, 0, suggestion_set"
            " FROM assignment ORDER BY n LIMIT 1"
        )
        corpus.store.connection.execute("INSERT INTO tally VALUES ('judged', 0, 0, 0, 1)")
    report = measure.agreement(corpus)
    found = report.results["accuracy"]
    assert (found.total.value, found.total.documents) == (1, 1)
    assert named(report, "accuracy", Part.KEPT)["badr",].value == 1
    assert named(report, "accuracy", Part.CURATOR).keys() == {("amal",), ("badr",)}
    cell = found.rows[0].cell
    assert cell.against is Against.GOLD
    assert [case.second for case in measure.cases(corpus, cell)] == [None] * 4


def test_labels_are_those_of_the_scheme(three: Session) -> None:
    assert measure.agreement(three, measure.Filters(label="PER")).headline.value == 0
    with pytest.raises(UnknownName):
        measure.agreement(three, measure.Filters(label="PERR"))
    assert measure.agreement(three, measure.Filters(since="2026-11-22")).headline.documents == 0
    assert measure.agreement(three, measure.Filters(until="2026-11-21")).headline.documents == 2


def test_only_what_is_asked_for_is_measured(three: Session) -> None:
    assert set(measure.agreement(three, only=()).results) == {"span_f1"}
    assert set(measure.agreement(three, only=["cohen_kappa"]).results) == {"span_f1", "cohen_kappa"}


# ------------------------------------------------------------------------------ the command line


def test_the_command_line_shows_all_of_it(three: Session, path: Path) -> None:
    def run(*options: str) -> str:
        done = CliRunner().invoke(
            cli, ["--db", str(path), "--curator", "amal", "agreement", *options]
        )
        assert done.exit_code == 0, done.output
        return done.stdout

    shown = run()
    lines = [line.split("\t") for line in shown.splitlines()]
    assert lines[1][0] == "amal – badr"
    assert all(len(line) == 6 for line in lines if line != [""])
    for expected in ("all pairs", "GPE – LOC", "PER – ∅", "cost: other label", "0.txt",
                     "differs first in: a power of ten", "interval unreliable (n=2)"):  # fmt: skip
        assert expected in shown
    assert "Krippendorff" not in shown
    assert "Krippendorff" in run("--details")
    assert run("--label", "PER") != shown
    assert "few spans" in run("--arm", "assisted")
    assert "no document was submitted" in run("--since", "2030-01-01")
    assert '"krippendorff_alpha"' in run("--json")
