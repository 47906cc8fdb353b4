"""What a figure may mean: values to choose from, the likelier first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import candidate, incoming, on
from workbench.arabic.timex import exists, is_timex
from workbench.arabic.values import NUMBER_LABELS, TIME_LABELS
from workbench.model import Modifier, Number, Range, Span, Timex
from workbench.workflow import curate, suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.readings import MOST, of_span, readings
from workbench.workflow.times import days, hours, lengths

if TYPE_CHECKING:
    from workbench.model import Annotation, Value
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

TODAY = date(2024, 6, 12)  # a Wednesday


def opened(session: Session, text: str, *marked: Annotation) -> Sheet:
    list(ingest(session, iter([incoming(text)])))
    (article,) = session.store.article_ids()
    for name, version in suggest.versions().items():
        found = [candidate(each) for each in marked] if name == "entities" else []
        session.store.add_run(name, version, session.scheme.fingerprint, {article: found})
    return curate.open_article(session, article)


def number(value: str, **fields: Any) -> Number:
    return Number(Decimal(value), **fields)


@pytest.mark.parametrize(
    ("surface", "present", "named", "expected"),
    [
        ("الاثنين", None, (), ["2024-06-10", "2024-06-17", "XXXX-WXX-1"]),
        ("الصيف", None, (), ["2024-SU", "2023-SU", "2025-SU", "XXXX-SU"]),
        ("الربع الجاري", None, (), ["2024-Q2"]),
        ("الليلة", None, ("XXXX-11-02",), ["2024-06-12", "XXXX-XX-XX", "XXXX-11-02"]),
        ("سنة 68", None, (), ["1968", "2068"]),
        ("3 مارس", "2024-03-03", (), ["XXXX-03-03", "XXXX-WXX-7", "2024-03", "XXXX-XX-XX"]),
        ("3 مارس", "XXXX-03-03", ("2019-01-02",), ["XXXX-03", "XXXX-XX-XX", "2019-03-03"]),
        ("العاشر منه", "XXXX-XX-10", ("XXXX-05",), ["XXXX-XX-XX", "2024-06-10", "2024-05-10"]),
        ("السنة الماضية", "2023", (), ["XXXX-XX-XX", "2024", "2022"]),
        ("ذلك اليوم", "XXXX-XX-XX", ("2001-09-11",), ["2024-XX-XX"]),
        ("حينها", None, ("2001-09-11",), ["2001-09-11", "2024-06-12", "2024-06-11", "2024-06-13"]),
    ],
)
def test_days_that_words_may_mean(
    surface: str, present: str | None, named: tuple[str, ...], expected: list[str]
) -> None:
    assert list(days(surface, present, TODAY, named))[: len(expected)] == expected


def test_clock_times_in_the_other_half_of_the_day() -> None:
    assert list(hours("T07:30")) == ["T19:30"]
    assert list(hours("T19:30")) == ["T07:30"]
    assert list(hours("T24:00")) == ["T12:00"]
    assert list(hours(None)) == []


def test_lengths_in_every_unit() -> None:
    assert list(lengths("P4Y", None))[:3] == ["P4Y", "P4M", "P4W"]
    assert list(lengths(None, Decimal("1.5")))[3:] == ["P1.5D", "PT1.5H", "PT1.5M"]
    assert list(lengths("PXY", None)) == []


@given(
    st.text("الاثنين صيفربع0123456789١ ", max_size=20),
    st.none() | st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}", fullmatch=True),
    st.none() | st.dates(),
    st.lists(st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}", fullmatch=True), max_size=3),
)
def test_days_are_timex_values_of_the_calendar(
    surface: str, present: str | None, today: date | None, named: list[str]
) -> None:
    for timex in days(surface, present, today, named):
        assert is_timex(timex, "DATE")
        assert exists(timex)


@pytest.mark.parametrize(
    ("text", "surface", "label", "value", "expected"),
    [
        ("كانت بين 5 و1 هناك", "5 و1", "QUANTITY", None,
         [Range(Decimal(1), Decimal(5), unit="Cel")]),
        ("بلغ 6.037 هناك", "6.037", "CARDINAL", number("6037"), [number("6.037")]),
        ("أتم التاسعة عشرة هناك", "التاسعة عشرة", "AGE", number("10", unit="a"),
         [number("19", unit="a")]),
        ("عاد في السابعة هناك", "السابعة", "TIME", Timex("T07:00"), [Timex("T19:00")]),
        ("أربعة مواسم هناك", "أربعة مواسم", "DURATION", None, [Timex("P4Y"), Timex("P4M")]),
        ("هنا 35 شخصا هناك", "35", "CARDINAL", number("35"),
         [number("35", item="شخصا"), number("35", modifier=Modifier.APPROX)]),
    ],
)  # fmt: skip
def test_the_readings_of_a_mark(
    session: Session,
    text: str,
    surface: str,
    label: str,
    value: Value | None,
    expected: list[Value],
) -> None:
    text += ".\nوكانت 20 درجة."
    degrees = on(text, "20 درجة", "QUANTITY", number("20", unit="Cel"))
    sheet = opened(session, text, on(text, surface, label, value), degrees)
    found = readings(sheet, sheet.layer.marks[0])
    assert value not in found
    assert len(found) == len(set(found)) <= MOST
    places = [found.index(each) for each in expected]
    assert places == sorted(places)


def test_a_unit_is_the_one_of_the_nearest_figure(session: Session) -> None:
    text = "كانت 20 درجة هنا و11 هناك، وبعيدا 5 كلم"
    degrees = on(text, "20 درجة", "QUANTITY", number("20", unit="Cel"))
    way = on(text, "5 كلم", "QUANTITY", number("5", unit="km"))
    sheet = opened(session, text, degrees, way)
    start = text.index("11")
    sheet = curate.add(session, sheet, Span(start, start + 2), "QUANTITY")
    (added,) = sheet.layer.standing
    assert added.annotation.value == number("11", unit="Cel")
    sheet = curate.relabel(session, sheet, added.id, "MONEY")
    assert sheet.layer[added.id].annotation.value == number("11")


def test_a_name_has_no_readings(session: Session) -> None:
    text = "قال زنقول"
    sheet = opened(session, text, on(text, "زنقول", "PER"))
    assert readings(sheet, sheet.layer.marks[0]) == ()
    assert of_span(session, sheet, Span(4, 9)) == ()


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("جاء 35 شخصا", "35", [("CARDINAL", number("35", item="شخصا")), ("ORDINAL", number("35"))]),
        ("منذ سنة 2019 هناك", "سنة 2019", [("DATE", Timex("2019"))]),
        ("دفع 3 دراهم", "3 دراهم", [("MONEY", number("3", unit="MAD"))]),
        ("خلال " + "3 " * 200, "3 " * 150, []),
    ],
)
def test_what_a_range_may_be(
    session: Session, text: str, surface: str, expected: list[tuple[str, Value]]
) -> None:
    sheet = opened(session, text)
    start = text.index(surface)
    found = of_span(session, sheet, Span(start, start + len(surface)))
    assert list(found[:1]) == expected[:1]
    assert set(expected) <= set(found)
    assert all(label in NUMBER_LABELS | TIME_LABELS for label, _value in found)


def test_no_more_of_a_long_text_is_read_than_near_the_figure(session: Session) -> None:
    text = "كلام " * 100_000 + "جاء 35 شخصا" + " كلام" * 100_000
    sheet = opened(session, text)
    start = text.index("35")
    assert of_span(session, sheet, Span(start, start + 2))[0][0] == "CARDINAL"
