"""Tokens and sentences as offsets into the text as stored.

Invariant: every non-space character lies in exactly one token. Agreement on tokens is measured
over this universe, so what `TOKENISER` names never changes its meaning; a new rule gets a new name.
"""

from __future__ import annotations

import re

from pyarabic import araby

from workbench.arabic.fold import MARKS

TOKENISER = "words/1"

_MARKS = "".join(sorted(MARKS))
# PyArabic's letters, then Persian, Maghrebi and other extended ones, then presentation forms.
LETTER_CLASS = (
    araby.LETTERS
    + "\u0620\u063b-\u063f\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06ff"
    + "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9"
    + "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"

_TOKEN = re.compile(
    rf"[{LETTER_CLASS}{_MARKS}]++"
    rf"|[{_LATIN}][{_LATIN}{_DIGIT}]*+(?>(?:[-/'’&_][{_LATIN}{_DIGIT}]++)*)"  # F/A-18E, AT&T
    rf"|[{_DIGIT}]++(?>(?:[.,٫٬][{_DIGIT}]++)*)"
    r"|\S"
)

# A run of terminators ends a sentence before a space. The look-behind keeps a long run linear.
_END = re.compile(r"(?<![.!?؟…])[.!?؟…]++[\"'”’»)\]]*+(?=\s)|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_INITIAL = re.compile(rf"(?:^|[^{LETTER_CLASS}{_MARKS}{_LATIN}])[{LETTER_CLASS}{_LATIN}]")


def tokens(text: str) -> list[tuple[int, int]]:
    """The tokens of `text` in order, as half-open ranges.

    A token is a run of Arabic letters with their marks and tatweel, a Latin word with its digits
    and inner - / ' & _, a number with inner decimal and grouping signs, or one other character.
    """
    return [match.span() for match in _TOKEN.finditer(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` in order, as half-open ranges without the spaces around them.

    A line break always ends one; so do . ! ? ؟ … before a space, except after an initial («د. »).
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        at = match.start()
        if match[0] == "." and _INITIAL.fullmatch(text, max(0, at - 2), at):
            continue
        _add_trimmed(found, text, start, match.end())
        start = match.end()
    _add_trimmed(found, text, start, len(text))
    return found


def _add_trimmed(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    line = text[start:end]
    body = line.strip()
    if body:
        start += len(line) - len(line.lstrip())
        found.append((start, start + len(body)))
