"""Mappings that are changed often and never in place.

The invariant: an `Overlay` never changes. A changed one shares what was there before, so that a
change costs the same however many entries there are, but for one in so many.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

K = TypeVar("K")
V = TypeVar("V")

_RECENT = 256  # changes that are kept apart before they are put together with the rest


class Overlay(Mapping[K, V], Generic[K, V]):
    """`base` with `recent` changes over it, of which None says that the key is gone."""

    def __init__(self, base: Mapping[K, V], recent: Mapping[K, V | None] | None = None) -> None:
        self._base, self._recent = base, recent or {}

    def changed(self, changes: Mapping[K, V | None]) -> Overlay[K, V]:
        """This mapping with other values, None for those that are gone."""
        recent = {**self._recent, **changes}
        if len(recent) <= _RECENT:
            return Overlay(self._base, recent)
        base = {**self._base, **recent}
        return Overlay({key: value for key, value in base.items() if value is not None})

    def __getitem__(self, key: K) -> V:
        if key not in self._recent:
            return self._base[key]
        value = self._recent[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[K]:
        old = (key for key in self._base if key not in self._recent)
        new = (key for key, value in self._recent.items() if value is not None)
        return chain(old, new)

    def __len__(self) -> int:
        return sum(1 for _key in self)
