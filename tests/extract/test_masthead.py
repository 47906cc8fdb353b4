from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import stays_linear
from workbench.extract.masthead import read_masthead
from workbench.extract.zones import find_zones
from workbench.model import Span

ROOT = Path(__file__).parents[2]
PAGES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests/cases/masthead.toml").read_text(encoding="utf-8")
)["page"]


def masthead(text: str) -> tuple[Span | None, dt.date | None]:
    return read_masthead(text, find_zones(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_page(page: dict[str, Any]) -> None:
    # A literal string of TOML loses its first line break; rows count it.
    text = page["text"] if "\r" in page["text"] else "\n" + page["text"]
    title, published = masthead(text)
    assert published == page.get("published")
    if title is None:
        assert "title" not in page
    else:
        assert text[title.start : title.end] == page["title"]
        assert text.count("\n", 0, title.start) + 1 == page["line"]


SEEDS = {
    "000_74e157696b8986a4.txt": (Span(0, 64), None),
    "001_1bdf535e69ad3555.txt": (Span(110, 177), dt.date(2023, 11, 3)),
    "002_3fb6c994e96718e9.txt": (Span(381, 466), dt.date(2021, 5, 31)),
    "003_44e7ed56ac7ca7ca.txt": (Span(0, 40), None),
    "004_0c641e346c03f845.txt": (Span(384, 441), dt.date(2021, 12, 21)),
}


@pytest.mark.parametrize("name", SEEDS)
def test_seed(name: str) -> None:
    text = (ROOT / "seeds" / name).read_bytes().decode("utf-8")
    assert masthead(text) == SEEDS[name]


def test_without_zones_a_menu_item_could_be_the_title() -> None:
    text = "• قمة طارئة لدول الساحل\n• باريس تسحب آخر جنودها\n\nرمضان يرفع الإقبال على التمور\n"
    title, _day = masthead(text)
    assert title is not None
    assert text[title.start : title.end] == "رمضان يرفع الإقبال على التمور"
    assert read_masthead(text, ())[0] != title


SCRAPS = [
    "عنوان من أربع كلمات\n", "الجمعة 5 غشت 2022\n", "نشر في: 12/03/2020\n", "31/02/2021 ",
    "وقالت الوزارة إن المشروع جاهز. " * 6, "الرئيسية » ", "\n", "\ufeff", "\u200f", "\x00",
    "\ud800", "٣", "2021-05-31T20:30", "فاتح نونبر ", " - ",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=8)), max_size=40).map("".join)


@given(TEXTS)
def test_any_text_gives_a_trimmed_title_outside_zones(text: str) -> None:
    zones = find_zones(text)
    title, _day = read_masthead(text, zones)
    if title is not None:
        surface = text[title.start : title.end]
        assert surface == surface.strip()
        assert "\n" not in surface
        assert not any(zone.span.overlaps(title) for zone in zones)


@pytest.mark.parametrize(
    "scrap",
    [
        "12/03/2020 ",
        "نشر في ",
        "5 غشت\n",
        "كلمة ",
        "1",
        "12/12/",
        " ",
        "\n",
        "عمان 5 آذار 2024 ",
        "5/3/2024 – أ",
    ],
)
def test_time_is_linear(scrap: str) -> None:
    def work(size: int) -> None:
        read_masthead(scrap * (size // len(scrap)), ())

    assert stays_linear(work, small=20_000, large=320_000)
