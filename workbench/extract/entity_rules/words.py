"""An article as folded words with their places in it, which the rules walk over.

Invariant: a rule never sees a word of a zone and never steps over a line end or a zone: the limit
of a word is the index after the last word of its stretch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.arabic.fold import fold
from workbench.arabic.proclitics import splits
from workbench.arabic.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model import Zone

HYPHENS = frozenset("-–")
OPENING = frozenset("\"“”«‹„'‘’([")
CLOSING = frozenset("\"“”»›'‘’)]")
_LONGEST_WORD = 40


class Reading(NamedTuple):
    """A word without proclitics: the first `cut` characters of the word are left out."""

    cut: int
    form: str


class Words:
    """The words of a text outside its zones, by index: offsets, folded forms and limits."""

    __slots__ = ("_readings", "ends", "forms", "limits", "starts", "text")

    def __init__(self, text: str, zones: Sequence[Zone] = ()) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.forms: list[str] = []
        self.limits: list[int] = []
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._read(sorted((zone.span.start, zone.span.end) for zone in zones))

    def __len__(self) -> int:
        return len(self.forms)

    def _read(self, zones: list[tuple[int, int]]) -> None:
        text, folded = self.text, dict[str, str]()
        stretches: list[int] = []
        done = zone = closed = 0
        for start, end in tokens(text):
            while zone < len(zones) and zones[zone][0] < end:
                closed = max(closed, zones[zone][1])
                zone += 1
            if start < closed:
                continue
            surface = text[start:end]
            form = folded.get(surface)
            if form is None:
                form = folded[surface] = fold(surface)
            if not form:  # an invisible control between words
                continue
            gap = text[done:start] if start - done > 1 or text[done:start] != " " else ""
            if "\n" in gap or "\r" in gap or (done < closed and self.forms):
                stretches.append(len(self.forms))
            self.starts.append(start)
            self.ends.append(end)
            self.forms.append(form)
            done = end
        stretches.append(len(self.forms))
        at = 0
        for stretch in stretches:
            self.limits.extend([stretch] * (stretch - at))
            at = stretch

    def surface(self, i: int) -> str:
        """The word as written."""
        return self.text[self.starts[i] : self.ends[i]]

    def form(self, i: int, limit: int) -> str:
        """The folded word, or nothing from the limit on."""
        return self.forms[i] if i < limit else ""

    def joined(self, i: int) -> bool:
        """Whether the word is written onto the one before it."""
        return i > 0 and self.ends[i - 1] == self.starts[i]

    def joined_after(self, i: int) -> bool:
        """Whether the next word is written onto this one."""
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    def readings(self, i: int) -> tuple[Reading, ...]:
        """The word whole, then without each of its possible proclitics.

        After a ل that swallowed an alef the article is restored: «للمغرب» is also read «المغرب».
        """
        surface = self.surface(i)
        found = self._readings.get(surface)
        if found is None:
            found = self._readings[surface] = _read_word(surface)
        return found


def _read_word(surface: str) -> tuple[Reading, ...]:
    if len(surface) > _LONGEST_WORD:
        return (Reading(0, fold(surface)),)
    found = []
    for cut in splits(surface):
        rest = fold(surface[cut:])
        if cut and rest.startswith("ل") and fold(surface[:cut]).endswith("ل"):
            found.append(Reading(cut, "ا" + rest))
        found.append(Reading(cut, rest))
    return tuple(found)
