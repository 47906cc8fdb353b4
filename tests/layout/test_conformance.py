"""The Unicode Consortium's own tests of UAX #9, all of them, through the code that draws rows."""

from __future__ import annotations

from tests.layout.texts import ucd_lines
from workbench.layout import bidi, fit

REMOVED = b"B12345"
SAMPLES = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "1",
    "AN": "\u0661",
    "ES": "+",
    "ET": "%",
    "CS": ",",
    "NSM": "\u0300",
    "BN": "\u00ad",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "RLE": "\u202b",
    "LRO": "\u202d",
    "RLO": "\u202e",
    "PDF": "\u202c",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}


def _analyse(text: str, base: int | None) -> tuple[int, list[str], list[int]]:
    """Paragraph level, levels with x for what is removed, and visual order."""
    classes = bidi.classes_of(text)
    if base is None:
        base = bidi.paragraph_level(classes) or 0
    levels = bidi.line_levels(bidi.levels(text, classes, base), classes, base)
    kept = [place for place, letter in enumerate(classes) if letter not in REMOVED]
    shown = ["x"] * len(text)
    for place in kept:
        shown[place] = str(levels[place])
    order = bidi.visual_order(bytes([levels[place] for place in kept]))
    return base, shown, [kept[index] for index in order]


def _character_cases() -> list[tuple[str, int | None, int, list[str], list[int]]]:
    cases = []
    for line in ucd_lines("BidiCharacterTest.txt"):
        if not line or line.startswith("#"):
            continue
        codes, direction, level, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        given = None if direction == "2" else int(direction)
        cases.append((text, given, int(level), levels.split(), list(map(int, order.split()))))
    return cases


def test_bidi_character_test() -> None:
    cases = _character_cases()
    failures = [
        (text, base)
        for text, base, level, levels, order in cases
        if _analyse(text, base) != (level, levels, order)
    ]
    assert failures == []
    assert len(cases) > 90_000


def test_bidi_character_test_in_cells() -> None:
    """Cells stand in the order that the tests give to the characters that start them."""
    failures = []
    for text, base, level, levels, order in _character_cases():
        cells = fit(text, 2 * len(text), rtl=level == 1 if base is None else base == 1).cells
        starts = [cell.start for cell in cells if levels[cell.start] != "x"]
        known = set(starts)
        if starts != [place for place in order if place in known]:
            failures.append((text, base))
    assert failures == []


def test_bidi_test() -> None:
    levels: list[str] = []
    order: list[int] = []
    failures = []
    done = 0
    for line in ucd_lines("BidiTest.txt"):
        if line.startswith("@Levels:"):
            levels = line.partition(":")[2].split()
        elif line.startswith("@Reorder:"):
            order = list(map(int, line.partition(":")[2].split()))
        elif line and line[0] not in "#@":
            names, _, bits = line.partition(";")
            text = "".join([SAMPLES[name] for name in names.split()])
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits, 16) & bit:
                    done += 1
                    if _analyse(text, base)[1:] != (levels, order):
                        failures.append((names, base))
    assert failures == []
    assert done > 770_000
