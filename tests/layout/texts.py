"""Texts that layout is tried on: what news hold, what Unicode holds, and what an attacker sends."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import strategies as st

from scripts.unicode_database import Database

ROOT = Path(__file__).resolve().parents[2]
UCD = ROOT.parent / "shared" / "ucd"
DEBIAN = Path("/usr/share/unicode")

ARABIC = "ابتجحسعفقكلمنهويىةأإآؤئءپچگی"
MARKS = "\u064b\u064e\u0650\u0651\u0652\u0670\u0300"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩"
PUNCTUATION = " .,:;-/+%$()[]{}«»<>“”!؟،؛ـ—–…\"'"
SPACES = "\t\u00a0\u202f\u2003\u200b\u2060\u3000"
CONTROLS = "\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ODDITIES = "\x00\x07\x1b\x7f\x85\x9b\u00ad\ufeff\u2028\u2029\ud800\udfff\ue000\uffff\r\ufe0f\u034f"
WIDE = "中文가각\u1100\u1161\u11a8👩🏽👧🇲🇦❤🔥ｶﾞกำका\u0600\u06dd\u115f\u3164"

USUAL = ARABIC + DIGITS + PUNCTUATION + "abcXYZ"
ANY = USUAL * 3 + MARKS * 3 + SPACES + CONTROLS + ODDITIES + WIDE

code_points = st.integers(0, sys.maxunicode).map(chr)
usual_texts = st.text(st.sampled_from(USUAL + MARKS + "\n"), max_size=200)
hostile_texts = st.text(st.one_of(st.sampled_from(ANY + "\n\n"), code_points), max_size=120)
texts = st.one_of(usual_texts, hostile_texts)
widths = st.one_of(st.integers(1, 12), st.integers(13, 100))


def ucd_lines(name: str) -> list[str]:
    """The lines of a file of the Unicode Character Database, or the test is skipped."""
    for folder in (UCD, DEBIAN):
        for path in sorted(folder.rglob(name)) if folder.is_dir() else ():
            return path.read_text("utf-8").splitlines()
    pytest.skip(f"{name} is not in ../shared/ucd, nor is Debian's unicode-data installed")


def database() -> Database:
    """The generator's view of the Unicode Character Database, or the test is skipped."""
    ucd_lines("UnicodeData.txt")
    ucd_lines("DerivedBidiClass.txt")
    return Database([folder for folder in (UCD, DEBIAN) if folder.is_dir()])
