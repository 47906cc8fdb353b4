"""The catalogues of texts."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.messages import TEMPLATE, catalogue_of, compiled, source, template, translated
from workbench import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

PACKAGE = Path(__file__).parents[1] / "workbench"
MARKERS = ("_", "N_", "ngettext")
TRANSLATIONS = messages.languages()[1:]
PLACE = re.compile(r"\{[^{}]*\}")
WORD = re.compile(r"[^\W\d_]{2,}")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of a function by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node


def says(node: ast.AST) -> bool:
    """Whether a part of an expression is a text that was looked up."""
    return any(call.func.id in ("_", "ngettext") for call in calls(node))  # type: ignore[attr-defined]


def is_word(node: ast.AST) -> bool:
    """Whether a part of an expression is a word as it stands."""
    return isinstance(node, ast.Constant) and bool(WORD.search(str(node.value)))


def is_sentence_put_together(node: ast.AST) -> bool:
    """Whether words stand beside a text that was looked up: their order is one of English."""
    if isinstance(node, ast.JoinedStr):
        parts: list[ast.expr] = node.values
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [node.left, node.right]
    else:
        return False
    said = sum(map(says, parts))
    return said > 1 or (said == 1 and any(map(is_word, parts)))


def test_the_template_is_that_of_the_sources() -> None:
    assert TEMPLATE.read_text("utf-8") == template(), "run `python -m scripts.messages`"


def test_no_text_is_put_together_before_it_is_looked_up() -> None:
    wrong = [
        f"{path.name}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        for call in calls(ast.parse(path.read_text("utf-8")))
        if call.func.id in MARKERS  # type: ignore[attr-defined]
        and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ('_("a day") + " before"', True),
        ('_("Nothing") + _("here")', True),
        ('f"by {_(order)} now"', True),
        ('f" {_(title)} "', False),
        ('_("a") + ": "', False),
        ('"x" + "y"', False),
    ],
)
def test_sentences_put_together_are_known(code: str, wrong: bool) -> None:
    assert any(map(is_sentence_put_together, ast.walk(ast.parse(code)))) == wrong


def test_no_sentence_is_put_together_of_texts() -> None:
    wrong = [
        f"{path.name}:{node.lineno}"  # type: ignore[attr-defined]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if is_sentence_put_together(node)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_catalogue_has_what_the_sources_say_and_no_more(language: str) -> None:
    path, catalogue = catalogue_of(language), translated(language)
    assert path.read_text("utf-8") == source(catalogue), "run `python -m scripts.messages`"
    assert path.with_suffix(".mo").read_bytes() == compiled(catalogue)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_text_is_translated(language: str) -> None:
    missing = [
        message.id
        for message in translated(language)
        if message.id and (message.fuzzy or not all(texts(message.string)))
    ]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translations_have_the_places_of_the_text(language: str) -> None:
    catalogue = translated(language)
    wrong = [
        message.id
        for message in catalogue
        if message.id and not has_its_places(message, catalogue.num_plurals)
    ]
    assert wrong == []


def has_its_places(message: Message, plurals: int) -> bool:
    """Whether every form has the places of the text; none, one and two can be words."""
    places = set(PLACE.findall(texts(message.id)[-1]))
    forms = [set(PLACE.findall(form)) for form in texts(message.string)]
    if len(forms) != (plurals if isinstance(message.id, tuple) else 1):
        return False
    spelt = 3 if isinstance(message.id, tuple) else 0
    return all(
        form == places or (number < spelt and form == places - {"{n}"})
        for number, form in enumerate(forms)
    )


def texts(found: object) -> tuple[str, ...]:
    """One text or its forms, as a tuple; nothing is an empty text."""
    return tuple(found) if isinstance(found, tuple | list) else (str(found or ""),)


def test_english_needs_no_catalogue() -> None:
    messages.use_language("en")
    assert messages.languages()[0] == "en"
    assert messages.language() == "en"
    assert not messages.is_rtl()
    assert messages._("undecided") == "undecided"
    assert messages.ngettext("{n} span", "{n} spans", 2) == "{n} spans"
    assert messages.N_("x") == "x"


def test_arabic_reads_from_the_right_and_counts_by_six_forms() -> None:
    messages.use_language("ar")
    assert messages.language() == "ar"
    assert messages.is_rtl()
    assert messages._("undecided") != "undecided"
    forms = {messages.ngettext("{n} span", "{n} spans", n) for n in (0, 1, 2, 3, 11, 100)}
    assert len(forms) > 3


def test_the_interface_counts_with_the_digits_chosen_and_leaves_data_alone() -> None:
    text = "12 / \u20682021-05\u2069 / 3"
    assert messages.counted(text) == text
    messages.use_numerals(messages.ARABIC_INDIC)
    assert messages.counted(text) == "١٢ / \u20682021-05\u2069 / ٣"
