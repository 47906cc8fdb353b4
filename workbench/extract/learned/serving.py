"""The child's side of frames: answer questions until nobody asks any more.

Invariant: nothing but answers is written where the parent reads.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.extract.entities import use_lists
from workbench.extract.learned.frames import read_frame, write_frame
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_MEMORY = 4 << 30


def main(answer: Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]) -> None:
    """Serve standard input and output, reading with the lists of the folder in the arguments."""
    limit()
    for folder in sys.argv[1:]:
        use_lists(Path(folder))  # the parent has told of what is wrong with them
    serve(answer, sys.stdin.buffer, private_stdout())


def serve(
    act: Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]],
    source: IO[bytes],
    target: IO[bytes],
) -> None:
    """Answer questions with `act` until nobody asks any more; what it refuses is an answer too."""
    while True:
        try:
            head, body = read_frame(source)
        except EOFError:
            return
        try:
            answer = act(head, body)
        except WorkbenchError as error:
            answer = {"error": str(error)}, b""
        except (MemoryError, RuntimeError, ValueError, OSError) as error:  # the library's own
            text = _("The model cannot be used ({error}).")
            answer = {"error": text.format(error=str(error)[:200])}, b""
        try:
            write_frame(target, *answer)
        except OSError:
            return


def limit() -> None:
    """Let a model that asks for too much memory fail, and leave no core file behind."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only there is one

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(hard, _MOST_MEMORY)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def private_stdout() -> IO[bytes]:
    """Standard output for frames alone: what a library prints goes nowhere."""
    target = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return target
