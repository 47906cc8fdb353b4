"""Arabic letters in the presentation form that their neighbours call for.

The invariant: one code point in, one code point out, so that offsets are those of the text. Marks
stay on their letters. The only ligatures are the mandatory ones of lam and alef, which
`ligature` gives to whoever lets two letters share a cell.
"""

from __future__ import annotations

from workbench.layout import tables
from workbench.layout.properties import Letters, joining_types

LAM = "\u0644"
_TRANSPARENT = ord("T")

_types = Letters(joining_types)
# Joining types (ArabicShaping.txt) that join to the next letter, and those that do to the previous.
_TO_NEXT = bytes(letter in b"DCL" for letter in range(256))
_TO_PREVIOUS = bytes(letter in b"DCR" for letter in range(256))
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
    types = _types.of(text)
    bases = types.translate(None, b"T")
    forms = _forms(bases)
    if len(bases) < len(types):
        of_bases = iter(forms)
        forms = bytes([0 if letter == _TRANSPARENT else next(of_bases) for letter in types])
    return "".join([_FORMS[form].get(char, char) for char, form in zip(text, forms, strict=True)])


def _forms(types: bytes) -> bytes:
    """The index of the form of each letter: 1 if joined to the previous one, 2 if to the next.

    Both neighbours of all letters are compared at once, as digits of two large numbers.
    """
    onwards = int.from_bytes(types.translate(_TO_NEXT), "little")
    backwards = int.from_bytes(types.translate(_TO_PREVIOUS), "little")
    joints = onwards & (backwards >> 8)
    return (joints << 1 | joints << 8).to_bytes(len(types) + 1, "little")[: len(types)]


def isolated(char: str) -> str:
    """The form of a letter that stands alone."""
    return _FORMS[0].get(char, char)


def transparent(text: str) -> bool:
    """Whether joining ignores every code point of `text`."""
    return all(joining_types[ord(char)] == "T" for char in text)


def ligature(lam: str, alef: str) -> str | None:
    """The ligature of a lam in one of its forms and an alef as stored; None for other letters."""
    return _LIGATURES.get(lam, {}).get(alef)
