"""Where a word may be cut into proclitics and the rest.

Invariant: this module only proposes. «وزارة» and «والعراق» begin alike; which cut is right is
decided by the caller's lexicon, and the proclitics stay outside a span (guideline 2).
"""

from __future__ import annotations

import re

from workbench.arabic.fold import MARKS

_M = "[" + "".join(sorted(MARKS)) + "]*+"
# A conjunction, a preposition, or both, each with its marks or a tatweel: «وبـالمغرب».
_PROCLITICS = re.compile(rf"(?:(?P<and>[وف]{_M})(?P<both>[بلك]{_M})?|(?P<to>[بلك]{_M}))")
_SHORTEST_REST = 2


def splits(word: str) -> list[int]:
    """How many leading characters of `word` may be proclitics, longest rest first.

    The first candidate is always 0. «وبالمغرب» gives 0, 1 and 2; «للمغرب» gives 0 and 1, since
    what follows ل is the name without its alef, «لمغرب». The rest has at least two characters.
    """
    found = [0]
    match = _PROCLITICS.match(word)
    if match:
        ends = {match.end(name) for name in ("and", "both", "to")}
        found += sorted(end for end in ends if 0 < end <= len(word) - _SHORTEST_REST)
    return found
