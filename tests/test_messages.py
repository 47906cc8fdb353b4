"""The catalogue of texts."""

from __future__ import annotations

import ast
from pathlib import Path

from scripts.messages import TEMPLATE, template
from workbench import messages

PACKAGE = Path(__file__).parents[1] / "workbench"


def test_the_template_is_that_of_the_sources() -> None:
    assert TEMPLATE.read_text("utf-8") == template(), "run `python -m scripts.messages`"


def test_no_text_is_put_together_before_it_is_looked_up() -> None:
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("_", "N_", "ngettext") and isinstance(
                node.args[0], ast.JoinedStr | ast.BinOp
            ):
                wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_english_needs_no_catalogue() -> None:
    messages.use_language("en")
    assert messages.languages()[0] == "en"
    assert messages._("undecided") == "undecided"
    assert messages.ngettext("{n} span", "{n} spans", 2) == "{n} spans"
    assert messages.N_("x") == "x"
