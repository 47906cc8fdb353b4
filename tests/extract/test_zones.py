from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import stays_linear
from workbench.extract.zones import find_zones

ROOT = Path(__file__).parents[2]
PAGES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests/cases/zones.toml").read_text(encoding="utf-8")
)["page"]


def found(text: str) -> list[list[str]]:
    return [[zone.kind, text[zone.span.start : zone.span.end]] for zone in find_zones(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_page(page: dict[str, Any]) -> None:
    assert found(page["text"]) == page["zones"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_page_with_other_line_breaks(page: dict[str, Any]) -> None:
    text = page["text"].replace("\n", "\r\n")
    expected = [[kind, zone.replace("\n", "\r\n")] for kind, zone in page["zones"]]
    assert found(text) == expected


SEEDS = {
    "000_74e157696b8986a4.txt": [(2797, 4730, "shortcode")],
    "001_1bdf535e69ad3555.txt": [
        (0, 19, "menu"),
        (21, 40, "breadcrumb"),
        (1995, 2001, "share"),
        (2002, 2073, "comments"),
    ],
    "002_3fb6c994e96718e9.txt": [(0, 336, "menu"), (337, 341, "breaking"), (554, 763, "caption")],
    "003_44e7ed56ac7ca7ca.txt": [(41, 121, "follow"), (134, 135, "shortcode")],
    "004_0c641e346c03f845.txt": [(0, 336, "menu"), (337, 341, "breaking")],
}


@pytest.mark.parametrize("name", SEEDS)
def test_seed(name: str) -> None:
    text = (ROOT / "seeds" / name).read_bytes().decode("utf-8")
    zones = [(zone.span.start, zone.span.end, zone.kind.value) for zone in find_zones(text)]
    assert zones == SEEDS[name]


# Scraps of furniture and of hostile input, so that random texts meet the rules.
SCRAPS = [
    "الرئيسية » ", "عاجل", "• ", "- ", "1. ", "اقرأ أيضا:", "مواضيع ذات صلة", "شارك فيسبوك",
    "[a b=”", "c” d=e]", "[/x]", "&", "© 2020 ", "(رويترز)", "Photo by AFP of a man in the city ",
    "وقالت الوزارة إن المشروع جاهز ", "تابعونا على تويتر", "\n", "\r\n", "\u2028", "\u200f",
    "\ufeff", "\x00", "\ud800", "|", "ً", "ـ",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=8)), max_size=40).map("".join)


@given(TEXTS)
def test_any_text_gives_sorted_trimmed_zones(text: str) -> None:
    last = 0
    for zone in find_zones(text):
        surface = text[zone.span.start : zone.span.end]
        assert last <= zone.span.start < zone.span.end <= len(text)
        assert surface == surface.strip()
        last = zone.span.end


@given(TEXTS, st.text(alphabet=" \n\t\u200f", max_size=5))
def test_space_around_a_page_changes_nothing_but_offsets(text: str, space: str) -> None:
    assert found(space + text + space) == found(text)


HOSTILE = {
    "unclosed shortcodes": '[a k=" k=',
    "nested shortcodes": '[a k="[a k=" k=',
    "many attributes": "[a " + "k=v " * 40,
    "bullets and titles": "• خبر عاجل جدا\n• خبر آخر جدا\nعنوان من أربع كلمات\n",
    "breadcrumbs": "الرئيسية » قسم » عنوان من أربع كلمات\n",
    "separators": "» ",
    "latin": "A word, ",
    "headings": "اقرأ أيضا\n",
    "one word": "كلمة",
    "blank lines": " \n",
    "marks": "ًـ",
    "openings": "([{«“",
}


@pytest.mark.parametrize("scrap", HOSTILE.values(), ids=HOSTILE)
def test_time_is_linear(scrap: str) -> None:
    def work(size: int) -> None:
        find_zones(scrap * (size // len(scrap)))

    assert stays_linear(work, small=20_000, large=320_000)
