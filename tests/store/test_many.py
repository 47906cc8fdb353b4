"""Several processes at work on one file at once."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

from tests.builders import TEXT, candidate, incoming, on
from workbench.model import Verdict
from workbench.workflow import curate, suggest
from workbench.workflow.check import check_database
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from pathlib import Path

PROCESSES, DECISIONS = 8, 500


def _decide(path: Path, name: str) -> None:
    with session(path, name) as mine:
        sheet = curate.open_article(mine, mine.store.article_ids()[0])
        marks = [mark.id for mark in sheet.layer.marks]
        for n in range(DECISIONS):
            verdict = Verdict.ACCEPT if n // len(marks) % 2 == 0 else Verdict.REJECT
            sheet = curate.decide(mine, sheet, marks[n % len(marks)], verdict)


def test_eight_processes_decide_at_once_and_nothing_is_lost(path: Path) -> None:
    lead = open_session(path, "lead", create=True)
    list(ingest(lead, iter([incoming()])))
    (article,) = lead.store.article_ids()
    places = [on(TEXT, "الرباط", "GPE"), on(TEXT, "محمد حصاد", "PER"), on(TEXT, "طنجة", "GPE")]
    for name, version in suggest.versions().items():
        found = [candidate(a) for a in places] if name == "entities" else []
        lead.store.add_run(name, version, lead.scheme.fingerprint, {article: found})
    context = multiprocessing.get_context("spawn")
    names = [f"c{n}" for n in range(PROCESSES)]
    workers = [context.Process(target=_decide, args=(path, name)) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    assignments = lead.store.assignments()
    assert len(assignments) == PROCESSES
    for assignment in assignments:
        owner = next(c for c in lead.store.curators() if c.id == assignment.curator)
        decisions = lead.store.decisions(assignment, owner)
        assert [decision.seq for decision in decisions] == list(range(1, DECISIONS + 1))
        acts = [lead.store.action(decision.action).seq for decision in decisions]
        assert acts == sorted(acts)
    assert list(check_database(lead, repair=False)) == []
    lead.store.close()
