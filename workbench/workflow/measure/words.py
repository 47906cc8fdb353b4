"""What measures, and what they are of, are called where people read them.

Invariant: a thing is called the same in tables, on the screen and on a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement import Part
from workbench.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.agreement import Row

NAMES: Mapping[str, str] = {
    "agree": N_("agree"),
    "value": N_("other value"),
    "label": N_("other label"),
    "boundary": N_("other range"),
    "both": N_("other range and label"),
    "only_p": N_("only one of the two (the first by name)"),
    "only_q": N_("only one of the two (the second by name)"),
    "boundary_edge": N_("punctuation or marks at the rim"),
    "boundary_clitic": N_("a proclitic or the article"),
    "boundary_other": N_("other words"),
    "missing": N_("no value"),
    "form": N_("a number, a time"),
    "range": N_("a number, a range"),
    "magnitude": N_("a power of ten"),
    "digit": N_("one digit"),
    "amount": N_("another amount"),
    "unit": N_("unit"),
    "modifier": N_("modifier"),
    "time": N_("time"),
    "assisted": N_("both with suggestions"),
    "mixed": N_("one of them with suggestions"),
    "blind": N_("both without suggestions"),
    "inflation": N_("with less without suggestions"),
    "anchoring": N_("pull of suggestions"),
    "suggestions": N_("like what is suggested"),
    "span_f1": N_("exact F1"),
    "krippendorff_alpha": N_("Krippendorff's alpha of tokens"),
    "cohen_kappa": N_("Cohen's kappa of tokens, mean of pairs"),
    "fleiss_kappa": N_("Fleiss' kappa of tokens"),
    "unchanged": N_("stand unchanged"),
    "edited": N_("edited"),
    "rejected": N_("rejected"),
    "added": N_("added beside them"),
    "commission": N_("wrong suggestions kept"),
    "omission": N_("more missed with suggestions"),
}
"""Kinds of agreement and disagreement, conditions and measures."""

SAW: Mapping[str, str] = {
    "assisted": N_("with suggestions"),
    "blind": N_("without suggestions"),
}
"""What one curator saw."""

STEPS: Mapping[str, str] = {
    "overlap": N_("overlapping range, same label"),
    "span": N_("same range"),
    "label": N_("same range and label"),
    "value": N_("same range, label and value"),
}
"""What spans must have in common, less before more."""

MISSED: Mapping[str, str] = {
    "assisted": N_("missed of what was not suggested, with suggestions"),
    "blind": N_("missed of it without suggestions"),
}
"""The two shares of which omission is the difference."""

OUTCOMES = (Part.UNCHANGED, Part.EDITED, Part.REJECTED, Part.ADDED)

DETAILS = ("krippendorff_alpha", "cohen_kappa", "fleiss_kappa")

SIDED = {
    Part.KEPT: N_("kept in gold"),
    Part.NOT_IN_GOLD: N_("where gold has nothing"),
    Part.GOLD_MISSED: N_("gold missed"),
}
"""Shares of what a curator marked, and of what she should have."""


def named(row: Row) -> tuple[str, ...]:
    """The names of a row as people read them; those of people, labels and days as they are."""
    names = row.names
    if row.part is Part.ARM and len(names) == 2:  # of one curator and what is suggested
        return _(NAMES[names[0]]), _(SAW[names[1]])
    if row.part in (Part.KIND, Part.CLASS, Part.ARM):
        return tuple(_(NAMES[name]) for name in names)
    if row.part is Part.GAP and names[0] in NAMES:  # then in all, of a curator, or of a label
        return (_(NAMES[names[0]]), *names[2:])
    if row.part in (*OUTCOMES, Part.COMMISSION, Part.OMISSION):
        return (_(NAMES[row.part]), *names[1:])
    if row.part is Part.MISSED:
        return (_(MISSED[names[0]]),)
    return names
