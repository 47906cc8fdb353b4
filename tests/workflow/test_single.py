"""Gold of a single curator who is named, whatever others hold."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from click.testing import CliRunner

from tests.workflow.casework import CAPITAL, CITY, COUNT, MINISTRY, decided, gold, submit
from workbench.cli import cli
from workbench.curation import Policy
from workbench.errors import UnknownName
from workbench.model import Arm
from workbench.workflow import adjudicate, curate, release, suggest, team

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session

GOLDEN = Path(__file__).parents[1] / "golden" / "single.jsonl"
SCHEMA = Path(__file__).parents[2] / "exports" / "gold.schema.json"


def exported(session: Session, name: str, **request: Any) -> bytes:
    stream = io.BytesIO()
    asked = release.Request(policy=Policy.SINGLE, single=name, **request)
    release.export(session, asked, stream)
    return stream.getvalue()


def single(session: Session, name: str, **request: Any) -> list[dict[str, Any]]:
    return gold(session, policy=Policy.SINGLE, single=name, **request)


def test_the_bytes_are_a_contract(team_of_three: Callable[[str], Session]) -> None:
    found = exported(team_of_three("lead"), "basma")
    assert found == GOLDEN.read_bytes()
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(found))
    assert exported(team_of_three("dalal"), "basma") == found, "whoever exports it"


def test_it_is_what_she_holds_with_those_who_hold_it_too(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    (record,) = single(lead, "basma")
    spans = {span["text"]: span for span in record["spans"]}
    assert list(spans) == [each.surface for each in (MINISTRY, COUNT, CITY, CAPITAL)]
    assert {span["resolution"] for span in spans.values()} == {"single"}
    assert {text: span["votes"] for text, span in spans.items()} == {
        MINISTRY.surface: "1/3", COUNT.surface: "2/3", CITY.surface: "3/3", CAPITAL.surface: "1/3",
    }  # fmt: skip
    assert spans[CITY.surface]["curators"] == ["c1", "c2", "c3"]
    assert spans[MINISTRY.surface]["curators"] == ["c1"]
    assert (record["status"], record["policy"]) == ("finished", "single")
    (other,) = single(lead, "dalal")
    acts = [{s["text"]: s["decision"] for s in each["spans"]} for each in (record, other)]
    assert acts[0][CITY.surface] != acts[1][CITY.surface], "each came to it by an act of her own"
    assert gold(lead, policy=Policy.SINGLE) == [], "where nobody is named, of several it is none"


def test_adjudication_and_what_others_are_at_change_nothing(
    team_of_three: Callable[[str], Session],
) -> None:
    lead, dalal = team_of_three("lead"), team_of_three("dalal")
    before = exported(lead, "basma")
    adjudicate.finish(lead, decided(lead))
    assert exported(lead, "basma") == before
    sheet = curate.open_article(dalal, dalal.store.article_ids()[0])
    curate.reopen(dalal, sheet)
    assert exported(lead, "basma") == before
    assert single(lead, "dalal") == []
    (open_,) = single(lead, "dalal", include_unfinished=True)
    assert open_["status"] == "unfinished"
    curate.undo(dalal)
    basma = team_of_three("basma")
    curate.reopen(basma, curate.open_article(basma, basma.store.article_ids()[0]))
    assert exported(lead, "basma") == b""
    curate.undo(basma)
    assert exported(lead, "basma") == before, "an undo restores it byte by byte"


def test_an_article_that_she_did_not_annotate_is_unresolved(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    submit(team_of_three("chadia"), article=1)
    assert [each["source"] for each in single(lead, "chadia")] == ["one.txt", "two.txt"]
    assert [each["source"] for each in single(lead, "basma")] == ["one.txt"]
    left = single(lead, "basma", include_unfinished=True)
    assert [(each["source"], each["status"]) for each in left] == [
        ("one.txt", "finished"), ("two.txt", "unresolved"),
    ]  # fmt: skip
    with pytest.raises(UnknownName):
        single(lead, "nobody")


def test_it_is_as_blind_as_the_rest(
    opened: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    lead, basma = opened("lead"), opened("basma")
    team.enrol(lead, "chadia")
    list(team.assign(lead, lead.store.article_ids()[:1], ["chadia"], Arm.ASSISTED))
    submit(basma, CITY)
    assert exported(lead, "basma") == b"", "chadia is still at it"
    assert exported(opened("chadia"), "basma") == b""
    assert len(single(basma, "basma")) == 1, "her own she knows"


def test_the_name_is_given_on_the_command_line(
    team_of_three: Callable[[str], Session], path: Path
) -> None:
    expected = exported(team_of_three("lead"), "chadia")

    def run(*options: str) -> Any:
        arguments = ["--db", str(path), "--curator", "lead", "export", *options]
        return CliRunner().invoke(cli, arguments)

    done = run("--policy", "single", "--of", "chadia")
    assert done.stdout_bytes == expected != b""
    for options in (
        ("--of", "chadia"), ("--policy", "majority", "--of", "chadia"),
        ("--policy", "single", "--of", "chadia", "--layer", "curator:basma"),
        ("--policy", "single", "--of", "chadia", "--bundle", "-o", "x.db"),
        ("--of", "chadia", "--layer", "suggestions"),
    ):  # fmt: skip
        assert run(*options).exit_code == 2, options
