"""The merge: votes, overlaps, records, muting."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.learned.merge import (
    DIMMED,
    HIDDEN,
    Heard,
    Merged,
    Record,
    Vote,
    fit_shifts,
    merge,
    outside,
    place_of,
)
from workbench.model import Annotation, Candidate, Span

TEXT = "ا" * 60
LABELS = ("PER", "ORG", "GPE")


def at(
    start: int, end: int, label: str = "PER", score: float = 0.7, why: str = "rule"
) -> Candidate:
    return Candidate(Annotation(Span(start, end), TEXT[start:end], label), score, why)


def places(merged: list[Merged]) -> list[tuple[int, int, str, str]]:
    return [
        (m.candidate.annotation.span.start, m.candidate.annotation.span.end,
         m.candidate.annotation.label, m.source)
        for m in merged
    ]  # fmt: skip


def test_equal_spans_are_votes_and_raise_each_other() -> None:
    (merged,) = merge({"rules": [at(0, 5, score=0.7)], "base": [at(0, 5, score=0.6)]}, Record())
    assert merged.source == "rules"
    assert merged.votes == (Vote("rules", 0.7, "rule"), Vote("base", 0.6, "rule"))
    assert merged.candidate.score > 0.7


def test_of_overlapping_spans_the_surer_stays_and_of_equals_the_longer() -> None:
    found = {"a": [at(0, 5, score=0.7)], "b": [at(3, 9, score=0.8)]}
    assert places(merge(found, Record())) == [(3, 9, "PER", "b")]
    found = {"a": [at(0, 5, score=0.8)], "b": [at(3, 9, score=0.8)]}
    assert places(merge(found, Record())) == [(3, 9, "PER", "b")]
    found = {"a": [at(0, 5, "ORG", 0.8)], "b": [at(0, 5, "GPE", 0.9)]}
    assert places(merge(found, Record())) == [(0, 5, "GPE", "b")]


def test_votes_outweigh_one_louder_voice() -> None:
    found = {"a": [at(0, 5, score=0.75)], "b": [at(0, 5, score=0.7)], "c": [at(2, 8, score=0.8)]}
    assert places(merge(found, Record())) == [(0, 5, "PER", "a")]


def test_a_rule_is_believed_as_far_as_it_was_right() -> None:
    record = Record()
    for _ in range(9):
        record.add("rules", at(0, 5, score=0.9), right=False)
    assert merge({"rules": [at(0, 5, score=0.9)]}, record) == []
    (other,) = merge({"rules": [at(0, 5, "ORG", 0.9)]}, record)
    assert other.candidate.score == 0.9
    for _ in range(5):
        record.add("rules", at(0, 5), right=True)
    (weak,) = merge({"rules": [at(0, 5, score=0.9)]}, record)
    assert HIDDEN <= weak.candidate.score < DIMMED
    assert weak.dimmed
    assert record.precision("rules") == (5, 14)


def test_a_graded_source_says_itself_how_sure_it_is() -> None:
    record = Record(graded=frozenset({"base"}))
    for _ in range(50):
        record.add("base", at(0, 5), right=False)
    (merged,) = merge({"base": [at(0, 5, score=0.8)]}, record)
    assert merged.candidate.score == 0.8


def test_only_what_a_rule_says_alone_is_counted() -> None:
    record = Record(graded=frozenset({"base"}))
    found = {"base": [at(0, 5)], "rules": [at(0, 5), at(10, 15), at(20, 25, "ORG")]}
    record.judge(found, {(Span(0, 5), "PER"), (Span(10, 15), "PER")})
    assert record.precision("rules") == (1, 2)
    assert record.precision("base") == (1, 1)


def test_records_add_up_shrink_and_come_back() -> None:
    record = Record()
    for right in (True,) * 30 + (False,) * 10:
        record.add("rules", at(0, 5), right=right)
    assert (record + record).precision("rules") == (60, 80)
    assert record.at_most(12).precision("rules") == (9, 12)
    assert Record.from_json(record.to_json()).precision("rules") == (30, 40)
    record.add("rules", at(0, 5), right=True, times=-30)
    assert record.precision("rules") == (0, 10)


def test_what_is_muted_does_not_come_out() -> None:
    found = {"rules": [at(0, 5), at(10, 15, "ORG")]}
    kept = merge(found, Record(), lambda c: 0.0 if c.annotation.label == "PER" else 0.5)
    assert places(kept) == [(10, 15, "ORG", "rules")]
    assert kept[0].candidate.score == 0.35


def test_what_sources_say_together_is_moved_as_far_as_it_was_off() -> None:
    found = {"base": [at(0, 5, score=0.8), at(10, 15, score=0.8)], "own": [at(0, 5, score=0.8)]}
    record = Record(graded=frozenset({"base", "own"}))
    both, alone = (m.candidate.score for m in merge(found, record))
    record.shifts["base"] = -1.0
    moved = [m.candidate.score for m in merge(found, record)]
    assert moved[0] == both
    assert HIDDEN < moved[1] < alone


def test_shifts_are_measured_by_who_agrees_and_who_is_silent() -> None:
    record = Record(graded=frozenset({"base", "own"}))
    both = [at(10 * n, 10 * n + 5, score=0.8) for n in range(6)]
    alone = [at(10 * n + 6, 10 * n + 8, score=0.8) for n in range(5)]
    gold = {place_of(c) for c in both}
    heard = [Heard({"base": [*both, *alone], "own": both}, lambda _c: 1.0, gold)] * 5
    shifts = fit_shifts(record, heard)
    assert shifts["base"] < -1 < 0 < shifts["base+own"]
    assert fit_shifts(record, []).keys() <= shifts.keys()  # what is expected without measuring


def test_what_gives_way_to_something_right_is_no_evidence() -> None:
    found = {"base": [at(0, 9, score=0.9)], "memory": [at(2, 5, score=0.5)]}
    heard = [Heard(found, lambda _c: 1.0, {(Span(0, 9), "PER")})] * 20
    record = Record(graded=frozenset({"base", "memory"}))
    assert "memory" not in fit_shifts(record, heard)


def test_a_figure_inside_a_name_is_no_figure() -> None:
    names = merge({"rules": [at(10, 20, "EVENT", 0.8), at(30, 40, "LAW", 0.4)]}, Record())
    figures = [at(15, 20, "DATE"), at(8, 12, "DATE"), at(32, 35, "CARDINAL"), at(50, 55, "DATE")]
    assert outside(figures, names) == [figures[1], figures[2], figures[3]]


candidates = st.builds(
    lambda start, size, label, score: at(start, start + size, label, score),
    st.integers(0, 40), st.integers(1, 12), st.sampled_from(LABELS), st.floats(0, 1),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from("abc"), st.lists(candidates, max_size=12)))
def test_what_comes_out_is_proposed_apart_and_in_order(found: dict[str, list[Candidate]]) -> None:
    merged = merge(found, Record())
    spans = [m.candidate.annotation.span for m in merged]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for each in merged:
        assert each.candidate.annotation in [c.annotation for c in found[each.source]]
        assert HIDDEN <= each.candidate.score <= 1
    # Nothing that stands apart from all that came out was left out without being weak.
    for group in found.values():
        for c in group:
            if c.score >= HIDDEN:
                assert any(s.overlaps(c.annotation.span) for s in spans)
