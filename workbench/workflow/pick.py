"""What a curator means who points at a word: the figure or name around it, or the word alone.

Invariant: nothing is stored, and no more of the text is read than near the place pointed at, so
that it takes no longer in a long article than in a short one.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from workbench.arabic.fold import fold
from workbench.arabic.proclitics import splits
from workbench.arabic.tokens import tokens
from workbench.arabic.values import NUMBER_LABELS, TIME_LABELS, parse_value
from workbench.curation import OPEN_STATES
from workbench.errors import BadValue
from workbench.extract import extractors
from workbench.layout.navigate import word_at
from workbench.model import Span
from workbench.scheme import Kind
from workbench.workflow.suggest import FIGURES, name_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.curation import Layer
    from workbench.model import Article, Candidate
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

_LINE = 1000  # code points of the line on either side that the extractors are given
_NEIGHBOURHOOD = 20_000  # code points on either side in which a word may stand by itself
_SHORTEST_DEFINITE = 5
_LONGEST_WORD = 40
_LONGEST_FIGURE = 200
_ARTICLE = re.compile("ال(?=[^\\W\\d_]{2})")
_LEAD = re.compile("[وف]?(?:[بك]?ال|لل|[بلك])?(?=[^\\W\\d_]{2})")

_LONGEST_QUOTE = 80
_PAIRS = {"«": "»", "“": "”", "”": "“", "‘": "’", '"': '"', "(": ")", "[": "]"}
_SIGNS = re.escape("".join({*_PAIRS, *_PAIRS.values()}))
_OPENING = re.compile(rf"([{re.escape(''.join(_PAIRS))}])([^{_SIGNS}\n]*)\Z")
_CLOSING = re.compile(rf"[^{_SIGNS}\n]*([{_SIGNS}])")

Range = tuple[int, int]


def picks(_session: Session, sheet: Sheet, at: int) -> tuple[Range, ...]:
    """The ranges that pointing at an offset may mean, the likeliest first.

    First what the extractors see there and nothing marks yet, the longest first, or what a name
    there is likeliest to be; then the word without its proclitics, as far as they can be told, what
    is quoted around it, the whole word.
    """
    text = sheet.article.text
    word = word_at(text, at)
    if word[0] == word[1]:
        return (word,)
    line, first = _line(sheet.article, Span(at, at + 1))
    read = _read(line)
    seen = [each for each in read if each.span.holds(at - first)]
    found = [(each.span.start + first, each.span.end + first) for each in seen]
    found.sort(key=lambda each: each[0] - each[1])
    bare = _bare(text, word)
    if not any(each.is_figure for each in seen):
        rules = [each.candidate for each in read if not each.is_figure]
        name = name_around(line, rules, bare[0] - first)
        found += [(name.start + first, name.end + first)] if name is not None else []
    marked = partial(_is_marked, sheet.layer)
    free = [each for each in (*found, bare, *_quoted(text, word)) if not marked(each)]
    return tuple(dict.fromkeys((*free, word)))


def _quoted(text: str, word: Range) -> Iterator[Range]:
    """What stands in quotes or brackets around a word, in its line, if that is more than it."""
    before = text[max(0, word[0] - _LONGEST_QUOTE) : word[0]]
    behind = text[word[1] : word[1] + _LONGEST_QUOTE]
    opening = _OPENING.search(before)
    closing = _CLOSING.match(behind)
    if opening is None or closing is None or _PAIRS[opening[1]] != closing[1]:
        return
    start, end = word[0] - len(opening[2]), word[1] + closing.start(1)
    quoted = text[start:end]
    start, end = start + len(quoted) - len(quoted.lstrip()), start + len(quoted.rstrip())
    if (start, end) != word:
        yield start, end


def sought(
    _session: Session, sheet: Sheet, signs: frozenset[str], at: int, within: Range
) -> tuple[int, ...]:
    """Where those words of a range stand that begin with a letter or digit, the nearest first.

    `signs` are what the key pressed gives under each layout. As in a dictionary, a word does not
    begin with its article, and with its proclitics or without them: «المغرب» with م, «وبالمغرب»
    with و and م. Alef forms and kinds of digits do not matter. Words that are marked already are
    passed over.
    """
    text = sheet.article.text
    wanted = {fold(sign).casefold() for sign in signs}
    found = [
        within[0] + start
        for start, end in tokens(text[slice(*within)])
        if not wanted.isdisjoint(initials(text[within[0] + start : within[0] + end]))
        and not _is_marked(sheet.layer, (within[0] + start, within[0] + end))
    ]
    return tuple(sorted(found, key=lambda start: abs(start - at)))


def initials(word: str) -> tuple[str, ...]:
    """The signs by which a word is sought; none of punctuation."""
    folded = fold(word).casefold()
    leads = _ARTICLE.match(folded), _LEAD.match(folded)
    first = (folded[lead.end() if lead is not None else 0 :][:1] for lead in leads)
    return tuple(dict.fromkeys(sign for sign in first if sign.isalnum()))


def _is_marked(layer: Layer, place: Range) -> bool:
    near = layer.marks.touching(*place)
    return any(mark.stands or mark.state in OPEN_STATES for mark in near)


def _line(article: Article, near: Span) -> tuple[Article, int]:
    """The line that a span is in as if it were an article, as far as it is near; its start."""
    text = article.text
    first = max(text.rfind("\n", 0, near.start) + 1, near.start - _LINE)
    last = text.find("\n", near.end)
    last = min(last if last >= 0 else len(text), near.end + _LINE)
    return replace(article, text=text[first:last], title=None), first


class _Seen(NamedTuple):
    """What an extractor sees in a line."""

    candidate: Candidate
    is_figure: bool

    @property
    def span(self) -> Span:
        """Where in the line."""
        return self.candidate.annotation.span


def _read(line: Article) -> list[_Seen]:
    return [
        _Seen(candidate, name == FIGURES)
        for name, extractor in extractors.items()
        for candidate in extractor.find(line, ())
    ]


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
    line, first = _line(article, span)
    there = Span(span.start - first, span.end - first)
    seen = [(each.span, each.is_figure) for each in _read(line) if each.span.overlaps(there)]
    exact = [figure for where, figure in seen if where == there]
    if exact:
        return any(exact)
    if any(_says(surface, label) for label in sorted(NUMBER_LABELS | TIME_LABELS)):
        return True
    held = sum(
        min(where.end, there.end) - max(where.start, there.start)
        for where, figure in seen
        if figure
    )
    return 2 * held >= len(surface) or surface[:1].isdecimal()


def _says(surface: str, label: str) -> bool:
    with suppress(BadValue):
        return bool(parse_value(surface, label))
    return False
