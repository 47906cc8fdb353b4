"""The page of settings."""

from __future__ import annotations

from scripts.settings import PAGE, page


def test_the_page_is_that_of_the_table() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m scripts.settings`"
