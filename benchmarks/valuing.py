"""Which keys give a figure its value: another reading, another modifier, or a line of text.

Invariant: as in `keystrokes`, only what the screen shows decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.model import Modifier, comparable
from workbench.workflow.correct import editable, editable_value, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.ways import Keys
    from workbench.curation import Layer, Mark
    from workbench.model import Annotation, Value

_ON_KEYBOARDS = str.maketrans({"≥": ">=", "≤": "<=", "–": "-"})


def valuing(layer: Layer, mark: Mark, wanted: Value | None) -> tuple[Keys, Keys, range, Keys]:
    """The fewest keys that give a mark a value: the fields of a `Stroke` from `commands` on.

    Another reading or modifier leaves the mark where it is, so that a jump follows; a typed value
    does not.
    """
    known = mark.annotation
    ways: list[tuple[int, Keys, Keys]] = []
    for command, values in (
        ("curate.alternative", readings(layer, mark)),
        ("curate.modifier", _turned(known.value)),
    ):
        steps = _turns(values, known.value, wanted)
        if steps is not None:
            ways.append((steps + 1, (command,) * steps, ()))
    typed = typed_keys(known, wanted)
    ways.append((1 + len(typed), ("curate.value",), typed))
    _keys, commands, typed = min(ways, key=lambda each: each[0])
    return commands, (), range(0), typed


def _turned(value: Value | None) -> Sequence[Value]:
    """A value with every modifier, in their order on the screen."""
    if value is None:
        return ()
    return [replace(value, modifier=modifier) for modifier in (None, *Modifier)]


def _turns(
    values: Sequence[Value | None], present: Value | None, wanted: Value | None
) -> int | None:
    """How often the next of some values must be taken until it is the wanted one, if it is."""
    here = values.index(present) if present in values else -1
    steps = [
        (place - here - 1) % len(values) + 1
        for place, value in enumerate(values)
        if comparable(value) == comparable(wanted) and place != here
    ]
    return min(steps, default=None)


def typed_keys(known: Annotation, wanted: Value | None) -> Keys:
    """What is typed in the line that holds a value: all of it anew, or one end of it, and Enter.

    The line opens with its text selected.
    """
    old, new = editable(known), editable_value(wanted, known.label).translate(_ON_KEYBOARDS)
    both = min(len(old), len(new))
    head = next((n for n in range(both) if old[n] != new[n]), both)
    tail = next((n for n in range(both) if old[-1 - n] != new[-1 - n]), both)
    ways = (
        (*new,) if new else ("backspace",),
        ("end", *("backspace",) * (len(old) - head), *new[head:]),
        ("home", *("delete",) * (len(old) - tail), *new[: len(new) - tail]),
    )
    return (*min(ways, key=len), "enter")
