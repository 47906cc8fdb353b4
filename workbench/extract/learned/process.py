"""A child process that is asked things and can be lost: a crash or a hang there is an error here.

Invariant: no question takes longer than its time limit, and after a failed one the child is gone.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from workbench.errors import ModelError
from workbench.extract.entity_rules.lexicon import lists_in_use, lists_mark
from workbench.extract.entity_rules.lists import SHIPPED
from workbench.extract.learned.frames import read_frame, write_frame
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

CHILD = "workbench.extract.learned.child"
PATIENCE = 30.0
"""Seconds for a question, unless the asker knows better; a loaded machine is slow, not wrong."""


class Child:
    """A child process running a module that answers frames, started at once, used by one thread.

    It reads with the lists of the project that this process reads with.
    """

    def __init__(self, module: str = CHILD) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", module, *_project_lists()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                process_group=0,  # the interrupt of a terminal is for who asks
            )
        except OSError as error:
            text = _("The process that runs the model cannot be started: {error}.")
            raise ModelError(text.format(error=error.strerror)) from None
        self._late = False
        # Also where nobody closes it: no child outlives its asker.
        self._end = weakref.finalize(self, _end, self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(
        self, head: Mapping[str, Any], body: bytes = b"", *, seconds: float = PATIENCE
    ) -> tuple[dict[str, Any], bytes]:
        """The answer to one question; ModelError where the child refuses, dies or takes too long.

        A refusal leaves the child as it was; anything else ends it.
        """
        streams = self._process.stdin, self._process.stdout
        if streams[0] is None or streams[1] is None or streams[0].closed:
            raise ModelError(_("The process that runs the model has ended."))
        watch = threading.Timer(seconds, self._give_up)
        watch.daemon = True
        watch.start()
        try:
            write_frame(streams[0], head, body)
            answer, data = read_frame(streams[1])
        except (OSError, EOFError, ValueError):
            self.close()
            if self._late:
                text = _("The model took longer than {n} seconds and was stopped.")
                raise ModelError(text.format(n=round(seconds))) from None
            text = _("The process that runs the model crashed: the model is likely damaged.")
            raise ModelError(text) from None
        finally:
            watch.cancel()
        if "error" in answer:
            raise ModelError(str(answer["error"]))
        return answer, data

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()

    def close(self) -> None:
        """End the child."""
        self._end()


def _project_lists() -> list[str]:
    """The folder of the project's lists in use, as an argument, if there is one."""
    if not lists_mark():
        return []
    return sorted({file.source for file in lists_in_use()} - {SHIPPED})


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what was not yet sent to a dead child
                stream.close()
