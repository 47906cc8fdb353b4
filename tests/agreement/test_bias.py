"""Commission and omission, beside a computation that goes from article to article."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.studies import Against, Mark, Submitted, study_of
from workbench.agreement import Arms, Layer, Part, Study, measures
from workbench.agreement.bootstrap import draws

if TYPE_CHECKING:
    from workbench.agreement.results import Agreement, Figure

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "suggestion_bias.toml").read_text("utf-8")
)["case"]
LABELS = {"A": "PER", "B": "ORG", "C": "GPE", "D": "LOC"}


def marks(letters: str) -> tuple[Mark, ...]:
    """A letter is a range; a small one is that range with a label that is nobody's."""
    places = [(10 * "ABCD".index(each.upper()), each) for each in letters]
    return tuple((at, at + 4, LABELS.get(each, "EVENT"), None) for at, each in places)


Articles = list[dict[str, Any]]


def study(articles: Articles) -> Study:
    layers, shown = [], {}
    for n, article in enumerate(articles):
        name = f"{n:05}"
        for arm in ("saw", "blind"):
            for curator, held in article.get(arm, {}).items():
                layers.append(Submitted(Layer(name, curator, blind=arm == "blind"), marks(held)))
        layers.append(Submitted(Layer(name, "", role=Against.GOLD), marks(article["gold"])))
        if "shown" in article:
            shown[name] = marks(article["shown"])
    return study_of(layers, shown=shown)


def measured(articles: Articles) -> Agreement:
    return measures["bias"](study(articles))


def named(result: Agreement, part: Part) -> dict[tuple[str, ...], Figure]:
    return {row.names: row.figure for row in result.of(part)}


def is_ratio(figure: Figure, expected: list[int] | None) -> bool:
    if expected is None:
        return figure.value is None and bool(figure.undefined)
    part, whole = expected
    return figure.value == pytest.approx(part / whole) and figure.spans == whole


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_cases(case: dict[str, Any]) -> None:
    result = measured(case["articles"])
    commission, missed = named(result, Part.COMMISSION), named(result, Part.MISSED)
    assert is_ratio(commission[()], case.get("commission"))
    assert result.total == commission[()]
    for curator, expected in case.get("by_curator", {}).items():
        assert is_ratio(commission["curator", curator], expected)
    assert is_ratio(missed["assisted",], case.get("missed"))
    assert is_ratio(missed["blind",], case.get("missed_blind"))
    omission = named(result, Part.OMISSION)[()]
    if "omission" in case:
        assert omission.value == pytest.approx(case["omission"][0] / case["omission"][1])
    else:
        assert omission.undefined is not None
        assert omission.interval is None


def test_why_there_is_no_number() -> None:
    gold = {"shown": "A", "saw": {"ada": "A"}, "gold": "ABC"}
    assert "without suggestions" in (named(measured([gold]), Part.OMISSION)[()].undefined or "")
    blind = {"shown": "A", "blind": {"ada": "A"}, "gold": "ABC"}
    assert "with suggestions" in (named(measured([blind]), Part.OMISSION)[()].undefined or "")
    assert "no wrong suggestion" in (measured([blind]).total.undefined or "")
    assert "no wrong suggestion" in (measured([]).total.undefined or "")


# ------------------------------------------------------------------------- beside a plain version

_SETS = st.lists(st.sampled_from("ABCDabcd"), unique_by=str.upper).map(sorted).map("".join)


@st.composite
def _articles(draw: st.DrawFn) -> Articles:
    found = []
    for _n in range(draw(st.integers(1, 5))):
        arms = draw(st.dictionaries(st.sampled_from(["ada", "bob", "eve"]), st.booleans()))
        held = {curator: draw(_SETS) for curator in arms}
        article: dict[str, Any] = {"gold": draw(_SETS)}
        article["saw"] = {c: held[c] for c, saw in arms.items() if saw}
        article["blind"] = {c: held[c] for c, saw in arms.items() if not saw}
        if draw(st.booleans()):
            article["shown"] = draw(_SETS)
        found.append(article)
    return found


Count = tuple[int, int]


def plain(
    articles: Articles, arm: str, what: str, curator: str | None = None, label: str | None = None
) -> list[Count]:
    """By article, how many are kept or missed, and of how many, span by span."""
    rows = []
    for article in articles:
        part = whole = 0
        for name, letters in article[arm].items():
            if "shown" not in article or curator not in (None, name):
                continue
            suggested, gold = marks(article["shown"]), marks(article["gold"])
            held = marks(letters)
            if what == "commission":
                of = [each for each in suggested if each not in gold]
                found = [each for each in of if each in held]
            else:
                of = [each for each in gold if each not in suggested]
                found = [each for each in of if each not in held]
            part += sum(label in (None, each[2]) for each in found)
            whole += sum(label in (None, each[2]) for each in of)
        rows.append((part, whole))
    return rows


def ratio(rows: list[Count]) -> Fraction | None:
    whole = sum(row[1] for row in rows)
    return Fraction(sum(row[0] for row in rows), whole) if whole else None


def groups(result: Agreement, part: Part) -> list[tuple[Figure, dict[str, str]]]:
    """Figures with what they are restricted to."""
    return [(row.figure, dict(zip(row.names[::2], row.names[1::2], strict=True)))
            for row in result.of(part)]  # fmt: skip


@given(_articles())
def test_all_of_it_is_what_going_from_span_to_span_gives(articles: Articles) -> None:
    result = measured(articles)
    for figure, only in groups(result, Part.COMMISSION):
        rows = plain(articles, "saw", "commission", **only)
        expected = ratio(rows)
        assert figure.value == (None if expected is None else pytest.approx(float(expected)))
        assert figure.spans == sum(row[1] for row in rows)
        assert figure.documents == sum(row[1] > 0 for row in rows)
    for figure, only in groups(result, Part.OMISSION):
        both = [plain(articles, arm, "omission", **only) for arm in ("saw", "blind")]
        saw, blind = map(ratio, both)
        assert (figure.value is None) is (saw is None or blind is None)
        if saw is not None and blind is not None:
            assert figure.value == pytest.approx(float(saw - blind))
        assert figure.documents == sum(any(row[1] for row in rows)
                                       for rows in zip(*both, strict=True))  # fmt: skip
    for arm, name in (("saw", "assisted"), ("blind", "blind")):
        expected = ratio(plain(articles, arm, "omission"))
        value = named(result, Part.MISSED)[name,].value
        assert value == (None if expected is None else pytest.approx(float(expected)))


@given(_articles(), st.randoms(use_true_random=False))
def test_order_names_and_articles_without_judgement_change_nothing(
    articles: Articles, random: Any
) -> None:
    result = measured(articles)
    silent = {"saw": {"ada": "ABCD"}, "blind": {"bob": "AB"}, "gold": "C"}
    turned = [{**a, "saw": dict(reversed(a["saw"].items()))} for a in articles] + [silent]
    random.shuffle(turned)
    again = measured(turned)
    for part in (Part.COMMISSION, Part.OMISSION, Part.MISSED):
        known = {names: (f.value, f.documents, f.spans) for names, f in named(result, part).items()}
        also = {names: (f.value, f.documents, f.spans) for names, f in named(again, part).items()}
        assert {names: figure for names, figure in also.items() if figure[1]} == {
            names: figure for names, figure in known.items() if figure[1]
        }  # fmt: skip


def test_intervals_are_those_of_resampled_articles() -> None:
    random = np.random.default_rng(3)
    articles: Articles = []
    for _n in range(30):
        some = ["".join(c for c in "ABCD" if random.random() < p) for p in (0.5, 0.6, 0.6, 0.6)]
        articles.append({"shown": some[0], "saw": {"ada": some[1]}, "blind": {"eve": some[2]},
                         "gold": some[3]})  # fmt: skip
    result = measured(articles)

    def expected(columns: list[list[Count]]) -> tuple[float, float]:
        there = [n for n in range(len(articles)) if any(rows[n][1] for rows in columns)]
        values = []
        for drawn in np.vstack(list(draws(len(there)))):
            sums = [sum(k * np.array(rows[n]) for n, k in zip(there, drawn, strict=True))
                    for rows in columns]  # fmt: skip
            shares = [part / whole for part, whole in sums]
            values.append(shares[0] - sum(shares[1:]))
        low, high = np.percentile(values, [2.5, 97.5])
        return low, high

    commission = result.total.interval
    assert commission is not None
    assert (commission.low, commission.high) == pytest.approx(
        expected([plain(articles, "saw", "commission")])
    )
    omission = named(result, Part.OMISSION)[()].interval
    assert omission is not None
    both = [plain(articles, arm, "omission") for arm in ("saw", "blind")]
    assert (omission.low, omission.high) == pytest.approx(expected(both))


def test_a_label_alone_and_a_curator_alone() -> None:
    articles = CASES[1]["articles"] + CASES[2]["articles"]
    whole = study(articles)
    for label in ("PER", "ORG", "EVENT"):
        found = measures["bias"](whole.label(label))
        rows = plain([{"blind": {}, **a} for a in articles], "saw", "commission", label=label)
        assert found.total.spans == sum(row[1] for row in rows)
    hers = measures["bias"](whole.curator("eve"))
    assert [row.names for row in hers.of(Part.COMMISSION)][1] == ("curator", "eve")
    assert hers.total.spans == 1
    assert measures["bias"](whole.arm(Arms.BLIND)).total.undefined is not None
    assert measures["bias"](whole.curator("nobody")).total.undefined is not None
