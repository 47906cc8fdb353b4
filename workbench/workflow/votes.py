"""Who proposes a suggestion: every source that does, how sure each is, and by which rule.

Invariant: what is stored with a proposal comes back as it was. Votes are kept among a candidate's
flags, behind a mark that no warning begins with; the surest voter is the first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.extract.learned.merge import Vote

if TYPE_CHECKING:
    from workbench.extract.learned.merge import Merged
    from workbench.model import Candidate

_VOTE = re.compile(r"vote ([\w.@+-]+) ([01]\.\d\d) (.*)", re.DOTALL)


def with_votes(merged: Merged) -> Candidate:
    """The candidate as it is stored: with its votes, where more than one source proposes it."""
    candidate = merged.candidate
    if len(merged.votes) < 2:
        return candidate
    told = tuple(f"vote {v.source} {v.score:.2f} {v.reason}" for v in merged.votes)
    return replace(candidate, flags=(*warnings(candidate), *told))


def votes(extractor: str, candidate: Candidate) -> tuple[Vote, ...]:
    """All who propose a stored candidate of `extractor`; itself alone where nobody else does."""
    matches = (_VOTE.fullmatch(flag) for flag in candidate.flags)
    told = tuple(Vote(m[1], float(m[2]), m[3]) for m in matches if m)
    return told or (Vote(extractor, candidate.score, candidate.reason),)


def warnings(candidate: Candidate) -> tuple[str, ...]:
    """The flags of a candidate that are warnings for the curator."""
    return tuple(flag for flag in candidate.flags if not _VOTE.fullmatch(flag))
