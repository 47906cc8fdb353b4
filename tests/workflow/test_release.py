"""Gold out: the committed example is what a small project of two curators exports."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from tests.builders import candidate, incoming, on
from workbench.curation import fold
from workbench.errors import Refused, UnknownName
from workbench.model import Modifier, Number, Range, Span, Status, Timex, Verdict, ZoneKind
from workbench.workflow import curate, release, suggest
from workbench.workflow.check import check_gold
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "exports" / "example.jsonl"
TEXT = (
    "عاجل\n"
    "الإثنين 31 مايو 2021 على الساعة 20:30\n"
    "\n"
    "تفكيك شبكة للهجرة السرية بمدينة الناظور\n"
    "\n"
    "تمكنت المديرية العامة للأمن الوطني، فاتح نونبر 2020، من توقيف حوالي ألف وستمائة شخص تتراوح "
    "أعمارهم بين 23 و26 سنة، فضلا عن نشر 6.037 مذكرة بحث، وفق ما أكده محمد حصاد بالرباط.\n"
)


def number(text: str, modifier: Modifier | None = None, item: str | None = None) -> Number:
    return Number(Decimal(text), modifier, item=item)


SUGGESTED = [
    candidate(on(TEXT, surface, label, value), score)
    for surface, label, value, score in (
        ("الإثنين 31 مايو 2021", "DATE", Timex("2021-05-31"), 0.97),
        ("20:30", "TIME", Timex("T20:30"), 0.98),
        ("الناظور", "GPE", None, 0.95),
        ("المديرية العامة للأمن الوطني", "ORG", None, 0.97),
        ("فاتح نونبر 2020", "DATE", Timex("2020-11-01"), 0.96),
        ("ألف وستمائة", "CARDINAL", number("1600", Modifier.APPROX, "شخص"), 0.95),
        ("23 و26 سنة", "AGE", Range(Decimal(23), Decimal(26), unit="a"), 0.94),
        ("6.037", "CARDINAL", number("6037", item="مذكرة"), 0.98),
        ("محمد حصاد", "PER", None, 0.9),
        ("أكده", "PER", None, 0.4),
    )
]
ZONE = candidate(on(TEXT, "عاجل", ZoneKind.BREAKING), 1.0)
OTHER = "خبر ثان عن فاس\n\nقال محمد حصاد في فاس إن الرقم 2720 صحيح.\n"


@pytest.fixture
def project(
    open_as: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Session]:
    """Two curators who agree on one article and differ on another.

    The example's ids do not depend on which extractors there are today.
    """
    versions = {"zones": "1", "entities": "1", "figures": "1"}
    monkeypatch.setattr(suggest, "versions", lambda: versions)
    amal, badr = open_as("amal"), open_as("badr")
    list(ingest(amal, iter([incoming(TEXT, "example.txt"), incoming(OTHER, "second.txt")])))
    first, second = amal.store.article_ids()
    for name, version in suggest.versions().items():
        found = {"zones": [ZONE], "entities": SUGGESTED}.get(name, [])
        amal.store.add_run(name, version, amal.scheme.fingerprint, {first: found, second: []})
    for session in (amal, badr):
        sheet = curate.open_article(session, first)
        for mark in sheet.layer.marks[:-1]:
            sheet = curate.decide(session, sheet, mark.id, Verdict.ACCEPT)
        city = on(TEXT, "الرباط", "GPE").span
        sheet = curate.add(session, sheet, city, "GPE")
        curate.submit(session, sheet, reject_undecided=True)
        sheet = curate.open_article(session, second)
        place = on(OTHER, "فاس", "GPE", nth=1).span
        sheet = curate.add(session, sheet, place, "GPE" if session is amal else "LOC")
        sheet = curate.add(session, sheet, on(OTHER, "محمد حصاد", "PER").span, "PER")
        curate.submit(session, sheet, reject_undecided=True)
    return open_as


def exported(session: Session, **request: object) -> tuple[bytes, release.Report]:
    stream = io.BytesIO()
    report = release.export(session, release.Request(**request), stream)  # type: ignore[arg-type]
    return stream.getvalue(), report


def test_the_committed_example_is_what_a_project_exports(
    project: Callable[[str], Session],
) -> None:
    data, report = exported(project("amal"))
    assert data == EXAMPLE.read_bytes()
    assert (report.articles, report.spans) == (1, 10)
    assert report.omitted == [("second.txt", Status.UNRESOLVED)]
    assert exported(project("badr"))[0] == data


def test_the_example_is_valid() -> None:
    schema = json.loads((ROOT / "exports" / "gold.schema.json").read_text("utf-8"))
    for line in EXAMPLE.read_text("utf-8").split("\n")[:-1]:
        jsonschema.Draft202012Validator(schema).validate(json.loads(line))
    assert list(check_gold(EXAMPLE)) == []


def test_unresolved_articles_come_when_asked_for_and_are_flagged(
    project: Callable[[str], Session],
) -> None:
    data, report = exported(project("amal"), include_unfinished=True)
    second = json.loads(data.split(b"\n")[1])
    assert second["status"] == "unresolved"
    assert [s["text"] for s in second["spans"]] == ["محمد حصاد"]
    assert report.omitted == []


def test_one_curator_s_layer_and_the_suggestions(project: Callable[[str], Session]) -> None:
    data, _report = exported(project("amal"), layers=release.Layers.CURATOR, curator="badr")
    second = json.loads(data.split(b"\n")[1])
    assert [(s["label"], s["votes"]) for s in second["spans"]] == [("PER", "1/1"), ("LOC", "1/1")]
    data, report = exported(project("amal"), layers=release.Layers.SUGGESTIONS)
    first = json.loads(data.split(b"\n")[0])
    assert len(first["spans"]) == len(SUGGESTED)
    assert first["zones"] == [{"start": 0, "end": 4, "kind": "breaking"}]
    assert report.articles == 2
    with pytest.raises(UnknownName, match="badr"):
        exported(project("amal"), layers=release.Layers.CURATOR, curator="bdr")
    with pytest.raises(UnknownName):
        exported(project("amal"), format_name="text")


def test_nothing_of_an_open_layer_is_shown_to_others(project: Callable[[str], Session]) -> None:
    third = project("chadia")
    first, _second = third.store.article_ids()
    sheet = curate.open_article(third, first)
    curate.decide(third, sheet, sheet.layer.marks[0].id, Verdict.ACCEPT)
    amal = project("amal")
    data, _report = exported(amal)
    record = json.loads(data.split(b"\n")[0])
    assert record["status"] == "finished", "who joins late is not waited for"
    assert record["spans"][0]["votes"] == "2/2"
    assert amal.store.decisions(sheet.assignment, amal.curator) == ()
    assert amal.store.submissions(sheet.assignment, amal.curator) == ()


def test_undoing_a_submission_takes_the_article_out_and_redoing_brings_the_same_bytes(
    project: Callable[[str], Session],
) -> None:
    amal = project("amal")
    before, _report = exported(amal)
    curate.undo(amal)
    curate.undo(amal)
    curate.undo(amal)
    curate.undo(amal)
    assert exported(amal)[0] == b""
    for _ in range(4):
        curate.redo(amal)
    after, _report = exported(amal)
    assert [s["text"] for s in json.loads(after)["spans"]] == [
        s["text"] for s in json.loads(before)["spans"]
    ]
    (assignment,) = [
        a for a in amal.store.layers()
        if (a.article, a.curator) == (amal.store.article_ids()[0], amal.curator.id)
    ]  # fmt: skip
    assert [s.n for s in amal.store.submissions(assignment, amal.curator)] == [1, 2]


def test_a_file_is_replaced_whole_or_not_at_all(
    project: Callable[[str], Session], tmp_path: Path
) -> None:
    target = tmp_path / "deep" / "gold.jsonl"
    release.export_file(project("amal"), release.Request(), target)
    before = target.read_bytes()
    assert before == EXAMPLE.read_bytes()
    with pytest.raises(UnknownName):
        release.export_file(project("amal"), release.Request(format_name="no"), target)
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]
    with pytest.raises(Refused):
        release.export_file(project("amal"), release.Request(), tmp_path / "deep")


def test_a_broken_gold_file_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(EXAMPLE.read_bytes().replace(b'"start":', b'"start":1', 1))
    (problem,) = check_gold(path)
    assert "1" in problem.message
    (missing,) = check_gold(tmp_path / "no.jsonl")
    assert "no.jsonl" in missing.message


def test_what_is_added_over_a_suggestion_is_that_suggestion(
    open_as: Callable[[str], Session],
) -> None:
    amal = open_as("amal")
    list(ingest(amal, iter([incoming(TEXT, "example.txt")])))
    (article,) = amal.store.article_ids()
    for name, version in suggest.versions().items():
        found = SUGGESTED if name == "entities" else []
        amal.store.add_run(name, version, amal.scheme.fingerprint, {article: found})
    sheet = curate.open_article(amal, article)
    start = TEXT.index("محمد حصاد")
    sheet = curate.add(amal, sheet, Span(start, start + 9), "PER")
    (mark,) = sheet.layer.standing
    assert mark.proposal is not None


def test_looking_at_an_article_neither_joins_nor_takes_part(
    project: Callable[[str], Session],
) -> None:
    before, _report = exported(project("amal"))
    visitor = project("visitor")
    release.export(visitor, release.Request(), io.BytesIO())
    assert "visitor" not in [c.name for c in visitor.store.curators()]
    curate.open_article(visitor, visitor.store.article_ids()[0])
    assert exported(project("amal"))[0] == before


def test_another_s_work_is_shown_to_who_submitted_and_to_who_adjudicates(
    project: Callable[[str], Session],
) -> None:
    amal, badr, visitor = project("amal"), project("badr"), project("visitor")
    first, _second = amal.store.article_ids()
    layer = next(a for a in amal.store.layers() if a.curator == amal.curator.id)
    assert amal.store.visible(layer, badr.curator)
    assert not amal.store.visible(layer, visitor.curator)
    assert exported(visitor)[0] == b""
    sheet = curate.open_article(visitor, first)
    curate.submit(visitor, sheet, reject_undecided=True)
    assert amal.store.visible(layer, visitor.curator)


def test_what_is_done_after_reopening_is_not_shown_before_it_is_submitted(
    project: Callable[[str], Session],
) -> None:
    amal, badr = project("amal"), project("badr")
    first, _second = amal.store.article_ids()
    sheet = curate.reopen(badr, curate.open_article(badr, first))
    taken = sheet.layer.standing[0]
    sheet = curate.decide(badr, sheet, taken.id, Verdict.REJECT)
    seen = amal.store.decisions(sheet.assignment, amal.curator)
    assert fold(amal.store.frozen(sheet.assignment), seen).by_id[taken.id].stands
    _data, report = exported(amal)
    assert ("example.txt", Status.UNFINISHED) in report.omitted
