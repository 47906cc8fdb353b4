"""Memory: which surfaces curators accepted and rejected under which label, and where they recur.

Invariant: a surface is remembered in its core form, so that «المغرب» and «لمغرب» are one; what was
rejected twice under a label, and more often than accepted, is not suggested under it again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.arabic.fold import core_form
from workbench.extract.learned.units import lines
from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.extract.learned.tags import Place
    from workbench.extract.learned.units import Line
    from workbench.model import Zone

REASON = N_("accepted before in this project")

MUTED_AFTER = 2
_WEIGHT = 4.0
_LONG, _SHORT = 0.6, 0.3  # a name of several words hardly means anything else
_MOST_UNITS = 12

Key = tuple[str, str]
"""A core form and a label."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A place where an accepted surface recurs, with how sure that makes it."""

    place: Place
    score: float


@dataclass(slots=True)
class Memory:
    """What was accepted and what rejected, by core form and label; grows with each decision."""

    accepted: Counter[Key] = field(default_factory=Counter)
    rejected: Counter[Key] = field(default_factory=Counter)
    _by_first: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def empty(self) -> bool:
        """Whether nothing was ever accepted or rejected."""
        return not (self.accepted or self.rejected)

    def accept(self, surface: str, label: str, times: int = 1) -> None:
        """Remember a surface that stands; -1 takes it back."""
        form = core_form(surface)
        self.accepted[form, label] += times
        self._labels[form].add(label)
        self._by_first[_first(form)].add(form)

    def reject(self, surface: str, label: str, times: int = 1) -> None:
        """Remember a surface that was rejected under a label; -1 takes it back."""
        self.rejected[core_form(surface), label] += times

    def mutes(self, surface: str, label: str) -> bool:
        """Whether a surface is not to be suggested under a label any more."""
        key = core_form(surface), label
        rejected = self.rejected[key]
        return rejected >= MUTED_AFTER and rejected > self.accepted[key]

    def score(self, form: str, label: str) -> float:
        """The share of right suggestions to expect of a core form: a Beta mean of weight 4."""
        prior = _LONG if " " in form else _SHORT
        right, wrong = self.accepted[form, label], self.rejected[form, label]
        return (_WEIGHT * prior + right) / (_WEIGHT + right + wrong)

    def find(self, text: str, zones: Sequence[Zone] = ()) -> list[Recalled]:
        """Where accepted surfaces recur in a text, the longest at each place, in text order."""
        if not self._by_first:
            return []
        found = []
        for line in lines(text, zones):
            at = 0
            while at < len(line):
                recalled = self._at(text, line, at)
                if recalled is not None:
                    found.append(recalled)
                    while at < len(line) and line.starts[at] < recalled.place[1]:
                        at += 1
                else:
                    at += 1
        return found

    def _at(self, text: str, line: Line, at: int) -> Recalled | None:
        start = line.starts[at]
        forms = self._by_first.get(_first(core_form(text[start : line.ends[at]])))
        if not forms:
            return None
        longest = max(form.count(" ") for form in forms) + 1
        for stop in range(min(at + min(2 * longest, _MOST_UNITS), len(line)), at, -1):
            surface = text[start : line.ends[stop - 1]]
            form = core_form(surface)
            if form in forms:
                label = self._best(form)
                if label and not self.mutes(surface, label):
                    place = start, line.ends[stop - 1], label
                    return Recalled(place, self.score(form, label))
        return None

    def _best(self, form: str) -> str:
        """The label that a form was accepted under most often; the first by name of equals."""
        known = [(-self.accepted[form, label], label) for label in self._labels[form]]
        count, label = min(known)
        return label if count else ""


def remembered(evidence: Iterable[tuple[str, str, bool]]) -> Memory:
    """The memory of (surface, label, whether it stands)."""
    memory = Memory()
    for surface, label, stands in evidence:
        (memory.accept if stands else memory.reject)(surface, label)
    return memory


def _first(form: str) -> str:
    """The first word of a core form: the article apart, for «الدار» and «دار» begin differently."""
    return form.split(" ", 1)[0]
