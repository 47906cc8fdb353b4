"""One file each: what was asked for in one meets what was done, or asked for, in another."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, incoming, on
from tests.workflow.casework import data
from tests.workflow.test_again import EVERYTHING
from tests.workflow.test_share import content, sound
from tests.workflow.test_share_adjudications import Files
from workbench.model import Annotation, Arm, Role, Verdict
from workbench.workflow import curate, measure, settings, share, suggest, team
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workbench.workflow.session import Session

CITY = on(TEXT, "طنجة", "GPE", nth=1)
CAPITAL = on(TEXT, "الرباط", "GPE")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Files]:
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1", "entities": "1"})
    found = Files(tmp_path)
    yield found
    for session in found.sessions:
        session.store.close()


def own(
    files: Files, name: str, suggested: Sequence[Annotation] = (CITY,), source: str = "one.txt"
) -> Session:
    """A file of somebody's own, in which she imported the article herself."""
    session = files.open(name, name)
    list(ingest(session, iter([incoming(source=source)])))
    (article,) = session.store.article_ids()
    fingerprint = session.scheme.fingerprint
    session.store.add_run("zones", "1", fingerprint, {article: []})
    found = [candidate(annotation) for annotation in suggested]
    session.store.add_run("entities", "1", fingerprint, {article: found})
    return session


def asking(files: Files, *names: str, arm: Arm = Arm.ASSISTED) -> Session:
    """The lead's file, in which she asked others for the article."""
    lead = own(files, "lead")
    for name in names:
        team.enrol(lead, name, [Role.CURATOR])
    list(team.assign(lead, lead.store.article_ids(), names, arm))
    return lead


def done(session: Session, verdict: Verdict = Verdict.ACCEPT, *, closes: bool = True) -> None:
    sheet = curate.open_article(session, session.store.article_ids()[0])
    for mark in sheet.layer.undecided:
        sheet = curate.decide(session, sheet, mark.id, verdict)
    if closes:
        curate.submit(session, sheet)


# --------------------------------------------------------------- what was asked for, what was done


@pytest.mark.parametrize(("hers", "differ"), [([CITY], False), ([CITY, CAPITAL], True)])
def test_her_own_work_comes_into_what_she_was_asked_for(
    files: Files, tmp_path: Path, hers: list[Annotation], *, differ: bool
) -> None:
    lead = asking(files, "basma")
    basma = own(files, "basma", hers)
    done(basma)
    files.bundle(basma, "bundle")
    brought = share.merge(lead, tmp_path / "bundle.db")
    assert (brought.assignments, brought.submissions, brought.conflicts) == (0, 1, [])
    assert brought.other_sets == (["one.txt"] if differ else [])
    (assignment,) = lead.store.layers()
    assert assignment.asked
    assert {p.annotation for p in lead.store.frozen(assignment)} == set(hers)
    assert data(lead) == data(basma) != b""
    assert sound(lead)
    # It goes on from there, whatever its id was in her file.
    before = content(lead)
    assert [each.other_sets for each in files.merge(lead, "bundle", "basma")] == [[], []]
    assert content(lead) == before
    curate.undo(basma)
    (brought,) = files.merge(lead, "basma")
    assert (brought.decisions, brought.conflicts) == (1, [])
    assert curate.redo(files.open("lead", "basma")).marks
    assert [each.conflicts for each in files.merge(basma, "lead")] == [[]]
    assert data(lead) == data(basma) != b""
    assert sound(basma)


def test_asked_for_without_suggestions_and_done_with_them_is_named(
    files: Files, tmp_path: Path
) -> None:
    lead = asking(files, "basma", arm=Arm.BLIND)
    basma = own(files, "basma")
    done(basma)
    before = content(lead)
    (brought,) = files.merge(lead, "basma")
    (conflict,) = brought.conflicts
    assert conflict.startswith("basma had suggestions for one.txt there, and was asked to do it")
    assert content(lead) == before
    team.withdraw(lead, ["basma"], [])
    (brought,) = files.merge(lead, "basma")
    assert (brought.submissions, brought.conflicts) == (1, []), "the lead has let her off"
    assert [each.arm for each in lead.store.layers()] == [Arm.ASSISTED]
    assert data(lead) == data(basma)
    assert sound(lead)


def test_done_without_suggestions_is_taken(files: Files) -> None:
    lead = asking(files, "basma")
    basma = own(files, "basma")
    list(team.assign(basma, basma.store.article_ids(), ["basma"], Arm.BLIND))
    done(basma)
    (brought,) = files.merge(lead, "basma")
    assert (brought.submissions, brought.conflicts) == (1, [])
    assert [each.arm for each in lead.store.layers()] == [Arm.BLIND]
    assert data(lead) == data(basma)


def test_what_was_asked_for_changes_nothing_of_what_was_done(files: Files) -> None:
    lead = asking(files, "basma")
    basma = own(files, "basma", [CITY, CAPITAL])
    done(basma)
    gold, before = data(basma), content(basma)
    (brought,) = files.merge(basma, "lead")
    assert (brought.decisions, brought.conflicts, brought.other_sets) == (0, [], [])
    after = content(basma)
    for table in ("decision", "submission", "action", "suggestion_set", "tally"):
        assert after[table] == before[table]
    assert data(basma) == gold
    (assignment,) = basma.store.layers()
    assert assignment.asked, "that she is asked for it is known now"
    assert sound(basma)
    assert lead.store.layers()[0].id != assignment.id


def test_what_both_did_is_still_a_conflict(files: Files) -> None:
    lead = asking(files, "basma")
    done(files.open("lead", "basma"), Verdict.REJECT, closes=False)
    basma = own(files, "basma")
    done(basma)
    before = content(lead)
    (brought,) = files.merge(lead, "basma")
    assert brought.conflicts == [
        "basma went on with one.txt in both files; it stays as it is here."
    ]
    assert content(lead) == before


def test_any_order_of_what_was_asked_for_and_done_gives_the_same(files: Files) -> None:
    """Basma and Chadia work in files of their own; Dalal is late, and holds nobody up."""
    asking(files, "basma", "chadia")
    done(own(files, "basma"))
    chadia = own(files, "chadia", [CITY, CAPITAL])
    sheet = curate.open_article(chadia, chadia.store.article_ids()[0])
    (capital,) = (mark.id for mark in sheet.layer.marks if mark.annotation == CAPITAL)
    curate.decide(chadia, sheet, capital, Verdict.REJECT)
    done(chadia)
    dalal = own(files, "dalal")
    done(dalal, closes=False)
    found = set()
    orders = list(itertools.permutations(["lead", "basma", "chadia", "dalal"]))[::5]
    for number, order in enumerate(orders):
        main = files.open(f"main{number}", "nadia")
        files.merge(main, *order, order[0])
        numbers = measure.agreement_json(measure.agreement(main))
        found.add((data(main), json.dumps(numbers), len(main.store.counted())))
        assert sound(main)
    assert len(found) == 1
    assert found.pop()[0] != b""


# ---------------------------------------------------------------------------- requests, withdrawals


def test_who_was_let_off_is_let_off_everywhere_once(files: Files) -> None:
    lead = asking(files, "basma", "chadia")
    share.back_up(lead, files.folder / "copy.db")
    copy = files.open("copy", "nadia")
    done(files.open("copy", "chadia"))
    (article,) = lead.store.article_ids()
    assert not copy.store.visible(copy.store.layers_of(article)[1], lead.curator)
    team.withdraw(lead, ["basma"], [])
    (brought,) = files.merge(copy, "lead")
    assert brought.withdrawn == ["one.txt"]
    assert [each.curator for each in copy.store.let_off()] == [lead.store.curator("basma").id]
    before = content(copy)
    assert files.merge(copy, "lead", "lead")[1].withdrawn == []
    assert content(copy) == before
    # She is asked anew: what was said last holds, in whichever order files were merged.
    list(team.assign(lead, [article], ["basma"], Arm.ASSISTED))
    share.back_up(copy, files.folder / "older.db")
    files.merge(copy, "lead")
    files.merge(lead, "older")
    for session in (copy, lead):
        assert session.store.let_off() == ()
        assert sound(session)


def test_nobody_is_let_off_what_she_has_submitted(files: Files) -> None:
    lead = asking(files, "basma")
    share.back_up(lead, files.folder / "copy.db")
    basma = files.open("copy", "basma")
    done(basma)
    gold = data(basma)
    team.withdraw(lead, ["basma"], [])
    share.back_up(lead, files.folder / "older.db")
    (brought,) = files.merge(lead, "copy")
    assert brought.submissions == 1
    assert files.merge(basma, "older")[0].withdrawn == []
    for session in (lead, basma):
        assert data(session) == gold != b""
        assert session.store.let_off() == ()
        assert len(session.store.counted()) == 1
        assert sound(session)


def test_what_is_asked_for_again_comes_once(files: Files) -> None:
    basma = own(files, "basma")
    done(basma)
    lead = files.open("lead", "lead")
    files.merge(lead, "basma")
    assert len(list(team.ask_again(lead, ["basma"], EVERYTHING))) == 1
    (brought,) = files.merge(basma, "lead")
    assert (brought.assignments, brought.decisions) == (1, 0)
    sheet = curate.open_article(basma, basma.store.article_ids()[0])
    assert (sheet.assignment.round, len(sheet.layer.undecided)) == (2, 1)
    # Another asks for the same in her file, and Basma does it in hers.
    other = files.open("other", "other")
    files.merge(other, "basma")
    done(basma, Verdict.REJECT)
    (brought,) = files.merge(other, "basma")
    assert (brought.assignments, brought.submissions, brought.conflicts) == (0, 1, [])
    (brought,) = files.merge(lead, "other")
    assert (brought.assignments, brought.submissions) == (0, 1)
    assert [each.round for each in lead.store.layers()] == [1, 2]
    assert data(lead) == data(basma) == data(other)
    for session in (lead, basma, other):
        assert sound(session)


# ----------------------------------------------------------------------------- what differs is told


def test_settings_and_seed_are_named_and_never_taken(files: Files, tmp_path: Path) -> None:
    basma = own(files, "basma")
    done(basma)
    lead = own(files, "lead")
    files.bundle(basma, "plain")
    assert share.merge(lead, tmp_path / "plain.db").differences == [], "nothing was fixed there"
    settings.change(basma, "own-work", "on")
    settings.change(basma, "seed", "5eed")
    settings.change(basma, "adjudicate-twice", "0.5")
    basma.store.apply_guideline("إرشادات أخرى")
    files.bundle(basma, "bundle")
    before = content(lead)
    for name in ("bundle", "basma"):
        own_work, twice, seed, guidelines = share.merge(lead, tmp_path / f"{name}.db").differences
        assert own_work == ("The setting own-work is on there and off here; `workbench settings "
                            "own-work on` makes it the same.")  # fmt: skip
        assert "`workbench settings adjudicate-twice 0.5`" in twice
        assert "`workbench settings seed 5eed`" in seed
        assert "`workbench guidelines apply`" in guidelines
    after = content(lead)
    assert after.pop("guideline") != before.pop("guideline"), "kept, since decisions name it"
    assert after == before
    new = files.open("new", "new")
    assert len(share.merge(new, tmp_path / "bundle.db").differences) == 4
    assert settings.settings(new) == {"own-work": "off", "curators": "2", "adjudicate-twice": "0"}
    settings.change(lead, "seed", "5eed")
    assert not any("seed" in said for said in files.merge(lead, "basma")[0].differences)


def test_an_article_of_another_name_is_told(files: Files) -> None:
    lead = own(files, "lead")
    done(own(files, "basma", source="other.txt"))
    (brought,) = files.merge(lead, "basma")
    assert (brought.renamed, brought.conflicts) == (["one.txt"], [])
    assert [lead.store.article(each).source for each in lead.store.article_ids()] == ["one.txt"]
