"""Arabic letters in the presentation form that their neighbours call for.

The invariant: one code point in, one code point out, so that offsets are those of the text. Marks
stay on their letters. The only ligatures are the mandatory ones of lam and alef, which
`ligature` gives to whoever lets two letters share a cell.
"""

from __future__ import annotations

import re

from workbench.layout import tables
from workbench.layout.properties import joining_types

LAM = "\u0644"

# A letter that joins the next one, over whatever is transparent (ArabicShaping.txt).
_JOINED = re.compile("[DCL]T*+(?=[DCR])")
_TO_PREVIOUS = 1
_TO_NEXT = 2
_FORMS = tuple(
    dict(zip(tables.LETTERS, forms, strict=True))
    for forms in (tables.ISOLATED, tables.FINAL, tables.INITIAL, tables.MEDIAL)
)
_LIGATURES = {
    "\ufedd": dict(zip(tables.ALEFS, tables.LAM_ALEF_ISOLATED, strict=True)),
    "\ufedf": dict(zip(tables.ALEFS, tables.LAM_ALEF_ISOLATED, strict=True)),
    "\ufede": dict(zip(tables.ALEFS, tables.LAM_ALEF_FINAL, strict=True)),
    "\ufee0": dict(zip(tables.ALEFS, tables.LAM_ALEF_FINAL, strict=True)),
}


def shape(text: str) -> str:
    """`text` with each letter in its isolated, final, initial or medial form."""
    joins = bytearray(len(text))
    for match in _JOINED.finditer(text.translate(joining_types)):
        joins[match.start()] |= _TO_NEXT
        joins[match.end()] |= _TO_PREVIOUS
    return "".join([_FORMS[join].get(char, char) for char, join in zip(text, joins, strict=True)])


def isolated(char: str) -> str:
    """The form of a letter that stands alone."""
    return _FORMS[0].get(char, char)


def transparent(text: str) -> bool:
    """Whether joining ignores every code point of `text`."""
    return all(joining_types[ord(char)] == "T" for char in text)


def ligature(lam: str, alef: str) -> str | None:
    """The ligature of a lam in one of its forms and an alef as stored; None for other letters."""
    return _LIGATURES.get(lam, {}).get(alef)
