"""Lookups in the Unicode tables, and how many columns each code point gets.

The invariant: everything that layout knows about a character comes from `tables` and `break_table`,
so that the same text is laid out in the same way by every Python.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from workbench.arabic.clusters import PropertyMap, break_classes, clusters
from workbench.layout import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

bidi_classes = PropertyMap(tables.BIDI_STARTS, tables.BIDI_LETTERS)
"""The letter of the bidi class of each code point; see `workbench.layout.bidi`."""

joining_types = PropertyMap(tables.JOINING_STARTS, tables.JOINING_LETTERS)
"""The joining type of each code point: U, R, L, D, C or T, as in ArabicShaping.txt."""

displays = PropertyMap(tables.DISPLAY_STARTS, tables.DISPLAY_LETTERS)
"""How each code point is shown: 1 and 2 as itself in so many columns, m as itself over the
character before, s as a space, n as a mark for a new line, c as the picture of a control, r as the
replacement character, h not at all."""

# What the Arabic press writes with, as an 8-bit code page, whose first character has to be NUL.
_PAGE = "".join(
    [
        "\0\t\n\r",
        *map(chr, range(0x20, 0x7F)),
        "«»°±·×÷²£€§©®™−‐‑–—‘’‚“”„•…‹›′″",
        "àáâäçèéêëíîïñóôöùúûüÉ",
        "،؛؟ٱپچژڤڨکڭگھہیے۰۱۲۳۴۵۶۷۸۹\u0670",
        *map(chr, (*range(0x621, 0x63B), *range(0x640, 0x653), *range(0x660, 0x66D))),
        "\u00a0\u00ad\u061c\ufeff",
        *map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x2030), *range(0x2066, 0x206A))),
    ]
)
_CODES = codecs.charmap_build(_PAGE)


class Letters:
    """A property of one ASCII letter per code point, looked up for a whole text at once.

    A text in the page of usual characters is looked up as bytes, in a tenth of the time.
    """

    def __init__(self, letters: Mapping[int, str]) -> None:
        self._letters = letters
        page = "".join([letters[ord(char)] for char in _PAGE])
        self._page = page.ljust(256, "?").encode("ascii")

    def of(self, text: str) -> bytes:
        """The letter of each code point."""
        try:
            codes, _ = codecs.charmap_encode(text, "strict", _CODES)
        except UnicodeEncodeError:
            return text.translate(self._letters).encode("ascii")
        return codes.translate(self._page)


# Letters of a kind: what a code point does to the columns of its cluster.
#   0 1 2  starts a cell of so many columns       c  belongs to the cell before
#   v      a stand-in, one column, takes no marks  e  a mark: over the cell before, else alone
#   f      hidden in the cell before, else alone   z  a hidden joiner
#   i      half a flag                             V  a jamo over the cell before
#   x y    a pictograph of one or two columns
_KINDS_OF_CELLS = bytes.maketrans(b"vefzxy", b"1ccc12")
_NEEDS_CLUSTERS = re.compile(b"[iV]|z[xy]")
# Letters, digits and punctuation of the usual scripts: each a cell of one column beside its like.
_NOT_PLAIN = re.compile(
    "[^\t\n -~\xa0-\xac\xae-\u02ff\u0600-\u060f\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5"
    "\u06ee-\u06ff\u2010-\u2027\u2030-\u205e]"
)
_ORPHANS = re.compile(b"(?<![^0v])[efz]+")


class _Kinds(dict[int, str]):
    """The kind of each code point."""

    def __init__(self, *, reveal: bool) -> None:
        super().__init__()
        self._reveal = reveal

    def __missing__(self, point: int) -> str:
        kind = self[point] = self._kind(displays[point], break_classes[point])
        return kind

    def _kind(self, shown: str, cluster: str) -> str:
        if shown == "h":
            if self._reveal:
                return "v"
            return {"e": "f", "z": "z"}.get(cluster, "0")
        if shown == "m":
            return {"e": "e", "s": "e", "V": "V", "T": "V"}.get(cluster, "1")
        if cluster in "rnc":
            return "v"
        if cluster == "x":
            return "y" if shown == "2" else "x"
        if cluster == "i":
            return "i"
        return "2" if shown == "2" else "1"


_KINDS = {reveal: Letters(_Kinds(reveal=reveal)) for reveal in (False, True)}


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether every code point of `text[start:end]` is known to be a cell of one column."""
    return _NOT_PLAIN.search(text, start, end) is None


def cell_kinds(text: str, *, reveal: bool) -> bytes:
    """One letter per code point: the columns of the cell that starts there, or c inside of one.

    Cells are grapheme clusters, except that each character with columns of its own starts a cell
    also within a cluster (a prepended sign, Thai AM, several leading jamo; not the second half of a
    flag), and that `reveal` gives a cell to what is hidden. A carriage return that ends the text is
    hidden with the line feed that follows it.
    """
    if is_plain(text, 0, len(text)):
        return b"1" * len(text)
    kinds = _KINDS[reveal].of(text)
    if text.endswith("\r") and not reveal:
        kinds = kinds[:-1] + b"0"
    kinds = _ORPHANS.sub(_orphan, kinds)
    if _NEEDS_CLUSTERS.search(kinds):
        whole = kinds.decode("ascii")
        cells = [_cells_of_cluster(whole[start:end]) for start, end in clusters(text)]
        return "".join(cells).encode("ascii")
    return kinds.translate(_KINDS_OF_CELLS)


def _orphan(match: re.Match[bytes]) -> bytes:
    """Marks without a base take a column; what is hidden takes none."""
    kinds = match[0]
    return (b"1" if b"e" in kinds else b"0") + b"c" * (len(kinds) - 1)


def _cells_of_cluster(kinds: str) -> str:
    """The cells of one cluster; of pictographs that are joined, the first one is shown."""
    cells: list[str] = []
    width = 0
    last = ""
    for kind in kinds:
        flag = kind == last == "i" and width == 1
        if flag:
            width = 2
            cells[-1] = "2"
        joined = kind in "xy" and last == "z"
        if flag or joined or kind in "efzc" or (kind == "V" and width):
            cells.append("c")
        else:
            width = {"0": 0, "v": 0, "2": 2, "y": 2}.get(kind, 1)
            cells.append({"0": "0", "2": "2", "y": "2"}.get(kind, "1"))
        last = kind
    return "".join(cells)
