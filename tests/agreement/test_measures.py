"""Each measure on data that can be counted by hand; filters; what drifts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from tests.agreement.studies import Mark, Submitted, documents, study_of
from workbench.agreement import Against, Arms, Class, Kind, Layer, Part, Study, measures
from workbench.agreement.results import FEW_DOCUMENTS, Agreement
from workbench.model import Modifier, Number

PER: Mark = (0, 4, "PER", None)
ORG: Mark = (5, 9, "ORG", None)
GPE: Mark = (10, 14, "GPE", None)


def money(number: str, unit: str = "MAD", modifier: Modifier | None = None) -> Mark:
    return 20, 25, "MONEY", Number(Decimal(number), modifier, unit)


def by_name(result: Agreement, part: Part) -> dict[tuple[str, ...], float | None]:
    return {row.names: row.figure.value for row in result.of(part)}


def spans_by_name(result: Agreement, part: Part) -> dict[tuple[str, ...], int]:
    return {row.names: row.figure.spans for row in result.of(part) if row.figure.spans}


# PER agrees (2 spans), ORG against GPE (2), GPE cut short (2), another amount (2), one more LOC
WORKED = study_of(
    documents(
        {
            "ada": [PER, ORG, GPE, money("3000000"), (30, 33, "LOC", None)],
            "bob": [PER, (5, 9, "GPE", None), (10, 13, "GPE", None), money("3000")],
        }
    )
)


def test_ladder() -> None:
    found = by_name(measures["ladder"](WORKED), Part.STEP)
    assert found["overlap",] == 2 * 3 / 9
    assert found["span",] == 2 * 3 / 9
    assert found["label",] == 2 * 2 / 9
    assert found["value",] == 2 * 1 / 9
    assert found["overlap", "GPE"] == 2 * 1 / 3
    assert found["value", "MONEY"] == 0


def test_classes() -> None:
    result = measures["classes"](WORKED)
    assert spans_by_name(result, Part.CLASS) == {
        ("agree",): 2, ("label",): 2, ("boundary",): 2, ("value",): 2, ("only_p",): 1,
    }  # fmt: skip
    assert spans_by_name(result, Part.KIND) == {
        ("agree",): 2, ("label",): 2, ("boundary_other",): 2, ("value_magnitude",): 2,
        ("only_p",): 1,
    }  # fmt: skip
    assert by_name(result, Part.DOCUMENT) == {("00000",): 7 / 9}
    assert by_name(result, Part.PAIR)["only_p", "ada", "bob"] == 1 / 9
    cells = {row.names[0]: row.cell for row in result.of(Part.CLASS)}
    assert cells[Class.LABEL].kinds == (Kind.LABEL,)


def test_confusion() -> None:
    result = measures["confusion"](WORKED)
    assert spans_by_name(result, Part.CONFUSION) == {
        ("PER", "PER"): 1, ("GPE", "ORG"): 1, ("GPE", "GPE"): 1, ("MONEY", "MONEY"): 1,
        ("LOC", "∅"): 1,
    }  # fmt: skip
    assert result.total.value == 3 / 5
    assert {row.cell.labels for row in result.of(Part.CONFUSION)} >= {("LOC", None)}


def test_values() -> None:
    approx = money("4", modifier=Modifier.APPROX)
    pairs = [(money("3"), money("3")), (money("3"), money("30")), (money("4"), approx),
             (money("5", "USD"), money("5", "MAD")), (PER, PER)]  # fmt: skip
    layers = [{"ada": [one], "bob": [other]} for one, other in pairs]
    result = measures["value_agreement"](study_of(documents(*layers)))
    assert (result.total.value, result.total.documents, result.total.spans) == (1 / 4, 4, 4)
    assert by_name(result, Part.LABEL) == {("MONEY",): 1 / 4}
    assert by_name(result, Part.KIND) == {
        ("magnitude",): 1 / 4, ("unit",): 1 / 4, ("modifier",): 1 / 4,
    }  # fmt: skip


def layer(document: int, curator: str, marks: list[Mark], **facts: object) -> Submitted:
    return Submitted(Layer(f"{document:05}", curator, **facts), marks)  # type: ignore[arg-type]


def test_self_agreement_is_of_one_curator_and_two_rounds() -> None:
    study = study_of(
        [
            layer(0, "ada", [PER, ORG]),
            layer(0, "bob", [GPE]),
            layer(0, "ada", [PER], round=2),
            layer(1, "ada", [PER]),
            layer(1, "bob", [PER], round=2),
        ]
    )
    result = measures["self_agreement"](study)
    assert (result.total.value, result.total.documents, result.total.spans) == (2 / 3, 1, 3)
    assert by_name(result, Part.CURATOR) == {("ada",): 2 / 3}
    assert measures["span_f1"](study).total.documents == 1, "later rounds are no agreement"


def test_accuracy_is_against_gold_alone() -> None:
    gold = {"role": Against.GOLD}
    study = study_of(
        [
            layer(0, "ada", [PER, ORG, GPE]),
            layer(0, "bob", [PER]),
            layer(0, "", [PER, ORG], **gold),
            layer(1, "bob", [PER]),
        ]
    )
    result = measures["accuracy"](study)
    assert result.total.value == (2 * 2 + 2 * 1) / (5 + 3)
    assert by_name(result, Part.CURATOR) == {("ada",): 4 / 5, ("bob",): 2 / 3}
    assert by_name(result, Part.KEPT) == {("ada",): 2 / 3, ("bob",): 1.0}
    assert measures["span_f1"](study).total.value == 2 / 4, "gold is nobody's layer"


def test_assistance_tells_what_suggestions_do() -> None:
    wrong: Mark = (0, 3, "ORG", None)
    suggested = {"role": Against.SUGGESTIONS}
    layers = []
    for n in range(4):  # both keep the wrong suggestion, or both are blind and find the right name
        layers += [layer(n, "ada", [wrong]), layer(n, "bob", [wrong]),
                   layer(n, "", [wrong], **suggested)]  # fmt: skip
    for n in range(4, 8):
        layers += [layer(n, "ada", [PER], blind=True), layer(n, "bob", [ORG], blind=True)]
    for n in range(8, 10):
        layers += [layer(n, "ada", [PER], blind=True), layer(n, "bob", [wrong]),
                   layer(n, "", [wrong], **suggested)]  # fmt: skip
    study = study_of(layers)
    result = measures["assistance"](study)
    arms = by_name(result, Part.ARM)
    assert (arms["assisted",], arms["mixed",], arms["blind",]) == (1, 0, 0)
    assert result.total.value == 0, "the figure to report is that of those who saw none"
    assert (arms["suggestions", "assisted"], arms["suggestions", "blind"]) == (1, 0)
    gaps = {row.names: row.figure for row in result.of(Part.GAP)}
    assert gaps["inflation",].value == 1
    assert gaps["inflation",].documents == 10
    assert gaps["anchoring",].value == 1
    assert gaps["anchoring", "curator", "ada"].value == 1
    assert gaps["anchoring", "curator", "bob"].undefined is not None
    interval = gaps["anchoring",].interval
    assert interval is not None
    assert (interval.low, interval.reliable) == (1, False)
    assert measures["span_f1"](study.arm(Arms.ASSISTED)).total.documents == 4


def dated(agreeing: list[bool]) -> Study:
    """Documents finished one a day, of ten spans each that two curators mark alike or not."""
    layers = []
    for n, alike in enumerate(agreeing):
        day = np.datetime64("2026-01-01") + n
        marks: list[Mark] = [(10 * k, 10 * k + 4, "PER", None) for k in range(10)]
        other = marks if alike else [(s, e + 1, label, v) for s, e, label, v in marks]
        guideline = "old" if n < 70 else "new"
        layers += [layer(n, "ada", marks, at=f"{day}T10:00:00Z", guideline=guideline),
                   layer(n, "bob", other, at=f"{day}T09:00:00Z", guideline=guideline)]  # fmt: skip
    return study_of(layers)


def test_drift_shows_when_agreement_changes() -> None:
    steady = [n % 4 != 0 for n in range(60)]
    result = measures["drift"](dated(steady + [False] * 40))
    gaps = {row.names: row.figure for row in result.of(Part.GAP)}
    assert [names[0] for names in gaps][::2] == ["2026-03-02", "2026-03-12", "2026-03-22"]
    assert all(f.interval is not None and f.interval.excludes_zero for f in gaps.values())
    last = gaps["2026-03-22", "2026-04-10"]
    assert last.value == -0.75
    assert ("2026-03-22", "2026-04-10", "PER") in gaps
    again = measures["drift"](dated([n % 4 != 0 for n in range(100)]))
    assert not any(
        row.figure.interval is None or row.figure.interval.excludes_zero
        for row in again.of(Part.GAP)
    )
    assert len(result.of(Part.WINDOW)) == 9
    assert result.of(Part.WINDOW)[0].figure.value == 0.75


def test_drift_needs_documents() -> None:
    found = measures["drift"](dated([True] * 79))
    assert found.total.undefined == "Undefined, because 79 documents are too few; 80 are needed."
    assert found.of(Part.WINDOW) == ()


def test_new_guidelines_are_marked_on_the_axis() -> None:
    rows = measures["drift"](dated([True] * 100)).of(Part.WINDOW)
    assert [row.changed for row in rows].index(True) == 6
    assert sum(row.changed for row in rows) == 1


def test_filters() -> None:
    study = dated([True, False, True])
    f1 = measures["span_f1"]
    assert f1(study.between("2026-01-01", "2026-01-01")).total.value == 1
    assert f1(study.between("2026-01-02", "9999")).total.value == 0.5
    assert f1(WORKED.label("GPE")).total.value == 0
    assert f1(WORKED.label("GPE")).total.spans == 3
    assert by_name(measures["classes"](WORKED.label("GPE")), Part.CLASS)["only_q",] == 1 / 3
    assert f1(WORKED.label("XYZ")).total.undefined is not None
    labels = by_name(f1(WORKED), Part.LABEL)
    for name in WORKED.labels:
        assert f1(WORKED.label(name)).total.value == labels[name,]


def test_few_documents_are_flagged() -> None:
    for n in (FEW_DOCUMENTS - 1, FEW_DOCUMENTS):
        interval = measures["span_f1"](dated([True] * n)).total.interval
        assert interval is not None
        assert interval.reliable is (n == FEW_DOCUMENTS)


@pytest.mark.parametrize("name", ["krippendorff_alpha", "cohen_kappa", "fleiss_kappa"])
def test_without_tokens_there_is_no_coefficient(name: str) -> None:
    found = measures[name](replace(WORKED, tokens=None)).total
    assert found.undefined == "Undefined, because no tokens are compared."


def test_one_category_has_no_coefficient() -> None:
    found = study_of(documents({"ada": [], "bob": []}), {"00000": "كلمة كلمة"})
    for name in ("krippendorff_alpha", "cohen_kappa", "fleiss_kappa"):
        total = measures[name](found).total
        assert total.undefined == "Undefined, because only one category was used."


def test_fleiss_takes_the_usual_number_of_curators() -> None:
    three = {"ada": [PER], "bob": [PER], "eve": [ORG]}
    two = {"ada": [PER], "bob": [PER]}
    assert measures["fleiss_kappa"](study_of(documents(three, three, two))).total.documents == 2
    assert measures["fleiss_kappa"](study_of(documents(three, two))).total.documents == 1


@pytest.mark.parametrize("arms", ["AB", "AAB", "ABB", "AABB", "ABBB", "AAABB", "AAAA"])
def test_only_mixed_pairs_count_each_layer_once_and_give_no_coefficient(arms: str) -> None:
    """A curator with suggestions is compared only with those without."""
    submitted = [
        Submitted(Layer("00000", f"{n}{arm}", blind=arm == "B"), [PER, ORG] if n else [PER])
        for n, arm in enumerate(arms)
    ]
    whole = study_of(submitted, {"00000": "aaaa bbbb cccc dddd"})
    study = whole.arm(Arms.MIXED)
    some = "B" in arms
    assert study.raters.tolist() == [len(arms) if some else 0]
    assert measures["span_f1"](study).total.spans == (2 * len(arms) - 1 if some else 0)
    labels = spans_by_name(measures["span_f1"](study), Part.LABEL)
    assert labels == ({("PER",): len(arms), ("ORG",): len(arms) - 1} if some else {})
    for name in ("krippendorff_alpha", "fleiss_kappa"):
        assert measures[name](whole).total.value is not None
        found = measures[name](study).total
        if arms == "AB":
            assert found.value == measures[name](whole).total.value, "that is all pairs"
        else:
            assert found.value is None
            assert ("not all pairs" in (found.undefined or "")) is some
