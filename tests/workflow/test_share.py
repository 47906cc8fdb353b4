"""One file each: bundles and merging."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, incoming, on
from workbench.errors import NotAStore, Refused, StoreError, StoreMissing
from workbench.model import Role, Span, Verdict
from workbench.store import Store
from workbench.workflow import curate, share, suggest, team
from workbench.workflow.check import check_database
from workbench.workflow.ingest import ingest
from workbench.workflow.session import Session, open_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SUGGESTED = [
    on(TEXT, "طنجة", "GPE", nth=1),
    on(TEXT, "الرباط", "GPE"),
    on(TEXT, "محمد حصاد", "PER"),
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str, str], Session]]:
    """Open the file `name` for a curator; ids differ from file to file, as they do in life."""
    sessions: list[Session] = []

    def open_file(name: str, curator: str) -> Session:
        numbers = itertools.count(len(sessions) << 64)
        session = open_session(
            tmp_path / name, curator, create=True, clock=lambda: "2026-11-21T00:00:00.000Z",
            new_id=lambda: f"{next(numbers):032x}",
        )  # fmt: skip
        sessions.append(session)
        return session

    yield open_file
    for session in sessions:
        session.store.close()


def filled(session: Session) -> Session:
    list(ingest(session, iter([incoming()])))
    (article,) = session.store.article_ids()
    for name, version in suggest.versions().items():
        found = [candidate(a) for a in SUGGESTED] if name == "entities" else []
        session.store.add_run(name, version, session.scheme.fingerprint, {article: found})
    return session


def work(session: Session, *verdicts: Verdict, closes: bool = True) -> curate.Sheet:
    sheet = curate.open_article(session, session.store.article_ids()[0])
    for mark, verdict in zip(sheet.layer.marks, verdicts, strict=False):
        sheet = curate.decide(session, sheet, mark.id, verdict)
    return curate.submit(session, sheet, reject_undecided=True) if closes else sheet


def content(session: Session) -> dict[str, list[str]]:
    """Every row of the file but the index of words."""
    connection = session.store.connection
    tables = connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        name: sorted(repr(tuple(row)) for row in connection.rows(f"SELECT * FROM {name}"))
        for (name,) in tables
        if "fts" not in name
    }


def sound(session: Session) -> bool:
    return not list(check_database(session, repair=False))


def test_work_comes_together_and_only_once(
    opened: Callable[[str, str], Session], tmp_path: Path
) -> None:
    lead = filled(opened("lead.db", "lead"))
    basma = filled(opened("basma.db", "basma"))
    sheet = work(basma, Verdict.ACCEPT, Verdict.REJECT)
    chadia = filled(opened("chadia.db", "chadia"))
    work(chadia, Verdict.ACCEPT, Verdict.ACCEPT)
    for session in (basma, chadia):
        share.write_bundle(session, tmp_path / f"{session.curator.name}.bundle")
    for name in ("basma", "chadia"):
        brought = share.merge(lead, tmp_path / f"{name}.bundle")
        assert (brought.assignments, brought.submissions, brought.conflicts) == (1, 1, [])
    assert sound(lead)
    layers = {a.curator: a for a in lead.store.layers()}
    assert len(layers) == 2
    stored = lead.store.curator("basma")
    assert stored.roles == (Role.CURATOR,), "who adjudicates is said here, not there"
    merged = curate.open_article(opened("lead.db", "basma"), sheet.article.id)
    assert [m.annotation for m in merged.layer.standing] == [
        m.annotation for m in sheet.layer.standing
    ]
    before = content(lead)
    assert share.merge(lead, tmp_path / "basma.bundle").decisions == 0
    assert share.merge(lead, tmp_path / "basma.db").decisions == 0
    assert content(lead) == before


def test_a_bundle_holds_what_its_curator_submitted_and_no_more(
    opened: Callable[[str, str], Session], tmp_path: Path
) -> None:
    amal = filled(opened("one.db", "amal"))
    with pytest.raises(Refused, match="submitted nothing"):
        share.write_bundle(amal, tmp_path / "amal.bundle")
    sheet = work(amal, Verdict.ACCEPT)
    curate.reopen(amal, sheet)
    work(opened("one.db", "basma"), Verdict.REJECT)
    share.write_bundle(amal, tmp_path / "amal.bundle")
    bundle = opened("amal.bundle", "amal")
    assert [a.curator for a in bundle.store.assignments()] == [amal.curator.id]
    assert curate.open_article(bundle, sheet.article.id).layer.closed
    assert [c.name for c in bundle.store.curators()] == ["amal"]
    assert sound(bundle)
    assert not list(tmp_path.glob("*.part*"))


def test_later_work_continues_what_was_merged(
    opened: Callable[[str, str], Session], tmp_path: Path
) -> None:
    lead, basma = filled(opened("lead.db", "lead")), filled(opened("basma.db", "basma"))
    sheet = work(basma, Verdict.ACCEPT)
    share.merge(lead, tmp_path / "basma.db")
    sheet = curate.reopen(basma, sheet)
    sheet = curate.add(basma, sheet, Span(TEXT.index("أجانب"), TEXT.index("أجانب") + 5), "NORP")
    curate.undo(basma)
    share.merge(lead, tmp_path / "basma.db")
    hers = opened("lead.db", "basma")
    assert curate.open_article(hers, sheet.article.id).layer.standing == tuple(
        m for m in sheet.layer.standing if m.annotation.surface != "أجانب"
    )
    assert curate.redo(hers).surface == "أجانب", "undo goes on across files"
    assert sound(lead)


def test_work_that_parted_is_named_and_left_alone(
    opened: Callable[[str, str], Session], tmp_path: Path
) -> None:
    lead, basma = filled(opened("lead.db", "lead")), filled(opened("basma.db", "basma"))
    work(basma, Verdict.ACCEPT, closes=False)
    share.merge(lead, tmp_path / "basma.db")
    work(basma, Verdict.REJECT, closes=False)
    work(opened("lead.db", "basma"), Verdict.SKIP, closes=False)
    before = content(lead)
    brought = share.merge(lead, tmp_path / "basma.db")
    assert brought.conflicts == [
        "basma went on with one.txt in both files; it stays as it is here."
    ]
    assert content(lead) == before
    # One name that opened an article in two files has two assignments for it.
    other = filled(opened("other.db", "basma"))
    work(other, Verdict.ACCEPT)
    assert len(share.merge(lead, tmp_path / "other.db").conflicts) == 1


def test_what_cannot_be_merged_is_refused_and_nothing_is_changed(
    opened: Callable[[str, str], Session], tmp_path: Path
) -> None:
    lead = filled(opened("lead.db", "lead"))
    with pytest.raises(StoreMissing):
        share.merge(lead, tmp_path / "no.db")
    (tmp_path / "text.db").write_text("نص" * 1000, "utf-8")
    with pytest.raises(NotAStore):
        share.merge(lead, tmp_path / "text.db")
    basma = filled(opened("basma.db", "basma"))
    work(basma, Verdict.ACCEPT)
    connection = basma.store.connection
    with basma.store.writing():
        connection.execute("DROP TRIGGER decision_no_update")
        connection.execute("UPDATE decision SET annotation = replace(annotation, 'طنجة', 'فاس')")
    before = content(lead)
    with pytest.raises(Refused, match="damaged and was not merged"):
        share.merge(lead, tmp_path / "basma.db")
    assert content(lead) == before


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_damaged_file_is_named_as_it_was_given(
    opened: Callable[[str, str], Session], tmp_path: Path, keep: float
) -> None:
    lead = filled(opened("lead.db", "lead"))
    share.back_up(lead, tmp_path / "whole.db")
    whole = (tmp_path / "whole.db").read_bytes()
    size = int(len(whole) * keep) // 4096 * 4096
    (tmp_path / "cut.db").write_bytes(whole[:size] + b"\xff" * (len(whole) - size))
    with pytest.raises((StoreError, Refused)) as caught:
        share.merge(lead, tmp_path / "cut.db")
    assert str(tmp_path / "cut.db") in str(caught.value)
    assert "copy.db" not in str(caught.value)


def test_a_backup_is_a_database_and_replaces_nothing(
    opened: Callable[[str, str], Session], tmp_path: Path
) -> None:
    lead = filled(opened("lead.db", "lead"))
    work(lead, Verdict.ACCEPT)
    share.back_up(lead, tmp_path / "copy.db")
    copied = Store.open(tmp_path / "copy.db")
    assert copied.article_ids() == lead.store.article_ids()
    copied.close()
    with pytest.raises(Exception, match="exists already"):
        share.back_up(lead, tmp_path / "copy.db")


def test_who_was_enrolled_by_the_lead_keeps_her_id(
    opened: Callable[[str, str], Session], tmp_path: Path
) -> None:
    lead = filled(opened("lead.db", "lead"))
    team.enrol(lead, "basma", [Role.CURATOR])
    basma = filled(opened("basma.db", "basma"))
    work(basma, Verdict.ACCEPT)
    share.merge(lead, tmp_path / "basma.db")
    assert {a.curator for a in lead.store.layers()} == {lead.store.curator("basma").id}
    assert sound(lead)
