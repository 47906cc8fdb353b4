"""Every measure of agreement over what is submitted and may be seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, measures
from workbench.errors import UnknownName
from workbench.messages import _
from workbench.store.pairs import guidelines, sources
from workbench.workflow.measure.adjudicators import NAME as ADJUDICATORS
from workbench.workflow.measure.adjudicators import adjudicators
from workbench.workflow.measure.counting import study
from workbench.workflow.measure.haste import hasty
from workbench.workflow.measure.layers import against_gold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from workbench.agreement import Agreement, Arms, Figure, Study
    from workbench.workflow.measure.haste import Haste
    from workbench.workflow.session import Session

TOKEN_MEASURES = ("krippendorff_alpha", "cohen_kappa", "fleiss_kappa")
"""The measures that count tokens, which most people need not look at."""

HEADLINE = "span_f1"
_ORDER = (HEADLINE, "ladder", "classes", "confusion", "value_agreement", "acceptance", "bias",
          "assistance", "self_agreement", "accuracy", ADJUDICATORS, "drift",
          *TOKEN_MEASURES)  # fmt: skip
_BETWEEN = {HEADLINE, "ladder", "classes", "confusion", "value_agreement", "drift",
            *TOKEN_MEASURES}  # fmt: skip
"""The measures that compare curators with one another, and need nothing else."""
_BY_GOLD = ("accuracy", "bias")
_BY_ARM = ("acceptance", "assistance")
"""The measures that tell arms apart themselves, whichever are asked for."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which part of the work is measured; `since` and `until` are days (YYYY-MM-DD).

    An article counts for the day on which the last of its curators first submitted it, and for
    guidelines (a fingerprint, or its beginning) that all its curators had when they did; `arms`
    says who of two saw suggestions, `curator` who one of the two is.
    """

    label: str | None = None
    since: str | None = None
    until: str | None = None
    arms: Arms | None = None
    curator: str | None = None
    guideline: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The results of measures by name, the headline's first, and the sources of articles by id.

    `days` are the first and the last on which an article was finished that is compared, `viewer`
    is the name of who may see all this. In the articles `beside`, curators are compared with
    themselves or with gold, or two adjudicators with one another. `hasty` are the curators to warn
    of, None where that was not asked for.
    """

    results: Mapping[str, Agreement]
    sources: Mapping[str, str]
    filters: Filters
    viewer: str
    days: tuple[str, str] | None
    beside: tuple[str, ...]
    hasty: tuple[Haste, ...] | None = None

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
    the scheme's, where nobody has the curator's name, and where no guidelines begin so.
    """
    filters = _known(session, filters or Filters())
    names = [*_ORDER, *(name for name in measures if name not in _ORDER)]
    if only is not None:
        names = [name for name in names if name in {HEADLINE, *only}]
    elif not details:
        names = [name for name in names if name not in TOKEN_MEASURES]
    tokens = not set(names).isdisjoint(TOKEN_MEASURES)
    whole = filtered(study(session, tokens=tokens, sizes="classes" in names), session, filters)
    results: dict[str, Agreement] = {}
    beside = set(_compared(whole.against(Against.SELF)))
    if not set(names).isdisjoint(_BY_GOLD):
        gold = filtered(against_gold(session), session, filters)
        results |= {name: measures[name](gold) for name in _BY_GOLD if name in names}
        beside |= set(_compared(gold))
    results |= {name: measures[name](whole) for name in _BY_ARM if name in names}
    if ADJUDICATORS in names:
        left = set(_compared(whole))
        results[ADJUDICATORS] = adjudicators(session, left.__contains__, filters.label)
        beside |= {*(results[ADJUDICATORS].rows[0].cell.documents or ())}
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
        hasty(session, results["acceptance"]) if "acceptance" in results else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """What filters can ask for; `guidelines` with when they were first submitted under."""

    labels: tuple[str, ...]
    curators: tuple[str, ...]
    guidelines: Mapping[str, str]


def parts(session: Session) -> Parts:
    """The labels, curators and guidelines of the project."""
    store = session.store
    return Parts(
        tuple(label.name for label in session.scheme),
        tuple(sorted(curator.name for curator in store.curators())),
        guidelines(store),
    )


def _known(session: Session, filters: Filters) -> Filters:
    """Filters with the whole fingerprint of guidelines; UnknownName where there is no such name."""
    if filters.curator is not None:
        session.store.curator(filters.curator)
    if filters.guideline is None:
        return filters
    versions = list(guidelines(session.store))
    found = [each for each in versions if each.startswith(filters.guideline)]
    if len(found) != 1:
        raise UnknownName(_("version of the guidelines"), filters.guideline, versions)
    return replace(filters, guideline=found[0])


def _compared(found: Study) -> list[str]:
    return [found.documents[n] for n in np.unique(found.comparisons.document).tolist()]


def _days(found: Study) -> tuple[str, str] | None:
    days = [found.dates[n][:10] for n in np.unique(found.comparisons.document).tolist()]
    return (min(days), max(days)) if days else None


def filtered(found: Study, session: Session, filters: Filters) -> Study:
    """The part of a study that filters choose, but for the arms."""
    if filters.since is not None or filters.until is not None:
        found = found.between(filters.since or "", filters.until or "9999")
    if filters.curator is not None:
        found = found.curator(filters.curator)
    if filters.guideline is not None:
        found = found.under(filters.guideline)
    if filters.label is not None:
        found = found.label(session.scheme[filters.label].name)
    return found
