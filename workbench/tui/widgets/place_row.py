"""The places of a case, one a row: state, label, surface, in what curators differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.curation import State
from workbench.messages import _
from workbench.tui.paint import beside, fitted
from workbench.workflow.adjudicate import Standing

if TYPE_CHECKING:
    from textual.strip import Strip

    from workbench.layout import Profile
    from workbench.scheme import LabelScheme
    from workbench.tui.palette import Look

_FURNITURE = "@"  # the key that marks it in an article
_FIXED = 7  # chosen, state, remark, space, tag, space … space
_DIFFERS_SHARE = 0.40


@dataclass(frozen=True, slots=True)
class Place:
    """What a list says of a cluster.

    `changed` tells that a new submission changed it after it was decided, `remarked` that it has a
    cause, a note or the flag.
    """

    id: str
    standing: Standing
    sign: str
    label: str
    surface: str
    differs: str
    changed: bool
    remarked: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Draws a place in one row."""

    look: Look
    profile: Profile
    scheme: LabelScheme

    def __call__(self, item: Place, width: int, chosen: bool) -> Strip:
        """The row of `item`, exactly `width` columns."""
        label, profile = self.scheme.by_name.get(item.label), self.profile
        style = self.look.dim() if item.standing is Standing.AGREED else self.look.plain()
        if chosen:
            style = self.look.chosen()
        state = State.UNDECIDED if item.standing in _TO_DECIDE else State.ACCEPTED
        tag = self.look.tag(label.hue, state, current=chosen) if label is not None else style
        room = max(0, width - _FIXED)
        differs_room = int(room * _DIFFERS_SHARE)
        sign = f"{'▸' if chosen else ' '}{'!' if item.changed else item.sign}"
        differs = _("changed") if item.changed else item.differs
        return beside(
            [
                fitted(sign, 2, profile, style, align="near"),
                fitted("*" if item.remarked else " ", 2, profile, style, align="near"),
                fitted(label.tag if label is not None else _FURNITURE, 1, profile, tag),
                fitted(" ", 1, profile, style),
                fitted(item.surface, room - differs_room, profile, style, align="right"),
                fitted(f" {differs}", differs_room + 1, profile, style, align="near"),
            ]
        )


_TO_DECIDE = (Standing.OPEN, Standing.AUDIT, Standing.DEFERRED)
