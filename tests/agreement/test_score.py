from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import stays_linear
from workbench.agreement.counts import Counts
from workbench.agreement.overlap import count_overlaps
from workbench.agreement.score import score
from workbench.model import Annotation, Modifier, Number, Span, Timex, Value


def mark(start: int, end: int, label: str, value: Value | None = None) -> Annotation:
    return Annotation(Span(start, end), "x" * (end - start), label, value)


SIX = Number(Decimal(6037), item="مذكرة")

GOLD = {
    "d1": [
        mark(0, 5, "PER"),
        mark(10, 14, "ORG"),
        mark(20, 25, "CARDINAL", SIX),
        mark(30, 40, "DATE", Timex("2021-05-31")),
    ],
    "d2": [mark(0, 3, "GPE")],
}
# d1: PER exact; ORG cut short; CARDINAL exact but for its item; DATE exact, other value; one GPE
# too many.
# d2: GPE found with another label.
PREDICTED = {
    "d1": [
        mark(0, 5, "PER"),
        mark(10, 12, "ORG"),
        mark(20, 25, "CARDINAL", Number(Decimal("6037.0"))),
        mark(30, 40, "DATE", Timex("2021-05")),
        mark(50, 52, "GPE"),
    ],
    "d2": [mark(0, 3, "LOC")],
}


def test_hand_count() -> None:
    found = score(GOLD, PREDICTED)
    assert found.total.exact == Counts(3, 5, 6)
    assert found.total.overlap == Counts(4, 5, 6)
    assert found.total.exact.precision.value == 3 / 6
    assert found.total.exact.recall.value == 3 / 5
    assert found.total.exact.f1.value == 6 / 11
    assert (found.total.figures, found.total.values) == (2, 1)
    assert found.total.value_accuracy.value == 1 / 2
    assert list(found.per_label) == ["CARDINAL", "DATE", "GPE", "LOC", "ORG", "PER"]
    assert found.per_label["ORG"].exact == Counts(0, 1, 1)
    assert found.per_label["ORG"].overlap == Counts(1, 1, 1)
    assert found.per_label["GPE"].exact == Counts(0, 1, 1)
    assert found.per_label["LOC"].exact == Counts(0, 0, 1)
    assert found.per_label["DATE"].value_accuracy.value == 0.0
    assert (found.n_documents, found.missing, found.unknown) == (2, 0, 0)


def test_a_missing_prediction_is_an_empty_one() -> None:
    found = score(GOLD, {"d1": PREDICTED["d1"], "d9": [mark(0, 1, "PER")]})
    assert found.total.exact == Counts(3, 5, 5)
    assert (found.n_documents, found.missing, found.unknown) == (2, 1, 1)


def test_undefined_says_why() -> None:
    found = score({"d": []}, {"d": []})
    ratios = (
        found.total.exact.precision,
        found.total.exact.recall,
        found.total.overlap.f1,
        found.total.value_accuracy,
    )
    for ratio in ratios:
        assert ratio.value is None
        assert (ratio.undefined or "").startswith("Undefined, because ")
    assert len({ratio.undefined for ratio in ratios}) == 4
    assert score(GOLD, {}).total.exact.precision.value is None
    assert score(GOLD, {}).total.exact.recall.value == 0.0
    assert score(GOLD, {}).total.exact.recall.undefined is None


@pytest.mark.parametrize(
    ("gold", "predicted", "figures", "values"),
    [
        (SIX, SIX, 1, 1),
        (SIX, replace(SIX, item="x"), 1, 1),
        (SIX, replace(SIX, modifier=Modifier.APPROX), 1, 0),
        (SIX, replace(SIX, unit="MAD"), 1, 0),
        (SIX, replace(SIX, number=Decimal(6)), 1, 0),
        (SIX, None, 1, 0),
        (None, SIX, 1, 0),
        (None, None, 0, 0),
    ],
)
def test_values(gold: Value | None, predicted: Value | None, figures: int, values: int) -> None:
    found = score({"d": [mark(0, 4, "X", gold)]}, {"d": [mark(0, 4, "X", predicted)]}).total
    assert (found.figures, found.values) == (figures, values)


@pytest.mark.parametrize(
    ("first", "second", "matched"),
    [
        ([(0, 5)], [(5, 9)], 0),  # touching is not overlapping
        ([(3, 9)], [(3, 5), (6, 9)], 1),  # one long against two short
        ([(0, 10), (12, 20)], [(8, 14), (19, 30)], 2),  # a chain, for which the nearest is wrong
        ([(0, 9), (0, 3)], [(1, 2), (5, 6)], 2),  # the long one must leave the first to the short
        ([(0, 5), (0, 5)], [(0, 5)], 1),
        ([], [(0, 5)], 0),
    ],
)
def test_overlaps(
    first: list[tuple[int, int]], second: list[tuple[int, int]], matched: int
) -> None:
    sides = [[Span(*span) for span in side] for side in (first, second)]
    assert count_overlaps(*sides) == matched
    assert count_overlaps(*sides[::-1]) == matched


SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 14), st.integers(1, 9)
)
SIDES = st.lists(SPANS, max_size=7)


def largest(first: list[Span], second: list[Span]) -> int:
    """The largest matching, by augmenting paths."""
    partner: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        for other, span in enumerate(second):
            if other not in tried and first[at].overlaps(span):
                tried.add(other)
                if other not in partner or place(partner[other], tried):
                    partner[other] = at
                    return True
        return False

    return sum(place(at, set()) for at in range(len(first)))


@given(SIDES, SIDES)
def test_as_many_overlaps_are_matched_as_can_be(first: list[Span], second: list[Span]) -> None:
    assert count_overlaps(first, second) == largest(first, second)


MARKS = st.builds(
    lambda span, label, number: mark(
        span.start, span.end, label, Number(Decimal(number)) if label == "CARDINAL" else None
    ),
    SPANS,
    st.sampled_from(["PER", "CARDINAL"]),
    st.integers(1, 2),
)
LAYERS = st.dictionaries(st.sampled_from(["d1", "d2", "d3"]), st.lists(MARKS, max_size=6))


@given(LAYERS)
def test_gold_scores_itself_wholly(gold: dict[str, list[Annotation]]) -> None:
    found = score(gold, gold)
    assert found.total.exact == found.total.overlap
    assert found.total.exact.f1.value in {1.0, None}
    assert found.total.figures == found.total.values


@given(LAYERS, LAYERS)
def test_swapping_the_sides_swaps_precision_and_recall(
    gold: dict[str, list[Annotation]], predicted: dict[str, list[Annotation]]
) -> None:
    shared = gold.keys() & predicted.keys()
    gold = {document: gold[document] for document in shared}
    predicted = {document: predicted[document] for document in shared}
    there, back = score(gold, predicted), score(predicted, gold)
    assert there.per_label.keys() == back.per_label.keys()
    for label, found in there.per_label.items():
        turned = back.per_label[label]
        assert found.exact.precision.value == turned.exact.recall.value
        assert found.overlap.f1.value == turned.overlap.f1.value
        assert found.exact.matched <= found.overlap.matched
        assert found.overlap.matched <= min(found.overlap.first, found.overlap.second)
        assert found.values == turned.values


@given(LAYERS, LAYERS)
def test_scores_add_up(
    gold: dict[str, list[Annotation]], predicted: dict[str, list[Annotation]]
) -> None:
    whole = score(gold, predicted).total
    parts = [score({document: gold[document]}, predicted).total for document in gold]
    for count in ("exact", "overlap"):
        assert getattr(whole, count) == sum((getattr(part, count) for part in parts), Counts())
    assert whole.values == sum(part.values for part in parts)


def test_counts_add_before_they_divide() -> None:
    parts = [Counts(1, 1, 1), Counts(0, 0, 3), Counts(1, 4, 2)]
    assert sum(parts, Counts()) == Counts(2, 5, 6)
    for one, other in combinations(parts, 2):
        assert one + other == other + one
    assert sum(parts, Counts()).f1.value == 4 / 11


def test_time_is_near_linear() -> None:
    def work(size: int) -> None:
        nested = [Span(at, 2 * size - at) for at in range(size)]
        assert count_overlaps(nested, nested) == size

    assert stays_linear(work, small=2_000, large=32_000)
