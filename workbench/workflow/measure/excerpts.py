"""What people read of a place: a stretch of the text for each side, with what she marked in it.

Invariant: both sides show the same stretch, so that only what is marked differs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench import report as paper
from workbench.agreement import KINDS, Against, Class, Kind
from workbench.messages import N_, _
from workbench.model import short_value
from workbench.workflow.measure.words import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model import Annotation
    from workbench.workflow.measure.places import Difference

_AROUND = 60  # code points before and behind what is marked
_LONGEST = 400  # code points of a span that are shown; of a longer one both ends
_CUT = " … "
_NEW_LINE = " ↵ "
_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")

_CLASS = {kind: name for name, kinds in KINDS.items() for kind in kinds}
_ONLY: Mapping[Class, str] = {
    Class.ONLY_P: N_("only one of the two"),
    Class.ONLY_Q: N_("only one of the two"),
}


def kind_name(kind: Kind) -> str:
    """How two spans differ, as people read it."""
    group = _CLASS[kind]
    if group in _ONLY:
        return _(_ONLY[group])
    name = kind.name.lower().removeprefix("value_")
    if name == group or name not in NAMES:
        return _(NAMES[group])
    return _("{kind}: {what}").format(kind=_(NAMES[group]), what=_(NAMES[name]))


def place_of(key: str, found: Difference) -> paper.Place:
    """A difference as it stands on a page."""
    spans = [mark.span for mark in (found.one, found.other) if mark is not None]
    text = found.text
    low = _low(text, min(span.start for span in spans))
    high = _high(text, max(span.end for span in spans))
    again = found.against is Against.SELF
    sides = [
        _side(text, (low, high), mark, _names(names, again=again and n == 1))
        for n, (mark, names) in enumerate(((found.one, found.ones), (found.other, found.others)))
    ]
    return paper.Place(key, found.source, kind_name(found.kind), *sides)


def _names(names: tuple[str | None, ...], *, again: bool) -> tuple[str, ...]:
    shown = tuple(name if name is not None else _("gold") for name in names)
    return (*shown, _("again")) if again else shown


def _low(text: str, start: int) -> int:
    """Where a stretch begins: behind a space, if there is one near."""
    low = max(0, start - _AROUND)
    return low if low == 0 else text.find(" ", low, start) + 1 or low


def _high(text: str, end: int) -> int:
    high = min(len(text), end + _AROUND)
    at = text.rfind(" ", end, high)
    return high if high == len(text) or at < 0 else at


def _side(
    text: str, stretch: tuple[int, int], mark: Annotation | None, names: tuple[str, ...]
) -> paper.Side:
    low, high = stretch
    if mark is None:
        return paper.Side(names, _shortened(text[low:high]))
    start, end = mark.span.start, mark.span.end
    value = short_value(mark.value) if mark.value is not None else ""
    before, marked, after = text[low:start], text[start:end], text[end:high]
    return paper.Side(
        names, _shortened(before), _shortened(marked), _shortened(after), mark.label, value
    )


def _shortened(text: str) -> str:
    """A text on one line, with a sign where others began; of a long one both ends."""
    if len(text) > _LONGEST:
        half = _LONGEST // 2
        text = text[:half] + _CUT + text[-half:]
    return _BREAKS.sub(_NEW_LINE, text)
