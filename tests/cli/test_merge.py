"""Files of a team brought together: what is printed, and the exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.builders import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def test_a_team_with_a_file_each(filled: Run) -> None:
    """The lead asks, Basma imports the article herself under another name and submits it."""
    for name in ("basma", "chadia"):
        assert filled("enrol", name).exit_code == 0
    assert filled("assign", "one.txt", "--to", "basma").exit_code == 0
    assert filled("assign", "two.txt", "--to", "chadia", "--unassisted").exit_code == 0

    def hers(*arguments: str, curator: str = "basma") -> Result:
        return filled("--db", "basma.db", *arguments, curator=curator)

    Path("copy.txt").write_text(TEXT, "utf-8")
    assert hers("import", "copy.txt", "two.txt").exit_code == 0
    assert hers("suggest").exit_code == 0
    for curator, article in (("basma", "copy.txt"), ("chadia", "two.txt")):
        done = hers("submit", article, "--reject-undecided", curator=curator)
        assert done.exit_code == 0, done.output
    assert hers("settings", "own-work", "on").exit_code == 0
    refused = hers("export", "--bundle", "-o", "basma.db")
    assert refused.exit_code == 1
    assert "basma.db is a database in use" in str(refused.exception)
    assert hers("export", "--bundle", "-o", "bundle.db").exit_code == 0

    merged = filled("merge", "bundle.db")
    assert merged.exit_code == 0, merged.stderr
    assert "0 assignments, 1 submissions" in merged.stderr
    assert "1 article has another name, title or date there, and keeps its own here: one.txt" in (
        merged.stderr
    )
    assert "`workbench settings own-work on` makes it the same." in merged.stderr
    parted = filled("merge", "basma.db")
    assert parted.exit_code == 3
    assert "chadia had suggestions for two.txt there" in parted.stderr
    assert filled("assign", "--withdraw", "chadia").exit_code == 0
    merged = filled("merge", "basma.db", "basma.db")
    assert merged.exit_code == 0, "let off: what she did with suggestions is taken as it is"
    assert filled("check").exit_code == 0


def test_the_seed_is_a_setting(filled: Run) -> None:
    assert filled("settings", "seed", "no seed").exit_code == 1
    assert filled("settings", "seed", "5eed").exit_code == 0
    assert "5eed" in filled("settings").stdout
