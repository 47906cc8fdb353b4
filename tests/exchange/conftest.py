from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

import pytest

from workbench.model import (
    Arm,
    Article,
    GoldRecord,
    GoldSpan,
    Modifier,
    Number,
    Origin,
    Range,
    Resolution,
    SchemeRef,
    Span,
    Status,
    SuggestedBy,
    Timex,
    Zone,
    ZoneKind,
    article_id,
)

SCHEME = SchemeRef("news", 1, "5f2b7a0c9d3e4f60718293a4b5c6d7e8")

TEXT = (
    "عاجل\r\n"
    "تفكيك خلية بطنجة\n"
    "فككت المصالح الأمنية، الأربعاء فاتح نونبر 2023، خلية من نحو 1.600 عنصر"
    " تتراوح أعمارهم بين 23 و26 سنة.\u2028\x85\x7f"
)


def article(text: str, source: str, title: Span | None, day: dt.date | None) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(article_id(text), source, text, title, day, "words/1", digest, "utf-8")


@pytest.fixture
def record() -> GoldRecord:
    """A record with every kind of value, and with nulls wherever they are allowed."""
    found = article(TEXT, "b.txt", Span(6, 22), dt.date(2023, 11, 1))

    def at(surface: str) -> tuple[int, int]:
        start = TEXT.index(surface)
        return start, start + len(surface)

    date = found.annotate(*at("الأربعاء فاتح نونبر 2023"), "DATE", Timex("2023-11-01"))
    count = Number(Decimal("1600.0"), Modifier.APPROX, item="عنصر")
    ages = Range(Decimal(23), Decimal("26.50"), unit="a")
    spans = (
        GoldSpan(
            "m4",
            found.annotate(*at("23 و26 سنة"), "AGE", ages),
            Origin.AMENDED,
            Resolution.ADJUDICATED,
            "1/2",
            ("c1",),
            Arm.ASSISTED,
            "d3",
            SuggestedBy("figures", "1", 1e-05),
        ),
        GoldSpan(
            "m1",
            found.annotate(*at("طنجة"), "GPE"),
            Origin.ADDED,
            Resolution.UNANIMOUS,
            "2/2",
            ("c1", "c2"),
            Arm.BLIND,
            "d1",
        ),
        GoldSpan(
            "m2",
            date,
            Origin.ACCEPTED,
            Resolution.UNANIMOUS,
            "2/2",
            ("c1", "c2"),
            Arm.ASSISTED,
            "d2",
            SuggestedBy("figures", "1", 1.0),
        ),
        GoldSpan(
            "m3",
            found.annotate(*at("1.600"), "CARDINAL", count),
            Origin.ACCEPTED,
            Resolution.SINGLE,
            "1/1",
            ("c2",),
            Arm.ASSISTED,
            "d4",
            SuggestedBy("figures", "1", 0.98),
        ),
    )
    zones = (Zone(Span(0, 4), ZoneKind.BREAKING),)
    return GoldRecord(found, Status.FINISHED, "default", zones, SCHEME, "9c1d", spans)


@pytest.fixture
def bare() -> GoldRecord:
    """A record with as little as a record can have."""
    return GoldRecord(
        article("لا شيء هنا", "a.txt", None, None),
        Status.UNFINISHED,
        "default",
        (),
        SCHEME,
        "9c1d",
        (),
    )
