"""What the keys of a stroke are for: to go to a place, to select, to move an edge, to label …

Invariant: every key of a stroke is counted once.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from benchmarks.ways import EDGE_COMMANDS

if TYPE_CHECKING:
    from benchmarks.sight import Stroke


class Part(StrEnum):
    """What keys are pressed for."""

    GO = "go there"
    SELECT = "select"
    EDGE = "edges"
    LABEL = "label"
    VALUE = "value"
    OTHER = "other"


_SELECTING = frozenset(("curate.go_to_span", "curate.seek"))
_VALUING = frozenset(("curate.value", "curate.alternative", "curate.modifier"))
_GOING = frozenset(
    ("curate.next_open", "curate.last", "curate.escape", "curate.page_up", "curate.page_down")
)


def parts(stroke: Stroke) -> Counter[Part]:
    """How many keys of a stroke are for what."""
    found = Counter({Part.GO: len(stroke.route)})
    found.update(map(_part, stroke.commands))
    if stroke.typed:
        found[_part(stroke.commands[-1])] += len(stroke.typed)
    return found


def _part(command: str) -> Part:
    name = command.removeprefix("curate.")
    if command in _SELECTING or name.startswith("select_"):
        return Part.SELECT
    if command in EDGE_COMMANDS:
        return Part.EDGE
    if command in _VALUING:
        return Part.VALUE
    if command in _GOING:
        return Part.GO
    return Part.LABEL if name == "kind" or name.startswith("label_") else Part.OTHER
