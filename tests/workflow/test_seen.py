"""Who adjudicates and reads what others say: that it is recorded, whichever way she reads it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.workflow.casework import CAPITAL, CITY, COUNT, MINISTRY, OLD, case_of, decided, submit
from workbench.curation import Policy
from workbench.errors import Refused
from workbench.model import Role, View
from workbench.workflow import (
    adjudicate,
    curate,
    insight,
    measure,
    queue,
    release,
    settings,
    team,
    twice,
)
from workbench.workflow.differences import differences
from workbench.workflow.history import history

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.workflow.session import Session

    Read = Callable[[Session, Path], Any]


def exported(**request: Any) -> Read:
    def read(session: Session, _folder: Path) -> bytes:
        stream = io.BytesIO()
        release.export(session, release.Request(**request), stream)
        return stream.getvalue()

    return read


def first(session: Session) -> str:
    return session.store.article_ids()[0]


def page(session: Session, folder: Path) -> bytes:
    target = folder / "page.html"
    measure.write_page(session, measure.agreement(session, details=True), target)
    return target.read_bytes()


SHOW: dict[str, Read] = {
    "a curator's layer": exported(layers=release.Layers.CURATOR, curator="basma"),
    "gold of the majority": exported(policy=Policy.MAJORITY, include_unfinished=True),
    "unfinished gold": exported(include_unfinished=True),
    "history": lambda session, _folder: history(session, first(session)),
    "cases": lambda session, _folder: measure.cases(session, measure.Cell()),
    "page": page,
    "case": lambda session, _folder: case_of(session),
}
COUNTS: dict[str, Read] = {
    "agreement": lambda session, _folder: measure.agreement_json(measure.agreement(session)),
    "statistics": lambda session, _folder: measure.statistics(session),
    "insight": lambda session, _folder: insight.insight(session),
    "what is ready": lambda session, _folder: adjudicate.ready(session),
    "the queue": lambda session, _folder: queue.page(session, queue.listing(session, View())),
    "suggestions": exported(layers=release.Layers.SUGGESTIONS),
    "what two adjudicated": lambda session, _folder: twice.adjudicated_twice(session),
}


def annotate(session: Session) -> None:
    sheet = curate.open_article(session, first(session))
    curate.submit(session, curate.add(session, sheet, CAPITAL.span, "GPE"))


@pytest.mark.parametrize("way", SHOW)
def test_who_reads_what_others_say_does_not_annotate_it(
    team_of_three: Callable[[str], Session], tmp_path: Path, way: str
) -> None:
    lead = team_of_three("lead")
    other = lead.store.article_ids()[1]
    assert SHOW[way](lead, tmp_path)
    with pytest.raises(Refused, match="lead has seen"):
        annotate(lead)
    assert lead.store.may_annotate(other, lead.curator)
    settings.change(lead, "own-work", "on")
    annotate(lead)
    names = {
        name
        for row in measure.agreement(lead).results["span_f1"].rows
        for name in row.names
    }  # fmt: skip
    assert {"basma", "chadia", "dalal"} <= names
    assert "lead" not in names, "she did not annotate it blind"


@pytest.mark.parametrize("way", COUNTS)
def test_who_is_told_numbers_may_annotate(
    team_of_three: Callable[[str], Session], tmp_path: Path, way: str
) -> None:
    lead = team_of_three("lead")
    COUNTS[way](lead, tmp_path)
    assert not lead.store.has_seen(first(lead), lead.curator)
    annotate(lead)


@pytest.mark.parametrize("way", sorted(SHOW.keys() - {"case"}))
def test_who_submitted_an_article_is_not_recorded(
    team_of_three: Callable[[str], Session], tmp_path: Path, way: str
) -> None:
    lead = team_of_three("lead")
    annotate(lead)
    assert SHOW[way](lead, tmp_path)
    assert not lead.store.has_seen(first(lead), lead.curator)
    curate.reopen(lead, curate.open_article(lead, first(lead)))


def test_one_s_own_differences_from_gold_are_not_recorded(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    team.enrol(lead, "eman", list(Role))
    eman = team_of_three("eman")
    submit(eman, MINISTRY, COUNT, CITY)
    adjudicate.finish(lead, decided(lead))
    assert differences(eman, first(eman))
    assert not eman.store.has_seen(first(eman), eman.curator)


@pytest.mark.parametrize("way", ["unfinished gold", "history"])
def test_her_own_open_work_is_no_work_of_others(
    opened: Callable[[str], Session], tmp_path: Path, way: str
) -> None:
    """Not where she works alone, nor where others submitted what she is still at."""
    lead = opened("lead")
    sheet = curate.open_article(lead, first(lead))
    sheet = curate.add(lead, sheet, CAPITAL.span, "GPE")
    assert SHOW[way](lead, tmp_path)
    submit(opened("basma"), CITY, OLD)
    assert SHOW[way](lead, tmp_path)
    assert not lead.store.has_seen(first(lead), lead.curator)
    curate.submit(lead, curate.add(lead, sheet, CITY.span, "GPE"))


def test_her_own_layer_is_no_work_of_others(
    team_of_three: Callable[[str], Session], tmp_path: Path
) -> None:
    lead = team_of_three("lead")
    sheet = curate.open_article(lead, first(lead))
    curate.add(lead, sheet, CAPITAL.span, "GPE")
    team.withdraw(lead, ["lead"], [])
    exported(layers=release.Layers.CURATOR, curator="lead", include_unfinished=True)(lead, tmp_path)
    assert not lead.store.has_seen(first(lead), lead.curator)
    assert exported(layers=release.Layers.CURATOR, curator="basma")(lead, tmp_path)
    assert lead.store.has_seen(first(lead), lead.curator), "she was let off, so she may look"


def test_what_cannot_be_recorded_is_shown_all_the_same(
    team_of_three: Callable[[str], Session], tmp_path: Path
) -> None:
    lead = team_of_three("lead")
    lead.store.seed()
    lead.store.connection.execute("PRAGMA query_only = ON")
    lead.store.connection.read_only = True
    for way, read in SHOW.items():
        assert read(lead, tmp_path), way
    lead.store.connection.read_only = False
    lead.store.connection.execute("PRAGMA query_only = OFF")
    assert not lead.store.has_seen(first(lead), lead.curator)


def test_who_read_what_the_first_adjudicator_decided_does_not_become_the_second(
    team_of_three: Callable[[str], Session], tmp_path: Path
) -> None:
    lead = team_of_three("lead")
    for name in ("eman", "fatin"):
        team.enrol(lead, name, [Role.ADJUDICATOR])
    eman, fatin = team_of_three("eman"), team_of_three("fatin")
    assert SHOW["a curator's layer"](fatin, tmp_path), "before anything is decided"
    adjudicate.finish(lead, decided(lead))
    assert exported()(eman, tmp_path)
    settings.change(lead, "adjudicate-twice", "1")
    assert not adjudicate.ready(eman)[0].second
    assert adjudicate.ready(fatin)[0].second
    assert exported()(fatin, tmp_path) == b"", "the first is kept from her"
    assert SHOW["history"](fatin, tmp_path)
    assert adjudicate.ready(fatin)[0].second


def test_who_was_second_stays_the_second_though_she_reads_the_first(
    team_of_three: Callable[[str], Session], tmp_path: Path
) -> None:
    lead = team_of_three("lead")
    team.enrol(lead, "eman", [Role.ADJUDICATOR])
    settings.change(lead, "adjudicate-twice", "1")
    eman = team_of_three("eman")
    adjudicate.finish(lead, decided(lead))
    case = adjudicate.finish(eman, decided(eman))
    assert exported()(eman, tmp_path), "gold is that of the first"
    assert SHOW["history"](eman, tmp_path)
    assert adjudicate.ready(eman)[0].second
    adjudicate.reopen(eman, case)
