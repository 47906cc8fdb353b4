"""The language of looks: what tag, underline, emphasis and ground say, the same on every screen.

| what | how it looks |
| --- | --- |
| suggestion to decide | underlined; its tag is a letter in the label's hue |
| weak suggestion to decide | the same, dimmed |
| standing span | bold on a tint of the hue; its tag is a block |
| current span | a block of the hue, the tag with it |
| rejected span | nothing |
| site furniture, hints | dimmed |
| heading | bold; within a text that is read underlined too |
| row or key that acts | a bar |
| selected text | the page's colours turned round |
| cursor | the cell that it stands on, turned round |

Invariant: none of these is told by colour alone. Labels have a letter, states a sign in lists; and
where a theme has no colours, underline, bold, dim and reverse are given so that no two are alike.
The themes in `themes` say which colours these are, and hold their contrast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from rich.style import Style

from workbench.curation import STANDING_STATES, State
from workbench.tui.themes import inks

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.theme import Theme

_UNDERLINED, _BOLD = Style(underline=True), Style(bold=True)
_TURNED, _UPRIGHT = Style(reverse=True), Style(reverse=False)

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


class Look:
    """The styles of the theme that is worn; one object for all that is on the screen.

    What draws with a look and keeps styles or what was drawn has `restyle`, and so is `Restyled`.
    """

    __slots__ = ("_inks",)

    def __init__(self, theme: Theme) -> None:
        self._inks = inks(theme)

    @classmethod
    def of(cls, theme: Theme) -> Look:
        """The look that goes with a Textual theme."""
        return cls(theme)

    def wear(self, theme: Theme) -> Callable[[Style], Style]:
        """Take another theme; what is returned gives for a style of before the one of now."""
        before = self._kept()
        self._inks = inks(theme)
        now = dict(zip(before, self._kept(), strict=True))
        return lambda style: now.get(style, style)

    def _kept(self) -> tuple[Style, ...]:
        """The styles that widgets are made with."""
        return self.plain(), self.dim(), self.strong(), self.chosen()

    def plain(self) -> Style:
        """Text."""
        return self._inks.plain

    def dim(self) -> Style:
        """Site furniture and what matters less."""
        return self._inks.dim

    def strong(self) -> Style:
        """What names a screen, a list or a part of it."""
        return self._inks.plain + _BOLD

    def heading(self) -> Style:
        """Headings within a text that is read, where nothing is to be decided."""
        return self.strong() + _UNDERLINED

    def chosen(self) -> Style:
        """The row of a list that a key acts on."""
        return self._inks.chosen

    def selected(self) -> Style:
        """Selected text."""
        return self._inks.selected

    def cursor(self, under: Style) -> Style:
        """The cell that the text cursor stands on, whatever its style is."""
        return under + (_UPRIGHT if under.reverse else _TURNED)

    def span(self, hue: str, state: State, *, current: bool, weak: bool = False) -> Style:
        """The text of a span; a weak suggestion is more likely wrong than right."""
        if current:
            return self._inks.block(hue)
        if state in STANDING_STATES:
            return self._inks.tint(hue) + _BOLD
        if state is State.REJECTED:
            return self.plain()
        return (self.dim() if weak else self.plain()) + _UNDERLINED

    def tag(self, hue: str, state: State, *, current: bool) -> Style:
        """The letter of a span's label."""
        if current or state in STANDING_STATES:
            return self._inks.block(hue)
        return self._inks.letter(hue)

    def shade(self, share: float) -> Style:
        """Text on a ground that is nearer to the text's colour the greater the share, 0 to 1.

        Where a theme mixes no colours, all shades are alike.
        """
        return self._inks.shade(share)


@runtime_checkable
class Restyled(Protocol):
    """What keeps styles, or what was drawn with them."""

    def restyle(self, change: Callable[[Style], Style]) -> None:
        """Take for each style the one that it has become."""
