"""Where a row may end: the Unicode Line Breaking Algorithm (UAX #14) over one text.

The invariant: the places are those that LineBreakTest of our Unicode version expects, with numbers
as there (LB25 as in example 7 of section 8.2), found in linear time. Classes are bytes, one letter
per code point, resolved as LB1 says:

    a AL   h HL   0 NU   i ID   e EB   f EM   x unassigned pictograph   R RI
    ( OP   ) CP   [ ] the same, East Asian    } CL   q QU   ! EX   , IS   / SY   . IN   s NS
    $ PR   % PO   - HY   b BA   d BB   = B2   c CB   2 H2   3 H3   L JL   V JV   T JT
    _ SP   z ZW   w WJ   g GL   m CM   j ZWJ   k BK   r CR   n LF   l NL
"""

from __future__ import annotations

import re

from workbench.arabic.clusters import PropertyMap
from workbench.layout import break_table
from workbench.layout.properties import Letters

_classes = Letters(
    PropertyMap([int(start, 16) for start in break_table.STARTS.split()], break_table.LETTERS)
)

# What is kept with the class before it, over spaces too (LB6, LB7, LB11, LB13), and what only where
# there are none (LB12a, LB19, LB21, LB22).
_BOUND = "krnlzw})]!,/"
_CLOSE = "gqb-s."
_ALL = f"{_BOUND}{_CLOSE}ah0mjiefx23LVTR([$%d=c"
_BUT_OBJECTS = _ALL.replace("c", "")  # LB20

# Units, what else no break stands before directly after them, and what after them and spaces.
# Marks that have nothing to attach to are letters (LB10).
_KEPT = (
    ("[amj]++", f"{_CLOSE}ah0($%", ""),  # LB23, LB24, LB28, LB30
    ("0[0mj]*+(?>(?:[,/][mj]*+)+)", "0", ""),  # LB25
    (r"0[0mj]*+(?>(?:[,/][mj]*+)*)(?>(?:[})\]][mj]*+)?)", "$%", ""),  # LB25
    ("0[0mj]*+", f"{_CLOSE}ah0($%", ""),  # LB23, LB25, LB30
    ("h[hmj]*+[b-][mj]*+", _BUT_OBJECTS, ""),  # LB21a
    ("h[hmj]*+", f"{_CLOSE}ah0($%", ""),  # LB23, LB24, LB28, LB30
    ("[wg][mj]*+", _ALL, ""),  # LB11, LB12
    ("[([][mj]*+", _ALL, _ALL),  # LB14
    ("q[mj]*+", _ALL, "(["),  # LB15, LB19
    (r"[}\]][mj]*+", _CLOSE, "s"),  # LB16
    (r"\)[mj]*+", f"{_CLOSE}ah0", "s"),  # LB16, LB30
    ("=[mj]*+", f"{_CLOSE}=", "="),  # LB17
    ("c[mj]*+", "gq", ""),  # LB20
    ("d[mj]*+", _BUT_OBJECTS, ""),  # LB21
    ("b[mj]*+", "qb-s.", ""),  # LB12a
    ("-[mj]*+", "qb-s.0", ""),  # LB12a, LB25
    (",[mj]*+", f"{_CLOSE}ah", ""),  # LB29
    ("/[mj]*+", f"{_CLOSE}h", ""),  # LB21b
    ("[$%][mj]*+(?=[([-][mj]*+0)", "([-", ""),  # LB25
    (r"\$[mj]*+", f"{_CLOSE}ah0iefx23LVT", ""),  # LB23a, LB24, LB25, LB27
    ("%[mj]*+", f"{_CLOSE}ah0", ""),  # LB24, LB25
    ("[if][mj]*+", f"{_CLOSE}%", ""),  # LB23a
    ("[ex][mj]*+", f"{_CLOSE}%f", ""),  # LB23a, LB30b
    ("L[mj]*+", f"{_CLOSE}%LV23", ""),  # LB26, LB27
    ("[V2][mj]*+", f"{_CLOSE}%VT", ""),
    ("[T3][mj]*+", f"{_CLOSE}%T", ""),
    ("(?>(?:R[mj]*+){1,2})", _CLOSE, ""),  # LB30a
    ("[!s.][mj]*+", _CLOSE, ""),
)


def _chunk() -> re.Pattern[bytes]:
    """A text from one opportunity to the next: steps that none follows, and then the rest.

    A joiner holds on to what follows it (LB8a).
    """
    steps = [
        f"{unit}(?:(?=[{re.escape(_BOUND + direct)}])|(?<=j)(?=[^_])"
        f"|_++(?=[{re.escape(_BOUND + spaced)}]))"
        for unit, direct, spaced in _KEPT
    ]
    steps += [f"_++(?=[{re.escape(_BOUND)}])", "z_*+(?=[krnlz])", "r(?=n)"]  # LB5, LB6, LB7, LB8
    rest = "(?:[amj]++|0[0mj]*+|h[hmj]*+|(?>(?:R[mj]*+){1,2})|z|[^krnlz_][mj]*+)_*+|_++|[krnl]"
    return re.compile(f"(?>(?:{'|'.join(steps)})*)(?:{rest})".encode())


_CHUNK = _chunk()


def break_opportunities(text: str) -> list[int]:
    """The places after which a row may end, in order; the last one is len(text)."""
    return [match.end() for match in _CHUNK.finditer(_classes.of(text))]
