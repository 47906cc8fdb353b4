"""A stdout that fails, is closed, or cannot spell Arabic; run as a user runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.builders import TEXT

ROOT = Path(__file__).parents[2]


def start(folder: Path, shell: str, **environment: str) -> subprocess.Popen[bytes]:
    """Run a shell command in which $W is the workbench."""
    workbench = f"{sys.executable} -m workbench --db w.db --curator amal --lang en"
    settings = {"PYTHONPATH": str(ROOT), "W": workbench, **environment}
    return subprocess.Popen(
        ["bash", "-c", shell], cwd=folder, env=os.environ | settings,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["list labels", "extract one.txt"])
@pytest.mark.parametrize("target", ["/dev/full", "&-"])
def test_output_that_cannot_be_written_is_one_sentence(
    folder: Path, command: str, target: str
) -> None:
    process = start(folder, f"$W {command} >{target}")
    _out, error = process.communicate()
    assert process.returncode == 1
    assert error.decode().startswith("workbench: Standard output cannot be written: ")
    assert error.count(b"\n") == 1


def test_exported_bytes_that_cannot_be_written_are_one_sentence(folder: Path) -> None:
    shell = "$W import one.txt 2>&- && $W suggest 2>&- && $W export --layer suggestions >/dev/full"
    process = start(folder, shell)
    _out, error = process.communicate()
    assert process.returncode == 1
    assert b"Standard output cannot be written" in error
    assert b"Traceback" not in error
    assert b"Exception ignored" not in error


def test_what_prints_nothing_needs_no_stdout_and_no_stdin(folder: Path) -> None:
    process = start(folder, "$W import one.txt >&- <&-")
    _out, error = process.communicate()
    assert (process.returncode, error) == (0, b"1 article imported, 0 known, 0 refused\n")


def test_an_encoding_without_arabic_gets_escapes(folder: Path) -> None:
    process = start(folder, "$W extract one.txt", PYTHONIOENCODING="latin-1")
    out, error = process.communicate()
    assert (process.returncode, error) == (0, b"")
    assert rb"\u062a\u0648" in out


def test_a_reader_that_has_enough_is_no_accident(folder: Path) -> None:
    process = start(folder, "$W list commands | head -1; exit ${PIPESTATUS[1]}")
    out, error = process.communicate()
    assert (process.returncode, error) == (0, b"")
    assert out.count(b"\n") == 1


def test_an_interrupt_is_quiet(folder: Path) -> None:
    process = start(folder, "exec $W import -")
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _out, error = process.communicate(timeout=20)
    assert process.returncode in (1, 130)
    assert b"Traceback" not in error
