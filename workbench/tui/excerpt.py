"""A piece of an article that is shown by itself.

Invariant: it reads in the direction of the paragraph that it is from, whatever word begins it, and
is one paragraph itself: an end of a line in it is shown as a sign.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.layout import Layout, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation import Mark
    from workbench.model import Article, Span

_RLM, _LRM, _NEWLINE = "\u200f", "\u200e", "↵"
_HEAD = 200  # code points that tell the direction of a paragraph
_STEP = 4  # code points of context that are given up at a time
_MOST_ROWS = 6  # rows of which more text is not laid out


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text that begins with a mark of direction; `offset` is taken off an offset of the article."""

    text: str
    offset: int

    def shifted(self, marks: Sequence[Mark]) -> tuple[Mark, ...]:
        """Marks of the article, all within the excerpt, as marks of its text."""
        return tuple(self._shifted(mark) for mark in marks)

    def _shifted(self, mark: Mark) -> Mark:
        span = mark.annotation.span
        moved = replace(span, start=span.start - self.offset, end=span.end - self.offset)
        return replace(mark, annotation=replace(mark.annotation, span=moved))


def laid_out(
    article: Article, span: Span, columns: int, *, divides: bool
) -> tuple[Excerpt, Layout]:
    """A span with what is around it, in one row of `columns` where the span itself fits in one."""
    length = columns + _STEP
    while True:
        length -= _STEP
        piece = _excerpt(article.text, span, length, _MOST_ROWS * columns)
        layout = Layout(piece.text, columns, divides=divides)
        if layout.rows == 1 or length <= span.end - span.start:
            return piece, layout


def _excerpt(text: str, span: Span, length: int, most: int) -> Excerpt:
    """The words of a line around a span, about `length` code points long.

    All of the span is in it, but for what is behind the first `most` code points.
    """
    first, last = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    last = last if last >= 0 else len(text)
    around = max(0, length - (span.end - span.start)) // 2
    start, end = max(first, span.start - around), min(last, span.end + around)
    while first < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < last and not text[end].isspace():
        end -= 1
    from_the_right = fit(text[first : first + _HEAD], _HEAD).rtl
    shown = text[start : min(end, start + most)].replace("\n", _NEWLINE)
    return Excerpt((_RLM if from_the_right else _LRM) + shown, start - 1)
