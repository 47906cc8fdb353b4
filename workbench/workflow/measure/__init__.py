"""Numbers: agreement between curators, scores of predictions, progress."""

from __future__ import annotations

from workbench.agreement import (
    KINDS,
    Against,
    Agreement,
    Arms,
    Cell,
    Class,
    Figure,
    Kind,
    Part,
    Row,
)
from workbench.workflow.measure.cases import Case, cases
from workbench.workflow.measure.counting import RULE
from workbench.workflow.measure.page import page
from workbench.workflow.measure.progress import OUTCOMES, rows_of, statistics
from workbench.workflow.measure.publish import write_page
from workbench.workflow.measure.report import Filters, Report, agreement
from workbench.workflow.measure.scores import score_files, score_json, score_table
from workbench.workflow.measure.tables import agreement_json, label_table, pair_table, tables

__all__ = [
    "KINDS",
    "OUTCOMES",
    "RULE",
    "Against",
    "Agreement",
    "Arms",
    "Case",
    "Cell",
    "Class",
    "Figure",
    "Filters",
    "Kind",
    "Part",
    "Report",
    "Row",
    "agreement",
    "agreement_json",
    "cases",
    "label_table",
    "page",
    "pair_table",
    "rows_of",
    "score_files",
    "score_json",
    "score_table",
    "statistics",
    "tables",
    "write_page",
]
