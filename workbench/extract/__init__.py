"""Extractors: each finds candidates in an article, outside the zones of site furniture.

An extractor is one file of this package with a function under `@extractor`. It is pure: the same
article and zones give the same candidates, in text order, none overlapping another of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from workbench.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.model import Article, Candidate, Zone


class Find(Protocol):
    """The work of an extractor."""

    def __call__(self, article: Article, zones: Sequence[Zone]) -> Iterable[Candidate]:
        """The candidates in `article` that lie outside `zones`."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """A named, versioned finder; a new version proposes anew, and decisions stand."""

    name: str
    version: str
    find: Find


extractors: Registry[Extractor] = Registry("extractor", __name__)


def extractor(name: str, *, version: str) -> Callable[[Find], Find]:
    """Register a function as the extractor `name`."""

    def register(find: Find) -> Find:
        extractors.add(name, Extractor(name, version, find))
        return find

    return register
