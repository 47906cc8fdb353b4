"""How far two adjudicators agree who decided on the same articles, blind to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Cell, Kind, Part
from workbench.agreement.study import KINDS, Class
from workbench.agreement.tally import Plan, rows_of
from workbench.messages import N_
from workbench.workflow.twice import adjudicated_twice

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session
    from workbench.workflow.twice import Twice

NAME = "adjudicators"
NOT_TWICE = N_("Undefined, because no article was adjudicated twice.")

_DIFFERENT = tuple(kind for kind in Kind if kind not in KINDS[Class.AGREE])


def adjudicators(
    session: Session, kept: Callable[[str], bool], label: str | None = None
) -> Agreement:
    """The share of places of which both adjudicators made the same gold, as `adjudicate --twice`.

    Of articles, those that `kept` says; of places, where a label is given, those in which either
    made gold of it. `spans` counts places. One row, all.
    """
    found = [both for both in adjudicated_twice(session) if kept(both.article)]
    counts = [(both, *_counted(both, label)) for both in found]
    counts = [row for row in counts if row[2]]
    alike, places = (np.array([row[n] for row in counts], np.float64) for n in (1, 2))
    documents = tuple(row[0].article for row in counts)
    cell = Cell(Against.ADJUDICATORS, documents=documents, kinds=_DIFFERENT, label=label)
    plan = Plan(Part.ALL, (), cell, alike, places, float(places.sum()))
    return Agreement(NAME, rows_of([plan], NOT_TWICE))


def _counted(both: Twice, label: str | None) -> tuple[int, int]:
    """How many places both decided alike, and how many there are."""
    if label is None:
        return both.alike, both.places
    some = [any(mark.label == label for side in pair for mark in side) for pair in both.pairs]
    alike = [same and there for same, there in zip(both.same, some, strict=True)]
    return sum(alike), sum(some)
