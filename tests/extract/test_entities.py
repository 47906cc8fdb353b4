"""The entities extractor: sentences with all their names, and what must hold on any text."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import stays_linear
from workbench.arabic.tokens import TOKENISER
from workbench.extract import extractors
from workbench.extract.entities import find_entities
from workbench.extract.entity_rules.lexicon import lexicon
from workbench.extract.entity_rules.match import Reason
from workbench.model import Article, Span, Zone, ZoneKind, article_id

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

CASES = sorted((Path(__file__).parents[1] / "cases").glob("entities*.toml"))
LABELS = {"PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW"}


def article(text: str) -> Article:
    return Article(article_id(text), "test", text, None, None, TOKENISER, "", "utf-8")


def spans(text: str, *zones: Zone) -> list[tuple[int, int, str]]:
    found = [candidate.annotation for candidate in find_entities(article(text), zones)]
    return [(a.span.start, a.span.end, a.label) for a in found]


def names(text: str, *zones: Zone) -> list[str]:
    return [f"{label} {text[start:end]}" for start, end, label in spans(text, *zones)]


def expected(case: dict[str, object]) -> list[tuple[int, int, str]]:
    """The case's entities with their offsets: each the next occurrence of its surface."""
    text, at, found = str(case["text"]), 0, []
    for entity in case["entities"]:  # type: ignore[attr-defined]
        label, surface = entity.split(" ", 1)
        start = text.index(surface, at)
        at = start + len(surface)
        found.append((start, at, label))
    return found


def table() -> list[ParameterSet]:
    rows = []
    for path in CASES:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            gap = case.get("known_gap")
            marks = [pytest.mark.xfail(reason=gap)] if gap else []
            rows.append(pytest.param(case, id=case["text"][:60], marks=marks))
    return rows


@pytest.mark.parametrize("case", table())
def test_finds_every_name_and_nothing_else(case: dict[str, object]) -> None:
    assert spans(str(case["text"])) == expected(case)


def test_the_tables_are_large_and_hold_many_sentences_without_a_name() -> None:
    cases = [c for p in CASES for c in tomllib.loads(p.read_text(encoding="utf-8"))["case"]]
    assert len(cases) >= 200
    assert sum(not case["entities"] for case in cases) >= 25
    assert sum("known_gap" in case for case in cases) <= 5


class TestMentions:
    def test_a_family_name_repeats_the_full_one(self) -> None:
        text = "أوضح إحسان الحافيظي، الباحث.\nوأبرز الحافيظي أن الأمر معقد."
        assert names(text) == ["PER إحسان الحافيظي", "PER الحافيظي"]

    def test_a_headline_may_come_before_the_full_name(self) -> None:
        text = "الحافيظي: الأمر معقد\nقال إحسان الحافيظي ذلك."
        assert names(text) == ["PER الحافيظي", "PER إحسان الحافيظي"]

    def test_a_connected_family_name_keeps_its_connector(self) -> None:
        text = "زار فيصل بن فرحان الرباط.\nوأضاف بن فرحان أن الزيارة ناجحة."
        assert names(text) == ["PER فيصل بن فرحان", "GPE الرباط", "PER بن فرحان"]

    def test_without_the_full_name_it_is_an_unknown_word(self) -> None:
        assert names("وأبرز الحافيظي أن الأمر معقد.") == []

    def test_a_nationality_as_family_name_is_not_repeated(self) -> None:
        text = "حضر أحمد المصري الحفل.\nوتحدث السفير المصري بعده."
        assert names(text) == ["PER أحمد المصري", "NORP المصري"]


class TestBoundaries:
    def test_a_name_does_not_cross_a_line(self) -> None:
        assert names("وزارة\nالداخلية") == []

    def test_a_name_does_not_cross_a_zone(self) -> None:
        text = "وزارة [إعلان] الصحة المغربية"
        assert names(text, Zone(Span(6, 13), ZoneKind.SHORTCODE)) == ["NORP المغربية"]

    def test_a_title_announces_nobody_on_the_next_line(self) -> None:
        assert names("حضر الوزير\nبدر ينير السماء") == []

    def test_nothing_is_found_in_a_zone(self) -> None:
        text = "في طنجة وفاس"
        assert names(text, Zone(Span(3, 7), ZoneKind.MENU)) == ["GPE فاس"]

    def test_invisible_controls_between_words_are_stepped_over(self) -> None:
        assert names("وزارة \u200fالداخلية") == ["ORG وزارة \u200fالداخلية"]

    def test_marks_belong_to_the_word(self) -> None:
        assert names("أوقف مغربيً في طَنْجَةَ") == ["NORP مغربيً", "GPE طَنْجَةَ"]

    def test_tatweel_after_a_proclitic_stays_outside(self) -> None:
        assert names("بـطنجة") == ["GPE طنجة"]

    def test_a_straight_quote_written_onto_a_word_closes(self) -> None:
        text = 'ان "البنك التجاري المغربي" التابع لمجموعة "اونا" حافظ على مكانه'
        assert names(text) == ["ORG البنك التجاري المغربي", "ORG اونا"]

    def test_hyphens_may_stand_in_the_name_of_a_region(self) -> None:
        assert names("بجهة طنجة-تطوان-الحسيمة") == ["GPE طنجة-تطوان-الحسيمة"]


class TestCandidates:
    def test_they_carry_a_rule_and_a_score(self) -> None:
        for candidate in find_entities(article("قال جاسم محمد في طنجة إن داعش انهزم"), ()):
            assert candidate.reason in set(Reason)
            assert 0 < candidate.score <= 1
            assert candidate.annotation.value is None

    def test_a_certain_name_scores_higher_than_a_guess(self) -> None:
        clear, guess = find_entities(article("في المغرب قال ديديي روبلا إن الأمر انتهى"), ())
        assert clear.score > guess.score

    def test_the_extractor_is_registered(self) -> None:
        assert extractors["entities"].version == "2"
        assert extractors["entities"].find is find_entities


def words() -> st.SearchStrategy[str]:
    lex = lexicon()
    known = [phrase.words[0] for found in lex.phrases.values() for phrase in found]
    grammar = [word for section in lex.classes.values() for word in section]
    return st.one_of(
        st.sampled_from(sorted(known)),
        st.sampled_from(sorted(grammar)),
        st.sampled_from([*'وفبلك«»"“”()،.:-/&\n', "ال", "لل", "عبد ال", "2030", "F-16", "\u200f"]),
        st.text(max_size=4),
    )


@given(
    st.lists(words(), max_size=40),
    st.lists(st.sampled_from(["", " ", " "]), min_size=40, max_size=40),
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 15)), max_size=3),
)
def test_what_holds_on_any_text(
    pieces: list[str], gaps: list[str], closed: list[tuple[int, int]]
) -> None:
    text = "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=False))
    zones = [Zone(Span(start, start + size), ZoneKind.MENU) for start, size in closed]
    found = list(find_entities(article(text), zones))
    assert found == list(find_entities(article(text), tuple(reversed(zones))))
    places = [candidate.annotation.span for candidate in found]
    assert all(before.end <= after.start for before, after in pairwise(places))
    assert not any(span.overlaps(zone.span) for span in places for zone in zones)
    for candidate in found:
        annotation = candidate.annotation
        assert annotation.label in LABELS
        assert annotation.surface == text[annotation.span.start : annotation.span.end]
        assert annotation.surface == annotation.surface.strip(" \n\t\"“”«»()،.:'’")


@pytest.mark.parametrize(
    "unit",
    [
        "ا",
        "وزارة ",
        "المديرية العامة ل",
        "محمد ",
        "عبد ",
        "بن ",
        '"',
        'تنظيم "',
        "مدينة سيدي ",
        "و",
    ],
)
def test_long_monotonous_text_is_no_burden(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert all(end - start <= 250 for start, end, _ in spans(text))


@pytest.mark.parametrize(
    "unit", ["، رئيس ", "الملعب البلدي ل", "بوينغ 7-", "(44 عاما) ", "مباراة الهلال ", "القاهرة - "]
)
def test_work_grows_with_the_text(unit: str) -> None:
    def read(size: int) -> object:
        return spans(unit * (size // len(unit)))

    assert stays_linear(read, small=5_000, large=50_000)
