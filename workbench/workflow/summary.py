"""What a curator has done in all, to look back on: articles, spans, outcomes, speed, days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.store.submitted import submitted
from workbench.workflow.insight import Speed, insight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Summary:
    """What one curator has done; `speed` counts all decisions, also in articles that are open.

    `names` and `figures` are the spans that she submitted last. `days` has each day on which she
    submitted articles, and how many for the first time, the earliest first, in local time.
    """

    articles: int
    submitted: int
    names: int
    figures: int
    speed: Speed
    days: Mapping[date, int]


def summary(session: Session) -> Summary:
    """What the session's curator has done."""
    store, curator = session.store, session.curator
    articles, done = store.progress(curator)
    found = submitted(store, curator)
    figures = {label.name for label in (*session.scheme, *session.scheme.retired) if label.takes}
    kinds = Counter({True: 0, False: 0})
    for label, count in found.labels.items():
        kinds[label in figures] += count
    days = Counter(datetime.fromisoformat(at).astimezone().date() for at in found.at)
    speed = insight(session)["curators"].get(curator.name, Speed())
    return Summary(articles, done, kinds[False], kinds[True], speed, dict(sorted(days.items())))


class Unit(StrEnum):
    """What a row of a plot over time stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def over_time(days: Mapping[date, int], most: int) -> tuple[Unit, Sequence[tuple[date, int]]]:
    """Counts by day; by week or month where these are at most `most` rows and days are more.

    A week or month is named by its first day. None that lies between is left out, and of more than
    `most` months the last ones are given.
    """
    rows: list[tuple[date, int]] = []
    for unit in Unit:
        counts: Counter[date] = Counter()
        for day, count in days.items():
            counts[_first(day, unit)] += count
        rows = [(each, counts[each]) for each in _between(counts, unit)]
        if len(rows) <= most:
            return unit, rows
    return Unit.MONTH, rows[-most:]


def _first(day: date, unit: Unit) -> date:
    if unit is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit is Unit.MONTH else day


def _between(counts: Mapping[date, int], unit: Unit) -> Sequence[date]:
    """Every day, week or month from the first that has a count to the last."""
    if not counts:
        return ()
    length = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31}[unit]
    found, last = [min(counts)], max(counts)
    while found[-1] < last:
        found.append(_first(found[-1] + timedelta(days=length), unit))
    return found
