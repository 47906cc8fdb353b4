"""Named things, one file each: extractors, formats, measures.

A registry imports the modules of its package when it is first read, so that adding one is adding
one file. The first line of a thing's docstring is its help text.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Generic, TypeVar

from workbench.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


class Registry(Generic[T]):
    """The things of one `kind`, by name, found in the modules of `package`."""

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self._package = package
        self._things: dict[str, T] = {}
        self._complete = False

    def add(self, name: str, thing: T) -> T:
        """Register `thing`; a name is given once."""
        if name in self._things:
            raise ValueError(f"{self.kind} {name!r} is registered twice")
        self._things[name] = thing
        return thing

    def replace(self, name: str, thing: T) -> None:
        """Put `thing` in the place of what is called `name`."""
        self[name]
        self._things[name] = thing

    def __getitem__(self, name: str) -> T:
        """The thing called `name`, or UnknownName."""
        self._import_all()
        if name not in self._things:
            raise UnknownName(self.kind, name, self._things)
        return self._things[name]

    def __iter__(self) -> Iterator[str]:
        self._import_all()
        return iter(sorted(self._things))

    def items(self) -> list[tuple[str, T]]:
        """Names and things, sorted by name."""
        return [(name, self[name]) for name in self]

    def _import_all(self) -> None:
        if self._complete:
            return
        package = importlib.import_module(self._package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self._package}.{module.name}")
        self._complete = True
