from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement import Agreement, Document, Study, measures
from workbench.agreement.span_f1 import span_f1
from workbench.model import Annotation, Span

CASES = Path(__file__).parents[3] / "shared/agreement_cases.jsonl"


def mark(start: int, end: int, label: str) -> Annotation:
    return Annotation(Span(start, end), "x" * (end - start), label)


def study(*documents: dict[str, list[Annotation]]) -> Study:
    return Study(
        tuple(
            Document(str(at), {curator: tuple(layer) for curator, layer in layers.items()})
            for at, layers in enumerate(documents)
        )
    )


PER, ORG, ORG_LONG = mark(0, 2, "PER"), mark(4, 6, "ORG"), mark(4, 7, "ORG")

# Three curators: ada and bob share two documents, ada and eve one, bob and eve one.
# ada-bob: 0: PER matches of (2 + 2), 1: ORG matches of (1 + 2); F1 = 2·2 / 7
# ada-eve: 1: nothing of (1 + 1); F1 = 0
# bob-eve: 1: nothing of (2 + 1); F1 = 0
WORKED = study(
    {"ada": [PER, ORG], "bob": [PER, ORG_LONG]},
    {"bob": [PER, ORG], "ada": [ORG], "eve": [ORG_LONG]},
    {"ada": [PER]},
)


def test_hand_count() -> None:
    found = span_f1(WORKED)
    assert found.value == 4 / 12
    assert (found.n_documents, found.n_spans, found.pair) == (2, 8, None)
    assert {pair.pair: pair.value for pair in found.pairs} == {
        ("ada", "bob"): 4 / 7,
        ("ada", "eve"): 0.0,
        ("bob", "eve"): 0.0,
    }
    ada_bob = found.pairs[0]
    assert (ada_bob.n_documents, ada_bob.n_spans) == (2, 7)
    assert ada_bob.per_label["PER"].value == 2 / 3
    assert ada_bob.per_label["ORG"].value == 2 / 4
    assert ada_bob.per_label["ORG"].n_spans == 4
    # ORG over all pairs: ada-bob 2·1 / 4, ada-eve 0 / 2, bob-eve 0 / 2.
    assert found.per_label["ORG"].value == 2 / 8
    assert found.per_label["ORG"].n_spans == 5
    # PER: ada-bob 2·1 / 3, bob-eve 0 / 1.
    assert found.per_label["PER"].value == 2 / 4
    assert all(part.measure == "span_f1" for part in found.pairs)


def test_the_project_is_not_the_mean_of_pairs() -> None:
    found = span_f1(WORKED)
    values = [pair.value for pair in found.pairs]
    assert found.value != sum(value or 0 for value in values) / len(values)


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        (study(), "no document was submitted by two"),
        (study({"ada": [PER]}, {"bob": [PER]}), "no document was submitted by two"),
        (study({"ada": [], "bob": []}), "neither side has any spans"),
    ],
)
def test_undefined_says_why(layers: Study, reason: str) -> None:
    found = span_f1(layers)
    assert found.value is None
    assert found.undefined is not None
    assert found.undefined.startswith("Undefined, because ")
    assert reason in found.undefined
    assert found.per_label == {}


def test_a_pair_that_shares_nothing_is_undefined_beside_one_that_does() -> None:
    found = span_f1(study({"ada": [PER], "bob": [PER]}, {"eve": [PER]}))
    assert found.value == 1.0
    assert [(pair.pair, pair.value) for pair in found.pairs] == [
        (("ada", "bob"), 1.0),
        (("ada", "eve"), None),
        (("bob", "eve"), None),
    ]
    assert (
        found.pairs[1].undefined == "Undefined, because no document was submitted by two curators."
    )
    assert found.pairs[1].n_documents == 0


def test_one_empty_layer_is_disagreement() -> None:
    assert span_f1(study({"ada": [PER], "bob": []})).value == 0.0


def test_same_range_with_another_label_does_not_match() -> None:
    assert span_f1(study({"ada": [mark(0, 2, "PER")], "bob": [mark(0, 2, "ORG")]})).value == 0.0


def test_values_are_not_compared_and_repetitions_count_once() -> None:
    assert span_f1(study({"ada": [PER, PER], "bob": [PER]})).value == 1.0


def cases() -> list[dict[str, Any]]:
    if not CASES.exists():
        return []
    lines = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    return [case for case in lines if case["metric"] == "span_f1_exact" and case["usable"]]


@pytest.mark.skipif(not CASES.exists(), reason="the worked examples are not beside the checkout")
def test_there_are_worked_examples() -> None:
    assert len(cases()) >= 2


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["source"])
def test_worked_example(case: dict[str, Any]) -> None:
    sides = {"a": case["input"]["spans_a"], "b": case["input"]["spans_b"]}
    documents = {document for spans in sides.values() for document, *_span in spans}
    found = span_f1(
        study(
            *(
                {
                    curator: [mark(*span) for at, *span in spans if at == document]
                    for curator, spans in sides.items()
                }
                for document in sorted(documents)
            )
        )
    )
    assert found.value == pytest.approx(case["expected"], abs=case["tolerance"])


MARKS = st.builds(
    lambda start, length, label: mark(start, start + length, label),
    st.integers(0, 12),
    st.integers(1, 4),
    st.sampled_from(["PER", "ORG"]),
)
LAYERS = st.lists(MARKS, max_size=6)
STUDIES = st.lists(
    st.dictionaries(st.sampled_from(["ada", "bob", "eve"]), LAYERS, max_size=3), max_size=5
).map(lambda documents: study(*documents))


@given(st.lists(LAYERS, min_size=1, max_size=4))
def test_identical_layers_agree_wholly(layers: list[list[Annotation]]) -> None:
    found = span_f1(study(*({"ada": layer, "bob": layer[::-1], "eve": layer} for layer in layers)))
    for part in (found, *found.pairs):
        assert part.value == (1.0 if any(layers) else None)


@given(STUDIES)
def test_value_or_reason(layers: Study) -> None:
    found = span_f1(layers)
    for part in (found, *found.pairs, *found.per_label.values()):
        assert (part.value is None) is (part.undefined is not None)
        assert part.value is None or 0 <= part.value <= 1


@given(STUDIES, st.randoms())
def test_order_does_not_matter(layers: Study, random: Any) -> None:
    shuffled = []
    for document in layers.documents:
        items = [
            (name, random.sample(layer, len(layer))) for name, layer in document.layers.items()
        ]
        random.shuffle(items)
        shuffled.append(dict(items))
    random.shuffle(shuffled)
    assert span_f1(study(*shuffled)) == span_f1(layers)


@given(STUDIES)
def test_it_is_symmetric(layers: Study) -> None:
    other = {"ada": "zoe", "bob": "bob", "eve": "eve"}  # turns the pairs of ada around

    def renamed(found: Agreement) -> dict[frozenset[str], float | object]:
        return {frozenset(part.pair or ()): part.value for part in found.pairs}

    turned = study(
        *(
            {other[name]: list(layer) for name, layer in document.layers.items()}
            for document in layers.documents
        )
    )
    first, second = span_f1(layers), span_f1(turned)
    assert first.value == second.value
    assert renamed(second) == {
        frozenset(other[name] for name in pair): value for pair, value in renamed(first).items()
    }


@given(STUDIES)
def test_documents_without_marks_change_no_value(layers: Study) -> None:
    empty = Document("empty", {"ada": (), "bob": (), "eve": ()})
    before, after = span_f1(layers), span_f1(Study((*layers.documents, empty)))
    assert after.value == before.value
    assert after.n_spans == before.n_spans
    assert after.n_documents == before.n_documents + 1
    values = {part.pair: part.value for part in after.pairs}
    assert all(values[part.pair] == part.value for part in before.pairs)


def test_measures_explain_themselves() -> None:
    assert "span_f1" in list(measures)
    for name in measures:
        assert (measures[name].__doc__ or "").partition("\n")[0].endswith(".")
