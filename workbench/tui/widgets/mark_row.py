"""The suggestions and added spans of an article, one a row: state, label, surface, value, score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.curation import State
from workbench.model import short_value
from workbench.tui.paint import beside, fitted
from workbench.tui.palette import GLYPHS
from workbench.tui.telling import is_weak

if TYPE_CHECKING:
    from textual.strip import Strip

    from workbench.curation import Mark
    from workbench.layout import Profile
    from workbench.scheme import LabelScheme
    from workbench.tui.palette import Look

_FIXED = 8  # chosen, state, space, tag, space, … space, two digits of score
_VALUE_SHARE = 0.42


@dataclass(frozen=True, slots=True)
class MarkRow:
    """Draws a mark in one row."""

    look: Look
    profile: Profile
    scheme: LabelScheme

    def __call__(self, item: Mark, width: int, chosen: bool) -> Strip:
        """The row of `item`, exactly `width` columns."""
        label = self.scheme[item.annotation.label]
        quiet = item.state in (State.REJECTED, State.COVERED) or is_weak(item)
        style = self.look.dim() if quiet else self.look.plain()
        if chosen:
            style = self.look.chosen()
        tag = self.look.tag(label.hue, item.state, current=chosen)
        room = max(0, width - _FIXED)
        value_room = int(room * _VALUE_SHARE)
        value = short_value(item.annotation.value) if item.annotation.value else ""
        score = f"{_percent(item):>2}" if item.proposal else "  "
        profile = self.profile
        sign = f"{'▸' if chosen else ' '}{GLYPHS[item.state]} "
        surface = " ".join(item.annotation.surface.split())
        return beside(
            [
                fitted(sign, 3, profile, style, align="near"),
                fitted(label.tag, 1, profile, tag),
                fitted(" ", 1, profile, style),
                fitted(surface, room - value_room, profile, style, align="right"),
                fitted(f" {value}", value_room, profile, style, align="near", rtl=False),
                fitted(f" {score}", 3, profile, style, align="near"),
            ]
        )


def _percent(mark: Mark) -> int:
    """The score in two digits, 0 to 99."""
    return min(99, round(mark.proposal.candidate.score * 100)) if mark.proposal else 0
