"""Values, spans and ids."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TEXT, make_article, on
from workbench.canonical import canonical_json, read_json
from workbench.errors import BadSpan, BadValue
from workbench.model import (
    Modifier,
    Number,
    Range,
    Span,
    Timex,
    Value,
    comparable,
    set_id,
    short_value,
    suggestion_id,
    value_from_json,
    value_to_json,
)

GOOD: list[tuple[str, Value]] = [
    ('{"number":6037,"item":"مذكرة"}', Number(Decimal(6037), item="مذكرة")),
    ('{"number":1.5,"modifier":"approx"}', Number(Decimal("1.50"), Modifier.APPROX)),
    ('{"number":28,"unit":"a"}', Number(Decimal(28), unit="a")),
    ('{"min":23,"max":26,"unit":"a"}', Range(Decimal(23), Decimal(26), unit="a")),
    ('{"number":1000000000000}', Number(Decimal("1E+12"))),
    ('{"timex":"2023-11-01"}', Timex("2023-11-01")),
    ('{"timex":"P5Y","modifier":"more_than"}', Timex("P5Y", Modifier.MORE_THAN)),
]
BAD = [
    "{}",
    '{"number":"a"}',
    '{"number":true}',
    '{"number":null}',
    '{"number":1e400}',
    '{"number":1,"max":2}',
    '{"min":2,"max":1}',
    '{"min":1}',
    '{"timex":"yesterday"}',
    '{"timex":"2023-11-01","unit":"a"}',
    '{"number":1,"modifier":"sort of"}',
    '{"number":1,"colour":"red"}',
    '{"number":1,"unit":""}',
    '{"number":1,"item":7}',
]


@pytest.mark.parametrize(("text", "value"), GOOD)
def test_values_read_and_write_the_same_bytes(text: str, value: Value) -> None:
    assert value_from_json(read_json(text)) == value
    assert canonical_json(value_to_json(value)) == text


@pytest.mark.parametrize("text", BAD)
def test_bad_values_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        value_from_json(read_json(text))


@pytest.mark.parametrize(
    "timex",
    [
        "2023-11-01",
        "2021-03",
        "2019",
        "2023-SU",
        "2011-Q2",
        "2015-H1",
        "2002/2015",
        "XXXX-12-20",
        "2021-W50",
        "XXXX-WXX-1",
        "198X",
        "19",
        "T20:30",
        "T00:00",
        "2021-05-31T20:30",
        "P5Y",
        "P1Y6M",
        "PT1H30M",
        "PXY",
        "P2W",
        "P3Y/P5Y",
        "PT30M/PT1H",
        "2022-05/2022-06",
        "2024-03-03/2024-03-04",
        "XXXX-XX-XX",
    ],
)
def test_timex_forms_of_the_guidelines(timex: str) -> None:
    assert value_from_json({"timex": timex}) == Timex(timex)


@pytest.mark.parametrize("timex", ["", "P", "PT", "2023-1", "2023-11-1", "T25:00", "5", "2023-XY"])
def test_other_timex_forms_are_refused(timex: str) -> None:
    with pytest.raises(BadValue):
        Timex(timex)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_numbers_survive_json_exactly(number: Decimal) -> None:
    text = canonical_json(number)
    assert "E" not in text.upper()
    assert read_json(text) == number


def test_the_counted_noun_is_not_compared() -> None:
    one, other = Number(Decimal(5), item="دول"), Number(Decimal("5.0"), item="الدول")
    assert comparable(one) == comparable(other)
    assert comparable(one) != comparable(Number(Decimal(5), Modifier.APPROX))
    assert comparable(None) is None


def test_short_values() -> None:
    assert short_value(Number(Decimal(2000000), Modifier.AT_LEAST, "MAD")) == "≥2000000 MAD"
    assert short_value(Range(Decimal(23), Decimal(26), unit="a")) == "23–26 a"
    assert short_value(Timex("2023-SU")) == "2023-SU"


def test_spans_touch_without_overlapping() -> None:
    assert not Span(0, 2).overlaps(Span(2, 3))
    assert Span(0, 3).overlaps(Span(2, 3))
    for start, end in ((1, 1), (2, 1), (-1, 1)):
        with pytest.raises(BadSpan):
            Span(start, end)


def test_annotations_are_checked_against_their_text() -> None:
    article = make_article("قال  محمد")
    assert article.annotate(5, 9, "PER").surface == "محمد"
    for start, end in ((4, 9), (5, 10), (0, 4)):
        with pytest.raises(BadSpan):
            article.annotate(start, end, "PER")


@pytest.mark.parametrize(
    ("text", "whole", "cut"),
    [
        ("شكرًا له", (0, 5), (0, 3)),
        ("شكرًا له", (2, 5), (3, 5)),
        ("cafe\u0301", (0, 5), (0, 4)),
        ("👩\u200d👧 هنا", (0, 3), (0, 1)),
    ],
)
def test_a_span_does_not_part_a_letter_from_its_marks(
    text: str, whole: tuple[int, int], cut: tuple[int, int]
) -> None:
    article = make_article(text)
    assert article.annotate(*whole, "PER").surface == text[slice(*whole)]
    with pytest.raises(BadSpan, match="marks"):
        article.annotate(*cut, "PER")


def test_a_span_may_part_a_lam_from_its_alef() -> None:
    assert make_article("لا").annotate(0, 1, "PER").surface == "ل"
    assert make_article("لا").annotate(1, 2, "PER").surface == "ا"


def test_headline_falls_back_on_the_first_words() -> None:
    assert make_article("•\n 12 \n  خبر اليوم \nنص").headline == "خبر اليوم"
    assert make_article("...\n", "a.txt").headline == "a.txt"


def test_ids_depend_on_content_alone() -> None:
    article = make_article()
    one = on(TEXT, "طنجة", "GPE")
    assert suggestion_id(article.id, one) == suggestion_id(article.id, on(TEXT, "طنجة", "GPE"))
    assert suggestion_id(article.id, one) != suggestion_id(article.id, on(TEXT, "طنجة", "LOC"))
    members = [("b", "1"), ("a", "2")]
    assert set_id("x", members) == set_id("x", members[::-1]) != set_id("y", members)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"b": 1, "a": None}, '{"b":1,"a":null}'),
        (["\x7f\x9b\u2028\u2029\ud800", "\x1b"], r'["\u007f\u009b\u2028\u2029\ud800","\u001b"]'),
        ([True, 0.98, Decimal("-0"), Decimal("1E-7")], "[true,0.98,0,0.0000001]"),
        ("مرحبا", '"مرحبا"'),
    ],
)
def test_canonical_json(data: Any, text: str) -> None:
    assert canonical_json(data) == text


def test_json_has_no_infinities() -> None:
    for text in ("NaN", "[Infinity]"):
        with pytest.raises(ValueError, match="not a number"):
            read_json(text)
    with pytest.raises(ValueError, match="no JSON form"):
        canonical_json(Decimal("Infinity"))
    with pytest.raises(TypeError):
        canonical_json({1, 2})
