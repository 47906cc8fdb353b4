"""Write the Unicode tables of the workbench from the files of the Unicode Character Database.

    python -m scripts.unicode_tables FOLDER [FOLDER …]

The folders are searched for UnicodeData.txt, DerivedBidiClass.txt, BidiBrackets.txt,
BidiMirroring.txt, ArabicShaping.txt, EastAsianWidth.txt, GraphemeBreakProperty.txt and
LineBreak.txt, below them too: the folder that Debian's package unicode-data installs will do.
emoji-data.txt is optional; it is compared with the pictographs named here.

A table of ranges is a pair: the first code point of each range, and one letter per range.
"""

from __future__ import annotations

import re
import sys
import textwrap
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.unicode_database import LAST, Database, span, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent

# The alphabets. workbench.layout.bidi, workbench.arabic.clusters and workbench.layout.breaking
# document their meaning.
BIDI = dict(
    re.findall(
        r"(\w+)=(\w)",
        "L=L R=R AL=A EN=E AN=N ES=S ET=T CS=C NSM=M BN=B B=P S=s WS=W ON=O "
        "LRE=1 RLE=2 LRO=3 RLO=4 PDF=5 LRI=6 RLI=7 FSI=8 PDI=9",
    )
)
BIDI_NAMES = {
    "Left_To_Right": "L",
    "Right_To_Left": "R",
    "Arabic_Letter": "AL",
    "European_Terminator": "ET",
    "Boundary_Neutral": "BN",
}
GRAPHEME = {
    "Other": "o",
    "CR": "r",
    "LF": "n",
    "Control": "c",
    "Extend": "e",
    "ZWJ": "z",
    "Regional_Indicator": "i",
    "Prepend": "p",
    "SpacingMark": "s",
    "L": "L",
    "V": "V",
    "T": "T",
    "LV": "H",  # which of the two a syllable is follows from its code point
    "LVT": "H",
}
PICTOGRAPH = "x"
LINE_BREAK = dict(
    re.findall(
        r"(\S+?)=(\S)",
        "AL=a HL=h NU=0 ID=i CM=m SP=_ OP=( CP=) CL=} QU=q EX=! IN=. IS=, SY=/ NS=s PO=% PR=$ HY=- "
        "BA=b BB=d B2== CB=c GL=g WJ=w ZW=z ZWJ=j BK=k CR=r LF=n NL=l EB=e EM=f RI=R H2=2 H3=3 "
        "JL=L JV=V JT=T AI=a SG=a XX=a CJ=s",
    )
)
WIDE_BRACKETS = {"(": "[", ")": "]"}
UNASSIGNED_PICTOGRAPH = "x"

# Default_Ignorable_Code_Point outside of Cf: joiners, fillers, inherent vowels, selectors.
IGNORABLE = "34F 115F-1160 17B4-17B5 180B-180D 180F 3164 FE00-FE0F FFA0 E0100-E01EF"
# Emoji_Modifier: terminals do not agree on the columns of a skin tone.
MODIFIERS = "1F3FB-1F3FF"
# Extended_Pictographic of emoji-data.txt 15.0, which not every copy of the database includes.
PICTOGRAPHS = """
A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 2388 23CF 23E9-23F3 23F8-23FA 24C2
25AA-25AB 25B6 25C0 25FB-25FE 2600-2605 2607-2612 2614-2685 2690-2705 2708-2712 2714 2716 271D
2721 2728 2733-2734 2744 2747 274C 274E 2753-2755 2757 2763-2767 2795-2797 27A1 27B0 27BF
2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F000-1F0FF 1F10D-1F10F 1F12F
1F16C-1F171 1F17E-1F17F 1F18E 1F191-1F19A 1F1AD-1F1E5 1F201-1F20F 1F21A 1F22F 1F232-1F23A
1F23C-1F23F 1F249-1F3FA 1F400-1F53D 1F546-1F64F 1F680-1F6FF 1F774-1F77F 1F7D5-1F7FF 1F80C-1F80F
1F848-1F84F 1F85A-1F85F 1F888-1F88F 1F8AE-1F8FF 1F90C-1F93A 1F93C-1F945 1F947-1FAFF 1FC00-1FFFD
"""

LAM = 0x0644
LAM_ALEF = range(0xFEF5, 0xFEFD)
FORMS = ("isolated", "final", "initial", "medial")


# ------------------------------------------------------------------------------------- properties


def bidi_classes(database: Database) -> list[str]:
    """The letter of the bidi class of each code point."""
    classes = ["L"] * (LAST + 1)
    for points, name in database.missing("DerivedBidiClass.txt"):
        classes[points.start : points.stop] = [BIDI_NAMES[name]] * len(points)
    for code, name in database.fields("DerivedBidiClass.txt"):
        points = span(code)
        classes[points.start : points.stop] = [name] * len(points)
    return [BIDI[name] for name in classes]


def brackets(database: Database) -> tuple[str, str]:
    """Opening brackets, and at the same places their closing ones (UAX #9, BD14 and BD15)."""
    pairs = [
        (int(opening, 16), int(closing, 16))
        for opening, closing, kind in database.fields("BidiBrackets.txt")
        if kind == "o"
    ]
    return "".join(chr(a) for a, _ in pairs), "".join(chr(b) for _, b in pairs)


def equivalent_brackets(database: Database) -> tuple[str, str]:
    """Brackets with a canonical decomposition, and what they are to be compared as (BD16)."""
    found = {x: database.decompositions.get(ord(x), "<none>") for x in "".join(brackets(database))}
    singles = {x: chr(int(code, 16)) for x, code in found.items() if not code.startswith("<")}
    return "".join(singles), "".join(singles.values())


def mirrored(database: Database) -> tuple[str, str]:
    """Characters with a mirrored glyph, and the characters of those glyphs."""
    pairs = [(int(a, 16), int(b, 16)) for a, b in database.fields("BidiMirroring.txt")]
    return "".join(chr(a) for a, _ in pairs), "".join(chr(b) for _, b in pairs)


def joining_types(database: Database) -> list[str]:
    """The joining type of each code point; unlisted marks and format controls are transparent."""
    types = ["T" if c in {"Mn", "Me", "Cf"} else "U" for c in database.categories]
    for code, _, joining, _ in database.fields("ArabicShaping.txt"):
        types[int(code, 16)] = joining
    return types


def presentation_forms(database: Database) -> tuple[str, list[str], str, list[str]]:
    """Letters with their four forms, and the alefs with the two forms of lam with that alef.

    A form that Unicode does not encode falls back on the isolated or final one, and that on the
    letter itself.
    """
    letters: dict[str, dict[str, str]] = {}
    alefs: dict[str, dict[str, str]] = {}
    for point, decomposition in database.decompositions.items():
        kind, *parts = decomposition.split()
        if kind[1:-1] not in FORMS:
            continue
        codes = [int(part, 16) for part in parts]
        if len(codes) == 1:
            letters.setdefault(chr(codes[0]), {}).setdefault(kind[1:-1], chr(point))
        elif point in LAM_ALEF:
            alefs.setdefault(chr(codes[1]), {})[kind[1:-1]] = chr(point)
    columns = []
    for form in FORMS:
        fallback = "final" if form in {"final", "medial"} else "isolated"
        columns.append("".join(letters[x].get(form, letters[x].get(fallback, x)) for x in letters))
    lam_alef = ["".join(alefs[x][form] for x in alefs) for form in FORMS[:2]]
    return "".join(letters), columns, "".join(alefs), lam_alef


def grapheme_classes(database: Database) -> list[str]:
    """The letter of the grapheme cluster break class of each code point."""
    names = database.property("GraphemeBreakProperty.txt", "Other")
    pictographs = spans(PICTOGRAPHS)
    return [
        PICTOGRAPH if name == "Other" and point in pictographs else GRAPHEME[name]
        for point, name in enumerate(names)
    ]


def line_break_classes(database: Database) -> list[str]:
    """The letter of the line break class of each code point, resolved as LB1 says.

    What LB30 and LB30b tell apart has letters of its own: wide brackets, unassigned pictographs.
    """
    names = database.property("LineBreak.txt", "XX")
    east_asian = database.property("EastAsianWidth.txt", "N")
    pictographs = spans(PICTOGRAPHS)
    letters = []
    for point, (name, category) in enumerate(zip(names, database.categories, strict=True)):
        letter = LINE_BREAK.get(name, "m" if category in {"Mn", "Mc"} else "a")  # else it is SA
        if east_asian[point] in {"F", "W", "H"}:
            letter = WIDE_BRACKETS.get(letter, letter)
        if category == "Cn" and point in pictographs:
            letter = UNASSIGNED_PICTOGRAPH
        letters.append(letter)
    return letters


def display(database: Database) -> list[str]:
    """How each code point is shown.

    1, 2: as itself, in that many columns; m: as itself, over the character before; s: as a space;
    n: as a mark for a new line; c: as the picture of a control; r: as the replacement character;
    h: not at all.
    """
    wide = database.property("EastAsianWidth.txt", "N")
    clusters = grapheme_classes(database)
    hidden = spans(IGNORABLE) | spans(MODIFIERS)
    shown = []
    for point, category in enumerate(database.categories):
        if point in {0x85, 0x2028, 0x2029}:
            letter = "n"
        elif point < 0x20 or point == 0x7F:
            letter = "c"
        elif category in {"Cc", "Cs", "Co", "Cn"}:
            letter = "r"
        elif point in hidden or (category == "Cf" and clusters[point] != "p"):
            letter = "h"
        elif category in {"Mn", "Me", "Mc"} or clusters[point] in "VT":
            letter = "m"
        elif category == "Zs" and point != 0x20:
            letter = "s"
        else:
            letter = "2" if wide[point] in {"W", "F"} else "1"
        shown.append(letter)
    return shown


# ---------------------------------------------------------------------------------------- writing


def ranges(letters: Sequence[str]) -> tuple[list[int], str]:
    """The first code points and the letters of the ranges in which a property is constant."""
    starts = [0, *(i for i, (a, b) in enumerate(pairwise(letters), 1) if a != b)]
    return starts, "".join(letters[i] for i in starts)


def wrapped(parts: Sequence[str]) -> str:
    """Parts separated by spaces, in indented lines."""
    text = " ".join(parts)
    return textwrap.fill(
        text,
        98,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def string(name: str, text: str) -> str:
    """An assignment of a string, escaped, in lines."""
    size = 90 if text.isascii() else 14
    lines = "\n".join(f"    {text[i : i + size]!a}" for i in range(0, len(text), size))
    return f"{name} = (\n{lines}\n)\n"


def range_table(name: str, letters: Sequence[str]) -> str:
    """The two assignments of a table of ranges."""
    starts, values = ranges(letters)
    numbers = wrapped([f"{start}," for start in starts])
    return f"{name}_STARTS = (\n{numbers}\n)\n{string(name + '_LETTERS', values)}"


def header(database: Database, invariant: str) -> str:
    """The top of a generated module."""
    return (
        f'"""{invariant}\n\nGenerated by scripts/unicode_tables.py: do not edit."""\n\n'
        f'UNICODE_VERSION = "{database.version}"\n'
    )


def layout_module(database: Database) -> str:
    """The source of workbench/layout/tables.py."""
    opening, closing = brackets(database)
    special, plain = equivalent_brackets(database)
    mirror_from, mirror_to = mirrored(database)
    letters, forms, alefs, lam_alef = presentation_forms(database)
    parts = [
        header(database, "What layout knows about each code point: direction, joining, display."),
        range_table("BIDI", bidi_classes(database)),
        range_table("JOINING", joining_types(database)),
        range_table("DISPLAY", display(database)),
        string("OPENING", opening),
        string("CLOSING", closing),
        string("EQUIVALENT_FROM", special),
        string("EQUIVALENT_TO", plain),
        string("MIRRORED_FROM", mirror_from),
        string("MIRRORED_TO", mirror_to),
        string("LETTERS", letters),
        *(string(form.upper(), text) for form, text in zip(FORMS, forms, strict=True)),
        string("ALEFS", alefs),
        string("LAM_ALEF_ISOLATED", lam_alef[0]),
        string("LAM_ALEF_FINAL", lam_alef[1]),
    ]
    return "\n".join(parts)


def arabic_module(database: Database) -> str:
    """The source of workbench/arabic/tables.py."""
    top = header(database, "The grapheme cluster break class of each code point.")
    return "\n".join([top, range_table("GRAPHEME", grapheme_classes(database))])


def break_module(database: Database) -> str:
    """The source of workbench/layout/break_table.py: the numbers as one string, in base 16."""
    starts, values = ranges(line_break_classes(database))
    return "\n".join(
        [
            header(database, "The line break class of each code point (UAX #14)."),
            string("STARTS", " ".join([f"{start:x}" for start in starts])).replace("'", '"'),
            string("LETTERS", values).replace("'", '"'),
        ]
    )


def check_pictographs(database: Database) -> None:
    """ValueError where emoji-data.txt, if it is there, names other pictographs."""
    if database.find("emoji-data.txt") is None:
        return
    listed = {
        point
        for code, name in database.fields("emoji-data.txt")
        if name == "Extended_Pictographic"
        for point in span(code)
    }
    if listed != spans(PICTOGRAPHS):
        raise ValueError("emoji-data.txt names other pictographs than this script")


def main(arguments: Sequence[str]) -> int:
    """Write the modules; 2 when no folder is given."""
    if not arguments:
        sys.stderr.write("usage: unicode_tables.py FOLDER [FOLDER ...]\n")
        return 2
    database = Database([Path(argument) for argument in arguments])
    check_pictographs(database)
    (ROOT / "workbench/layout/tables.py").write_text(layout_module(database), "utf-8")
    (ROOT / "workbench/layout/break_table.py").write_text(break_module(database), "utf-8")
    (ROOT / "workbench/arabic/tables.py").write_text(arabic_module(database), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
