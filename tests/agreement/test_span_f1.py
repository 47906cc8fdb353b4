from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.studies import Mark, Submitted, documents, study_of
from workbench.agreement import Layer, Part, Study, measures

PER: Mark = (0, 2, "PER", None)
ORG: Mark = (4, 6, "ORG", None)
ORG_LONG: Mark = (4, 7, "ORG", None)

span_f1 = measures["span_f1"]


def study(*layers: dict[str, list[Mark]]) -> Study:
    return study_of(documents(*layers))


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
    assert found.total.value == 4 / 12
    assert (found.total.documents, found.total.spans) == (2, 8)
    pairs = {row.names: row.figure for row in found.of(Part.PAIR)}
    assert {names: figure.value for names, figure in pairs.items()} == {
        ("ada", "bob"): 4 / 7,
        ("ada", "eve"): 0.0,
        ("bob", "eve"): 0.0,
    }
    assert (pairs["ada", "bob"].documents, pairs["ada", "bob"].spans) == (2, 7)
    # ORG over all pairs: ada-bob 2·1 / 4, ada-eve 0 / 2, bob-eve 0 / 2.
    # PER: ada-bob 2·1 / 3, bob-eve 0 / 1.
    labels = {row.names: (row.figure.value, row.figure.spans) for row in found.of(Part.LABEL)}
    assert labels == {("ORG",): (2 / 8, 5), ("PER",): (2 / 4, 3)}
    alone = {row.names: row.figure.value for row in found.of(Part.DOCUMENT)}
    assert alone == {("00000",): 2 / 4, ("00001",): 2 / 8}


def test_every_row_leads_to_its_spans() -> None:
    cells = {(row.part, row.names): row.cell for row in span_f1(WORKED).rows}
    assert cells[Part.PAIR, ("ada", "eve")].pair == ("ada", "eve")
    assert cells[Part.LABEL, ("ORG",)].label == "ORG"
    assert cells[Part.DOCUMENT, ("00001",)].documents == ("00001",)


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ([], "no document was submitted by two"),
        ([{"ada": [PER]}, {"bob": [PER]}], "no document was submitted by two"),
        ([{"ada": [], "bob": []}], "neither side has any spans"),
    ],
)
def test_undefined_says_why(layers: list[dict[str, list[Mark]]], reason: str) -> None:
    found = span_f1(study(*layers)).total
    assert found.value is None
    assert found.undefined is not None
    assert found.undefined.startswith("Undefined, because ")
    assert reason in found.undefined


def test_one_empty_layer_is_disagreement() -> None:
    assert span_f1(study({"ada": [PER], "bob": []})).total.value == 0.0


def test_same_range_with_another_label_does_not_match() -> None:
    other: Mark = (0, 2, "ORG", None)
    assert span_f1(study({"ada": [PER], "bob": [other]})).total.value == 0.0


def test_repetitions_count_once() -> None:
    found = span_f1(study({"ada": [PER, PER], "bob": [PER]})).total
    assert (found.value, found.spans) == (1.0, 2)


MARKS = st.builds(
    lambda start, length, label: (start, start + length, label, None),
    st.integers(0, 12),
    st.integers(1, 4),
    st.sampled_from(["PER", "ORG"]),
)
LAYERS = st.lists(MARKS, max_size=6)
DOCUMENTS = st.lists(
    st.dictionaries(st.sampled_from(["ada", "bob", "eve"]), LAYERS, max_size=3), max_size=5
)


@given(st.lists(LAYERS, min_size=1, max_size=4))
def test_identical_layers_agree_wholly(layers: list[list[Mark]]) -> None:
    found = study(*({"ada": layer, "bob": layer[::-1], "eve": layer} for layer in layers))
    for row in span_f1(found).rows:
        if row.part is not Part.DOCUMENT:
            assert row.figure.value == (1.0 if any(layers) else None)


@given(DOCUMENTS)
def test_every_measure_gives_values_or_reasons(layers: list[dict[str, list[Mark]]]) -> None:
    found = study(*layers)
    for name, measure in measures.items():
        result = measure(found)
        assert result.measure == name
        assert result.rows[0].part is Part.ALL
        for row in result.rows:
            figure = row.figure
            assert (figure.value is None) is (figure.undefined is not None)
            assert figure.value is None or figure.value <= 1 + 1e-12
            assert figure.interval is None or figure.interval.low <= figure.interval.high


@given(DOCUMENTS, st.randoms())
def test_order_changes_no_measure(layers: list[dict[str, list[Mark]]], random: Any) -> None:
    given_, mixed = [], []
    for n, document in enumerate(layers):
        submitted = [Submitted(Layer(f"{n}", name), layer) for name, layer in document.items()]
        given_.append(submitted)
        again = [Submitted(s.layer, random.sample(s.marks, len(s.marks))) for s in submitted]
        random.shuffle(again)
        mixed.append(again)
    one, other = (study_of([s for each in sides for s in each]) for sides in (given_, mixed))
    for measure in measures:
        assert measures[measure](one) == measures[measure](other)
    random.shuffle(mixed)
    turned = study_of([s for each in mixed for s in each])
    for measure in measures:
        values = [
            {(row.part, row.names): row.figure.value for row in measures[measure](found).rows}
            for found in (one, turned)
        ]
        assert values[0] == pytest.approx(values[1])


@given(DOCUMENTS)
def test_documents_without_marks_change_no_value(layers: list[dict[str, list[Mark]]]) -> None:
    empty: dict[str, list[Mark]] = {"ada": [], "bob": [], "eve": []}
    before, after = span_f1(study(*layers)), span_f1(study(*layers, empty))
    assert after.total.value == before.total.value
    assert after.total.spans == before.total.spans
    assert after.total.documents == before.total.documents + 1


def test_measures_explain_themselves() -> None:
    assert "span_f1" in list(measures)
    for name in measures:
        assert (measures[name].__doc__ or "").partition("\n")[0].endswith(".")
