"""Any sequence of acts leaves what a plain model of the ledger says (Hypothesis)."""

from __future__ import annotations

import io
import itertools
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.builders import TEXT, candidate, incoming, on
from workbench.curation import OPEN_STATES, State
from workbench.errors import NotVisible, Refused
from workbench.model import Annotation, Curator, Verdict
from workbench.store.undoing import redoable
from workbench.workflow import curate, release, suggest
from workbench.workflow.check import check_database
from workbench.workflow.ingest import ingest
from workbench.workflow.session import Session, open_session

SUGGESTED = [
    on(TEXT, "وزارة الداخلية المغربية", "ORG"),
    on(TEXT, "المغربية", "NORP"),
    on(TEXT, "طنجة", "GPE", nth=1),
    on(TEXT, "الرباط", "GPE"),
    on(TEXT, "محمد حصاد", "PER"),
]
ADDED = [on(TEXT, "الداخلية", "ORG"), on(TEXT, "حصاد", "PER"), on(TEXT, "أجانب", "NORP")]
LABELS = ["PER", "ORG", "GPE", "LOC", "NORP"]


Page = tuple[dict[str, tuple[str, Annotation | None]], bool]


@dataclass
class Plain:
    """What stands, as a person would keep it on paper: marks, and copies of the page for undo."""

    marks: dict[str, tuple[str, Annotation | None]] = field(default_factory=dict)
    closed: bool = False
    past: list[Page] = field(default_factory=list)
    future: list[Page] = field(default_factory=list)

    def turn(self) -> None:
        self.past.append((dict(self.marks), self.closed))
        self.future.clear()

    def put(self, mark: str, annotation: Annotation, *, own: bool) -> None:
        for other, (state, standing) in list(self.marks.items()):
            if other != mark and standing is not None and standing.span.overlaps(annotation.span):
                if state == "own":
                    del self.marks[other]
                else:
                    self.marks[other] = ("open", None)
        self.marks[mark] = ("own" if own else "stands", annotation)


class Ledger(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name, "w.db")
        numbers = itertools.count(1)
        self.session = open_session(
            path, "amal", create=True, clock=lambda: "2026-11-21T00:00:00.000Z",
            new_id=lambda: f"{next(numbers):032x}",
        )  # fmt: skip
        list(ingest(self.session, iter([incoming()])))
        (self.article,) = self.session.store.article_ids()
        for name, version in suggest.versions().items():
            found = [candidate(a) for a in SUGGESTED] if name == "entities" else []
            scheme = self.session.scheme.fingerprint
            self.session.store.add_run(name, version, scheme, {self.article: found})
        self.sheet = curate.open_article(self.session, self.article)
        self.plain = Plain({m.id: ("open", None) for m in self.sheet.layer.marks})
        self.suggested = {m.id: m.annotation for m in self.sheet.layer.marks}
        self.old_sheet = self.sheet

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.store.close()
            self.folder.cleanup()

    @rule(place=st.integers(0, 9), verdict=st.sampled_from(["accept", "reject", "skip", "clear"]))
    def decide(self, place: int, verdict: str) -> None:
        marks = self.sheet.layer.marks
        mark = marks[place % len(marks)]
        own = self.plain.marks[mark.id][0] == "own"
        if self.plain.closed or (own and verdict in ("skip", "clear")):
            with pytest.raises(Refused):
                curate.decide(self.session, self.sheet, mark.id, Verdict(verdict))
            return
        before = self.plain.marks[mark.id]
        wanted = {
            "accept": ("stands", self.suggested.get(mark.id)),
            "reject": ("rejected", None),
            "skip": ("skipped", None),
            "clear": ("open", None),
        }[verdict]
        if own and verdict == "accept":
            wanted = before
        if own and verdict == "reject":
            self.plain.turn()
            del self.plain.marks[mark.id]
        elif before != wanted:
            self.plain.turn()
            if wanted[1] is not None:
                self.plain.put(mark.id, wanted[1], own=False)
            else:
                self.plain.marks[mark.id] = wanted
        self.sheet = curate.decide(self.session, self.sheet, mark.id, Verdict(verdict))

    @rule(place=st.integers(0, 9), label=st.sampled_from(LABELS))
    def relabel(self, place: int, label: str) -> None:
        marks = self.sheet.layer.marks
        mark = marks[place % len(marks)]
        if self.plain.closed:
            with pytest.raises(Refused):
                curate.relabel(self.session, self.sheet, mark.id, label)
            return
        wanted = Annotation(mark.annotation.span, mark.annotation.surface, label)
        state, standing = self.plain.marks[mark.id]
        if standing != wanted:
            self.plain.turn()
            self.plain.put(mark.id, wanted, own=state == "own")
        self.sheet = curate.relabel(self.session, self.sheet, mark.id, label)

    @rule(added=st.sampled_from(ADDED))
    @precondition(lambda self: not self.plain.closed)
    def add(self, added: Annotation) -> None:
        known = set(self.sheet.layer.by_id)
        self.sheet = curate.add(self.session, self.sheet, added.span, added.label)
        (new,) = set(self.sheet.layer.by_id) - known
        self.plain.turn()
        self.plain.put(new, added, own=True)

    @rule()
    def submit(self) -> None:
        if self.plain.closed:
            with pytest.raises(Refused):
                curate.submit(self.session, self.sheet, reject_undecided=True)
            return
        self.plain.turn()
        for mark in self.sheet.layer.undecided:
            self.plain.marks[mark.id] = ("rejected", None)
        self.plain.closed = True
        self.sheet = curate.submit(self.session, self.sheet, reject_undecided=True)

    @rule()
    @precondition(lambda self: self.plain.closed)
    def reopen(self) -> None:
        self.plain.turn()
        self.plain.closed = False
        self.sheet = curate.reopen(self.session, self.sheet)

    @rule()
    def keep_the_sheet(self) -> None:
        self.old_sheet = self.sheet

    @rule(before=st.sampled_from(["sheet", "old_sheet", "no_sheet"]))
    def undo(self, before: str) -> None:
        self._travel(self.plain.past, self.plain.future, curate.undo, before)

    @rule(before=st.sampled_from(["sheet", "old_sheet", "no_sheet"]))
    def redo(self, before: str) -> None:
        self._travel(self.plain.future, self.plain.past, curate.redo, before)

    def _travel(self, source, target, act, before) -> None:  # type: ignore[no-untyped-def]
        before = getattr(self, before, None)
        if not source:
            with pytest.raises(Refused):
                act(self.session, before)
            return
        target.append((dict(self.plain.marks), self.plain.closed))
        self.plain.marks, self.plain.closed = source.pop()
        self.sheet = act(self.session, before).sheet

    @rule()
    def restart(self) -> None:
        path = self.session.store.path
        new_id = self.session.store.new_id
        self.session.store.close()
        self.session = open_session(path, "amal", new_id=new_id)
        self.sheet = curate.open_article(self.session, self.article)

    @invariant()
    def the_sheet_is_what_is_on_disk(self) -> None:
        if hasattr(self, "sheet"):
            loaded = curate.open_article(self.session, self.article)
            assert loaded.layer.marks == self.sheet.layer.marks
            assert loaded.layer.seq == self.sheet.layer.seq

    @invariant()
    def standing_tally_and_gold_are_the_model_s(self) -> None:
        if not hasattr(self, "sheet"):
            return
        standing = {a for _state, a in self.plain.marks.values() if a is not None}
        assert {m.annotation for m in self.sheet.layer.standing} == standing
        covered = [
            mark
            for mark, (state, _a) in self.plain.marks.items()
            if state == "open" and any(a.span.overlaps(self.suggested[mark].span) for a in standing)
        ]
        open_marks = [m for m, (s, _a) in self.plain.marks.items() if s in ("open", "skipped")]
        tally = self.session.store.tally(self.sheet.assignment)
        assert tally is not None
        assert (tally.accepted, tally.closed) == (len(standing), self.plain.closed)
        assert tally.undecided == len(open_marks) - len(covered)
        assert {m.id for m in self.sheet.layer.marks if m.state in OPEN_STATES} == set(
            open_marks
        ) - set(covered)
        stream = io.BytesIO()
        release.export(self.session, release.Request(include_unfinished=True), stream)
        if not stream.getvalue():  # nobody takes part who decided nothing
            assert tally.decided == 0
            assert not self.plain.closed
            return
        record = json.loads(stream.getvalue())
        assert record["status"] == ("finished" if self.plain.closed else "unfinished")
        found = {(s["start"], s["end"], s["label"]) for s in record["spans"]}
        assert found == {(a.span.start, a.span.end, a.label) for a in standing}

    @rule()
    def the_check_finds_nothing_wrong(self) -> None:
        assert list(check_database(self.session)) == []


def test_an_undo_reads_what_it_touches_and_no_more(
    session: Session, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = curate.open_article(session, article)
    first, second, *_ = sheet.layer.marks
    for mark, verdict in ((first, "skip"), (first, "reject"), (second, "reject")):
        sheet = curate.decide(session, sheet, mark.id, Verdict(verdict))
    monkeypatch.setattr(session.store, "frozen", lambda _assignment: pytest.fail("read anew"))
    for _again in range(2):
        sheet = curate.undo(session, sheet).sheet
    act = redoable(session.store, session.curator).act
    assert act is not None
    around = session.store.around(act, sheet.assignment, session.curator)
    assert [(d.mark, d.verdict) for d in around] == [
        (first.id, Verdict.REJECT),
        (first.id, Verdict.SKIP),
    ]
    assert sheet.layer[first.id].state is State.SKIPPED
    with pytest.raises(NotVisible):
        session.store.around(act, sheet.assignment, Curator("other", "other"))


Ledger.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestLedger = Ledger.TestCase
