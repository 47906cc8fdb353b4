"""Lists of a project in the processes that extract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import incoming
from workbench.workflow import suggest
from workbench.workflow.extraction import extract

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "وقال مرصد قرطبان إن المدينة آمنة.\n"


def test_workers_read_with_the_lists_of_the_project(tmp_path: Path) -> None:
    tmp_path.joinpath("own.txt").write_text("[LAW]\nمرصد قرطبان\n", "utf-8")
    try:
        suggest.use_lists(tmp_path)
        (told,) = extract([incoming(TEXT)], jobs=2)
    finally:
        suggest.use_lists(None)
    (without,) = extract([incoming(TEXT)], jobs=2)
    assert '"label":"LAW","text":"مرصد قرطبان"' in str(told)
    assert '"label":"LAW"' not in str(without)
