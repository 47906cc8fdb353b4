"""What a curator means who points at a word: the figure or name around it, or the word alone.

Invariant: nothing is stored, and no more of the text is read than near the place pointed at, so
that it takes no longer in a long article than in a short one.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.arabic.proclitics import splits
from workbench.arabic.values import NUMBER_LABELS, TIME_LABELS, parse_value
from workbench.curation import OPEN_STATES
from workbench.errors import BadValue
from workbench.extract import extractors
from workbench.layout.navigate import word_at
from workbench.model import Span
from workbench.scheme import Kind
from workbench.workflow.suggest import FIGURES

if TYPE_CHECKING:
    from workbench.curation import Layer
    from workbench.model import Article
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

_LINE = 1000  # code points of the line on either side that the extractors are given
_NEIGHBOURHOOD = 20_000  # code points on either side in which a word may stand by itself
_SHORTEST_DEFINITE = 5
_LONGEST_WORD = 40
_LONGEST_FIGURE = 200

Range = tuple[int, int]


def picks(_session: Session, sheet: Sheet, at: int) -> tuple[Range, ...]:
    """The ranges that pointing at an offset may mean, the likeliest first.

    First what the extractors see there and nothing marks yet, the longest first; then the word
    without its proclitics, as far as they can be told, and the whole word.
    """
    word = word_at(sheet.article.text, at)
    if word[0] == word[1]:
        return (word,)
    seen = [
        (span.start, span.end)
        for span, _figure in _seen(sheet.article, Span(at, at + 1))
        if not _is_marked(sheet.layer, span)
    ]
    seen.sort(key=lambda each: each[0] - each[1])
    return tuple(dict.fromkeys((*seen, _bare(sheet.article.text, word), word)))


def _is_marked(layer: Layer, span: Span) -> bool:
    near = layer.marks.touching(span.start, span.end)
    return any(mark.stands or mark.state in OPEN_STATES for mark in near)


def _seen(article: Article, near: Span) -> list[tuple[Span, bool]]:
    """What the extractors see that shares text with a span, and whether it is a figure."""
    text = article.text
    first = max(text.rfind("\n", 0, near.start) + 1, near.start - _LINE)
    last = text.find("\n", near.end)
    last = min(last if last >= 0 else len(text), near.end + _LINE)
    line = replace(article, text=text[first:last], title=None)
    found = [
        (Span(span.start + first, span.end + first), name == FIGURES)
        for name, extractor in extractors.items()
        for span in (each.annotation.span for each in extractor.find(line, ()))
    ]
    return [(span, figure) for span, figure in found if span.overlaps(near)]


def _bare(text: str, word: Range) -> Range:
    """A word without its proclitics where the rest shows that they are some.

    It does so with an article, as in «بالمغرب» and «للمغرب», or where it stands by itself nearby.
    """
    start, end = word
    surface = text[start:end]
    if len(surface) > _LONGEST_WORD:
        return word
    near = text[max(0, start - _NEIGHBOURHOOD) : end + _NEIGHBOURHOOD]
    for cut in reversed(splits(surface)[1:]):
        rest = surface[cut:]
        definite = rest.startswith("ال") or (rest.startswith("ل") and surface[cut - 1] == "ل")
        if definite and len(rest) >= _SHORTEST_DEFINITE:
            return start + cut, end
        if re.search(rf"(?<!\w){re.escape(rest)}(?!\w)", near):
            return start + cut, end
    return word


def kind_of(session: Session, sheet: Sheet, span: Span) -> Kind:
    """Whether a span looks like a figure or like a name, of the kinds that the scheme has."""
    kinds = {label.kind for label in session.scheme}
    if len(kinds) == 1:
        return kinds.pop()
    return Kind.FIGURE if _is_figure(sheet.article, span) else Kind.ENTITY


def _is_figure(article: Article, span: Span) -> bool:
    """Whether the extractors see a figure there, or the words can be read as one."""
    surface = article.text[span.start : span.end]
    if len(surface) > _LONGEST_FIGURE:
        return False
    seen = _seen(article, span)
    exact = [figure for where, figure in seen if where == span]
    if exact:
        return any(exact)
    if any(_says(surface, label) for label in sorted(NUMBER_LABELS | TIME_LABELS)):
        return True
    held = sum(
        min(where.end, span.end) - max(where.start, span.start) for where, figure in seen if figure
    )
    return 2 * held >= len(surface) or surface[:1].isdecimal()


def _says(surface: str, label: str) -> bool:
    with suppress(BadValue):
        return bool(parse_value(surface, label))
    return False
