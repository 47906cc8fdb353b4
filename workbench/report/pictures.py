"""Pictures of numbers: bars beside them, and matrices, tables whose squares are coloured.

Invariant: a picture never says anything by colour alone; its numbers stand in it or beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.report.markup import name, tag

if TYPE_CHECKING:
    from workbench.report.markup import Markup
    from workbench.report.parts import Matrix, Number, Square

LEVELS = 10


def bar(number: Number) -> Markup | None:
    """A bar from nothing to 1, with a whisker for the interval."""
    if number.value is None or not number.gauge:
        return None
    parts = [_piece("track", 0, 1, 2, 8), _piece("bar", 0, number.value, 2, 8)]
    if number.low is not None and number.high is not None:
        parts.append(_piece("whisker", number.low, number.high, 5.25, 1.5))
        parts += [_piece("whisker", edge - 0.004, edge + 0.004, 3, 6)
                  for edge in (number.low, number.high)]  # fmt: skip
    return tag("svg", *parts, class_="gauge", viewBox="0 0 100 12", preserveAspectRatio="none",
               aria_hidden="true")  # fmt: skip


def _piece(kind: str, low: float, high: float, y: float, height: float) -> Markup:
    low, high = (min(max(edge, 0.0), 1.0) for edge in (low, high))
    return tag("rect", class_=kind, x=_round(100 * low), y=y, width=_round(100 * (high - low)),
               height=height)  # fmt: skip


def _round(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def matrix(table: Matrix) -> Markup:
    """A table of squares, each with its number, and below it what the colours mean."""
    titles = (tag("th", name(each), scope="col") for each in table.columns)
    head = tag("tr", tag("td"), *titles)
    rows = [
        tag("tr", tag("th", name(each), scope="row"), *map(_square, squares))
        for each, squares in table.rows
    ]
    squares = tag("table", tag("thead", head), tag("tbody", *rows), class_="matrix")
    steps = (tag("span", class_=f"step level-{n}") for n in range(LEVELS))
    ramp = tag("span", *steps, class_="ramp")
    scale = tag("p", table.lightest, ramp, table.darkest, class_="scale")
    return tag("div", squares, scale, class_="wide")


def _square(square: Square | None) -> Markup:
    if square is None:
        return tag("td")
    text: Markup | str = square.text
    if square.value is not None:
        text = tag("data", square.text, value=square.value)
    if square.link is not None:
        text = tag("a", text, href=f"#{square.link}")
    level = (
        f"level-{square.level}" if square.level is not None else "plain" if square.value else "zero"
    )
    return tag("td", text, class_=level, title=square.about)
