"""Files in: whatever they are called and wherever they are, each is read or refused by name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT
from workbench.workflow.ingest import Ingested, Outcome, expected, ingest, read_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.workflow.session import Session


def refusals(*paths: Path) -> list[tuple[str, str]]:
    return [(i.source, i.message) for i in read_paths(paths) if isinstance(i, Ingested)]


def test_a_name_that_is_not_utf_8_becomes_text(session: Session, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"bad\xff.txt")
    path.write_text(TEXT, "utf-8")
    (stored,) = ingest(session, read_paths([tmp_path]))
    assert stored == Ingested("bad\ufffd.txt", Outcome.STORED)
    assert session.store.find_article("bad\ufffd.txt").text == TEXT
    path.write_bytes(b"")
    ((source, _why),) = refusals(path)
    assert source.endswith("bad\ufffd.txt")


@pytest.mark.parametrize("field", ["text", "source"])
def test_half_a_surrogate_pair_refuses_one_file_and_not_the_rest(
    session: Session, tmp_path: Path, field: str
) -> None:
    line = '{"source":"x.txt","text":"خبر","spans":[],"zones":[]}'
    broken = line.replace(f'"{field}":"', f'"{field}":"\\ud800')
    (tmp_path / "a.jsonl").write_text(broken, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    refused, stored = ingest(session, read_paths([tmp_path]))
    assert refused.outcome is Outcome.REFUSED
    assert refused.message == f"Line 1, {field}: it has half of a surrogate pair."
    assert stored.outcome is Outcome.STORED


def test_what_cannot_be_looked_at_is_refused(tmp_path: Path) -> None:
    long, loop = tmp_path / ("n" * 300), tmp_path / "loop"
    loop.symlink_to(loop)
    assert [source for source, _why in refusals(long, loop)] == [str(long), str(loop)]
    assert expected([long, loop]) == 2


def test_a_folder_that_may_not_be_looked_at_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", forbidden)
    assert [source for source, _why in refusals(tmp_path / "a")] == [str(tmp_path / "a")]


def test_a_folder_inside_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "open.txt").write_text(TEXT, "utf-8")
    scan = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    shut = str(tmp_path / "shut")
    assert refusals(tmp_path) == [(shut, "the folder cannot be read: Permission denied")]
    assert refusals(tmp_path / "shut") == [(shut, "the folder cannot be read: Permission denied")]
    assert expected([tmp_path]) == 2


def test_refusals_name_the_path_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "empty.txt").touch()
    assert [source for source, _why in refusals(tmp_path)] == [str(tmp_path / "deep/empty.txt")]
    ((source, _why),) = refusals(Path("-"))
    assert source == "stdin"
