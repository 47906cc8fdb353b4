"""Values as people type them, and back: a table, what is refused, and the round trip."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic.timex import TIMEX, exists, is_timex
from workbench.arabic.units import UCUM
from workbench.arabic.values import NUMBER_LABELS, TIME_LABELS, format_value, parse_value
from workbench.errors import BadValue
from workbench.model import Modifier, value_from_json, value_to_json

TODAY = date(2024, 3, 15)  # a Friday


def number(value: str, **more: str) -> dict[str, Any]:
    return {"number": Decimal(value), **more}


def between(low: str, high: str, **more: str) -> dict[str, Any]:
    return {"min": Decimal(low), "max": Decimal(high), **more}


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("1600", "CARDINAL", number("1600")),
        ("1 600", "CARDINAL", number("1600")),
        ("1.600", "CARDINAL", number("1600")),
        ("١٦٠٠", "CARDINAL", number("1600")),
        ("۱۶۰۰", "CARDINAL", number("1600")),
        ("ألف وستمائة", "CARDINAL", number("1600")),
        ("ألف و ستمئة عنصر", "CARDINAL", number("1600", item="عنصر")),
        ("3 ملايين و500 ألف", "CARDINAL", number("3500000")),
        ("مليون ونصف", "CARDINAL", number("1500000")),
        ("نصف مليون", "CARDINAL", number("500000")),
        ("ثلاثة أرباع", "CARDINAL", number("0.75")),
        ("3/4", "CARDINAL", number("0.75")),
        ("½", "CARDINAL", number("0.5")),
        ("صفر", "CARDINAL", number("0")),
        ("-5", "CARDINAL", number("-5")),
        ("1.2", "CARDINAL", number("1.2")),
        ("1,2", "CARDINAL", number("1.2")),
        ("5ر22", "CARDINAL", number("22.5")),
        ("~1600 عُنصر", "CARDINAL", number("1600", modifier="approx", item="عُنصر")),
        ("حوالي 1600", "CARDINAL", number("1600", modifier="approx")),
        ("أكثر من ألف", "CARDINAL", number("1000", modifier="more_than")),
        ("20 على الأقل", "CARDINAL", number("20", modifier="at_least")),
        (">= 20", "CARDINAL", number("20", modifier="at_least")),
        ("15-20", "CARDINAL", between("15", "20")),
        ("15–20 شخصا", "CARDINAL", between("15", "20", item="شخصا")),
        ("بين 15 و20", "CARDINAL", between("15", "20")),
        ("من ألف إلى ألفين", "CARDINAL", between("1000", "2000")),
        ("3-5 ملايين", "CARDINAL", between("3000000", "5000000")),
        ("-5..3", "CARDINAL", between("-5", "3")),
        ("102", "ORDINAL", number("102")),
        ("الـ45", "ORDINAL", number("45")),
        ("الثالثة", "ORDINAL", number("3")),
        ("الحادي والعشرين", "ORDINAL", number("21")),
        ("6,5%", "PERCENT", number("6.5")),
        ("٪12", "PERCENT", number("12")),
        ("15 في المائة", "PERCENT", number("15")),
        ("15 بالمئة", "PERCENT", number("15")),
        ("15", "PERCENT", number("15")),
        ("3-4%", "PERCENT", between("3", "4")),
        ("مليوني درهم", "MONEY", number("2000000", unit="MAD")),
        ("2000000 MAD", "MONEY", number("2000000", unit="MAD")),
        ("2 مليون usd", "MONEY", number("2000000", unit="USD")),
        ("$450 مليون", "MONEY", number("450000000", unit="USD")),
        ("20 دينارا كويتيا", "MONEY", number("20", unit="KWD")),
        ("مليون سنتيم مغربي", "MONEY", number("10000", unit="MAD")),
        ("8 دراهم ونصف", "MONEY", number("8.5", unit="MAD")),
        ("15", "MONEY", number("15")),
        ("12 كلغ", "QUANTITY", number("12", unit="kg")),
        ("12 kg", "QUANTITY", number("12", unit="kg")),
        ("1.581 مليون طن", "QUANTITY", number("1581000", unit="t")),
        ("-7 Cel", "QUANTITY", number("-7", unit="Cel")),
        ("120 كلم في الساعة", "QUANTITY", number("120", unit="km/h")),
        ("18-59 سنة", "AGE", between("18", "59", unit="a")),
        ("ثمانية وعشرين عاما", "AGE", number("28", unit="a")),
        ("6 أشهر", "AGE", number("6", unit="mo")),
        ("28", "AGE", number("28", unit="a")),
        ("سنتان ونصف", "AGE", None),
        ("1/11/2023", "DATE", {"timex": "2023-11-01"}),
        ("١/١١/٢٠٢٣", "DATE", {"timex": "2023-11-01"}),
        ("01.11.2023", "DATE", {"timex": "2023-11-01"}),
        ("2023-11-01", "DATE", {"timex": "2023-11-01"}),
        ("2023/11/1", "DATE", {"timex": "2023-11-01"}),
        ("1/11/23", "DATE", {"timex": "2023-11-01"}),
        ("فاتح نونبر 2023", "DATE", {"timex": "2023-11-01"}),
        ("الأربعاء 1 نوفمبر 2023", "DATE", {"timex": "2023-11-01"}),
        ("12 يناير/كانون الثاني 2024", "DATE", {"timex": "2024-01-12"}),
        ("20 دجنبر", "DATE", {"timex": "XXXX-12-20"}),
        ("1 رمضان 1445", "DATE", {"timex": "2024-03-11"}),
        ("1/9/1445 هـ", "DATE", {"timex": "2024-03-11"}),
        ("شهر مارس 2021", "DATE", {"timex": "2021-03"}),
        ("سنة 2019", "DATE", {"timex": "2019"}),
        ("2019", "DATE", {"timex": "2019"}),
        ("2015-2019", "DATE", {"timex": "2015/2019"}),
        ("2002/2015", "DATE", {"timex": "2002/2015"}),
        ("3 إلى 7 مارس 2024", "DATE", {"timex": "2024-03-03/2024-03-07"}),
        ("صيف 2012", "DATE", {"timex": "2012-SU"}),
        ("xxxx-wxx-1", "DATE", {"timex": "XXXX-WXX-1"}),
        ("198X", "DATE", {"timex": "198X"}),
        ("أمس", "DATE", {"timex": "2024-03-14"}),
        ("الثلاثاء", "DATE", {"timex": "2024-03-12"}),
        ("~2019", "DATE", {"timex": "2019", "modifier": "approx"}),
        ("20:30", "TIME", {"timex": "T20:30"}),
        ("20h30", "TIME", {"timex": "T20:30"}),
        ("T20:30", "TIME", {"timex": "T20:30"}),
        ("3:43 م", "TIME", {"timex": "T15:43"}),
        ("8 مساء", "TIME", {"timex": "T20:00"}),
        ("12 ليلا", "TIME", {"timex": "T00:00"}),
        ("الثامنة والنصف مساء", "TIME", {"timex": "T20:30"}),
        ("الساعة الثالثة إلا ربعا", "TIME", {"timex": "T02:45"}),
        ("5 سنوات", "DURATION", {"timex": "P5Y"}),
        ("P5Y", "DURATION", {"timex": "P5Y"}),
        ("سنتين ونصف", "DURATION", {"timex": "P2Y6M"}),
        ("نصف ساعة", "DURATION", {"timex": "PT30M"}),
        ("ساعة ونصف", "DURATION", {"timex": "PT1H30M"}),
        ("3-5 سنوات", "DURATION", {"timex": "P3Y/P5Y"}),
        ("حوالي ستة أسابيع", "DURATION", {"timex": "P6W", "modifier": "approx"}),
    ],
)
def test_values_are_read_as_people_type_them(
    text: str, label: str, value: dict[str, Any] | None
) -> None:
    if value is None:
        with pytest.raises(BadValue):
            parse_value(text, label, TODAY)
    else:
        assert parse_value(text, label, TODAY) == value
        value_from_json(value)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        *[(text, "CARDINAL") for text in (
            "", " ", "كتاب", "1.2.3.4", "12,34,5", "1" * 30, "5 كتب قديمة", "5 7", "5-", "20-15",
            "آلاف", "{}", "{", '{"number": true}', '{"number": 1, "min": 2}', "1/0", "1" * 9999,
            '{"number": 1e99}', '{"timex": "2019"}', '{"min": 2, "max": 1}', "9" * 5000 + "/1",
        )],
        ("15 درهما", "PERCENT"), ("15 كلغ", "MONEY"), ("20 دينارا", "MONEY"),
        ("مليون سنتيم", "MONEY"), ("12 درهما", "AGE"),
        ("12 شيئا", "QUANTITY"), ("31/2/2023", "DATE"), ("30 فبراير", "DATE"), ("2023-13", "DATE"),
        ("1/11/2023 مساء", "DATE"), ("T20:30", "DATE"), ("P5Y", "DATE"), ("كتاب", "DATE"),
        ("40/13/1445 هـ", "DATE"), ("25:00", "TIME"), ("24:30", "TIME"), ("2019", "TIME"),
        ("8 كتب", "TIME"), ("5 كتب", "DURATION"), ("2019", "DURATION"), ("5-3 سنوات", "DURATION"),
        ("5", "PER"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_in_a_sentence(text: str, label: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_value(text, label, TODAY)
    assert str(refused.value).endswith(".")


def test_without_a_day_a_relative_date_stays_open() -> None:
    assert parse_value("أمس", "DATE") == {"timex": "XXXX-XX-XX"}
    assert parse_value("الثلاثاء", "DATE") == {"timex": "XXXX-WXX-2"}


# ------------------------------------------------------------------------------ the way back

_DECIMALS = st.decimals(
    min_value=-(10**24), max_value=10**24, allow_nan=False, allow_infinity=False, places=5
) | st.integers(-(10**6), 10**24).map(Decimal)
_NUMBERS = {
    "ORDINAL": st.integers(1, 10**9).map(Decimal),
    "AGE": _DECIMALS.map(abs),
}
_MODIFIERS = st.none() | st.sampled_from([str(modifier) for modifier in Modifier])
_ITEMS = st.none() | st.sampled_from(["عنصر", "شخصًا", "ألف", "5"]) | st.text(min_size=1, max_size=5)
_UNITS = {
    "MONEY": st.none() | st.sampled_from(["MAD", "USD", "XYZ", "درهم"]),
    "QUANTITY": st.none() | st.sampled_from([*sorted(UCUM), "mol"]),
    "AGE": st.sampled_from(["a", "mo", "wk", "d"]),
}


def _timex(label: str) -> st.SearchStrategy[str]:
    form = st.from_regex(TIMEX, fullmatch=True, alphabet=st.characters(codec="ascii"))
    return form.filter(lambda text: is_timex(text, label) and exists(text))


_TIMEX = {label: _timex(label) for label in sorted(TIME_LABELS)}


@st.composite
def values(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    label = draw(st.sampled_from(sorted(NUMBER_LABELS | TIME_LABELS)))
    fields: dict[str, Any] = {}
    if label in TIME_LABELS:
        fields = {"timex": draw(_TIMEX[label])}
    elif draw(st.booleans()):
        fields = {"number": draw(_NUMBERS.get(label, _DECIMALS))}
    else:
        numbers = _NUMBERS.get(label, _DECIMALS)
        low, high = sorted((draw(numbers), draw(numbers)))
        fields = {"min": low, "max": high}
    fields["modifier"] = draw(_MODIFIERS)
    fields["unit"] = draw(_UNITS.get(label, st.none()))
    fields["item"] = draw(_ITEMS) if label == "CARDINAL" else None
    return {name: value for name, value in fields.items() if value is not None}, label


@given(values())
def test_what_is_written_reads_back(drawn: tuple[dict[str, Any], str]) -> None:
    fields, label = drawn
    value = value_from_json(fields)
    assert value_from_json(parse_value(format_value(value_to_json(value), label), label)) == value


@pytest.mark.parametrize(
    ("fields", "label", "text"),
    [
        (number("1600", modifier="approx", item="عنصر"), "CARDINAL", "~1600 عنصر"),
        (number("6.037"), "CARDINAL", "6.0370"),
        (between("23", "26", unit="a"), "AGE", "23–26 a"),
        (number("2000000", unit="MAD"), "MONEY", "2000000 MAD"),
        ({"timex": "2023-11-01"}, "DATE", "2023-11-01"),
        (number("5", item="من كذا"), "CARDINAL", '{"number":5,"item":"من كذا"}'),
    ],
)
def test_values_are_written_short_where_that_says_all(
    fields: dict[str, Any], label: str, text: str
) -> None:
    assert format_value(fields, label) == text


@given(st.text(max_size=40), st.sampled_from(sorted(NUMBER_LABELS | TIME_LABELS)))
def test_any_text_is_read_or_refused(text: str, label: str) -> None:
    with suppress(BadValue):
        value_from_json(parse_value(text, label, TODAY))


@pytest.mark.parametrize(
    ("typed", "timex"),
    [
        ("11/2023", "2023-11"),
        ("2023/11", "2023-11"),
        ("11-2023", "2023-11"),
        ("2020/2024", "2020/2024"),
        ("9/12/1444", "2023-06-27"),
        ("12/10", "XXXX-10-12"),
        ("12/13", None),
        ("99/2023", None),
        ("2024/2020", None),
    ],
)
def test_figures_of_a_date_are_taken_for_what_they_can_be(typed: str, timex: str | None) -> None:
    if timex is None:
        with pytest.raises(BadValue):
            parse_value(typed, "DATE")
    else:
        assert parse_value(typed, "DATE") == {"timex": timex}


@pytest.mark.parametrize(
    ("typed", "label"),
    [("2.5", "ORDINAL"), ("-3", "ORDINAL"), ("-3", "AGE"), ('{"number":-3}', "AGE"),
     ("1e5", "CARDINAL"), ("مليون ومليونان", "CARDINAL"), ("2 مليون و0.5 مليون", "CARDINAL")],
)  # fmt: skip
def test_what_a_label_cannot_have_is_refused(typed: str, label: str) -> None:
    with pytest.raises(BadValue):
        parse_value(typed, label)
