"""Other people's implementations give the same on random data."""

from __future__ import annotations

import random
from itertools import combinations

import krippendorff
import numpy as np
import pytest
from nervaluate import Evaluator
from sklearn.metrics import cohen_kappa_score

from tests.agreement.studies import Mark, documents, study_of
from workbench.agreement import Part, Study, measures
from workbench.agreement.chance import coincidences
from workbench.agreement.chance import krippendorff as alpha

LABELS = ("GPE", "ORG", "PER")
NAMES = ("ada", "bob", "eve")
WORDS, DOCUMENTS = 30, 40


def layer(draw: random.Random) -> list[tuple[int, int, str]]:
    """Spans of whole words, none of which overlap."""
    found, at = [], 0
    while (at := at + draw.randint(0, 4)) < WORDS - 3:
        size = draw.randint(1, 3)
        found.append((at, at + size, draw.choice(LABELS)))
        at += size
    return found


@pytest.fixture(scope="module")
def layers() -> list[dict[str, list[tuple[int, int, str]]]]:
    draw = random.Random(7)
    found = []
    for _document in range(DOCUMENTS):
        truth = layer(draw)
        found.append(
            {name: [m for m in truth if draw.random() < 0.8] if draw.random() < 0.7 else layer(draw)
             for name in NAMES}
        )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def study(layers: list[dict[str, list[tuple[int, int, str]]]]) -> Study:
    def mark(start: int, end: int, label: str) -> Mark:
        return 2 * start, 2 * end - 1, label, None  # words of one letter and spaces

    marks = [{n: [mark(*m) for m in found] for n, found in each.items()} for each in layers]
    return study_of(documents(*marks), {f"{n:05}": "س " * WORDS for n in range(DOCUMENTS)})


def painted(layers: list[dict[str, list[tuple[int, int, str]]]], name: str) -> np.ndarray:
    words = np.zeros((len(layers), WORDS), np.int64)
    for row, each in enumerate(layers):
        for start, end, label in each[name]:
            words[row, start:end] = 1 + LABELS.index(label)
    return words.reshape(-1)


def test_krippendorff(layers: list[dict[str, list[tuple[int, int, str]]]], study: Study) -> None:
    table = np.stack([painted(layers, name) for name in NAMES])
    found = measures["krippendorff_alpha"](study)
    expected = krippendorff.alpha(table.astype(float), level_of_measurement="nominal")
    assert found.total.value == pytest.approx(expected)
    for row in found.of(Part.LABEL):
        binary = (table == 1 + LABELS.index(row.names[0])).astype(float)
        expected = krippendorff.alpha(binary, level_of_measurement="nominal")
        assert row.figure.value == pytest.approx(expected)
        assert row.figure.interval is not None
        assert row.figure.interval.low <= expected <= row.figure.interval.high


def test_krippendorff_with_missing_ratings() -> None:
    random_ = np.random.default_rng(8)
    table = random_.integers(0, 3, (5, 200)).astype(float)
    table[random_.random(table.shape) < 0.3] = np.nan
    tables, raters = [], []
    for unit in table.T:
        given = unit[~np.isnan(unit)].astype(int)
        for one, other in combinations(given.tolist(), 2):
            tables.append(np.zeros((3, 3)))
            tables[-1][one, other] = 1
            raters.append(len(given))
    found = alpha(coincidences(np.stack(tables), np.array(raters)))
    expected = krippendorff.alpha(table, level_of_measurement="nominal")
    assert found.value == pytest.approx(expected)


def test_cohen(layers: list[dict[str, list[tuple[int, int, str]]]], study: Study) -> None:
    found = {row.names: row.figure.value for row in measures["cohen_kappa"](study).of(Part.PAIR)}
    assert len(found) == 3
    for one, other in combinations(NAMES, 2):
        expected = cohen_kappa_score(painted(layers, one), painted(layers, other))
        assert found[one, other] == pytest.approx(expected)


def test_fleiss_is_what_its_formula_says(
    layers: list[dict[str, list[tuple[int, int, str]]]], study: Study
) -> None:
    ratings = np.stack([painted(layers, name) for name in NAMES], axis=1)
    counts = np.stack([(ratings == k).sum(axis=1) for k in range(4)], axis=1)
    observed = ((counts**2).sum(axis=1) - 3).mean() / 6
    expected = ((counts.sum(axis=0) / counts.sum()) ** 2).sum()
    found = measures["fleiss_kappa"](study).total.value
    assert found == pytest.approx((observed - expected) / (1 - expected))


def test_exact_f1(layers: list[dict[str, list[tuple[int, int, str]]]], study: Study) -> None:
    found = {row.names: row.figure.value for row in measures["span_f1"](study).of(Part.PAIR)}
    for pair in combinations(NAMES, 2):
        sides = [
            [[{"label": k, "start": s, "end": e - 1} for s, e, k in each[name]] for each in layers]
            for name in pair
        ]
        result = Evaluator(*sides, tags=list(LABELS), loader="dict").evaluate()
        assert found[pair] == pytest.approx(result["overall"]["strict"].f1)
