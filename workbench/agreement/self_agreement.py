"""Self-agreement: how often a curator marks the same when she gets an article again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement import Against, Agreement, Cell, Part, measure
from workbench.agreement.tally import Step, Tally, curator_plans, label_plans, plan_all, rows_of
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.agreement import Study

NAME = "self_agreement"
NOT_AGAIN = N_("Undefined, because nobody has submitted an article again in a later round.")


@measure(NAME)
def self_agreement(study: Study) -> Agreement:
    """Exact F1 of a curator's first layer of an article with her layer of a later round.

    What she does not reach with herself, others will not reach with her. Rows: all, by curator,
    by label.
    """
    tally, cell = Tally.of(study.against(Against.SELF)), Cell(against=Against.SELF)
    plans = [plan_all(tally, Part.ALL, (), cell, Step.LABEL)]
    plans += curator_plans(tally, cell)
    plans += label_plans(tally, cell)
    return Agreement(NAME, rows_of(plans, NOT_AGAIN))
