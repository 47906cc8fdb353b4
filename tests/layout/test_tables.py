"""The tables: generated from the database, and in agreement with others on widths."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from scripts import unicode_tables
from tests.layout.texts import ROOT, database
from workbench.arabic import tables as arabic_tables
from workbench.layout import properties, tables
from workbench.layout.properties import bidi_classes, displays

if TYPE_CHECKING:
    from pathlib import Path

IN_UNICODE = "15.0.0"


def test_tables_are_what_the_script_writes() -> None:
    data = database()
    unicode_tables.check_pictographs(data)
    for name, source in (
        ("workbench/layout/tables.py", unicode_tables.layout_module(data)),
        ("workbench/arabic/tables.py", unicode_tables.arabic_module(data)),
    ):
        assert (ROOT / name).read_text("utf-8") == source, name


def test_script_asks_for_a_folder() -> None:
    assert unicode_tables.main([]) == 2


def test_script_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"DerivedBidiClass\.txt"):
        unicode_tables.main([str(tmp_path)])


def test_both_modules_are_of_one_version() -> None:
    assert tables.UNICODE_VERSION == arabic_tables.UNICODE_VERSION == IN_UNICODE


def test_layout_reads_no_database_of_python() -> None:
    code = "import sys, workbench.layout; sys.exit('unicodedata' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("char", "letter"),
    [("a", "L"), ("א", "R"), ("ب", "A"), ("١", "N"), ("1", "E"), ("،", "C"), ("\u064e", "M")],
)
def test_bidi_classes(char: str, letter: str) -> None:
    assert bidi_classes[ord(char)] == letter


def test_unassigned_code_points_have_the_classes_of_their_blocks() -> None:
    assert bidi_classes[0x05FF] == "R"
    assert bidi_classes[0x08FF + 0x265] != "A"
    assert bidi_classes[0x1EE05] == "A"
    assert bidi_classes[0xFDD0] == "B"
    assert bidi_classes[0x20CF] == "T"


def test_plain_characters_are_cells_of_one_column() -> None:
    assert properties.cell_kinds("ب\t\u064e\t", reveal=False) == b"1111"
    plain = [chr(p) for p in range(0x0B, 0x10000) if properties.is_plain(chr(p), 0, 1)]
    assert len(plain) > 900
    for char in plain:
        kinds = properties.cell_kinds(f"ب{char}\u064e{char}", reveal=False)
        assert kinds == b"11c1", hex(ord(char))
        assert properties.cell_kinds(char, reveal=True) == b"1"


def test_widths_are_those_of_another_implementation() -> None:
    widths = {"1": 1, "2": 2, "m": 0}
    differing = [
        hex(point)
        for point in range(0x30000)
        if displays[point] in widths
        and unicodedata.category(chr(point)) != "Cn"
        and cell_len(chr(point), IN_UNICODE) != widths[displays[point]]
    ]
    assert differing == []
