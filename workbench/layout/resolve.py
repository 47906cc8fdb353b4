"""The rules of UAX #9 inside one isolating run sequence: W1-W7, N0-N2, I1-I2.

The invariant: a class string goes in and a string of levels comes out, one byte per code point,
and no rule takes more than linear time. Each rule is one regular expression or one translation of
the whole string; `workbench.layout.bidi` lists the letters.
"""

from __future__ import annotations

import re
from functools import cache

from workbench.layout import tables

MAX_OPENERS = 63

_NEUTRALS = b"PsWO6789"
_LEFT_AND_NEUTRALS = b"L" + _NEUTRALS
_MARKED = re.compile(rb"(.)(M+)", re.DOTALL)
# Patterns start with a letter: a search for one is quick, looking behind everywhere is not.
_FROM_ARABIC = re.compile(rb"A[^LRAE]*+E[^LRA]*+")
_FROM_LATIN = re.compile(rb"L[^LRE]*+E[^LR]*+")
_EUROPEAN_SEPARATOR = re.compile(rb"[SC](?<=E.)(?=E)")
_ARABIC_SEPARATOR = re.compile(rb"C(?<=N.)(?=N)")
_TERMINATED = re.compile(rb"[ET]+")
_BETWEEN_LEFT = re.compile(rb"L[%b]++(?=L)" % _NEUTRALS)
_BETWEEN_RIGHT = re.compile(rb"(?<=[REN])[%b]++(?=[REN])" % _NEUTRALS)

_ARABIC_TO_RIGHT = bytes.maketrans(b"A", b"R")
_REST_TO_NEUTRAL = bytes.maketrans(b"STC", b"OOO")
_TO_EMBEDDING = {
    direction: bytes.maketrans(_NEUTRALS, direction * len(_NEUTRALS)) for direction in (b"L", b"R")
}
_STRONG = {ord("L"): b"L", ord("R"): b"R", ord("E"): b"R", ord("N"): b"R"}

_canonical = str.maketrans(tables.EQUIVALENT_FROM, tables.EQUIVALENT_TO)
_CLOSING_OF = dict(zip(tables.OPENING, tables.CLOSING.translate(_canonical), strict=True))
_BRACKET = re.compile("[" + re.escape(tables.OPENING + tables.CLOSING) + "]")


def resolve(
    classes: bytes, level: int, sos: bytes, eos: bytes, text: str, original: bytes
) -> bytes:
    """The levels of one isolating run sequence.

    `classes` are those after X1-X8, without what X9 removes; `original` those before any rule, and
    `text` the characters, all of the same length. `sos` and `eos` are b"L" or b"R" (X10).
    """
    embedding = b"R" if level & 1 else b"L"
    sequence = _weak(sos + classes + eos)
    # Where nothing runs against the embedding direction, N0-N2 give that to every neutral.
    if (b"L" in sequence) if embedding == b"R" else sequence.translate(None, _LEFT_AND_NEUTRALS):
        if b"O" in sequence and _BRACKET.search(text):
            sequence = _brackets(sequence, embedding, text, original)
        if embedding == b"R":
            sequence = _BETWEEN_LEFT.sub(lambda m: b"L" * len(m[0]), sequence)
        else:
            sequence = _BETWEEN_RIGHT.sub(lambda m: b"R" * len(m[0]), sequence)
    sequence = sequence.translate(_TO_EMBEDDING[embedding])
    return sequence[1:-1].translate(_implicit_levels(level))


def _weak(sequence: bytes) -> bytes:
    """W1-W7; the first letter is sos and the last one eos."""
    if b"M" in sequence:  # W1
        sequence = _MARKED.sub(_like_base, sequence)
    if b"A" in sequence:
        if b"E" in sequence:  # W2
            sequence = _FROM_ARABIC.sub(lambda m: m[0].replace(b"E", b"N"), sequence)
        sequence = sequence.translate(_ARABIC_TO_RIGHT)  # W3
    if b"E" in sequence:  # W4
        sequence = _EUROPEAN_SEPARATOR.sub(b"E", sequence)
    if b"N" in sequence:
        sequence = _ARABIC_SEPARATOR.sub(b"N", sequence)
    if b"T" in sequence and b"E" in sequence:  # W5
        sequence = _TERMINATED.sub(_terminate, sequence)
    sequence = sequence.translate(_REST_TO_NEUTRAL)  # W6
    if b"E" in sequence and b"L" in sequence:  # W7
        sequence = _FROM_LATIN.sub(lambda m: m[0].replace(b"E", b"L"), sequence)
    return sequence


def _like_base(match: re.Match[bytes]) -> bytes:
    """Marks take the class before them, and are neutral after an isolate initiator or PDI."""
    base, marks = match.groups()
    return base + (b"O" if base in b"6789" else base) * len(marks)


def _terminate(match: re.Match[bytes]) -> bytes:
    return b"E" * len(match[0]) if b"E" in match[0] else match[0]


def _brackets(sequence: bytes, embedding: bytes, text: str, original: bytes) -> bytes:
    """N0: both brackets of a pair take one direction, from what they enclose or stand in."""
    resolved = bytearray(sequence)
    for opening, closing in _bracket_pairs(text, sequence):
        inside = resolved[opening + 2 : closing + 1]
        strong = {b"L"} if b"L" in inside else set()
        if b"R" in inside or b"E" in inside or b"N" in inside:
            strong.add(b"R")
        if embedding in strong:
            direction = embedding
        elif strong:
            direction = _context(resolved, opening)
        else:
            continue
        for bracket in (opening, closing):
            end = bracket + 1
            while end < len(original) and original[end : end + 1] == b"M":
                end += 1
            resolved[bracket + 1 : end + 1] = direction * (end - bracket)
    return bytes(resolved)


def _context(resolved: bytearray, opening: int) -> bytes:
    """The direction before an opening bracket; resolved brackets end the search for others."""
    position = opening
    while resolved[position] not in _STRONG:
        position -= 1
    return _STRONG[resolved[position]]


def _bracket_pairs(text: str, sequence: bytes) -> list[tuple[int, int]]:
    """Places of paired brackets in order of the opening one (BD16)."""
    openers: list[tuple[str, int]] = []
    pairs = []
    for match in _BRACKET.finditer(text):
        place = match.start()
        if sequence[place + 1 : place + 2] != b"O":
            continue
        bracket = match[0].translate(_canonical)
        if bracket in _CLOSING_OF:
            if len(openers) == MAX_OPENERS:
                break
            openers.append((_CLOSING_OF[bracket], place))
            continue
        for depth in range(len(openers) - 1, -1, -1):
            if openers[depth][0] == bracket:
                pairs.append((openers[depth][1], place))
                del openers[depth:]
                break
    return sorted(pairs)


@cache
def _implicit_levels(level: int) -> bytes:
    """I1 and I2 as a translation from resolved classes to levels."""
    up = {"L": 1, "R": 0, "E": 1, "N": 1} if level & 1 else {"L": 0, "R": 1, "E": 2, "N": 2}
    table = bytearray(256)
    for letter, more in up.items():
        table[ord(letter)] = level + more
    return bytes(table)
