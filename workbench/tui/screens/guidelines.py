"""The annotation guidelines, to be read beside the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from workbench.messages import _
from workbench.tui.commands import bindings
from workbench.tui.markdown import read_markdown
from workbench.tui.screens.searching import SearchingScreen
from workbench.tui.widgets.prose_view import ProseView
from workbench.tui.widgets.text_line import TextLine
from workbench.workflow import versions

if TYPE_CHECKING:
    from textual.app import ComposeResult


class GuidelinesScreen(SearchingScreen):
    """The guidelines in force, from the row of a label on where one is asked for."""

    NAME = "guidelines"
    BINDINGS = bindings("guidelines")

    head = getters.query_one("#head", TextLine)
    prose = getters.query_one("#prose", ProseView)

    @property
    def searched(self) -> ProseView:
        """The guidelines."""
        return self.prose

    def __init__(self, label: str | None = None) -> None:
        super().__init__()
        self._label = label

    def compose(self) -> ComposeResult:
        """Head, text, hints."""
        look, profile = self.workbench.look, self.workbench.profile
        yield TextLine(look.strong(), profile, name="head")
        yield ProseView(look, profile, name="prose")
        yield TextLine(look.dim(), profile, name="bottom")

    def on_mount(self) -> None:
        """Read the guidelines."""
        self.head.text = _(" Guidelines")
        self.prose.focus()
        self.step(self._read)

    async def _read(self) -> None:
        scheme = self.workbench.desk.session.scheme
        self.head.aside = f"{scheme.name} {scheme.version} "
        prose = read_markdown(await self.ask(versions.guidelines_to_read))
        self.prose.show(prose, prose.anchors.get(self._label or "", 0))

    def action_move(self, by: int) -> None:
        """Scroll by a row."""
        self.prose.scroll_rows(by)

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self.prose.scroll_rows(by * max(1, self.prose.size.height - 1))

    def action_end(self, by: int) -> None:
        """Scroll to the beginning or the end."""
        self.prose.scroll_rows(by * self.prose.rows)

    def action_section(self, by: int) -> None:
        """Go to the next heading, or the one before."""
        self.prose.section(by)

    def action_back(self) -> None:
        """Back to the screen before."""
        self.dismiss(None)
