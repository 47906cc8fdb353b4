"""Finished articles as a measure of sources."""

from __future__ import annotations

from workbench.extract.learned.calibration import FIXED
from workbench.extract.learned.judging import GRADED, judge
from workbench.extract.learned.memory import WHOLE, WORD
from workbench.extract.learned.taggers import Learnt, Lesson
from workbench.model import Annotation, Candidate, Span

TEXT = "ا" * 100
GOLD = [(0, 10, "ORG"), (20, 25, "PER"), (40, 45, "GPE")]


def at(start: int, end: int, label: str, score: float = 0.9, why: str = "a model") -> Candidate:
    return Candidate(Annotation(Span(start, end), TEXT[start:end], label), score, why)


def learnt(**found: list[list[Candidate]]) -> Learnt:
    empty: list[list[Candidate]] = [[]]
    sources = {name: found.get(name, empty) for name in ("rules", "base", "held_out", "recalled")}
    return Learnt(b"", stacked=True, **sources)


def test_each_source_is_counted_and_memory_by_what_it_adds() -> None:
    made = learnt(
        rules=[[at(0, 10, "ORG"), at(60, 65, "PER")]],
        base=[[at(0, 10, "ORG")]],
        held_out=[[at(0, 10, "ORG"), at(50, 55, "PER")]],
        recalled=[
            [
                at(0, 10, "ORG", why=WHOLE),  # found by models too
                at(2, 5, "GPE", why=WORD),  # part of what they rightly found
                at(20, 25, "PER", why=WHOLE),
                at(70, 75, "PER", why=WORD),
            ]
        ],
    )
    record = judge(
        [Lesson(TEXT, (), GOLD)], made, [{"tool": [at(40, 45, "GPE", why="tool")]}]
    ).record
    assert record.graded == GRADED
    assert record.precision("entities") == (0, 1)
    assert record.precision("base") == (1, 1)
    assert record.precision("learned") == (1, 2)
    assert record.precision("memory") == (1, 2)
    assert record.right["memory", WHOLE, "PER"] == 1
    assert record.wrong["memory", WORD, "PER"] == 1
    assert record.precision("tool") == (1, 1)


def test_what_a_model_says_alone_is_believed_as_far_as_it_was_right() -> None:
    wrong = [at(n, n + 2, "PER") for n in range(50, 90, 4)]
    made = learnt(
        base=[[at(0, 10, "ORG")]] * 6, held_out=[[at(0, 10, "ORG"), *wrong]] * 6,
        rules=[[]] * 6, recalled=[[]] * 6,
    )  # fmt: skip
    judged = judge([Lesson(TEXT, (), GOLD)] * 6, made, [{}] * 6)
    shifts = judged.record.shifts
    assert shifts["learned"] < -2 < shifts["base+learned"]
    assert judged.calibration == FIXED


def test_nothing_finished_leaves_what_is_expected() -> None:
    judged = judge([], learnt(rules=[], base=[], held_out=[], recalled=[]), [])
    assert judged.calibration == FIXED
    assert judged.record.shifts["entities+learned"] < 0
    assert judged.record.to_json() == []
