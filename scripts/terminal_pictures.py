"""Take the pictures of `docs/pictures/terminals/`: the real program in many terminals.

Each terminal is found out by the program itself; nothing is set. `python -m
scripts.terminal_pictures [NAME…]` needs, from Debian: xvfb xdotool imagemagick fonts-dejavu-core
tmux xterm sakura xfce4-terminal konsole kitty mlterm alacritty rxvt-unicode stterm fonts-noto-mono
dbus, and a display card or libgl1-mesa-dri for kitty and alacritty. What of these is not installed
is left out. The picture of the browser has a script of its own.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.tui.screens.calibrate import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures" / "terminals"
DISPLAY = ":94"
COLUMNS, ROWS = 92, 26
START, SETTLE = 7.0, 0.7  # seconds
FONT = "DejaVu Sans Mono"

# What a terminal hands on to what is started in it, which must not be taken for its own.
INHERITED = ("COLORTERM", "KITTY", "KONSOLE", "MLTERM", "TERM", "TMUX", "VTE", "WINDOWID", "XTERM")


@dataclass(frozen=True)
class Terminal:
    """A terminal: its name in pictures, its command before that of the program, its files.

    `joined`: it takes the command of the program as one argument. `tmux`: with tmux in it. `first`
    is typed before anything else. `only` is the one scene that there is to see, if not all.
    """

    name: str
    command: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    joined: bool = False
    tmux: bool = False
    first: str = ""
    only: str = ""


GEOMETRY = f"{COLUMNS}x{ROWS}"
_XTERM = ("xterm", "-fa", FONT, "-fs", "11", "-bg", "#121212", "-fg", "#e0e0e0",
          "-tn", "xterm-256color", "-geometry", GEOMETRY, "-e")  # fmt: skip
_SAKURA = ("sakura", "-f", f"{FONT} 11", "-c", str(COLUMNS), "-r", str(ROWS), "-e")
_KONSOLE = ("konsole", "--hide-menubar", "--hide-tabbar", "-p", f"Font={FONT},11",
            "-p", f"TerminalColumns={COLUMNS}", "-p", f"TerminalRows={ROWS}", "-e")  # fmt: skip
_KITTY = ("kitty", "-o", "font_size=11", "-o", "remember_window_size=no",
          "-o", f"initial_window_width={COLUMNS}c", "-o", f"initial_window_height={ROWS}c",
          "-o", "update_check_interval=0", "-o")  # fmt: skip
_KITTY_FONT = f"font_family={FONT}"
_MLTERM = ("mlterm", "-g", GEOMETRY, "-w", "15", "-e")
_MLTERM_FILES = {
    ".mlterm/aafont": f"DEFAULT={FONT}\nISO10646_UCS4_1={FONT}\n",
    ".mlterm/main": "type_engine=xft\nfg_color=#e0e0e0\nbg_color=#121212\nscrollbar_mode=none\n",
}
_MLTERM_OFF = {**_MLTERM_FILES, ".mlterm/main": _MLTERM_FILES[".mlterm/main"] + "use_ctl=false\n"}

TERMINALS = (
    Terminal("xterm", _XTERM),
    Terminal("tmux-xterm", _XTERM, tmux=True),
    Terminal("sakura", _SAKURA, joined=True),
    Terminal("tmux-sakura", _SAKURA, joined=True, tmux=True),
    Terminal("xfce4-terminal", ("xfce4-terminal", "--disable-server", "--hide-menubar",
             f"--font={FONT} 11", f"--geometry={GEOMETRY}", "-x")),
    Terminal("konsole", _KONSOLE),
    Terminal("tmux-konsole", _KONSOLE, tmux=True),
    Terminal("kitty", (*_KITTY, _KITTY_FONT)),
    # A font without Arabic letters, which then come from another: other runs.
    Terminal("kitty-noto", (*_KITTY, "font_family=Noto Sans Mono")),
    Terminal("kitty-ltr", (*_KITTY, _KITTY_FONT, "-o", "force_ltr=yes")),
    Terminal("tmux-kitty", (*_KITTY, _KITTY_FONT), tmux=True),
    Terminal("mlterm", _MLTERM, _MLTERM_FILES),
    Terminal("tmux-mlterm", _MLTERM, _MLTERM_FILES, tmux=True, only="samples"),
    Terminal("tmux-mlterm-off", _MLTERM, _MLTERM_OFF, tmux=True, first="1"),
    Terminal("alacritty", ("alacritty", "-o", f"font.normal.family='{FONT}'", "-o", "font.size=11",
             "-o", f"window.dimensions.columns={COLUMNS}", "-o", f"window.dimensions.lines={ROWS}",
             "-e")),
    Terminal("urxvt", ("urxvt", "-fn", f"xft:{FONT}:size=11", "-geometry", GEOMETRY, "-bg",
             "#121212", "-fg", "#e0e0e0", "-e")),
    Terminal("st", ("stterm", "-f", f"{FONT}:size=11", "-g", GEOMETRY, "-e")),
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """The program's arguments, the keys typed; what is `printed` stays in sight."""

    name: str
    arguments: tuple[str, ...]
    keys: str = ""
    printed: bool = False


SCENES = (
    Scene("curate", (), "aaxjj"),
    Scene("samples", ("terminal",)),
    Scene("show", ("show", "sample.txt"), printed=True),
)


def main() -> None:
    """Take the pictures of the terminals that are named, or of all that are installed."""
    chosen = [t for t in TERMINALS if not sys.argv[1:] or t.name in sys.argv[1:]]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, screen():
        database = Path(folder, "w.db")
        sample = Path(folder, "sample.txt")
        sample.write_text(f"{SAMPLE}\n" * 2, "utf-8")
        for arguments in (["import", str(ROOT / "seeds"), str(sample)], ["suggest"]):
            subprocess.run([*program(database), *arguments], check=True, cwd=ROOT)
        for terminal in chosen:
            if shutil.which(terminal.command[0]) is None:
                sys.stderr.write(f"{terminal.name} is not installed\n")
                continue
            for scene in (s for s in SCENES if terminal.only in ("", s.name)):
                with tempfile.TemporaryDirectory() as home:
                    take(terminal, scene, database, Path(home))


@contextmanager
def screen() -> Iterator[None]:
    """A display while a block runs."""
    command = ["Xvfb", DISPLAY, "-screen", "0", "1600x1000x24"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        yield
    finally:
        server.terminate()
        server.wait()


def program(database: Path) -> list[str]:
    """The program on a database."""
    return [sys.executable, "-m", "workbench", "--db", str(database), "--curator", "amal",
            "--lang", "en"]  # fmt: skip


def take(terminal: Terminal, scene: Scene, database: Path, home: Path) -> None:
    """Run the program in a terminal, type, and save what is seen."""
    for name, text in terminal.files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    shutil.copy(database, home / "w.db")
    command = [*program(home / "w.db"), *scene.arguments]
    if scene.printed:
        command = ["sh", "-c", f"{shlex.join(command)}; sleep 60"]
    if terminal.tmux:
        command = ["tmux", "-L", home.name, "-f", "/dev/null", "new-session", shlex.join(command)]
    arguments = [shlex.join(command)] if terminal.joined else command
    started = subprocess.Popen(
        ["dbus-run-session", "--", *terminal.command, *arguments],
        env=environment(home), cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        time.sleep(START)
        window = largest_window()
        run("xdotool", "windowfocus", window)
        for key in terminal.first + scene.keys if scene.keys else "":
            run("xdotool", "type", key)
            time.sleep(SETTLE)
        save(window, PICTURES / f"{terminal.name}-{scene.name}.png")
    finally:
        if terminal.tmux:
            subprocess.run(["tmux", "-L", home.name, "kill-server"], check=False)
        os.killpg(started.pid, 15)
        started.wait()
        time.sleep(SETTLE)


def environment(home: Path) -> dict[str, str]:
    """An environment that speaks of no other terminal and of no user's settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(INHERITED)}
    return {**kept, "DISPLAY": DISPLAY, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
            "WORKBENCH_STATE": str(home), "WORKBENCH_HINTS": "no",
            "WORKBENCH_CONFIG": str(home / "none"),
            "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LIBGL_ALWAYS_SOFTWARE": "1",
            "QT_QPA_PLATFORM": "xcb", "TERM": "dumb", "XDG_RUNTIME_DIR": str(home)}  # fmt: skip


def run(*command: str) -> str:
    """What a command prints on the display."""
    environ = {**os.environ, "DISPLAY": DISPLAY}
    done = subprocess.run(command, env=environ, check=True, capture_output=True, text=True)
    return done.stdout


def largest_window() -> str:
    """The number of the window with the most points."""
    sizes = {}
    for number in run("xdotool", "search", "--onlyvisible", "--name", "").split():
        lines = run("xdotool", "getwindowgeometry", "--shell", number).split()
        values = dict(line.split("=") for line in lines)
        width, height = int(values["WIDTH"]), int(values["HEIGHT"])
        if width < 1600:
            sizes[number] = width * height
    return max(sizes, key=lambda number: sizes[number])


def save(window: str, target: Path) -> None:
    """The picture of a window, with few colours."""
    colours = ("+dither", "-colors", "32", "-define", "png:compression-level=9")
    run("import", "-window", window, *colours, f"PNG8:{target}")


if __name__ == "__main__":
    main()
