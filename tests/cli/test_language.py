"""The command line in Arabic."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench import messages
from workbench.cli import cli
from workbench.cli.output import spoken
from workbench.layout import Profile, fit, plain

SENTENCE = "لا توجد مقالات"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("WORKBENCH_RTL", "visual")
    return 60


@pytest.mark.parametrize(
    "arguments",
    [["--lang", "ar", "--help"], ["--lang", "ar", "import", "--help"]],
)
def test_help_is_in_the_language_asked_for(arguments: list[str]) -> None:
    said = CliRunner().invoke(cli, arguments)
    assert said.exit_code == 0
    for english in ("Usage", "Options", "Show this message", "Store articles", "Commands"):
        assert english not in said.output
    assert "--help" in said.output


def test_the_environment_chooses_the_language_of_help() -> None:
    said = CliRunner(env={"WORKBENCH_LANG": "ar"}).invoke(cli, ["--help"])
    assert "Usage" not in said.output


def test_a_wrong_configuration_does_not_keep_help_away() -> None:
    Path(os.environ["WORKBENCH_CONFIG"]).write_text("theme = [", "utf-8")
    assert "Usage" in CliRunner().invoke(cli, ["--help"]).output


def test_a_sentence_goes_to_a_terminal_right_to_left(columns: int) -> None:
    assert spoken(SENTENCE, Screen()) == plain(fit(SENTENCE, columns), Profile.VISUAL)
    assert spoken(SENTENCE, io.StringIO()) == SENTENCE


def test_an_arabic_sentence_may_begin_with_a_latin_word(columns: int) -> None:
    messages.use_language("ar")
    said = spoken(f"workbench: {SENTENCE}", Screen())
    assert said.endswith("workbench")
    assert len(said) == columns


def test_english_stays_as_it_is(columns: int) -> None:
    assert spoken("No article.", Screen()) == "No article."
    assert spoken("a\x1bb", Screen()) != "a\x1bb"
