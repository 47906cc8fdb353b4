"""An article as folded words with their places in it, which the rules walk over.

Invariant: a rule never sees a word of a zone and never steps over a line end or a zone: the limit
of a word is the index after the last word of its stretch.
"""

from __future__ import annotations

from functools import lru_cache
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
LONGEST_WORD = 40


class Reading(NamedTuple):
    """A word without proclitics: the first `cut` characters of the word are left out."""

    cut: int
    form: str


class Words:
    """The words of a text outside its zones, by index: offsets, folded forms and limits.

    `whole` are folded words that are never read as a proclitic and a rest («بطاطا» is no «طاطا»).
    """

    __slots__ = ("_whole", "ends", "forms", "limits", "starts", "text")

    def __init__(
        self, text: str, zones: Sequence[Zone] = (), whole: frozenset[str] = frozenset()
    ) -> None:
        self.text = text
        self._whole = whole
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.forms: list[str] = []
        self.limits: list[int] = []
        self._read(sorted((zone.span.start, zone.span.end) for zone in zones))

    def __len__(self) -> int:
        return len(self.forms)

    def _read(self, zones: list[tuple[int, int]]) -> None:
        text = self.text
        stretches: list[int] = []
        done = zone = closed = 0
        for start, end in tokens(text):
            while zone < len(zones) and zones[zone][0] < end:
                closed = max(closed, zones[zone][1])
                zone += 1
            if start < closed:
                continue
            surface = text[start:end]
            form = _fold_word(surface) if end - start <= LONGEST_WORD else fold(surface)
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
        surface = self.text[self.starts[i] : self.ends[i]]
        if len(surface) > LONGEST_WORD:
            return (Reading(0, self.forms[i]),)
        return read_word(surface, self._whole)


@lru_cache(maxsize=1 << 16)
def _fold_word(surface: str) -> str:
    return fold(surface)


@lru_cache(maxsize=1 << 16)
def read_word(surface: str, whole: frozenset[str]) -> tuple[Reading, ...]:
    """The readings of a word that is not too long; those of `whole` are never split."""
    form = _fold_word(surface)
    if form in whole:
        return (Reading(0, form),)
    found = []
    for cut in splits(surface):
        rest = _fold_word(surface[cut:])
        if cut and rest.startswith("ل") and fold(surface[:cut]).endswith("ل"):
            found.append(Reading(cut, "ا" + rest))
        found.append(Reading(cut, rest))
    return tuple(found)
