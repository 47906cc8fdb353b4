"""The gazetteers as look-up tables, read once when first asked for.

Invariant: every word in here is folded, so that one entry meets all its spellings. The files are
`workbench/data/gazetteers/*.txt`; their README says what each section is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = ("GPE", "LOC", "FAC", "ORG", "EVENT", "PRODUCT", "LAW")
"""The labels that have sections of whole names, besides the persons."""

_EVERYDAY = ("stop", "role", "head", "topic", "event head", "site", "place class", "law head")
_PIECE = re.compile(r"[0-9]+|[^\s0-9-]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name of one or more words.

    `weak` is 0 for a clear name, 1 for one that needs a sign of place (or quotes) beside it, 2 for
    one that only coordination with a clear name confirms.
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


@cache
def lexicon() -> Lexicon:
    """The lexicon, read from the package's data on the first call."""
    names: dict[str, list[Phrase]] = {}
    nisbas: set[str] = set()
    peoples: set[str] = set()
    classes: dict[str, set[str]] = {}
    for section, line in _lines():
        if section.upper() in LABELS:
            listed, _, people = line.partition(">")
            _add_names(names, section.upper(), listed)
            for word in people.split():
                (nisbas if word.endswith("ي") else peoples).add(word)
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


def _lines() -> Iterator[tuple[str, str]]:
    for file in sorted(files("workbench").joinpath("data", "gazetteers").iterdir(), key=str):
        if not file.name.endswith(".txt"):
            continue
        section = ""
        for line in fold(file.read_text(encoding="utf-8")).split("\n"):
            if line.startswith("["):
                section = line.strip("[]")
            elif line and not line.startswith("#"):
                yield section, line


def _add_names(names: dict[str, list[Phrase]], label: str, listed: str) -> None:
    for name in listed.split("|"):
        clear = name.strip().lstrip("?")
        if clear:
            words = tuple(_PIECE.findall(clear))
            weak = len(name.strip()) - len(clear)
            names.setdefault(words[0], []).append(Phrase(words, label, weak))


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
