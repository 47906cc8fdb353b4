"""The committed corpus: sound, large enough, and its frozen part apart from the rest."""

from __future__ import annotations

from importlib import resources

import pytest

from workbench.arabic.tokens import tokens
from workbench.exchange.gold import Line, read_gold
from workbench.extract.zones import find_zones
from workbench.scheme import default_scheme

SCHEME = default_scheme()
PARTS = ("train", "frozen")


def part(name: str) -> list[Line]:
    text = (
        resources.files("workbench").joinpath("data", "corpus", f"{name}.jsonl").read_text("utf-8")
    )
    return list(read_gold(text.split("\n")))


@pytest.fixture(scope="module")
def corpus() -> dict[str, list[Line]]:
    return {name: part(name) for name in PARTS}


def test_it_is_large_enough(corpus: dict[str, list[Line]]) -> None:
    lines = [line for found in corpus.values() for line in found]
    assert len(lines) >= 200
    assert sum(len(tokens(line.text)) for line in lines) >= 60_000
    seen = {annotation.label for line in lines for annotation in line.annotations}
    assert seen == set(SCHEME.by_name)


def test_it_obeys_the_scheme(corpus: dict[str, list[Line]]) -> None:
    for line in (line for found in corpus.values() for line in found):
        for annotation in line.annotations:
            SCHEME.check(annotation)
            surface = annotation.surface
            assert surface == surface.strip(' \n\t،؛:.,«»"“”()') or SCHEME[annotation.label].takes
            assert not any(zone.span.overlaps(annotation.span) for zone in line.zones), surface


def test_the_frozen_part_shares_nothing_with_the_rest(corpus: dict[str, list[Line]]) -> None:
    texts = {name: {line.text for line in found} for name, found in corpus.items()}
    kinds = {
        name: {line.source.rpartition("-")[0] for line in found} for name, found in corpus.items()
    }
    assert not texts["train"] & texts["frozen"]
    assert not kinds["train"] & kinds["frozen"]


def test_some_articles_have_furniture_that_is_found(corpus: dict[str, list[Line]]) -> None:
    with_zones = [line for found in corpus.values() for line in found if line.zones]
    assert len(with_zones) >= 40
    assert sum(bool(find_zones(line.text)) for line in with_zones) >= len(with_zones) // 2
