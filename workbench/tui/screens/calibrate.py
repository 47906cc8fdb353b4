"""The calibration screen: a sample drawn for each kind of terminal; the user picks what is right.

It is an application of its own, since what is picked decides how every other screen is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.config import THEMES
from workbench.layout import Layout, Profile
from workbench.messages import N_, _
from workbench.tui import themes
from workbench.tui.commands import bindings
from workbench.tui.hints import hints
from workbench.tui.paint import fitted, paint
from workbench.tui.palette import Look
from workbench.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import ComposeResult

    from workbench.layout import Cell
    from workbench.tui.terminal import Detection

SAMPLE = (
    "في 12 مارس 2021 أوقفت الشرطة ٢٤ شخصا (بينهم «لاجئ» واحد) قرب مقر قناة BBC Arabic، وقال"
    " أحدهم: لا أعرف شيئا؛ والعِلْمُ نُورٌ [انتهى]."
)
"""Both kinds of digits, Latin letters, brackets, quotes, lam-alef, vowel signs."""

MARKED = "لاجئ"
"""The word of the sample that is set off, so that displaced columns show."""

CHOICES = {
    Profile.VISUAL: N_("The workbench orders the text, the terminal leaves it as it is."),
    Profile.BIDI: N_("The terminal orders the text."),
    Profile.KITTY: N_("As the first, with the letters by turns in two faces."),
}
_ROWS = 3
_WIDEST = 76
_EDGE = "│"
_FRAME = 2 * len(f" {_EDGE} ")


class Sample(Widget):
    """The sample as a terminal of one profile has to get it, between two straight edges."""

    DEFAULT_CSS = f"Sample {{ height: {_ROWS + 1}; width: 1fr; margin: 1 0 0 0; }}"
    ALLOW_SELECT = False

    class Picked(Message):
        """The sample of `profile` was clicked."""

        def __init__(self, profile: Profile) -> None:
            super().__init__()
            self.profile = profile

    def __init__(self, look: Look, profile: Profile, number: int, note: str) -> None:
        super().__init__(id=profile.value)
        self._look, self._profile = look, profile
        self._title = f" {number}  {_(CHOICES[profile])}  {note}"

    def render_line(self, y: int) -> Strip:
        """The title, then rows of the sample."""
        width, ground = self.size.width, self._look.plain()
        if y == 0:
            return fitted(
                self._title, width, self._profile, self._look.strong(), align="left", rtl=False
            )
        room = min(width, _WIDEST) - _FRAME
        if room < 1 or y > _ROWS:
            return Strip.blank(width, ground)
        layout = Layout(SAMPLE, room)
        edge = fitted(f" {_EDGE} ", 3, self._profile, self._look.dim(), rtl=False)
        cuts = [SAMPLE.index(MARKED), SAMPLE.index(MARKED) + len(MARKED)]
        row = (
            paint(layout.line(y - 1, cuts), room, self._profile, ground, self._shown)
            if y <= layout.rows
            else Strip.blank(room, ground)
        )
        return Strip.join([edge, row, edge, Strip.blank(width - room - _FRAME, ground)])

    def _shown(self, cell: Cell) -> tuple[str, Style]:
        start = SAMPLE.index(MARKED)
        inside = start <= cell.start < start + len(MARKED)
        return cell.text, self._look.chosen() if inside else self._look.plain()

    def on_click(self) -> None:
        """A click picks the sample."""
        self.post_message(self.Picked(self._profile))


class Calibration(App[Profile]):
    """Shows what is known of the terminal and lets the user pick; None keeps what is."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: $background; color: $foreground; }"
    BINDINGS = bindings("terminal")

    def __init__(self, detection: Detection, *, theme: str = THEMES[0]) -> None:
        wear = themes.worn(theme)
        super().__init__(ansi_color=wear.ansi)
        themes.begin(self, wear)
        self._detection = detection
        self._look = Look.of(wear)

    def compose(self) -> ComposeResult:
        """What was found, the samples, the keys."""
        look, found = self._look, self._detection
        lines = {
            "head": (look.strong(), _("Right-to-left text in this terminal")),
            "why": (look.plain(), _(found.why)),
            "question": (look.plain(), _(
                "Pick the sample that reads well: letters joined, edges straight, a word marked.")),
        }  # fmt: skip
        for name, (style, text) in lines.items():
            line = TextLine(style, found.profile, name=name)
            line.text = f" {text}"
            yield line
        for number, profile in enumerate(CHOICES, 1):
            note = ""
            if profile is found.profile:
                note = _("(as now)") if found.certain else _("(a guess)")
            yield Sample(look, profile, number, note)
        foot = TextLine(look.dim(), found.profile, name="bottom")
        foot.text = f" {hints('terminal')}"
        yield foot

    def on_mount(self) -> None:
        """Name the terminal."""
        self.query_one("#head", TextLine).aside = f"{self._detection.name} "

    def action_pick(self, profile: str) -> None:
        """Take the sample of a profile."""
        self.exit(Profile(profile))

    def action_keep(self) -> None:
        """Leave everything as it is."""
        self.exit()

    def on_sample_picked(self, message: Sample.Picked) -> None:
        """A click takes a sample."""
        self.exit(message.profile)
