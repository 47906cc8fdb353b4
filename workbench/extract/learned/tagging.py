"""Running models over texts. Only for child processes: it opens model bytes.

Invariant: what a tagger finds is made of whole units, in text order, without overlaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pycrfsuite

from workbench.errors import ModelError
from workbench.extract.learned.features import observe, repeats
from workbench.extract.learned.tags import OUTSIDE, decode, place
from workbench.extract.learned.units import lines, unit_at
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.extract.learned.model_file import Model
    from workbench.extract.learned.tags import Place
    from workbench.extract.learned.units import Line
    from workbench.model import Zone


_PROCLITIC = 1  # among the parts of a line
_PROBE = [["w=في", "r=O", "t=O"], ["w=المغرب", "r=B-GPE", "t=B-GPE", "+1w=،"], ["w=،"]] * 8


class Found(NamedTuple):
    """A span that a tagger found, with the raw probability of its tags."""

    place: Place
    probability: float


class Tagger:
    """An opened model."""

    def __init__(self, model: Model) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._bytes = model.crf  # the library reads them where they are, and does not hold them
        try:
            self._tagger.open_inmemory(self._bytes)
        except ValueError:
            raise ModelError(_("The model cannot be read.")) from None
        # One that crashes the library does so here, before anything depends on it.
        self.probability(self.tags(_PROBE), 0, len(_PROBE))
        self._known = frozenset(self._tagger.labels())
        self.names = sorted({tag[2:] for tag in self._known} - {""})
        """The labels that it gives."""
        self.calibration = model.calibration
        self.stacked = model.stacked

    def tags(self, items: Sequence[Sequence[str]]) -> list[str]:
        """The likeliest tags of a sequence, which stays set for `probability`."""
        found: list[str] = self._tagger.tag(items)
        return found

    def probability(self, tags: Sequence[str], start: int, stop: int) -> float:
        """How likely the tags of a span in the sequence last tagged are, each on its own."""
        product = 1.0
        for at in range(start, stop):
            product *= self._tagger.marginal(tags[at], at)
        return product

    def chance(self, tag: str, at: int) -> float:
        """How likely a tag is at one place of the sequence last tagged."""
        found: float = self._tagger.marginal(tag, at) if tag in self._known else 0.0
        return found

    def within(self, name: str, at: int) -> float:
        """How likely a place of the sequence last tagged lies in a span of a label."""
        return self.chance("B-" + name, at) + self.chance("I-" + name, at)


class Observed(NamedTuple):
    """A text as taggers read it: its sequences, and what the rules and memory say of each."""

    lines: list[Line]
    rules: list[list[Place]]
    repeated: dict[str, str]
    again: list[list[Place]]


def prepare(
    text: str, zones: Sequence[Zone], rules: Sequence[Place], again: Sequence[Place] = ()
) -> Observed:
    """Cut a text into sequences, with what the rules and memory found there, in text order."""
    cut = lines(text, zones, {start for start, _end, _label in (*rules, *again)})
    placed = within(cut, rules)
    return Observed(cut, placed, repeats(cut, placed), within(cut, again))


def within(cut: Sequence[Line], places: Sequence[Place]) -> list[list[Place]]:
    """For each sequence the places that touch it; both in text order."""
    found: list[list[Place]] = []
    first = 0
    for line in cut:
        start, end = line.starts[0], line.ends[-1]
        while first < len(places) and places[first][1] <= start:
            first += 1
        at, inside = first, []
        while at < len(places) and places[at][0] < end:
            inside.append(places[at])
            at += 1
        found.append(inside)
    return found


def tag_base(tagger: Tagger, seen: Observed) -> tuple[list[list[str]], list[Found]]:
    """The base model's tags of each sequence, and the spans that they make."""
    tags, found = [], list[Found]()
    for line, rules in zip(seen.lines, seen.rules, strict=True):
        own, spans = tag_line(tagger, line, observe(line, rules, seen.repeated))
        tags.append(own)
        found += spans
    return tags, found


def tag_stacked(tagger: Tagger, seen: Observed, base: Sequence[Sequence[str]]) -> list[Found]:
    """The spans that a model stacked on the base finds."""
    found = list[Found]()
    told = zip(seen.lines, seen.rules, base, seen.again, strict=True)
    for line, rules, below, again in told:
        found += tag_line(tagger, line, observe(line, rules, seen.repeated, below, again))[1]
    return found


def around(tagger: Tagger, seen: Observed, offset: int) -> Place | None:
    """The likeliest span that holds an offset if some span does; None where no unit stands.

    A proclitic there means what it is attached to. A span goes on from one unit to the next where
    that is likelier than not, given that the unit is in it: the chance of «I-» there over that of
    the label here.
    """
    for line, rules in zip(seen.lines, seen.rules, strict=True):
        at = unit_at(line, offset)
        if at < 0 or line.ends[at] <= offset:
            continue
        while line.parts[at] == _PROCLITIC and at + 1 < len(line):
            at += 1
        tagger.tags(observe(line, rules, seen.repeated))
        name = max(tagger.names, key=lambda each: tagger.within(each, at))
        first, last = at, at
        while first and 2 * tagger.chance("I-" + name, first) > tagger.within(name, first):
            first -= 1
        while last + 1 < len(line) and (
            2 * tagger.chance("I-" + name, last + 1) > tagger.within(name, last)
        ):
            last += 1
        return place(line, first, last + 1, name)
    return None


def tag_line(
    tagger: Tagger, line: Line, items: Sequence[Sequence[str]]
) -> tuple[list[str], list[Found]]:
    """The tags of one sequence and the spans that they make."""
    tags = tagger.tags(items)
    if all(tag == OUTSIDE for tag in tags):
        return tags, []
    return tags, [
        Found(place(line, start, stop, label), tagger.probability(tags, start, stop))
        for start, stop, label in decode(tags)
    ]
