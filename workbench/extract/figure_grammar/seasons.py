"""Parts of years and years that are no calendar years: «صيف 2012», «موسم 2020/2021», «الربع الأول».

Invariant: a term («الموسم الماضي», «السنة الدراسية المقبلة») is told by the two years over which
it lies, of which none is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic.calendar import (
    SEASONS,
    term_timex,
    year_of_season,
    year_timex,
)
from workbench.arabic.numberwords import read_ordinal
from workbench.extract.figure_grammar.amounts import plain_year
from workbench.extract.figure_grammar.lexicon import stem_in, words
from workbench.extract.figure_grammar.years import (
    ANAPHORIC,
    DEICTIC,
    SAME,
    TERM_KINDS,
    THAT,
    THIS,
    YEAR_STARTS,
    When,
    bare_year,
    read_named_year,
    read_year,
    shift_of,
    year_pair,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

EACH = frozenset(("كل",))
_OF_A_YEAR = YEAR_STARTS | {"من"}
_BEFORE_SEASON = EACH | {"فصل"}
CAMPAIGNS = words("موسم الموسم")
"""The noun of a season of sports, farming or school."""

_CAMPAIGN_KINDS = TERM_KINDS | words("السياحي الصيفي المطري")
PARTS = {"الربع": "Q", "الفصل": "Q", "النصف": "H", "الاسدس": "H", "السداسي": "H", "الثلاثي": "Q"}
"""Parts of a year that an ordinal counts."""

_LAST_PART = frozenset(("الاخير", "الاخيره"))
_HIGHEST = {"Q": 4, "H": 2}


def read_season(line: Line, story: Story, at: int, key: str) -> When | None:
    """«صيف 2012», «الصيف الماضي», «هذا الصيف», «فصل الصيف المقبل», «كل صيف»."""
    here, this = at, key in THIS
    if this or key in _BEFORE_SEASON:
        here, key = at + 1, line.keys[at + 1]
    code = SEASONS.get(key.removeprefix("ال"))
    if code is None:
        return None
    here += 1
    if line.keys[at] in EACH:
        return When(f"XXXX-{code}", here, N_("a season of every year"), 0.9)
    shift = 0 if this else shift_of(line.keys[here])
    if shift is not None:
        year = year_of_season(story.published, code, shift)
        stop = here + (shift_of(line.keys[here]) is not None)
        return When(f"{year_timex(year)}-{code}", stop, DEICTIC)
    found = stem_in(_OF_A_YEAR, line.keys[here])
    if found is not None and found[1] == "من":
        here += 1
        found = stem_in(YEAR_STARTS, line.keys[here])
    reason = N_("a season with its year")
    pair = year_pair(line, here)
    if pair is not None and pair.timex is not None:  # «شتاء 2022-2023»
        return When(f"{pair.timex[:4]}-{code}", pair.stop, reason)
    year_read = read_year(line, story, here, found[1] if found else line.keys[here])
    if year_read is None or year_read.timex is None or "/" in year_read.timex:
        return None
    return When(f"{year_read.timex}-{code}", year_read.stop, reason)


def read_campaign(line: Line, story: Story, at: int, key: str) -> When | None:
    """«موسم 2020/2021», «الموسم الكروي 2023-2024», «الموسم الماضي», «هذا الموسم»."""
    this = key in THIS or key in THAT
    if this:
        at += 1
    if (line.keys[at] if this else key) not in CAMPAIGNS:
        return None
    here = at + 1
    while line.keys[here] in _CAMPAIGN_KINDS and here < at + 3:
        here += 1
    named = year_pair(line, here) or (
        read_named_year(line, story, here) if plain_year(line.keys[here]) else None
    )
    if named is not None:
        return named
    shift = 0 if key in THIS else shift_of(line.keys[here])
    if shift is not None:
        stop = here + (shift_of(line.keys[here]) is not None)
        named = year_pair(line, stop)
        return named or When(term_timex(story.published, shift), stop, DEICTIC)
    if key in THAT or line.keys[here] in SAME:
        return When(story.last_term or "XXXX/XXXX", here + (not this), ANAPHORIC, 0.8)
    return None


def read_part(line: Line, story: Story, at: int, key: str) -> When | None:
    """«الربع الأول من سنة 2024», «الفصل الثالث من 2015», «النصف الأول من السنة الجارية»."""
    letter = PARTS.get(key)
    if letter is None:
        return None
    if line.keys[at + 1] in _LAST_PART:
        rank, stop = _HIGHEST[letter], at + 2
    else:
        counted = read_ordinal(line.keys, at + 1)
        if counted is None or counted.value > _HIGHEST[letter]:
            return None
        rank, stop = int(counted.value), counted.stop
    reason = N_("a part of a year")
    here = stop
    found = stem_in(_OF_A_YEAR, line.keys[here])
    if found is not None and found[1] == "من":
        here += 1
        found = stem_in(YEAR_STARTS, line.keys[here])
    word = found[1] if found is not None else line.keys[here]
    year = read_year(line, story, here, word)
    if year is None and here > stop and word in ("العام", "السنه"):
        year = When(year_timex(bare_year(story)), here + 1, DEICTIC)
    if year is not None and year.timex is not None and len(year.timex) == 4:
        return When(f"{year.timex}-{letter}{rank}", year.stop, reason)
    if key in ("الربع", "الاسدس", "السداسي") and here == stop:
        return When(f"XXXX-{letter}{rank}", stop, reason, 0.7)
    return None
