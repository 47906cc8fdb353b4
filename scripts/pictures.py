"""Take the pictures of `docs/pictures/` from the real program in a real terminal.

`python -m scripts.pictures [NAME…]` takes all, or those named (`curate`, `curate-ar`, …); every
picture is taken in English, and in Arabic under its name with `-ar`. Needs Xvfb, xterm, xdotool and
ImageMagick's `import` and `convert`, the font DejaVu Sans Mono, and Chromium for the report.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scripts import sample_team
from workbench.tui import themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PATIENCE, PAUSE = 90.0, 0.3  # seconds
EMPTY = 8  # colours of a window in which nothing is drawn yet, at most
COLOURS = 160  # of a picture that is kept
DATABASE, REPORT = "workbench.db", "agreement.html"
CURATORS = {"en": ("nadia", "amal", "basma", "driss", "hamid"),
            "ar": ("نادية", "أمل", "بسمة", "إدريس", "حميد")}  # fmt: skip
"""Who adjudicates, and the others; the first of these is who curates in the pictures."""
ENDINGS = {"en": "", "ar": "-ar"}
ERRING = (0.04, 0.09, 0.16, 0.24)

SEEDS, TEAM, NONE = "seeds", "team", "none"


@dataclass(frozen=True)
class Picture:
    """What is typed before a picture is taken, and where.

    Single signs are typed, longer names are keys of xdotool. `project` is `SEEDS`, new, with
    suggestions; `TEAM`, of several curators; or `NONE`, which begins with the tour. `who` is a
    place in `CURATORS`. A `report` is the page of agreement in a browser; nothing is typed there.
    `wait` are seconds for what stands still while it works.
    """

    name: str
    keys: tuple[str, ...] = ()
    size: str = "100x30"
    theme: str = "dark"
    project: str = SEEDS
    who: int = 1
    report: bool = False
    wait: float = 0


_BEGUN = ("a", "a", "x", "a", "a", "a", "a", "j", "j")
PICTURE_LIST = (
    Picture("curate", _BEGUN, size="120x34"),
    Picture("curate-light", _BEGUN, size="120x34", theme="light"),
    Picture("curate-80x24", ("a", "a", "x", "s"), size="80x24"),
    Picture("tour", ("a", "a"), project=NONE),
    Picture("label", ("a", "l")),
    Picture("meaning", ("a", "g")),
    Picture("value", ("j", "j", "j", "j", "=")),
    Picture("places", ("a", "k", "*")),
    Picture("furniture", ("ctrl+End", "shift+Up", "shift+Up", "@")),
    Picture("queue", ("a", "a", "a", "q"), project=TEAM),
    Picture("summary", ("q", "p"), project=TEAM),
    Picture("filter", ("q", "f"), project=TEAM),
    Picture("guidelines", ("F4",)),
    Picture("settings", ("q", ",", "Down")),
    Picture("agreement", ("q", "i", "2"), project=TEAM, who=0),
    Picture("docket", ("q", "a"), project=TEAM, who=0, wait=6),
    Picture("case", ("q", "a", "Return", "Tab"), project=TEAM, who=0, size="120x34", wait=6),
    Picture("report", project=TEAM, who=0, report=True),
)


def main() -> None:
    """Take the pictures that are named, or all."""
    names = sys.argv[1:]
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = [
        (picture, lang)
        for lang in CURATORS
        for picture in PICTURE_LIST
        if not names or f"{picture.name}{ENDINGS[lang]}" in names
    ]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        for project, lang in sorted({(picture.project, lang) for picture, lang in wanted}):
            make(made / lang / project, project, CURATORS[lang])
        with screen() as environment:
            for picture, lang in wanted:
                with copied(made / lang / picture.project) as place:
                    take(picture, place, lang, environment)


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A display while a block runs, and the environment of the program on it."""
    command = ["Xvfb", "-displayfd", "1", "-noreset", "-screen", "0", "2000x1300x24"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WORKBENCH_", "NO_COLOR"))}
    try:
        number = server.stdout.readline().strip() if server.stdout else ""
        # Paths are relative, since the screen of settings shows them.
        yield {**kept, "DISPLAY": f":{number}", "PYTHONPATH": str(ROOT),
               "WORKBENCH_CONFIG": "config.toml", "WORKBENCH_STATE": "state"}  # fmt: skip
    finally:
        server.terminate()
        server.wait()


def program(curator: str) -> list[str]:
    """The program, in a folder that has its database."""
    return [sys.executable, "-m", "workbench", "--db", DATABASE, "--curator", curator,
            "--rtl", "visual"]  # fmt: skip


def make(place: Path, project: str, people: tuple[str, ...]) -> None:
    """A project in a folder of its own."""
    place.mkdir(parents=True)
    if project == TEAM:
        erring = dict(zip(people[1:], ERRING, strict=True))
        sample_team.make(place / DATABASE, people[0], erring)
    acts = [["import", str(ROOT / "seeds")], ["suggest"]]
    if project == TEAM:
        seeds = sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))
        acts.append(["assign", *seeds[:3], "--to", people[1]])
    for act in acts:
        run([*program(people[0]), *act], place)


@contextmanager
def copied(project: Path) -> Iterator[Path]:
    """A copy of a project's folder, so that no picture changes what another begins with."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(project, folder, dirs_exist_ok=True)
        yield Path(folder)


def take(picture: Picture, place: Path, lang: str, environment: Mapping[str, str]) -> None:
    """Run the program, type, and save what is seen; the report is seen in a browser."""
    command = program(CURATORS[lang][picture.who])
    hints = "yes" if picture.project == NONE else "no"
    settings = f'lang = "{lang}"\ntheme = "{picture.theme}"\nhints = "{hints}"\n'
    (place / "config.toml").write_text(settings, "utf-8")
    target = PICTURES / f"{picture.name}{ENDINGS[lang]}.png"
    if picture.report:
        show_report(place, command, environment, target)
    else:
        show_screen(picture, place, command, environment, target)
    colours = ["+dither", "-colors", str(COLOURS), "-strip", "-define", "png:compression-level=9"]
    run(["convert", str(target), *colours, f"PNG8:{target}"], place)


def show_screen(picture: Picture, place: Path, command: list[str],
                environment: Mapping[str, str], target: Path) -> None:  # fmt: skip
    """Save what the program shows in xterm when the keys were typed."""
    page = str(themes.THEMES[picture.theme].background)
    terminal = ["xterm", "-fa", "DejaVu Sans Mono", "-fs", "12", "-b", "6", "-bg", page,
                "-tn", "xterm-256color", "-xrm", "XTerm*allowSendEvents: true",
                "-geometry", f"{picture.size}+0+0", "-e"]  # fmt: skip
    # xterm takes COLORTERM away from what it is started with.
    window = subprocess.Popen([*terminal, "env", "COLORTERM=truecolor", *command],
                              env=environment, cwd=place)  # fmt: skip
    try:
        number = shown(environment)
        settled(number, environment, start=True)
        for key in picture.keys:
            verb = "type" if len(key) == 1 else "key"
            run(["xdotool", verb, "--window", number, key], place, environment)
            time.sleep(picture.wait)
            settled(number, environment)
        run(["import", "-window", number, str(target)], place, environment)
    finally:
        window.kill()
        window.wait()


def shown(environment: Mapping[str, str]) -> str:
    """The number of the window, once it is there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = subprocess.run(["xdotool", "search", "--class", "xterm"], env=environment,
                               capture_output=True, text=True, check=False)  # fmt: skip
        if found.stdout:
            return found.stdout.split()[-1]
        time.sleep(PAUSE)
    sys.exit("xterm shows no window")


def settled(number: str, environment: Mapping[str, str], *, start: bool = False) -> None:
    """Wait until what is seen stays as it is for a while; at the start, until something is."""
    seen = b""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        time.sleep(PAUSE)
        before, seen = seen, pixels(number, environment)
        if seen == before and not (start and colours(seen) <= EMPTY):
            return
    sys.exit("the window does not come to rest")


def pixels(number: str, environment: Mapping[str, str]) -> bytes:
    """What is seen: red, green and blue of each pixel."""
    command = ["import", "-depth", "8", "-window", number, "rgb:-"]
    seen = subprocess.run(
        command, env=environment, check=True, capture_output=True, timeout=PATIENCE
    )
    return seen.stdout


def colours(seen: bytes) -> int:
    """How many colours there are."""
    return len(set(zip(seen[::3], seen[1::3], seen[2::3], strict=True)))


def show_report(project: Path, command: list[str], environment: Mapping[str, str],
                target: Path) -> None:  # fmt: skip
    """Save what a browser shows of the page of agreement."""
    run([*command, "agreement", "--html", REPORT], project, environment)
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("the report is seen in Chromium, which is not installed")
    options = ["--headless", "--disable-gpu", "--no-sandbox", "--hide-scrollbars",
               f"--user-data-dir={project / 'browser'}", "--window-size=1000,900"]  # fmt: skip
    run([browser, *options, f"--screenshot={target}", (project / REPORT).as_uri()], project)


def run(command: list[str], place: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run a command to its end, in a folder."""
    usual = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, check=False, cwd=place, env=environment or usual, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr}")


if __name__ == "__main__":
    main()
