"""The files of the Unicode Character Database, read.

Two ways to write a range are known: `0600..0605` as in the files, and `0600-0605`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LAST = 0x10FFFF


class Database:
    """The files of the Unicode Character Database in some folders."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self.version = self._version()
        self.categories = ["Cn"] * (LAST + 1)
        self.decompositions: dict[int, str] = {}
        self._read_unicode_data()

    def find(self, name: str) -> Path | None:
        """The file called `name` in or below one of the folders."""
        for folder in self._folders:
            for path in (folder / name, *sorted(folder.rglob(name))):
                if path.is_file():
                    return path
        return None

    def lines(self, name: str) -> list[str]:
        """The lines of a file, comments included."""
        path = self.find(name)
        if path is None:
            raise FileNotFoundError(name)
        return path.read_text("utf-8").splitlines()

    def fields(self, name: str) -> Iterator[list[str]]:
        """The fields of the lines of a file, comments dropped."""
        for line in self.lines(name):
            content = line.partition("#")[0].strip()
            if content:
                yield [field.strip() for field in content.split(";")]

    def property(self, name: str, default: str) -> list[str]:
        """The second field of a file, by code point."""
        values = [default] * (LAST + 1)
        for code, value, *_ in self.fields(name):
            for point in span(code):
                values[point] = value
        return values

    def missing(self, name: str) -> Iterator[tuple[range, str]]:
        """The defaults that a file gives to code points that it does not list."""
        for line in self.lines(name):
            if match := re.match(r"# @missing: (\S+); (\w+)", line):
                yield span(match[1]), match[2]

    def _version(self) -> str:
        match = re.search(r"-(\d+\.\d+\.\d+)\.txt", self.lines("DerivedBidiClass.txt")[0])
        if match is None:
            raise ValueError("DerivedBidiClass.txt does not name its version")
        return match[1]

    def _read_unicode_data(self) -> None:
        first = 0
        for code, name, category, _, _, decomposition, *_ in self.fields("UnicodeData.txt"):
            point = int(code, 16)
            if name.endswith(", First>"):
                first = point
                continue
            start = first if name.endswith(", Last>") else point
            self.categories[start : point + 1] = [category] * (point + 1 - start)
            if decomposition:
                self.decompositions[point] = decomposition


def span(code: str) -> range:
    """The code points of `0600`, `0600..0605` or `0600-0605`."""
    first, _, last = code.replace("..", "-").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def spans(codes: str) -> set[int]:
    """The code points of a list of spans."""
    return {point for code in codes.split() for point in span(code)}
