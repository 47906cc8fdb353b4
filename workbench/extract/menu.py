"""Menus: lists of other articles, which look like lists of the article and differ by their place.

Invariant: a list is a menu only above the title, under a heading that says so, or below the foot
of the article; any other list is the article's own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from workbench.extract import furniture
from workbench.extract.dateline import read_dateline
from workbench.model import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.extract.page import Line

Kinds = list[ZoneKind | None]

_BULLET = re.compile(
    r"(?:[•●▪▫■□◾◆♦►▶▸‣⁃○∙·◄◀*+»]\s*|[-–—]\s*(?![0-9٠-٩])|\(?[0-9٠-٩]{1,2}\s?[.)–-]\s"
    r"|(?:[-–—]\s*)?[0-9٠-٩]{1,2}:[0-9٠-٩]{2}\s*[-–|]?\s*(?![\s0-9٠-٩:]))(?=\S)"
)
_FOOT = frozenset((ZoneKind.SHARE, ZoneKind.COMMENTS, ZoneKind.CREDIT))
_MOST_LISTED = 10


def mark_menus(page: Sequence[Line], kinds: Kinds) -> None:
    """Mark the lines of menus in `kinds`."""
    bullets = [kinds[at] is None and bool(_BULLET.match(line.text)) for at, line in enumerate(page)]
    prose = [
        at
        for at, line in enumerate(page)
        if line.is_prose and kinds[at] is None and not bullets[at]
    ]
    first, last = (prose[0], prose[-1]) if prose else (len(page), len(page))
    foot = next((at for at in range(last, len(page)) if kinds[at] in _FOOT), len(page))
    above = _Above(page, kinds)
    for start, end in _runs(bullets):
        under_heading = start > 0 and (
            furniture.is_list_heading(page[start - 1]) or furniture.announces_one(page[start - 1])
        )
        apart = start > foot or (above.lacks_title(start, end) and end <= first)
        if (under_heading or (apart and end - start > 1)) and _is_of_headlines(page[start:end]):
            kinds[start:end] = [ZoneKind.MENU] * (end - start)
    for at in range(first, len(page)):
        if furniture.is_list_heading(page[at]):
            _mark_listed(page, kinds, at, _MOST_LISTED, spaced=at > last)
        elif furniture.announces_one(page[at]):
            _mark_listed(page, kinds, at, 1, spaced=at > last)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The ranges in which `flags` are set without a gap."""
    start = 0
    for at, flag in enumerate((*flags, False)):
        if not flag:
            if start < at:
                yield start, at
            start = at + 1


def _is_of_headlines(items: Sequence[Line]) -> bool:
    """Whether four in five items read like headlines, and not like sentences."""
    sentences = sum(item.is_prose or item.ends_sentence for item in items)
    return 5 * sentences <= len(items)


class _Above:
    """What stands above the runs of a page, which are asked about from top to bottom."""

    def __init__(self, page: Sequence[Line], kinds: Kinds) -> None:
        count = Counter(line.key for line in page if len(line.words) >= 3)
        self._page, self._kinds = page, kinds
        self._twice = [count[line.key] > 1 for line in page]
        self._last_copy = max((at for at, twice in enumerate(self._twice) if twice), default=-1)
        self._seen = self._titles = self._copies = 0

    def lacks_title(self, start: int, end: int) -> bool:
        """Whether no line above `start` can be the title, or one that stands twice is below."""
        for at in range(self._seen, start):
            line = self._page[at]
            if self._kinds[at] is None:
                self._titles += len(line.words) >= 3 and read_dateline(line) is None
                self._copies += self._twice[at]
        self._seen = start
        return self._titles == 0 or (self._copies == 0 and self._last_copy >= end)


def _mark_listed(
    page: Sequence[Line], kinds: Kinds, heading: int, most: int, *, spaced: bool
) -> None:
    """Mark what a heading announces without bullets; with `spaced`, across blank lines too."""
    row = page[heading].row
    for at in range(heading + 1, min(heading + 1 + most, len(page))):
        line = page[at]
        if kinds[at] is not None or line.is_prose or line.ends_sentence:
            break
        if line.row > row + 1 and not spaced:
            break
        kinds[at], row = ZoneKind.MENU, line.row
