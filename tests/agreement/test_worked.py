"""Worked examples from published papers and from other libraries' tests."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.agreement.studies import documents, study_of
from workbench.agreement import KINDS, Batch, Class, compare, measures
from workbench.agreement.chance import Chance, cohen, coincidences, collapsed, fleiss, krippendorff
from workbench.model import Number

CASES = Path(__file__).parents[3] / "shared/agreement_cases.jsonl"
METRICS = ("cohen_kappa", "fleiss_kappa", "krippendorff_alpha_nominal", "pair_classes",
           "span_f1_exact")  # fmt: skip


def cases(*metrics: str) -> list[dict[str, Any]]:
    if not CASES.exists():
        return []
    lines = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    return [case for case in lines if case["metric"] in metrics and case["usable"]]


@pytest.mark.skipif(not CASES.exists(), reason="the worked examples are not beside the checkout")
def test_there_are_worked_examples() -> None:
    found = Counter(case["metric"] for case in cases(*METRICS))
    assert set(found) == set(METRICS)
    assert found.total() >= 58


def units(case: dict[str, Any]) -> list[tuple[int, list[Any]]]:
    """How often each list of ratings was given; missing ratings are None."""
    given = case["input"]
    if "patterns" in given:
        return [(row["n"], row["v"]) for row in given["patterns"]]
    return [(1, [at for at, n in enumerate(row) for _ in range(n)]) for row in given["count_table"]]


def categories(case: dict[str, Any]) -> list[Any]:
    return sorted({v for _n, values in units(case) for v in values if v is not None}, key=str)


def coincidence(case: dict[str, Any]) -> Any:
    """The product's coincidence matrix, from a table for each unit and pair of its ratings."""
    names = categories(case)
    tables, raters = [], []
    for n, values in units(case):
        given = [names.index(v) for v in values if v is not None]
        for one, other in combinations(given, 2):
            table = np.zeros((len(names), len(names)))
            table[one, other] = n
            tables.append(table)
            raters.append(len(given))
    return coincidences(np.stack(tables), np.array(raters))


def contingency(case: dict[str, Any]) -> Any:
    names = categories(case)
    table = np.zeros((len(names), len(names)))
    for n, (one, other) in units(case):
        table[names.index(one), names.index(other)] += n
    return table


COEFFICIENTS = {
    "cohen_kappa": (contingency, cohen),
    "fleiss_kappa": (coincidence, fleiss),
    "krippendorff_alpha_nominal": (coincidence, krippendorff),
}


def part(chance: Chance, name: str) -> float | None:
    return {
        "observed": chance.observed,
        "expected": chance.expected,
        "observed_disagreement": 1 - chance.observed,
        "expected_disagreement": 1 - chance.expected,
        "agreement": chance.value,
        "category": chance.value,
    }[name]


@pytest.mark.parametrize("case", cases(*COEFFICIENTS), ids=lambda case: case["id"])
def test_coefficient(case: dict[str, Any]) -> None:
    table_of, coefficient = COEFFICIENTS[case["metric"]]
    table = table_of(case)
    if case["input"]["part"] == "category":
        table = collapsed(table, categories(case).index(case["input"]["category"]))
    found = part(coefficient(table), case["input"]["part"])
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("pair_classes"), ids=lambda case: case["id"])
def test_classes(case: dict[str, Any]) -> None:
    given = case["input"]
    labels = sorted({span[2] for side in ("spans_p", "spans_q") for span in given[side]})
    numbers: dict[object, int] = {None: 0}
    sides = [
        np.array(
            [
                (s, e, labels.index(label), numbers.setdefault(value, len(numbers)))
                for s, e, label, value in given[side]
            ],
            [("start", "<u4"), ("end", "<u4"), ("label", "<u4"), ("value", "<u8")],
        )
        for side in ("spans_p", "spans_q")
    ]
    zero = np.zeros(2, np.int64)
    batch = Batch(["كلمة " * 10], zero, sides, np.array([0]), np.array([1]))
    some = {n: Number(Decimal(n)) for n in numbers.values()}
    cells, _tokens = compare(batch, lambda _n, _wanted: some)
    counts = np.bincount(cells.kind, weights=cells.n, minlength=20)
    found = {name: int(counts[list(kinds)].sum()) for name, kinds in KINDS.items()}
    assert found == {Class(name): n for name, n in case["expected"].items()}


@pytest.mark.parametrize("case", cases("span_f1_exact"), ids=lambda case: case["id"])
def test_span_f1(case: dict[str, Any]) -> None:
    sides = {"a": case["input"]["spans_a"], "b": case["input"]["spans_b"]}
    names = sorted({document for spans in sides.values() for document, *_span in spans})
    layers = [
        {
            curator: [(*span, None) for at, *span in spans if at == name]
            for curator, spans in sides.items()
        }
        for name in names
    ]
    found = measures["span_f1"](study_of(documents(*layers))).total
    assert found.value == pytest.approx(case["expected"], abs=case["tolerance"])
