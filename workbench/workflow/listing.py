"""What is registered, with the first line of each thing's documentation."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from workbench.agreement import measures
from workbench.exchange import formats
from workbench.extract import extractors
from workbench.model import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ("articles", "curators", "labels", "zones", "extractors", "formats", "measures", "commands")


def registered(kind: str) -> list[tuple[str, str]]:
    """Names and help texts of the things of one kind: zones, extractors, formats or measures."""
    return _LISTS[kind]()


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0]


_LISTS: dict[str, Callable[[], list[tuple[str, str]]]] = {
    "zones": lambda: [(kind, "") for kind in ZoneKind],
    "extractors": lambda: [(name, _first_line(e.find)) for name, e in extractors.items()],
    "formats": lambda: [(name, _first_line(f)) for name, f in formats.items()],
    "measures": lambda: [(name, _first_line(m)) for name, m in measures.items()],
}
