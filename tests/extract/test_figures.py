"""The figures extractor: tables of sentences, and what holds for every text."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import stays_linear
from workbench.extract import extractors
from workbench.extract.figures import find_figures, read_value
from workbench.model import (
    Article,
    Candidate,
    Modifier,
    Number,
    Range,
    Span,
    Timex,
    Value,
    Zone,
    ZoneKind,
    article_id,
    value_from_json,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = [
    case
    for path in sorted((ROOT / "tests/cases").glob("figures*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["case"]
]
LABELS = {
    "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "AGE", "DATE", "TIME", "DURATION",
}  # fmt: skip


def article(text: str, published: date | None = None) -> Article:
    return Article(article_id(text), "test", text, None, published, "words/1", "", "utf-8")


def figures(
    text: str, published: date | None = None, zones: Sequence[Zone] = ()
) -> list[Candidate]:
    return list(find_figures(article(text, published), zones))


def brief(candidates: Sequence[Candidate]) -> list[tuple[str, str, Value | None]]:
    notes = [candidate.annotation for candidate in candidates]
    return [(note.surface, note.label, note.value) for note in notes]


def the_one(text: str, published: date | None = None) -> Candidate:
    (candidate,) = figures(text, published)
    return candidate


# --------------------------------------------------------------------------------- the tables


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['topic']}-{case['text'][:24]}")
def test_sentence(case: dict[str, Any]) -> None:
    expected = [
        (surface, label, value_from_json(value[0]) if value else None)
        for surface, label, *value in case["figures"]
    ]
    found = figures(case["text"], case.get("published"))
    assert brief(found) == expected
    if "flags" in case:
        assert sum(len(candidate.flags) for candidate in found) == case["flags"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['topic']}-{case['text'][:24]}")
def test_a_marked_span_reads_as_it_was_found(case: dict[str, Any]) -> None:
    story = article(case["text"], case.get("published"))
    for candidate in find_figures(story, ()):
        note = candidate.annotation
        assert read_value(story, note.span, note.label) == note.value


def test_every_label_is_covered() -> None:
    assert {row[1] for case in CASES for row in case["figures"]} == LABELS


def test_it_is_registered() -> None:
    assert extractors["figures"].find is find_figures


# ------------------------------------------------------------------------------- single rules


def test_a_grouping_sign_leaves_the_other_reading() -> None:
    candidate = the_one("نشرت 6.037 مذكرة.")
    assert candidate.annotation.value == Number(Decimal(6037), item="مذكرة")
    assert candidate.alternatives == (Number(Decimal("6.037"), item="مذكرة"),)


def test_a_shared_currency_leaves_the_others() -> None:
    candidate = the_one("تسلم كل متضرر في تونس 200 دينار.")
    assert candidate.annotation.value == Number(Decimal(200), unit="TND")
    assert Number(Decimal(200), unit="DZD") in candidate.alternatives


def test_an_unknown_year_leaves_the_nearest() -> None:
    candidate = the_one("اجتمعت اللجنة في 20 دجنبر.", date(2021, 12, 21))
    assert candidate.annotation.value == Timex("XXXX-12-20")
    assert candidate.alternatives == (Timex("2021-12-20"),)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("حضر حوالي 20 شخصا", Modifier.APPROX),
        ("حضر ما يقارب 20 شخصا", Modifier.APPROX),
        ("حضر 20 شخصا تقريبا", Modifier.APPROX),
        ("حضر بنحو 20 شخصا", Modifier.APPROX),
        ("حضر أكثر من 20 شخصا", Modifier.MORE_THAN),
        ("حضر أزيد من 20 شخصا", Modifier.MORE_THAN),
        ("حضر ما يزيد عن 20 شخصا", Modifier.MORE_THAN),
        ("يفوق عددهم 20 شخصا", Modifier.MORE_THAN),
        ("تجاوز عدد الحاضرين 20 شخصا", Modifier.MORE_THAN),
        ("حضر ما لا يقل عن 20 شخصا", Modifier.AT_LEAST),
        ("حضر 20 شخصا على الأقل", Modifier.AT_LEAST),
        ("حضر 20 شخصا أو أكثر", Modifier.AT_LEAST),
        ("لا يمكن أن يقل عن 20 شخصا", Modifier.AT_LEAST),
        ("لا يتجاوز 20 شخصا", Modifier.AT_MOST),
        ("لا تزيد عن 20 شخصا", Modifier.AT_MOST),
        ("حضر 20 شخصا على الأكثر", Modifier.AT_MOST),
        ("حضر 20 شخصا كحد أقصى", Modifier.AT_MOST),
        ("حضر أقل من 20 شخصا", Modifier.LESS_THAN),
        ("بلغ عددهم 20 شخصا", None),
        ("يصل إلى 20 شخصا", None),
    ],
)
def test_modifiers_stay_outside(text: str, modifier: Modifier | None) -> None:
    candidate = the_one(text)
    assert candidate.annotation.surface == "20"
    assert candidate.annotation.value == Number(Decimal(20), modifier, item="شخصا")


def test_a_range_of_durations() -> None:
    candidate = the_one("عقوبة بين 3 و5 سنوات.")
    assert (candidate.annotation.surface, candidate.annotation.label) == ("3 و5 سنوات", "DURATION")


def test_zones_are_left_out() -> None:
    text = "توقيف 12 شخصا و15 متهما"
    start = text.index("12")
    zone = Zone(Span(start, start + 2), ZoneKind.CAPTION)
    assert [surface for surface, *_ in brief(figures(text, zones=[zone]))] == ["15"]


def test_no_figure_crosses_a_zone() -> None:
    text = "مليون درهم"
    zone = Zone(Span(5, 6), ZoneKind.MENU)
    assert brief(figures(text, zones=[zone])) == [("مليون", "CARDINAL", Number(Decimal(10**6)))]


# ---------------------------------------------------------------------- values of marked spans


@pytest.mark.parametrize(
    ("text", "surface", "label", "value"),
    [
        ("فاز بها 3 مرات", "3", "ORDINAL", Number(Decimal(3))),
        ("المرة الثالثة", "الثالثة", "CARDINAL", Number(Decimal(3))),
        ("ترتيبه خمسة", "خمسة", "ORDINAL", Number(Decimal(5))),
        (
            "أكثر من 20 شخصا",
            "20 شخصا",
            "CARDINAL",
            Number(Decimal(20), Modifier.MORE_THAN, item="شخصا"),
        ),
        ("نسبة 15 تقريبا", "15", "PERCENT", Number(Decimal(15), Modifier.APPROX)),
        ("ثمنه 15 فقط", "15", "MONEY", Number(Decimal(15))),
        ("ثمنه 15 درهما", "15 درهما", "MONEY", Number(Decimal(15), unit="MAD")),
        ("طوله 15", "15", "QUANTITY", Number(Decimal(15))),
        ("شاب 24 سنة", "24 سنة", "AGE", Number(Decimal(24), unit="a")),
        ("شاب 24", "24", "AGE", Number(Decimal(24), unit="a")),
        ("قضى 24 سنة", "24 سنة", "DURATION", Timex("P24Y")),
        ("بعد سنة جميلة", "سنة", "DURATION", Timex("P1Y")),
        ("فوز 2015 رائع", "2015", "DATE", Timex("2015")),
        ("قتل 2015 شخصا", "2015", "DATE", Timex("2015")),
        ("في سنة 2015 وقع", "في سنة 2015", "DATE", Timex("2015")),
        ("حتى مارس", "مارس", "DATE", Timex("XXXX-03")),
        ("لقاء 8 ليلا", "8 ليلا", "TIME", Timex("T20:00")),
        ("لقاء 8", "8", "TIME", Timex("T08:00")),
        ("قسم 3/4 جميل", "3/4", "CARDINAL", Number(Decimal("0.75"))),
        ("قسم ثلث جميل", "ثلث", "CARDINAL", Number(Decimal("0.3333"))),
        ("كتب 31/1/2023", "31/1/2023", "DATE", Timex("2023-01-31")),
        ("كتب 31/2/2023", "31/2/2023", "DATE", None),
        ("كتاب جميل", "جميل", "CARDINAL", None),
        ("كتاب جميل", "جميل", "DATE", None),
        ("كتاب جميل", "جميل", "PER", None),
        ("كتاب 5 جميل", "5", "PER", None),
    ],
)
def test_the_value_of_a_marked_span(
    text: str, surface: str, label: str, value: Value | None
) -> None:
    start = text.index(surface)
    assert read_value(article(text), Span(start, start + len(surface)), label) == value


# ------------------------------------------------------------------------- what always holds

_FRAGMENTS = st.sampled_from(
    [
        *"0123456789٠٥٩۳.,،٫٬:/-–%$°()[]«»\"\n\r\t ",
        "و", "ال", "بـ", "لل", "\u200f", "\u202e", "\u0640", "\u064e", "\u00a0", "\ufefb", "İ", "²",
        "\ud800", "\x00", "ر", "h", "km", " 2020 ", " 15 ", "1.581", "20:30", "14/02/2022",
        " مليون ", " ألف ", "آلاف", " مائة ", "نصف", "خمسة", " عشر", " والعشرين", "الثانية",
        " أول ",
        " درهم ", "دولار", "دينار", " سنة ", " عاما ", " ساعة ", "شهرين", " الأشهر ", "التسعة",
        " بين ", " إلى ", " من ", "أكثر ", "لا يقل عن ", "حوالي ", "عمره ", " في المائة", "درجة",
        "حرارة ", "ناقص ", "مارس", " آب ", "كانون الثاني", " رمضان ", "الثلاثاء ", "يوم ", "يومي ",
        "شهري ", "عامي ", "عام ", "الماضي", "المقبل", "أمس ", "غدا ", "اليوم ", "نهاية ",
        "الأسبوع ",
        "القرن ", "الثمانينيات", "موسم ", "صيف ", "الربع ", "فاتح ", "متم ", "الساعة ", " صباحا",
        "منتصف ", "الليل", " شخصا", "الدول ", "المادة ", "الرتبة ", "رقم ", "كأس ", " واحدة", "F-",
        " جوج ", "مترين", " ونص", "رقم ", "(د ", "لم يتجاوز ", "د الليل", "أولا", " بالمائة",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_FRAGMENTS, max_size=30).map("".join))


@st.composite
def _articles(draw: st.DrawFn) -> tuple[Article, list[Zone]]:
    text = draw(_TEXTS)
    day = draw(st.none() | st.dates())
    zones = []
    for _ in range(draw(st.integers(0, 2)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        zones.append(Zone(Span(start, end), draw(st.sampled_from(ZoneKind))))
    return article(text, day), zones


@settings(max_examples=600, deadline=None)
@given(_articles())
def test_invariants(drawn: tuple[Article, list[Zone]]) -> None:
    story, zones = drawn
    found = list(find_figures(story, zones))
    assert found == list(find_figures(story, zones))
    end = 0
    for candidate in found:
        note = candidate.annotation
        assert end <= note.span.start < note.span.end <= len(story.text)
        assert note.surface == story.text[note.span.start : note.span.end] == note.surface.strip()
        assert note == story.annotate(note.span.start, note.span.end, note.label, note.value)
        assert note.label in LABELS
        assert 0 < candidate.score <= 1
        assert candidate.reason
        assert _fits(note.label, note.value)
        assert not any(note.span.overlaps(zone.span) for zone in zones)
        end = note.span.end


def _fits(label: str, value: Value | None) -> bool:
    """Whether times have a TIMEX3 value, and all else a number or a range."""
    if label in {"DATE", "TIME", "DURATION"}:
        return value is None or isinstance(value, Timex)
    if label in {"PERCENT", "CARDINAL", "ORDINAL"}:
        return isinstance(value, Number | Range) and value.unit is None
    return isinstance(value, Number | Range)


@settings(max_examples=300, deadline=None)
@given(_articles(), st.data())
def test_any_span_can_be_read(drawn: tuple[Article, list[Zone]], data: st.DataObject) -> None:
    story, _ = drawn
    if story.text:
        start = data.draw(st.integers(0, len(story.text) - 1))
        end = data.draw(st.integers(start + 1, len(story.text)))
        label = data.draw(st.sampled_from(sorted(LABELS)))
        value = read_value(story, Span(start, end), label)
        assert value is None or _fits(label, value)


@given(st.lists(st.sampled_from(CASES), min_size=1, max_size=4))
def test_a_figure_does_not_depend_on_other_lines(cases: list[dict[str, Any]]) -> None:
    plain = [case for case in cases if "published" not in case and "ذاتها" not in case["text"]]
    text = "\n".join(case["text"] for case in plain if "دينار" not in case["text"])
    alone = [
        row[:2]
        for case in plain
        if "دينار" not in case["text"]
        for row in brief(figures(case["text"]))
    ]
    assert [row[:2] for row in brief(figures(text))] == alone


@given(st.sampled_from(CASES), st.sampled_from(["\n", "\u2029", "\r\n"]), _TEXTS)
def test_text_that_follows_a_paragraph_changes_nothing_before_it(
    case: dict[str, Any], end: str, more: str
) -> None:
    alone = article(case["text"], case.get("published"))
    longer = article(case["text"] + end + more, case.get("published"))
    before = [
        candidate.annotation.span
        for candidate in find_figures(longer, ())
        if candidate.annotation.span.start < len(alone.text)
    ]
    assert before == [candidate.annotation.span for candidate in find_figures(alone, ())]


@pytest.mark.parametrize(
    "text", ["1.2.3.4", "12,34,5", "1.234.56", "9" * 30, "1/2/3/4/5/6", "1e400"]
)
def test_what_is_no_number_has_no_figure(text: str) -> None:
    assert figures(f"بلغ العدد {text} أمس.")[:-1] == []


@pytest.mark.parametrize("unit", ["1 ", "1 و", "5، "])
def test_a_table_of_numbers_is_no_prose(unit: str) -> None:
    assert len(figures("القائمة: " + unit * 20)) == 20
    assert figures("القائمة: " + unit * 200) == []


def test_a_keycap_is_no_number() -> None:
    assert figures("الخطوة 5\ufe0f\u20e3 من الخطوات") == []


@pytest.mark.parametrize(
    "unit",
    [
        "1", "و", "مائة ", "1 و", "بين 1 و", "1-", "1/", "1.", "1،", "1 ", "1 000 ", "ال5 ", "%",
        "0 ",
        "5 درهم و", "من 1 إلى ", "مارس و", "شهري مارس و", "يومي 3 و", "السبت و", "ألف و", "نصف و",
        "ستينيات و", "المواد 1 و", "2020/", "-5 درجات حرارة ", "ﷺ5 ", "06 ", "ـ", "(5) ", "5ر",
        "5\n",
        "خمسة و", "ثلاثة أرباع ", "ستة أو سبعة ", "5 كلم و", "10 دراهم و", "(5) مليون ", "½",
        "3/4 ", "+5%", "ناقص ", "صفر ", "من 12 إلى 15 ", "مليون و", "1,2 ", "عشر", " ", "\u200f",
        "ساعة و", "مترين و", "3 دراهم بـ", "(د 5) ", "رقم 5 ", "1- أ ", "لا يقل ", "جوج ",
    ],
)  # fmt: skip
def test_the_work_grows_with_the_length(unit: str) -> None:
    def work(size: int) -> None:
        list(find_figures(article(unit * (size // len(unit))), ()))

    assert stays_linear(work, small=2_000, large=32_000)
