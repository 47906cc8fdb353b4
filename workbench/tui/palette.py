"""How labels and states look: one colour a hue, and a shape for every state besides.

Open suggestions are underlined, standing spans are bold on a tint, the current one stands in
its hue; site furniture is grey. Without colours the shapes and the letters of labels remain.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from workbench.curation import STANDING_STATES, State

if TYPE_CHECKING:
    from textual.theme import Theme

_HUES = {
    "magenta": 322,
    "blue": 214,
    "green": 135,
    "teal": 176,
    "olive": 78,
    "purple": 280,
    "orange": 28,
    "brown": 18,
    "slate": 230,
    "yellow": 54,
    "amber": 42,
    "lime": 95,
    "gold": 48,
    "cyan": 190,
    "rose": 344,
    "sky": 200,
    "indigo": 252,
    "mint": 155,
}

_UNDERLINED = Style(underline=True)

GLYPHS = {
    State.UNDECIDED: "·",
    State.SKIPPED: "~",
    State.COVERED: " ",
    State.ACCEPTED: "✓",
    State.AMENDED: "±",
    State.ADDED: "+",
    State.REJECTED: "✗",
}
"""One sign a state, in lists."""


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of one theme."""

    background: Color
    foreground: Color
    dark: bool

    @classmethod
    def of(cls, theme: Theme) -> Look:
        """The look that goes with a Textual theme."""
        background = theme.background or ("#121212" if theme.dark else "#f5f5f5")
        foreground = theme.foreground or ("#e0e0e0" if theme.dark else "#1c1c1c")
        return cls(Color.parse(background), Color.parse(foreground), theme.dark)

    def plain(self) -> Style:
        """Text."""
        return _style(self.foreground, self.background)

    def dim(self) -> Style:
        """Site furniture and what matters less."""
        return _style(self.foreground.blend(self.background, 0.38), self.background)

    def strong(self) -> Style:
        """Headings."""
        return _style(self.foreground, self.background, bold=True)

    def chosen(self) -> Style:
        """The row of a list that a key acts on."""
        return _style(self.background, self.foreground)

    def selected(self) -> Style:
        """Selected text."""
        return _style(self.background, self.foreground.blend(self.background, 0.25))

    def cursor(self, under: Style) -> Style:
        """The cell that the text cursor stands on, whatever its style is."""
        return under + Style(reverse=True)

    def span(self, hue: str, state: State, *, current: bool, weak: bool = False) -> Style:
        """The text of a span; a weak suggestion is more likely wrong than right."""
        colour = _colour(hue, self.dark)
        if current:
            return _style(colour.get_contrast_text(1), colour)  # bold black is grey to some
        if state in STANDING_STATES:
            tint = self.background.blend(colour, 0.30)
            return _style(self.foreground, tint, bold=True)
        if state is State.REJECTED:
            return self.plain()
        ground = self.dim() if weak else self.plain()
        return ground + _UNDERLINED

    def tag(self, hue: str, state: State, *, current: bool) -> Style:
        """The letter of a span's label."""
        colour = _colour(hue, self.dark)
        if current or state in STANDING_STATES:
            return _style(colour.get_contrast_text(1), colour)
        return _style(colour, self.background)


@lru_cache(maxsize=64)
def _colour(hue: str, dark: bool) -> Color:
    degrees = _HUES.get(hue, sum(hue.encode()) * 47 % 360)
    return Color.from_hsl(degrees / 360, 0.65, 0.70 if dark else 0.36)


@lru_cache(maxsize=512)
def _style(
    colour: Color,
    background: Color,
    *,
    bold: bool = False,
    underline: bool = False,
) -> Style:
    return Style(
        color=colour.rich_color,
        bgcolor=background.rich_color,
        bold=bold or None,
        underline=underline or None,
    )
