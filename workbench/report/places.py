"""The places where people differ: one of each as a pair of texts side by side.

Invariant: a text of an article stands in an element of its own that reads from right to left, and
nothing in it can reach out of that element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import _, ngettext
from workbench.report.markup import joined, name, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.report.markup import Markup
    from workbench.report.parts import Group, Place, Side


def place(one: Place) -> Markup:
    """Both sides of a place, side by side."""
    head = tag("h3", tag("a", one.key.lstrip("p"), href=f"#{one.key}"), " ", name(one.article),
               " ", tag("span", one.kind, class_="kind"))  # fmt: skip
    sides = tag("div", _side(one.one, "one"), _side(one.other, "other"), class_="sides")
    return tag("article", head, sides, id=one.key)


def _side(side: Side, which: str) -> Markup:
    who = tag("span", *_between((tag("bdi", each) for each in side.names), ", "), class_="who")
    if side.marked is None:
        said = tag("span", _("nothing marked"), class_="nothing")
        marked = None
    else:
        value = joined(" ", tag("bdi", side.value)) if side.value else None
        said = joined(tag("bdi", side.label, class_="label"), value)
        marked = tag("mark", side.marked)
    text = tag("p", side.before, marked, side.after, class_="text", dir="rtl", lang="ar")
    return tag("div", tag("p", who, " · ", said), text, class_=f"side {which}")


def _between(pieces: Iterable[Markup], mark: str) -> Iterator[Markup | str]:
    for n, piece in enumerate(pieces):
        if n:
            yield mark
        yield piece


def group(one: Group) -> Markup:
    """A list of links to the places behind a number; a link to the list opens it."""
    rows = (
        tag("tr", tag("td", tag("a", each.key.lstrip("p"), href=f"#{each.key}"), class_="number"),
            tag("td", name(each.article)), tag("td", each.kind), _brief(each.one),
            _brief(each.other))
        for each in one.places
    )  # fmt: skip
    more = ngettext("and {n} more place", "and {n} more places", one.more).format(n=one.more)
    note = tag("p", more, class_="note") if one.more else None
    count = tag("span", str(len(one.places) + one.more), class_="kind")
    table = tag("div", tag("table", tag("tbody", *rows)), note, class_="wide group", id=one.key)
    return tag("details", tag("summary", name(*one.names), " ", count), table)


def _brief(side: Side) -> Markup:
    if side.marked is None:
        return tag("td", "∅")
    return tag(
        "td", tag("bdi", side.marked, lang="ar"), " ", tag("bdi", side.label, class_="label")
    )
