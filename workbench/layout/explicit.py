"""The rules of UAX #9 before resolution: isolates, explicit levels, run sequences (X1-X10).

The invariant: what X9 removes lies in no run, every other code point in exactly one, and every run
in exactly one isolating run sequence. `workbench.layout.bidi` lists the letters of the classes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_DEPTH = 125

_ACTIVE = re.compile(rb"[1-9BP]")
_PASSIVE = b"LRAENSTCMsWO"
_ISOLATES = re.compile(rb"[6-9]")
_DECISIVE = re.compile(rb"[LRA678]")


def is_implicit(classes: bytes) -> bool:
    """Whether the whole paragraph is one run at its own level."""
    return not classes.translate(None, _PASSIVE)


def partners(classes: bytes) -> dict[int, int]:
    """Matching isolate initiators and PDIs (BD9), each by the place of the other."""
    matching: dict[int, int] = {}
    waiting: list[int] = []
    for match in _ISOLATES.finditer(classes):
        place = match.start()
        if match[0] != b"9":
            waiting.append(place)
        elif waiting:
            initiator = waiting.pop()
            matching[initiator], matching[place] = place, initiator
    return matching


def first_strong(classes: bytes, start: int, end: int, partners: Mapping[int, int]) -> int | None:
    """The direction of the first strong class in `classes[start:end]`, isolates skipped."""
    while match := _DECISIVE.search(classes, start, end):
        if match[0] not in b"678":
            return 0 if match[0] == b"L" else 1
        start = partners.get(match.start(), end) + 1
    return None


class _Status(NamedTuple):
    """An entry of the directional status stack."""

    level: int
    override: bytes = b""
    isolate: bool = False


class _Stack:
    """The directional status stack of X1 with its counters of what does not fit."""

    def __init__(self, base: int) -> None:
        self._entries = [_Status(base)]
        self._overflow_isolates = 0
        self._overflow_embeddings = 0
        self._isolates = 0

    @property
    def top(self) -> _Status:
        """The entry in force."""
        return self._entries[-1]

    def embed(self, *, rtl: bool, override: bytes) -> None:
        """X2-X5."""
        level = self._next_level(rtl=rtl)
        if level <= MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings:
            self._entries.append(_Status(level, override))
        elif not self._overflow_isolates:
            self._overflow_embeddings += 1

    def isolate(self, *, rtl: bool) -> None:
        """X5a-X5c."""
        level = self._next_level(rtl=rtl)
        if level <= MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings:
            self._isolates += 1
            self._entries.append(_Status(level, isolate=True))
        else:
            self._overflow_isolates += 1

    def end_isolate(self) -> None:
        """X6a."""
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif self._isolates:
            self._overflow_embeddings = 0
            while not self._entries.pop().isolate:
                pass
            self._isolates -= 1

    def end_embedding(self) -> None:
        """X7."""
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif not self.top.isolate and len(self._entries) > 1:
            self._entries.pop()

    def _next_level(self, *, rtl: bool) -> int:
        return (self.top.level + 1) | 1 if rtl else (self.top.level + 2) & ~1


@dataclass(slots=True)
class LevelRun:
    """A level run: stretches of the text, without what X9 removes from between them."""

    level: int
    stretches: list[tuple[int, int]] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The place of its first character."""
        return self.stretches[0][0]

    @property
    def last(self) -> int:
        """The place of its last character."""
        return self.stretches[-1][1] - 1


class LevelRuns:
    """Level runs in the making, with the classes that overrides impose."""

    def __init__(self, classes: bytes) -> None:
        self.runs: list[LevelRun] = []
        self.classes = bytearray(classes)

    def add(self, start: int, end: int, status: _Status) -> None:
        """Append `[start, end)`, which may be empty, under `status`."""
        if start == end:
            return
        if status.override:
            self.classes[start:end] = status.override * (end - start)
        if not self.runs or self.runs[-1].level != status.level:
            self.runs.append(LevelRun(status.level))
        self.runs[-1].stretches.append((start, end))


def level_runs(classes: bytes, base: int, partners: Mapping[int, int]) -> LevelRuns:
    """X1-X8: the stretches between explicit characters, grouped by level."""
    runs = LevelRuns(classes)
    stack = _Stack(base)
    start = 0
    for match in _ACTIVE.finditer(classes):
        place, letter = match.start(), match[0]
        runs.add(start, place, stack.top)
        start = place + 1
        if letter in b"1234":
            override = {b"3": b"L", b"4": b"R"}.get(letter, b"")
            stack.embed(rtl=letter in b"24", override=override)
        elif letter == b"5":
            stack.end_embedding()
        elif letter == b"P":
            runs.add(place, start, _Status(base))
        elif letter == b"9":
            stack.end_isolate()
            runs.add(place, start, stack.top)
        elif letter != b"B":
            runs.add(place, start, stack.top)
            rtl = letter == b"7"
            if letter == b"8":
                end = partners.get(place, len(classes))
                rtl = first_strong(classes, start, end, partners) == 1
            stack.isolate(rtl=rtl)
    runs.add(start, len(classes), stack.top)
    return runs


def run_sequences(
    runs: Sequence[LevelRun], classes: bytes, partners: Mapping[int, int]
) -> list[list[int]]:
    """Isolating run sequences (BD13): indices of runs, joined from initiator to matching PDI."""
    starting = {run.first: index for index, run in enumerate(runs)}
    following: dict[int, int] = {}
    for index, run in enumerate(runs):
        if classes[run.last] in b"678" and partners.get(run.last) in starting:
            following[index] = starting[partners[run.last]]
    continued = set(following.values())
    sequences = []
    for index in range(len(runs)):
        if index not in continued:
            sequence = [index]
            while sequence[-1] in following:
                sequence.append(following[sequence[-1]])
            sequences.append(sequence)
    return sequences
