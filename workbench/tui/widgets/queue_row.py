"""An article in one row: state, day, undecided and accepted counts, headline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.messages import _
from workbench.tui.paint import beside, fitted

if TYPE_CHECKING:
    from textual.strip import Strip

    from workbench.layout import Profile
    from workbench.model import QueueRow
    from workbench.tui.palette import Look

STATES = {"new": "·", "open": "…", "submitted": "✓"}
_NUMBER, _DAY = 5, 12


def state_of(row: QueueRow) -> str:
    """Whether the curator has not opened, is curating, or has submitted the article."""
    if row.tally is None:
        return "new"
    return "submitted" if row.tally.closed else "open"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """Draws an article of the queue in one row."""

    look: Look
    profile: Profile

    def columns(self) -> tuple[tuple[str, int], ...]:
        """The names of the columns before the headline, each with its room."""
        return (
            ("", 3),
            (_("published"), _DAY),
            (f"{_('todo'):>{_NUMBER}}", _NUMBER),
            (f"{_('kept'):>{_NUMBER}}  ", _NUMBER + 2),
        )

    def __call__(self, item: QueueRow, width: int, chosen: bool) -> Strip:
        """The row of `item`, exactly `width` columns."""
        state = state_of(item)
        style = self.look.chosen() if chosen else self.look.plain()
        if state == "submitted" and not chosen:
            style = self.look.dim()
        undecided = item.tally.undecided if item.tally else item.suggestions
        accepted = item.tally.accepted if item.tally else 0
        day = item.published.isoformat() if item.published else _("no date")
        texts = (
            f" {STATES[state]} ",
            f"{day} ",
            f"{undecided:>{_NUMBER}}",
            f"{accepted:>{_NUMBER}}  ",
        )
        fields = [(text, room) for text, (_name, room) in zip(texts, self.columns(), strict=True)]
        left = [fitted(text, room, self.profile, style, align="near") for text, room in fields]
        rest = max(0, width - sum(room for _text, room in fields) - 1)
        headline = " ".join(item.headline.split())
        return beside(
            [
                *left,
                fitted(headline, rest, self.profile, style, align="right"),
                fitted(" ", 1, self.profile, style),
            ]
        )
