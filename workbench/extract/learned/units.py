"""What a tagger labels: the tokens of a line, with their proclitics apart.

Invariant: units lie in text order, do not overlap, and never cross a line end or a zone. A cut
stands only where lists, the article or the shape bear it out («و|العراق», «ل|لمغرب», but «وزارة»),
so that a span made of whole units keeps proclitics outside (guideline 2).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.arabic.proclitics import splits
from workbench.arabic.tokens import tokens
from workbench.extract.entity_rules.grammar import is_arabic, is_nisba
from workbench.extract.entity_rules.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.model import Zone

LONGEST = 120
"""Units in one sequence: what a tagger reads at a time."""

_STOPS = frozenset(".؟!?؛")
_LONGEST_WORD = 40
_LONGEST_HEAD = 5  # two letters with a mark or a tatweel each
_ARTICLE = "ال"
_TATWEEL = "ـ"
_PROCLITICS = "وفبلك"


@dataclass(frozen=True, slots=True)
class Line:
    """A sequence of units: their ranges in the text and their folded forms, all of one length.

    `parts` tells a proclitic (1) and what stands behind one (2) from a whole token (0).
    """

    starts: list[int]
    ends: list[int]
    forms: list[str]
    parts: list[int]

    def __len__(self) -> int:
        return len(self.forms)


def lines(text: str, zones: Sequence[Zone] = (), cuts: Set[int] = frozenset()) -> list[Line]:
    """The sequences of `text` outside its zones: a line each, cut at 120 units at the latest.

    `cuts` are offsets at which somebody else bore a cut out, such as the starts of rules' spans.
    """
    found: list[Line] = []
    for first, last in _stretches(text, zones):
        line = Line([], [], [], [])
        for start, end in zip(first, last, strict=True):
            _add(line, text, start, end, cuts)
        found.extend(_pieces(line))
    return found


def _stretches(text: str, zones: Sequence[Zone]) -> Iterator[tuple[list[int], list[int]]]:
    """Starts and ends of the tokens of each line or part of a line outside the zones."""
    ordered = sorted((zone.span.start, zone.span.end) for zone in zones)
    starts, ends = list[int](), list[int]()
    done = zone = closed = 0
    for start, end in tokens(text):
        while zone < len(ordered) and ordered[zone][0] < end:
            closed = max(closed, ordered[zone][1])
            zone += 1
        if start < closed:
            continue
        gap = text[done:start] if start - done > 1 or text[done:start] != " " else ""
        if starts and ("\n" in gap or "\r" in gap or done < closed):
            yield starts, ends
            starts, ends = [], []
        starts.append(start)
        ends.append(end)
        done = end
    if starts:
        yield starts, ends


def _add(line: Line, text: str, start: int, end: int, cuts: Set[int]) -> None:
    surface = text[start:end]
    cut, head, form = _read(surface, lexicon())
    for at in range(start + 1, min(start + _LONGEST_HEAD, end - 1)):
        if at in cuts:
            cut, head, form = at - start, fold(text[start:at]), fold(text[at:end])
    if cut:
        line.starts.append(start)
        line.ends.append(start + cut)
        line.forms.append(head)
        line.parts.append(1)
    if form:
        line.starts.append(start + cut)
        line.ends.append(end)
        line.forms.append(form)
        line.parts.append(2 if cut else 0)


def _pieces(line: Line) -> Iterator[Line]:
    """The line, cut behind the last full stop of each 120 units, or else at 120."""
    at, n = 0, len(line)
    while n - at > LONGEST:
        stop = at + LONGEST
        for place in range(stop - 1, at + LONGEST // 2, -1):
            if line.forms[place] in _STOPS:
                stop = place + 1
                break
        yield _slice(line, at, stop)
        at = stop
    if at < n:
        yield _slice(line, at, n) if at else line


def _slice(line: Line, start: int, stop: int) -> Line:
    return Line(
        line.starts[start:stop], line.ends[start:stop], line.forms[start:stop],
        line.parts[start:stop],
    )  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _read(surface: str, lex: Lexicon) -> tuple[int, str, str]:
    """Where a token is cut (0: nowhere), and the folded forms of the two parts."""
    form = fold(surface)
    if not is_arabic(form) or not 3 <= len(surface) <= _LONGEST_WORD:
        return 0, "", form
    cuts = splits(surface)[1:]
    stretched = [cut for cut in cuts if surface[cut - 1] == _TATWEEL]
    if _is_known(form, lex) and not stretched:
        return 0, "", form
    for cut in stretched or cuts:
        head, rest = fold(surface[:cut]), fold(surface[cut:])
        if head and rest and (stretched or _is_borne_out(head, rest, lex)):
            return cut, head, rest
    if form[0] == "و" and len(form) > 4:  # no known word: far more often «and» than a letter
        cut = splits(surface)[1]
        return cut, fold(surface[:cut]), fold(surface[cut:])
    return 0, "", form


def _is_borne_out(head: str, rest: str, lex: Lexicon) -> bool:
    """Whether what would be left of a token without the proclitic `head` is a word of its own."""
    if head[-1] == "ل" and rest.startswith("ل"):
        return len(rest) > 3
    return (rest.startswith(_ARTICLE) and len(rest) > 4) or (len(rest) > 2 and _is_known(rest, lex))


def is_known(form: str) -> bool:
    """Whether a folded word stands in one of the lists, with or without the article."""
    return _is_known(form, lexicon())


def _is_known(form: str, lex: Lexicon) -> bool:
    return form in _vocabulary(lex) or is_nisba(lex, form)


@lru_cache(maxsize=1)
def _vocabulary(lex: Lexicon) -> frozenset[str]:
    words = {
        word
        for found in lex.phrases.values()
        for phrase in found
        for at, word in enumerate(phrase.words)
        if at == 0 or word[0] not in _PROCLITICS
    }
    return frozenset(words).union(*lex.classes.values())


def unit_at(line: Line, offset: int) -> int:
    """The unit that holds `offset`, or the last one before it; -1 before the first."""
    return bisect_right(line.starts, offset) - 1
