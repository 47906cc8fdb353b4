"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A stream whose bytes become the file when the block ends well; else the file is as it was.

    What is written stands beside the file until then. A link stays a link, and permissions stay
    what they are, or what the umask leaves. Folders are made. What is there and no file, such as a
    pipe or a device, is written to. OSError is the caller's to tell.
    """
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        with target.open("wb") as stream:
            yield stream
        return
    target = Path(os.path.realpath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    with part.open("xb") as stream:
        try:
            if mode is not None:
                part.chmod(stat.S_IMODE(mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
