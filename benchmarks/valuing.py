"""Which keys give a figure its value: one of its readings, a line of text, another modifier.

Invariant: as in `keystrokes`, only what the screen shows decides.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import BadValue
from workbench.model import Modifier, Timex, comparable
from workbench.workflow.correct import editable, editable_value, typed_value
from workbench.workflow.readings import readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.ways import Keys
    from workbench.curation import Mark
    from workbench.model import Annotation, Value
    from workbench.workflow.curate import Sheet

_ON_KEYBOARDS = str.maketrans({"≥": ">=", "≤": "<=", "–": "-"})


def valuing(sheet: Sheet, mark: Mark, wanted: Value | None) -> tuple[Keys, Keys, range, Keys]:
    """The fewest keys that give a mark a value: the fields of a `Stroke` from `commands` on.

    Another modifier leaves the mark where it is, so that a jump follows; a reading and what is
    typed do not.
    """
    known = mark.annotation
    ways: list[tuple[int, Keys, Keys]] = []
    offered = [comparable(value) for value in readings(sheet, mark)]
    if wanted is not None and comparable(wanted) in offered:
        number = str(offered.index(comparable(wanted)) + 1)
        ways.append((2, ("curate.alternative",), (number,)))
    turned = _turns(_turned(known.value), known.value, wanted)
    if turned is not None:
        ways.append((turned + 1, ("curate.modifier",) * turned, ()))
    typed = typed_keys(sheet, known, wanted)
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


def typed_keys(sheet: Sheet, known: Annotation, wanted: Value | None) -> Keys:
    """What is typed in the line that holds a value: what is wrong in it, one end, or all of it.

    The line opens with its text selected, and what is not typed stays as it was.
    """
    if wanted is None:
        return "backspace", "enter"
    old, new = editable(known), editable_value(wanted, known.label).translate(_ON_KEYBOARDS)
    ways: list[Keys] = [(*f"={new}",)]
    ways += [(*part,) for part in (new, *_parts(wanted, known.label)) if part]
    if old:
        both = min(len(old), len(new))
        head = next((n for n in range(both) if old[n] != new[n]), both)
        tail = next((n for n in range(both) if old[-1 - n] != new[-1 - n]), both)
        ways.append(("end", *("backspace",) * (len(old) - head), *new[head:]))
        ways.append(("home", *("delete",) * (len(old) - tail), *new[: len(new) - tail]))
    says = (way for way in sorted(ways, key=len) if _says(sheet, known, way, old, wanted))
    return (*next(says), "enter")


def _parts(wanted: Value, label: str) -> list[str]:
    """A number without its unit and noun, and what stands beside it, each by itself."""
    if isinstance(wanted, Timex):
        return []
    number = replace(wanted, modifier=None, unit=None, item=None)
    signed = replace(number, modifier=wanted.modifier)
    plain = editable_value(number, "CARDINAL")
    texts = [plain, editable_value(signed, "CARDINAL"), wanted.unit or ""]
    if wanted.modifier is not None:
        texts.append(texts[1].removesuffix(plain))
    if label == "CARDINAL":
        texts.append(wanted.item or "")
    return [text.translate(_ON_KEYBOARDS) for text in texts]


def _says(sheet: Sheet, known: Annotation, keys: Keys, old: str, wanted: Value) -> bool:
    """Whether what the line holds after some keys means a value."""
    text = old if keys[0] in ("end", "home") else ""
    at = 0 if keys[0] == "home" else len(text)
    for key in keys:
        if key == "backspace":
            text, at = text[: at - 1] + text[at:], at - 1
        elif key == "delete":
            text = text[:at] + text[at + 1 :]
        elif len(key) == 1:
            text, at = text[:at] + key + text[at:], at + 1
    with suppress(BadValue):
        meant = typed_value(sheet, known.label, text, known.value)
        return comparable(meant) == comparable(wanted)
    return False
