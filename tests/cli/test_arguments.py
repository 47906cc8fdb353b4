"""What is wrong with arguments is said before anything is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from tests.builders import TEXT
from tests.cli.test_cli import marks
from workbench.cli import Options, cli, offer_database
from workbench.config import Settings
from workbench.store import Store
from workbench.store.audit import Problem
from workbench.workflow import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

NINES = "9" * 5000
AT = f"{TEXT.index('35')}:{TEXT.index('35') + 2}"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((AT, "accept", "--label", "ORG"), 2, "--label does not go with accept"),
        ((AT, "reject", "--value", "{bad"), 2, "--value does not go with reject"),
        (("add", "0", "5", "ORG", "--start", "3"), 2, "--start does not go with add"),
        (("add", NINES, NINES, "ORG"), 2, "is not an offset"),
        (("add", "0", "5", "NOPE"), 1, "NOPE"),
        (("add", "0", "999999", "PER"), 1, "outside"),
        ((f"{NINES}:{NINES}", "accept"), 1, "There is no mark"),
        ((AT, "amend", "--label", "NOPE"), 1, "NOPE"),
        ((AT, "amend", "--end", "999999"), 1, "outside"),
        ((AT, "amend", "--value", '{"number": 1e99999999999999999999}'), 1, "not JSON"),
        ((AT, "amend", "--value", "[" * 50_000), 1, "not JSON"),
        ((AT, "amend", "--value", '{"number":1,"item":"\\ud800"}'), 1, "not valid text"),
    ],
)
def test_a_wrong_decision_opens_nothing(
    filled: Run,
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    done = filled("decide", "one.txt", *arguments)
    assert done.exit_code == code
    told = done.stderr or str(done.exception)
    assert said in told
    assert len(told) < 400
    store = Store.open(Path("w.db"))
    assert store.assignments() == ()
    store.close()


@pytest.mark.parametrize(
    "option", [("--format", "nonsense"), ("--policy", "default"), ("--include-unfinished",)]
)
def test_suggestions_are_exported_one_way(filled: Run, option: tuple[str, ...]) -> None:
    done = filled("export", "--layer", "suggestions", *option)
    assert done.exit_code == 2
    assert f"{option[0]} does not go with" in done.stderr
    assert filled("export", "--layer", "suggestions").exit_code == 0


def test_a_name_that_is_not_utf_8_is_no_article(filled: Run) -> None:
    for command in (("show",), ("submit",), ("reopen",)):
        done = filled(*command, "\udcff")
        assert done.exit_code == 1
        assert "There is no article “\ufffd”" in str(done.exception)
    assert "no curator" in str(filled("export", "--layer", "curator:\udcff").exception)


def test_what_cannot_be_read_is_refused_and_no_usage_error(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("one.txt").write_text(TEXT, "utf-8")
    Path("shut.txt").write_text(TEXT, "utf-8")
    read = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "shut.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    monkeypatch.setattr("os.access", lambda *_arguments, **_options: False)
    done = run("import", "one.txt", "shut.txt")
    assert done.exit_code == 3
    assert "refused: shut.txt: the file cannot be read: Permission denied" in done.stderr
    assert run("import", "shut.txt").exit_code == 1
    assert run("export", "-o", "one.txt").exit_code == 0
    long = "n" * 300
    assert run("import", long).exit_code == 1
    for command in (("list", "labels"), ("check",)):
        assert run("--db", long, *command).exit_code == 1


def test_a_name_before_an_invisible_joiner_is_suggested(run: Run) -> None:
    Path("joiner.txt").write_text("قال محمد حصاد إنه في طنجة\u200cو الرباط\u0301.\n", "utf-8")
    assert run("import", "joiner.txt").exit_code == 0
    assert run("suggest").exit_code == 0
    assert marks(run, "joiner.txt")


def test_an_empty_gold_file_is_a_problem(run: Run) -> None:
    Path("empty.jsonl").write_text("\n", "utf-8")
    done = run("check", "empty.jsonl")
    assert done.exit_code == 1
    assert "holds no record" in done.stderr


def test_problems_are_told_as_they_are_found(
    filled: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def problems(*_arguments: object, **_options: object) -> object:
        yield Problem("the first")
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check_database", problems)
    assert "the first" in filled("check").stderr


def test_a_terminal_gets_escapes_where_a_pipe_gets_bytes(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "خبر \u202eمقلوب\u200b \U000e0041 هنا 35 شخصا\n"
    Path("bidi.txt").write_text(text, "utf-8")
    run("import", "bidi.txt")
    run("suggest")
    commands = (("extract", "bidi.txt"), ("export", "--layer", "suggestions"),
                ("show", "bidi.txt", "--json"))  # fmt: skip
    plain = [run(*command).stdout for command in commands]
    assert all("\u202e" in out and "\U000e0041" in out for out in plain[:2])
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _self: True)
    monkeypatch.setattr("workbench.tui.terminal.in_browser", lambda _environ: True)
    for command, before in zip(commands, plain, strict=True):
        done = run("--rtl", "off", *command)
        shown = done.stdout
        assert done.exit_code == 0
        assert "خبر" in shown or "cells" in shown
        assert not set("\u202e\u200b\U000e0041") & set(shown)
        assert json.loads(shown) == json.loads(before)
    shown = run("extract", "bidi.txt").stdout
    assert r"\u202e" in shown
    assert r"\udb40\udc41" in shown


def test_articles_to_begin_with_are_asked_for_until_there_are_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    Path("news/one.txt").write_text(TEXT, "utf-8")
    Path("news/empty.txt").touch()
    answers = iter(["nowhere", "news/empty.txt", "news"])
    there: list[bool] = []

    def prompt(*_arguments: object, **_options: object) -> str:
        there.append(Path("n.db").exists())
        return next(answers)

    monkeypatch.setattr("click.confirm", lambda *_arguments, **_options: True)
    monkeypatch.setattr("click.prompt", prompt)
    options = Options(Path("n.db"), "amal", "off", Settings())
    with click.Context(cli, obj=options):
        offer_database(options)
    assert there == [False, False, False]
    told = capsys.readouterr().err
    assert "refused: nowhere: there is no such file" in told
    assert "1 article imported, 0 known, 1 refused" in told
    assert "new suggestions" in told
