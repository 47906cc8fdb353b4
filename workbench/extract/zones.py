"""Zones: the furniture of a news page, found by what its lines say and by where they stand.

Invariant: zones are sorted and do not overlap; none holds a copy of the headline, a byline, a
date line or a sentence of the body (guidelines, rule 6). Time is linear in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.extract import furniture
from workbench.extract.breadcrumb import mark_breadcrumbs
from workbench.extract.menu import mark_menus
from workbench.extract.page import CUE_LENGTH, key, lines, masked, trimmed
from workbench.model import Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.extract.page import Line

VERSION = "2"
"""Changes with what is found, so that articles are read anew."""

_QUOTE = "\"'“”„‟‘’‚″′«»"
_NAME = r"[A-Za-z][\w-]{1,60}"
_ATTRIBUTE = (
    rf"\s{{1,9}}+[\w:-]{{1,60}}+\s?=\s?"
    rf"(?:[{_QUOTE}][^{_QUOTE}]{{0,2000}}+[{_QUOTE}]|[^\s\[\]{_QUOTE}]{{1,500}}+)"
)
_SHORTCODE = re.compile(
    rf"\[{_NAME}(?:{_ATTRIBUTE}){{1,60}}+\s{{0,9}}/?\]|\[/{_NAME}\]"
    r"|\[(?:gallery|embed|audio|video|playlist|caption|ads?|ad_[0-9]|adrotate|quote|spoiler)\]"
)

_ARABIC = r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_LATIN_RUN = re.compile(rf"[(\[\"“'‘]?[A-Za-z][^{_ARABIC}\n\r]*+")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_OPENS_ARABIC = "([{«“\"'‘-–—|/: "
_CREDIT = re.compile(
    r"\b(?:REUTERS|Reuters/|AFP|AP Photo|Associated Press|Getty|EPA|EFE/|Xinhua|Anadolu|dpa|Handout"
    r"|FILE PHOTO|FILE PICTURE|File photo|[Pp]hoto(?:graph)? by|[Pp]hoto credit|[Pp]icture by)"
)
_SUBSCRIBE = re.compile(r"forget to subscribe|[Ss]ubscribe to our|[Ff]ollow us on")
_LATIN_DAY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? [0-9]{1,2}, "
    r"(?:19|20)[0-9]{2}"
)


def find_zones(text: str) -> tuple[Zone, ...]:
    """The zones of `text`, in order."""
    codes = [Zone(Span(*code.span()), ZoneKind.SHORTCODE) for code in _SHORTCODE.finditer(text)]
    rest = masked(text, [zone.span for zone in codes])
    latin = list(_latin_zones(rest))
    page = lines(masked(rest, [zone.span for zone in latin]))
    kinds = [furniture.kind_of(line) for line in page]
    crumbs = list(mark_breadcrumbs(page, kinds))
    mark_menus(page, kinds)
    _mark_agency_captions(page, kinds)
    whole = [
        Zone(Span(line.start, line.end), kind)
        for line, kind in zip(page, kinds, strict=True)
        if kind is not None
    ]
    return tuple(_merged(text, sorted([*codes, *latin, *crumbs, *whole])))


def _merged(text: str, zones: Sequence[Zone]) -> Iterator[Zone]:
    """`zones` without overlaps, and as one where only white space parts two of a kind."""
    last: Zone | None = None
    for zone in zones:
        if last is None:
            last = zone
            continue
        start, end = last.span.end, zone.span.start
        if end < start or (zone.kind is last.kind and not text[start:end].strip()):
            last = Zone(Span(last.span.start, max(start, zone.span.end)), last.kind)
        else:
            yield last
            last = zone
    if last is not None:
        yield last


def _latin_zones(text: str) -> Iterator[Zone]:
    """What stands in Latin letters on an Arabic page, beside Arabic or alone.

    Mostly it is what an agency wrote under its picture, which extraction glues to the headline.
    """
    standing = {line.key for line in lines(text) if len(line.words) >= 3}
    for run in _LATIN_RUN.finditer(text):
        start, end = trimmed(text, *run.span())
        if run.end() < len(text) and text[run.end()] not in "\n\r":
            end = start + len(text[start:end].rstrip(_OPENS_ARABIC))
        count = sum(1 for _word in _LATIN_WORD.finditer(text, start, end))
        if count >= 5 and _SUBSCRIBE.search(text, start, end):
            yield Zone(Span(start, end), ZoneKind.FOLLOW)
        elif (
            (count >= 5 and _CREDIT.search(text, start, end))
            or (count >= 8 and _LATIN_DAY.search(text, start, end))
            or (count >= 8 and _before(text, start) in standing)
        ):
            yield Zone(Span(start, end), ZoneKind.CAPTION)


def _before(text: str, at: int) -> str:
    """The key of what stands before `at` on its line; empty where that is long."""
    nearby = text[max(0, at - CUE_LENGTH) : at]
    return key(nearby.rpartition("\n")[2]) if "\n" in nearby or at <= CUE_LENGTH else ""


def _mark_agency_captions(page: Sequence[Line], kinds: list[ZoneKind | None]) -> None:
    """Mark captions that end with their agency; the first line that is news is the headline."""
    headed = False
    for at, line in enumerate(page):
        if kinds[at] is None:
            if headed and furniture.is_agency_caption(line):
                kinds[at] = ZoneKind.CAPTION
            headed = True
