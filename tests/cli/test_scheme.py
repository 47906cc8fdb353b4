"""Scheme, guidelines and speed from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from tests.cli.test_cli import marks, rows
from workbench.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result


def test_the_scheme_is_shown_checked_and_applied(filled: Callable[..., Result]) -> None:
    shown = filled("scheme", "show").stdout
    city = next(mark for mark in marks(filled, "one.txt") if mark[3] == "GPE")
    filled("decide", "one.txt", city[0], "accept")
    Path("new.toml").write_text(
        shown.replace('name = "GPE"', 'name = "PLACE"').replace("version = 1", "version = 2"),
        "utf-8",
    )
    told = filled("scheme", "check", "new.toml").stdout
    assert "GPE is called PLACE now: 1 span stands in 1 article (one.txt)" in told
    counted = json.loads(filled("scheme", "check", "new.toml", "--json").stdout)
    assert counted["removed"]["GPE"] == {"spans": 1, "articles": 1, "sources": ["one.txt"]}
    assert filled("scheme", "apply", "new.toml", stdin=b"n\n").exit_code == 1
    assert "PLACE" not in filled("scheme", "show").stdout
    done = filled("scheme", "apply", "new.toml", "--yes")
    assert "GPE is called PLACE now" in done.stderr
    assert "in force: news 2" in done.stderr
    assert "PLACE" in [row[0] for row in rows(filled("list", "labels"))]
    assert "is in force already" in filled("scheme", "apply", "new.toml").stderr
    assert filled("check").exit_code == 0
    assert filled("decide", "one.txt", "add", "0", "5", "GPE").exit_code == 1


def test_the_scheme_and_guidelines_to_begin_with_need_no_database(
    run: Callable[..., Result],
) -> None:
    assert 'name = "PER"' in run("scheme", "show").stdout
    assert "# Annotation guidelines" in run("guidelines", "show").stdout
    Path("s.toml").write_text(run("scheme", "show").stdout, "utf-8")
    assert "news 1: 18 labels" in run("scheme", "check", "s.toml").stderr
    assert run("scheme", "check", "none.toml").exit_code == 1
    assert not Path("w.db").exists()


def test_guidelines_are_applied(filled: Callable[..., Result]) -> None:
    Path("rules.md").write_text("# Rules\n\nPER alone.\n", "utf-8")
    assert filled("guidelines", "apply", "rules.md", stdin=b"\n").exit_code == 1
    done = filled("guidelines", "apply", "rules.md", "--yes")
    assert "do not mention ORG" in done.stderr
    assert filled("guidelines", "show").stdout == "# Rules\n\nPER alone.\n"
    assert "already" in filled("guidelines", "apply", "rules.md").stderr
    assert filled("guidelines", "apply", "none.md", "--yes").exit_code == 1


def test_only_who_adjudicates_applies(filled: Callable[..., Result]) -> None:
    filled("decide", "one.txt", marks(filled, "one.txt")[0][0], "accept")
    Path("rules.md").write_text("# Rules", "utf-8")
    assert filled("guidelines", "apply", "rules.md", "--yes", curator="badr").exit_code == 1


def test_stats_tell_speed(filled: Callable[..., Result]) -> None:
    first = marks(filled, "one.txt")[0]
    filled("decide", "one.txt", first[0], "accept")
    speed = json.loads(filled("stats", "--json").stdout)["speed"]
    assert speed["labels"][first[3]] == {
        "spans": 1, "unchanged": 1, "amended": 0, "rejected": 0, "added": 0,
        "keys_per_span": None, "seconds_per_span": None,
    }  # fmt: skip
    assert list(speed) == ["curators", "extractors", "labels", "articles"]
    assert ["one.txt", "1", "–", "–", "1", "0", "0", "0"] in rows(filled("stats"))


def test_the_list_of_commands_has_the_keys_in_force(run: Callable[..., Result]) -> None:
    Path("config.toml").write_text(
        '[keymap]\n"curate.accept" = "ö"\n"curate.acept" = "y"\n', "utf-8"
    )
    done = CliRunner(env={"WORKBENCH_CONFIG": "config.toml"}).invoke(cli, ["list", "commands"])
    assert ["curate.accept", "ö"] in [row[:2] for row in rows(done)]
    assert "did you mean “curate.accept”" in done.stderr
