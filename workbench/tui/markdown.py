"""Markdown as plain text with faces, for a view that lays it out itself.

The invariant: the faces are ranges of the text, in order and without overlaps. Any text is taken;
what is no Markdown stays as it is written. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Face(Enum):
    """How a stretch of text looks."""

    HEADING = "heading"
    STRONG = "strong"
    CODE = "code"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Prose:
    """`faces` are (start, end, face); `sections` are offsets of headings.

    `anchors` are the offsets of rows of tables, by what is in their first cell.
    """

    text: str
    faces: tuple[tuple[int, int, Face], ...]
    sections: tuple[int, ...]
    anchors: dict[str, int]


_HEADING = re.compile(r"#{1,6}\s+(.*)")
_ITEM = re.compile(r"(\s*)(?:([-*+])|(\d{1,9}[.)]))\s+(.*)")
_RULED = re.compile(r"[\s|:-]+")
_INLINE = re.compile(r"\*\*([^*]+)\*\*|`([^`]+)`|\[([^\[\]]*)\]\([^()]*\)")
_CELLS = re.compile(r"(?<!\\)\|")


class _Writer:
    """Collects paragraphs."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.faces: list[tuple[int, int, Face]] = []
        self.sections: list[int] = []
        self.anchors: dict[str, int] = {}
        self.at = 0

    def put(self, text: str, face: Face | None = None) -> None:
        """Append text; newlines and faces within it are the caller's."""
        if face is not None and text:
            self.faces.append((self.at, self.at + len(text), face))
        self.parts.append(text)
        self.at += len(text)

    def inline(self, text: str, face: Face | None = None) -> None:
        """Append text with its emphasis; what has no face of its own gets `face`."""
        end = 0
        for match in _INLINE.finditer(text):
            self.put(text[end : match.start()], face)
            strong, code, link = match.groups()
            if strong is not None:
                self.put(strong.replace("`", ""), Face.STRONG)
            elif code is not None:
                self.put(code, Face.CODE)
            else:
                self.put(link or "", face)
            end = match.end()
        self.put(text[end:], face)

    def blank(self) -> None:
        """One blank line, unless there is one or nothing is before it."""
        if self.parts and not "".join(self.parts[-2:]).endswith("\n\n"):
            self.put("\n")


def read_markdown(text: str) -> Prose:
    """Headings, lists, tables, emphasis and code; a row of a table becomes a paragraph a cell."""
    writer = _Writer()
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.startswith("```"):
            place = _fenced(writer, lines, place + 1)
        elif line.startswith("|"):
            place = _table(writer, lines, place)
        elif match := _HEADING.match(line):
            writer.blank()
            writer.sections.append(writer.at)
            writer.inline(match[1], Face.HEADING)
            writer.put("\n")
            place += 1
        elif not line.strip():
            writer.blank()
            place += 1
        else:
            place = _paragraph(writer, lines, place)
    return Prose("".join(writer.parts), tuple(writer.faces), tuple(writer.sections), writer.anchors)


def _fenced(writer: _Writer, lines: Sequence[str], place: int) -> int:
    while place < len(lines) and not lines[place].startswith("```"):
        writer.put(lines[place], Face.CODE)
        writer.put("\n")
        place += 1
    return place + 1


def _paragraph(writer: _Writer, lines: Sequence[str], place: int) -> int:
    """A paragraph or an item of a list, with the lines that go on with it."""
    match = _ITEM.fullmatch(lines[place])
    if match:
        indent, bullet, number, first = match.groups()
        writer.put(f"{indent}{'•' if bullet else number} ")
        joined = [first.strip()]
    else:
        joined = [lines[place].strip()]
    place += 1
    while place < len(lines) and _goes_on(lines[place]):
        joined.append(lines[place].strip())
        place += 1
    writer.inline(" ".join(joined))
    writer.put("\n")
    return place


def _goes_on(line: str) -> bool:
    starts = line.startswith(("|", "```")) or _HEADING.match(line) or _ITEM.fullmatch(line)
    return bool(line.strip()) and not starts


def _table(writer: _Writer, lines: Sequence[str], place: int) -> int:
    head = cells(lines[place])
    place += 1
    while place < len(lines) and lines[place].startswith("|"):
        row = cells(lines[place])
        if not _RULED.fullmatch(lines[place]):
            writer.blank()
            writer.anchors.setdefault(row[0], writer.at)
            writer.inline(row[0], Face.STRONG)
            writer.put("\n")
            for name, cell in zip(head[1:], row[1:], strict=False):
                if cell:
                    writer.put(f"{name}: " if name else "", Face.ASIDE)
                    writer.inline(cell)
                    writer.put("\n")
        place += 1
    writer.blank()
    return place


def cells(line: str) -> list[str]:
    """The cells of a row of a table."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in _CELLS.split(inner)]


def about(text: str, name: str) -> str:
    """The part of a Markdown text that is about a name: its rows of tables, items that name it."""
    named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.ASCII)  # an Arabic و may stand before
    rows, items, head, section = [], [], "", ""
    for line in text.split("\n"):
        if line.startswith("#"):
            head, section = "", line
        elif line.startswith("|"):
            head = head or line
            if cells(line)[0] == name:
                rows += [section, "", head, line, ""]
        elif _ITEM.fullmatch(line) and named.search(line):
            items.append(line)
    return "\n".join([*rows, *items])
