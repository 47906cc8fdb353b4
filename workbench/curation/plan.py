"""Who annotates what: articles dealt out to curators, some of them twice and some without help.

Invariant: the same articles, curators, shares and seed give the same plan, so that a plan can be
made again, and growing a corpus changes nothing of what was dealt out before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Arm

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def drawn(seed: str, *of: str) -> float:
    """A number from 0 up to 1 that depends on the seed and `of` alone."""
    digest = hashlib.sha256("\0".join((seed, *of)).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


@dataclass(frozen=True, slots=True)
class Deal:
    """How articles are dealt out.

    `overlap` is the share of articles that `several` curators annotate, the rest go to one;
    `blind` is the share of assignments without suggestions. Arms are drawn for each curator of an
    article by herself, so that both-assisted, both-blind and crossed pairs come about.
    """

    seed: str
    overlap: float = 0.2
    several: int = 2
    blind: float = 0.2

    def wanted(self, article: str) -> int:
        """How many curators an article gets."""
        return self.several if self._draw("overlap", article) < self.overlap else 1

    def arm(self, article: str, curator: str) -> Arm:
        """Whether a curator of an article sees suggestions."""
        return Arm.BLIND if self._draw("arm", article, curator) < self.blind else Arm.ASSISTED

    def _draw(self, *of: str) -> float:
        return drawn(self.seed, *of)

    def plan(
        self,
        articles: Sequence[str],
        curators: Sequence[str],
        taken: Mapping[str, Sequence[str]],
        barred: Mapping[str, Collection[str]] | None = None,
    ) -> list[tuple[str, str, Arm]]:
        """(article, curator, arm) for each assignment that `articles` still lack, in their order.

        `taken` tells who has which article already, `barred` who may not get it. Whoever has least
        gets the next one.
        """
        load = dict.fromkeys(curators, 0)
        for owners in taken.values():
            for owner in owners:
                if owner in load:
                    load[owner] += 1
        dealt = []
        for article in articles:
            owners = taken.get(article, ())
            kept_from = (barred or {}).get(article, ())
            free = [c for c in curators if c not in owners and c not in kept_from]
            free.sort(key=lambda c: (load[c], self._draw("turn", article, c)))
            for curator in free[: max(0, self.wanted(article) - len(owners))]:
                load[curator] += 1
                dealt.append((article, curator, self.arm(article, curator)))
        return dealt
