"""Messages between a process and its child: JSON with bytes behind it, each with its length.

Invariant: a message is read whole or not at all; none is longer than `LONGEST`.
"""

from __future__ import annotations

import json
import struct
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 1 << 29
_LENGTHS = struct.Struct(">II")


def write_frame(stream: IO[bytes], head: Mapping[str, Any], body: bytes = b"") -> None:
    """Send a message; OSError where nobody reads."""
    data = json.dumps(head).encode("ascii")
    stream.write(_LENGTHS.pack(len(data), len(body)) + data)
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The next message; EOFError where it ends early, ValueError where it is none."""
    sizes = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if max(sizes) > LONGEST:
        raise ValueError("a message is too long")
    head = json.loads(_exactly(stream, sizes[0]))
    if not isinstance(head, dict):
        raise ValueError("a message is not an object")  # noqa: TRY004 - as all that is malformed
    return head, _exactly(stream, sizes[1])


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
