"""Patterns of the package keep clear of what some Pythons get wrong."""

from __future__ import annotations

import re
from pathlib import Path

import workbench

GROUP_TAKEN_WHOLE = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+")


def test_no_group_is_repeated_possessively() -> None:
    """Before Python 3.11.5 a possessive group gives back too little (CPython issue 106052).

    An atomic group around a plain repetition says the same and is right everywhere.
    """
    found = [
        f"{path.name}:{number}"
        for path in Path(workbench.__file__).parent.rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1)
        if GROUP_TAKEN_WHOLE.search(line)
    ]
    assert found == []
