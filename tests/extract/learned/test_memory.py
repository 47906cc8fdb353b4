"""Memory: core forms, muting, and where accepted surfaces recur."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.learned.memory import FAMILY, WORD, Memory, Recalled, remembered
from workbench.extract.learned.merge import DIMMED, HIDDEN


def found(memory: Memory, text: str) -> list[tuple[str, str]]:
    return [(text[r.place[0] : r.place[1]], r.place[2]) for r in memory.find(text)]


def test_an_accepted_surface_recurs_whatever_is_attached_to_it() -> None:
    memory = remembered([("المغرب", "GPE", True), ("عادل بنحمزة", "PER", True)])
    text = "عاد وللمغرب وعادل بنحمزة، وقال عادل بنحمزه إن المغربي بالمغرب"
    assert found(memory, text) == [
        ("لمغرب", "GPE"), ("عادل بنحمزة", "PER"), ("عادل بنحمزه", "PER"), ("المغرب", "GPE"),
    ]  # fmt: skip


def test_the_longest_surface_wins() -> None:
    memory = remembered([("جامعة محمد الخامس", "ORG", True), ("محمد الخامس", "PER", True)])
    assert found(memory, "في جامعة محمد الخامس") == [("جامعة محمد الخامس", "ORG")]
    assert found(memory, "شارع محمد الخامس") == [("محمد الخامس", "PER")]


def test_a_surface_rejected_twice_under_a_label_is_muted_there_alone() -> None:
    memory = remembered([("الأمل", "PER", False), ("الأمل", "ORG", True)])
    assert not memory.mutes("الأمل", "PER")
    memory.reject("للأمل", "PER")
    assert memory.mutes("الامل", "PER")
    assert not memory.mutes("الأمل", "ORG")
    assert found(memory, "نادي الأمل") == [("الأمل", "ORG")]


def test_what_is_accepted_more_often_is_not_muted() -> None:
    memory = remembered([("فاس", "GPE", False)] * 3 + [("فاس", "GPE", True)] * 2)
    assert memory.mutes("فاس", "GPE")
    memory.accept("فاس", "GPE")
    assert not memory.mutes("فاس", "GPE")


def test_taking_a_decision_back_forgets_it() -> None:
    memory = remembered([("سناء", "PER", True)])
    memory.accept("سناء", "PER", -1)
    assert found(memory, "قالت سناء") == []


def recalled(memory: Memory, text: str) -> Recalled:
    (only,) = memory.find(text)
    return only


def test_several_words_and_several_decisions_make_it_surer() -> None:
    memory = remembered([("سناء", "PER", True), ("سناء الوالي", "PER", True)])
    once = recalled(memory, "قالت سناء")
    assert once.reason == WORD
    assert once.score < recalled(memory, "قالت سناء الوالي").score
    memory.accept("سناء", "PER")
    twice = recalled(memory, "قالت سناء")
    assert DIMMED < once.score < twice.score < 1
    memory.accept("سناء", "PER", 40)
    assert recalled(memory, "قالت سناء").score < 0.8  # however often, it is but a word
    memory.reject("سناء", "PER", 9)
    assert recalled(memory, "قالت سناء").score < HIDDEN


def test_a_reason_is_trusted_as_far_as_it_was_right() -> None:
    memory = remembered([("سناء", "PER", True)])
    asked = []

    def never(reason: str, label: str, expected: float) -> float:
        asked.append((reason, label, expected))
        return 0.0

    (wary,) = memory.find("قالت سناء", trust=never)
    assert wary.score < recalled(memory, "قالت سناء").score
    assert asked == [(WORD, "PER", 0.4)]


@pytest.mark.parametrize(
    ("name", "text", "alone"),
    [
        ("عبد العالي بوزكري", "نفى بوزكري ذلك", "بوزكري"),
        ("أحمد بن بركة", "اغتيل بن بركة", "بن بركة"),
        ("سناء الوالي", "قالت سناء", None),  # a given name names nobody else
        ("كمال محمد", "قال محمد", None),
        ("جون الفرنسي", "الجيش الفرنسي", None),
        ("علي رئيس", "قال رئيس", None),
    ],
)
def test_a_person_is_known_by_the_family_name_alone(
    name: str, text: str, alone: str | None
) -> None:
    memory = remembered([(name, "PER", True)])
    assert found(memory, text) == ([(alone, "PER")] if alone else [])
    if alone:
        assert recalled(memory, text).reason == FAMILY
        memory.accept(name, "PER", -1)
        assert found(memory, text) == []


def test_what_was_decided_on_a_family_name_outweighs_what_follows_from_the_full_one() -> None:
    memory = remembered([("كمال الدغوغي", "PER", True), ("الدغوغي", "GPE", True)])
    assert found(memory, "في الدغوغي") == [("الدغوغي", "GPE")]
    memory = remembered([("كمال الدغوغي", "PER", True)] + [("الدغوغي", "PER", False)] * 2)
    assert found(memory, "في الدغوغي") == []


def test_a_proclitic_is_cut_where_a_remembered_name_follows() -> None:
    memory = remembered([("بوزكري", "PER", True), ("وجيدر", "ORG", True)])
    assert found(memory, "سلم لبوزكري وبوزكري مالا") == [("بوزكري", "PER")] * 2
    assert found(memory, "قال وجيدر") == [("وجيدر", "ORG")]
    memory = remembered([("زارة", "ORG", True)])
    assert found(memory, "أعلنت وزارة الداخلية") == []  # a known word is not cut


def test_rejections_leave_less_of_what_others_say() -> None:
    memory = remembered([("الأمل", "PER", False)])
    assert memory.left("الأمل", "ORG") == 1
    assert 0 < memory.left("للأمل", "PER") < 1
    memory.reject("الأمل", "PER")
    assert memory.left("الأمل", "PER") == 0


@given(st.text("وبلكالمغرسة \n", max_size=60), st.text("المغربسة ", min_size=1, max_size=12))
def test_what_recurs_lies_apart_in_text_order(text: str, surface: str) -> None:
    memory = Memory()
    if surface.strip():
        memory.accept(surface, "GPE")
    done = 0
    for recalled in memory.find(text):
        start, end, _label = recalled.place
        assert done <= start < end <= len(text)
        assert 0 < recalled.score < 1
        done = end
