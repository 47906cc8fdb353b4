"""Gold is corrupted by a seed, in the shares that are promised, and stays what a scheme allows."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from benchmarks import corrupt
from benchmarks.corrupt import corrupted
from benchmarks.curator import sample
from tests.builders import TEXT, make_article, on
from workbench.model import Number
from workbench.scheme import default_scheme

if TYPE_CHECKING:
    from workbench.exchange.gold import Line
    from workbench.model import Candidate

SCHEME = default_scheme()
TIMES = 3000


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return sample("train.jsonl", 12, 1)


def worse(line: Line, seed: int = 0) -> list[Candidate]:
    article = make_article(line.text, line.source)
    return corrupted(article, line.annotations, line.zones, SCHEME, Random(seed))


def test_the_same_seed_gives_the_same(lines: list[Line]) -> None:
    assert worse(lines[0]) == worse(lines[0])
    assert worse(lines[0]) != worse(lines[0], seed=1)


def test_candidates_are_allowed_and_lie_outside_of_furniture(lines: list[Line]) -> None:
    for line in lines:
        found = worse(line)
        places = [(c.annotation.span, c.annotation.label) for c in found]
        assert len(set(places)) == len(places)
        for candidate in found:
            annotation = candidate.annotation
            SCHEME.check(annotation)
            span = annotation.span
            assert annotation.surface == line.text[span.start : span.end]
            assert annotation.surface == annotation.surface.strip()
            assert not any(zone.span.overlaps(span) for zone in line.zones)


def test_the_shares_are_those_that_are_told() -> None:
    article, random = make_article(), Random(0)
    gold = on(TEXT, "4 في المائة", "PERCENT", Number(Decimal(4)))
    counts: Counter[str] = Counter()
    for _time in range(TIMES):
        found = corrupted(article, [gold], (), SCHEME, random)
        near = [c.annotation for c in found if c.annotation.span.overlaps(gold.span)]
        counts["spurious"] += len(found) - len(near)
        counts["missing"] += not near
        for made in near:
            counts["edge"] += made.span != gold.span
            counts["label"] += made.label != gold.label
            counts["value"] += made.value != gold.value
    shares = {
        "missing": corrupt.MISSING,
        "edge": corrupt.BOUNDARY,
        "label": corrupt.LABEL,
        "value": corrupt.VALUE,
        "spurious": corrupt.SPURIOUS,
    }
    for name, share in shares.items():
        assert counts[name] / TIMES == pytest.approx(share, abs=0.015), name
