"""A line over time, with a band of intervals, as SVG.

Invariant: time runs in the direction of reading, and every point that is written with its number
leads to the places behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.report.parts import Point, Trend

_WIDTH, _HEIGHT = 900.0, 300.0
_START, _END, _TOP, _BOTTOM = 48.0, 28.0, 36.0, 36.0  # room around the field, in reading order
_FEW = 20
"""Where there are not more points, each is written with its number; of many only some are."""
_DAYS = 5  # that are written below
_HIGHEST_FLOOR = 0.9


@dataclass(frozen=True, slots=True)
class _Field:
    """Where numbers are drawn: `count` points from `floor` to 1."""

    count: int
    floor: float
    rtl: bool

    def x(self, n: float) -> float:
        """The place of a point; n is -0.5 and so on at the rims."""
        wide = _WIDTH - _START - _END
        at = _START + (n + 0.5) * wide / self.count
        return round(_WIDTH - at if self.rtl else at, 1)

    def y(self, value: float) -> float:
        """The height of a value."""
        share = (min(max(value, self.floor), 1.0) - self.floor) / (1.0 - self.floor)
        return round(_TOP + (1.0 - share) * (_HEIGHT - _TOP - _BOTTOM), 1)


def trend(series: Trend, *, rtl: bool) -> Markup:
    """The picture of a series, which has a point at least."""
    points = series.points
    lowest = min(point.low for point in points)
    floor = min(max(int(10 * lowest) / 10, 0.0), _HIGHEST_FLOOR)
    field = _Field(len(points), floor, rtl)
    edges = [(n, point.high) for n, point in enumerate(points)]
    edges += [(n, point.low) for n, point in reversed(list(enumerate(points)))]
    line = [(n, point.value) for n, point in enumerate(points)]
    return tag(
        "svg",
        tag("title", series.about),
        *_grid(field),
        *_changes(field, points),
        tag("polygon", class_="band", points=_path(field, edges)),
        tag("polyline", class_="line", points=_path(field, line)),
        *_dots(field, points),
        *_days(field, points),
        class_="trend",
        role="img",
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
    )


def _path(field: _Field, points: Sequence[tuple[int, float]]) -> str:
    return " ".join(f"{field.x(n)},{field.y(value)}" for n, value in points)


def _grid(field: _Field) -> Iterator[Markup]:
    start, end = field.x(-0.5), field.x(field.count - 0.5)
    for tenth in range(round(10 * field.floor), 11):
        y = field.y(tenth / 10)
        yield tag("line", class_="grid", x1=start, x2=end, y1=y, y2=y)
        away = 8 if field.rtl else -8
        yield tag("text", f"{tenth / 10:.1f}", x=start + away, y=y + 4, text_anchor="end")


def _changes(field: _Field, points: Sequence[Point]) -> Iterator[Markup]:
    for n, point in enumerate(points):
        if point.changed:
            x = field.x(n)
            yield tag("line", class_="changed", x1=x, x2=x, y1=_TOP, y2=_HEIGHT - _BOTTOM)
            yield tag("text", "▼", class_="changed", x=x, y=_TOP - 22, text_anchor="middle")


def _dots(field: _Field, points: Sequence[Point]) -> Iterator[Markup]:
    every = -(-len(points) // _FEW)
    for n, point in enumerate(points):
        if n % every:
            continue
        x, y = field.x(n), field.y(point.value)
        dot = tag("circle", tag("title", "–".join(point.names)), class_="dot", cx=x, cy=y, r=4)
        text = tag("text", f"{point.value:.2f}", x=x, y=_TOP - 8, text_anchor="middle")
        if point.link is None:
            yield Markup(dot + text)
        else:
            yield tag("a", dot, text, href=f"#{point.link}")


def _days(field: _Field, points: Sequence[Point]) -> Iterator[Markup]:
    every = -(-len(points) // _DAYS)
    for n in range(0, len(points), every):
        yield tag("text", points[n].names[0], x=field.x(n), y=_HEIGHT - 12, text_anchor="middle")
