"""One file each: whatever the order in which files are merged, the outcome is the same."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, incoming, on
from tests.workflow.casework import (
    CAPITAL,
    CITY,
    COUNT,
    MINISTRY,
    OLD,
    SHORT,
    WRONG,
    case_of,
    data,
    decided,
    lane,
    place,
    submit,
)
from tests.workflow.test_share_adjudications import Files
from workbench.model import Role, Verdict
from workbench.workflow import adjudicate, curate, measure, settings, suggest, team
from workbench.workflow.check import check_database
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workbench.workflow.session import Session

CURATORS = ("basma", "chadia", "dalal")
JUDGES = ("eman", "fatin", "gamila")
OTHER = "قال وزير الصحة خالد آيت الطالب في فاس إن الرقم 2720 صحيح.\n"
TEXTS = (TEXT, OTHER)
MINISTER, TOWN = on(OTHER, "خالد آيت الطالب", "PER"), on(OTHER, "فاس", "GPE")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Files]:
    """Three curators, and three who adjudicated the first article apart: Fatin finished first.

    The second article was read by two, one of whom imported it before the first.
    """
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    found = Files(tmp_path)
    held = {"basma": (MINISTRY, COUNT, CITY, CAPITAL), "chadia": (SHORT, COUNT, CITY, OLD),
            "dalal": (SHORT, WRONG, CITY)}  # fmt: skip
    for name in CURATORS:
        session = found.open(name, name)
        texts = list(enumerate(TEXTS[: 1 if name == "basma" else 2]))
        articles = texts if name == "chadia" else texts[::-1]
        list(ingest(session, (incoming(text, f"{n}.txt") for n, text in articles)))
        fingerprint = session.scheme.fingerprint
        for article in session.store.article_ids():
            session.store.add_run("zones", "1", fingerprint, {article: []})
        submit(session, *held[name], article=[n for n, _text in articles].index(0))
        if name != "basma":
            other = (MINISTER, TOWN) if name == "chadia" else (MINISTER,)
            submit(session, *other, article=[n for n, _text in articles].index(1))
    cases = {}
    for name in JUDGES:
        session = found.open(name, name)
        found.merge(session, *CURATORS)
        cases[name] = session, decided(session)
    for name in ("fatin", "gamila", "eman"):
        session, case = cases[name]
        if name != "eman":
            wanted = COUNT if name == "fatin" else MINISTRY
            said = WRONG if name == "fatin" else SHORT
            where = place(case, wanted)
            case = adjudicate.take(session, case, where, lane(case, where, said))
        adjudicate.finish(session, case)
    yield found
    for session in found.sessions:
        session.store.close()


def gathered(
    files: Files, name: str, order: Sequence[str], *, twice: str = "0", seed: str = "0"
) -> Session:
    """A new file of the lead's with others merged into it, all of them twice."""
    lead = files.open(name, "lead")
    for each in JUDGES:
        team.enrol(lead, each, [Role.ADJUDICATOR])
    settings.change(lead, "adjudicate-twice", twice)
    settings.change(lead, "seed", seed)
    files.merge(lead, *order, *order[::-1])
    assert list(check_database(lead)) == []
    return lead


def agreement(session: Session) -> str:
    """All that is measured, as JSON, but for what the lead's name is."""
    return json.dumps(measure.agreement_json(measure.agreement(session, details=True)))


def test_any_order_of_files_gives_the_same(files: Files) -> None:
    """Whatever the seed, and whether two were to adjudicate: all that counts is finished."""
    orders = [
        *((*CURATORS, *judges) for judges in itertools.permutations(JUDGES)),
        *((*judges, *curators[::-1]) for judges, curators in itertools.product(
            [JUDGES, JUDGES[::-1]], [CURATORS, ("chadia", "dalal", "basma")])),
        ("gamila", "dalal", "eman", "basma", "fatin", "chadia"),
    ]  # fmt: skip
    ways = itertools.cycle([("0", "0"), ("1", "a"), ("0.5", "b"), ("0.5", "c")])
    found = set()
    for number, (order, (twice, seed)) in enumerate(zip(orders, ways, strict=False)):
        lead = gathered(files, f"main{number}", order, twice=twice, seed=seed)
        assert [each.round for each in lead.store.adjudications()] == [1, 2, 3]
        found.add((data(lead), agreement(lead)))
    assert len(found) == 1
    ((gold, numbers),) = found
    fatin = next(each for each in files.sessions if each.curator.name == "fatin")
    assert gold == data(fatin) != b"", "she finished first"
    assert '"value"' in numbers
    case = case_of(lead)
    assert case.finding(case[place(case, COUNT)]).outcome == adjudicate.Outcome.PICKED


def test_who_finishes_at_the_same_time_is_told_apart_by_the_id(files: Files) -> None:
    for name in JUDGES:
        session = next(each for each in files.sessions if each.curator.name == name)
        with session.store.writing():
            connection = session.store.connection
            connection.execute("DROP TRIGGER submission_no_update")
            connection.execute(
                "UPDATE submission SET at = '2026-11-22T00:00:00.000Z' WHERE assignment IN "
                "(SELECT id FROM assignment WHERE task = 'adjudicate')"
            )
    leads = [
        gathered(files, f"main{n}", (*CURATORS, *order))
        for n, order in enumerate(itertools.permutations(JUDGES))
    ]
    assert len({data(lead) for lead in leads}) == 1
    assert data(leads[0]) != b""


def test_what_is_open_elsewhere_decides_nothing(files: Files) -> None:
    """Eman reopens hers in her file: what she finished last is not gold, since Fatin's is."""
    eman = next(each for each in files.sessions if each.curator.name == "eman")
    adjudicate.reopen(eman, case_of(eman))
    leads = [
        gathered(files, f"main{n}", (*CURATORS, *order))
        for n, order in enumerate([JUDGES, JUDGES[::-1]])
    ]
    fatin = next(each for each in files.sessions if each.curator.name == "fatin")
    assert {data(lead) for lead in leads} == {data(fatin)}


def test_whose_suggestions_count_does_not_depend_on_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both accept what was suggested in files of their own, which was not the same."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE_SUGGESTED", 0)
    made = Files(tmp_path)
    for name, shown in (("basma", [CITY, CAPITAL]), ("chadia", [CITY])):
        session = made.open(name, name)
        list(ingest(session, iter([incoming()])))
        (article,) = session.store.article_ids()
        found = [candidate(each) for each in shown]
        session.store.add_run("zones", "1", session.scheme.fingerprint, {article: found})
        sheet = curate.open_article(session, article)
        for mark in sheet.layer.undecided:
            sheet = curate.decide(session, sheet, mark.id, Verdict.ACCEPT)
        curate.submit(session, sheet)
    numbers = set()
    for order in (("basma", "chadia"), ("chadia", "basma")):
        lead = made.open("-".join(order), "lead")
        made.merge(lead, *order)
        case = case_of(lead)
        adjudicate.finish(lead, adjudicate.reject_all(lead, case, place(case, CAPITAL)))
        numbers.add(agreement(lead))
    assert len(numbers) == 1
    for session in made.sessions:
        session.store.close()


def test_who_turns_out_to_have_known_the_case_is_counted_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One curator's layer comes with the news that another's does not count: two, as before."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    made = Files(tmp_path)
    for name, held in (("basma", [MINISTRY, CITY]), ("chadia", [SHORT])):
        submit(made.filled(name), *held)
    elsewhere = made.open("elsewhere", "nadia")
    made.merge(elsewhere, "basma", "chadia")
    case_of(elsewhere)
    lead = made.filled("main", "lead")
    submit(made.open("main", "nadia"), MINISTRY, CITY)
    made.merge(lead, "basma")
    assert measure.agreement(lead).headline.value == 1
    made.merge(lead, "elsewhere")
    assert measure.agreement(lead).headline.value == 0, "Basma and Chadia"
    assert list(check_database(lead)) == []
    for session in made.sessions:
        session.store.close()
