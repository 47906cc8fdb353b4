"""The label scheme: the default one is right, and a wrong one says why."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from workbench.errors import BadValue, SchemeError, UnknownName
from workbench.model import Annotation, Number, Span, Timex
from workbench.scheme import (
    Kind,
    default_guideline,
    default_scheme,
    guideline_in,
    parse_scheme,
)
from workbench.tui.markdown import about, read_markdown

ONE = """
name = "small"
version = 2
[[label]]
name = "PER"
title = "person"
title_ar = "شخص"
tag = "P"
kind = "entity"
key = 1
hue = "blue"
help = "a person"
"""
TWO = ONE + ONE[ONE.index("[[label]]") :]


def test_the_default_scheme_has_the_labels_of_the_guidelines() -> None:
    scheme = default_scheme()
    guideline = default_guideline()
    assert len(scheme.labels) == 18
    assert all(f"| {label.name} |" in guideline for label in scheme)
    for kind in Kind:
        keys = [label.key for label in scheme if label.kind is kind]
        assert keys == list(range(1, 10))
    assert len({label.tag for label in scheme}) == 18
    assert len({label.hue for label in scheme}) == 18


_EXAMPLE, _CODE, _NAME = "«([^»]*)»", "`([^`]+)`", "[A-Z0-9][A-Z0-9-]{2,}"


def test_the_arabic_guidelines_say_what_the_english_say() -> None:
    english = default_guideline()
    arabic = guideline_in("ar", english)
    for sign in ("\n#", "\n- ", "\n| "):
        assert arabic.count(sign) == english.count(sign)
    for pattern in (_CODE, _NAME):
        assert set(re.findall(pattern, english)) == set(re.findall(pattern, arabic))
    assert set(re.findall(_EXAMPLE, english)) <= set(re.findall(_EXAMPLE, arabic))
    for label in default_scheme():
        assert label.name in read_markdown(arabic).anchors
        assert about(arabic, label.name).count("\n- ") >= about(english, label.name).count("\n- ")


def test_guidelines_of_a_project_are_read_as_they_are() -> None:
    assert guideline_in("ar", "# Rules") == "# Rules"
    assert guideline_in("en", default_guideline()) == default_guideline()


def test_keys_choose_within_a_kind() -> None:
    scheme = default_scheme()
    assert scheme.keyed(Kind.ENTITY, 1).name == "PER"
    assert scheme.keyed(Kind.FIGURE, 1).name == "CARDINAL"
    with pytest.raises(UnknownName):
        parse_scheme(ONE).keyed(Kind.FIGURE, 1)


def test_values_must_suit_the_label() -> None:
    scheme = default_scheme()

    def check(label: str, value: Number | Timex | None) -> None:
        scheme.check(Annotation(Span(0, 1), "x", label, value))

    for label, value in (("CARDINAL", Number(Decimal(1))), ("DATE", Timex("2020")), ("DATE", None)):
        check(label, value)
    for label, value in (("PER", Timex("2020")), ("DATE", Number(Decimal(1)))):
        with pytest.raises(BadValue):
            check(label, value)
    with pytest.raises(UnknownName, match="PER"):
        check("PERS", None)


def test_the_fingerprint_is_that_of_the_meaning() -> None:
    assert parse_scheme(ONE).fingerprint == parse_scheme(f"# a comment\n{ONE}\n\n").fingerprint
    assert parse_scheme(ONE).fingerprint != parse_scheme(ONE.replace('P"', 'Q"')).fingerprint


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        'name = "x"\nversion = 1\n',
        'name = "x"\nversion = 1\nlabel = []\n',
        ONE.replace('"PER"', '"per"'),
        ONE.replace('tag = "P"', 'tag = "PP"'),
        ONE.replace('tag = "P"', 'tag = "ب"'),
        ONE.replace("key = 1", "key = 10"),
        ONE.replace('kind = "entity"', 'kind = "thing"'),
        ONE.replace('title = "person"\n', ""),
        TWO,
        TWO.replace("PER", "ORG", 1),
        TWO.replace("PER", "ORG", 1).replace('"P"', '"O"', 1),
    ],
)
def test_wrong_schemes_are_refused(text: str) -> None:
    with pytest.raises(SchemeError):
        parse_scheme(text)
