"""What became of suggestions, beside a plain version; and how densely articles differ."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tests.agreement.studies import Against, Mark, Submitted, documents, study_of
from tests.agreement.test_alignment import LABELS, nested, plain
from workbench.agreement import Layer, Part, Study, measures
from workbench.agreement.acceptance import OUTCOMES
from workbench.agreement.classes import per_hundred

if TYPE_CHECKING:
    from workbench.agreement.results import Agreement, Figure

PER: Mark = (0, 4, "PER", None)
ORG: Mark = (5, 9, "ORG", None)
LOOSE: Mark = (5, 10, "ORG", None)
GPE: Mark = (10, 14, "GPE", None)
AS_LOC: Mark = (10, 14, "LOC", None)
LAW: Mark = (20, 24, "LAW", None)

Rows = list[tuple[str, bool, list[Mark], list[Mark]]]
"""Curator, blind, what she was shown or would have been, what she marked; each an article."""


def study(rows: Rows) -> Study:
    layers = []
    for n, (name, blind, shown, held) in enumerate(rows):
        layers += [
            Submitted(Layer(f"{n:05}", name, blind=blind), held),
            Submitted(Layer(f"{n:05}", "", role=Against.SUGGESTIONS), shown),
        ]
    return study_of(layers)


def named(result: Agreement, part: Part) -> dict[tuple[str, ...], Figure]:
    return {row.names: row.figure for row in result.of(part)}


def test_each_outcome_in_all_and_of_whom() -> None:
    result = measures["acceptance"](
        study(
            [
                ("ada", False, [PER, ORG, GPE], [PER, LOOSE, LAW]),
                ("ada", False, [GPE], [AS_LOC]),
                ("eve", False, [PER], [PER]),
                ("eve", True, [PER], [LAW]),
            ]
        )
    )
    shares = {part: named(result, part)[()] for part in OUTCOMES}
    assert {part: (f.value, f.spans) for part, f in shares.items()} == {
        Part.UNCHANGED: (2 / 5, 5), Part.EDITED: (2 / 5, 5), Part.REJECTED: (1 / 5, 5),
        Part.ADDED: (1 / 5, 5),
    }  # fmt: skip
    assert result.total == shares[Part.UNCHANGED]
    assert result.total.documents == 3, "who saw none has nothing to accept"
    assert named(result, Part.UNCHANGED)["curator", "eve"].value == 1
    assert named(result, Part.EDITED)["label", "GPE"].value == 1 / 2
    assert named(result, Part.EDITED)["label", "ORG"].value == 1
    assert named(result, Part.ADDED)["label", "LAW"].value == 1
    assert ("label", "LOC") not in named(result, Part.EDITED), "that is what it became"
    assert named(result, Part.ADDED)["label", "LOC"].value == 0


def test_nobody_who_saw_suggestions() -> None:
    found = measures["acceptance"](study([("ada", True, [PER], [PER])]))
    assert found.total.undefined is not None
    assert "nobody who saw suggestions" in found.total.undefined


def drawn(random_: random.Random, articles: int = 25) -> Rows:
    return [
        (random_.choice(["ada", "bob", "eve"]), random_.random() < 0.2, nested(random_),
         nested(random_))
        for _n in range(articles)
    ]  # fmt: skip


def by_hand(rows: Rows, curator: str | None, label: str | None) -> dict[Part, Fraction | None]:
    """Shares from spans matched one by one."""
    counts = dict.fromkeys(OUTCOMES, 0)
    marked = 0
    for name, blind, shown, held in rows:
        if blind or curator not in (None, name):
            continue
        pairs = plain(held, shown)
        taken = {mark for mark, _suggestion in pairs}
        used = {suggestion for _mark, suggestion in pairs}
        for mark, suggestion in pairs:
            part = Part.UNCHANGED if mark == suggestion else Part.EDITED
            counts[part] += label in (None, suggestion[2])
        counts[Part.REJECTED] += sum(label in (None, s[2]) for s in shown if s not in used)
        counts[Part.ADDED] += sum(label in (None, m[2]) for m in held if m not in taken)
        marked += sum(label in (None, m[2]) for m in held)
    seen = sum(counts.values()) - counts[Part.ADDED]
    wholes = {part: marked if part is Part.ADDED else seen for part in OUTCOMES}
    return {part: Fraction(n, wholes[part]) if wholes[part] else None for part, n in counts.items()}


@pytest.mark.parametrize("seed", range(20))
def test_shares_are_those_of_spans_matched_one_by_one(seed: int) -> None:
    rows = drawn(random.Random(seed))
    result = measures["acceptance"](study(rows))
    everyone = sorted({name for name, blind, *_rest in rows if not blind})
    groups: list[tuple[str, ...]] = [(), *(("curator", name) for name in everyone)]
    groups += [("label", label) for label in LABELS]
    for names in groups:
        only = dict(zip(names[::2], names[1::2], strict=True))
        expected = by_hand(rows, only.get("curator"), only.get("label"))
        for part, share in expected.items():
            figure = named(result, part).get(names)
            value = figure.value if figure is not None else None
            assert value == (None if share is None else pytest.approx(float(share))), (part, names)
        three = [named(result, part)[names].value for part in list(OUTCOMES)[:3]]
        assert sum(value or 0 for value in three) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(5))
def test_order_and_articles_without_anything_change_nothing(seed: int) -> None:
    random_ = random.Random(seed)
    rows = drawn(random_)

    def values(rows: Rows) -> dict[tuple[object, ...], float | None]:
        result = measures["acceptance"](study(rows))
        return {(row.part, *row.names): row.figure.value for row in result.rows}

    before = values(rows)
    turned = [(name, blind, shown[::-1], held[::-1]) for name, blind, shown, held in rows]
    random_.shuffle(turned)
    turned.append(("ada", False, [], []))
    assert values(turned) == before


def test_intervals_are_reliable_from_twenty_articles_on() -> None:
    rows: Rows = [("ada", False, [PER, ORG], [PER] if n % 2 else [PER, ORG]) for n in range(20)]
    interval = measures["acceptance"](study(rows)).total.interval
    assert interval is not None
    assert interval.reliable
    assert interval.low < 0.75 < interval.high
    few = measures["acceptance"](study(rows[:19])).total.interval
    assert few is not None
    assert not few.reliable


# -------------------------------------------------------------------------------------- density


def test_how_many_spans_differ_in_a_hundred_tokens() -> None:
    layers = documents(
        {"ada": [PER, ORG, GPE], "bob": [PER, LOOSE]},  # two pairs alike, ORG ~ LOOSE, GPE alone
        {"ada": [PER], "bob": [PER], "eve": [ORG]},  # of three pairs, two differ in both spans
        {"ada": [PER], "bob": [PER]},
        {"ada": [], "bob": []},
    )
    sizes = {"00000": 50, "00001": 20, "00002": 7, "00003": 0}
    result = measures["classes"](study_of(layers, sizes=sizes))
    found = named(result, Part.DENSITY)
    assert {names[0]: f.value for names, f in found.items()} == {
        "00000": 100 * 3 / 50, "00001": 100 * 4 / (3 * 20), "00002": 0, "00003": None,
    }  # fmt: skip
    assert found["00000",].spans == 3
    assert "no tokens" in (found["00003",].undefined or "")
    cells = {row.names: row.cell for row in result.of(Part.DENSITY)}
    assert cells["00000",].documents == ("00000",)


def test_density_does_not_grow_with_curators_who_say_the_same() -> None:
    two = {"ada": [PER], "bob": [ORG]}
    four = {**two, "carl": [PER], "dora": [ORG]}
    alike = [measures["classes"](study_of(documents(each), sizes={"00000": 10}))
             for each in (two, four)]  # fmt: skip
    one, other = (named(each, Part.DENSITY)["00000",].value for each in alike)
    assert one == 20
    assert other == pytest.approx(20 * 4 / 6), "of six pairs two agree"
    assert per_hundred(0, 0, 10) is None
    assert per_hundred(0, 1, 0) is None


# -------------------------------------------------------------------------------------- filters


def test_one_curator_and_one_version_of_the_guidelines() -> None:
    rows = [
        ("00000", "ada", "old", [PER, ORG]), ("00000", "bob", "old", [PER]),
        ("00001", "ada", "new", [PER, ORG]), ("00001", "bob", "new", [PER]),
        ("00001", "eve", "new", [GPE]),
        ("00002", "ada", "old", [PER]), ("00002", "bob", "new", [PER]),
    ]  # fmt: skip
    whole = study_of(
        [Submitted(Layer(n, name, guideline=rules), marks) for n, name, rules, marks in rows]
    )
    f1 = measures["span_f1"]
    assert f1(whole).total.documents == 3
    assert (f1(whole.under("old")).total.value, f1(whole.under("old")).total.documents) == (
        2 / 3,
        1,
    )
    assert f1(whole.under("new")).total.documents == 1, "in the last they had different ones"
    assert f1(whole.under("newer")).total.undefined is not None
    pairs = [row.names for row in f1(whole.curator("eve")).of(Part.PAIR)]
    assert pairs == [("ada", "eve"), ("bob", "eve")]
    assert f1(whole.curator("nobody")).total.undefined is not None
    assert f1(whole.curator("eve").curator("ada")).total.documents == 1
    found = f1(whole.curator("bob")).total.value
    assert found == pytest.approx(2 * (1 + 1 + 1) / (3 + 3 + 2 + 2))
