"""One pass over an article: each trigger is given to the grammars that can begin with it.

Invariant: figures come in text order and never overlap; what a grammar read, figure or not, is
not read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.figure_grammar import clock, counts, dates, ranks, spells
from workbench.extract.figure_grammar.amounts import WORD_STARTS, read_amount
from workbench.extract.figure_grammar.bare_years import read_bare_year
from workbench.extract.figure_grammar.lexicon import with_proclitics
from workbench.extract.figure_grammar.line import Line, lines
from workbench.extract.figure_grammar.measures import (
    COINS,
    PERCENT_SIGNS,
    read_measured,
    read_prefixed,
    read_shared,
)
from workbench.extract.figure_grammar.reading import DATE
from workbench.extract.figure_grammar.story import Story
from workbench.model import Annotation, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.extract.figure_grammar.reading import Found, Reading
    from workbench.model import Article, Zone

_DIGITS = frozenset("0123456789")

_TRIGGERS = with_proclitics(
    dates.STARTS | clock.STARTS | spells.STARTS | ranks.STARTS | WORD_STARTS | counts.ONES
) | {sign: (0, sign) for sign in PERCENT_SIGNS | COINS}


def scan(article: Article, zones: Sequence[Zone]) -> Iterator[Candidate]:
    """The figures of `article` outside `zones`, in text order."""
    story = Story(article.text, article.published)
    for start, end in lines(article.text, zones):
        line = Line(article.text[start:end], start)
        for found in _figures(line, story):
            yield _candidate(article, line, found)


def _figures(line: Line, story: Story) -> Iterator[Found]:
    """The figures of one line."""
    keys = line.keys
    triggers = [at for at, key in enumerate(keys) if key in _TRIGGERS or key[0] in _DIGITS]
    if not triggers:
        return
    line.locate()
    resume, done = 0, 0
    for at in triggers:
        if at < resume:
            continue
        is_digits = keys[at][0] in _DIGITS
        reading = _read_digits(line, story, at) if is_digits else _read_word(line, story, at)
        if reading is None:
            continue
        resume = max(reading.stop, at + 1)
        for found in reading.found:
            if found.start >= done:
                done = found.end
                yield found
            if found.label == DATE:
                story.remember(found.value)
        for token in line.keys[at:resume]:
            story.last_year = dates.known_year(token) or story.last_year


def _read_word(line: Line, story: Story, at: int) -> Reading | None:
    """What a word begins, the most specific kind first."""
    cut, key = _TRIGGERS[line.keys[at]]
    if key in PERCENT_SIGNS or key in COINS:
        return read_prefixed(line, at)
    reading = None
    if key in clock.STARTS:
        reading = clock.read_time(line, at, cut, key)
    if reading is None and key in dates.STARTS:
        reading = dates.read_date(line, story, at, cut, key)
    if reading is None and key in spells.STARTS:
        reading = spells.read_spell(line, at, cut, key)
    if reading is None and key in counts.ONES:
        reading = counts.read_one(line, at, cut)
    if reading is None and key in WORD_STARTS:
        reading = _read_number(line, story, at)
    if reading is None and key in ranks.STARTS:
        reading = ranks.read_rank_in_words(line, at, cut, key)
    return reading


def _read_digits(line: Line, story: Story, at: int) -> Reading | None:
    """What a numeral begins."""
    return (
        dates.read_date(line, story, at, 0, line.keys[at])
        or clock.read_time(line, at, 0, line.keys[at])
        or counts.read_score(line, at)
        or _read_number(line, story, at)
        or counts.skip_code(line, at)
    )


def _read_number(line: Line, story: Story, at: int) -> Reading | None:
    """A number with its unit, a year, a rank or a count."""
    amount = read_amount(line, at)
    if amount is None:
        return None
    reading = read_measured(line, story, amount)
    if reading is None and amount.scale == 1 and not amount.spelt and not amount.definite:
        reading = read_bare_year(line, at)
    if reading is None and amount.high is None:
        reading = read_shared(line, story, amount)
    return reading or ranks.read_rank_number(line, amount) or counts.read_count(line, amount)


def _candidate(article: Article, line: Line, found: Found) -> Candidate:
    span = line.span(found.start, found.end)
    surface = article.text[span.start : span.end]
    annotation = Annotation(span, surface, found.label, found.value)
    return Candidate(annotation, found.score, found.reason, found.alternatives, found.flags)
