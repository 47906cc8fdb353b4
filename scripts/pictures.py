"""Take the pictures of `docs/pictures/` from the real program in a real terminal.

Needs Xvfb, xterm, xdotool and ImageMagick's `import`, and the font DejaVu Sans Mono.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DISPLAY = ":93"
START, SETTLE = 6.0, 0.7  # seconds


@dataclass(frozen=True)
class Picture:
    """A picture: its name, the size of the terminal, and what is typed before it is taken."""

    name: str
    size: str
    keys: tuple[str, ...]


PICTURE_LIST = (
    Picture("curate", "120x34", ("a", "a", "x", "a", "a", "a", "a", "j", "j")),
    Picture("curate-80x24", "80x24", ("a", "a", "x", "s")),
    Picture("label", "100x30", ("a", "l")),
    Picture("queue", "100x30", ("a", "a", "a", "f", "r", "q")),
)


def main() -> None:
    """Take every picture, each on a database of its own."""
    environment = {**os.environ, "DISPLAY": DISPLAY, "WORKBENCH_HINTS": "no"}
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "2000x1300x24"])
    try:
        time.sleep(1)
        for picture in PICTURE_LIST:
            with tempfile.TemporaryDirectory() as folder:
                take(picture, Path(folder), environment)
    finally:
        server.terminate()


def take(picture: Picture, folder: Path, environment: dict[str, str]) -> None:
    """Run the program on the seeds in xterm, type, and save what is seen."""
    command = [sys.executable, "-m", "workbench", "--db", str(folder / "w.db"),
               "--curator", "amal", "--rtl", "visual", "--lang", "en"]  # fmt: skip
    for more in (["import", str(ROOT / "seeds")], ["suggest"]):
        subprocess.run([*command, *more], check=True, cwd=ROOT)
    terminal = ["xterm", "-fa", "DejaVu Sans Mono", "-fs", "12", "-b", "6", "-bg", "#121212",
                "-fg", "#e0e0e0", "-tn", "xterm-256color", "-xrm", "XTerm*allowSendEvents: true",
                "-geometry", f"{picture.size}+0+0", "-e"]  # fmt: skip
    window = subprocess.Popen(
        [*terminal, "env", "COLORTERM=truecolor", *command], env=environment, cwd=ROOT
    )
    try:
        time.sleep(START)
        found = ["xdotool", "search", "--class", "xterm"]
        shown = subprocess.run(found, env=environment, check=True, capture_output=True, text=True)
        number = shown.stdout.split()[-1]
        for key in picture.keys:
            subprocess.run(
                ["xdotool", "type", "--window", number, key], env=environment, check=True
            )
            time.sleep(SETTLE)
        target = str(PICTURES / f"{picture.name}.png")
        subprocess.run(["import", "-window", number, target], env=environment, check=True)
    finally:
        window.kill()
        window.wait()


if __name__ == "__main__":
    main()
