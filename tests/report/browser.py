"""A headless Chromium that a test asks through its debugging pipe; nothing else is needed."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "headless_shell")
PATIENCE = 120.0  # seconds for one answer, on a loaded machine


def find() -> str | None:
    """The browser of this machine, if it has one."""
    return next((path for path in map(shutil.which, NAMES) if path is not None), None)


# The browser reads commands from its descriptor 3 and writes answers to 4.
_LAUNCH = """
import os, sys
for pipe, place in zip(sys.argv[1:3], (103, 104)):
    os.dup2(int(pipe), place)
for place in (3, 4):
    os.dup2(place + 100, place)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One page in a browser of its own; `requests` and `complaints` are what it did."""

    def __init__(self, program: str, folder: Path) -> None:
        commands, self._write = os.pipe()
        self._read, answers = os.pipe()
        options = ["--headless", "--disable-gpu", "--remote-debugging-pipe",
                   f"--user-data-dir={folder}", "--hide-scrollbars", "--no-first-run"]  # fmt: skip
        if os.geteuid() == 0:
            options.append("--no-sandbox")
        pipes = (str(commands), str(answers))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *pipes, program, *options, "about:blank"],
            pass_fds=(commands, answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(commands)
        os.close(answers)
        self._held = b""
        self._number = 0
        self._session: str | None = None
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def __enter__(self) -> Browser:
        try:
            self._attach()
        except BaseException:
            self.close()
            raise
        return self

    def _attach(self) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def close(self) -> None:
        """End the browser."""
        self._process.kill()
        self._process.wait()
        os.close(self._read)
        os.close(self._write)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Carry out a command of the DevTools protocol."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while (answer := self._message()).get("id") != self._number:
            pass
        assert "error" not in answer, answer["error"]
        return dict(answer["result"])

    def _message(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._held:
            ready, _w, _x = select.select([self._read], [], [], max(0, until - time.monotonic()))
            data = os.read(self._read, 1 << 16) if ready else b""
            assert data, "the browser does not answer"
            self._held += data
        first, _end, self._held = self._held.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        event = message.get("params", {})
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(event["request"]["url"])
        elif message.get("method") == "Log.entryAdded":
            self.complaints.append(event["entry"]["text"])
        return message

    def open(self, path: Path) -> None:
        """Load a file, to its end."""
        self.call("Page.navigate", url=path.as_uri())
        while self._message().get("method") != "Page.loadEventFired":
            pass

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def look(self, *, dark: bool = False, printed: bool = False) -> None:
        """Show the page as in the dark, or as on paper."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        media = "print" if printed else "screen"
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def picture(self, path: Path) -> None:
        """Write what is seen as a PNG file."""
        data = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))
