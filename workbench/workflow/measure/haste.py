"""Who accepts suggestions faster than they can be read.

Nobody is accused by one figure: both nearly all that was suggested must stand unchanged, and the
usual suggestion must have taken less than a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from workbench.agreement import Part
from workbench.messages import _, ngettext
from workbench.store.efforts import efforts

if TYPE_CHECKING:
    from workbench.agreement import Agreement
    from workbench.workflow.session import Session

ACCEPTED = 0.95
"""More than this share unchanged (research: agreement, §5.8)."""
SECONDS = 1.0
"""Less than this median time for a suggestion."""
ENOUGH = 20
"""Suggestions below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Haste:
    """A curator who left the share `accepted` of `shown` suggestions unchanged.

    `seconds` is the median time that a suggestion took her, of `timed` of which that is known.
    """

    curator: str
    accepted: float
    shown: int
    seconds: float
    timed: int


def hasty(session: Session, acceptance: Agreement) -> tuple[Haste, ...]:
    """The curators to warn of, by what became of what they were shown.

    Times are read only where somebody accepts as much; of marks decided on by commands there are
    none.
    """
    accepting = {
        row.names[1]: row.figure
        for row in acceptance.of(Part.UNCHANGED)
        if row.names[:1] == ("curator",)
        and (row.figure.value or 0) > ACCEPTED
        and row.figure.spans >= ENOUGH
    }
    if not accepting:
        return ()
    taken: dict[str, list[float]] = {name: [] for name in accepting}
    for effort in efforts(session.store, session.curator):
        suggested = effort.mark is not None and effort.extractor is not None
        if suggested and effort.seconds is not None and effort.curator in taken:
            taken[effort.curator].append(effort.seconds)
    found = (
        Haste(name, figure.value or 0, figure.spans, median(taken[name]), len(taken[name]))
        for name, figure in accepting.items()
        if len(taken[name]) >= ENOUGH
    )
    return tuple(one for one in found if one.seconds < SECONDS)


def told(one: Haste) -> str:
    """The warning in words."""
    text = ngettext(
        "{name} left {share} of {n} suggestion as it was, and took {seconds} s for one (median of "
        "{timed}): too fast to have read them.",
        "{name} left {share} of {n} suggestions as they were, and took {seconds} s for one (median "
        "of {timed}): too fast to have read them.",
        one.shown,
    )
    return text.format(
        name=one.curator, share=f"{one.accepted:.1%}", n=one.shown, seconds=f"{one.seconds:.1f}",
        timed=one.timed,
    )  # fmt: skip


def anchored() -> str:
    """What must be known where a model is judged by gold."""
    return _("Whoever saw suggestions follows them: judge the model that suggests by gold from "
             "articles marked without them.")  # fmt: skip
