"""One pass over an article: each trigger is given to the grammars that can begin with it.

Invariant: figures come in text order and never overlap; what a grammar read, figure or not, is
not read again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import BadSpan
from workbench.extract.figure_grammar import (
    bare_units,
    clock,
    codes,
    counts,
    dates,
    lifetimes,
    ranks,
    shares,
    spells,
)
from workbench.extract.figure_grammar.amounts import WORD_STARTS, read_amount
from workbench.extract.figure_grammar.bare_years import read_bare_year
from workbench.extract.figure_grammar.lexicon import with_proclitics
from workbench.extract.figure_grammar.line import Line, lines
from workbench.extract.figure_grammar.measured import (
    read_measured,
    read_prefixed,
    read_shared,
    read_understood,
)
from workbench.extract.figure_grammar.measures import COINS, PERCENT_SIGNS
from workbench.extract.figure_grammar.numbered import read_rank_number
from workbench.extract.figure_grammar.reading import DATE
from workbench.extract.figure_grammar.story import Story
from workbench.model import Annotation, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.extract.figure_grammar.reading import Found, Reading
    from workbench.model import Article, Zone

_DIGITS = frozenset("0123456789")

_TRIGGERS = with_proclitics(
    dates.STARTS
    | lifetimes.STARTS
    | clock.STARTS
    | spells.STARTS
    | ranks.STARTS
    | shares.PART_STARTS
    | bare_units.STARTS
    | WORD_STARTS
    | counts.ONES
) | {sign: (0, sign) for sign in PERCENT_SIGNS | COINS}


def scan(article: Article, zones: Sequence[Zone]) -> Iterator[Candidate]:
    """The figures of `article` outside `zones`, in text order."""
    story = Story(article.text, article.published)
    for start, end in lines(article.text, zones):
        line = Line(article.text[start:end], start)
        for found in _figures(line, story):
            candidate = _candidate(article, line, found)
            if candidate is not None:
                yield candidate


def _figures(line: Line, story: Story) -> Iterator[Found]:
    """The figures of one line."""
    keys = line.keys
    triggers = [at for at, key in enumerate(keys) if key in _TRIGGERS or "0" <= key < ":"]
    if not triggers or (len(keys) == 1 and keys[0].isdecimal()):
        return  # a number that is a line by itself is a counter
    line.locate()
    resume, done = 0, 0
    for place, at in enumerate(triggers):
        if at < resume:
            continue
        is_digits = keys[at][0] in _DIGITS
        if is_digits and place + _TABLE < len(triggers):
            resume = _end_of_table(keys, at, triggers[place + _TABLE])
            if resume > at:
                continue
        reading = _read_digits(line, story, at) if is_digits else _read_word(line, story, at)
        if reading is None:
            continue
        resume = max(reading.stop, at + 1)
        for found in reading.found:
            if found.start >= done:
                done = found.end
                yield found
            if found.label == DATE:
                story.remember(found.value, line.keys[at:resume])


_TABLE = 50
"""So many numerals with nothing but signs between them are a table, and no prose."""


def _end_of_table(keys: list[str], at: int, far: int) -> int:
    """Where the table that begins at token `at` ends; `at` if it does not reach token `far`."""
    if far - at > 4 * _TABLE:
        return at
    stop = at
    while keys[stop] and (not keys[stop][0].isalpha() or keys[stop] in _IN_TABLES):
        stop += 1
    return stop if stop > far else at


_IN_TABLES = frozenset(("و", "ال", "او", "ب"))


def _read_word(line: Line, story: Story, at: int) -> Reading | None:
    """What a word begins, the most specific kind first."""
    cut, key = _TRIGGERS[line.keys[at]]
    if key in PERCENT_SIGNS or key in COINS:
        return read_prefixed(line, at)
    reading = None
    if key in lifetimes.STARTS:
        reading = lifetimes.read_lifetime(line, at, cut, key)
    if reading is None and key in clock.STARTS:
        reading = clock.read_time(line, at, cut, key)
    if reading is None and key in dates.STARTS:
        reading = dates.read_date(line, story, at, cut, key)
    if reading is None and key in spells.STARTS:
        reading = spells.read_spell(line, at, cut, key)
    if reading is None and key in counts.ONES:
        reading = counts.read_one(line, at, cut)
    if reading is None and key in bare_units.STARTS:
        reading = bare_units.read_bare_unit(line, story, at, cut, key)
    if reading is None and key in shares.PART_STARTS:
        reading = shares.read_share(line, story, at, cut, key)
    if reading is None and key in WORD_STARTS:
        reading = _read_number(line, story, at)
    if reading is None and key in ranks.STARTS:
        reading = ranks.read_rank_in_words(line, at, cut, key)
    return reading


def _read_digits(line: Line, story: Story, at: int) -> Reading | None:
    """What a numeral begins."""
    key = line.keys[at]
    if len(key) > _DAY_DIGITS and key.isdecimal():  # no day, part, score or hour but «0900»
        return (
            (clock.read_time(line, at, 0, key) if len(key) == _CLOCK_DIGITS else None)
            or lifetimes.read_lifetime_digits(line, at)
            or (dates.read_date(line, story, at, 0, key) if len(key) == _CLOCK_DIGITS else None)
            or _read_number(line, story, at)
            or codes.skip_code(line, at)
        )
    return (
        codes.read_numbered_code(line, at)
        or shares.read_share_in_digits(line, at)
        or dates.read_date(line, story, at, 0, line.keys[at])
        or counts.read_score(line, at, only_cued=True)
        or clock.read_time(line, at, 0, line.keys[at])
        or lifetimes.read_lifetime_digits(line, at)
        or counts.read_score(line, at)
        or _read_number(line, story, at)
        or codes.skip_code(line, at)
    )


_DAY_DIGITS, _CLOCK_DIGITS = 2, 4


def _read_number(line: Line, story: Story, at: int) -> Reading | None:
    """A number with its unit, a year, a rank or a count."""
    amount = read_amount(line, at)
    if amount is None:
        return None
    reading = read_measured(line, story, amount)
    if reading is None and amount.scale == 1 and not amount.spelt and not amount.definite:
        reading = read_bare_year(line, at)
    is_one = amount.spelt and amount.low == 1 and amount.bare_stop == at + 1
    if reading is None and amount.high is None and not is_one:
        reading = read_shared(line, story, amount)
    return (
        reading
        or read_rank_number(line, amount)
        or read_understood(line, amount)
        or counts.read_count(line, amount)
    )


def _candidate(article: Article, line: Line, found: Found) -> Candidate | None:
    """The figure as a candidate; None where its edges part a grapheme cluster, as in a keycap."""
    span = line.span(found.start, found.end)
    text = article.text
    around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    if not (around.isascii() or _PLAIN.fullmatch(around)):
        try:
            article.annotate(span.start, span.end, found.label)
        except BadSpan:
            return None
    annotation = Annotation(span, text[span.start : span.end], found.label, found.value)
    return Candidate(annotation, found.score, found.reason, found.alternatives, found.flags)


_PLAIN = re.compile("[\0-\x7f\xa0«»،؛؟ء-ي]*")
"""What parts no cluster from the figure beside it."""
