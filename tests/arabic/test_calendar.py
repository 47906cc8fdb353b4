"""Names of months and weekdays, and TIMEX3 values told from a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic import calendar
from workbench.arabic.calendar import MONTHS, WEEKDAYS
from workbench.arabic.units import duration
from workbench.model import Timex

TODAY = date(2024, 3, 15)  # a Friday in ISO week 11


@pytest.mark.parametrize(
    ("names", "month"),
    [
        ("يناير جانفي", 1),
        ("فبراير شباط فيفري", 2),
        ("مارس آذار", 3),
        ("أبريل ابريل إبريل نيسان أفريل", 4),
        ("مايو ماي أيار", 5),
        ("يونيو يونيه حزيران جوان", 6),
        ("يوليو يوليوز تموز جويلية", 7),
        ("أغسطس غشت آب أوت اغسطس", 8),
        ("سبتمبر شتنبر أيلول", 9),
        ("أكتوبر اكتوبر", 10),
        ("نوفمبر نونبر", 11),
        ("ديسمبر دجنبر", 12),
    ],
)
def test_every_system_of_months(names: str, month: int) -> None:
    assert {MONTHS[name] for name in names.split()} == {month}


def test_months_of_two_words() -> None:
    assert MONTHS["كانون الثاني"] == 1
    assert MONTHS["تشرين الأول"] == MONTHS["تشرين الاول"] == 10
    assert MONTHS["كانون الأول"] == 12
    assert set(MONTHS.values()) == set(range(1, 13))


@pytest.mark.parametrize(
    ("names", "weekday"),
    [
        ("الاثنين الإثنين الأثنين اثنين", 1),
        ("الثلاثاء الثلثاء", 2),
        ("الأربعاء الاربعاء", 3),
        ("الخميس خميس", 4),
        ("الجمعة", 5),
        ("السبت", 6),
        ("الأحد الاحد أحد", 7),
    ],
)
def test_weekdays(names: str, weekday: int) -> None:
    assert {WEEKDAYS[name] for name in names.split()} == {weekday}


@pytest.mark.parametrize(
    ("year", "month", "day", "timex"),
    [
        (2023, 11, 1, "2023-11-01"),
        (None, 12, 20, "XXXX-12-20"),
        (None, 2, 29, "XXXX-02-29"),
        (2023, 2, 29, None),
        (2023, 13, 1, None),
        (2023, 4, 31, None),
    ],
)
def test_days(year: int | None, month: int, day: int, timex: str | None) -> None:
    assert calendar.day_timex(year, month, day) == timex


@pytest.mark.parametrize(
    ("weekday", "shift", "expected"),
    [
        (4, -1, "2024-03-14"),
        (5, -1, "2024-03-08"),
        (6, -1, "2024-03-09"),
        (5, 0, "2024-03-15"),
        (1, 0, "2024-03-11"),
        (5, 1, "2024-03-22"),
        (6, 1, "2024-03-16"),
    ],
)
def test_the_last_and_the_next_weekday(weekday: int, shift: int, expected: str) -> None:
    assert str(calendar.day_of_weekday(TODAY, weekday, shift)) == expected


@pytest.mark.parametrize(
    ("month", "shift", "year"),
    [(3, -1, 2023), (2, -1, 2024), (12, -1, 2023), (3, 0, 2024), (7, 1, 2024), (1, 1, 2025)],
)
def test_the_year_of_a_month(month: int, shift: int, year: int) -> None:
    assert calendar.year_of_month(TODAY, month, shift) == year


@pytest.mark.parametrize(
    ("today", "season", "shift", "year"),
    [
        (date(2023, 11, 3), "SU", -1, 2023),
        (date(2023, 7, 3), "SU", -1, 2022),
        (date(2023, 7, 3), "SU", 0, 2023),
        (date(2023, 7, 3), "SU", 1, 2024),
        (date(2024, 5, 2), "WI", -1, 2023),
        (date(2024, 1, 2), "WI", 0, 2023),
    ],
)
def test_the_year_of_a_season(today: date, season: str, shift: int, year: int) -> None:
    assert calendar.year_of_season(today, season, shift) == year


@pytest.mark.parametrize(
    ("today", "shift", "term"),
    [
        (date(2024, 3, 15), 0, "2023/2024"),
        (date(2024, 3, 15), -1, "2022/2023"),
        (date(2024, 3, 15), 1, "2024/2025"),
        (date(2024, 7, 10), -1, "2023/2024"),
        (date(2024, 7, 10), 0, "2023/2024"),
        (date(2024, 8, 20), 0, "2024/2025"),
        (date(2024, 8, 20), 1, "2024/2025"),
        (date(2024, 9, 2), 1, "2025/2026"),
        (None, 0, "XXXX/XXXX"),
    ],
)
def test_terms_of_school_and_seasons_of_sports(today: date | None, shift: int, term: str) -> None:
    assert calendar.term_timex(today, shift) == term
    assert Timex(term).timex == term


def test_days_and_months_that_are_told_from_others() -> None:
    assert calendar.day_after("2024-02-28", 1) == "2024-02-29"
    assert calendar.day_after("2024-01-01", -1) == "2023-12-31"
    assert calendar.day_after("XXXX-02-28", 1) is None
    assert calendar.day_after("2024-W10-3", 1) is None
    assert calendar.day_after(None, 1) is None
    assert calendar.month_after("2024-12", 1) == "2025-01"
    assert calendar.month_after("2024-01", -1) == "2023-12"
    assert calendar.month_after("XXXX-12", 1) is None
    assert calendar.month_after(None, 1) is None
    assert calendar.days_between("2024-02-28", "2024-03-01") == 2


def test_nothing_is_told_without_the_day_of_the_article() -> None:
    assert calendar.shifted_day(None, 1) is None
    assert calendar.shifted_month(None, -1) is None
    assert calendar.shifted_year(None, 0) is None
    assert calendar.year_of_season(None, "SU", -1) is None
    assert calendar.day_of_weekday(None, 3, -1) is None
    assert calendar.week_timex(None) == "XXXX-WXX"


@given(st.dates(), st.integers(1, 7), st.sampled_from([-1, 0, 1]))
def test_a_shifted_weekday_is_that_weekday_within_a_week(
    today: date, weekday: int, shift: int
) -> None:
    if timedelta(10) < today - date.min and timedelta(10) < date.max - today:
        day = calendar.day_of_weekday(today, weekday, shift)
        assert day is not None
        assert day.isoweekday() == weekday
        assert abs((day - today).days) <= 7
        assert shift == 0 or (day > today) == (shift > 0)


@given(st.dates(), st.integers(1, 12), st.integers(1, 28), st.sampled_from([-1, 0, 1]))
def test_every_value_is_a_timex(today: date, month: int, day: int, shift: int) -> None:
    values = [
        calendar.shifted_month(today, shift),
        calendar.week_timex(today),
        calendar.year_timex(calendar.shifted_year(today, shift)),
        calendar.month_timex(calendar.year_of_month(today, month, shift), month),
        calendar.day_timex(calendar.nearest_year(today, month, day), month, day),
        f"{calendar.year_timex(calendar.year_of_season(today, 'WI', shift))}-WI",
    ]
    for value in values:
        assert value is not None
        assert Timex(value).timex == value


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_the_nearest_year_is_within_seven_months(today: date, month: int, day: int) -> None:
    year = calendar.nearest_year(today, month, day)
    assert year is not None
    assert abs((date(year, month, day) - today).days) <= 190


@pytest.mark.parametrize(
    ("number", "unit", "timex"),
    [
        ("5", "Y", "P5Y"),
        ("1.5", "M", "P1.5M"),
        ("1.5", "Y", "P1Y6M"),
        ("2.25", "TH", "PT2H15M"),
        ("1.5", "TM", "PT1M30S"),
        ("0.5", "TH", "PT30M"),
        ("0.25", "TH", "PT15M"),
        ("0.5", "Y", "P6M"),
        ("0.5", "100Y", "P50Y"),
        ("24", "TH", "PT24H"),
        ("45", "TS", "PT45S"),
        ("27", "TM", "PT27M"),
        ("2", "10Y", "P20Y"),
        ("734", "D", "P734D"),
        ("6", "W", "P6W"),
    ],
)
def test_durations(number: str, unit: str, timex: str) -> None:
    assert duration(Decimal(number), unit) == timex
    assert Timex(timex).timex == timex
