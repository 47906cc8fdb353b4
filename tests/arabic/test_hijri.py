"""Hijri days as Gregorian ones, over all years that the calendar has."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hijridate import Gregorian, Hijri
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic import hijri
from workbench.arabic.calendar import name_at
from workbench.arabic.fold import fold

YEARS = range(hijri.FIRST_YEAR, hijri.LAST_YEAR + 1)


def test_every_day_of_every_year_comes_back() -> None:
    """Days follow one another without a gap, and each is the one that `hijridate` tells."""
    day = hijri.gregorian_day(hijri.FIRST_YEAR, 1, 1)
    assert day is not None
    for year in YEARS:
        for month in range(1, 13):
            length = hijri.month_length(year, month)
            assert length is not None
            assert length in (29, 30) or year < 1365  # as printed then: also 28 and 31
            for number in range(1, length + 1):
                assert Hijri(year, month, number).to_gregorian() == day
                if number in (1, length):
                    assert hijri.gregorian_day(year, month, number) == day
                    assert hijri.hijri_month_of(day) == (year, month)
                    back = Gregorian(day.year, day.month, day.day).to_hijri()
                    assert back.datetuple() == (year, month, number)
                day += timedelta(1)
            assert hijri.gregorian_day(year, month, length + 1) is None


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1445, 13, 40), (1445, 0, 1), (1445, 1, 0), (1445, 1, 31), (1342, 1, 1), (1501, 1, 1),
     (0, 1, 1), (-5, 1, 1), (10**9, 1, 1)],
)  # fmt: skip
def test_what_the_calendar_does_not_have_is_none(year: int, month: int, day: int) -> None:
    assert hijri.gregorian_day(year, month, day) is None


def test_years_and_months_by_their_gregorian_years() -> None:
    assert hijri.gregorian_years(1445) == (2023, 2024)
    assert hijri.gregorian_years(1445, 9) == (2024, 2024)
    assert hijri.gregorian_years(1431, 1) == (2009, 2010)
    assert hijri.gregorian_years(1200) is None
    assert hijri.gregorian_years(1600, 3) is None


@given(st.sampled_from(YEARS), st.integers(1, 12), st.integers(1, 29))
def test_the_year_in_which_a_day_falls(year: int, month: int, day: int) -> None:
    gregorian = hijri.gregorian_day(year, month, day)
    assert gregorian is not None
    told = hijri.hijri_year_in(gregorian.year, month, day)
    assert told is not None
    again = hijri.gregorian_day(told, month, day)
    assert again is not None
    assert again.year == gregorian.year


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)), st.integers(1, 12), st.integers(1, 29))
def test_the_nearest_day_is_within_half_a_year(today: date, month: int, day: int) -> None:
    nearest = hijri.nearest_day(today, month, day)
    assert nearest is not None
    assert abs((nearest - today).days) <= 178


@pytest.mark.parametrize(
    ("month", "shift", "year"),
    [(8, 0, 1445), (9, 1, 1445), (9, -1, 1444), (8, 1, 1446), (8, -1, 1444), (7, -1, 1445)],
)
def test_the_last_and_the_next_month(month: int, shift: int, year: int) -> None:
    assert hijri.year_of_hijri_month(date(2024, 3, 1), month, shift) == year  # in Shaban 1445


@given(st.none() | st.dates(), st.integers(1, 12), st.sampled_from([-1, 0, 1]))
def test_any_day_of_an_article_will_do(today: date | None, month: int, shift: int) -> None:
    year = hijri.year_of_hijri_month(today, month, shift)
    assert year is None or hijri.FIRST_YEAR - 1 <= year <= hijri.LAST_YEAR + 1
    assert today is not None or hijri.nearest_day(today, month, 1) is None


@pytest.mark.parametrize(
    ("names", "month"),
    [
        ("محرم,المحرم,محرم الحرام", 1),
        ("صفر", 2),
        ("ربيع الأول,ربيع الاول", 3),
        ("ربيع الثاني,ربيع الآخر", 4),
        ("جمادى الأولى,جمادى الأول", 5),
        ("جمادى الآخرة,جمادى الثانية", 6),
        ("رجب", 7),
        ("شعبان", 8),
        ("رمضان,رمضان المبارك,رمضان الأبرك", 9),
        ("شوال", 10),
        ("ذو القعدة,ذي القعدة", 11),
        ("ذو الحجة,ذي الحجة,ذي الحجه", 12),
    ],
)
def test_names_of_months(names: str, month: int) -> None:
    for written in names.split(","):
        words = [*fold(written).split(), "", ""]
        assert name_at(hijri.HIJRI_NAMES, words, 0) == (month, len(words) - 2)
