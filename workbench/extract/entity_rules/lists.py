"""The gazetteer files: those of the package, and the lists of a project in a folder of its own.

Invariant: a line that cannot be read is left out and told of, by file and line; the rest is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.errors import GazetteerError
from workbench.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LABELS = ("GPE", "LOC", "FAC", "ORG", "EVENT", "PRODUCT", "LAW")
"""The labels that have sections of whole names, besides the persons."""

SHIPPED = "workbench"
"""The source of a file of the package."""

_NAMED = frozenset({*(label.lower() for label in LABELS), "club", "person"})
_LARGEST = 32 * 2**20
_LONGEST_NAME = 200
_MOST_DOUBT = 2
_WHY = {
    "size": N_("the file is larger than 32 MB"),
    "text": N_("it is not UTF-8 text"),
    "section": N_("there is no section “{section}”"),
    "bracket": N_("a section is written [name]"),
    "first": N_("names stand before the first section"),
    "control": N_("it has a control character"),
    "long": N_("a name is longer than 200 characters"),
    "doubt": N_("a name has more than two question marks"),
    "empty": N_("it has no name"),
}


@dataclass(frozen=True, slots=True)
class ListFile:
    """A gazetteer file: its folded lines by section, in file order."""

    name: str
    source: str
    lines: tuple[tuple[str, str], ...]

    @property
    def sections(self) -> dict[str, int]:
        """How many names or words each section holds."""
        found: dict[str, int] = {}
        for section, line in self.lines:
            if section.lower() in _NAMED:
                size = sum(bool(name.strip()) for name in line.partition(">")[0].split("|"))
            else:
                size = len(line.split())
            found[section] = found.get(section, 0) + size
        return found


@dataclass(slots=True)
class _Reader:
    """One file as it is read: what was taken and what is wrong."""

    path: str
    known: frozenset[str] | None
    problems: list[GazetteerError] = field(default_factory=list)

    def blame(self, number: int, why: str, **names: str) -> None:
        text = _("{path}, line {n}: {why}; the line is left out.")
        reason = _(_WHY[why]).format(**names)
        self.problems.append(GazetteerError(text.format(path=self.path, n=number, why=reason)))

    def read(self, text: str) -> Iterable[tuple[str, str]]:
        section: str | None = None
        started = False
        for number, raw in enumerate(text.split("\n"), start=1):
            line = fold(raw).strip()
            if not line or line.startswith("#"):
                continue
            if line.startswith("["):
                section, started = self._section(number, line), True
            elif not started:
                self.blame(number, "first")
            elif section is not None:
                why = self._fault(raw, line, section)
                if why:
                    self.blame(number, why)
                else:
                    yield section, line

    def _section(self, number: int, line: str) -> str | None:
        name = line.strip("[]")
        if not line.endswith("]") or not name:
            self.blame(number, "bracket")
            return None
        if self.known is not None and name.lower() not in self.known:
            self.blame(number, "section", section=name[:40])
            return None
        return name

    def _fault(self, raw: str, line: str, section: str) -> str | None:
        if self.known is None:
            return None
        if any(ord(char) < 32 and char not in "\t\r" for char in raw):
            return "control"
        named = section.lower() in _NAMED
        names = line.partition(">")[0].split("|") if named else line.split()
        bare = [name.strip().lstrip("?*") for name in names]
        if not any(any(char.isalnum() for char in name) for name in bare):
            return "empty"
        if any(len(name) > _LONGEST_NAME for name in bare):
            return "long"
        doubts = (len(name.strip()) - len(name.strip().lstrip("?")) for name in names)
        return "doubt" if max(doubts) > _MOST_DOUBT else None


def shipped_lists() -> list[ListFile]:
    """The files of the package, in the order of their names."""
    found = []
    for file in sorted(files("workbench").joinpath("data", "gazetteers").iterdir(), key=str):
        if file.name.endswith(".txt"):
            lines = _Reader(file.name, None).read(file.read_text(encoding="utf-8"))
            found.append(ListFile(file.name, SHIPPED, tuple(lines)))
    return found


def is_folder(path: Path) -> bool:
    """Whether there is something to look into; what cannot be looked at is left for reading it."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def project_lists(
    folder: Path, known: frozenset[str]
) -> tuple[list[ListFile], list[GazetteerError]]:
    """The lists in a project's folder, and what is wrong with them.

    `known` are the sections of the package's files, in lower case; others are told of.
    """
    found: list[ListFile] = []
    problems: list[GazetteerError] = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".txt")
    except (OSError, ValueError) as error:
        text = _("The lists in {path} cannot be read: {error}.")
        why = error.strerror if isinstance(error, OSError) else error
        return found, [GazetteerError(text.format(path=folder, error=why))]
    for path in paths:
        text = _("The list {path} is left out: {why}.")
        try:
            if path.stat().st_size > _LARGEST:
                problems.append(GazetteerError(text.format(path=path, why=_(_WHY["size"]))))
                continue
            content = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            problems.append(GazetteerError(text.format(path=path, why=error.strerror)))
            continue
        except UnicodeDecodeError:
            problems.append(GazetteerError(text.format(path=path, why=_(_WHY["text"]))))
            continue
        reader = _Reader(str(path), known)
        lines = tuple(reader.read(content))
        found.append(ListFile(path.name, str(folder), lines))
        problems += reader.problems
    return found, problems
