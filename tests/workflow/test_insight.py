"""What spans took and what became of suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, incoming, on
from workbench.canonical import canonical_json
from workbench.model import Number, Role, Verdict
from workbench.workflow import curate, insight, suggest, team
from workbench.workflow.ingest import ingest
from workbench.workflow.session import Keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

SUGGESTED = [on(TEXT, "وزارة الداخلية المغربية", "ORG"), on(TEXT, "الرباط", "GPE"),
             on(TEXT, "محمد حصاد", "ORG"), on(TEXT, "المغربية", "GPE")]  # fmt: skip


@pytest.fixture
def two(open_as: Callable[[str], Session]) -> list[Session]:
    """Amal, who adjudicates, and Badr, on one article with four suggestions."""
    amal = open_as("amal")
    list(ingest(amal, iter([incoming()])))
    article = amal.store.article_ids()[0]
    for name, version in suggest.versions().items():
        found = [candidate(x) for x in SUGGESTED] if name == "entities" else []
        amal.store.add_run(name, version, amal.scheme.fingerprint, {article: found})
    team.enrol(amal, "badr", [Role.CURATOR])
    team.enrol(amal, "amal", [Role.CURATOR, Role.ADJUDICATOR])
    return [amal, open_as("badr")]


def worked(session: Session) -> Sheet:
    """One accepted, one amended, one rejected, one added; each act has its keys."""
    session.keys.pressed = 0
    sheet = curate.open_article(session, session.store.article_ids()[0])
    session.keys.take()
    org, place, person = (m.id for s in SUGGESTED[:3] for m in sheet.layer.marks
                          if m.annotation == s)  # fmt: skip

    def pressed(keys: int) -> Session:
        for _key in range(keys):
            session.keys.press()
        return session

    sheet = curate.decide(pressed(1), sheet, org, Verdict.ACCEPT)
    sheet = curate.decide(pressed(1), sheet, place, Verdict.REJECT)
    sheet = curate.relabel(pressed(2), sheet, person, "PER")
    number = on(TEXT, "35", "CARDINAL")
    sheet = curate.add(pressed(4), sheet, number.span, "CARDINAL", Number(35))  # type: ignore[arg-type]
    return curate.submit(pressed(2), sheet, reject_undecided=True)


def test_keys_seconds_and_outcomes_by_everything(two: list[Session]) -> None:
    amal, _badr = two
    worked(amal)
    found = insight.insight(amal)
    assert set(found) == set(insight.GROUPS)
    org = found["labels"]["ORG"]
    assert org.outcomes == {"unchanged": 1, "amended": 1, "rejected": 0, "added": 0}
    assert org.keys_per_span == pytest.approx(3 / 2)
    assert org.seconds_per_span is not None
    assert org.seconds_per_span > 0
    assert found["labels"]["CARDINAL"].outcomes["added"] == 1
    assert found["extractors"][insight.ADDED_BY_HAND].keys_per_span == 4
    entities = found["extractors"]["entities"]
    assert entities.outcomes == {"unchanged": 1, "amended": 1, "rejected": 1, "added": 0}
    whole = found["articles"]["one.txt"]
    assert whole.keys == 10
    assert whole.spans == 4
    assert found["curators"] == {"amal": whole}


def test_a_pause_counts_as_a_minute_at_most(
    two: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, _badr = two
    amal.keys.pressed = 0
    times = iter(f"2026-11-21T{time}Z" for time in
                 ("08:00:00.000", "08:00:05.500", "11:00:00.000", "11:00:10.000"))  # fmt: skip
    monkeypatch.setattr(amal.store, "now", lambda: next(times))
    sheet = curate.open_article(amal, amal.store.article_ids()[0])
    for mark in [m.id for m in sheet.layer.marks][:3]:
        sheet = curate.decide(amal, sheet, mark, Verdict.REJECT)
    whole = insight.insight(amal)["articles"]["one.txt"]
    assert whole.seconds == pytest.approx(5.5 + 60 + 10, abs=0.01)
    assert whole.seconds_per_span == pytest.approx(75.5 / 3, abs=0.01)
    assert whole.keys_per_span == 0
    insight_before = insight.insight(amal)["labels"]
    amal.keys.pressed = None
    monkeypatch.setattr(amal.store, "now", lambda: "2026-11-21T11:00:20.000Z")
    curate.decide(amal, sheet, sheet.layer.undecided[0].id, Verdict.REJECT)
    found = insight.insight(amal)["labels"]
    assert sum(s.seconds for s in found.values()) == sum(s.seconds for s in insight_before.values())
    assert sum(s.spans for s in found.values()) == 4


def test_an_act_on_many_marks_is_shared_by_them(two: list[Session]) -> None:
    amal, _badr = two
    amal.keys.pressed = 0
    sheet = curate.open_article(amal, amal.store.article_ids()[0])
    amal.keys.take()
    for _key in range(8):
        amal.keys.press()
    curate.submit(amal, sheet, reject_undecided=True)
    found = insight.insight(amal)
    assert found["labels"]["ORG"].keys == pytest.approx(4)
    assert found["labels"]["GPE"].keys == pytest.approx(4)
    assert found["articles"]["one.txt"].keys == pytest.approx(8)


def test_others_are_told_only_once_all_have_submitted(two: list[Session]) -> None:
    amal, badr = two
    worked(badr)
    assert set(insight.insight(badr)["curators"]) == {"badr"}
    opened = curate.open_article(amal, amal.store.article_ids()[0])
    curate.decide(amal, opened, opened.layer.marks[0].id, Verdict.ACCEPT)
    assert set(insight.insight(amal)["curators"]) == {"amal"}
    sheet = curate.open_article(amal, amal.store.article_ids()[0])
    curate.submit(amal, sheet, reject_undecided=True)
    for viewer in (amal, badr):
        assert set(insight.insight(viewer)["curators"]) == {"amal", "badr"}
    again = curate.reopen(badr, curate.open_article(badr, badr.store.article_ids()[0]))
    before = insight.insight(amal)["curators"]["badr"].outcomes
    curate.decide(badr, again, again.layer.marks[0].id, Verdict.REJECT)
    assert insight.insight(amal)["curators"]["badr"].outcomes == before
    assert insight.insight(badr)["curators"]["badr"].outcomes != before


def test_nothing_is_unknown_and_json_says_null(session: Session) -> None:
    assert insight.insight(session) == {group: {} for group in insight.GROUPS}
    speed = {"labels": {"PER": insight.Speed()}}
    assert '"keys_per_span":null' in canonical_json(insight.insight_json(speed))
    assert insight.shown(None) == "–"


def test_keys_count_from_nought_once_a_screen_is_open() -> None:
    keys = Keys()
    assert keys.take() is None
    keys.press()
    assert (keys.take(), keys.take()) == (1, 0)
