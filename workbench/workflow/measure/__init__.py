"""Numbers: agreement between curators, scores of predictions, progress."""

from __future__ import annotations

from workbench.agreement import Arms, Cell, Part
from workbench.workflow.measure.cases import Case, cases
from workbench.workflow.measure.counting import RULE
from workbench.workflow.measure.progress import OUTCOMES, rows_of, statistics
from workbench.workflow.measure.report import Filters, Report, agreement
from workbench.workflow.measure.scores import score_files, score_json, score_table
from workbench.workflow.measure.tables import agreement_json, label_table, pair_table, tables

__all__ = [
    "OUTCOMES",
    "RULE",
    "Arms",
    "Case",
    "Cell",
    "Filters",
    "Part",
    "Report",
    "agreement",
    "agreement_json",
    "cases",
    "label_table",
    "pair_table",
    "rows_of",
    "score_files",
    "score_json",
    "score_table",
    "statistics",
    "tables",
]
