"""The gazetteers as look-up tables, made once when first asked for.

Invariant: every word in here is folded, so that one entry meets all its spellings. The files are
`workbench/data/gazetteers/*.txt`; their README says what each section is for.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.entity_rules.lists import (
    LABELS,
    ListFile,
    is_folder,
    project_lists,
    shipped_lists,
)

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.errors import GazetteerError

_EVERYDAY = ("stop", "role", "head", "topic", "event head", "site", "place class", "law head")
_CLUB = 3
GENERIC = "GENERIC"
"""The label of compounds that look like a name and are none."""

_PIECE = re.compile(r"[0-9]+|[^\s0-9-]+")


class Phrase(NamedTuple):
    """A name of one or more words.

    `weak` is 0 for a clear name, 1 for one that needs a sign of place (or quotes) beside it, 2 for
    one that only coordination with a clear name confirms, 3 for a club that articles of sport
    alone mean.
    """

    words: tuple[str, ...]
    label: str
    weak: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All gazetteers: names by first word, nisbas, and word classes by section name."""

    phrases: dict[str, tuple[Phrase, ...]]
    nisbas: frozenset[str]
    peoples: frozenset[str]
    classes: dict[str, frozenset[str]]

    def __getitem__(self, section: str) -> frozenset[str]:
        """The words of a section of persons.txt or grammar.txt."""
        return self.classes[section]


@dataclass(slots=True)
class _Lists:
    """The lists in use: the lexicon made of them, and the project's among them."""

    made: Lexicon | None = None
    project: tuple[ListFile, ...] = ()


_lists = _Lists()


def lexicon() -> Lexicon:
    """The lexicon of the package's lists and the project's, read on the first call."""
    if _lists.made is None:
        _lists.made = _made_of([*shipped_lists(), *_lists.project])
    return _lists.made


def use_project_lists(folder: Path | None) -> list[GazetteerError]:
    """Add the lists of a project's folder to the package's; what is wrong with them.

    They hold for this process, in place of those of the project before.
    """
    before = _lists.project
    problems: list[GazetteerError] = []
    _lists.project = ()
    if folder is not None and is_folder(folder):
        known = frozenset(line[0].lower() for file in shipped_lists() for line in file.lines)
        found, problems = project_lists(folder, known)
        _lists.project = tuple(found)
    if _lists.project != before:
        _lists.made = None
    return problems


def lists_in_use() -> list[ListFile]:
    """The gazetteer files in use, the package's first."""
    return [*shipped_lists(), *_lists.project]


def lists_mark() -> str:
    """A short hash of the project's lists, or nothing without any: part of the version."""
    lines = [line for file in _lists.project for line in file.lines]
    if not lines:
        return ""
    return "+" + hashlib.sha256(repr(lines).encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _made_of(lists: list[ListFile]) -> Lexicon:
    names: dict[str, list[Phrase]] = {}
    nisbas: set[str] = set()
    peoples: set[str] = set()
    classes: dict[str, set[str]] = {}
    for section, line in (entry for file in lists for entry in file.lines):
        if section.upper() in LABELS:
            listed, _, people = line.partition(">")
            _add_names(names, section.upper(), listed)
            for word in people.split():
                (nisbas if word.endswith("ي") else peoples).add(word)
        elif section == "club":
            _add_names(names, "ORG", line, _CLUB)
        elif section == "generic":
            _add_names(names, GENERIC, line)
        elif section == "person":
            _add_names(names, "PER", line)
        elif section == "nisba":
            nisbas.update(line.split())
        elif section == "fixed":
            peoples.update(line.split())
        else:
            _add_words(classes, section, line)
    _derive(classes)
    phrases = {first: tuple(sorted(found, key=_longest_first)) for first, found in names.items()}
    frozen = {name: frozenset(words) for name, words in classes.items()}
    return Lexicon(phrases, frozenset(nisbas), frozenset(peoples), frozen)


def _add_names(names: dict[str, list[Phrase]], label: str, listed: str, weak: int = 0) -> None:
    for name in listed.split("|"):
        clear = name.strip().lstrip("?")
        if clear:
            words = tuple(_PIECE.findall(clear))
            if not words:
                continue
            doubt = weak or len(name.strip()) - len(clear)
            names.setdefault(words[0], []).append(Phrase(words, label, doubt))


def _add_words(classes: dict[str, set[str]], section: str, line: str) -> None:
    """Words of a class; those marked "?" go to "weak …", those marked "*" to "lone …" as well."""
    for word in line.split():
        bare = word.lstrip("?*")
        if word.startswith("?"):
            classes.setdefault(f"weak {section}", set()).add(bare)
        else:
            classes.setdefault(section, set()).add(bare)
        if word.startswith("*"):
            classes.setdefault(f"lone {section}", set()).add(bare)


def _derive(classes: dict[str, set[str]]) -> None:
    classes["stop"] |= classes["particle"]
    for name in ("given", "weak given"):
        classes[name] |= classes[name.replace("given", "foreign given")]
    classes["role"] |= {word + "ه" for word in classes["role"]}
    for name in ("adjective", "site adjective", "shown before name"):
        both = classes[name] | {word + "ه" for word in classes[name]}
        classes[name] = both | {"ال" + word for word in both}
    classes["head"] = classes["ministry"] | classes["strong head"] | classes["loose head"]
    classes["everyday"] = set().union(*(classes[name] for name in _EVERYDAY))
    for word in classes["weak given"] & classes["given"]:
        classes["given"].discard(word)


def _longest_first(phrase: Phrase) -> int:
    return -len(phrase.words)
