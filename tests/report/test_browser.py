"""The page in a real browser, where there is one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.report.browser import Browser, find
from workbench.report import Headline, Line, Number, Page, Place, Section, Side, Table, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = find() or ""

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

BEFORE, MARKED, AFTER = "أعلنت وزارة الداخلية توقيف 35 شخصا في مدينة ", "الرباط", " سنة 2020، وقال."
PAGE = Page(
    "en", False, "Agreement", Headline(Number("0.50", 0.5), "F1", ()), (("Curator", ("شادية",)),),
    (Section("s", "Pairs", "", (Table(("a", "F1"), (
        Line(("amal", "شادية"), (Number("0.50", 0.5, 0.25, 0.75, gauge=True),)),)),)),),
    (), (Place("p1", "one.txt", "only one", Side(("amal",), BEFORE, MARKED, AFTER, "GPE"),
               Side(("شادية",), BEFORE + MARKED + AFTER)),), "",
)  # fmt: skip

RECTANGLES = """(() => {
  const found = [];
  for (const text of document.querySelectorAll('.side.one .text')) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();)
      for (const word of node.data.matchAll(/[^ ]+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const {left, right, top} = range.getBoundingClientRect();
        found.push([word[0], left, right, Math.round(top)]);
      }
  }
  return found;
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The page, opened."""
    folder = tmp_path_factory.mktemp("browser")
    path = folder / "page.html"
    path.write_text(render(PAGE), "utf-8")
    with Browser(CHROMIUM, folder / "profile") as opened:
        opened.open(path)
        yield opened


def test_arabic_runs_from_right_to_left(browser: Browser) -> None:
    words = browser.ask(RECTANGLES)
    assert [word for word, *_rest in words] == (BEFORE + MARKED + AFTER).split()
    first_line = [(left, right) for _word, left, right, top in words if top == words[0][3]]
    assert len(first_line) > 3
    for (left, _right), (_left, next_right) in pairwise(first_line):
        assert next_right <= left
    # A line that follows begins at the right again.
    assert words[0][2] > words[-1][2] or words[-1][3] == words[0][3]
    place = "document.querySelector('.side.one mark').getBoundingClientRect()"
    assert browser.ask(f"{place}.width") > 0


def test_sides_stand_side_by_side(browser: Browser) -> None:
    one, other = (browser.ask(f"document.querySelector('.{side}').getBoundingClientRect().left")
                  for side in ("one", "other"))  # fmt: skip
    top, other_top = (browser.ask(f"document.querySelector('.{side}').getBoundingClientRect().top")
                      for side in ("one", "other"))  # fmt: skip
    assert one < other
    assert top == other_top


def test_nothing_is_loaded_and_nothing_is_refused(browser: Browser) -> None:
    assert [url.partition("://")[0] for url in browser.requests] == ["file"]
    assert browser.complaints == []
    # The policy let the style sheet through.
    assert browser.ask("getComputedStyle(document.querySelector('.sides')).display") == "grid"


def test_it_is_readable_in_the_dark_and_on_paper(browser: Browser, tmp_path: Path) -> None:
    seen = {}
    for name, dark, printed in (("light", False, False), ("dark", True, False),
                                ("paper", True, True)):  # fmt: skip
        browser.look(dark=dark, printed=printed)
        seen[name] = (_light(browser, "color"), _light(browser, "backgroundColor"))
        browser.picture(tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    text, ground = seen["light"]
    assert ground - text > 150
    assert seen["dark"][0] - seen["dark"][1] > 150
    assert list(seen["paper"]) == [0, 255]
    assert browser.ask("getComputedStyle(document.querySelector('nav')).display") == "none"


def _light(browser: Browser, what: str) -> float:
    color = browser.ask(f"getComputedStyle(document.body).{what}")
    return sum(map(int, color.removeprefix("rgb(").removesuffix(")").split(","))) / 3
