"""The themes: dark, light, the 16 colours of the terminal, and none at all where `NO_COLOR` is set.

Invariant: text and its ground differ by a contrast of 4.5 or more (WCAG 2, level AA), whatever a
hue is called. In the themes of the terminal's own colours, whose values nobody knows, a colour is
only ever a ground, with black or bright white on it; all other text is in the terminal's default.

The colours of the default scheme's hues were searched for: each within the angles of its name, the
nine of a kind as far apart as they can be by CIEDE2000, as they are and as they are seen with
protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009). The tests say how
far that is.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual.app import App
from textual.color import BLACK, WHITE, Color, Lab, lab_to_rgb
from textual.theme import Theme

from workbench.tui.terminal import COLOURS, SIXTEEN

if TYPE_CHECKING:
    from collections.abc import Mapping

COLOURLESS = "colourless"
"""The theme of `NO_COLOR`, which no setting names."""

_BOLD = Style(bold=True)
_CHROMA = 34.0  # CIE C* of a hue without a colour


@dataclass(frozen=True, slots=True)
class Inks(ABC):
    """What the styles of one theme are made of.

    `plain` is text, `dim` what matters less, `chosen` a row that keys act on, `selected` text that
    is selected.
    """

    plain: Style
    dim: Style
    chosen: Style
    selected: Style

    @abstractmethod
    def block(self, hue: str) -> Style:
        """Text on the full colour of a label."""

    @abstractmethod
    def tint(self, hue: str) -> Style:
        """Text on a trace of the colour of a label."""

    @abstractmethod
    def letter(self, hue: str) -> Style:
        """A sign in the colour of a label."""

    @abstractmethod
    def shade(self, share: float) -> Style:
        """Text on a ground that is nearer to the text's colour the greater the share, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Mixed(Inks):
    """Inks of our own colours; a hue without one gets one by its name.

    `lightness` is the CIE L* of a hue without a colour; any angle of it is legible in the theme.
    `tinted` is how much of a hue is in its tint.
    """

    hues: Mapping[str, Color]
    foreground: Color
    background: Color
    lightness: float
    tinted: float

    def block(self, hue: str) -> Style:
        """Black or white on the hue; never bold, which makes black grey in some terminals."""
        return on(self._colour(hue))

    def tint(self, hue: str) -> Style:
        """The usual text on the page with a little of the hue in it."""
        return ink(self.foreground, self.background.blend(self._colour(hue), self.tinted))

    def letter(self, hue: str) -> Style:
        """The hue on the page."""
        return ink(self._colour(hue), self.background)

    def shade(self, share: float) -> Style:
        """Black or white on a grey between page and text."""
        return on(self.background.blend(self.foreground, share)) if share > 0 else self.plain

    def _colour(self, hue: str) -> Color:
        return self.hues.get(hue) or _of_name(hue, self.lightness)


@dataclass(frozen=True, slots=True)
class Own(Inks):
    """Inks of the terminal: its default colours, and as grounds its 16, where hues are given."""

    hues: Mapping[str, str]

    def block(self, hue: str) -> Style:
        """Black or white on a colour, whichever more palettes of terminals make legible."""
        if not self.hues:
            return self.chosen + _BOLD
        colour = self.hues.get(hue) or _USUAL[_angle(hue) * len(_USUAL) // 360]
        return Style(color="bright_white" if colour in _DEEP else "black", bgcolor=colour)

    def tint(self, hue: str) -> Style:  # noqa: ARG002 - nothing is mixed here
        """The usual text."""
        return self.plain

    def letter(self, hue: str) -> Style:  # noqa: ARG002 - no colour is legible on every page
        """The usual text."""
        return self.plain

    def shade(self, share: float) -> Style:  # noqa: ARG002 - nothing is mixed here
        """The usual text."""
        return self.plain


def inks(theme: Theme) -> Inks:
    """The inks of a theme, also of one that is not ours."""
    if theme.ansi:
        return _COLOURLESS if theme.name == COLOURLESS else _SIXTEEN
    return _DARK if theme.dark else _LIGHT


@lru_cache(maxsize=512)
def ink(colour: Color, background: Color) -> Style:
    """Text of one colour on another."""
    return Style(color=colour.rich_color, bgcolor=background.rich_color)


@lru_cache(maxsize=512)
def on(background: Color) -> Style:
    """Black or white on a colour, whichever is more legible: 4.58 at the least."""
    return ink(max(BLACK, WHITE, key=lambda text: contrast(text, background)), background)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    """Relative luminance of a colour of sRGB (IEC 61966-2-1)."""
    parts = (part / 255 for part in colour.rgb)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _angle(hue: str) -> int:
    """An angle that a name has, 0 to 359."""
    return sum(hue.encode("utf-8", "replace")) * 47 % 360


@lru_cache(maxsize=64)
def _of_name(hue: str, lightness: float) -> Color:
    """A colour for a hue that has none."""
    turn = radians(_angle(hue))
    made = Lab(lightness, _CHROMA * cos(turn), _CHROMA * sin(turn))
    return lab_to_rgb(made).clamped


def _colours(**hexes: str) -> dict[str, Color]:
    return {hue: Color.parse(value) for hue, value in hexes.items()}


def _mixed(
    hues: Mapping[str, Color],
    page: tuple[str, str],
    *,
    dim: str,
    bar: str,
    lightness: float,
    tinted: float,
) -> Mixed:
    """Inks on a page: (text, ground)."""
    text, ground = map(Color.parse, page)
    return Mixed(
        plain=ink(text, ground), dim=ink(Color.parse(dim), ground),
        chosen=on(Color.parse(bar)), selected=ink(ground, text.blend(ground, 0.25)),
        hues=hues, foreground=text, background=ground, lightness=lightness, tinted=tinted,
    )  # fmt: skip


def _terminal(hues: Mapping[str, str]) -> Own:
    """Inks of the terminal's own colours; dim is left to the terminal, which knows its colours."""
    plain = Style(color="default", bgcolor="default")
    turned = plain + Style(reverse=True)
    return Own(plain, plain + Style(dim=True), turned, turned + Style(underline=True), hues)


_DARK_PAGE, _LIGHT_PAGE = ("#dfe1e5", "#15171a"), ("#1d2126", "#fbfaf7")
_DARK = _mixed(
    _colours(
        magenta="#ba6ab0", blue="#5295f6", green="#63985a", teal="#89e8db", olive="#c3c582",
        purple="#dfb7fe", orange="#e69623", brown="#c09f90", slate="#9fa3ab",
        yellow="#f8f064", amber="#d99b1f", lime="#aecf8b", gold="#9f8956", cyan="#639ea0",
        rose="#de5688", sky="#53c4fd", indigo="#847cd8", mint="#baf9d7",
    ),
    _DARK_PAGE, dim="#9097a0", bar="#52677d", lightness=72, tinted=0.26,
)  # fmt: skip
_LIGHT = _mixed(
    _colours(
        magenta="#854b89", blue="#0170cc", green="#4b744f", teal="#02504d", olive="#75730d",
        purple="#48296e", orange="#783805", brown="#4f3628", slate="#6a7076",
        yellow="#565402", amber="#97690b", lime="#233a00", gold="#776540", cyan="#134551",
        rose="#7e2a37", sky="#2c5f87", indigo="#2e2282", mint="#018168",
    ),
    _LIGHT_PAGE, dim="#5d656e", bar="#46678a", lightness=38, tinted=0.20,
)  # fmt: skip

_SIXTEEN = _terminal(
    {
        "magenta": "magenta", "blue": "blue", "green": "green", "teal": "cyan", "olive": "yellow",
        "purple": "bright_magenta", "orange": "bright_yellow", "brown": "red", "slate": "white",
        "yellow": "bright_yellow", "amber": "red", "lime": "bright_green", "gold": "yellow",
        "cyan": "cyan", "rose": "magenta", "sky": "bright_cyan", "indigo": "blue", "mint": "green",
    }
)  # fmt: skip
_DEEP = frozenset(("red", "blue", "magenta"))
"""Those of the 16 colours on which white is more legible than black, in most palettes."""
_USUAL = ("red", "yellow", "green", "cyan", "blue", "magenta")
_COLOURLESS = _terminal({})


def _own(name: str, bar: str) -> Theme:
    """A theme for Textual of the terminal's own colours."""
    default = "ansi_default"
    bars = dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), bar)
    names = "background", "background-hover", "background-active", "corner-color"
    grounds = {f"scrollbar-{name}": default for name in names}
    page = {"border": default, "ansi-background": default, "ansi-foreground": default}
    return Theme(
        name, primary=default, foreground=default, background=default, ansi=True,
        variables={**page, **bars, **grounds},
    )  # fmt: skip


def _ours(name: str, page: tuple[str, str], bar: str, *, frame: str, dark: bool) -> Theme:
    """A theme for Textual of our own colours: what is not drawn with a look."""
    text, ground = page
    names = "background", "background-hover", "background-active", "corner-color"
    grounds = {f"scrollbar-{name}": ground for name in names}
    bars = {"scrollbar": frame, "scrollbar-hover": bar, "scrollbar-active": bar}
    return Theme(
        name, primary=bar, foreground=text, background=ground, surface=ground, panel=ground,
        dark=dark, variables={"border": frame, **bars, **grounds},
    )  # fmt: skip


THEMES = {
    theme.name: theme
    for theme in (
        _ours("dark", _DARK_PAGE, "#8fa3b8", frame="#5f6a75", dark=True),
        _ours("light", _LIGHT_PAGE, "#46678a", frame="#868f98", dark=False),
        _own("ansi", "ansi_blue"),
        _own(COLOURLESS, "ansi_default"),
    )
}
"""The themes by name; all but the last are choices of the setting."""


def worn(name: str) -> Theme:
    """The theme to wear where `name` is chosen.

    None of it where the environment wants no colours; Textual understands `NO_COLOR`
    (no-color.org) in the same way. A terminal of 16 colours wears those: the nearest to a dark
    green may be its red.
    """
    if "NO_COLOR" in os.environ:
        return THEMES[COLOURLESS]
    return THEMES["ansi" if os.environ.get(COLOURS) == SIXTEEN else name]


def begin(app: App[Any], theme: Theme) -> None:
    """Let an application begin in a theme; it was made with the theme's `ansi_color`.

    That tells Textual early which colours to turn into others: none of the terminal's own, and
    without colours none into greys.
    """
    for known in THEMES.values():
        app.register_theme(known)
    app.set_reactive(App.theme, theme.name)
    app.stylesheet.set_variables(app.get_css_variables())
