"""One spelling for what the press spells many ways, and the way back to the text as stored.

Invariant: folding is context-free, character by character, and idempotent, so that the fold of a
text is the fold of its parts put together. Stored text is never folded; only look-ups are.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

from pyarabic import araby

_FORMAT = (
    "\u00ad\u061c\u180e\ufeff"
    + "".join(map(chr, range(0x200B, 0x2010)))  # zero width, LRM, RLM
    + "".join(map(chr, range(0x202A, 0x202F)))  # embeddings and overrides
    + "".join(map(chr, range(0x2060, 0x2070)))  # word joiner, isolates, deprecated controls
    + "".join(map(chr, range(0xFE00, 0xFE10)))  # variation selectors
)
"""Invisible characters: bidi controls, joiners, zero-width spaces, soft hyphen."""

MARKS = frozenset(
    "".join(araby.DIACRITICS) + araby.TATWEEL + "".join(map(chr, range(0x08D3, 0x0900)))
)
"""What a word carries without being spelt by it: vowel signs, Quranic marks, tatweel."""

_SAME = {
    araby.ALEF: "آأإٱٲٳٵ",
    araby.YEH: "ىیۍێېےۓ",
    araby.HEH: "ةۀہۂۃھە",
    araby.KAF: "کڪګگڭݣ",  # gaf is written as kaf in Maghrebi names: أگادير، أكادير
    araby.WAW: "ۆۇۋ",
    "ب": "پ",
    "ف": "ڤڥ",
    "ج": "چ",
    "ز": "ژ",
}


def _table() -> dict[int, str]:
    table = dict.fromkeys(map(ord, (*_FORMAT, *MARKS)), "")
    table |= {ord(form): letter for letter, forms in _SAME.items() for form in forms}
    for digits in (araby.NUMBERS_EAST, araby.NUMBERS_PERS):
        table |= {ord(digit): str(value) for value, digit in enumerate(digits)}
    for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)):
        if chr(code).lower() != chr(code):
            table[code] = chr(code).lower()
    # Presentation forms, as copied from PDF files; ligatures such as ﻻ become several letters.
    for code in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code)).replace(" ", "")
        if plain != chr(code):
            table[code] = plain.translate(table)
    return table


_TABLE = _table()
# What nearly all news is written with. `str.replace` and `str.lower` fold it many times as fast as
# `str.translate`, which looks up every character.
_LETTERS = "أإآىة"
_MARKED = _LETTERS + "ـًٌٍَُِّْ" + "".join(araby.NUMBERS_EAST) + "\u200e\u200f\u200b"
_PLAIN = "\\t-\\r -~\xa0«»،؛؟ء-غف-ي٪٫٬\u2010-\u2027\u2030-\u205e"
_FAST = tuple(
    (
        re.compile(f"[{_PLAIN}{letters}]*+"),
        tuple((letter, _TABLE[ord(letter)]) for letter in letters),
    )
    for letters in (_LETTERS, _MARKED)
)
_RESIZED = re.compile(
    "[" + "".join(re.escape(chr(code)) for code, to in _TABLE.items() if len(to) != 1) + "]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with, for each of its characters, the source range that it stands for.

    `starts[i]` and `ends[i]` are code-point offsets of the source; the range of a character runs
    over the marks that it carries, but not over invisible characters that follow it.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source range of `text[start:end]`, which must not be empty."""
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"{start}:{end} is no range of {len(self.text)} folded characters")
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """`text` for matching and search, in one spelling.

    One form each of alef, ya and alef maqsura, ta marbuta and ha; Persian and Maghrebi letters as
    their nearest Arabic ones; ASCII digits; Latin in lower case; vowel signs, tatweel, bidi
    controls and zero-width characters dropped. Hamza on waw and ya is kept.
    """
    for pattern, letters in _FAST:
        if pattern.fullmatch(text):
            for letter, folded in letters:
                text = text.replace(letter, folded)
            return text.lower()
    return text.translate(_TABLE)


def fold_with_map(text: str) -> Folded:
    """`fold(text)` with the offsets of its characters in `text`."""
    starts, ends = array("q"), array("q")
    done = 0
    for match in _RESIZED.finditer(text):
        at = match.start()
        starts.extend(range(done, at))
        ends.extend(range(done + 1, at + 1))
        size = len(_TABLE[ord(match[0])])
        starts.extend([at] * size)
        ends.extend([at + 1] * size)
        # A mark lengthens the letter that it directly follows.
        if size == 0 and match[0] in MARKS and ends and ends[-1] == at:
            ends[-1] = at + 1
        done = at + 1
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Folded(fold(text), starts, ends)


_ATTACHED_ARTICLE = re.compile("(?:[وف]?[بك]|[وف])(?=ال.)|[وف]?ل(?=ل.)")


def core_form(surface: str) -> str:
    """A key under which one name is the same whatever is attached to it.

    «المغرب», «والمغرب», «للمغرب» and the «لمغرب» that guideline 2 cuts from it share one key.
    A proclitic goes only before the article: the first letter of «وجدة» cannot be told from one
    without a lexicon. The key is compared, never shown.
    """
    key = " ".join(fold(surface).split())
    match = _ATTACHED_ARTICLE.match(key)
    if match:
        key = key[match.end() :]
    # What is left of «للـ» lost its alef to the proclitic.
    return "ا" + key if key.startswith("ل") and len(key) > 2 else key
