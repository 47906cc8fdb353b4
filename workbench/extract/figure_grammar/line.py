"""One line of an article as folded tokens that know where they stand in the text.

Invariant: no expression crosses a line or a zone, and every token maps back to a range of the
article's text as stored.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING

from workbench.arabic.fold import Folded, fold, fold_with_map
from workbench.arabic.numerals import NUMERAL
from workbench.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.extract.figure_grammar.amounts import Amount
    from workbench.extract.figure_grammar.measures import Measure
    from workbench.model import Zone


def _date_literal(sign: str, years: str) -> str:
    day = "[0-9]{1,2}"
    sequence = rf"{day}{sign}{day}{sign}(?:{years})|[0-9]{{4}}{sign}{day}{sign}{day}"
    return rf"(?:{sequence})(?![0-9]|{sign}[0-9])"


DATE_LITERAL = "|".join(
    (
        _date_literal("/", "[0-9]{4}|[0-9]{2}"),
        _date_literal("-", "[0-9]{4}|[0-9]{2}"),
        _date_literal(r"\.", "[0-9]{4}"),
    )
)
CLOCK_LITERAL = "(?:2[0-4]|[01]?[0-9])[:h][0-5][0-9](?::[0-5][0-9])?(?![0-9:h])"
_CODE = "[0-9]++(?>(?:[-/:][0-9]++){2,})"

# The one group is the token: spaces before it are skipped at once, and a text that ends with none
# leaves nothing to search twice.
_TOKEN = re.compile(
    r"\s*+([\u0620-\u064a]++[^\W\d_]*+"
    r"|(?:https?://|www\.)\S++|[#@]\w++"
    r"|[a-zà-öø-ɏ][a-z0-9à-öø-ɏ]*+"
    rf"|{DATE_LITERAL}|{CLOCK_LITERAL}|{_CODE}|{NUMERAL}"
    r"|[^\W\d_]++|\S)"
)
_HEAT = re.compile("حرار|صيف|مئوي|الصفر|سيلسيوس|البرود|الطقس|فهرنهايت|°")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

# Folding drops characters and takes ligatures apart, and changes the length by nothing else.
_LIGATURES = re.compile("[\u0130\ufb50-\ufdff\ufe70-\ufefc]")

_PADDING = ("",) * 8
"""Empty tokens after the last, so that a grammar may look ahead, or one back from the first."""


class Line:
    """The tokens of one line: `keys[i]` is `text[starts[i]:ends[i]]` of the folded line."""

    __slots__ = (
        "_base",
        "_heat",
        "_is_resized",
        "_map",
        "_source",
        "amounts",
        "ends",
        "keys",
        "measured",
        "starts",
        "text",
    )

    def __init__(self, source: str, base: int) -> None:
        self.text = fold(source)
        self._source, self._base = source, base
        self._map: Folded | None = None
        self._heat: bool | None = None
        self._is_resized: bool | None = None
        self.keys: list[str] = _TOKEN.findall(self.text.rstrip())
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.amounts: dict[int, Amount | None] = {}  # what was read at a token is read once
        self.measured: tuple[Measure, Amount, int] | None = None  # the last one, and its stop

    def locate(self) -> None:
        """Find where the tokens stand; a line without figures is spared it."""
        end, find, keep = 0, self.text.find, self.starts.append
        sizes = [*map(len, self.keys)]
        for key, size in zip(self.keys, sizes, strict=True):
            start = find(key, end)
            end = start + size
            keep(start)
        self.ends = [*map(add, self.starts, sizes)]
        self.keys.extend(_PADDING)

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def tells_heat(self) -> bool:
        """Whether the line speaks of temperatures, so that degrees are of heat."""
        if self._heat is None:
            self._heat = _HEAT.search(self.text) is not None
        return self._heat

    def touches(self, at: int) -> bool:
        """Whether token `at` directly follows the one before it."""
        return 0 < at < len(self.starts) and self.ends[at - 1] == self.starts[at]

    def end(self, stop: int) -> int:
        """The folded offset at which the tokens before `stop` end."""
        return self.ends[stop - 1]

    def span(self, start: int, end: int) -> Span:
        """The span of the article under `text[start:end]` of this line."""
        if self._is_resized is None:
            self._is_resized = (
                len(self.text) != len(self._source) or _LIGATURES.search(self._source) is not None
            )
        if self._is_resized:
            if self._map is None:
                self._map = fold_with_map(self._source)
            start, end = self._map.to_source(start, end)
        return Span(self._base + start, self._base + end)

    def written(self, at: int, cut: int = 0) -> str:
        """Token `at` as the article writes it, without its first `cut` letters."""
        span = self.span(self.starts[at] + cut, self.ends[at])
        return self._source[span.start - self._base : span.end - self._base]


def lines(text: str, zones: Sequence[Zone]) -> Iterator[tuple[int, int]]:
    """The ranges of `text` that lie on one line and outside every zone, in order."""
    closed = sorted((zone.span.start, zone.span.end) for zone in zones)
    here = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        while here < len(closed) and closed[here][1] <= start:
            here += 1
        at = here
        while at < len(closed) and closed[at][0] < end:
            if start < closed[at][0]:
                yield start, closed[at][0]
            start = max(start, closed[at][1])
            at += 1
        if start < end:
            yield start, end
