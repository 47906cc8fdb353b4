"""Another scheme, other guidelines: what they do is told before, and nothing decided is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, incoming, on
from workbench.errors import NotText, Refused, SchemeError
from workbench.model import Number, Role, Verdict
from workbench.scheme import parse_scheme
from workbench.workflow import check, correct, curate, release, suggest, team, versions
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

MINISTRY, CITY = on(TEXT, "وزارة الداخلية المغربية", "ORG"), on(TEXT, "الرباط", "GPE")
PERSON, COUNT = on(TEXT, "محمد حصاد", "PER"), on(TEXT, "35", "CARDINAL", Number(35))  # type: ignore[arg-type]


@pytest.fixture
def begun(session: Session) -> Session:
    """Amal accepted four suggestions of one article and left it open."""
    list(ingest(session, iter([incoming()])))
    article = session.store.article_ids()[0]
    for name, version in suggest.versions().items():
        marks = (MINISTRY, CITY, PERSON, COUNT) if name == "entities" else ()
        session.store.add_run(
            name, version, session.scheme.fingerprint, {article: [candidate(m) for m in marks]}
        )
    sheet = opened(session)
    for mark in sheet.layer.marks:
        sheet = curate.decide(session, sheet, mark.id, Verdict.ACCEPT)
    return session


def opened(session: Session) -> Sheet:
    return curate.open_article(session, session.store.article_ids()[0])


def text_without(session: Session, name: str, version: int = 2) -> str:
    """The scheme in force without a label."""
    head, *tables = session.scheme.text.split("[[label]]")
    kept = [table for table in tables if f'name = "{name}"' not in table]
    return "[[label]]".join([head.replace("version = 1", f"version = {version}"), *kept])


def test_a_change_is_told_by_counts_and_articles(begun: Session) -> None:
    renamed = begun.scheme.text.replace('name = "ORG"', 'name = "BODY"')
    found = versions.change(begun, parse_scheme(renamed))
    assert found.renamed == {"ORG": "BODY"}
    assert found.added == ("BODY",)
    assert found.removed == {"ORG": versions.Affected(1, 1, ("one.txt",))}
    assert not found.same
    helped = begun.scheme.text.replace('title = "person"', 'title = "human"')
    assert versions.change(begun, parse_scheme(helped)).changed == ("PER",)
    dated = begun.scheme.text.replace('value = "number"', 'value = "timex"')
    assert versions.change(begun, parse_scheme(dated)).unfit == {
        "CARDINAL": versions.Affected(1, 1, ("one.txt",))
    }
    assert versions.change(begun, parse_scheme("# a comment\n" + begun.scheme.text)).same


def test_work_under_way_of_others_is_counted_and_not_named(
    begun: Session, open_as: Callable[[str], Session]
) -> None:
    team.enrol(begun, "badr", [Role.CURATOR, Role.ADJUDICATOR])
    new = parse_scheme(text_without(begun, "ORG"))
    found = versions.change(open_as("badr"), new)
    assert found.removed["ORG"] == versions.Affected(1, 1, ())


def test_a_retired_label_stands_until_it_is_changed_and_nothing_new_gets_it(
    begun: Session, open_as: Callable[[str], Session]
) -> None:
    versions.apply_scheme(begun, parse_scheme(text_without(begun, "ORG")))
    amal = open_as("amal")
    assert "ORG" not in amal.scheme.by_name
    assert amal.scheme["ORG"].title_ar == "هيئة"
    sheet = opened(amal)
    mark = next(m for m in sheet.layer.marks if m.annotation.label == "ORG")
    city = next(m for m in sheet.layer.marks if m.annotation.label == "GPE")
    assert mark.stands
    with pytest.raises(Refused, match="lacks"):
        curate.submit(amal, sheet)
    with pytest.raises(Refused, match="any more"):
        curate.relabel(amal, sheet, city.id, "ORG")
    with pytest.raises(Refused, match="any more"):
        correct.note(amal, sheet, mark.id, "?")
    sheet = curate.decide(amal, sheet, mark.id, Verdict.REJECT)
    sheet = curate.undo(amal, sheet).sheet
    assert sheet.layer[mark.id].stands
    assert not list(check.check_database(amal))
    sheet = curate.relabel(amal, sheet, mark.id, "PER")
    curate.submit(amal, sheet)
    assert not list(check.check_database(amal))
    (submission,) = amal.store.submissions(sheet.assignment, amal.curator)
    assert submission.scheme == amal.scheme.fingerprint


def test_decisions_keep_the_scheme_that_they_were_made_under(
    begun: Session, open_as: Callable[[str], Session]
) -> None:
    old = begun.scheme.fingerprint
    curate.submit(begun, opened(begun))
    versions.apply_scheme(begun, parse_scheme(text_without(begun, "ORG")))
    amal = open_as("amal")
    (record,) = release.gold_records(amal, release.Request(), release.Report())
    assert record.scheme.fingerprint == old
    assert "ORG" in [span.annotation.label for span in record.spans]
    rows = amal.store.connection.rows("SELECT DISTINCT scheme FROM decision")
    assert [row["scheme"] for row in rows] == [old]


def test_who_opens_an_article_later_is_not_shown_what_is_retired(
    begun: Session, open_as: Callable[[str], Session]
) -> None:
    list(ingest(begun, iter([incoming(TEXT + "\nذيل", "two.txt")])))
    second = begun.store.article_ids()[1]
    suggested = on(TEXT, "وزارة الداخلية المغربية", "ORG")
    for name, version in suggest.versions().items():
        found = [candidate(suggested)] if name == "entities" else []
        begun.store.add_run(name, version, begun.scheme.fingerprint, {second: found})
    versions.apply_scheme(begun, parse_scheme(text_without(begun, "ORG")))
    amal = open_as("amal")
    assert "ORG" in [proposal.annotation.label for proposal in amal.store.proposals(second)]
    sheet = curate.open_article(amal, second)
    assert "ORG" not in [mark.annotation.label for mark in sheet.layer.marks]


def test_only_who_adjudicates_applies_and_a_version_says_one_thing(
    begun: Session, open_as: Callable[[str], Session]
) -> None:
    badr = open_as("badr")
    new = parse_scheme(text_without(begun, "ORG"))
    with pytest.raises(Refused, match="adjudicates"):
        versions.apply_scheme(badr, new)
    with pytest.raises(Refused, match="adjudicates"):
        versions.apply_guidelines(badr, "# Rules")
    with pytest.raises(SchemeError, match="new version"):
        versions.apply_scheme(begun, parse_scheme(text_without(begun, "ORG", version=1)))
    assert begun.store.scheme().fingerprint == begun.scheme.fingerprint
    versions.apply_scheme(begun, new)
    versions.apply_scheme(begun, parse_scheme(begun.scheme.text))
    assert begun.store.scheme().fingerprint == begun.scheme.fingerprint


def test_guidelines_go_with_the_decisions_to_come(begun: Session) -> None:
    before = begun.store.guideline()[0]
    after = versions.apply_guidelines(begun, "# Rules\n\nPER and GPE.\n")
    assert versions.guidelines(begun).startswith("# Rules")
    assert "ORG" in versions.unmentioned(begun.scheme, versions.guidelines(begun))
    sheet = opened(begun)
    curate.decide(begun, sheet, sheet.layer.marks[0].id, Verdict.REJECT)
    rows = begun.store.connection.rows("SELECT guideline FROM decision ORDER BY seq")
    assert [row["guideline"] for row in rows] == [before] * 4 + [after]


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "scheme.toml"
    with pytest.raises(NotText, match=r"scheme\.toml"):
        versions.read_scheme(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(NotText, match="UTF-8"):
        versions.read_scheme(path)
    path.write_text(" \n", "utf-8")
    with pytest.raises(NotText, match="empty"):
        versions.read_guidelines(path)
    with pytest.raises(SchemeError):
        versions.read_scheme(path)
