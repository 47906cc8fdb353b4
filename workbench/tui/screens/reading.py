"""What can be done in the text of an article: move, select, copy, search."""

from __future__ import annotations

from textual import getters

from workbench.messages import _
from workbench.tui.paint import isolated
from workbench.tui.screens.searching import SearchingScreen
from workbench.tui.widgets.article_view import ArticleView


class ReadingScreen(SearchingScreen):
    """A screen with an article in it, whose text cursor its commands move."""

    article_view = getters.query_one("#article", ArticleView)

    @property
    def searched(self) -> ArticleView:
        """The article."""
        return self.article_view

    def action_travel(self, name: str, extend: bool) -> None:
        """Move the text cursor."""
        self.article_view.move(name, extend=extend)

    def action_row(self, by: int, extend: bool = False) -> None:
        """Move the text cursor by rows."""
        self.article_view.move_rows(by, extend=extend)

    def action_page(self, by: int) -> None:
        """Move the text cursor by pages."""
        self.article_view.page(by)

    def action_copy(self) -> None:
        """Copy the selection, or what the screen is about."""
        self.step(self._copy)

    async def _copy(self) -> None:
        text = self.article_view.selected_text or self.copied_by_default()
        if text:
            self.app.copy_to_clipboard(text)
            self.say(_("Copied: {text}").format(text=isolated(text)))

    def copied_by_default(self) -> str:
        """What is copied when nothing is selected."""
        return ""

    def action_reveal(self) -> None:
        """Show or hide unseen characters."""
        shown = self.article_view.toggle_reveal()
        self.say(_("Unseen characters have marks.") if shown else "")

    def action_numbers(self) -> None:
        """Show or hide line numbers."""
        self.article_view.toggle_numbers()
