"""What boundaries and values that differ are told apart by."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement import Kind
from workbench.agreement.boundaries import boundary_kind
from workbench.agreement.fields import first_difference
from workbench.model import Modifier, Number, Range, Timex, Value


@pytest.mark.parametrize(
    ("text", "one", "other", "kind"),
    [
        ("قال «الإنتربول» إن", "«الإنتربول»", "الإنتربول", Kind.BOUNDARY_EDGE),
        ("في الربـاط، أمس", "الربـاط،", "الربـاط", Kind.BOUNDARY_EDGE),
        ("محمدٌ", "محمدٌ", "محمد", Kind.BOUNDARY_EDGE),
        ("زار والعراق", "والعراق", "العراق", Kind.BOUNDARY_CLITIC),
        ("زار المغرب", "المغرب", "مغرب", Kind.BOUNDARY_CLITIC),
        ("وبالمغرب", "وبالمغرب", "مغرب", Kind.BOUNDARY_CLITIC),
        ("سافر للمغرب", "للمغرب", "لمغرب", Kind.BOUNDARY_CLITIC),
        ("سافر للمغرب", "للمغرب", "مغرب", Kind.BOUNDARY_CLITIC),
        ("«والعراق»", "«والعراق»", "العراق", Kind.BOUNDARY_CLITIC),
        ("وزارة المالية الآن", "وزارة المالية", "وزارة المالية الآن", Kind.BOUNDARY_OTHER),
        ("وزارة الداخلية", "وزارة الداخلية", "الداخلية", Kind.BOUNDARY_OTHER),
        ("الملك محمد السادس", "الملك محمد السادس", "محمد السادس", Kind.BOUNDARY_OTHER),
        ("«»—", "«»", "«»—", Kind.BOUNDARY_OTHER),
    ],
)  # fmt: skip
def test_boundaries(text: str, one: str, other: str, kind: Kind) -> None:
    ranges = [(text.index(s), text.index(s) + len(s)) for s in (one, other)]
    assert boundary_kind(text, ranges[0], ranges[1]) is kind
    assert boundary_kind(text, ranges[1], ranges[0]) is kind


@given(st.text(min_size=1, max_size=30), st.data())
def test_any_text_will_do(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text) - 1)
    spans = []
    for _side in range(2):
        start = data.draw(ends)
        spans.append((start, data.draw(st.integers(start + 1, len(text)))))
    assert boundary_kind(text, *spans) is boundary_kind(text, *spans[::-1])


def n(number: str, unit: str | None = None, modifier: Modifier | None = None) -> Number:
    return Number(Decimal(number), modifier, unit)


def r(low: str, high: str) -> Range:
    return Range(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (n("3"), None, Kind.VALUE_MISSING),
        (n("3"), Timex("2020"), Kind.VALUE_FORM),
        (n("3"), r("3", "4"), Kind.VALUE_RANGE),
        (n("3000000", "USD"), n("3000", "USD"), Kind.VALUE_MAGNITUDE),
        (n("3000000", "USD"), n("3000", "MAD"), Kind.VALUE_MAGNITUDE),
        (n("1.5"), n("15"), Kind.VALUE_MAGNITUDE),
        (n("0"), n("10"), Kind.VALUE_DIGIT),
        (n("1354"), n("1364"), Kind.VALUE_DIGIT),
        (n("1354"), n("135"), Kind.VALUE_DIGIT),
        (n("1354"), n("13254"), Kind.VALUE_DIGIT),
        (n("1354"), n("1345"), Kind.VALUE_AMOUNT),
        (n("12"), n("345"), Kind.VALUE_AMOUNT),
        (r("20", "30"), r("20", "50"), Kind.VALUE_DIGIT),
        (n("3", "USD"), n("3", "MAD"), Kind.VALUE_UNIT),
        (n("3", "USD"), n("3", None, Modifier.APPROX), Kind.VALUE_UNIT),
        (n("3"), n("3", None, Modifier.APPROX), Kind.VALUE_MODIFIER),
        (Timex("2020"), Timex("2021"), Kind.VALUE_TIME),
        (Timex("2020"), Timex("2020", Modifier.APPROX), Kind.VALUE_MODIFIER),
    ],
)
def test_fields(one: Value | None, other: Value | None, kind: Kind) -> None:
    assert first_difference(one, other) is kind
    assert first_difference(other, one) is kind
