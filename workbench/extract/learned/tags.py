"""Spans as tags of units, and tags as spans: «B-ORG» begins a span, «I-ORG» goes on with it.

Invariant: what is encoded and decoded again is the same wherever spans are made of whole units
of one line; an edge inside a unit moves out to the unit's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.learned.units import Line, unit_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OUTSIDE = "O"

Place = tuple[int, int, str]
"""Start and end in the text, and the label."""


def encode(line: Line, places: Iterable[Place]) -> list[str]:
    """A tag for each unit of `line`; places outside it are passed over, also in part."""
    tags = [OUTSIDE] * len(line)
    for start, end, label in places:
        first, last = unit_at(line, start), unit_at(line, end - 1)
        if last < 0 or line.ends[last] <= start:
            continue
        first = max(first, 0)
        if line.ends[first] <= start:
            first += 1
        tags[first] = "B-" + label
        for at in range(first + 1, last + 1):
            tags[at] = "I-" + label
    return tags


def decode(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The spans that tags stand for: first unit, the unit after the last, label.

    An «I-» that continues nothing of its label begins a span.
    """
    start, label = 0, ""
    for at, tag in enumerate(tags):
        if label and tag != "I-" + label:
            yield start, at, label
            label = ""
        if tag != OUTSIDE and not label:
            start, label = at, tag[2:]
    if label:
        yield start, len(tags), label


def place(line: Line, start: int, stop: int, label: str) -> Place:
    """The range in the text of the units from `start` to before `stop`."""
    return line.starts[start], line.ends[stop - 1], label
