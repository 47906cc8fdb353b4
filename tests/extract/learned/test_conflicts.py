"""Memory against models in one place."""

from __future__ import annotations

import pytest

from workbench.extract.learned.conflicts import Conflicts
from workbench.extract.learned.memory import FAMILY, WHOLE, WORD, remembered
from workbench.model import Annotation, Candidate, Span

TEXT = "ا" * 60


def at(start: int, end: int, label: str = "ORG", why: str = "a model") -> Candidate:
    return Candidate(Annotation(Span(start, end), TEXT[start:end], label), 0.7, why)


@pytest.mark.parametrize(
    ("candidate", "loses"),
    [
        (at(10, 20), False),  # the name itself
        (at(10, 20, "PER"), True),  # the same words under another label
        (at(12, 20), True),  # cut out of the name
        (at(5, 12), True),  # across its edge
        (at(8, 25), False),  # a longer name
        (at(20, 25), False),
        (at(0, 10), False),
    ],
)
def test_a_remembered_name_is_not_cut_up_or_renamed(candidate: Candidate, loses: bool) -> None:
    conflicts = Conflicts([at(10, 20, why=WHOLE)], ())
    assert (conflicts(candidate) < 0.5) is loses


@pytest.mark.parametrize("why", [WORD, FAMILY])
def test_one_remembered_word_gives_way_to_a_longer_name_around_it(why: str) -> None:
    word = at(10, 15, "GPE", why)
    assert Conflicts([word], ([at(5, 15)],))(word) < 0.5
    assert Conflicts([word], ([at(10, 15)], [at(15, 20)], [at(0, 10)]))(word) == 1
    assert Conflicts([word], ([], [at(12, 20)]))(word) == 1
    assert Conflicts([word], ())(at(11, 14)) == 1  # and nothing gives way to it


def test_a_remembered_name_inside_a_longer_one_is_in_doubt() -> None:
    name = at(10, 15, why=WHOLE)
    inside = Conflicts([name], ([at(5, 15)],))(name)
    assert Conflicts([at(10, 15, why=WORD)], ([at(5, 15)],))(at(10, 15, why=WORD)) < inside < 1


def test_rejections_count_as_well() -> None:
    memory = remembered([("ااااا", "ORG", False)] * 2)
    assert Conflicts((), (), memory)(at(10, 15)) == 0
    assert Conflicts((), (), memory)(at(10, 15, "PER")) == 1
