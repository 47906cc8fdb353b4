"""A report as one HTML page.

Invariant: the page is whole by itself and inert. It has no script, loads nothing from anywhere, and
says so to the browser: its policy allows the one style sheet that it carries, by hash.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from workbench.messages import _
from workbench.report.markup import Markup, joined, name, shown, tag
from workbench.report.parts import Digits, Matrix, Number, Table, Trend
from workbench.report.pictures import bar, matrix
from workbench.report.places import group, place
from workbench.report.trend import trend

if TYPE_CHECKING:
    from workbench.report.parts import Block, Field, Line, Page, Section


def render(page: Page) -> str:
    """The page; the same report gives the same bytes."""
    body = joined(
        _header(page),
        tag("main", *(_section(each, rtl=page.rtl) for each in page.sections), _behind(page)),
    )
    direction = "rtl" if page.rtl else "ltr"
    html = tag("html", _head(page.title), tag("body", body), lang=page.language, dir=direction)
    return f"<!DOCTYPE html>\n{html}\n"


def _head(title: str) -> Markup:
    style = files("workbench.report").joinpath("page.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=Markup(policy)),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Markup(style)),
    )


def _header(page: Page) -> Markup:
    one = page.headline
    links = [(each.key, each.title) for each in page.sections]
    if page.places:
        links += [("numbers", _("Behind the numbers")), ("places", _("Places"))]
    items = (tag("li", tag("a", title, href=f"#{key}")) for key, title in links)
    return tag(
        "header",
        tag("h1", page.title),
        tag("p", _number(one.number), " ", tag("span", one.unit, class_="unit"), class_="headline"),
        *(tag("p", note, class_="note") for note in one.notes),
        tag("dl", *(joined(tag("dt", term), tag("dd", name(*values)))
                    for term, values in page.facts)),
        tag("nav", tag("ul", *items), aria_label=_("Contents")),
    )  # fmt: skip


def _section(section: Section, *, rtl: bool) -> Markup:
    return tag(
        "section",
        tag("h2", section.title),
        tag("p", section.about, class_="about"),
        *(_block(block, rtl=rtl) for block in section.blocks),
        *(tag("p", note, class_="note") for note in section.notes),
        id=section.key,
    )


def _block(block: Block, *, rtl: bool) -> Markup:
    if isinstance(block, Trend):
        return trend(block, rtl=rtl)
    return matrix(block) if isinstance(block, Matrix) else _table(block)


def _table(table: Table) -> Markup:
    head = tag("tr", *(tag("th", title, scope="col") for title in table.columns))
    body = tag("tbody", *(_line(line) for line in table.lines))
    return tag("div", tag("table", tag("thead", head), body), class_="wide")


def _line(line: Line) -> Markup:
    row = "inner" if line.inner else None
    head = tag("th", name(*line.names), scope="row")
    return tag("tr", head, *map(_field, line.fields), class_=row)


def _field(field: Field) -> Markup:
    if isinstance(field, Number):
        return tag("td", _number(field), bar(field), class_="number")
    if isinstance(field, Digits):
        return tag("td", tag("span", field.text, dir="ltr"), class_="number")
    return tag("td", field)


def _number(number: Number) -> Markup:
    text = shown(number.text)
    if number.value is not None:
        # Signs and both ends of an interval keep their places in a page from right to left.
        text = tag("data", text, value=number.value, dir="ltr")
    return tag("a", text, href=f"#{number.link}") if number.link is not None else text


def _behind(page: Page) -> Markup:
    """Lists of places for each number that has a link, then the places themselves."""
    if not page.places:
        return joined()
    about = _("Each place is listed once; a number leads to the list of those behind it.")
    return joined(
        tag("section", tag("h2", _("Behind the numbers")), tag("p", about, class_="about"),
            *map(group, page.groups), id="numbers"),
        tag("section", tag("h2", _("Places")), tag("p", page.note, class_="about"),
            *map(place, page.places), id="places"),
    )  # fmt: skip
