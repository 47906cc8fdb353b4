"""Dates, times, durations and ages: tables of marked sentences, and what holds for every text.

One half of the tables, told by the hash of each sentence, was developed on and must be right. The
other half is frozen: it is measured, and no rule was made for it.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.marked import TABLES, Row, Sentence, fired, score, sentences
from tests.growth import stays_linear
from workbench.extract.figure_grammar.pairs import CALENDARS_CONTRADICT
from workbench.extract.figure_grammar.reading import WEEKDAY_CONTRADICTS
from workbench.extract.figures import find_figures
from workbench.model import Article, Candidate, Number, Range, Timex, article_id

ALL = tuple(sentences())
FROZEN = [case for case in ALL if case.is_frozen]
DEVELOPED = [case for case in ALL if not case.is_frozen]
SEEN = [*DEVELOPED, *sentences(("dates_held_out", "dates_last"))]
TODAY = date(2024, 3, 15)  # a Friday

KNOWN_FAILURES = {
    "تقدر الأمم المتحدة أن 40 في المائة من الفتيات يتزوجن قبل بلوغ 18 سنة، وأن 12 في المائة"
    " يتزوجن قبل الخامسة عشرة.": "nothing beside «الخامسة عشرة» says that it is an age",
    "لم يبلغ الأحد عن أي شيء، ولا أحد يعرف السبب.": "«الأحد» is «أحد», misspelt",
    "وهو لم يتجاوز بعد العشرين من عمره.": "«بعد» hides the verb that is the modifier",
}


def name(case: Sentence) -> str:
    return f"{case.table}-{case.text[:24]}"


@pytest.mark.parametrize("case", SEEN, ids=name)
def test_a_sentence_that_was_developed_on(case: Sentence) -> None:
    assert (case.rows() == list(case.gold)) != (case.text in KNOWN_FAILURES)


@pytest.mark.parametrize(
    ("label", "floor"), [("DATE", 0.95), ("TIME", 0.95), ("DURATION", 0.90), ("AGE", 0.90)]
)
def test_the_frozen_half(label: str, floor: float) -> None:
    assert score(FROZEN)[label].f1 >= floor


def test_traps_hardly_fire() -> None:
    traps = [case for case in ALL if not case.gold]
    assert len(traps) > 200
    assert len(fired(ALL)) <= 0.02 * len(traps)


def test_the_tables_are_large_and_split_in_halves() -> None:
    assert len(ALL) > 850
    assert 0.4 < len(FROZEN) / len(ALL) < 0.6
    assert {case.table for case in FROZEN} == {case.table for case in DEVELOPED} == set(TABLES)


# ------------------------------------------------------------------------------- single readings


def find(text: str, published: date | None = TODAY) -> list[Candidate]:
    return list(
        find_figures(
            Article(article_id(text), "test", text, None, published, "words/1", "", "utf-8"), ()
        )
    )


def the_one(text: str, published: date | None = TODAY) -> Candidate:
    (candidate,) = find(text, published)
    return candidate


def timexes(text: str, published: date | None = TODAY) -> list[str | None]:
    notes = [candidate.annotation for candidate in find(text, published)]
    return [note.value.timex if isinstance(note.value, Timex) else None for note in notes]


@pytest.mark.parametrize(
    ("text", "value", "alternatives"),
    [
        ("وقع العقد في 03/04/2023", "2023-04-03", ["2023-03-04"]),
        ("وقع العقد في 13/04/2023", "2023-04-13", []),
        ("وقع العقد في 2023-04-03", "2023-04-03", []),
        ("وقع العقد يوم الاثنين 03/04/2023", "2023-04-03", ["2023-03-04"]),
        ("وقع العقد يوم السبت 03/04/2023", "2023-03-04", ["2023-04-03"]),
        ("سنة 1440 كانت صعبة", "1440", ["2018/2019"]),
        ("صدر في 12/3/1445", "2023-09-27", ["1445-03-12"]),
        ("اجتمعت اللجنة في 20 دجنبر", "XXXX-12-20", ["2023-12-20"]),
        ("اجتمعت اللجنة الاثنين", "XXXX-WXX-1", ["2024-03-11", "2024-03-18"]),
        ("صام الناس في 10 رمضان", "XXXX-XX-XX", ["2024-03-20"]),
    ],
)
def test_what_is_ambiguous_has_alternatives(text: str, value: str, alternatives: list[str]) -> None:
    candidate = the_one(text)
    assert candidate.annotation.value == Timex(value)
    assert candidate.alternatives == tuple(map(Timex, alternatives))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("في 12 ربيع الأول 1445 هـ الموافق 27 سبتمبر 2023", ["2023-09-27", "2023-09-27"]),
        ("في 12 ربيع الأول 1445 هـ الموافق 28 شتنبر 2023", ["2023-09-28", "2023-09-28"]),
        ("في 12 ربيع الأول الموافق 28 شتنبر 2023", ["2023-09-28", "2023-09-28"]),
        ("في 28 شتنبر 2023 الموافق 12 ربيع الأول 1445", ["2023-09-28", "2023-09-28"]),
        ("في 28 شتنبر 2023 (12 ربيع الأول)", ["2023-09-28", "2023-09-28"]),
        ("الخميس 12 ربيع الأول 1445", ["2023-09-28"]),
        ("في 30 محرم 1445 هـ", [None]),
        ("في 1445/13/40", []),
        ("في 31/02/2023", [None]),
        ("في 31 فبراير 2023", [None]),
        ("في 30 فبراير", [None]),
        ("الخميس 31 أبريل 2023", [None]),
        ("عام 1200 هـ", [None]),
        ("القرن الثالث الهجري", [None]),
        ("رمضان 1445", ["2024"]),
        ("شهر رجب 1444", ["2023"]),
        ("شهر محرم 1431", ["2009/2010"]),
    ],
)
def test_hijri_and_impossible_dates(text: str, values: list[str | None]) -> None:
    dates = [found for found in find(text, None) if found.annotation.label == "DATE"]
    found = [note.annotation.value for note in dates]
    assert found == [Timex(value) if value is not None else None for value in values]


def test_contradictions_are_flagged() -> None:
    hijri, _ = find("في 12 ربيع الأول 1445 الموافق 5 مارس 2023")
    assert hijri.flags == (CALENDARS_CONTRADICT,)
    assert the_one("الأربعاء 14 مارس 2024").flags == (WEEKDAY_CONTRADICTS,)
    assert the_one("الخميس 14 مارس 2024").flags == ()


@pytest.mark.parametrize(
    "text",
    ["اليوم", "أمس الأول", "الأسبوع الماضي", "الموسم المقبل", "العام قبل الماضي", "10 رمضان الماضي",
     "الصيف الماضي", "الشهر الجاري", "15 من الشهر المقبل", "الاثنين المقبل", "رمضان المقبل",
     "السنة الدراسية المقبلة", "خلال العقد الماضي", "نهاية الأسبوع"],
)  # fmt: skip
def test_nothing_is_told_without_the_day_of_the_article(text: str) -> None:
    (value,) = timexes(text, None)
    assert value is not None
    assert not any(part.isdecimal() for part in value.replace("/", "-").split("-") if len(part) > 2)
    assert "2" not in value.replace("WXX", "")


def test_no_expression_crosses_a_paragraph() -> None:
    assert timexes("وقع في مارس\n2024 كان عاما صعبا")[0] == "XXXX-03"
    assert timexes("البالغ من العمر\n20") == []
    found = find("الثلاثاء\n\n14 مارس\n2023")
    assert [note.annotation.surface for note in found][:2] == ["الثلاثاء", "14 مارس"]


# ------------------------------------------------------------------------- what always holds


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_appended_text_changes_nothing_before_it(first: Sentence, second: Sentence) -> None:
    """A later paragraph can change alternatives, but no span, label or known value."""
    text = f"{first.text}\n{second.text}"
    alone = find(first.text, first.published)
    after = find(text, first.published)[: len(alone)]
    assert [place(one) for one in after] == [place(one) for one in alone]


def place(candidate: Candidate) -> tuple[int, int, str]:
    note = candidate.annotation
    return note.span.start, note.span.end, note.label


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=3), st.data())
def test_any_cut_of_a_text_reads_without_error(cases: list[Sentence], data: st.DataObject) -> None:
    text = " ".join(case.text for case in cases)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for candidate in find(text[start:end]):
        note = candidate.annotation
        assert note.surface == text[start:end][note.span.start : note.span.end]
        assert note.value is None or isinstance(note.value, Timex | Number | Range)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.none() | st.dates())
def test_any_text_reads_without_error(text: str, published: date | None) -> None:
    find(text, published)


@pytest.mark.parametrize(
    "unit",
    ["في الساعة ", "من الثامنة إلى ", "بين 8 و", "1445هـ ", "12 ربيع الأول الموافق ", "، 45 عاما",
     "العقد الثاني من ", "الخامسة و", "عشريني ", "سنة و", "15/مارس/", "مارس آذار ", "9:00-",
     "06سا و", "ذلك اليوم ", "عمر كذا كذا 5 سنوات ", "أيام السبت و", "قبل ما قبل ", "(/:-"],
)  # fmt: skip
def test_the_work_grows_with_the_length(unit: str) -> None:
    def work(size: int) -> None:
        find(unit * (size // len(unit)))

    assert stays_linear(work, small=2_000, large=32_000)


def test_every_mark_of_the_tables_is_where_it_says() -> None:
    rows: list[Row] = [row for case in ALL for row in case.gold]
    assert {label for *_, label, _ in rows} == {"DATE", "TIME", "DURATION", "AGE"}
    assert all(
        case.text[start:end] == case.text[start:end].strip()
        for case in ALL
        for start, end, *_ in case.gold
    )
