"""The parent's side of tagging and training: what is asked of the child, and what comes back.

Invariant: bytes whose hash is not the recorded one never reach the child; a child that was lost is
started again for the next question, with the models that it had.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from workbench.errors import ModelError
from workbench.extract.entity_rules.lexicon import lexicon
from workbench.extract.learned.merge import Record
from workbench.extract.learned.model_file import checked, digest, read_model
from workbench.extract.learned.process import PATIENCE, Child
from workbench.messages import N_, _
from workbench.model import Annotation, Candidate, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import Self

    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.learned.tags import Place
    from workbench.model import Zone

BASE, OWN = "base", "own"
BASE_REASON = N_("the model that comes with the workbench")
OWN_REASON = N_("the model of this project's gold")

_PER_CHARACTER = 1e-3
_TRAINING = 900.0
_PRIOR = 12


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model's bytes with the hash recorded when they were stored."""

    data: bytes
    hash: str

    @property
    def version(self) -> str:
        """The short name by which runs know it."""
        return self.hash[:12]


class Tagged(NamedTuple):
    """What the models find in a text."""

    base: tuple[Candidate, ...] = ()
    own: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A finished article: what there is to learn from it."""

    text: str
    zones: Sequence[Zone]
    gold: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What training gave: the library's bytes, and what each source found in each lesson.

    `held_out` are the spans of models that were not trained on the lesson, with raw probabilities;
    `recalled` is what a memory of the other lessons found.
    """

    crf: bytes
    stacked: bool
    rules: list[list[Candidate]]
    base: list[list[Candidate]]
    held_out: list[list[Candidate]]
    recalled: list[list[Candidate]]


class Asked(Protocol):
    """Who answers questions about models: a child process, or in one, the models themselves."""

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""

    def ask(
        self, head: Mapping[str, Any], body: bytes = b"", *, seconds: float = PATIENCE
    ) -> tuple[dict[str, Any], bytes]:
        """The answer to one question, or ModelError."""

    def close(self) -> None:
        """End it."""


@cache
def shipped_base() -> StoredModel | None:
    """The base model of the package; None where it was built without."""
    folder = files("workbench").joinpath("data", "models")
    model, recorded = folder.joinpath("base.crf"), folder.joinpath("base.sha256")
    if not model.is_file() or not recorded.is_file():
        return None
    return StoredModel(model.read_bytes(), recorded.read_text("ascii").split()[0])


def shipped_record(graded: Collection[str]) -> Record:
    """How far the rules were right beside the base model, measured when that was made.

    It weighs little against what a project's own decisions say.
    """
    file = files("workbench").joinpath("data", "models", "rules.json")
    rows = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return Record.from_json(rows, graded).at_most(_PRIOR)


class Taggers:
    """The models in their child process, which is started with the first of them."""

    def __init__(
        self,
        base: StoredModel | None = None,
        own: StoredModel | None = None,
        child: Callable[[], Asked] = Child,
    ) -> None:
        self._make = child
        places = {BASE: base, OWN: own}
        self._models = {place: model for place, model in places.items() if model is not None}
        self._child: Asked | None = None
        self._lists: Lexicon | None = None
        self._loaded: set[str] = set()
        self._ended = False
        self.problems: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def start(self) -> Asked:
        """Start the child where there is none, and do not wait for it; ModelError."""
        if self._ended:
            raise ModelError(_("Training was stopped."))
        if self._child is None or not self._child.alive or self._lists is not lexicon():
            self.close()
            self._lists = lexicon()
            self._child = self._make()
        return self._child

    def tag(
        self,
        text: str,
        zones: Sequence[Zone],
        rules: Sequence[Candidate],
        again: Sequence[Candidate] = (),
    ) -> Tagged:
        """What the models find in a text, given what the rules and memory (`again`) found there.

        A model that fails is used no more, `problems` says why, and the rest works on.
        """
        seconds = PATIENCE + _PER_CHARACTER * len(text)
        head = {
            "do": "tag",
            "text": text,
            "zones": _ranges(zones),
            "rules": [_place(rule) for rule in rules],
            "again": [_place(each) for each in again],
        }
        while self._models:
            try:
                answer, _body = self._ready().ask(head, seconds=seconds)
            except ModelError as error:
                self._drop(OWN if OWN in self._models else BASE, error)
                continue
            return Tagged(
                tuple(_candidates(text, answer[BASE], BASE_REASON)),
                tuple(_candidates(text, answer[OWN], OWN_REASON)),
            )
        return Tagged()

    def around(
        self, text: str, zones: Sequence[Zone], rules: Sequence[Candidate], at: int
    ) -> Span | None:
        """The likeliest name that holds an offset if one does, by the base model; else None.

        A model that fails is used no more, as in `tag`.
        """
        head = {
            "do": "around",
            "text": text,
            "zones": _ranges(zones),
            "rules": [_place(rule) for rule in rules],
            "at": at,
        }
        if BASE not in self._models:
            return None
        try:
            place = self._ready().ask(head)[0]["place"]
        except ModelError as error:
            self._drop(BASE, error)
            return None
        return Span(place[0], place[1]) if place is not None else None

    def train(
        self, lessons: Sequence[Lesson], options: Mapping[str, Any] | None = None, *, folds: int = 3
    ) -> Learnt:
        """A model of the lessons, stacked on the base model where there is one; ModelError."""
        child = self._ready()
        items = [
            {"text": x.text, "zones": _ranges(x.zones), "gold": [list(place) for place in x.gold]}
            for x in lessons
        ]
        head = {"do": "train", "options": dict(options or {}), "folds": folds}
        answer, crf = child.ask(head, json.dumps(items).encode("ascii"), seconds=_TRAINING)
        texts = [lesson.text for lesson in lessons]

        def told(name: str, reason: str) -> list[list[Candidate]]:
            pairs = zip(texts, answer[name], strict=True)
            return [list(_candidates(text, rows, reason)) for text, rows in pairs]

        def reasoned(name: str) -> list[list[Candidate]]:
            pairs = zip(texts, answer[name], strict=True)
            return [
                [_candidate(text, row[:4], str(row[4])) for row in rows] for text, rows in pairs
            ]

        base, held_out = told(BASE, BASE_REASON), told("held_out", OWN_REASON)
        stacked = bool(answer["stacked"])
        return Learnt(crf, stacked, reasoned("rules"), base, held_out, reasoned("recalled"))

    def _ready(self) -> Asked:
        """The child with its models loaded; one that cannot be loaded is dropped."""
        child = self.start()
        for place, model in list(self._models.items()):
            if place in self._loaded:
                continue
            try:
                data = checked(model.data, model.hash)
                read_model(data)
                child.ask({"do": "load", "place": place}, data)
            except ModelError as error:
                self._drop(place, error)
                return self._ready()
            self._loaded.add(place)
        return child

    def _drop(self, place: str, error: ModelError) -> None:
        self.problems.append(str(error))
        self._models.pop(place, None)
        if place == BASE:  # what is stacked on it cannot stand alone
            self._models.pop(OWN, None)

    def close(self) -> None:
        """End the child; a later question starts another."""
        if self._child is not None:
            self._child.close()
        self._child = None
        self._loaded.clear()

    def end(self) -> None:
        """End the child for good; from another thread, too, than the one that asks it."""
        self._ended = True
        self.close()


def stored(data: bytes) -> StoredModel:
    """Bytes just made, with their hash."""
    return StoredModel(data, digest(data))


def _ranges(zones: Iterable[Zone]) -> list[list[int]]:
    return [[zone.span.start, zone.span.end] for zone in zones]


def _place(candidate: Candidate) -> list[Any]:
    annotation = candidate.annotation
    return [annotation.span.start, annotation.span.end, annotation.label]


def _candidates(text: str, rows: Iterable[Sequence[Any]], reason: str) -> Iterable[Candidate]:
    return (_candidate(text, row, reason) for row in rows)


def _candidate(text: str, row: Sequence[Any], reason: str) -> Candidate:
    start, end, label, score = row
    annotation = Annotation(Span(start, end), text[start:end], label)
    return Candidate(annotation, float(score), reason)
