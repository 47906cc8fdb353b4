"""Agreement as a page: its numbers, its places, and who may see them."""

from __future__ import annotations

import json
import math
import stat
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from tests.agreement.studies import Submitted, study_of
from tests.builders import incoming, on
from tests.report.test_page import Parsed
from tests.workflow.worlds import LEADS, VIEWERS, World, told
from workbench.agreement import Against, Layer, Part, measures
from workbench.cli import cli
from workbench.errors import Refused
from workbench.messages import use_language
from workbench.model import Number, Role
from workbench.report import Table, Trend, render
from workbench.workflow import adjudicate, curate, measure, team
from workbench.workflow.ingest import ingest
from workbench.workflow.measure.places import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from workbench.model import Annotation
    from workbench.workflow.session import Session

    Open = Callable[[str], Session]

# Nothing of this may become markup, a control byte, or a change of direction.
EVIL = "</mark><script>alert(1)</script>\u202e\x1b[31m\u0007'\"&lt;"
TEXT = (
    f"أعلنت وزارة الداخلية{EVIL} توقيف 35 شخصا في طنجة والرباط\r\n\r\n"
    f"وقال محمد حصاد إن 4 في المائة منهم{EVIL} أجانب في مدريد\n"
)
SOURCE = "<img src=x onerror=alert(1)>.txt"
MINISTRY, RABAT = on(TEXT, "وزارة الداخلية", "ORG"), on(TEXT, "الرباط", "GPE")
WIDE = on(TEXT, "والرباط", "GPE")
TANGIER, AS_LOC = on(TEXT, "طنجة", "GPE"), on(TEXT, "طنجة", "LOC")
HOSTILE = on(TEXT, EVIL, "PER")
PEOPLE = on(TEXT, "35", "CARDINAL", Number(Decimal(35), item=None))
MORE = on(TEXT, "35", "CARDINAL", Number(Decimal(350)))


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(None)


def submit(session: Session, article: str, marks: Sequence[Annotation]) -> None:
    session.store.assign(article, session.curator)
    sheet = curate.open_article(session, article)
    for each in marks:
        sheet = curate.add(session, sheet, each.span, each.label, each.value)
    curate.submit(session, sheet, reject_undecided=True)


@pytest.fixture
def project(session: Session, open_as: Open) -> Session:
    """Amal's session on two articles that three curators marked in different ways."""
    for name in ("badr <b>", "chadia"):
        team.enrol(session, name, [Role.CURATOR])
    badr, chadia = open_as("badr <b>"), open_as("chadia")
    list(ingest(session, (incoming(TEXT + str(n), f"{n}{SOURCE}") for n in range(2))))
    ids = session.store.article_ids()
    session.store.add_run("none", "1", session.scheme.fingerprint, {each: [] for each in ids})
    for article in session.store.article_ids():
        submit(session, article, [MINISTRY, RABAT, TANGIER, PEOPLE])
        submit(badr, article, [MINISTRY, WIDE, TANGIER, MORE])
        submit(chadia, article, [MINISTRY, RABAT, AS_LOC, HOSTILE])
    return session


def made(session: Session, **filters: Any) -> tuple[measure.Report, str]:
    report = measure.agreement(session, measure.Filters(**filters), details=True)
    return report, render(measure.page(session, report))


def numbers(data: Any) -> set[float]:
    """All numbers of a JSON object."""
    if isinstance(data, dict):
        return set().union(*map(numbers, data.values()))
    if isinstance(data, list):
        return set().union(*map(numbers, data))
    return {data} if isinstance(data, int | float) and not isinstance(data, bool) else set()


def test_numbers_are_those_of_json(project: Session) -> None:
    report, html = made(project)
    data = measure.agreement_json(report)
    shown = [float(value) for value in Parsed(html).values("value")]
    assert shown[0] == data["f1"]
    steps = {row["names"][0]: row["value"] for row in data["measures"]["ladder"]
             if row["part"] == "step" and len(row["names"]) == 1}  # fmt: skip
    costs = {steps["overlap"] - steps["label"], steps["span"] - steps["label"],
             steps["label"] - steps["value"]}  # fmt: skip
    assert set(shown) <= numbers(data) | costs | {0}
    for name, part in (("span_f1", "pair"), ("span_f1", "label"), ("ladder", "step"),
                       ("classes", "class"), ("value_agreement", "kind"), ("cohen_kappa", "pair"),
                       ("krippendorff_alpha", "label")):  # fmt: skip
        rows = [row for row in data["measures"][name] if row["part"] == part]
        assert rows
        assert {row["value"] for row in rows} <= set(shown)


def test_the_page_is_safe_and_whole(project: Session) -> None:
    _report, html = made(project)
    found = Parsed(html)
    assert {tag for tag, _found in found.elements}.isdisjoint({"script", "img", "b"})
    assert all(link.startswith("#") for link in found.values("href"))
    keys = set(found.values("id"))
    assert {link[1:] for link in found.values("href")} <= keys
    text = "".join(found.texts)
    assert SOURCE in text
    assert "badr <b>" in text
    assert "<script>alert(1)</script>" in text
    assert not any(char in html for char in "\u202e\x1b\x07\r")
    html.encode()


def test_the_same_submissions_give_the_same_page(project: Session, open_as: Open) -> None:
    assert made(project)[1] == made(open_as("amal"))[1]


def test_places_are_there_once_whoever_shares_them(project: Session) -> None:
    report, html = made(project)
    found = differences(project, report).differences
    first = [each for each in found if each.source == f"0{SOURCE}"]
    # Of each article: the range of Rabat, the label of Tangier, the value of 35, and who lacks it.
    told = {(each.one, each.other, each.ones, each.others) for each in first}
    assert told == {
        (WIDE, RABAT, ("badr <b>",), ("amal", "chadia")),
        (TANGIER, AS_LOC, ("amal", "badr <b>"), ("chadia",)),
        (PEOPLE, MORE, ("amal",), ("badr <b>",)),
        (PEOPLE, None, ("amal",), ("chadia",)),
        (MORE, None, ("badr <b>",), ("chadia",)),
        (HOSTILE, None, ("chadia",), ("amal", "badr <b>")),
    }
    assert len(first) == len(told)
    articles = [attributes for tag, attributes in Parsed(html).elements if tag == "article"]
    assert len(articles) == len(found) == 12


def test_cells_lead_to_the_places_that_they_count(project: Session) -> None:
    report = measure.agreement(project, details=True)
    page = measure.page(project, report)
    groups = {group.key: group for group in page.groups}
    (classes,) = [each for each in page.sections if each.key == "classes"]
    (table,) = classes.blocks
    assert isinstance(table, Table)
    for line in table.lines:
        number = line.fields[0]
        assert not isinstance(number, str)
        link = getattr(number, "link", None)
        if line.names == ("agree",) or number.text == "0.00":
            assert link is None
        else:
            assert groups[link or ""].names == (classes.title, *line.names)
    label = next(g for g in page.groups if g.names[1:] == ("GPE", "LOC"))
    assert {place.one.label + place.other.label for place in label.places} == {"GPELOC"}
    assert len(label.places) == 2


def test_very_many_places_are_capped_and_the_page_says_so(project: Session) -> None:
    report = measure.agreement(project, details=True)
    found = differences(project, report, limit=1)
    assert (found.articles, found.of, found.each) == (1, 2, None)
    page = measure.page(project, report, limit=1)
    assert len(page.places) == 6
    assert "in articles: 1 of 2, those that agree least first" in page.note


def test_filters_narrow_the_places(project: Session) -> None:
    report, _html = made(project, label="LOC")
    found = differences(project, report).differences
    assert {(each.one, each.other) for each in found} == {(AS_LOC, None)}
    assert {each.others for each in found} == {("amal", "badr <b>")}
    later, _html = made(project, since="2030-01-01")
    assert differences(project, later).differences == ()


def test_curators_stand_against_gold_and_themselves(project: Session, open_as: Open) -> None:
    team.enrol(project, "lead", [Role.ADJUDICATOR])
    lead, article = open_as("lead"), project.store.article_ids()[0]
    case = adjudicate.open_case(lead, article)
    for cluster in case.waiting:
        case = adjudicate.take(lead, case, cluster.id, "A")
    adjudicate.finish(lead, case)
    report, html = made(project)
    accuracy = report.results["accuracy"]
    for part in (Part.KEPT, Part.NOT_IN_GOLD, Part.GOLD_MISSED):
        assert [row.names for row in accuracy.of(part)] == [("amal",), ("badr <b>",), ("chadia",)]
    gold = [each for each in differences(project, report).differences
            if each.against is Against.GOLD]  # fmt: skip
    assert gold
    assert all(None in each.ones + each.others for each in gold)
    for part, only in ((Part.NOT_IN_GOLD, 0), (Part.GOLD_MISSED, 1)):
        for row in accuracy.of(part):
            behind = [each for each in gold if each.is_behind(row.cell)]
            count = round((row.figure.value or 0) * row.figure.spans)
            assert len(behind) == count
            assert all((each.ones, each.others)[only] != (None,) for each in behind)
    assert "gold" in Parsed(html).texts


def test_without_shared_articles_the_page_says_why(session: Session) -> None:
    _report, html = made(session)
    assert "Undefined, because no document was submitted by two curators." in html
    assert Parsed(html).values("value") == []


def test_time_is_drawn_with_its_intervals_and_changes(session: Session) -> None:
    layers = [
        Submitted(
            Layer(f"{n:03}", name, f"2026-01-{1 + n // 4:02}T00:00:00Z", f"rules {n // 50}"),
            [(k, k + 2, "PER", None) for k in range(0, 40, 4) if name == "ada" or k % (n // 9 + 2)],
        )
        for n in range(100)
        for name in ("ada", "bob")
    ]
    study = study_of(layers)
    results = {name: each(study) for name, each in measures.items()}
    results["adjudicators"] = measure.Agreement("adjudicators", results["span_f1"].rows[:1])
    report = measure.Report(results, {}, measure.Filters(), "amal", None, ())
    page = measure.page(session, report, limit=0)
    (trend,) = [block for section in page.sections for block in section.blocks
                if isinstance(block, Trend)]  # fmt: skip
    rows = results["drift"].of(Part.WINDOW)
    assert [(p.names, p.value, p.changed) for p in trend.points] == [
        (row.names, row.figure.value, row.changed) for row in rows
    ]
    assert [row.changed for row in rows].count(True) == 1
    assert all(point.low <= point.value <= point.high for point in trend.points)
    drift = next(section for section in page.sections if section.key == "drift")
    table = next(block for block in drift.blocks if isinstance(block, Table))
    assert any(line.names[-1] == "unlike the beginning" for line in table.lines)


# ------------------------------------------------------------------------------------- blindness


def test_a_page_shows_what_its_viewer_may_see(tmp_path: Path) -> None:
    world = World(tmp_path)
    seen = dict.fromkeys(VIEWERS, 0)
    steps = [(who, what) for who in ("basma", "dalal") for what in ("add", "submit")]
    for who, what in (*steps, ("lead", "judge"), ("lead", "accept"), ("chadia", "add")):
        world.act(who, what)
        for viewer in VIEWERS:
            report, html = made(world.sessions[viewer])
            allowed = world.allowed(viewer)
            places = differences(world.sessions[viewer], report).differences
            marked = {mark.span.start for each in places for mark in (each.one, each.other) if mark}
            assert told(html) <= allowed
            assert {told_start(start) for start in marked} <= allowed
            seen[viewer] += len(marked)
    world.close()
    assert seen["stranger"] == 0
    assert min(seen[viewer] for viewer in LEADS) > 0


def told_start(start: int) -> int:
    """The word that begins at an offset of a world's text."""
    (word,) = told(f"Span(start={start}, end={start + 4})")
    return word


# ------------------------------------------------------------------------------------- the file


def test_the_command_line_writes_one_file(project: Session, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "page.html"

    def run(*options: str) -> Any:
        return CliRunner().invoke(
            cli, ["--db", str(path), "--curator", "amal", "--lang", "en", "agreement", *options]
        )

    done = run("--html", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert target.name in done.stderr
    assert target.read_text("utf-8") == made(project)[1]
    target.chmod(0o640)
    done = run("--html", str(target), "--json")
    assert math.isclose(json.loads(done.stdout)["f1"], made(project)[0].headline.value or 0)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [each.name for each in target.parent.iterdir()] == ["page.html"]
    assert run("--html", str(tmp_path)).exit_code == 1


def test_what_cannot_be_written_is_refused(project: Session, tmp_path: Path) -> None:
    report, _html = made(project)
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be written"):
        measure.write_page(project, report, tmp_path / "file" / "page.html")
    assert (tmp_path / "file").read_text() == ""
