"""One file each for adjudicators too: what they decided comes together, in whichever order."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import incoming
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
from tests.workflow.test_share import content, sound
from workbench.curation import fold
from workbench.errors import Refused
from workbench.model import Decision, Role, Verdict
from workbench.workflow import adjudicate, curate, settings, share, suggest, team
from workbench.workflow.ingest import ingest
from workbench.workflow.session import Session, open_session
from workbench.workflow.twice import adjudicated_twice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workbench.store.merge import Brought


class Files:
    """Databases of one folder, of each of which somebody is the lead; one clock runs for all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds = itertools.count()
        self.sessions: list[Session] = []

    def open(self, name: str, curator: str) -> Session:
        """Ids differ from file to file, as they do in life."""
        ids = itertools.count(len(self.sessions) << 64)
        session = open_session(
            self.folder / f"{name}.db", curator, create=True,
            clock=lambda: f"2026-11-21T00:{(s := next(self.seconds)) // 60:02}:{s % 60:02}.000Z",
            new_id=lambda: f"{next(ids):032x}",
        )  # fmt: skip
        self.sessions.append(session)
        return session

    def filled(self, name: str, curator: str | None = None) -> Session:
        session = self.open(name, curator or name)
        list(ingest(session, iter([incoming()])))
        (article,) = session.store.article_ids()
        session.store.add_run("zones", "1", session.scheme.fingerprint, {article: []})
        return session

    def merge(self, into: Session, *names: str) -> list[Brought]:
        return [share.merge(into, self.folder / f"{name}.db") for name in names]

    def bundle(self, session: Session, name: str) -> None:
        share.write_bundle(session, self.folder / f"{name}.db")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Files]:
    """Basma, Chadia and Dalal have submitted in files of their own."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    found = Files(tmp_path)
    submit(found.filled("basma"), MINISTRY, COUNT, CITY, CAPITAL)
    submit(found.filled("chadia"), SHORT, COUNT, CITY, OLD)
    submit(found.filled("dalal"), SHORT, WRONG, CITY)
    yield found
    for session in found.sessions:
        session.store.close()


CURATORS = ("basma", "chadia", "dalal")


def judging(files: Files, name: str) -> Session:
    """A file of an adjudicator's own, with what the curators submitted."""
    session = files.filled(name)
    files.merge(session, *CURATORS)
    return session


def main_file(files: Files, name: str = "main", order: Sequence[str] = ()) -> Session:
    """The lead's file, in which Eman and Fatin adjudicate as well; `order` is merged into it."""
    lead = files.filled(name, "lead")
    for each in ("eman", "fatin"):
        team.enrol(lead, each, [Role.ADJUDICATOR])
    files.merge(lead, *order)
    return lead


def test_an_adjudicator_works_in_a_file_of_her_own(files: Files) -> None:
    eman = judging(files, "eman")
    adjudicate.finish(eman, decided(eman))
    lead = main_file(files, order=CURATORS)
    (brought,) = files.merge(lead, "eman")
    assert (brought.assignments, brought.submissions, brought.conflicts) == (1, 1, [])
    assert data(lead) == data(eman) != b""
    assert lead.store.curator("basma").id == eman.store.curator("basma").id
    (merged,) = lead.store.adjudications()
    acts = lead.store.acts(merged, lead.curator)
    names = {c.id: c.name for c in lead.store.curators()}
    assert {names[act.curator] for act, _decision in acts} == {"eman"}
    assert sound(lead)
    before = content(lead)
    files.bundle(eman, "bundle")
    for brought in files.merge(lead, "eman", "bundle", "basma"):
        assert (brought.decisions, brought.conflicts) == (0, [])
    assert content(lead) == before


def test_ids_of_curators_may_differ(files: Files) -> None:
    """The lead enrolled all of them before they had files; Eman took theirs as they are."""
    eman = judging(files, "eman")
    adjudicate.finish(eman, decided(eman))
    lead = files.filled("main", "lead")
    for name in (*CURATORS, "eman"):
        team.enrol(lead, name, list(Role) if name == "eman" else [Role.CURATOR])
    files.merge(lead, *CURATORS, "eman")
    assert lead.store.curator("basma").id != eman.store.curator("basma").id
    assert data(lead) == data(eman)
    assert [o.progress for o in adjudicate.ready(lead)] == [adjudicate.Progress.FINISHED]
    assert sound(lead)


def test_what_was_taken_over_stays_each_ones(files: Files) -> None:
    eman = judging(files, "eman")
    team.enrol(eman, "fatin", [Role.ADJUDICATOR])
    case = case_of(eman)
    adjudicate.reject_all(eman, case, place(case, CAPITAL))
    fatin = files.open("eman", "fatin")
    adjudicate.reopen(fatin, case_of(fatin))
    adjudicate.finish(fatin, decided(fatin))
    files.bundle(fatin, "bundle")
    lead = main_file(files, order=CURATORS)
    (brought,) = files.merge(lead, "bundle")
    assert brought.conflicts == []
    names = {c.id: c.name for c in lead.store.curators()}
    (merged,) = lead.store.adjudications()
    assert names[merged.curator] == "eman"
    acts = [act for act, _decision in lead.store.acts(merged, lead.curator)]
    assert [names[act.curator] for act in acts][-1] == "eman"
    assert {names[act.curator] for act in acts} == {"eman", "fatin"}
    again = files.open("main", "fatin")
    curate.undo(again)
    assert data(lead) == b"", "undo goes on across files, and takes back her own act"
    with pytest.raises(Refused):
        curate.undo(lead)
    assert sound(lead)


def test_no_role_is_brought_and_nobody_decides_without(files: Files) -> None:
    basma = files.open("basma", "basma")
    files.merge(basma, "chadia", "dalal")
    settings.change(basma, "own-work", "on")
    adjudicate.finish(basma, decided(basma))
    lead = main_file(files, order=("chadia", "dalal"))
    (brought,) = files.merge(lead, "basma")
    assert brought.submissions == 1
    (conflict,) = brought.conflicts
    assert conflict.startswith("basma adjudicated one.txt there and does not adjudicate here")
    assert lead.store.adjudications() == ()
    assert lead.store.curator("basma").roles == (Role.CURATOR,)
    team.enrol(lead, "basma", list(Role))
    (brought,) = files.merge(lead, "basma")
    assert (brought.assignments, brought.conflicts) == (1, [])
    assert data(lead) == data(basma)
    assert lead.store.has_seen(lead.store.article_ids()[0], lead.store.curator("basma"))


def test_two_who_adjudicated_apart_are_a_conflict_or_a_second_look(files: Files) -> None:
    eman, fatin = judging(files, "eman"), judging(files, "fatin")
    adjudicate.finish(eman, decided(eman))
    case = decided(fatin)
    count = place(case, COUNT)
    adjudicate.finish(fatin, adjudicate.take(fatin, case, count, lane(case, count, WRONG)))
    lead = main_file(files, order=(*CURATORS, "eman"))
    (brought,) = files.merge(lead, "fatin")
    apart = ("one.txt was adjudicated apart by eman, fatin; gold is that of eman, who finished "
             "first.")  # fmt: skip
    assert (brought.assignments, brought.conflicts) == (1, [apart]), "kept, and named"
    assert data(lead) == data(eman) != data(fatin)
    before = content(lead)
    assert [each.conflicts for each in files.merge(lead, "eman", "fatin")] == [[apart], [apart]]
    assert content(lead) == before
    (both,) = adjudicated_twice(lead)
    assert (both.places, both.alike) == (3, 2), "how they differ can be looked at"
    # Whoever adjudicates goes on with the one that decides; hers is Fatin's to take back.
    assert case_of(lead).closed
    assert curate.undo(files.open("main", "fatin")).kind == "undo"
    assert curate.redo(files.open("main", "fatin")).kind == "redo"
    settings.change(lead, "adjudicate-twice", "1")
    assert files.merge(lead, "fatin")[0].conflicts == [], "two were to adjudicate it"
    settings.change(lead, "adjudicate-twice", "0")
    adjudicate.reopen(files.open("main", "fatin"), case_of(lead))
    assert data(lead) == b"", "what she took over is what gold is made of"
    # The same person, twice, is a conflict all the same.
    other = files.filled("other", "eman")
    files.merge(other, *CURATORS)
    adjudicate.finish(other, decided(other))
    assert len(files.merge(lead, "other")[0].conflicts) == 1
    assert sound(lead)


def test_an_adjudication_that_went_on_in_both_files_is_left_alone(files: Files) -> None:
    eman = judging(files, "eman")
    case = decided(eman)
    lead = main_file(files, order=(*CURATORS, "eman"))
    here = files.open("main", "eman")
    adjudicate.finish(here, case_of(here))
    gold = data(lead)
    adjudicate.clear(eman, case, place(case, COUNT))
    before = content(lead)
    (brought,) = files.merge(lead, "eman")
    assert brought.conflicts == ["one.txt was adjudicated in both files; it stays as it is here."]
    assert (content(lead), data(lead)) == (before, gold)


def test_what_was_seen_elsewhere_is_known_here(files: Files) -> None:
    eman = judging(files, "eman")
    case_of(eman)
    lead = main_file(files, order=(*CURATORS, "eman"))
    (article,) = lead.store.article_ids()
    assert not lead.store.may_annotate(article, lead.store.curator("eman"))
    assert lead.store.may_annotate(article, lead.store.curator("fatin"))


def test_who_merges_into_a_new_file_leads_it(files: Files) -> None:
    lead = files.open("new", "lead")
    files.merge(lead, *CURATORS)
    assert Role.ADJUDICATOR in lead.store.curator("lead").roles
    assert adjudicate.ready(lead)[0].curators == 3


def test_gold_is_the_same_in_whichever_order_files_are_merged(files: Files) -> None:
    """Curators, the first adjudicator and the second; and a curator who submitted anew."""
    fatin = judging(files, "fatin")
    case = decided(fatin)
    count = place(case, COUNT)
    adjudicate.finish(fatin, adjudicate.take(fatin, case, count, lane(case, count, WRONG)))
    eman = judging(files, "eman")
    adjudicate.finish(eman, decided(eman))
    names = (*CURATORS, "eman", "fatin")
    found = set()
    for n, order in enumerate(itertools.islice(itertools.permutations(names), 0, None, 11)):
        lead = main_file(files, f"main{n}")
        settings.change(lead, "adjudicate-twice", "1")
        files.merge(lead, *order, *order)
        (both,) = adjudicated_twice(lead)
        assert (both.places, both.alike) == (3, 2), order
        found.add(data(lead))
        assert sound(lead)
    assert found == {data(fatin)}, "hers was finished first"
    assert found != {b""}


def test_gold_is_the_same_after_a_merge_was_undone_and_redone(files: Files) -> None:
    eman = judging(files, "eman")
    adjudicate.finish(eman, decided(eman))
    lead = main_file(files, order=(*CURATORS, "eman"))
    gold = data(lead)
    shutil.copy(files.folder / "main.db", files.folder / "kept.db")
    here = files.open("main", "eman")
    for _act in range(4):
        curate.undo(here)
    assert data(lead) == b""
    files.merge(lead, "eman")
    assert data(lead) == b"", "what was undone here stays so"
    for _act in range(4):
        curate.redo(here)
    assert data(lead) == gold
    assert files.merge(eman, "main")[0].conflicts == []
    assert data(eman) == gold, "and the undo goes back where the decisions came from"


def test_the_lane_that_was_taken_is_known_whatever_its_letter(files: Files) -> None:
    eman = judging(files, "eman")
    adjudicate.finish(eman, decided(eman))
    ministry = place(case_of(eman), MINISTRY)
    letters = set()
    for n in range(6):
        lead = main_file(files, f"main{n}", (*CURATORS, "eman"))
        settings.change(lead, "seed", f"{n:x}")
        case = case_of(lead)
        letter = case.taken(case[ministry])
        assert letter is not None
        assert [mark.annotation for mark in case[ministry].lanes[letter]] == [MINISTRY]
        letters.add(letter)
    assert len(letters) > 1, "letters are dealt anew in every file"
    assert case.taken(case[place(case, CAPITAL)]) is None, "all were rejected"
    # Ledgers once kept the letter that the lane had then: nobody can tell whose it is now.
    old = Decision(ministry, Verdict.ACCEPT, payload={"outcome": "picked", "lane": "A"})
    before = replace(case, layer=fold((), [old]))
    assert before.finding(case[ministry]) == adjudicate.Finding(adjudicate.Outcome.PICKED)
    assert before.taken(case[ministry]) is None
