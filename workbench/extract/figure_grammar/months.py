"""Months and their years: «مارس 2021», «آذار/مارس الماضي», «الشهر الموالي».

Invariant: a year is taken from the words beside the month or from the article's day, never
guessed; where neither tells it, it is X.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.arabic.calendar import (
    MONTH_NAMES,
    month_after,
    month_timex,
    name_at,
    shifted_month,
    year_of_month,
    year_timex,
)
from workbench.arabic.numberwords import joined_word
from workbench.extract.figure_grammar.amounts import plain_year
from workbench.extract.figure_grammar.hijri import read_hijri_month
from workbench.extract.figure_grammar.items import is_noun
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.years import (
    COMMON_ERA,
    DEICTIC,
    SAME,
    THAT,
    THIS,
    YEAR_HEADS,
    YEAR_STARTS,
    When,
    read_year,
    shift_at,
    shift_of,
    step_of,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

MONTH_HEADS = words("شهر لشهر")
THE_MONTH = frozenset(("الشهر",))
EVERY = frozenset(("كل",))
AMBIGUOUS = words("مارس ماي آب أوت جوان نيسان أيار تموز شباط مايه حزيران")
"""Months that are also other words or names: alone, they need a word that expects a month."""

_MONTH = N_("a month")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a month: its year, or the way to it from the article's day."""

    stop: int
    year: int | None = None
    shift: int | None = None
    each: bool = False
    reason: str | None = None

    def year_for(self, story: Story, month: int, day: int | None = None) -> int | None:
        """The year of a month, or of a day in it, by what follows."""
        if self.shift is None:
            return self.year
        return year_of_month(story.published, month, self.shift, day)


def month_at(line: Line, at: int, key: str | None = None) -> tuple[int, int] | None:
    """The month named at `at`, also in two calendars: «آذار/مارس», «مارس (آذار)».

    `key` is token `at` without its proclitics.
    """
    key = line.keys[at] if key is None else key
    found = name_at(MONTH_NAMES, line.keys, at, key)
    if found is None or (key == "اب" and "آ" not in line.written(at)):
        return None
    month, stop = found
    again = name_at(MONTH_NAMES, line.keys, stop)
    if again is not None and again[0] == month:  # «مارس آذار»
        return again
    if line.keys[stop] in ("/", "(", "-"):
        again = name_at(MONTH_NAMES, line.keys, stop + 1)
        if again is not None and again[0] == month:
            closed = line.keys[stop] == "(" and line.keys[again[1]] == ")"
            if line.keys[stop] != "(" or closed:
                return month, again[1] + closed
    return found


def month_tail(line: Line, story: Story, at: int) -> Tail:
    """What follows a month that ends before token `at`."""
    key = line.keys[at]
    shift = shift_of(key)
    if shift is not None:
        year = plain_year(line.keys[at + 1])
        if year is not None:
            return Tail(at + 2, year)
        return Tail(at + 1, shift=shift, reason=DEICTIC)
    if key in SAME:
        return Tail(at + 1, story.last_year)
    if plain_year(key) is not None:
        return Tail(at + 1 + (line.keys[at + 1] in COMMON_ERA), plain_year(key))
    year = plain_year(line.keys[at + 1]) if key in ("،", ",") else None
    if year is not None and not is_noun(line.keys[at + 2]):
        return Tail(at + 2, year)
    here = at
    if key == "من":
        here += 1
        if line.keys[here] in EVERY and line.keys[here + 1] in YEAR_HEADS:
            return Tail(here + 2, each=True)
    found = stem_in(YEAR_STARTS, line.keys[here])
    if found is not None or here > at:
        year_read = read_year(line, story, here, found[1] if found else line.keys[here])
        if year_read is not None and year_read.timex is not None and len(year_read.timex) == 4:
            known = int(year_read.timex) if year_read.timex.isdecimal() else None
            return Tail(year_read.stop, known, reason=year_read.reason)
    return Tail(at)


def read_month(line: Line, story: Story, at: int, key: str, *, alone: bool) -> When | None:
    """A month with or without «شهر» and its year; `alone` says that no preposition expects it."""
    if key in THIS and line.keys[at + 1] == "الشهر":
        return When(shifted_month(story.published, 0) or "XXXX-XX", at + 2, DEICTIC)
    if (key in THE_MONTH) or (key in THAT and line.keys[at + 1] in THE_MONTH):
        return _the_month(line, story, at, key)
    headed = key in MONTH_HEADS
    found = month_at(line, at + 1) if headed else month_at(line, at, key)
    if found is None:
        return read_hijri_month(line, story, at, key, expected=not alone)
    month, stop = found
    tail = month_tail(line, story, stop)
    is_bare = tail.stop == stop == at + 1
    if is_bare and (line.keys[stop] in _OF_A_NAME or line.keys[stop : stop + 2] == [".", "كوم"]):
        return None
    if is_bare and key in AMBIGUOUS and (alone or _is_verb(line, at, key)):
        return None
    year = tail.year_for(story, month)
    if is_bare and not headed:
        year = _year_of_range(line, story, stop)
    return When(month_timex(year, month), tail.stop, tail.reason or _MONTH)


_OF_A_NAME = words("الأسود كلينيك الأحمر")
"""What follows a month in a name: «أيلول الأسود»."""


JOINTS = words("و إلى حتى - – —")


def _is_verb(line: Line, at: int, key: str) -> bool:
    """«من مارس السياسة»: who practised."""
    following = line.keys[at + 1]
    return key == "مارس" and following.startswith("ال") and len(following) > 3


def _year_of_range(line: Line, story: Story, at: int) -> int | None:
    """The year of «ماي 2024» for the «فبراير» that «إلى» or «و» joins to it."""
    joined = (at + 1, line.keys[at + 1]) if line.keys[at] in JOINTS else joined_word(line.keys, at)
    if joined is None:
        return None
    here = joined[0] + (line.keys[joined[0]] == "غايه")
    found = month_at(line, here, joined[1] if here == joined[0] else None)
    if found is None:
        return None
    tail = month_tail(line, story, found[1])
    return tail.year_for(story, found[0]) if tail.stop > found[1] else None


def _the_month(line: Line, story: Story, at: int, key: str) -> When | None:
    """«الشهر الماضي», «الشهر نفسه», «الشهر الموالي», «ذلك الشهر», each perhaps with its year."""
    following = line.keys[at + 1]
    shifted = shift_at(line, at + 1)
    if key in THE_MONTH and shifted is not None:
        return When(shifted_month(story.published, shifted[0]) or "XXXX-XX", shifted[1], DEICTIC)
    step = step_of(following)
    if key in THE_MONTH and step is not None:
        month = month_after(story.last_month, step) or "XXXX-XX"
        return When(month, at + 2, _MONTH, 0.8)
    if key in THE_MONTH and following not in SAME:
        return None
    tail = month_tail(line, story, at + 2)
    if tail.stop == at + 2:
        return When(story.last_month or "XXXX-XX", at + 2, _MONTH, 0.8)
    month = (story.last_month or "XXXX-XX")[5:]
    return When(f"{year_timex(tail.year)}-{month}", tail.stop, _MONTH, 0.8)


def expects_month(line: Line, at: int, cut: int) -> bool:
    """Whether the word before token `at`, or a preposition on it, expects a date."""
    if cut and line.text[line.starts[at] + cut - 1] in "بلك":
        return True
    before = line.keys[at - 1] if at else ""
    return stem_in(_BEFORE_MONTH, before) is not None or stem_in(MONTH_NAMES, before) is not None


_BEFORE_MONTH = (PREPOSITIONS & words("في منذ خلال من بين إلى حتى قبل بعد")) | words(
    "أوائل أواخر مطلع نهاية بداية منتصف غاية شهري شهرا متم فاتح"
)
