"""One page from parts: what stands in it, and that data stays data."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given

from workbench.layout import safe
from workbench.report import (
    Digits,
    Group,
    Headline,
    Line,
    Matrix,
    Number,
    Page,
    Place,
    Point,
    Section,
    Side,
    Square,
    Table,
    Trend,
    render,
)
from workbench.report.markup import shown, tag
from workbench.report.trend import trend

if TYPE_CHECKING:
    from collections.abc import Sequence

Attributes = dict[str, str | None]

HOSTILE = (
    '"><script>alert(1)</script>',
    "</style></title><h1 onclick=x>",
    "&lt;b&gt; & <!-- ]]> -->",
    "' onmouseover='x' style='x:url(http://e.example/)",
    "javascript:alert(1)",
    "\x00\x1b[31m\u202e\u2066ليل\ud800\u2028\x85\ufeff\u200f",
    "<svg/onload=x>&#0;",
)
VOID = {"meta", "col"}


class Parsed(HTMLParser):
    """The elements and texts of a page, which must be balanced."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes]] = []
        self.texts: list[str] = []
        self.comments: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def values(self, name: str) -> list[str]:
        """All values of one attribute."""
        return [value for _tag, found in self.elements if (value := found.get(name)) is not None]


def page_of(data: str) -> Page:
    """A page in which a text stands wherever one can."""
    sides = Side((data, data), data, data, data, data, data), Side((data,), data)
    place = Place("p1", data, data, *sides)
    number = Number(data, 0.5, 0.25, 0.75, "g1", gauge=True)
    squares = (Square(data, 0.5, 3, data, "g1"), Square(data, None, None, data), None)
    points = (Point((data, data), 0.75, 0.5, 1, True, "g1"), Point((data,), 0.5, 0, 1, False, None))
    table = Table((data, data, data, data), (Line((data, data), (number, Digits(data), data)),))
    blocks = (table, Matrix((data,) * 3, ((data, squares),), data, data), Trend(points, data))
    return Page(
        "ar", True, data, Headline(number, data, (data,)), ((data, (data, data)),),
        (Section("s", data, data, blocks, (data,)),), (Group("g1", (data,), (place,), 3),),
        (place,), data,
    )  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE)
def test_data_stays_data(data: str) -> None:
    plain, hostile = Parsed(render(page_of("\u2603"))), Parsed(render(page_of(data)))
    assert [(tag, list(found)) for tag, found in hostile.elements] == [
        (tag, list(found)) for tag, found in plain.elements
    ]
    assert hostile.comments == []
    # Everywhere the text is whole, but for what must not be sent to a screen.
    told = ["".join(found.texts).count(text)
            for found, text in ((hostile, safe(data)), (plain, "\u2603"))]  # fmt: skip
    assert told[0] == told[1] > 40
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]",
                         render(page_of(data)))  # fmt: skip


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_shown(text: str) -> None:
    found = Parsed(tag("p", text, title=text))
    assert "".join(found.texts) == safe(text)
    assert found.values("title") == [safe(text)]
    shown(text).encode()


def test_a_page_is_whole_and_inert() -> None:
    html = render(page_of("خبر"))
    found = Parsed(html)
    kinds = {tag for tag, _found in found.elements}
    assert kinds.isdisjoint({"script", "link", "iframe", "object", "embed", "img", "form", "base"})
    names = {name for _tag, attributes in found.elements for name in attributes}
    assert names.isdisjoint({"src", "srcset", "style", "action", "data", "xlink:href"})
    assert not [name for name in names if name.startswith("on")]
    assert all(link.startswith("#") for link in found.values("href"))
    assert "url(" not in html
    assert "@import" not in html
    assert "//" not in html.replace("<!DOCTYPE", "")


def test_every_link_leads_somewhere() -> None:
    found = Parsed(render(page_of("خبر")))
    keys = found.values("id")
    assert len(keys) == len(set(keys))
    assert {link[1:] for link in found.values("href")} == {"s", "g1", "p1", "numbers", "places"}
    assert {"s", "g1", "p1", "numbers", "places"} <= set(keys)


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    html = render(page_of("خبر"))
    (policy,) = [value for value in Parsed(html).values("content") if "default-src" in value]
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'",
        "form-action 'none'",
    ]  # fmt: skip


def test_the_same_parts_give_the_same_bytes() -> None:
    assert render(page_of("خبر")) == render(page_of("خبر"))


def test_the_page_reads_in_the_direction_of_its_language() -> None:
    arabic = Parsed(render(page_of("خبر")))
    english = Parsed(render(replace(page_of("x"), language="en", rtl=False)))
    assert arabic.elements[0] == ("html", {"lang": "ar", "dir": "rtl"})
    assert english.elements[0] == ("html", {"lang": "en", "dir": "ltr"})
    # Articles read from right to left whatever the page does.
    for found in (arabic, english):
        texts = [attributes for _tag, attributes in found.elements
                 if attributes.get("class") == "text"]  # fmt: skip
        assert len(texts) == 2
        assert all((each["dir"], each["lang"]) == ("rtl", "ar") for each in texts)


def test_time_runs_in_the_direction_of_reading() -> None:
    points = tuple(Point((f"2026-01-0{n}",), 0.5, 0.4, 0.6, False, None) for n in range(1, 6))
    places = {}
    for rtl in (False, True):
        found = Parsed(trend(Trend(points, "f"), rtl=rtl))
        places[rtl] = [float(x) for x in found.values("cx")]
    assert places[False] == sorted(places[False])
    assert places[True] == pytest.approx([900 - x for x in places[False]])


def test_many_points_are_thinned_and_one_is_enough() -> None:
    def dots(n: int) -> int:
        points = tuple(Point((str(k),), 0.0, 0.0, 1.0, False, None) for k in range(n))
        return len(Parsed(trend(Trend(points, "f"), rtl=False)).values("cx"))

    assert dots(1) == 1
    assert dots(20) == 20
    assert dots(1000) == 20


def test_a_page_without_places_has_no_lists() -> None:
    bare = replace(page_of("x"), places=(), groups=())
    assert "numbers" not in Parsed(render(bare)).values("id")
