"""A page as its lines, seen as zones and the masthead need them.

Invariant: a line's offsets are those of the text as stored, and `text[start:end]` neither begins
nor ends with a space or an invisible character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.arabic.fold import MARKS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.model import Span

CUE_LENGTH = 300
"""No line longer than this is furniture, a title or a date line by what it says."""

_PROSE_LENGTH = 160
_SENTENCE_LENGTH = 60

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NO_BREAK = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?<![.…])\.[\"'”’»)\]]{0,3}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `row` counts all lines from 0; `words` are its letters in folded spelling, and empty where the
    line is longer than CUE_LENGTH.
    """

    row: int
    start: int
    end: int
    text: str
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for two copies of one line."""
        return key(self.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends with a full stop, which headlines and menu items do without."""
        return bool(_SENTENCE_END.search(self.text[-6:]))

    @property
    def is_prose(self) -> bool:
        """Whether the line reads like a paragraph: long, or not short and a whole sentence."""
        length = len(self.text)
        return length > _PROSE_LENGTH or (length >= _SENTENCE_LENGTH and self.ends_sentence)

    @property
    def is_headline_like(self) -> bool:
        """Whether the line may be a headline: a few words, no sentence, and leading to nothing."""
        return (
            len(self.words) >= 2
            and not self.is_prose
            and not self.ends_sentence
            and self.text[-1] not in ":،؛,;"
        )


def lines(text: str) -> list[Line]:
    """The lines of `text` that have something visible in them."""
    found: list[Line] = []
    at = 0
    for row, match in enumerate((*_BREAK.finditer(text), None)):
        start, end = trimmed(text, at, match.start() if match else len(text))
        if start < end:
            line = text[start:end]
            found.append(
                Line(row, start, end, line, words(line) if len(line) <= CUE_LENGTH else ())
            )
        at = match.end() if match else end
    return found


def masked(text: str, spans: Iterable[Span]) -> str:
    """`text` with what the sorted `spans` cover turned into spaces; line breaks stay."""
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], _NO_BREAK.sub(" ", text[max(at, span.start) : span.end])]
        at = max(at, span.end)
    return "".join((*parts, text[at:]))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the spaces and invisible characters at its ends."""
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def words(text: str) -> tuple[str, ...]:
    """The words of `text` in folded spelling, without digits and punctuation."""
    return tuple(_WORD.findall(fold(text)))


def key(text: str) -> str:
    """`text` in folded spelling and with single spaces."""
    return " ".join(fold(text).split())


def _is_blank(character: str) -> bool:
    # What folds to nothing without being a mark is a format character, such as U+200F.
    return character.isspace() or (not fold(character) and character not in MARKS)
