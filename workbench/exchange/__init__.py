"""Formats: each reads articles from a file, writes gold data to one, or both.

A format is one file of this package with a class under `@file_format`; the first line of its
docstring is its help text. Reading is pure: bytes in, records out, and what cannot be taken is a
ReadError that names the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol, runtime_checkable

from workbench.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workbench.model import GoldRecord


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article's text as it was read, before anything is known about it.

    `digest` is the SHA-256 of the bytes that `text` was decoded from, and `encoding` says how.
    """

    source: str
    text: str
    encoding: str
    digest: str


class Format(Protocol):
    """A kind of file."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of such a file's name, the usual one first."""


@runtime_checkable
class Reader(Format, Protocol):
    """A format that articles can be imported from."""

    def read(self, data: bytes, source: str, encoding: str | None, /) -> Iterator[Incoming]:
        """The articles in `data`; `encoding` None means that the bytes tell it. ReadError."""


@runtime_checkable
class Writer(Format, Protocol):
    """A format that gold data can be exported to."""

    def write(self, records: Iterable[GoldRecord], stream: IO[bytes], /) -> None:
        """Write `records`; the same records always give the same bytes."""


formats: Registry[Format] = Registry("format", __name__)


def file_format(name: str) -> Callable[[type[Format]], type[Format]]:
    """Register a class, made without arguments, as the format `name`."""

    def register(kind: type[Format]) -> type[Format]:
        formats.add(name, kind())
        return kind

    return register
