"""Textual's driver, with the order of text taken over and given back together with the screen.

The invariant: the terminal reorders text by itself exactly while the screen is not ours, so after
an exit, an error, SIGTERM, Ctrl-Z and `App.suspend` it does what it did before. What was typed
before the driver read from the terminal is not lost.
"""

from __future__ import annotations

import signal
import time
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual._xterm_parser import XTermParser  # the one reader of keys that there is
from textual.drivers.linux_driver import LinuxDriver

from workbench.tui.terminal.switch import ERASE, sequences

if TYPE_CHECKING:
    from threading import Event

    from workbench.tui.terminal.decide import Detection
    from workbench.tui.terminal.query import Conversation

TERMINATED = 128 + signal.SIGTERM
"""The exit code of a program that SIGTERM has ended."""

SETTLING = 3.0
"""Seconds that keys wait at most for the screen that they are meant for."""

LATE = 2.0
"""Seconds in which answers of the terminal may still come, from far away, and are no keys."""
_TURN = 0.1  # seconds


@runtime_checkable
class Settling(Protocol):
    """An application that says when it has opened the screen that keys are meant for."""

    settled: Event


class OrderingDriver(LinuxDriver):
    """A driver for one terminal; the conversation with it may not be over yet."""

    on: ClassVar[str]
    off: ClassVar[str]
    conversation: Conversation | None

    def start_application_mode(self) -> None:
        """Take the screen over."""
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's omission
        if self._writer_thread is None:  # the process is in the background; it starts again later
            return
        if self.on:
            self.write(self.on + ERASE)
        self._loop.add_signal_handler(signal.SIGTERM, self._terminate)

    def stop_application_mode(self) -> None:
        """Give the screen back."""
        self._loop.remove_signal_handler(signal.SIGTERM)
        if self.off:
            self.write(self.off)
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Read keys: first those that were typed before, without answers that come late."""
        end = time.monotonic() + SETTLING
        while isinstance(self._app, Settling) and not self._app.settled.wait(_TURN):
            if time.monotonic() > end or self.exit_event.is_set():
                break
        if self.conversation is not None:
            self._hear_out(self.conversation)
            self.conversation = None
        super().run_input_thread()

    def _hear_out(self, conversation: Conversation) -> None:
        parser, decode = XTermParser(), getincrementaldecoder("utf-8")("replace").decode
        end, silence = time.monotonic() + LATE, False
        while True:
            if time.monotonic() > end or self.exit_event.is_set():
                conversation.give_up()
            text = decode(conversation.typed(silence=silence))
            for event in (*(parser.feed(text) if text else ()), *parser.tick()):
                self.process_message(event)
            if conversation.complete:
                break
            silence = not conversation.listen(_TURN)
        for event in parser.feed(""):
            self.process_message(event)

    def _terminate(self) -> None:
        """Leave in order; a second signal ends the process at once."""
        self._loop.remove_signal_handler(signal.SIGTERM)
        self._app.exit(return_code=TERMINATED)


def ordering_driver(
    detection: Detection, conversation: Conversation | None
) -> type[OrderingDriver]:
    """The driver for a terminal, with what was said to it and typed on it before."""
    on, off = sequences(detection)
    own = {"on": on, "off": off, "conversation": conversation}
    return type("OrderingDriver", (OrderingDriver,), own)
