"""Memory: which surfaces curators accepted and rejected under which label, and where they recur.

Invariant: a surface is remembered in its core form, so that «المغرب» and «لمغرب» are one; what was
rejected twice under a label, and more often than accepted, is not suggested under it again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.arabic.fold import core_form
from workbench.arabic.proclitics import splits
from workbench.extract.entity_rules.grammar import is_arabic, is_everyday, is_nisba
from workbench.extract.entity_rules.lexicon import lexicon
from workbench.extract.learned.units import is_known, lines
from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.extract.learned.tags import Place
    from workbench.extract.learned.units import Line
    from workbench.model import Zone

WHOLE = N_("accepted before in this project")
WORD = N_("one word, accepted before in this project")
FAMILY = N_("family name of a person accepted before in this project")

MUTED_AFTER = 2
_WEIGHT = 4.0
_EXPECTED = {WHOLE: 0.85, WORD: 0.4, FAMILY: 0.6}
"""How often what recurs is right, before anything was decided: a name of several words hardly means
anything else, one word may also be a part of a longer name or an ordinary word."""

REASONS = frozenset(_EXPECTED)
_ENOUGH = 3  # acceptances of one word; more of them do not make it less of a word
_MOST_UNITS = 12
_PERSON = "PER"
_SHORTEST_FAMILY = 4
_SHORTEST_REST = 3

Key = tuple[str, str]
"""A core form and a label."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A place where an accepted surface recurs, how sure that makes it, and why."""

    place: Place
    score: float
    reason: str = WHOLE


def _as_expected(_reason: str, _label: str, expected: float) -> float:
    return expected


@dataclass(slots=True)
class Memory:
    """What was accepted and what rejected, by core form and label; grows with each decision."""

    accepted: Counter[Key] = field(default_factory=Counter)
    rejected: Counter[Key] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
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
        family = family_name(form) if label == _PERSON else ""
        if family:
            self.families[family] += times
            self._by_first[_first(family)].add(family)

    def reject(self, surface: str, label: str, times: int = 1) -> None:
        """Remember a surface that was rejected under a label; -1 takes it back."""
        self.rejected[core_form(surface), label] += times

    def mutes(self, surface: str, label: str) -> bool:
        """Whether a surface is not to be suggested under a label any more."""
        key = core_form(surface), label
        rejected = self.rejected[key]
        return rejected >= MUTED_AFTER and rejected > self.accepted[key]

    def left(self, surface: str, label: str) -> float:
        """What share rejections leave of another source's confidence: 1 without any, 0 if muted."""
        key = core_form(surface), label
        right, wrong = self.accepted[key], self.rejected[key]
        return 0.0 if self.mutes(surface, label) else (_WEIGHT + right) / (_WEIGHT + right + wrong)

    def find(
        self,
        text: str,
        zones: Sequence[Zone] = (),
        trust: Callable[[str, str, float], float] = _as_expected,
    ) -> list[Recalled]:
        """Where accepted surfaces recur in a text, the longest at each place, in text order.

        `trust` says how often a reason was right for a label, given what is expected of it.
        """
        if not self._by_first:
            return []
        found = []
        for line in self._lines(text, zones):
            at = 0
            while at < len(line):
                recalled = self._at(text, line, at, trust)
                if recalled is not None:
                    found.append(recalled)
                    while at < len(line) and line.starts[at] < recalled.place[1]:
                        at += 1
                else:
                    at += 1
        return found

    def _lines(self, text: str, zones: Sequence[Zone]) -> list[Line]:
        """The units of a text, with a cut behind each proclitic before which a name is known."""
        cut = lines(text, zones)
        borne_out = {
            start + at
            for line in cut
            for start, end, form, part in zip(
                line.starts, line.ends, line.forms, line.parts, strict=True
            )
            if not part and form[0] in _PROCLITICS
            for at in self._cut(text[start:end], form)
        }
        return lines(text, zones, borne_out) if borne_out else cut

    def _cut(self, token: str, form: str) -> list[int]:
        """Where an unknown token is cut so that a remembered name begins there, or nowhere."""
        rests = [at for at in splits(token)[1:] if len(token) - at >= _SHORTEST_REST]
        known = [at for at in rests if _core(token[at:]) in self._by_first]
        return [] if not known or _core(form) in self._by_first or is_known(form) else known[:1]

    def _at(
        self, text: str, line: Line, at: int, trust: Callable[[str, str, float], float]
    ) -> Recalled | None:
        start = line.starts[at]
        forms = self._by_first.get(_core(line.forms[at])) or self._by_first.get(_whole(line, at))
        if not forms:
            return None
        longest = max(form.count(" ") for form in forms) + 1
        for stop in range(min(at + min(2 * longest, _MOST_UNITS), len(line)), at, -1):
            surface = text[start : line.ends[stop - 1]]
            form = core_form(surface)
            if form in forms:
                label, reason = self._best(form)
                if label and not self.mutes(surface, label):
                    expected = trust(reason, label, _EXPECTED[reason])
                    place = start, line.ends[stop - 1], label
                    return Recalled(place, self._score(form, label, expected), reason)
        return None

    def _score(self, form: str, label: str, expected: float) -> float:
        """The share of right suggestions to expect of a form: a Beta mean of weight 4."""
        right, wrong = self.accepted[form, label], self.rejected[form, label]
        if " " not in form:
            right = min(right, _ENOUGH)
        return (_WEIGHT * expected + right) / (_WEIGHT + right + wrong)

    def _best(self, form: str) -> tuple[str, str]:
        """The label that a form was accepted under most often, the first by name of equals; why."""
        known = [(-self.accepted[form, label], label) for label in self._labels.get(form, ())]
        count, label = min(known, default=(0, ""))
        if count:
            return label, WHOLE if " " in form else WORD
        return (_PERSON, FAMILY) if self.families[form] > 0 else ("", WORD)


def remembered(evidence: Iterable[tuple[str, str, bool]]) -> Memory:
    """The memory of (surface, label, whether it stands)."""
    memory = Memory()
    for surface, label, stands in evidence:
        (memory.accept if stands else memory.reject)(surface, label)
    return memory


def family_name(form: str) -> str:
    """What a person of that full name, a core form, may be called alone, or nothing.

    «بن» and «آل» stay with what follows them; given names, nisbas and everyday words name nobody.
    """
    words = form.split(" ")
    if len(words) < 2:
        return ""
    lex = lexicon()
    before, last = words[-2:]
    if before in lex["connector"] and len(words) > 2:
        return f"{before} {last}"
    if len(last) < _SHORTEST_FAMILY or not is_arabic(last) or is_nisba(lex, last):
        return ""
    given = any(last in lex[name] for name in ("given", "weak given", "compound", "ordinal"))
    return "" if given or is_everyday(lex, last) else last


_core = lru_cache(maxsize=1 << 16)(core_form)
"""Words recur, so that their core forms are kept."""


def _whole(line: Line, at: int) -> str:
    """The token that a cut may have parted wrongly: the first letter of «وجيدر» is its own."""
    if line.parts[at] != 1 or at + 1 == len(line):
        return ""
    form = line.forms[at] + line.forms[at + 1]
    return form if _core(form) == form else ""


def _first(form: str) -> str:
    """The first word of a core form: the article apart, for «الدار» and «دار» begin differently."""
    return form.split(" ", 1)[0]


_PROCLITICS = frozenset("وفبلك")
