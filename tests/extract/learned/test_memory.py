"""Memory: core forms, muting, and where accepted surfaces recur."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.learned.memory import Memory, remembered
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


def test_several_words_and_several_decisions_make_it_surer() -> None:
    memory = remembered([("سناء", "PER", True), ("سناء الوالي", "PER", True)])
    # One acceptance of a single word is shown dimmed; of several words it is not.
    assert HIDDEN < memory.score("سناء", "PER") < DIMMED < memory.score("سناء الوالي", "PER")
    memory.accept("سناء", "PER")
    assert DIMMED < memory.score("سناء", "PER") < 1
    memory.reject("سناء", "PER", 9)
    assert memory.score("سناء", "PER") < HIDDEN


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
