"""What suggestions do to curators: agreement with and without them, and the pull towards them.

Two curators who accept the same wrong suggestion agree perfectly; so the agreement to report is
that of those who saw none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.agreement import Against, Agreement, Arms, Cell, Part, measure
from workbench.agreement.gaps import Gap, gap_rows
from workbench.agreement.tally import Plan, Step, Tally, plan_all, rows_of
from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.agreement import Study
    from workbench.agreement.study import Floats

NAME = "assistance"
NO_BLIND = N_("Undefined, because no article was submitted by two curators in these arms.")
NO_GAP = N_("Undefined, because spans with and without suggestions are both needed.")


@measure(NAME)
def assistance(study: Study) -> Agreement:
    """Exact F1 among curators without suggestions and with them, and both kinds of gap.

    The first row is that of two who saw no suggestions. `inflation` is assisted less blind F1;
    `anchoring` is F1 with what is suggested of those who saw it less that of those who did not, on
    articles where somebody saw it; in all, by curator, and by label.
    """
    between, with_suggestions = (
        study.against(what) for what in (Against.CURATOR, Against.SUGGESTIONS)
    )
    plans = [_arm(between, Arms.BLIND, Part.ALL, (), Cell(arms=Arms.BLIND))]
    plans += [_arm(between, arms, Part.ARM, (arms.name.lower(),), Cell(arms=arms)) for arms in Arms]
    cell = Cell(against=Against.SUGGESTIONS)
    for arms in (Arms.ASSISTED, Arms.BLIND):
        names = ("suggestions", arms.name.lower())
        plans.append(_arm(with_suggestions, arms, Part.ARM, names, replace(cell, arms=arms)))
    gaps = [_gap(between, ("inflation",), Cell()), *_anchoring(with_suggestions, cell)]
    return Agreement(NAME, rows_of(plans, NO_BLIND) + gap_rows(gaps))


def _arm(study: Study, arms: Arms, part: Part, names: tuple[str, ...], cell: Cell) -> Plan:
    return plan_all(Tally.of(study.arm(arms)), part, names, cell, Step.LABEL)


def _gap(study: Study, names: tuple[str, ...], cell: Cell) -> Gap:
    """Assisted F1 less blind F1: by document, twice the matched and all spans of each."""
    columns = []
    for arms in (Arms.ASSISTED, Arms.BLIND):
        tally = Tally.of(study.arm(arms))
        columns += [2 * tally.of_all(tally.matched()), tally.of_all(tally.spans)]
    return Gap(Part.GAP, names, cell, _compared(study, columns), (NO_GAP, NO_GAP))


def _compared(study: Study, columns: Sequence[Floats]) -> Floats:
    """The rows of the documents that are compared."""
    return np.stack(columns, axis=1)[np.unique(study.comparisons.document)]


def _anchoring(study: Study, cell: Cell) -> Iterator[Gap]:
    yield _gap(study, ("anchoring",), cell)
    for n in np.unique(study.comparisons.first).tolist():
        name = study.curators[n]
        mine = study.where(study.comparisons.first == n)
        yield _gap(mine, ("anchoring", "curator", name), replace(cell, curator=name))
    size = len(study.documents), len(study.labels)
    tables = []
    for arms in (Arms.ASSISTED, Arms.BLIND):
        tally = Tally.of(study.arm(arms))
        for values in (2 * tally.by_label(), tally.label_spans):
            table = np.zeros(size)
            table[tally.present] = values
            tables.append(table)
    for n, label in enumerate(study.labels):
        columns = _compared(study, [table[:, n] for table in tables])
        if columns.any():
            names = ("anchoring", "label", label)
            yield Gap(Part.GAP, names, replace(cell, label=label), columns, (NO_GAP, NO_GAP))
