"""Lists of adjudication: what is ready for it, and how two adjudicators of one article agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.output import narrate, print_json
from workbench.messages import _, ngettext
from workbench.workflow import adjudicate as acts
from workbench.workflow import twice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.cli import Options
    from workbench.workflow.session import Session

_SHORT = 8
_DASH = "—"


def list_ready(options: Options, session: Session, limit: int, *, as_json: bool) -> None:
    """The articles that are ready, the most urgent first, and how adjudicators agree so far.

    Urgent are those in which two curators differ in most spans for a hundred tokens.
    """
    found = acts.ready(session)
    if as_json:
        for one in found:
            print_json(
                {
                    "article": one.article,
                    "source": one.source,
                    "curators": one.curators,
                    "agreement": one.agreement,
                    "disputed": one.disputed,
                    "tokens": one.tokens,
                    "per_100_tokens": one.density,
                    "progress": one.progress,
                    "holder": one.holder,
                    "own_work": one.own_work,
                    "second": one.second,
                }
            )
        return
    rows = [
        (
            one.article[:_SHORT],
            str(one.curators),
            f"{one.agreement:.2f}" if one.agreement is not None else _DASH,
            str(one.disputed),
            f"{one.density:.1f}" if one.density is not None else _DASH,
            _(one.progress),
            one.holder or _how(one),
            one.source,
        )
        for one in found[:limit]
    ]
    head = _("article curators agreement disputed per-100 state who source").split()
    options.output.table([head, *rows])
    if len(found) > limit:
        left = len(found) - limit
        narrate(ngettext("{n} more article", "{n} more articles", left).format(n=left))
    _tell_twice(twice.adjudicated_twice(session))


def _how(one: acts.Ready) -> str:
    """What is special about an article that nobody adjudicates now."""
    if one.own_work:
        return _("own work")
    return _("second look") if one.second else ""


def list_twice(options: Options, session: Session, limit: int, *, as_json: bool) -> None:
    """The articles that two adjudicated, and in how many places they made the same gold."""
    found = twice.adjudicated_twice(session)
    if as_json:
        for one in found:
            counts = {"places": one.places, "alike": one.alike}
            print_json({"article": one.article, "source": one.source, **counts})
        return
    rows = [(o.article[:_SHORT], str(o.places), str(o.alike), o.source) for o in found[:limit]]
    options.output.table([_("article places alike source").split(), *rows])
    _tell_twice(found)


def _tell_twice(found: Sequence[twice.Twice]) -> None:
    """In how many places two adjudicators made the same gold, over all articles."""
    places = sum(one.places for one in found)
    if found:
        text = ngettext(
            "two adjudicated {n} article: {alike} of {places} places alike",
            "two adjudicated {n} articles: {alike} of {places} places alike",
            len(found),
        )
        alike = sum(one.alike for one in found)
        narrate(text.format(n=len(found), alike=alike, places=places))
