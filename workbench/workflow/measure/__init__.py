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
from workbench.agreement.chance import NO_TOKENS
from workbench.workflow.measure.cases import Case, cases
from workbench.workflow.measure.counting import RULE
from workbench.workflow.measure.haste import Haste, anchored, hasty
from workbench.workflow.measure.haste import told as haste_told
from workbench.workflow.measure.page import page
from workbench.workflow.measure.progress import OUTCOMES, rows_of, statistics
from workbench.workflow.measure.publish import write_page
from workbench.workflow.measure.report import Filters, Parts, Report, agreement, parts
from workbench.workflow.measure.scores import score_files, score_json, score_table
from workbench.workflow.measure.tables import agreement_json, label_table, pair_table, tables

__all__ = [
    "KINDS",
    "NO_TOKENS",
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
    "Haste",
    "Kind",
    "Part",
    "Parts",
    "Report",
    "Row",
    "agreement",
    "agreement_json",
    "anchored",
    "cases",
    "haste_told",
    "hasty",
    "label_table",
    "page",
    "pair_table",
    "parts",
    "rows_of",
    "score_files",
    "score_json",
    "score_table",
    "statistics",
    "tables",
    "write_page",
]
