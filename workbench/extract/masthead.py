"""The masthead: which line is the headline, and on which day the article appeared.

Invariant: neither comes from the body. The title is the copy of the headline that has a line of
its own, and the day comes from a date line.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from workbench.arabic.calendar import WEEKDAYS
from workbench.arabic.fold import fold
from workbench.extract.dateline import Cue, read_dateline, read_opening
from workbench.extract.page import lines, masked
from workbench.model import Span, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workbench.extract.page import Line
    from workbench.model import Zone

_HEAD = 25
"""How many lines a masthead has, at most."""

_BYLINE = re.compile(
    fold(
        r"بقلم\b|(?:كتبه?|كتبت|إعداد|تحرير|ترجمة|حاوره|حاورها|حاورته|أجرى الحوار|المصدر|متابعة"
        r"|وكالات)\s*[:/|-]"
    )
)


_SITE_AND_NAME = re.compile(r"^[^.:!؟?…]{2,40}\s[-–—ـ|/]\s[^.:!؟?…]{2,40}$")
"""As in «هسبريس - محمد بلقاسم»; a headline of a few words has no dash between spaces."""


def read_masthead(text: str, zones: Sequence[Zone]) -> tuple[Span | None, date | None]:
    """The title and the day of publication of `text`, each None where the page has none."""
    page = lines(masked(text, [zone.span for zone in zones]))
    alone = {(line.start, line.end) for line in lines(text)}
    title = _title(page, alone)
    crumbs = (zone.span.start for zone in zones if zone.kind is ZoneKind.BREADCRUMB)
    day = _published(page, title, site_ends=next(crumbs, 0))
    return (Span(title.start, title.end) if title else None), day


def _title(page: Sequence[Line], alone: set[tuple[int, int]]) -> Line | None:
    """The headline; `alone` are the ranges of lines that share theirs with no furniture."""
    top = [line for line in page[:_HEAD] if len(line.words) >= 3 and not line.ends_sentence]
    count = Counter(line.key for line in top)
    head = list(takewhile(lambda line: not line.is_prose or count[line.key] > 1, page[:_HEAD]))
    copies = [line for line in head if count[line.key] > 1]
    candidates = copies or [line for line in head if _may_be_title(line)]
    return next((line for line in candidates if (line.start, line.end) in alone), None) or next(
        iter(candidates), None
    )


def _may_be_title(line: Line) -> bool:
    """Whether a line that stands once may be the title; of two words it is a section or a name."""
    if len(line.words) < 3 or not line.is_headline_like or read_dateline(line) is not None:
        return False
    if len(line.words) <= 5 and _SITE_AND_NAME.search(line.text):
        return False
    return len(line.words) > 8 or not _BYLINE.match(fold(line.text))


def _published(page: Sequence[Line], title: Line | None, *, site_ends: int) -> date | None:
    """The day of the most telling date line: of the masthead, or one that says so by a cue.

    A date without a cue may be that of the visit where it stands before `site_ends`, the offset
    of the first breadcrumb: it counts where no other does, if no weekday of the text is another.
    """
    top = page.index(title) if title is not None else 0
    found: list[tuple[Cue, bool, int, int, date]] = []
    visits: list[date] = []
    in_head = True
    for at, line in enumerate(page):
        if line is title:
            continue
        was_in_head = in_head
        in_head = in_head and at < _HEAD and not line.is_prose
        if line.is_prose:
            dated = read_opening(line) if was_in_head and at < _HEAD else None
        else:
            dated = read_dateline(line)
        if dated is None or not (was_in_head or dated.leads):
            continue
        plain = dated.cue is Cue.PLAIN
        if plain and line.end <= site_ends:
            visits.append(dated.day)
            continue
        # The day of the visit may stand above the title; that of the article is nearer to it.
        found.append((dated.cue, plain and at < top, abs(at - top), at, dated.day))
    if found:
        return min(found)[-1]
    return next((day for day in visits if _agrees(page, day)), None)


_NUMBERS = {fold(name): day for name, day in WEEKDAYS.items() if name.startswith("ال")}
_WEEKDAY_OF_TODAY = re.compile(rf"\bاليوم\s+({'|'.join(_NUMBERS)})\b")


def _agrees(page: Sequence[Line], day: date) -> bool:
    """Whether no «اليوم الاثنين» of the text names another weekday than that of `day`."""
    said = [_NUMBERS[name] for line in page for name in _WEEKDAY_OF_TODAY.findall(fold(line.text))]
    return all(number == day.isoweekday() for number in said)
