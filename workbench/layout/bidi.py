"""The Unicode Bidirectional Algorithm (UAX #9) over one paragraph: levels, then visual order.

The invariant: levels belong to the paragraph and are computed once; what depends on where a line
ends (L1, L2) is computed per line. Classes are bytes, one letter per code point:

    L R   themselves      A  AL     E  EN     N  AN     S  ES     T  ET     C  CS     M  NSM
    B  BN     P  B     s  S     W  WS     O  ON
    1 LRE  2 RLE  3 LRO  4 RLO  5 PDF  6 LRI  7 RLI  8 FSI  9 PDI
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.layout.explicit import first_strong, is_implicit, level_runs, partners, run_sequences
from workbench.layout.properties import Letters, bidi_classes
from workbench.layout.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.layout.explicit import LevelRuns

_letters = Letters(bidi_classes)

_REMOVED = re.compile(rb"[B1-5]+")
_BLANK = re.compile(rb"[PsW6789B1-5]+")
_SAME = re.compile(rb"(.)\1*+", re.DOTALL)


def classes_of(text: str) -> bytes:
    """The bidi class of each code point, before any rule."""
    return _letters.of(text)


def paragraph_level(classes: bytes) -> int | None:
    """0 or 1 by the first strong character outside of isolates (P2, P3), None without one."""
    isolates = b"9" in classes
    return first_strong(classes, 0, len(classes), partners(classes) if isolates else {})


def levels(text: str, classes: bytes, base: int) -> bytes:
    """The embedding level of each code point of a paragraph of level `base`, before L1.

    What X9 removes has the level of the mark behind it, with which it may share a cell, or else of
    what stands before it.
    """
    if is_implicit(classes):
        edge = b"R" if base & 1 else b"L"
        return resolve(classes, base, edge, edge, text, classes)
    matching = partners(classes)
    made = level_runs(classes, base, matching)
    result = bytearray([base]) * len(classes)
    for sequence in run_sequences(made.runs, classes, matching):
        _resolve_sequence(sequence, made, classes, text, base, result)
    for match in _REMOVED.finditer(classes):
        start, end = match.span()
        beside = end if classes[end : end + 1] == b"M" else start - 1
        if beside >= 0:
            result[start:end] = result[beside : beside + 1] * (end - start)
    return bytes(result)


def line_levels(levels: bytes, classes: bytes, base: int) -> bytes:
    """The levels of one line after L1: separators and the blanks before them or at the end."""
    if b"s" not in classes and b"P" not in classes:
        end = len(classes.rstrip(b"W6789B12345"))
        return levels if end == len(classes) else levels[:end].ljust(len(classes), bytes([base]))
    result = bytearray(levels)
    for match in _BLANK.finditer(classes):
        start, end = match.span()
        if end < len(classes):
            separator = max(classes.rfind(b"P", start, end), classes.rfind(b"s", start, end))
            end = max(start, separator + 1)
        result[start:end] = bytes([base]) * (end - start)
    return bytes(result)


def visual_order(levels: bytes) -> list[int]:
    """The indices of `levels` from left to right (L2)."""
    if not levels.strip(levels[:1]):
        return list(range(len(levels)))[:: -1 if levels[:1] > b"\0" and levels[0] & 1 else 1]
    order: list[int] = []
    runs = [(match.start(), match.end()) for match in _SAME.finditer(levels)]
    for run in _reorder([levels[start] for start, _ in runs]):
        start, end = runs[run]
        order.extend(range(end - 1, start - 1, -1) if levels[start] & 1 else range(start, end))
    return order


def _resolve_sequence(
    sequence: Sequence[int],
    made: LevelRuns,
    classes: bytes,
    text: str,
    base: int,
    result: bytearray,
) -> None:
    """Write the levels of one isolating run sequence into `result`."""
    runs = made.runs
    first, last = sequence[0], sequence[-1]
    level = runs[first].level
    before = runs[first - 1].level if first else base
    open_ended = last + 1 == len(runs) or classes[runs[last].last] in b"678"
    after = base if open_ended else runs[last + 1].level
    stretches = [stretch for index in sequence for stretch in runs[index].stretches]
    resolved = resolve(
        b"".join([made.classes[start:end] for start, end in stretches]),
        level,
        b"R" if max(before, level) & 1 else b"L",
        b"R" if max(after, level) & 1 else b"L",
        "".join([text[start:end] for start, end in stretches]),
        b"".join([classes[start:end] for start, end in stretches]),
    )
    position = 0
    for start, end in stretches:
        result[start:end] = resolved[position : position + end - start]
        position += end - start


# ------------------------------------------------------------------------------------ reordering


def _reorder(levels: Sequence[int]) -> list[int]:
    """The visual order of level runs, in linear time.

    Groups of runs are kept on a stack, each arranged within itself and of a higher level than the
    one below it. A group is a linked list: level, leftmost run, rightmost run.
    """
    right_of = [-1] * len(levels)
    groups: list[tuple[int, int, int]] = []

    def join(outer: tuple[int, int, int], inner: tuple[int, int, int], level: int) -> None:
        # `inner` comes after `outer` logically: to its left where the outer level is odd.
        left, right = (inner, outer) if level & 1 else (outer, inner)
        right_of[left[2]] = right[1]
        groups.append((level, left[1], right[2]))

    for run, level in enumerate(levels):
        while len(groups) > 1 and groups[-1][0] > level and groups[-2][0] >= level:
            inner, outer = groups.pop(), groups.pop()
            join(outer, inner, outer[0])
        if groups and groups[-1][0] >= level:
            join(groups.pop(), (level, run, run), level)
        else:
            groups.append((level, run, run))
    while len(groups) > 1:
        inner, outer = groups.pop(), groups.pop()
        join(outer, inner, outer[0])
    order = []
    run = groups[0][1] if groups else -1
    while run >= 0:
        order.append(run)
        run = right_of[run]
    return order
