"""Files that are there whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.files import replacing

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "new" / "file"
    with replacing(target) as stream:
        stream.write(b"one")
    target.chmod(0o640)
    with replacing(target) as stream:
        stream.write(b"two")
    assert target.read_bytes() == b"two"
    assert target.stat().st_mode & 0o777 == 0o640


def test_what_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"one")

    def interrupted() -> None:
        with replacing(target) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"one")
    link.symlink_to(real)
    with replacing(link) as stream:
        stream.write(b"two")
    assert link.is_symlink()
    assert real.read_bytes() == b"two"
