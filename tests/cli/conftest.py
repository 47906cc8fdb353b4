"""The command line run in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.builders import TEXT
from workbench.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

OTHER = "أوقفت الشرطة الإسبانية 24 شخصا في مدريد سنة 2019.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in a folder of its own, as Amal unless told otherwise."""
    monkeypatch.chdir(tmp_path)

    def runner(*arguments: str, stdin: bytes | None = None, curator: str = "amal") -> Result:
        options = ["--db", "w.db", "--curator", curator, "--lang", "en"]
        return CliRunner().invoke(cli, [*options, *arguments], input=stdin)

    return runner


@pytest.fixture
def filled(run: Callable[..., Result], tmp_path: Path) -> Callable[..., Result]:
    """The same with two articles imported and read."""
    Path("one.txt").write_text(TEXT, "utf-8")
    Path("two.txt").write_text(OTHER, "utf-8")
    assert run("import", "one.txt", "two.txt").exit_code == 0
    assert run("suggest").exit_code == 0
    return run
