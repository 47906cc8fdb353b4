"""Visible, harmless stand-ins for every code point that a terminal must never be sent.

The invariant: no control, format character, private, surrogate or unassigned code point comes out
of here, and each stand-in takes one column. What has no width of its own is dropped, or, with
`reveal`, gets a mark of one column.
"""

from __future__ import annotations

from workbench.layout.properties import displays

REPLACEMENT = "\ufffd"
NEW_LINE = "\u2424"
DOTTED_CIRCLE = "\u25cc"

_PICTURES = 0x2400
_DELETE = 0x7F

# Marks that have no mirrored form and no direction of their own.
_MARKS = {
    **dict.fromkeys("\u200e\u202a\u202d\u2066", "\u25b8"),  # left to right
    **dict.fromkeys("\u200f\u061c\u202b\u202e\u2067", "\u25c2"),  # right to left
    **dict.fromkeys("\u202c\u2069", "\u25a1"),  # end of an embedding or isolate
    "\u2068": "\u25c7",  # first strong isolate
    "\u200b": "\u00a6",
    "\u200c": "\u00a6",
    "\u200d": "+",
    "\u00ad": "\u00ac",
    "\t": "\u2192",
}
_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_HIDDEN = "\u00a4"


def _stand_in(point: int, *, reveal: bool) -> str:
    """What is shown for one code point: itself, one other character, or nothing."""
    char = chr(point)
    shown = displays[point]
    if shown in "12m":
        return char
    if shown == "h":
        return _MARKS.get(char, _HIDDEN) if reveal else ""
    if shown == "s" or char == "\t":
        return _revealed_space(char) if reveal else " "
    if shown == "c":
        return chr(_PICTURES + point) if point < _DELETE else "\u2421"
    return NEW_LINE if shown == "n" else REPLACEMENT


def _revealed_space(char: str) -> str:
    return "\u237d" if char in _NO_BREAK_SPACES else _MARKS.get(char, " ")


class StandIns(dict[int, str]):
    """What is shown for each code point, for `str.translate`."""

    def __init__(self, *, reveal: bool) -> None:
        super().__init__()
        self._reveal = reveal

    def __missing__(self, point: int) -> str:
        text = self[point] = _stand_in(point, reveal=self._reveal)
        return text


STAND_INS = {reveal: StandIns(reveal=reveal) for reveal in (False, True)}


def safe(text: str, *, reveal: bool = False) -> str:
    """`text` with every unsafe code point replaced or dropped; newlines too. Order is kept."""
    return text.translate(STAND_INS[reveal])


def is_replaced(char: str) -> bool:
    """Whether `char` is never sent as itself, so that what is shown for it is a mark or a blank."""
    return displays[ord(char)] not in "12m"
