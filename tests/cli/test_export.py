"""Where `export -o` writes: files are replaced whole, anything else is written to."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    Run = Callable[..., Result]

SUGGESTIONS = ("export", "--layer", "suggestions")


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path: str) -> int:
    return stat.S_IMODE(Path(path).stat().st_mode)


def test_a_pipe_is_written_to(filled: Run) -> None:
    os.mkfifo("pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_bytes()), daemon=True)
    reader.start()
    assert filled(*SUGGESTIONS, "-o", "pipe").exit_code == 0
    reader.join(10)
    assert got == [filled(*SUGGESTIONS).stdout_bytes]
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


@pytest.mark.parametrize("there", [True, False])
def test_what_a_link_leads_to_is_replaced(filled: Run, there: bool) -> None:
    Path("deep").mkdir()
    real = Path("deep/real.jsonl")
    if there:
        real.write_text("old", "utf-8")
    Path("link").symlink_to(real)
    assert filled(*SUGGESTIONS, "-o", "link").exit_code == 0
    assert Path("link").is_symlink()
    assert real.read_bytes() == filled(*SUGGESTIONS).stdout_bytes
    assert list(Path("deep").iterdir()) == [real]


@pytest.mark.usefixtures("umask")
def test_permissions_are_those_of_the_umask_or_of_the_file(filled: Run) -> None:
    filled("export", "-o", "new.jsonl")
    assert mode("new.jsonl") == 0o640
    Path("new.jsonl").chmod(0o600)
    filled("export", "-o", "new.jsonl")
    assert mode("new.jsonl") == 0o600


def test_a_link_in_a_circle_is_refused(filled: Run) -> None:
    Path("loop").symlink_to("loop")
    done = filled("export", "-o", "loop")
    assert done.exit_code == 1
    assert "loop cannot be written" in str(done.exception)
    assert Path("loop").is_symlink()
