"""Breadcrumbs: the way to a page, spelt out before or after a copy of its headline.

Invariant: a copy of the headline is never part of a breadcrumb, since every copy is annotated.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold, fold_with_map
from workbench.extract.dateline import read_dateline
from workbench.extract.page import key, trimmed
from workbench.model import Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.extract.page import Line

_HOME = re.compile(fold(r"(?:أنت هنا\s*:?\s*)?(?:الصفحة )?(?:الرئيسية|home\b)"))
_SIGNS = frozenset("»«›‹>/|\\←→-–—")
_LONGEST = 100
"""No breadcrumb has more characters before the headline."""

_HEAD = 12
"""How many lines a site may put above a breadcrumb."""


def mark_breadcrumbs(page: Sequence[Line], kinds: list[ZoneKind | None]) -> Iterator[Zone]:
    """Yield breadcrumbs that share a line with a headline; others are marked in `kinds`.

    The short lines above the first breadcrumb are the site's, and are marked as its menu.
    """
    standing = {line.key for line in page if len(line.words) >= 3}
    shared: set[int] = set()
    first = True
    for at, line in enumerate(page):
        found = _breadcrumb(line, standing) if kinds[at] is None and line.words else None
        if found is None:
            continue
        start, end = found
        if (start, end) == (line.start, line.end):
            kinds[at] = ZoneKind.BREADCRUMB
        else:
            yield Zone(Span(start, end), ZoneKind.BREADCRUMB)
            shared.add(at)
        if first and start == line.start and at < _HEAD:
            _mark_site_lines(page, kinds, at, line.text[end - line.start :], shared)
            first = False


def _breadcrumb(line: Line, standing: set[str]) -> tuple[int, int] | None:
    """The range of the breadcrumb in `line`, or None.

    It ends where the text of another line begins, which is the headline; failing that, after its
    last sign; failing that, after «الرئيسية». After a headline it is the name of the site.
    """
    parts = [part.span() for part in re.finditer(r"\S+", line.text)]
    signs = [at for at, (start, end) in enumerate(parts) if line.text[start:end] in _SIGNS]
    folded = fold_with_map(line.text)
    home = _HOME.match(folded.text)
    if home is not None:
        # Sites may glue the parts together: «الرئيسيةرياضةالأسود يعودون».
        for at in range(home.end(), min(len(folded.text), _LONGEST)):
            if folded.text[at:] in standing:
                _start, end = trimmed(line.text, 0, folded.starts[at])
                return line.start, line.start + end
        return _unheaded(line, parts, signs, len(home[0].split()))
    for sign in signs:
        if sign + 1 < len(parts) and key(line.text[parts[sign + 1][0] :]) in standing:
            return line.start, line.start + parts[sign][1]
        if 1 < len(parts) - sign <= 5 and key(line.text[: parts[sign][0]]) in standing:
            return line.start + parts[sign][0], line.end
    return None


def _unheaded(
    line: Line, parts: Sequence[tuple[int, int]], signs: Sequence[int], home: int
) -> tuple[int, int]:
    """The range of a breadcrumb that begins with `home` words and no known headline follows."""
    if signs and len(parts) - signs[-1] > 4:
        return line.start, line.start + parts[signs[-1]][1]
    if signs or len(parts) <= 6:
        return line.start, line.end
    return line.start, line.start + parts[home - 1][1]


def _mark_site_lines(
    page: Sequence[Line],
    kinds: list[ZoneKind | None],
    crumb: int,
    headline: str,
    shared: set[int],
) -> None:
    """Mark the lines above the breadcrumb, if the headline stands in its line or below it."""
    below = takewhile(lambda line: not line.is_prose, page[crumb + 1 : crumb + 1 + _HEAD])
    if any(line.is_prose and kinds[at] is None for at, line in enumerate(page[:crumb])):
        return
    if not headline and not any(_is_title_like(line) for line in below):
        return
    for at, line in enumerate(page[:crumb]):
        news = at in shared or line.key == key(headline) or read_dateline(line) is not None
        if kinds[at] is None and not news:
            kinds[at] = ZoneKind.MENU


def _is_title_like(line: Line) -> bool:
    return line.is_headline_like and len(line.words) >= 4 and read_dateline(line) is None
