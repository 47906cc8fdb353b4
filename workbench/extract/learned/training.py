"""Training a tagger from finished articles. Only for child processes.

Invariant: the same documents in the same order always give the same model, and a document is
never judged by a model that was trained on it.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pycrfsuite

from workbench.errors import ModelError
from workbench.extract.learned.calibration import FIXED
from workbench.extract.learned.features import observe
from workbench.extract.learned.memory import Memory
from workbench.extract.learned.model_file import Model
from workbench.extract.learned.tagging import Found, Tagger, prepare, tag_base, tag_line, within
from workbench.extract.learned.tags import encode
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.extract.learned.memory import Recalled
    from workbench.extract.learned.tags import Place
    from workbench.extract.learned.units import Line
    from workbench.model import Zone

FOLDS = 3


class Document(NamedTuple):
    """A finished article: what the rules find in it, and its gold, both in text order."""

    text: str
    zones: Sequence[Zone]
    rules: Sequence[Place]
    gold: Sequence[Place]


class Example(NamedTuple):
    """A document as the library is given it."""

    lines: list[Line]
    items: list[list[list[str]]]
    tags: list[list[str]]
    base: list[Found]


@dataclass(frozen=True, slots=True)
class Options:
    """How the library trains; the defaults are for a person who waits.

    Models that only judge, of each fold, are made in `judging` iterations.
    """

    c1: float = 0.05
    c2: float = 0.01
    iterations: int = 15
    judging: int = 12


@dataclass(frozen=True, slots=True)
class Trained:
    """A model's bytes, and for each document what found there the base, and a model and a memory
    that do not know it.
    """

    crf: bytes
    base: list[list[Found]]
    held_out: list[list[Found]]
    recalled: list[list[Recalled]]


def train(
    documents: Sequence[Document], base: Tagger | None, options: Options, *, folds: int = FOLDS
) -> Trained:
    """A model of all documents, stacked on `base` if there is one, and its out-of-fold spans."""
    recalled = recalled_from_others(documents)
    examples = [
        example(document, base, [each.place for each in found])
        for document, found in zip(documents, recalled, strict=True)
    ]
    held_out: list[list[Found]] = [[] for _ in documents]
    folds = min(folds, len(documents))
    if folds > 1:
        for fold in range(folds):
            rest = [one for at, one in enumerate(examples) if at % folds != fold]
            tagger = Tagger(
                Model(fit(rest, options, options.judging), FIXED, stacked=base is not None)
            )
            for at in range(fold, len(examples), folds):
                held_out[at] = _tag(tagger, examples[at])
    return Trained(fit(examples, options), [one.base for one in examples], held_out, recalled)


def recalled_from_others(documents: Sequence[Document]) -> list[list[Recalled]]:
    """What a memory of all other documents recalls in each."""
    memory = Memory()

    def take(document: Document, times: int) -> None:
        for start, end, label in document.gold:
            memory.accept(document.text[start:end], label, times)

    for one in documents:
        take(one, 1)
    found = []
    for one in documents:
        take(one, -1)
        found.append(memory.find(one.text, one.zones))
        take(one, 1)
    return found


def example(document: Document, base: Tagger | None, again: Sequence[Place] = ()) -> Example:
    """The features and tags of a document; `again` is what memory found there."""
    seen = prepare(document.text, document.zones, document.rules, again)
    gold = within(seen.lines, document.gold)
    tags = [encode(line, places) for line, places in zip(seen.lines, gold, strict=True)]
    below: list[list[str]] = [[] for _line in seen.lines]
    found: list[Found] = []
    if base:
        below, found = tag_base(base, seen)
    items = [
        observe(line, rules, seen.repeated, told, recalled)
        for line, rules, told, recalled in zip(
            seen.lines, seen.rules, below, seen.again, strict=True
        )
    ]
    return Example(seen.lines, items, tags, found)


def fit(examples: Iterable[Example], options: Options, iterations: int | None = None) -> bytes:
    """The library's model of some examples; ModelError where there is nothing to learn."""
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    count = 0
    for one in examples:
        for items, tags in zip(one.items, one.tags, strict=True):
            trainer.append(items, tags)
            count += 1
    if not count:
        raise ModelError(_("There is nothing to learn from."))
    trainer.set_params(
        {
            "c1": options.c1,
            "c2": options.c2,
            "max_iterations": iterations or options.iterations,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return path.read_bytes()


def _tag(tagger: Tagger, one: Example) -> list[Found]:
    found: list[Found] = []
    for line, items in zip(one.lines, one.items, strict=True):
        found += tag_line(tagger, line, items)[1]
    return found
