"""Every measure of agreement over what is submitted and may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, measures
from workbench.store.pairs import sources
from workbench.workflow.measure.counting import study
from workbench.workflow.measure.layers import against_gold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from workbench.agreement import Agreement, Arms, Figure, Study
    from workbench.workflow.session import Session

TOKEN_MEASURES = ("krippendorff_alpha", "cohen_kappa", "fleiss_kappa")
"""The measures that count tokens, which most people need not look at."""

HEADLINE = "span_f1"
_ORDER = (HEADLINE, "ladder", "classes", "confusion", "value_agreement", "assistance",
          "self_agreement", "accuracy", "drift", *TOKEN_MEASURES)  # fmt: skip
_BETWEEN = {HEADLINE, "ladder", "classes", "confusion", "value_agreement", "drift",
            *TOKEN_MEASURES}  # fmt: skip
"""The measures that compare curators with one another, and need nothing else."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which part of the work is measured; `since` and `until` are days (YYYY-MM-DD).

    An article counts for the day on which the last of its curators first submitted it; `arms` says
    who of two saw suggestions.
    """

    label: str | None = None
    since: str | None = None
    until: str | None = None
    arms: Arms | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The results of measures by name, the headline's first, and the sources of articles by id.

    `days` are the first and the last on which an article was finished that is compared, `viewer`
    is the name of who may see all this. In the articles `beside`, curators are compared with
    themselves or with gold.
    """

    results: Mapping[str, Agreement]
    sources: Mapping[str, str]
    filters: Filters
    viewer: str
    days: tuple[str, str] | None
    beside: tuple[str, ...]

    @property
    def headline(self) -> Figure:
        """Exact F1 over all pairs."""
        return self.results[HEADLINE].total

    @property
    def undefined(self) -> str | None:
        """Why there is no headline, if there is none."""
        return self.headline.undefined


def agreement(
    session: Session,
    filters: Filters | None = None,
    *,
    details: bool = False,
    only: Collection[str] | None = None,
) -> Report:
    """All measures over first submissions, or the headline and `only` some.

    `details` adds those that count tokens. UnknownName where the label to be measured is none of
    the scheme's.
    """
    filters = filters or Filters()
    names = [*_ORDER, *(name for name in measures if name not in _ORDER)]
    if only is not None:
        names = [name for name in names if name in {HEADLINE, *only}]
    elif not details:
        names = [name for name in names if name not in TOKEN_MEASURES]
    tokens = not set(names).isdisjoint(TOKEN_MEASURES)
    whole = filtered(study(session, tokens=tokens), session, filters)
    results = {}
    beside = set(_compared(whole.against(Against.SELF)))
    if "accuracy" in names:
        gold = filtered(against_gold(session), session, filters)
        results["accuracy"] = measures["accuracy"](gold)
        beside |= set(_compared(gold))
    if "assistance" in names:
        results["assistance"] = measures["assistance"](whole)
    part = whole.arm(filters.arms) if filters.arms is not None else whole
    for name in names:
        if name not in results and name not in _BETWEEN:
            results[name] = measures[name](part)
    # The rest looks at pairs of curators alone; of the whole, which may be large, nothing is kept.
    part = part.against(Against.CURATOR)
    del whole
    results |= {name: measures[name](part) for name in names if name not in results}
    return Report(
        {name: results[name] for name in names}, sources(session.store), filters,
        session.curator.name, _days(part), tuple(sorted(beside)),
    )  # fmt: skip


def _compared(found: Study) -> list[str]:
    return [found.documents[n] for n in np.unique(found.comparisons.document).tolist()]


def _days(found: Study) -> tuple[str, str] | None:
    days = [found.dates[n][:10] for n in np.unique(found.comparisons.document).tolist()]
    return (min(days), max(days)) if days else None


def filtered(found: Study, session: Session, filters: Filters) -> Study:
    """The part of a study that filters choose, but for the arms."""
    if filters.since is not None or filters.until is not None:
        found = found.between(filters.since or "", filters.until or "9999")
    if filters.label is not None:
        found = found.label(session.scheme[filters.label].name)
    return found
