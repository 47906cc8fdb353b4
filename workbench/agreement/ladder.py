"""What each kind of disagreement costs: F1 as spans must have more and more in common."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.agreement import KINDS, Against, Agreement, Cell, Class, Part, measure
from workbench.agreement.tally import STEP_KINDS, Step, Tally, label_plans, plan_all, rows_of

if TYPE_CHECKING:
    from workbench.agreement import Study

NAME = "ladder"


@measure(NAME)
def ladder(study: Study) -> Agreement:
    """F1 by overlap, by range, by range and label, and by range, label and value.

    Each step less the next is a cost: overlap less label that of boundaries, span less label that
    of labels, label less value that of values. Rows: the headline, the steps, and the steps of each
    label, for which the range without the label asks for nothing else than the two together.
    """
    tally = Tally.of(study.against(Against.CURATOR))
    plans = [plan_all(tally, Part.ALL, (), Cell(), Step.LABEL)]
    for step in Step:
        failing = tuple(k for group in KINDS.values() for k in group if k not in STEP_KINDS[step])
        plans.append(plan_all(tally, Part.STEP, (step,), Cell(kinds=failing), step))
    for step in (Step.OVERLAP, Step.LABEL, Step.VALUE):
        plans += [
            replace(plan, part=Part.STEP, names=(step, *plan.names))
            for plan in label_plans(tally, Cell(), step)
        ]
    return Agreement(NAME, rows_of(plans))


COSTS = {
    Class.BOUNDARY: (Step.OVERLAP, Step.LABEL),
    Class.LABEL: (Step.SPAN, Step.LABEL),
    Class.VALUE: (Step.LABEL, Step.VALUE),
}
"""The step before and the step behind each cost."""
