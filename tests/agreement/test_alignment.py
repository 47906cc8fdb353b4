"""Matching and its classes, beside a plain version that takes pairs one by one."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from tests.agreement.studies import Mark, documents, packed, study_of
from tests.growth import stays_linear
from workbench.agreement import (
    KINDS,
    Agreement,
    Batch,
    Class,
    Kind,
    Part,
    Study,
    compare,
    measures,
)
from workbench.agreement.alignment import Spans, align
from workbench.agreement.batch import flatten
from workbench.agreement.compare import match
from workbench.model import Number

LABELS = ["GPE", "ORG", "PER"]


def spans(marks: list[Mark]) -> Spans:
    flat = flatten([packed(marks, LABELS)])
    return Spans(flat.layer, flat.start, flat.end, flat.label)


def score(one: Mark, other: Mark) -> tuple[bool, bool, Fraction] | None:
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common <= 0:
        return None
    share = Fraction(common, max(one[1], other[1]) - min(one[0], other[0]))
    return share == 1, one[2] == other[2], share


def plain(first: list[Mark], second: list[Mark]) -> set[tuple[Mark, Mark]]:
    """Pairs of spans, the best taken first; of equally good ones those of the earliest spans."""
    scored = [(found, p, q) for p in first for q in second if (found := score(p, q)) is not None]
    scored.sort(key=lambda each: (*(-int(x) for x in each[0][:2]), -each[0][2],
                                  *sorted((each[1][:3], each[2][:3]))))  # fmt: skip
    taken: set[tuple[Mark, Mark]] = set()
    busy: tuple[set[Mark], set[Mark]] = (set(), set())
    for _score, p, q in scored:
        if p not in busy[0] and q not in busy[1]:
            taken.add((p, q))
            busy[0].add(p)
            busy[1].add(q)
    return taken


def nested(draw: random.Random, most: int = 12) -> list[Mark]:
    """Spans that nest, stack and overlap, each range and label once."""
    found = {
        (start, start + draw.randint(1, 12), draw.choice(LABELS), None)
        for start in (draw.randint(0, 20) for _ in range(draw.randint(0, most)))
    }
    return sorted(found)


def test_the_rounds_take_what_going_one_by_one_takes() -> None:
    draw = random.Random(1)
    pairs = [(nested(draw), nested(draw)) for _document in range(400)]
    sides = []
    for side in (0, 1):
        flat = flatten([packed(pair[side], LABELS) for pair in pairs])
        sides.append(Spans(flat.layer, flat.start, flat.end, flat.label))
    i, j = align(*sides)
    found: list[set[tuple[Mark, Mark]]] = [set() for _pair in pairs]
    for p, q in zip(i.tolist(), j.tolist(), strict=True):
        group = int(sides[0].group[p])
        assert group == sides[1].group[q]
        found[group].add((mark(sides[0], p), mark(sides[1], q)))
    assert found == [plain(first, second) for first, second in pairs]
    assert sum(len(each) > 3 for each in found) > 150, "many are matched"
    for (first, second), together in zip(pairs, found, strict=True):
        one, other = spans(first), spans(second)
        i, j = align(one, other)
        alone = {(mark(one, p), mark(other, q)) for p, q in zip(i, j, strict=True)}
        assert alone == together


def several(draw: random.Random) -> tuple[Batch, list[list[Mark]]]:
    """Sixty documents with one to five layers each, which are all compared with one another."""
    layers, of = [], []
    for document in range(60):
        for _layer in range(draw.randint(1, 5)):
            layers.append(nested(draw))
            of.append(document)
    pairs = [(p, q) for p in range(len(of)) for q in range(p + 1, len(of)) if of[p] == of[q]]
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    texts = ["كلمة " * 8] * 60
    marks = [packed(each, LABELS) for each in layers]
    return Batch(texts, np.array(of), marks, first, second), layers


def test_what_is_alike_is_taken_before_the_rounds_and_nothing_changes() -> None:
    batch, layers = several(random.Random(6))
    flat = flatten(batch.layers)
    found = match(batch, flat, lambda _document, _wanted: {})
    side = Spans(flat.layer, flat.start, flat.end, flat.label)
    taken: list[set[tuple[Mark, Mark]]] = [set() for _pair in batch.first]
    columns = (found.comparison.tolist(), found.p.tolist(), found.q.tolist())
    for n, p, q in zip(*columns, strict=True):
        assert (flat.layer[p], flat.layer[q]) == (batch.first[n], batch.second[n])
        taken[n].add((mark(side, p), mark(side, q)))
    pairs = list(zip(batch.first.tolist(), batch.second.tolist(), strict=True))
    assert taken == [plain(layers[p], layers[q]) for p, q in pairs]
    for n, (p, q) in enumerate(pairs):
        alone = [
            (found.only_p, found.only_p_of, layers[p]),
            (found.only_q, found.only_q_of, layers[q]),
        ]
        for at, (rows, of, marks) in enumerate(alone):
            left = {mark(side, row) for row in rows[of == n]}
            assert left == set(marks) - {pair[at] for pair in taken[n]}


def test_counts_are_those_of_sorting_where_a_table_would_be_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = several(random.Random(7))[0]
    usual = compare(made, lambda _document, _wanted: {})
    monkeypatch.setattr("workbench.agreement.batch.TABLE", 0)
    monkeypatch.setattr("workbench.agreement.token_counts.TABLE", 0)
    sorted_ = compare(made, lambda _document, _wanted: {})
    for one, other in zip(usual, sorted_, strict=True):
        assert len(one) > 100
        for name in ("comparison", "p", "q", "kind", "n"):
            assert getattr(one, name).tolist() == getattr(other, name).tolist()


def mark(side: Spans, row: int) -> Mark:
    return int(side.start[row]), int(side.end[row]), LABELS[side.label[row]], None


def test_keys_that_do_not_fit_are_ranked() -> None:
    draw = random.Random(3)
    first, second = nested(draw), nested(draw)
    far = 2**31
    moved = [replace_range(side, far) for side in (first, second)]
    near = align(spans(first), spans(second))
    there = align(*(replace(spans(side), group=np.full(len(side), 2**20)) for side in moved))
    assert [side.tolist() for side in near] == [side.tolist() for side in there]


def replace_range(marks: list[Mark], by: int) -> list[Mark]:
    return [(start + by, end + by, label, value) for start, end, label, value in marks]


@pytest.mark.parametrize(
    ("first", "second", "matched"),
    [
        ([(0, 5, "ORG", None)], [(5, 9, "ORG", None)], 0),  # touching is not overlapping
        ([(3, 9, "ORG", None)], [(3, 5, "ORG", None), (6, 9, "ORG", None)], 1),
        ([], [(0, 5, "ORG", None)], 0),
        ([], [], 0),
    ],
)
def test_small_ones(first: list[Mark], second: list[Mark], matched: int) -> None:
    assert len(align(spans(first), spans(second))[0]) == matched


def test_a_long_chain_takes_no_more_than_its_length() -> None:
    def chain(size: int) -> None:
        steps = np.arange(size)
        zero = np.zeros(size, np.int64)
        first = Spans(zero, 4 * steps, 4 * steps + 3, zero)
        second = Spans(zero, 4 * steps + 2, 4 * steps + 5, zero)
        assert len(align(first, second)[0]) == size

    assert stays_linear(chain, small=1_000, large=16_000)


# ------------------------------------------------------------- what changes nothing, on 3,000 pairs


VALUES = (None, Number(Decimal(3)), Number(Decimal(3000)), Number(Decimal(7), unit="kg"))
MEASURED = ("span_f1", "ladder", "confusion", "value_agreement")


@pytest.fixture(scope="module")
def pairs() -> list[dict[str, list[Mark]]]:
    draw = random.Random(4)
    return [
        {
            name: [(s, e, label, draw.choice(VALUES)) for s, e, label, _v in nested(draw, 8)]
            for name in ("ada", "bob")
        }
        for _pair in range(3000)
    ]


def counted(layers: list[dict[str, list[Mark]]]) -> Study:
    return study_of(documents(*layers))


def results(study: Study) -> dict[str, Agreement]:
    return {name: measures[name](study) for name in MEASURED}


def classes(study: Study) -> Counter[tuple[str, Kind]]:
    found: Counter[tuple[str, Kind]] = Counter()
    c = study.comparisons
    for at, kind, n in zip(study.cells.comparison.tolist(), study.cells.kind.tolist(),
                           study.cells.n.tolist(), strict=True):  # fmt: skip
        found[study.documents[c.document[at]], Kind(kind)] += n
    return found


def test_swapping_the_curators_mirrors_the_classes_and_nothing_else(
    pairs: list[dict[str, list[Mark]]],
) -> None:
    turned = [{"ada": each["bob"], "bob": each["ada"]} for each in pairs]
    one, other = counted(pairs), counted(turned)
    mirror = {Kind.ONLY_P: Kind.ONLY_Q, Kind.ONLY_Q: Kind.ONLY_P}
    assert classes(other) == {(d, mirror.get(k, k)): n for (d, k), n in classes(one).items()}
    assert results(one) == results(other)


def test_the_order_of_spans_and_curators_changes_nothing(
    pairs: list[dict[str, list[Mark]]],
) -> None:
    draw = random.Random(5)
    mixed = [
        {name: draw.sample(each[name], len(each[name])) for name in ("bob", "ada")}
        for each in pairs
    ]
    assert classes(counted(mixed)) == classes(counted(pairs))
    assert results(counted(mixed)) == results(counted(pairs))


def test_text_without_spans_changes_no_f1(pairs: list[dict[str, list[Mark]]]) -> None:
    layers = documents(*pairs)
    short = study_of(layers, {f"{n:05}": "س" * 40 for n in range(3000)})
    long = study_of(layers, {f"{n:05}": "س" * 40 + " كلمة" * 40 for n in range(3000)})
    for name in MEASURED:
        assert measures[name](short) == measures[name](long)


def test_every_span_is_in_one_class(pairs: list[dict[str, list[Mark]]]) -> None:
    study = counted(pairs)
    result = measures["classes"](study)
    whole = sum(len(marks) for each in pairs for marks in each.values())
    assert sum(row.figure.spans for row in result.of(Part.CLASS)) == whole
    assert sum(row.figure.value or 0 for row in result.of(Part.CLASS)) == pytest.approx(1)
    assert sorted(kind for kinds in KINDS.values() for kind in kinds) == sorted(Kind)
    assert set(KINDS) == set(Class)
