"""The sections of a page: their titles, and what they say about their numbers."""

from __future__ import annotations

from workbench.messages import N_

ABOUT = {
    "ladder": (N_("What disagreement costs"), N_("Each step asks for more than the one before.")),
    "pairs": (N_("Pairs of curators"), N_(
        "Above the diagonal is exact F1, in stronger colour where two agree more; below it how "
        "many articles both submitted; on it how a curator agrees with herself, where she did "
        "articles again."
    )),
    "labels": (N_("Labels"), N_("Exact F1 of each label alone, over all pairs of curators.")),
    "confusion": (N_("Which labels stand against which"), N_(
        "How often two matched spans have these labels; ∅ is no span at all. Between curators "
        "there is no first and second, so each pair of labels stands here once."
    )),
    "classes": (N_("Agreement and disagreement"), N_(
        "Every span of every pair of curators is in one of these classes."
    )),
    "value_agreement": (N_("Values of figures"), N_(
        "Of figures with one range and label: how many have one value, and what differs first."
    )),
    "drift": (N_("Over time"), N_(
        "Exact F1 of twenty articles each, in the order in which they were finished, with its "
        "interval. ▼ marks new guidelines."
    )),
    "documents": (N_("Articles"), N_(
        "Those come first in which two curators differ in most spans for a hundred tokens."
    )),
    "accuracy": (N_("Curators against gold"), N_(
        "Gold was made from what curators marked, so this is accuracy and no agreement."
    )),
    "assistance": (N_("With and without suggestions"), N_(
        "Two who accept the same wrong suggestion agree; what was marked without suggestions is "
        "the number to report. The pull of suggestions is how much more like them curators mark "
        "who see them."
    )),
    "acceptance": (N_("What became of suggestions"), N_(
        "Of suggestions shown, how many stand unchanged in what was submitted first, were edited, "
        "or rejected; and of the spans submitted, how many were added. By curator and by label."
    )),
    "bias": (N_("Taken over and overlooked"), N_(
        "By adjudicated gold: of wrong suggestions that were shown, how many were kept; and how "
        "much more of what nobody suggested is missed by those who saw suggestions than by those "
        "who saw none. Who adjudicated an article that she had annotated judges nothing here."
    )),
    "adjudicators": (N_("Adjudicators"), N_(
        "Of the places that two adjudicators both decided on, blind to one another: in how many "
        "both made the same gold."
    )),
    "self_agreement": (N_("Curators with themselves"), N_(
        "How a curator marks an article that she gets again: what she does not reach with "
        "herself, others will not reach with her."
    )),
    "details": (N_("Corrected for chance"), N_(
        "On tokens, most of which nobody marks; above .80 alpha is held to be reliable, above "
        ".667 tentatively so."
    )),
}  # fmt: skip
"""Titles of the sections, in their order, and what they say."""
