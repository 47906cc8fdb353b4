"""What curating took, and the tables that tell it.

Invariant: every key is in just one tally, and in one of its parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import mean, median
from typing import TYPE_CHECKING

from benchmarks.figures import p95, table
from benchmarks.minimum import Nature
from benchmarks.parts import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW = 5  # keys: an added span costs no more, is the aim


@dataclass(slots=True)
class Tally:
    """What one gold span, one suggestion that is nothing, or one submission took, and for what."""

    nature: Nature
    keys: int = 0
    least: int = 0
    parts: dict[Part, int] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """What a set of articles took; `ledger` is the sum of the keys that the application counted."""

    articles: int = 0
    spans: int = 0
    keys: int = 0
    ledger: int = 0
    tallies: list[Tally] = field(default_factory=list)

    @property
    def least(self) -> int:
        """The fewest keys for all of it."""
        return sum(tally.least for tally in self.tallies)


def report(name: str, outcome: Outcome) -> None:
    """Print what a set of suggestions took."""
    ratio = outcome.keys / outcome.least
    title = (
        f"Curator, {name}: {outcome.articles} articles, "
        f"{outcome.spans} gold spans, {outcome.keys} keys, "
        f"{outcome.keys / outcome.spans:.2f} a span; at least {outcome.least}, ratio {ratio:.3f}."
    )
    rows = []
    for nature in Nature:
        found = [tally for tally in outcome.tallies if tally.nature is nature]
        if found:
            rows.append((nature.value, *map(str, _figures(found))))
    head = "kind", "n", "keys", "mean", "median", "p95", "above 5", "least", "ratio"
    table(title, head, rows)
    _report_added([tally for tally in outcome.tallies if tally.nature is Nature.ADDED])


def _report_added(found: Sequence[Tally]) -> None:
    """Print what the keys of added spans were for, of all of them and of those above five."""
    many = [tally for tally in found if tally.keys > _FEW]
    rows = []
    for part in Part:
        keys = [tally.parts.get(part, 0) for tally in found]
        if any(keys):
            extra = sum(tally.parts.get(part, 0) for tally in many)
            high = f"{p95(keys):g}" if len(keys) > 1 else str(keys[0])
            rows.append((part.value, str(sum(keys)), f"{mean(keys):.2f}", high, str(extra)))
    if rows:
        title = f"What the keys of {len(found)} added spans are for; {len(many)} have more than 5."
        table(title, ("for", "keys", "mean", "p95", "of those"), rows)


def _figures(found: Sequence[Tally]) -> tuple[object, ...]:
    keys = [tally.keys for tally in found]
    least = sum(tally.least for tally in found)
    high = p95(keys) if len(keys) > 1 else keys[0]
    above = sum(k > 5 for k in keys) / len(keys)
    return (
        len(keys), sum(keys), f"{mean(keys):.2f}", f"{median(keys):g}", f"{high:g}",
        f"{above:.0%}", f"{least / len(keys):.2f}", f"{sum(keys) / least:.3f}" if least else "",
    )  # fmt: skip
